from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

from bot.content.schools import SchoolStore, read_schools
from bot.content.yaml_file import ContentError

ANSWERS = ["faq_a", "faq_b", "faq_c", "faq_d", "faq_e"]
DEFAULT = """\
schools:
  default:
    name: je school
    title: Titel
    greeting: Dag van {school}
    privacy: Geen namen.
    privacy_shared: Gedeeld toestel.
    starters: [faq_a, faq_b, faq_c, faq_d]
    color: "#0b5c57"
    keep_hours: 24
"""
OWN = """\
schools:
  eik:
    name: De Eik
    color: "#123456"
    contact: {phone: "03 111 22 33"}
"""


def write(folder: Path, text: str, name: str = "schools.yml") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_school_takes_from_the_default_what_it_leaves_out(tmp_path: Path) -> None:
    ours, own = write(tmp_path / "ours", DEFAULT), write(tmp_path / "own", OWN, "eik.yml")
    eik = read_schools([ours, own], ANSWERS)["eik"]
    assert (eik.name, eik.color, eik.title, eik.keep_hours) == ("De Eik", "#123456", "Titel", 24)
    assert eik.contact is not None
    assert eik.contact.phone == "03 111 22 33"


def test_a_folder_of_its_own_is_not_needed(tmp_path: Path) -> None:
    assert set(read_schools([write(tmp_path / "ours", DEFAULT), tmp_path / "nothing"], ANSWERS)) == {"default"}


def test_an_installation_changes_the_default_key_by_key(tmp_path: Path) -> None:
    ours = write(tmp_path / "ours", DEFAULT)
    own = write(
        tmp_path / "own",
        "schools:\n  default:\n    name: De Linde\n    contact: {person: Noor}\n  eik: {name: De Eik}\n",
    )
    schools = read_schools([ours, own], ANSWERS)
    assert (schools["default"].name, schools["default"].title) == ("De Linde", "Titel")
    assert schools["default"].contact is not None
    assert schools["eik"].contact is None


@pytest.mark.parametrize(
    ("own", "line", "message"),
    [
        ("schools:\n  eik:\n    nam: De Eik\n", 3, "not known here"),
        ("schools:\n  eik:\n    color: '#123456'\n", 2, "missing"),
        ("schools:\n  eik:\n    name: De Eik\n    color: #123456\n", 4, "between quotes"),
        ("schools:\n  eik:\n    name: De Eik\n    color: red\n", 4, "color"),
        ("schools:\n  eik:\n    name: De Eik\n    keep_hours: 0\n", 4, "keep_hours"),
        ("schools:\n  eik:\n    name: De Eik\n    title: " + "x" * 41 + "\n", 4, "title"),
        ("schools:\n  eik:\n    name: De Eik\n    starters: [faq_a, faq_b]\n", 4, "starters"),
        (
            "schools:\n  eik:\n    name: De Eik\n    starters:\n    - faq_a\n    - faq_b\n    - faq_c\n    - faq_x\n",
            8,
            "no answer called 'faq_x'",
        ),
        ("schools:\n  eik:\n    name: De Eik\n    contact: {}\n", 4, "give a person"),
        ("schools:\n  eik:\n    name: De Eik\n    contact:\n      mail: geen adres\n", 5, "mail"),
        ("schools:\n  De Eik:\n    name: De Eik\n", 2, "small letters"),
        ("schools: [eik]\n", 1, "schools"),
        ("- eik\n", 1, "expected keys"),
    ],
)
def test_a_fault_is_named_with_file_and_line(tmp_path: Path, own: str, line: int, message: str) -> None:
    folders = [write(tmp_path / "ours", DEFAULT), write(tmp_path / "own", own, "eik.yml")]
    with pytest.raises(ContentError, match=message) as error:
        read_schools(folders, ANSWERS)
    assert error.value.path.name == "eik.yml"
    assert error.value.line == line


@pytest.mark.parametrize("key", ["title", "greeting", "privacy", "privacy_shared", "starters", "color", "keep_hours"])
def test_the_default_must_be_complete(tmp_path: Path, key: str) -> None:
    text = "".join(line for line in DEFAULT.splitlines(keepends=True) if not line.strip().startswith(f"{key}:"))
    with pytest.raises(ContentError, match=f"schools.default.{key}"):
        read_schools([write(tmp_path / "ours", text)], ANSWERS)


def test_there_must_be_a_default(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="no school called 'default'"):
        read_schools([write(tmp_path / "ours", OWN)], ANSWERS)


def test_an_edited_file_is_read_again_and_a_wrong_one_is_not_used(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ours, own = write(tmp_path / "ours", DEFAULT), write(tmp_path / "own", OWN, "eik.yml")
    moment = 0.0
    store = SchoolStore([ours, own], lambda: ANSWERS, lambda: moment)
    assert store.find("eik")[1].name == "De Eik"
    assert store.find("onbekend")[0] == "default"

    def name_after(text: str) -> str:
        """Edit the file, let a minute pass and ask for the school's name."""
        nonlocal moment
        moment += 60
        write(own, text, "eik.yml")
        os.utime(own / "eik.yml", (moment, moment))
        return store.find("eik")[1].name

    assert name_after(OWN.replace("De Eik", "De Nieuwe Eik")) == "De Nieuwe Eik"
    with caplog.at_level(logging.ERROR):
        assert name_after("schools: nothing\n") == "De Nieuwe Eik"
    assert "eik.yml:1" in caplog.text
    assert name_after(OWN) == "De Eik"
