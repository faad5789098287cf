"""Insurance on the workplace and on the way, by contract."""

from __future__ import annotations

from datetime import date
from enum import Enum

from bot.rules.model import Contract, Note, Parameters, Result, doubts, sources


class Cover(str, Enum):
    """What the employer arranges."""

    ACCIDENT_AND_SOCIAL_SECURITY = "accident_and_social_security"
    ACCIDENT_ONLY = "accident_only"
    ACCIDENT_REST_DEPENDS = "accident_rest_depends"


def insurance(contract: Contract, parameters: Parameters, today: date) -> Result[Cover]:
    """Return what is insured: accidents for every contract, social security for the paid ones."""
    accident = parameters.entry("insurance.accident", today)
    liability = parameters.entry("insurance.liability", today)
    rights = parameters.entry("insurance.social_security", today)
    reasons = [Note("accident_covered"), Note("way_covered")]
    uncertain = (Note("liability_unconfirmed"), *doubts(rights))
    base = sources(accident, liability, rights)
    if contract is Contract.SAO:
        return Result(Cover.ACCIDENT_ONLY, (*reasons, Note("no_social_rights")), base, uncertain)
    if contract is Contract.UNKNOWN:
        return Result(Cover.ACCIDENT_REST_DEPENDS, (*reasons, Note("contract_decides_rights")), base, uncertain)
    return Result(Cover.ACCIDENT_AND_SOCIAL_SECURITY, (*reasons, Note("social_security_declared")), base, uncertain)
