"""YAML content files: read with line numbers, checked against a schema, errors in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError

Model = TypeVar("Model", bound=BaseModel)


class ContentError(Exception):
    """A content file is wrong; the message names file and line, what is wrong and what to do."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        self.path, self.line, self.problem = path, line, problem
        super().__init__(f"{path}:{line}: {problem}")


def read(path: Path) -> Any:
    """Return the parsed file, as ruamel's round-trip types that remember their line numbers."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError(path, 1, "the file does not exist; restore it or correct the name") from None
    except UnicodeDecodeError as error:
        raise ContentError(path, 1, f"the file is not UTF-8 text ({error.reason}); save it as UTF-8") from None
    try:
        return YAML(typ="rt", pure=True).load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark is not None else 1
        problem = " ".join(str(error.problem or error.context).split())
        raise ContentError(path, line, f"this is not valid YAML: {problem}") from None


def line_of(node: Any, location: Sequence[str | int]) -> int:
    """Return the 1-based line where ``location`` (as pydantic reports it) stands, or that of its nearest parent."""
    line = node.lc.line + 1 if isinstance(node, (CommentedMap, CommentedSeq)) else 1
    for key in location:
        if isinstance(node, CommentedMap) and key in node:
            line = node.lc.key(key)[0] + 1
            node = node[key]
        elif isinstance(node, CommentedSeq) and isinstance(key, int) and key < len(node):
            line = node.lc.item(key)[0] + 1
            node = node[key]
        else:
            break
    return line


def load(path: Path, model: type[Model]) -> Model:
    """Read ``path`` and check it against ``model``; raise ``ContentError`` for the first fault."""
    node = read(path)
    if not isinstance(node, CommentedMap):
        raise ContentError(path, 1, "expected keys and values ('id: …') at the start of the line")
    try:
        return model.parse_obj(plain(node))
    except ValidationError as error:
        # a misspelled key gives two faults, an unknown and a missing one; the unknown one shows where it stands
        first = min(error.errors(), key=lambda fault: fault["type"] != "value_error.extra")
        location = first["loc"]
        where = ".".join(str(part) for part in location if part != "__root__")
        message = _plain_message(first)
        raise ContentError(path, line_of(node, location), f"{where}: {message}" if where else message) from None


def plain(node: Any) -> Any:
    """Return ``node`` as ordinary dicts, lists and strings."""
    if isinstance(node, CommentedMap):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        return [plain(value) for value in node]
    return str(node) if isinstance(node, str) else node


def _plain_message(error: Any) -> str:
    kind = error["type"]
    if kind == "value_error.missing":
        return "this key is missing; add it"
    if kind == "value_error.extra":
        return "this key is not known here; check the spelling or remove it"
    return str(error["msg"])
