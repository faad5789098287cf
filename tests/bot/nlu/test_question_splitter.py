from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.nlu.evaluation import read_questions, read_training_data
from bot.nlu.lexicon import read_lexicon
from bot.nlu.ngram_model import NgramModel, Parameters, Prediction
from bot.nlu.question_splitter import MAX_JOINTS, cuts, find_double
from tests.conftest import ROOT

SURE = 0.8
UNSEEN = ROOT / "tests" / "unseen"


@pytest.fixture(scope="module")
def model() -> NgramModel:
    examples = read_training_data(ROOT / "data" / "nlu")
    texts, intents = [example.text for example in examples], [example.intent for example in examples]
    return NgramModel(Parameters(), read_lexicon(ROOT)).fit(texts, intents)


def doubles() -> list[tuple[str, str, str]]:
    lines = (UNSEEN / "double.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [(first, second, text) for first, second, text in (line.split("\t") for line in lines)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("is hij verzekerd en wie betaalt de bus?", [("is hij verzekerd", "wie betaalt de bus?")]),
        ("Wat kost het? En krijgt hij loon?", [("Wat kost het", "krijgt hij loon?")]),
        ("mag hij stoppen, of kan hij veranderen", [("mag hij stoppen", "kan hij veranderen")]),
        ("wie koopt de helm en de schoenen", []),  # the second part asks nothing
        ("mijn zoon is ziek, wie moet ik bellen", []),  # the first part asks nothing
        ("wie maakt de afspraak, moeten wij dat betalen?", []),  # asks on about the first
        ("wat kost het en wie", []),  # too short
        ("wat kost het", []),
        ("", []),
        ("is dat zo, " * (MAX_JOINTS + 1), []),
    ],
)
def test_cuts_between_questions_only(text: str, parts: list[tuple[str, str]]) -> None:
    assert cuts(text) == parts


def reading(intent: str, probability: float) -> Prediction:
    return Prediction(((intent, probability), ("out_of_scope", 1 - probability)), 1 - probability, 1.0)


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (("faq_costs", 0.9), ("faq_paid_hours", 0.8), ("faq_costs", "faq_paid_hours")),
        (("faq_costs", 0.9), ("faq_paid_hours", 0.79), None),
        (("faq_costs", 0.79), ("faq_paid_hours", 0.9), None),
        (("faq_costs", 0.9), ("faq_costs", 0.9), None),
        (("faq_costs", 0.9), ("greet", 0.9), None),
    ],
)
def test_both_parts_must_surely_be_about_another_topic(
    first: tuple[str, float], second: tuple[str, float], found: tuple[str, str] | None
) -> None:
    double = find_double("wat kost het en krijgt hij loon", lambda _: [reading(*first), reading(*second)], SURE)
    assert (double and (double.first, double.second)) == found


def test_of_several_cuts_the_surest_counts() -> None:
    def predict(parts: Sequence[str]) -> list[Prediction]:
        return [
            reading("faq_age", 0.99) if part == "mag dat op zijn leeftijd" else reading("faq_costs", 0.9)
            for part in parts
        ]

    double = find_double("mag dat op zijn leeftijd? wat kost het? en krijgt hij loon?", predict, SURE)
    assert double is not None
    assert (double.first, double.reading.ranking[0][1]) == ("faq_age", 0.99)


def test_two_questions_get_two_topics(model: NgramModel) -> None:
    found = [(find_double(text, model.predict_many, SURE), first, second) for first, second, text in doubles()]
    assert len(found) >= 60
    right = [d is not None and (d.first, d.second) == (first, second) for d, first, second in found]
    wrong = [d is not None and {d.first, d.second} != {first, second} for d, first, second in found]
    assert sum(right) / len(found) >= 0.75
    assert sum(wrong) / len(found) <= 0.05


def test_one_question_is_not_taken_for_two(model: NgramModel) -> None:
    questions = [example.text for example in read_training_data(ROOT / "data" / "nlu")]
    questions += [question.text for question in read_questions(UNSEEN)]
    taken = [text for text in questions if find_double(text, model.predict_many, SURE)]
    assert len(taken) / len(questions) < 0.01, taken
