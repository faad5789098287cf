"""Reads ``data/parameters/*.yml``: every number, date or text that a law or an index changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import BaseModel, Extra, Field, HttpUrl, StrictFloat, StrictInt, StrictStr

from bot.content import yaml_file
from bot.content.yaml_file import ContentError
from bot.rules.model import Certainty, Entry, Parameter, Parameters, Source


class _Strict(BaseModel):
    class Config:
        extra = Extra.forbid


class _Source(_Strict):
    name: str = Field(min_length=2)
    url: HttpUrl | None = None


class _Entry(_Strict):
    value: StrictInt | StrictFloat | StrictStr
    valid_from: date
    source: _Source
    checked_on: date
    certainty: Certainty


class _Parameter(_Strict):
    description: str = Field(min_length=5)
    unit: str = Field(min_length=1)
    values: list[_Entry] = Field(min_items=1)


class _File(_Strict):
    parameters: dict[str, _Parameter]


def load_parameters(folder: Path) -> Parameters:
    """Return all parameters, named ``<file>.<key>``; raise ``ContentError`` naming file and line for a fault."""
    found: dict[str, Parameter] = {}
    for path in sorted(folder.glob("*.yml")):
        content = yaml_file.load(path, _File)
        for key, parameter in content.parameters.items():
            _check_order(path, key, parameter)
            name = f"{path.stem}.{key}"
            found[name] = Parameter(name, parameter.unit, tuple(_entry(entry) for entry in parameter.values))
    return Parameters(found)


def _entry(entry: _Entry) -> Entry:
    source = Source(entry.source.name, str(entry.source.url) if entry.source.url else None, entry.checked_on)
    return Entry(entry.value, entry.valid_from, source, entry.certainty)


def _check_order(path: Path, key: str, parameter: _Parameter) -> None:
    for number, (earlier, later) in enumerate(zip(parameter.values, parameter.values[1:], strict=False), start=1):
        if later.valid_from <= earlier.valid_from:
            line = yaml_file.line_of(yaml_file.read(path), ["parameters", key, "values", number])
            raise ContentError(
                path,
                line,
                f"{key}: the value from {later.valid_from} does not come after the one from {earlier.valid_from}; "
                "put the values in order of date, each date once",
            )
