from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp

from bot.nlu.concepts import read_lexicon
from bot.nlu.evaluation import Example, read_questions, read_training_data
from bot.nlu.ngram_model import NgramModel, Parameters
from bot.nlu.text import normalise
from tests.conftest import ROOT

INTENTS = ("faq_costs", "faq_age", "faq_insurance", "faq_sickness", "greet", "out_of_scope")


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return [example for example in read_training_data(ROOT / "data" / "nlu") if example.intent in INTENTS]


@pytest.fixture(scope="module")
def model(examples: list[Example]) -> NgramModel:
    lexicon = read_lexicon(ROOT / "data" / "lexicon" / "concepts.yml")
    return NgramModel(Parameters(), lexicon).fit([e.text for e in examples], [e.intent for e in examples])


def test_weighs_terms_as_scikit_learn_does(model: NgramModel) -> None:
    texts = [normalise(question.text) for question in read_questions(ROOT / "tests" / "unseen")[:40]] + ["", "zzzz qqq"]
    parts = [part.transform(texts) for part in (model._word, model._char, model._concept)]
    theirs = sp.hstack([*parts[:2], parts[2] * model.parameters.concept_weight])
    assert abs(model._transform(texts) - theirs).max() < 1e-5


def test_a_stored_model_predicts_the_same(model: NgramModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    loaded = NgramModel.load(tmp_path)
    for text in ("hoeveel kost dat allemaal", "mijn zoon is ziek vandaag", "goeiedag", "xyz", ""):
        ours, theirs = model.predict(text), loaded.predict(text)
        assert [name for name, _ in ours.ranking] == [name for name, _ in theirs.ranking]
        assert np.allclose([p for _, p in ours.ranking], [p for _, p in theirs.ranking], atol=1e-4)
        assert (ours.similarity, ours.known) == pytest.approx((theirs.similarity, theirs.known), abs=1e-4)


def test_nothing_stored_can_run_code(model: NgramModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    assert {path.suffix for path in tmp_path.iterdir()} <= {".json", ".npz"}
    for path in tmp_path.glob("*.npz"):
        with np.load(path, allow_pickle=False) as arrays:
            assert all(arrays[name].dtype != object for name in arrays.files)


def test_training_twice_gives_the_same_model(examples: list[Example], model: NgramModel) -> None:
    again = NgramModel(model.parameters, model.lexicon).fit([e.text for e in examples], [e.intent for e in examples])
    for text in ("hoeveel kost dat allemaal", "wie betaalt het ongeval"):
        assert again.predict(text) == model.predict(text)


def test_an_example_of_the_training_is_its_own_nearest(model: NgramModel, examples: list[Example]) -> None:
    for example in examples[::40]:
        prediction = model.predict(example.text)
        assert prediction.similarity == pytest.approx(1, abs=1e-3)
        assert prediction.known > 0.9
    assert model.predict("qwzx vvkk jjpl").known == 0
