"""Several results for one question: what they have in common, and which cases come to the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.rules.model import Note, Result, Value


@dataclass(frozen=True)
class Worked:
    """One result, with the label of its case when somebody did not know a fact ("" when all was known)."""

    label: str
    result: Result[Any]

    def within(self, label: str) -> Worked:
        """Return the result as a case of the case called ``label``."""
        return replace(self, label=", ".join(part for part in (label, self.label) if part))


def side_by_side(options: Sequence[tuple[str, list[Worked]]]) -> list[Worked]:
    """Return the results of every option under its label; options that come to the same are told once.

    When all come to the same there is nothing to choose between: the results then hold only what is true of each.
    """
    groups: list[tuple[list[str], list[list[Worked]]]] = []
    for label, found in options:
        for labels, alike in groups:
            if _outline(alike[0]) == _outline(found):
                labels.append(label)
                alike.append(found)
                break
        else:
            groups.append(([label], [found]))
    merged = [(" of ".join(labels), _merged(alike)) for labels, alike in groups]
    if len(merged) == 1:
        return merged[0][1]
    return [worked.within(label) for label, found in merged for worked in found]


def _outline(found: Sequence[Worked]) -> list[tuple[str, Any]]:
    return [(worked.label, worked.result.decision) for worked in found]


def _merged(alike: Sequence[Sequence[Worked]]) -> list[Worked]:
    return [Worked(same[0].label, common([worked.result for worked in same])) for same in zip(*alike, strict=True)]


def common(results: Sequence[Result[Any]]) -> Result[Any]:
    """Return what holds in each of these results, which decide the same: reasons and values of all, doubts of any."""
    first = results[0]
    codes = [{note.code for note in result.reasons} for result in results]
    return Result(
        first.decision,
        tuple(
            note
            for note in _united([note for result in results for note in result.reasons])
            if all(note.code in held for held in codes)
        ),
        tuple(dict.fromkeys(source for result in results for source in result.sources)),
        _united([note for result in results for note in result.uncertain]),
        _shared([result.values for result in results]),
    )


def _united(notes: Sequence[Note]) -> tuple[Note, ...]:
    """Return a note of each code, with the values that are the same wherever it stands."""
    by_code: dict[str, list[Note]] = {}
    for note in notes:
        by_code.setdefault(note.code, []).append(note)
    return tuple(Note(code, _shared([note.values for note in same])) for code, same in by_code.items())


def _shared(values: Sequence[Mapping[str, Value]]) -> Mapping[str, Value]:
    return {name: value for name, value in values[0].items() if all(other.get(name) == value for other in values[1:])}
