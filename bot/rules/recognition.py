"""R11: recognition of a company as a workplace: per training and per site, before the contract starts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from bot.rules.model import ImpossibleInputError, Note, Parameters, Result, doubts, sources


class Recognition(str, Enum):
    """What a company has to do."""

    VALID = "valid"
    APPLY = "apply"
    EXPIRED = "expired"
    WAIT = "wait"


@dataclass(frozen=True)
class Company:
    """A company: day of recognition or of application, and whether site and training are those of the recognition."""

    recognised_on: date | None = None
    applied_on: date | None = None
    same_site: bool = True
    same_training: bool = True


def recognition(company: Company, parameters: Parameters, today: date) -> Result[Recognition]:
    """Return what to do; values: ``valid_until``, or ``decision_by`` (estimated)."""
    for day in (company.recognised_on, company.applied_on):
        if day is not None and day > today:
            raise ImpossibleInputError("day_in_future", day=day)
    years = parameters.entry("recognition.years_valid", today)
    days = parameters.entry("recognition.decision_days", today)
    base = sources(years, days)
    counting = (Note("recognition_days_unclear"), *doubts(days))
    values: dict[str, float | int | str | date] = {"years": years.value, "decision_days": days.value}
    if company.recognised_on is not None:
        valid_until = _years_later(company.recognised_on, int(years.value))  # type: ignore[arg-type]
        values["valid_until"] = valid_until
        if not (company.same_site and company.same_training):
            return Result(Recognition.APPLY, (Note("per_site_and_training"),), base, counting, values)
        if today > valid_until:
            return Result(Recognition.EXPIRED, (Note("recognition_over", values),), base, counting, values)
        return Result(Recognition.VALID, (Note("recognition_valid", values),), base, doubts(years), values)
    if company.applied_on is not None:
        values["decision_by"] = company.applied_on + timedelta(days=int(days.value))  # type: ignore[arg-type]
        return Result(
            Recognition.WAIT, (Note("decision_expected", values), Note("before_contract")), base, counting, values
        )
    return Result(Recognition.APPLY, (Note("apply_first", values), Note("before_contract")), base, counting, values)


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
