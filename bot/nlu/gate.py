"""Decides whether we are sure enough: answer, offer a choice, or decline. Pure; thresholds are arguments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.nlu.labels import OUT_OF_SCOPE, STRANGERS, is_faq


class Outcome(str, Enum):
    """What to do with a message."""

    ANSWER = "answer"
    CHOICE = "choice"
    DECLINE = "decline"


@dataclass(frozen=True)
class Thresholds:
    """Probabilities and similarities between 0 and 1, chosen by ``duaalwijzer thresholds`` on the validation set."""

    answer: float = 0.5
    choice: float = 0.15
    stranger_choice: float = 0.25
    similarity: float = 0.1
    known: float = 0.25
    max_choices: int = 3
    min_share: float = 0.25


@dataclass(frozen=True)
class Decision:
    """The outcome with the intent it leads to and, for a choice, the answers to offer."""

    outcome: Outcome
    intent: str
    candidates: tuple[str, ...] = ()
    reason: str = ""


def decide(
    ranking: Sequence[tuple[str, float]], similarity: float, known: float, thresholds: Thresholds
) -> Decision:
    """Return what to do with a message, given its ranked intents and the two signals for strangers."""
    top, probability = ranking[0]
    faqs = [(name, value) for name, value in ranking if is_faq(name)]
    strange = similarity < thresholds.similarity or known < thresholds.known
    if top in STRANGERS:
        if faqs and faqs[0][1] >= thresholds.stranger_choice and not strange:
            return _choice(faqs, thresholds, "a stranger, but a topic is close")
        return Decision(Outcome.DECLINE, top, reason="a stranger")
    if strange:
        return Decision(Outcome.DECLINE, OUT_OF_SCOPE, reason="too few known words or no example alike")
    if probability >= thresholds.answer:
        return Decision(Outcome.ANSWER, top, reason="sure")
    if faqs and faqs[0][1] >= thresholds.choice:
        return _choice(faqs, thresholds, "not sure enough")
    return Decision(Outcome.DECLINE, OUT_OF_SCOPE, reason="no topic is likely")


def _choice(faqs: list[tuple[str, float]], thresholds: Thresholds, reason: str) -> Decision:
    floor = faqs[0][1] * thresholds.min_share
    names = tuple(name for name, value in faqs[: thresholds.max_choices] if value >= floor)
    return Decision(Outcome.CHOICE, "unsure", names, reason)
