"""R13: minimum and maximum age to start duaal leren."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.rules.model import ImpossibleInputError, Note, Parameters, Result, doubts, sources
from bot.rules.school_calendar import school_year_of

OLDEST = 110
NO_MAXIMUM_YEAR = 7


class AgeRight(str, Enum):
    """Whether somebody has the age to start."""

    YES = "yes"
    NOT_YET = "not_yet"
    TWO_YEARS_FIRST = "two_years_first"
    DEPENDS_ON_YEARS = "depends_on_years"
    TOO_OLD = "too_old"


@dataclass(frozen=True)
class Pupil:
    """A pupil: birth date, years of secondary education followed (``None``: unknown), year to start in (3–7)."""

    born: date
    years_followed: int | None = None
    year: int | None = None


def age_on(born: date, day: date) -> int:
    """Return the age in whole years on ``day``."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def age(pupil: Pupil, parameters: Parameters, today: date) -> Result[AgeRight]:
    """Return whether the pupil may start on ``today``; values: ``age``, and ``from_day`` (16th birthday)."""
    if pupil.born > today:
        raise ImpossibleInputError("born_in_future", born=pupil.born)
    years = age_on(pupil.born, today)
    if years > OLDEST:
        raise ImpossibleInputError("age_impossible", age=years)
    if pupil.years_followed is not None and not 0 <= pupil.years_followed <= 12:
        raise ImpossibleInputError("years_impossible", years=pupil.years_followed)
    minimum = parameters.entry("age.minimum", today)
    early = parameters.entry("age.minimum_after_two_years", today)
    maximum = parameters.entry("age.maximum", today)
    values: dict[str, float | int | str | date] = {
        "age": years,
        "minimum": minimum.value,
        "early": early.value,
        "maximum": maximum.value,
        "from_day": _birthday(pupil.born, int(minimum.value)),  # type: ignore[arg-type]
        "early_day": _birthday(pupil.born, int(early.value)),  # type: ignore[arg-type]
    }
    base, unsure = sources(minimum, maximum), doubts(minimum, maximum)
    last_school_year = school_year_of(_birthday(pupil.born, int(maximum.value)))  # type: ignore[arg-type]
    if school_year_of(today) > last_school_year:
        if pupil.year == NO_MAXIMUM_YEAR:
            return Result(AgeRight.YES, (Note("no_maximum_in_year_7", values),), base, unsure, values)
        return Result(AgeRight.TOO_OLD, (Note("past_maximum_age", values),), base, unsure, values)
    if years >= int(minimum.value):  # type: ignore[arg-type]
        return Result(AgeRight.YES, (Note("old_enough", values),), base, unsure, values)
    if years < int(early.value):  # type: ignore[arg-type]
        return Result(AgeRight.NOT_YET, (Note("too_young", values),), base, unsure, values)
    if pupil.years_followed is None:
        return Result(AgeRight.DEPENDS_ON_YEARS, (Note("needs_two_years", values),), base, unsure, values)
    if pupil.years_followed >= 2:
        return Result(AgeRight.YES, (Note("two_years_followed", values),), base, unsure, values)
    return Result(AgeRight.TWO_YEARS_FIRST, (Note("needs_two_years", values),), base, unsure, values)


def _birthday(born: date, years: int) -> date:
    try:
        return born.replace(year=born.year + years)
    except ValueError:  # born on 29 February
        return date(born.year + years, 3, 1)
