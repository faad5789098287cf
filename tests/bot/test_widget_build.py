from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot import cli, widget_build
from bot.settings import Settings
from bot.widget_build import WidgetBuild, WidgetBuildError

ROOT = Path(__file__).resolve().parent.parent.parent


def quiet(_: str) -> None:
    """Say nothing."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the widget's sources, with the packages that were fetched for the real ones."""
    WidgetBuild(ROOT).build(quiet)
    shutil.copytree(ROOT / "widget", tmp_path / "widget", ignore=shutil.ignore_patterns("node_modules"))
    (tmp_path / "widget" / "node_modules").symlink_to(ROOT / "widget" / "node_modules")
    (tmp_path / "static").mkdir()
    return tmp_path


@pytest.fixture
def script(root: Path) -> Path:
    return root / "static" / "widget.js"


def test_it_is_built_once_and_again_when_a_source_changed(root: Path, script: Path) -> None:
    said: list[str] = []
    build = WidgetBuild(root, script)
    assert not build.is_current()
    build.build(said.append)
    assert build.is_current()
    first = script.read_text(encoding="utf-8")
    assert first.startswith("/*!")
    assert "Redistribution and use" in (script.parent / "widget.licence.txt").read_text(encoding="utf-8")

    build.build(said.append)
    assert said[-1] == "Widget: up to date."
    texts = root / "widget" / "src" / "texts.json"
    texts.write_text(texts.read_text(encoding="utf-8").replace("Verstuur", "Zend"), encoding="utf-8")
    assert not build.is_current()
    build.build(said.append)
    assert "Zend" in script.read_text(encoding="utf-8")
    assert "Zend" not in first


def test_a_fault_is_told_with_its_place_and_the_earlier_script_stays(root: Path, script: Path) -> None:
    build = WidgetBuild(root, script)
    build.build(quiet)
    before = script.read_bytes()
    (root / "widget" / "src" / "ids.ts").write_text("export function newId(: string {\n", encoding="utf-8")
    with pytest.raises(WidgetBuildError, match=r"src/ids\.ts:1") as caught:
        build.build(quiet)
    assert "make widget" in str(caught.value)
    assert script.read_bytes() == before
    assert not build.is_current()


def test_a_script_that_is_too_large_is_refused(root: Path, script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(widget_build, "MOST_BYTES", 15_000)
    with pytest.raises(WidgetBuildError, match=r"bytes when compressed, \d+ more than may be"):
        WidgetBuild(root, script).build(quiet)
    assert not script.exists()


def test_types_are_checked(root: Path, script: Path) -> None:
    (root / "widget" / "src" / "ids.ts").write_text("export const newId = (): string => 7;\n", encoding="utf-8")
    with pytest.raises(WidgetBuildError, match=r"ids\.ts\(1,\d+\)"):
        WidgetBuild(root, script).test(quiet)


def test_an_installed_package_has_the_script_alone(tmp_path: Path) -> None:
    said: list[str] = []
    script = tmp_path / "widget.js"
    WidgetBuild(tmp_path, script).build(said.append)
    script.write_text("x", encoding="utf-8")
    WidgetBuild(tmp_path, script).build(said.append)
    assert said == ["Widget: its sources are not here.", "Widget: as delivered."]


def test_without_node_and_network_the_assistant_starts_and_says_what_is_missing(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    (root / "widget" / "src" / "ids.ts").write_text("// changed\n", encoding="utf-8")
    cli.build_widget(Settings(root=root))
    said = capsys.readouterr().out
    if WidgetBuild(root).is_current():  # pragma: no cover
        pytest.fail("the changed sources count as built")
    assert "Node could not be installed" in said
    assert "Until then the assistant answers over HTTP" in said
    assert "Traceback" not in said
