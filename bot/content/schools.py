"""What the widget shows for each school: ours in ``data/website``, an installation's own in ``var/website``."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Extra, Field, root_validator, validator

from bot.content import yaml_file
from bot.content.watched import Watched
from bot.content.yaml_file import ContentError

DEFAULT = "default"
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class _Strict(BaseModel):
    class Config:
        extra = Extra.forbid
        frozen = True


class Contact(_Strict):
    """Whom to ask at school; at least one of the three."""

    person: str | None = Field(None, min_length=1, max_length=80)
    phone: str | None = Field(None, regex=r"^[+0-9][0-9 ./()-]{5,20}$")
    mail: str | None = Field(None, regex=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=100)

    @root_validator(skip_on_failure=True)
    @classmethod
    def _someone(cls, values: dict[str, Any]) -> dict[str, Any]:
        if not any(values.values()):
            raise ValueError("give a person, a phone number or a mail address, or leave the contact out")
        return values


class School(_Strict):
    """What the widget shows for one school; what is ``None`` comes from the default school."""

    name: str = Field(min_length=1, max_length=60)
    title: str | None = Field(None, min_length=1, max_length=40)
    greeting: str | None = Field(None, min_length=1, max_length=300)
    privacy: str | None = Field(None, min_length=1, max_length=400)
    privacy_shared: str | None = Field(None, min_length=1, max_length=400)
    starters: list[str] | None = Field(None, min_items=4, max_items=4)
    color: str | None = Field(None, regex=r"^#[0-9a-fA-F]{6}$")
    keep_hours: int | None = Field(None, ge=1, le=168)
    contact: Contact | None = None

    @validator("title", "greeting", "privacy", "privacy_shared", "starters", "color", "keep_hours", "contact", pre=True)
    @classmethod
    def _filled(cls, value: Any) -> Any:
        if value is None:  # YAML takes what follows a bare # for a comment
            raise ValueError('this key is empty; fill it in or remove it (a colour stands between quotes: "#0b5c57")')
        return value

    def over(self, base: School) -> School:
        """Return this school with what it leaves out taken from ``base``."""
        return base.copy(update={name: getattr(self, name) for name in self.__fields_set__})


class _File(_Strict):
    schools: dict[str, School]


def read_schools(folders: Sequence[Path], answers: Collection[str]) -> dict[str, School]:
    """Return all schools by id, complete; a later folder adds schools, replaces them, or changes the default.

    ``answers`` are the ids that a starter question may name. Raises ``ContentError`` for the first fault found.
    """
    found: dict[str, School] = {}
    for path in _files(folders):
        for identifier, school in yaml_file.load(path, _File).schools.items():
            _check(path, identifier, school, answers)
            base = found.get(DEFAULT) if identifier == DEFAULT else None
            found[identifier] = school.over(base) if base is not None else school
    default = found.get(DEFAULT)
    first = folders[0] / "schools.yml"
    if default is None:
        raise ContentError(first, 1, f"there is no school called '{DEFAULT}'; add it")
    for name in School.__fields__:
        if getattr(default, name) is None and name != "contact":
            line = yaml_file.line_of(yaml_file.read(first), ["schools", DEFAULT])
            raise ContentError(first, line, f"schools.{DEFAULT}.{name}: this key is missing; add it")
    # a contact is a person of one school: the default's stays with the default
    base = default.copy(update={"contact": None})
    return {identifier: default if identifier == DEFAULT else school.over(base) for identifier, school in found.items()}


def _files(folders: Sequence[Path]) -> list[Path]:
    return [path for folder in folders if folder.is_dir() for path in sorted(folder.glob("*.yml"))]


def _check(path: Path, identifier: str, school: School, answers: Collection[str]) -> None:
    def fault(location: list[str | int], problem: str) -> ContentError:
        return ContentError(path, yaml_file.line_of(yaml_file.read(path), ["schools", identifier, *location]), problem)

    if not _ID.fullmatch(identifier):
        raise fault([], f"schools: '{identifier}' cannot be a school's id; use small letters, digits and hyphens")
    for number, starter in enumerate(school.starters or []):
        if starter not in answers:
            raise fault(["starters", number], f"schools.{identifier}.starters: there is no answer called '{starter}'")


class SchoolStore:
    """Gives the present schools; reads edited files again by itself and keeps the last good reading on a fault."""

    def __init__(
        self,
        folders: Sequence[Path],
        answers: Callable[[], Collection[str]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._schools = Watched(lambda: read_schools(folders, answers()), folders, clock)

    def find(self, identifier: str) -> tuple[str, School]:
        """Return id and settings of the school called ``identifier``, else of the default one."""
        schools = self._schools.get()
        known = identifier if identifier in schools else DEFAULT
        return known, schools[known]
