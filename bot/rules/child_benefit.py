"""R5–R7: until when child benefit is paid, by the region of the child's domicile."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.rules.model import ImpossibleInputError, Note, Parameters, Region, Result, doubts, sources

OLDEST = 30


class BenefitRight(str, Enum):
    """The kind of right on a day."""

    UNCONDITIONAL = "unconditional"
    CONDITIONAL = "conditional"
    ENDED = "ended"
    ASK_PAYER = "ask_payer"


@dataclass(frozen=True)
class Child:
    """A child: date of birth, region of domicile, recognised disability, and whether it is still in dual training."""

    born: date
    region: Region
    disability: bool = False
    in_training: bool = True


def child_benefit(child: Child, parameters: Parameters, today: date) -> Result[BenefitRight]:
    """Return the right on ``today``; values: ``unconditional_until`` and ``conditional_until`` (last day)."""
    if child.born > today:
        raise ImpossibleInputError("born_in_future", born=child.born)
    if today.year - child.born.year > OLDEST:
        raise ImpossibleInputError("too_old_for_pupil", born=child.born)
    if child.region is Region.ABROAD:
        rule = parameters.entry("child_benefit.domicile_rule", today)
        return Result(BenefitRight.ASK_PAYER, (Note("domicile_abroad"),), sources(rule), doubts(rule))
    name = child.region.value
    age = parameters.entry(
        "child_benefit.flanders_disability_age"
        if child.region is Region.FLANDERS and child.disability
        else f"child_benefit.{name}_age",
        today,
    )
    last_age = parameters.entry(f"child_benefit.{name}_last_age", today)
    until = _until(child, int(age.value))  # type: ignore[arg-type]
    conditional_until = _month_end(child.born.year + int(last_age.value), child.born.month)  # type: ignore[arg-type]
    values = {"born": child.born, "unconditional_until": until, "conditional_until": conditional_until}
    uncertain = [*doubts(age, last_age), Note("payer_decides")]
    if today <= until:
        return Result(
            BenefitRight.UNCONDITIONAL,
            (Note(f"{name}_unconditional", values), Note("pay_does_not_count")),
            sources(age),
            tuple(uncertain),
            values,
        )
    reasons = (Note(f"{name}_unconditional_over", values), Note(f"{name}_conditions"))
    if today > conditional_until:
        return Result(
            BenefitRight.ENDED, (Note("too_old_for_benefit", values),), sources(last_age), tuple(uncertain), values
        )
    if not child.in_training:
        reasons = (reasons[0], Note("school_leaver"))
    return Result(BenefitRight.CONDITIONAL, reasons, sources(age, last_age), tuple(uncertain), values)


def _until(child: Child, age: int) -> date:
    """Flanders: the end of the month of that birthday; Brussels and Wallonia: 31 August of that year."""
    year = child.born.year + age
    return _month_end(year, child.born.month) if child.region is Region.FLANDERS else date(year, 8, 31)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
