from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.evaluation import Example, read_questions, read_training_data
from bot.nlu.features import word_terms
from bot.nlu.lexicon import read_lexicon
from bot.nlu.ngram_model import LOSSES, NgramModel, Parameters
from tests.conftest import ROOT

INTENTS = ("faq_costs", "faq_age", "faq_insurance", "faq_sickness", "greet", "out_of_scope")


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return [example for example in read_training_data(ROOT / "data" / "nlu") if example.intent in INTENTS]


@pytest.fixture(scope="module")
def model(examples: list[Example]) -> NgramModel:
    return NgramModel(Parameters(), read_lexicon(ROOT)).fit([e.text for e in examples], [e.intent for e in examples])


def test_weighs_terms_as_scikit_learn_does(model: NgramModel, examples: list[Example]) -> None:
    def ordinary(texts: list[str]) -> list[str]:
        return [model.speller.correct(text) for text in texts]

    learned = ordinary([example.text for example in examples])
    texts = ordinary([q.text for q in read_questions(ROOT / "tests" / "unseen" / "questions.tsv")[:40]] + ["", "zz qq"])
    words = TfidfVectorizer(analyzer=word_terms, sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    theirs = sp.hstack([part.fit(learned).transform(texts) for part in (words, letters)])
    ours = model.features.transform(texts)
    assert abs(ours[:, : theirs.shape[1]] - theirs).max() < 1e-5
    concepts = ours[:, theirs.shape[1] :]
    lengths = np.sqrt(concepts.multiply(concepts).sum(axis=1)).A1
    assert lengths[:40].max() == pytest.approx(model.parameters.concept_weight, abs=1e-5)
    assert lengths[-1] == 0


def test_a_stored_model_predicts_the_same(model: NgramModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    loaded = NgramModel.load(tmp_path)
    for text in ("hoeveel kost dat allemaal", "mijn zoon is ziek vandaag", "goeiedag", "xyz", ""):
        ours, theirs = model.predict(text), loaded.predict(text)
        assert [name for name, _ in ours.ranking] == [name for name, _ in theirs.ranking]
        assert np.allclose([p for _, p in ours.ranking], [p for _, p in theirs.ranking], atol=1e-4)
        assert (ours.stranger, ours.known) == pytest.approx((theirs.stranger, theirs.known), abs=1e-4)


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


def test_an_example_of_the_training_is_known_and_recognised(model: NgramModel, examples: list[Example]) -> None:
    for example in examples[::40]:
        prediction = model.predict(example.text)
        assert prediction.ranking[0][0] == example.intent
        assert prediction.known == 1
    assert model.predict("qwzx vvkk jjpl").known == 0


def test_the_stranger_signal_is_the_sum_over_all_kinds_of_strangers(model: NgramModel) -> None:
    for text in ("hoeveel kost dat allemaal", "hoe bak ik een taart", "mijn zoon is ziek"):
        prediction = model.predict(text, ranking=len(INTENTS))
        assert sum(value for _, value in prediction.ranking) == pytest.approx(1, abs=1e-5)
        assert prediction.stranger == pytest.approx(dict(prediction.ranking)["out_of_scope"], abs=1e-6)


def test_both_losses_learn_and_keep_apart(examples: list[Example]) -> None:
    texts, intents = [e.text for e in examples], [e.intent for e in examples]
    for loss in LOSSES:
        found = NgramModel(Parameters(loss=loss, folds=2), read_lexicon(ROOT)).fit(texts, intents)
        right = [
            found.predict(text).ranking[0][0] == intent for text, intent in zip(texts[::9], intents[::9], strict=True)
        ]
        assert sum(right) / len(right) > 0.9


def test_two_intents_are_enough(examples: list[Example]) -> None:
    pair = [e for e in examples if e.intent in ("faq_costs", "faq_age")]
    found = NgramModel(Parameters()).fit([e.text for e in pair], [e.intent for e in pair])
    assert [found.predict(e.text).ranking[0][0] for e in pair[::10]] == [e.intent for e in pair[::10]]
