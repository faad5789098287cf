"""Decides whether we are sure enough: answer, offer a choice, or decline. Pure; thresholds are arguments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.nlu.labels import CRISIS, OUT_OF_SCOPE, STRANGERS, UNSURE, is_faq

MAX_CHOICES = 3
# a topic far less likely than the first would only distract
OFFER_SHARE = 0.05
# for a word in the conversation (a greeting, a bare fact) with no question near: taking it wrong does little harm
LIKELIER_THAN_NOT = 0.5
# somebody may be in danger: a help line too many does little harm, one too few does
POSSIBLE_CRISIS = 0.4


class Outcome(str, Enum):
    """What to do with a message."""

    ANSWER = "answer"
    CHOICE = "choice"
    DECLINE = "decline"


@dataclass(frozen=True)
class Thresholds:
    """Probabilities between 0 and 1, chosen by ``python -m bot thresholds`` on the validation set.

    A message that is a stranger with a probability of ``stranger`` or more is declined. Of the others, the first topic
    is answered when it is at least as likely as ``answer`` (a word in the conversation that no question comes near:
    when it is likelier than not); the likeliest are offered when it is at least as likely as ``choice``.
    """

    answer: float = 0.5
    choice: float = 0.15
    stranger: float = 0.4


@dataclass(frozen=True)
class Decision:
    """The outcome with the intent it leads to and, for a choice, the answers to offer."""

    outcome: Outcome
    intent: str
    candidates: tuple[str, ...] = ()
    reason: str = ""


def decide(ranking: Sequence[tuple[str, float]], stranger: float, thresholds: Thresholds) -> Decision:
    """Return what to do with a message, given its ranked intents and the probability that it is a stranger."""
    if dict(ranking).get(CRISIS, 0.0) >= POSSIBLE_CRISIS:
        return Decision(Outcome.ANSWER, CRISIS, reason="somebody may be in danger")
    topics = [(name, value) for name, value in ranking if name not in STRANGERS]
    if stranger >= thresholds.stranger or not topics:
        kind = next((name for name, _ in ranking if name in STRANGERS), OUT_OF_SCOPE)
        return Decision(Outcome.DECLINE, kind, reason="a stranger")
    top, probability = topics[0]
    offered = tuple(name for name, value in topics if is_faq(name) and value >= OFFER_SHARE * probability)
    if probability >= thresholds.answer or (not offered and probability > LIKELIER_THAN_NOT):
        return Decision(Outcome.ANSWER, top, reason="sure")
    if offered and probability >= thresholds.choice:
        return Decision(Outcome.CHOICE, UNSURE, offered[:MAX_CHOICES], "not sure enough")
    return Decision(Outcome.DECLINE, OUT_OF_SCOPE, reason="no topic is likely")
