"""R18: the weight of the class council's advice, and of the admission council after the entry date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.rules.model import Note, Parameters, Result, doubts, sources


class Advice(str, Enum):
    """What the class council says."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNKNOWN = "unknown"


class Weight(str, Enum):
    """What follows from it."""

    MAY_ENROL = "may_enrol"
    COUNCIL_DECIDES = "council_decides"


@dataclass(frozen=True)
class Opinion:
    """An advice, and whether the pupil wants to start after the last free day (then the admission council decides)."""

    advice: Advice
    after_entry_date: bool = False


def class_council(opinion: Opinion, parameters: Parameters, today: date) -> Result[Weight]:
    """Return whether the pupil may enrol: the advice does not bind, the admission council's decision does."""
    rule = parameters.entry("class_council.advice_not_binding", today)
    if opinion.after_entry_date:
        return Result(Weight.COUNCIL_DECIDES, (Note("admission_council_binds"),), sources(rule), doubts(rule))
    reasons = [Note(f"advice_{opinion.advice.value}"), Note("advice_not_binding")]
    return Result(Weight.MAY_ENROL, tuple(reasons), sources(rule), doubts(rule))
