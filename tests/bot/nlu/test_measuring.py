from __future__ import annotations

from bot.nlu.evaluation import Example, GateReport
from bot.nlu.gate import Thresholds
from bot.nlu.measuring import QuestionSet, report, shares
from bot.nlu.ngram_model import Prediction


def reading(intent: str, probability: float, stranger: float = 0.0) -> Prediction:
    return Prediction(((intent, probability), ("out_of_scope", stranger)), stranger, 1.0)


def test_the_shares_are_of_what_they_say() -> None:
    found = shares(GateReport(right=6, choice_with_right=2, wrong=1, declined=1, strangers=4, strangers_declined=3))
    assert found["right at once or after it"] == 0.8
    assert found["wrong"] == 0.1
    assert found["strangers declined"] == 0.75


def test_a_set_without_strangers_is_no_trouble() -> None:
    assert shares(GateReport(right=1))["strangers declined"] == 0


def test_the_report_names_the_intents_that_fare_worst() -> None:
    questions = [Example("a", "faq_a"), Example("b", "faq_b"), Example("c", "faq_b"), Example("d", "out_of_scope")]
    predictions = [reading("faq_a", 0.9), reading("faq_a", 0.9), reading("faq_a", 0.9), reading("faq_a", 0.1, 0.9)]
    lines = report(QuestionSet("x.tsv", questions, predictions), Thresholds(0.5, 0.1, 0.5))
    assert lines[0] == "x.tsv: 3 questions in scope, 1 strangers"
    assert lines[-1] == "  not helped: faq_b 2"
    assert "not helped" not in report(QuestionSet("x.tsv", questions, predictions), Thresholds(), trouble=False)[-1]
