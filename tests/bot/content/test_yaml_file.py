from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel, Extra

from bot.content import yaml_file
from bot.content.yaml_file import ContentError


class Inner(BaseModel):
    name: str

    class Config:
        extra = Extra.forbid


class Outer(BaseModel):
    id: str
    items: list[Inner]

    class Config:
        extra = Extra.forbid


def load(tmp_path: Path, text: str) -> Outer:
    path = tmp_path / "file.yml"
    path.write_text(text, encoding="utf-8")
    return yaml_file.load(path, Outer)


def test_reads_what_the_schema_allows(tmp_path: Path) -> None:
    assert load(tmp_path, "id: a\nitems:\n  - name: één\n").items[0].name == "één"


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("id: a\nitems:\n  - name: x\n    nmae: y\n", 4, "items.0.nmae: this key is not known here"),
        ("id: a\nitems:\n  - name: x\n  - {}\n", 4, "items.1.name: this key is missing"),
        ("id: a\nitems: [\n", 3, "this is not valid YAML"),
        ("- a\n- b\n", 1, "expected keys and values"),
    ],
)
def test_a_fault_names_file_line_and_remedy(tmp_path: Path, text: str, line: int, problem: str) -> None:
    with pytest.raises(ContentError) as caught:
        load(tmp_path, text)
    assert str(caught.value).startswith(f"{tmp_path / 'file.yml'}:{line}: ")
    assert problem in str(caught.value)


def test_a_missing_file_and_wrong_encoding_are_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="does not exist"):
        yaml_file.read(tmp_path / "no.yml")
    (tmp_path / "latin.yml").write_bytes("id: één".encode("latin-1"))
    with pytest.raises(ContentError, match="not UTF-8"):
        yaml_file.read(tmp_path / "latin.yml")
