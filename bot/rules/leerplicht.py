"""R14: the day on which compulsory schooling ends."""

from __future__ import annotations

from datetime import date
from enum import Enum

from bot.rules.age import age_on
from bot.rules.model import ImpossibleInputError, Note, Parameters, Result, doubts, sources

OLDEST = 110


class Leerplicht(str, Enum):
    """Whether a child must still learn."""

    COMPULSORY = "compulsory"
    OVER = "over"


def leerplicht(born: date, parameters: Parameters, today: date) -> Result[Leerplicht]:
    """Return whether ``today`` is before the end; values: ``until`` (18th birthday, or 30 June before it)."""
    if born > today:
        raise ImpossibleInputError("born_in_future", born=born)
    if age_on(born, today) > OLDEST:
        raise ImpossibleInputError("age_impossible", age=age_on(born, today))
    last_age = parameters.entry("leerplicht.last_age", today)
    june = parameters.entry("leerplicht.end_of_school_year", today)
    day, month = (int(part) for part in str(june.value).split("-"))
    year = born.year + int(last_age.value)  # type: ignore[arg-type]
    end_of_year = date(year, month, day)
    try:
        birthday = born.replace(year=year)
    except ValueError:  # born on 29 February
        birthday = date(year, 3, 1)
    until = min(birthday, end_of_year)
    values = {"born": born, "until": until, "last_age": last_age.value}
    reason = "ends_on_birthday" if birthday <= end_of_year else "ends_on_30_june"
    decision = Leerplicht.COMPULSORY if today < until else Leerplicht.OVER
    return Result(decision, (Note(reason, values),), sources(last_age), doubts(last_age), values)
