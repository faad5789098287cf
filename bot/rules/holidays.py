"""R16: school holidays and days off, by contract and year of study."""

from __future__ import annotations

from datetime import date
from enum import Enum

from bot.rules.model import Contract, ImpossibleInputError, Note, Parameters, Result, doubts, sources


class Holidays(str, Enum):
    """Which days are free."""

    ALL_SCHOOL_HOLIDAYS = "all_school_holidays"
    SIX_WEEKS = "six_weeks"
    AS_EMPLOYEE = "as_employee"


def holidays(contract: Contract, year: int | None, parameters: Parameters, today: date) -> Result[Holidays]:
    """Return the holidays of a pupil; ``year`` is the year of secondary school (3–7) or ``None``."""
    if year is not None and not 1 <= year <= 7:
        raise ImpossibleInputError("year_impossible", year=year)
    rule = parameters.entry("holidays.all_school_holidays", today)
    if contract is Contract.DA:
        return Result(Holidays.AS_EMPLOYEE, (Note("holidays_by_employment"),), sources(rule), doubts(rule))
    if year == 7:
        six = parameters.entry("holidays.weeks_year_7", today)
        return Result(
            Holidays.SIX_WEEKS,
            (Note("year_7_weeks", {"weeks": six.value}),),
            sources(six),
            doubts(six),
            {"weeks": six.value},
        )
    paid = parameters.entry("holidays.unpaid_in_paid_contract", today)
    reasons = [Note("all_holidays_free")]
    unsure = list(doubts(rule))
    if contract is Contract.OAO:
        reasons.append(Note("holidays_unpaid"))
        unsure += doubts(paid)
    elif contract is Contract.UNKNOWN:
        reasons.append(Note("holidays_unpaid_if_paid_contract"))
        unsure += doubts(paid)
    return Result(Holidays.ALL_SCHOOL_HOLIDAYS, tuple(reasons), sources(rule), tuple(unsure))
