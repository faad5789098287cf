"""R15: the premium for a pupil in alternating training."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.rules.model import ImpossibleInputError, Note, Parameters, Region, Result, doubts, sources


class Premium(str, Enum):
    """Which premium fits."""

    FLEMISH = "flemish"
    BRUSSELS = "brussels"
    NONE_LEFT = "none_left"
    TOO_SHORT = "too_short"
    TOO_OLD_FOR_BRUSSELS = "too_old_for_brussels"
    NOT_HERE = "not_here"


@dataclass(frozen=True)
class Learner:
    """A pupil: domicile, months of contract this school year, premiums already had, age (for Brussels)."""

    region: Region
    months: float
    had: int = 0
    age: int | None = None


def learner_premium(learner: Learner, parameters: Parameters, today: date) -> Result[Premium]:
    """Return the premium that fits; values: ``amount`` in euro per school year."""
    if not 0 <= learner.months <= 12:
        raise ImpossibleInputError("months_impossible", months=learner.months)
    if not 0 <= learner.had <= 20:
        raise ImpossibleInputError("premiums_impossible", had=learner.had)
    if learner.age is not None and not 0 <= learner.age <= 110:
        raise ImpossibleInputError("age_impossible", age=learner.age)
    amount = parameters.entry("learner_premium.amount", today)
    months = parameters.entry("learner_premium.minimum_months", today)
    most = parameters.entry("learner_premium.maximum_number", today)
    brussels_age = parameters.entry("learner_premium.brussels_below_age", today)
    values = {
        "amount": amount.value,
        "months": months.value,
        "most": most.value,
        "had": learner.had,
        "brussels_age": brussels_age.value,
    }
    unsure = (Note("premium_validity_unconfirmed"), *doubts(amount))
    base = sources(amount)
    if learner.region is Region.BRUSSELS:
        base = sources(brussels_age)
        if learner.age is not None and learner.age >= int(brussels_age.value):  # type: ignore[arg-type]
            return Result(Premium.TOO_OLD_FOR_BRUSSELS, (Note("brussels_premium_age", values),), base, unsure, values)
        return Result(Premium.BRUSSELS, (Note("actiris_premium", values),), base, unsure, values)
    if learner.region is not Region.FLANDERS:
        return Result(Premium.NOT_HERE, (Note("must_live_in_flanders"),), base, unsure, values)
    if learner.had >= int(most.value):  # type: ignore[arg-type]
        return Result(Premium.NONE_LEFT, (Note("maximum_had", values),), base, unsure, values)
    if learner.months < float(months.value):  # type: ignore[arg-type]
        return Result(Premium.TOO_SHORT, (Note("contract_too_short", values),), base, unsure, values)
    return Result(
        Premium.FLEMISH, (Note("premium_conditions_met", values), Note("school_registers")), base, unsure, values
    )
