"""R3: starting duaal leren during the school year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.rules.model import Entry as ParameterEntry
from bot.rules.model import ImpossibleInputError, Note, Parameters, Result, doubts, sources
from bot.rules.school_calendar import first_school_day_after_autumn_break, school_year_of

FIRST_YEAR, LAST_YEAR = 3, 7


class EntryRight(str, Enum):
    """Who has a say in starting now."""

    FREE = "free"
    CLASS_COUNCIL = "class_council"
    SERIOUS_REASON_AND_CLASS_COUNCIL = "serious_reason_and_class_council"


@dataclass(frozen=True)
class Start:
    """A start: year of secondary school (3–7), the day, and whether the pupil comes from the aanloopfase."""

    year: int
    on: date
    from_aanloopfase: bool = False


def entry(start: Start, parameters: Parameters) -> Result[EntryRight]:
    """Return whether the pupil may start on that day; values: ``deadline`` (last free day) where there is one."""
    if not FIRST_YEAR <= start.year <= LAST_YEAR:
        raise ImpossibleInputError("year_impossible", year=start.year)
    school_year = school_year_of(start.on)
    brochure = parameters.entry("entry.brochure_rule", start.on)
    autumn = first_school_day_after_autumn_break(school_year)
    values: dict[str, float | int | str | date] = {
        "year": start.year,
        "on": start.on,
        "brochure_date": autumn,
        "school_year": f"{school_year}-{school_year + 1}",
    }
    contradiction = Note("brochure_says_otherwise", {"brochure_date": autumn})
    if start.from_aanloopfase:
        rule = parameters.entry("entry.from_aanloopfase", start.on)
        return Result(EntryRight.FREE, (Note("from_aanloopfase"),), sources(rule), doubts(rule), values)
    if start.year <= 5:
        return _by_date(start, parameters, school_year, values, contradiction, brochure)
    rule = parameters.entry(f"entry.year_{start.year}", start.on)
    decision = EntryRight.SERIOUS_REASON_AND_CLASS_COUNCIL if start.year == 6 else EntryRight.CLASS_COUNCIL
    return Result(
        decision,
        (Note(f"year_{start.year}_needs_council"),),
        sources(rule, brochure),
        (*doubts(rule), contradiction),
        values,
    )


def _by_date(
    start: Start,
    parameters: Parameters,
    school_year: int,
    values: dict[str, float | int | str | date],
    contradiction: Note,
    brochure: ParameterEntry,
) -> Result[EntryRight]:
    rule = parameters.entry("entry.last_free_day", start.on)
    day, month = (int(part) for part in str(rule.value).split("-"))
    deadline = date(school_year + 1 if month < 9 else school_year, month, day)
    values = {**values, "deadline": deadline}
    free = start.on <= deadline
    return Result(
        EntryRight.FREE if free else EntryRight.CLASS_COUNCIL,
        (Note("on_or_before_deadline" if free else "after_deadline", {"deadline": deadline, "on": start.on}),),
        sources(rule, brochure),
        (*doubts(rule), contradiction),
        values,
    )
