"""R2: which step of the leervergoeding a pupil with a paid contract gets.

The step depends on earlier schooling, not on the days on the workplace; where several fit, the highest holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.rules.model import Contract, ImpossibleInputError, Note, Parameters, Result, doubts, sources


class PayStep(str, Enum):
    """Steps of the leervergoeding, and the cases without one."""

    STEP_1 = "step_1"
    STEP_2 = "step_2"
    STEP_3 = "step_3"
    NONE = "none"
    BY_SECTOR = "by_sector"
    UNKNOWN_CONTRACT = "unknown_contract"


@dataclass(frozen=True)
class Schooling:
    """What the pupil passed: second stage, first year of the third stage, years of dual training, OV3 qualification."""

    second_stage: bool = False
    first_year_third_stage: bool = False
    dual_years: int = 0
    ov3_qualification: bool = False


def pay_step(contract: Contract, schooling: Schooling, parameters: Parameters, today: date) -> Result[PayStep]:
    """Return the step with its percentage and last known monthly amount (euro)."""
    if not 0 <= schooling.dual_years <= 10:
        raise ImpossibleInputError("years_impossible", years=schooling.dual_years)
    if contract is not Contract.OAO:
        decision, code = {
            Contract.SAO: (PayStep.NONE, "no_pay_unpaid_contract"),
            Contract.DA: (PayStep.BY_SECTOR, "pay_by_sector_agreement"),
            Contract.UNKNOWN: (PayStep.UNKNOWN_CONTRACT, "contract_unknown"),
        }[contract]
        return Result(decision, (Note(code),), sources(parameters.entry("contract.paid_from_hours", today)))
    decision, reason = _step(schooling)
    number = decision.value[-1]
    percentage = parameters.entry(f"pay_step.percentage_{number}", today)
    amount = parameters.entry(f"pay_step.amount_{number}", today)
    values = {"percentage": percentage.value, "amount": amount.value, "amount_from": amount.valid_from}
    return Result(
        decision,
        (Note(reason),),
        sources(percentage, amount),
        (Note("amount_may_have_changed", {"amount_from": amount.valid_from}), *doubts(percentage, amount)),
        values,
    )


def _step(schooling: Schooling) -> tuple[PayStep, str]:
    if schooling.ov3_qualification:
        return PayStep.STEP_3, "passed_ov3_qualification"
    if schooling.first_year_third_stage:
        return PayStep.STEP_3, "passed_first_year_third_stage"
    if schooling.dual_years >= 2:
        return PayStep.STEP_3, "passed_two_dual_years"
    if schooling.second_stage:
        return PayStep.STEP_2, "passed_second_stage"
    if schooling.dual_years == 1:
        return PayStep.STEP_2, "passed_one_dual_year"
    return PayStep.STEP_1, "second_stage_not_passed"
