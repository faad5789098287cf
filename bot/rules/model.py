"""What every rule shares: sources, dated parameters, results with reasons, and the error for impossible input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Generic, TypeVar

Value = float | int | str | date
Decision = TypeVar("Decision", bound=Enum)


class Certainty(str, Enum):
    """How sure a fact is."""

    CERTAIN = "certain"
    LIKELY = "likely"
    UNCONFIRMED = "unconfirmed"


class Contract(str, Enum):
    """The contracts of duaal leren."""

    OAO = "oao"
    SAO = "sao"
    DA = "da"
    UNKNOWN = "unknown"


class Region(str, Enum):
    """Where the child has its domicile."""

    FLANDERS = "flanders"
    BRUSSELS = "brussels"
    WALLONIA = "wallonia"
    ABROAD = "abroad"


@dataclass(frozen=True)
class Source:
    """Where a fact comes from and when that was last looked at."""

    name: str
    url: str | None
    checked_on: date


@dataclass(frozen=True)
class Entry:
    """A parameter's value from a day on."""

    value: Value
    valid_from: date
    source: Source
    certainty: Certainty


@dataclass(frozen=True)
class Parameter:
    """A number, date or text that a law or an index changes; entries in the order of their dates."""

    name: str
    unit: str
    entries: tuple[Entry, ...]

    def at(self, day: date) -> Entry | None:
        """Return the entry in force on ``day``, ``None`` before the first one."""
        current = None
        for entry in self.entries:
            if entry.valid_from <= day:
                current = entry
        return current


class Parameters:
    """All parameters by name, such as ``contract.paid_from_hours``."""

    def __init__(self, parameters: Mapping[str, Parameter]) -> None:
        self._parameters = dict(parameters)

    def __iter__(self) -> object:
        return iter(self._parameters.values())

    def entry(self, name: str, day: date) -> Entry:
        """Return the entry of ``name`` on ``day``; before the first known one, the first."""
        parameter = self._parameters[name]
        return parameter.at(day) or parameter.entries[0]

    def number(self, name: str, day: date) -> float:
        """Return the value of ``name`` on ``day`` as a number."""
        return float(self.entry(name, day).value)  # type: ignore[arg-type]

    def source(self, name: str, day: date) -> Source:
        """Return the source of ``name`` on ``day``."""
        return self.entry(name, day).source


@dataclass(frozen=True)
class Note:
    """A reason or an uncertainty: a code whose words stand in ``data/results``, with the values they name."""

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Result(Generic[Decision]):
    """What a rule says of one case.

    ``reasons`` in the order in which they lead to the decision; ``uncertain`` what is not sure about it; ``sources``
    what it rests on; ``values`` the figures and dates a text may name (amounts in euro, days in calendar days).
    """

    decision: Decision
    reasons: tuple[Note, ...]
    sources: tuple[Source, ...]
    uncertain: tuple[Note, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)


class ImpossibleInputError(ValueError):
    """The input cannot be true; ``code`` names the kind answer in ``data/results``."""

    def __init__(self, code: str, **values: Value) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def sources(*entries: Entry) -> tuple[Source, ...]:
    """Return the sources of ``entries`` without repeats, in order."""
    return tuple(dict.fromkeys(entry.source for entry in entries))


def doubts(*entries: Entry) -> tuple[Note, ...]:
    """Return a note for each source whose entries are not certain."""
    unsure = dict.fromkeys(
        (entry.certainty.value, entry.source.name) for entry in entries if entry.certainty is not Certainty.CERTAIN
    )
    return tuple(Note(f"parameter_{certainty}", {"source": source}) for certainty, source in unsure)
