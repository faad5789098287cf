"""Training in the family's own company: no public rule forbids or allows it, so never a flat yes or no."""

from __future__ import annotations

from datetime import date
from enum import Enum

from bot.rules.model import Note, Parameters, Result, doubts, sources


class OwnCompany(str, Enum):
    """The one answer there is."""

    ASK_SCHOOL = "ask_school"


def own_company(parent_is_mentor: bool, parameters: Parameters, today: date) -> Result[OwnCompany]:
    """Return what counts for training in one's own company."""
    rule = parameters.entry("own_company.rule", today)
    reasons = [Note("company_must_be_recognised"), Note("mentor_must_meet_conditions")]
    uncertain = [Note("no_rule_found"), *doubts(rule)]
    if parent_is_mentor:
        uncertain.append(Note("parent_as_mentor_unknown"))
    return Result(OwnCompany.ASK_SCHOOL, tuple(reasons), sources(rule), tuple(uncertain))
