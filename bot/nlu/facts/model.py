"""What a fact is."""

from __future__ import annotations

from dataclasses import dataclass

FactValue = float | int | str | bool | list[float]


@dataclass(frozen=True)
class Fact:
    """Something a message says, such as ``hours`` 24; ``docs/facts.md`` lists the names.

    ``value`` is plain JSON (a date is ``2026-11-02``); ``start`` and ``end`` are characters of the message.
    """

    name: str
    value: FactValue
    start: int
    end: int
