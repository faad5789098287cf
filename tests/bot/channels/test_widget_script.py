from __future__ import annotations

import base64
import gzip
import hashlib
import os
from pathlib import Path

from bot.channels.caching import has_already
from bot.channels.widget_script import Script, Scripts
from tests.bot.channels.requests_made import made


def build(folder: Path, content: bytes, moment: int) -> Path:
    """Write the script as a build at ``moment`` does."""
    path = folder / "widget.js"
    path.write_bytes(content)
    os.utime(path, (moment, moment))
    return path


def test_there_is_no_script_before_the_first_build(tmp_path: Path) -> None:
    scripts = Scripts(tmp_path / "widget.js", tmp_path / "kept")
    assert scripts.newest() is None
    assert scripts.version("0123456789ab") is None


def test_a_version_is_named_after_its_content(tmp_path: Path) -> None:
    script = Scripts(build(tmp_path, b"alert(1)", 1), tmp_path / "kept").newest()
    assert script is not None
    assert script.version == hashlib.sha256(b"alert(1)").hexdigest()[:12]
    assert script.integrity == "sha384-" + base64.b64encode(hashlib.sha384(b"alert(1)").digest()).decode()
    assert gzip.decompress(script.compressed) == b"alert(1)"


def test_an_earlier_version_stays_available_after_a_build_and_a_restart(tmp_path: Path) -> None:
    scripts = Scripts(build(tmp_path, b"old", 1), tmp_path / "kept")
    old = scripts.newest()
    build(tmp_path, b"new", 2)
    new = scripts.newest()
    assert old is not None
    assert new is not None
    assert (old.content, new.content) == (b"old", b"new")
    again = Scripts(tmp_path / "widget.js", tmp_path / "kept")
    assert again.version(old.version) == old
    assert again.version(new.version) == new


def test_a_kept_version_that_was_changed_is_not_served(tmp_path: Path) -> None:
    scripts = Scripts(build(tmp_path, b"old", 1), tmp_path / "kept")
    old = scripts.newest()
    assert old is not None
    build(tmp_path, b"new", 2)
    (tmp_path / "kept" / f"widget-{old.version}.js").write_bytes(b"evil")
    assert scripts.version(old.version) is None


def test_a_version_cannot_name_another_file(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "secret.js").write_bytes(b"secret")
    assert Scripts(tmp_path / "widget.js", tmp_path / "kept").version("x/../../secret") is None


def test_a_folder_that_cannot_be_written_does_not_stop_the_script(tmp_path: Path) -> None:
    blocked = tmp_path / "kept"
    blocked.write_text("a file, not a folder", encoding="utf-8")
    assert Scripts(build(tmp_path, b"alert(1)", 1), blocked).newest() == Script(b"alert(1)")


def test_a_browser_that_has_the_version_is_recognised() -> None:
    for header in ('"abc"', 'W/"abc"', '"x", W/"abc"'):
        assert has_already(made(if_none_match=header), "abc")
    for header in ("abc", '"abcd"', "*", ""):
        assert not has_already(made(if_none_match=header), "abc")
    assert not has_already(made(), "abc")
