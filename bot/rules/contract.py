"""R1: which contract follows from the hours on the workplace.

On average at least 20 hours a week on a real workplace over the school year gives the paid contract (OAO), fewer the
unpaid one (SAO). School hours, feast days and holidays do not count. Source: decree of 10 June 2016, article 3.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.rules.model import Contract, ImpossibleInputError, Note, Parameters, Result, doubts, sources

MAX_HOURS = 60.0
MAX_DAYS = 7.0


@dataclass(frozen=True)
class Hours:
    """Hours a week on the workplace: an average, or hours per week in turn, or days per week.

    ``simulated``: only a simulated workplace; ``social_profit``: a place under the social Maribel;
    ``maximum``: the number given is a maximum, not an average.
    """

    average: float | None = None
    weeks: tuple[float, ...] = ()
    days: float | None = None
    simulated: bool = False
    social_profit: bool = False
    maximum: bool = False


def weekly_hours(hours: Hours, parameters: Parameters, today: date) -> tuple[float, tuple[Note, ...]]:
    """Return the average hours a week and the notes on how they were found.

    Raises ``ImpossibleInputError`` for negative or too many hours or days, and when nothing is given.
    """
    for value in (hours.average, *hours.weeks):
        if value is not None and not 0 <= value <= MAX_HOURS:
            raise ImpossibleInputError("hours_impossible", hours=value, limit=MAX_HOURS)
    if hours.days is not None and not 0 <= hours.days <= MAX_DAYS:
        raise ImpossibleInputError("days_impossible", days=hours.days)
    if hours.weeks:
        average = sum(hours.weeks) / len(hours.weeks)
        return average, (Note("average_of_weeks", {"weeks": len(hours.weeks), "hours": round(average, 2)}),)
    if hours.average is not None:
        return hours.average, ()
    if hours.days is not None:
        per_day = parameters.number("contract.hours_per_day", today)
        total = hours.days * per_day
        return total, (Note("hours_from_days", {"days": hours.days, "per_day": per_day, "hours": round(total, 2)}),)
    raise ImpossibleInputError("hours_missing")


def contract(hours: Hours, parameters: Parameters, today: date) -> Result[Contract]:
    """Return the contract for these hours; raises ``ImpossibleInputError`` as ``weekly_hours`` does."""
    threshold = parameters.entry("contract.paid_from_hours", today)
    limit = float(threshold.value)  # type: ignore[arg-type]
    base = sources(threshold)
    if hours.simulated:
        return Result(Contract.SAO, (Note("simulated_workplace"),), base, doubts(threshold))
    average, notes = weekly_hours(hours, parameters, today)
    shown = round(average, 2)
    values = {"hours": shown, "threshold": limit}
    uncertain = list(doubts(threshold))
    if hours.average is None and hours.days is not None and not hours.weeks:
        uncertain.append(Note("day_length_assumed", {"per_day": parameters.number("contract.hours_per_day", today)}))
    if hours.maximum:
        uncertain.append(Note("maximum_not_average"))
    if average < limit:
        reason = Note("below_threshold", values)
        return Result(Contract.SAO, (*notes, reason), base, tuple(uncertain), values)
    reason = Note("at_or_above_threshold", values)
    if hours.social_profit:
        uncertain.append(Note("employment_contract_possible"))
    return Result(Contract.OAO, (*notes, reason), base, tuple(uncertain), values)
