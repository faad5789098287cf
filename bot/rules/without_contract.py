"""R9: twenty training days to have a contract, from the start of the lessons or the end of the last contract."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from bot.rules.model import ImpossibleInputError, Note, Parameters, Result, doubts, sources
from bot.rules.school_calendar import in_school_holiday

LONGEST_SPAN = 366


class TimeLeft(str, Enum):
    """Whether the limit has passed."""

    IN_TIME = "in_time"
    LAST_DAY = "last_day"
    OVER = "over"


@dataclass(frozen=True)
class Search:
    """A search for a workplace: training days passed, or the day from which to count."""

    since: date | None = None
    days_passed: int | None = None
    buso: bool = False


def without_contract(search: Search, parameters: Parameters, today: date) -> Result[TimeLeft]:
    """Return what is left of the limit; values: ``days_passed``, ``days_left``, ``limit``, estimated ``deadline``."""
    limit = parameters.entry("without_contract.training_days", today)
    extension = parameters.entry(
        "without_contract.extension_buso" if search.buso else "without_contract.extension", today
    )
    allowed = int(limit.value)  # type: ignore[arg-type]
    uncertain = [Note("extension_possible", {"extension": extension.value}), *doubts(extension)]
    values: dict[str, int | float | str | date] = {"limit": allowed, "extension": extension.value}
    if search.days_passed is not None:
        if not 0 <= search.days_passed <= LONGEST_SPAN:
            raise ImpossibleInputError("days_passed_impossible", days=search.days_passed)
        passed = search.days_passed
    elif search.since is not None:
        if (today - search.since).days > LONGEST_SPAN:
            raise ImpossibleInputError("since_too_long_ago", since=search.since)
        passed = training_days(search.since, today)
        values["since"] = search.since
        values["deadline"] = _day_number(max(search.since, date(1, 1, 1)), allowed)
        uncertain.append(Note("training_days_estimated", {"deadline": values["deadline"]}))
    else:
        raise ImpossibleInputError("since_missing")
    left = allowed - passed
    values |= {"days_passed": passed, "days_left": max(left, 0)}
    decision = TimeLeft.IN_TIME if left > 0 else TimeLeft.LAST_DAY if left == 0 else TimeLeft.OVER
    reasons: tuple[Note, ...] = (Note("days_of_limit", values), Note("full_time_school_meanwhile"))
    if decision is TimeLeft.OVER:
        reasons = (*reasons, Note("must_leave_dual"))
    return Result(decision, reasons, sources(limit), tuple(uncertain), values)


def training_days(since: date, until: date) -> int:
    """Return the weekdays from ``since`` to ``until``, both counted, without holidays and feast days: an estimate."""
    return sum(_is_training_day(since + timedelta(days=n)) for n in range((until - since).days + 1))


def _day_number(since: date, number: int) -> date:
    day, counted = since, 0
    while True:
        counted += _is_training_day(day)
        if counted >= number:
            return day
        day += timedelta(days=1)


def _is_training_day(day: date) -> bool:
    return day.weekday() < 5 and not in_school_holiday(day)
