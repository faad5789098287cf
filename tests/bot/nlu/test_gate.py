from __future__ import annotations

import pytest

from bot.nlu.gate import Outcome, Thresholds, decide

LIMITS = Thresholds(answer=0.5, choice=0.15, stranger_choice=0.3, similarity=0.1, known=0.25)


@pytest.mark.parametrize(
    ("ranking", "similarity", "known", "outcome", "candidates"),
    [
        ([("faq_a", 0.9), ("faq_b", 0.05)], 0.5, 1.0, Outcome.ANSWER, ()),
        ([("faq_a", 0.5), ("faq_b", 0.4)], 0.5, 1.0, Outcome.ANSWER, ()),
        ([("faq_a", 0.49), ("faq_b", 0.4), ("faq_c", 0.01)], 0.5, 1.0, Outcome.CHOICE, ("faq_a", "faq_b")),
        ([("faq_a", 0.14), ("faq_b", 0.1)], 0.5, 1.0, Outcome.DECLINE, ()),
        ([("faq_a", 0.9)], 0.05, 1.0, Outcome.DECLINE, ()),
        ([("faq_a", 0.9)], 0.5, 0.2, Outcome.DECLINE, ()),
        ([("out_of_scope", 0.6), ("faq_a", 0.31)], 0.5, 1.0, Outcome.CHOICE, ("faq_a",)),
        ([("out_of_scope", 0.6), ("faq_a", 0.29)], 0.5, 1.0, Outcome.DECLINE, ()),
        ([("nearmiss_adult", 0.9), ("faq_a", 0.05)], 0.5, 1.0, Outcome.DECLINE, ()),
        ([("greet", 0.9), ("faq_a", 0.05)], 0.5, 1.0, Outcome.ANSWER, ()),
        ([("greet", 0.3), ("thank", 0.2)], 0.5, 1.0, Outcome.DECLINE, ()),
    ],
)
def test_answers_when_sure_offers_when_close_and_declines_otherwise(
    ranking: list[tuple[str, float]], similarity: float, known: float, outcome: Outcome, candidates: tuple[str, ...]
) -> None:
    decision = decide(ranking, similarity, known, LIMITS)
    assert (decision.outcome, decision.candidates) == (outcome, candidates)


def test_a_near_miss_keeps_its_own_decline() -> None:
    assert decide([("nearmiss_adult", 0.9)], 0.5, 1.0, LIMITS).intent == "nearmiss_adult"
