from __future__ import annotations

import pytest

from bot.nlu.gate import Outcome, Thresholds, decide

LIMITS = Thresholds(answer=0.5, choice=0.15, stranger=0.3)


@pytest.mark.parametrize(
    ("ranking", "stranger", "outcome", "intent", "candidates"),
    [
        ([("faq_a", 0.9), ("faq_b", 0.05)], 0.0, Outcome.ANSWER, "faq_a", ()),
        ([("faq_a", 0.5), ("faq_b", 0.4)], 0.0, Outcome.ANSWER, "faq_a", ()),
        ([("faq_a", 0.49), ("faq_b", 0.4), ("faq_c", 0.02)], 0.0, Outcome.CHOICE, "unsure", ("faq_a", "faq_b")),
        (
            [("faq_a", 0.3), ("faq_b", 0.2), ("greet", 0.2), ("faq_c", 0.1), ("faq_d", 0.1)],
            0.1,
            Outcome.CHOICE,
            "unsure",
            ("faq_a", "faq_b", "faq_c"),
        ),
        ([("out_of_scope", 0.29), ("faq_a", 0.28)], 0.29, Outcome.CHOICE, "unsure", ("faq_a",)),
        ([("faq_a", 0.6), ("out_of_scope", 0.31)], 0.31, Outcome.DECLINE, "out_of_scope", ()),
        ([("nearmiss_adult", 0.6), ("out_of_scope", 0.2)], 0.8, Outcome.DECLINE, "nearmiss_adult", ()),
        (
            [("faq_a", 0.6), ("nearmiss_adult", 0.2), ("out_of_scope", 0.15)],
            0.35,
            Outcome.DECLINE,
            "nearmiss_adult",
            (),
        ),
        ([("out_of_scope", 0.2)], 0.2, Outcome.DECLINE, "out_of_scope", ()),
        ([("greet", 0.9), ("faq_a", 0.05)], 0.0, Outcome.ANSWER, "greet", ()),
        ([("faq_a", 0.14), ("faq_b", 0.1)], 0.2, Outcome.DECLINE, "out_of_scope", ()),
        ([("greet", 0.3), ("thank", 0.2)], 0.0, Outcome.DECLINE, "out_of_scope", ()),
    ],
)
def test_answers_when_sure_offers_when_close_and_declines_strangers(
    ranking: list[tuple[str, float]], stranger: float, outcome: Outcome, intent: str, candidates: tuple[str, ...]
) -> None:
    decision = decide(ranking, stranger, LIMITS)
    assert (decision.outcome, decision.intent, decision.candidates) == (outcome, intent, candidates)


@pytest.mark.parametrize(
    ("ranking", "outcome", "intent"),
    [
        ([("inform", 0.55), ("restart", 0.2), ("faq_a", 0.02)], Outcome.ANSWER, "inform"),
        ([("inform", 0.45), ("restart", 0.2), ("faq_a", 0.02)], Outcome.DECLINE, "out_of_scope"),
        ([("inform", 0.55), ("faq_a", 0.03)], Outcome.CHOICE, "unsure"),
        ([("faq_a", 0.55), ("faq_b", 0.02)], Outcome.CHOICE, "unsure"),
    ],
)
def test_a_word_in_the_conversation_needs_less_when_no_question_is_near(
    ranking: list[tuple[str, float]], outcome: Outcome, intent: str
) -> None:
    decision = decide(ranking, 0.0, Thresholds(answer=0.7, choice=0.1, stranger=0.3))
    assert (decision.outcome, decision.intent) == (outcome, intent)
