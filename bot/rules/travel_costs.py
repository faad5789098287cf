"""R12: who pays the way to the workplace, by contract and means of travel."""

from __future__ import annotations

from datetime import date
from enum import Enum

from bot.rules.model import Contract, Note, Parameters, Result, doubts, sources


class Travel(str, Enum):
    """Means of travel between home and workplace."""

    TRAIN = "train"
    PUBLIC = "public"
    BICYCLE = "bicycle"
    CAR = "car"
    UNKNOWN = "unknown"


class Contribution(str, Enum):
    """Whether the company contributes."""

    MUST = "must"
    BY_SECTOR = "by_sector"
    MAY = "may"
    DEPENDS_ON_CONTRACT = "depends_on_contract"
    DEPENDS_ON_MEANS = "depends_on_means"


def travel_costs(contract: Contract, travel: Travel, parameters: Parameters, today: date) -> Result[Contribution]:
    """Return whether the company contributes to the travel between home and workplace."""
    paid = parameters.entry("travel_costs.paid_contract", today)
    unpaid = parameters.entry("travel_costs.unpaid_contract", today)
    not_covered = Note("home_school_not_covered")
    if contract is Contract.UNKNOWN:
        return Result(
            Contribution.DEPENDS_ON_CONTRACT, (Note("contract_decides_travel"),), sources(paid, unpaid), doubts(unpaid)
        )
    if contract is Contract.SAO:
        return Result(
            Contribution.MAY,
            (Note("unpaid_contract_may"), not_covered),
            sources(unpaid),
            (*doubts(unpaid), Note("brochure_contradicts_itself")),
        )
    employee = (Note("as_employee"),) if contract is Contract.DA else ()
    if travel in {Travel.TRAIN, Travel.PUBLIC}:
        return Result(
            Contribution.MUST, (*employee, Note("public_transport_paid"), not_covered), sources(paid), doubts(paid)
        )
    if travel is Travel.UNKNOWN:
        return Result(
            Contribution.DEPENDS_ON_MEANS,
            (*employee, Note("public_transport_paid"), Note("own_transport_by_sector"), not_covered),
            sources(paid),
            doubts(paid),
        )
    return Result(
        Contribution.BY_SECTOR, (*employee, Note("own_transport_by_sector"), not_covered), sources(paid), doubts(paid)
    )
