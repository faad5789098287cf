"""Questions that measure the understanding must be new to the model, also nearly."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from rapidfuzz import fuzz, process

from bot.nlu.evaluation import Example, read_questions, read_training_data
from bot.nlu.labels import is_faq
from bot.nlu.text import normalise, words
from tests.conftest import ROOT

UNSEEN = ROOT / "tests" / "unseen"
# shorter questions ("kost", "18 jaar") coincide between people who know nothing of each other
MIN_WORDS = 4
# 0 to 100, the order of the words set aside: about one small word or ending of difference in a short question
ALIKE = 90


def plain(text: str) -> str:
    return " ".join(words(normalise(text)))


def near_duplicates(questions: list[Example], trained: list[Example]) -> list[tuple[str, str]]:
    long = [question for question in questions if len(words(normalise(question.text))) >= MIN_WORDS]
    alike = process.cdist(
        [plain(question.text) for question in long],
        [plain(example.text) for example in trained],
        scorer=fuzz.token_sort_ratio,
        score_cutoff=ALIKE,
        dtype=np.uint8,
    )
    return [(long[row].text, trained[column].text) for row, column in np.argwhere(alike)]


@pytest.mark.parametrize("name", ["questions", "validation", "test", "safety/crisis", "safety/crisis_test"])
def test_no_unseen_question_stands_in_the_training_data(name: str) -> None:
    trained = read_training_data(ROOT / "data" / "nlu")
    assert near_duplicates(read_questions(UNSEEN / f"{name}.tsv"), trained) == []


def test_validation_and_test_have_nothing_in_common() -> None:
    validation, test = (read_questions(UNSEEN / f"{name}.tsv") for name in ("validation", "test"))
    assert near_duplicates(validation, test) == []


def test_a_near_duplicate_is_found() -> None:
    trained = [Example("wie betaalt de bus naar het werk", "faq_travel_costs")]
    for text in (
        "Wie betaalt de bus naar het werk?",
        "wie betaalt nu de bus naar het werk",
        "de bus naar het werk, wie betaalt",
    ):
        assert near_duplicates([Example(text, "faq_travel_costs")], trained)
    assert not near_duplicates([Example("wie betaalt de werkschoenen", "faq_equipment")], trained)


@pytest.mark.parametrize("name", ["validation", "test"])
def test_every_faq_intent_is_asked_about(name: str) -> None:
    trained = {example.intent for example in read_training_data(ROOT / "data" / "nlu")}
    asked = [question.intent for question in read_questions(UNSEEN / f"{name}.tsv")]
    assert {intent for intent in trained if is_faq(intent)} <= set(asked)
    assert set(asked) <= trained


def test_files_with_other_columns_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("intent\tquestion\ngreet\thallo\n", encoding="utf-8")
    (tmp_path / "b.tsv").write_text("intent1\tintent2\tquestion\na\tb\tc\n", encoding="utf-8")
    assert read_questions(tmp_path) == [Example("hallo", "greet")]
