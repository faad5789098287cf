"""Other ways to find the intent of a message, for comparison with ours: ``python -m bot compare``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

from bot.bench.typos import mistype_all
from bot.nlu.features import Floats
from bot.nlu.lexicon import Lexicon
from bot.nlu.ngram_model import NgramModel, Parameters
from bot.nlu.text import normalise

SEED = 7
AUGMENT_RATE = 0.2
NEIGHBOURS = 3


class Scorer(Protocol):
    """A trained classifier: ``labels`` in the order of the columns of what ``scores`` returns."""

    labels: list[str]

    def scores(self, texts: Sequence[str]) -> Floats:
        """Return a row of scores for each text; the highest wins."""
        ...


Train = Callable[[Sequence[str], Sequence[str]], Scorer]


@dataclass(frozen=True)
class Alternative:
    """A way to train a classifier.

    ``benchmark`` tells whether it is also measured on the public data set, ``costly`` that a training takes
    minutes: then without cross-validation, and on the small public set only.
    """

    name: str
    train: Train
    benchmark: bool = False
    costly: bool = False
    shuffled: bool = False


class Pipeline:
    """A pipeline of scikit-learn on normalised texts."""

    def __init__(self, pipeline: Any, texts: Sequence[str], labels: Sequence[str]) -> None:
        self._pipeline = pipeline.fit([normalise(text) for text in texts], labels)
        self.labels: list[str] = list(self._pipeline.classes_)

    def scores(self, texts: Sequence[str]) -> Floats:
        """Return the decision values, or the logarithms of the probabilities where there are none."""
        normalised = [normalise(text) for text in texts]
        if hasattr(self._pipeline, "decision_function"):
            values = self._pipeline.decision_function(normalised)
        else:
            values = self._pipeline.predict_log_proba(normalised)
        return np.asarray(values, dtype=np.float64)


class Neighbours:
    """The mean similarity of a text to the nearest examples of each intent, on the features of our model."""

    def __init__(self, model: NgramModel, texts: Sequence[str], labels: Sequence[str]) -> None:
        self.labels = sorted(set(labels))
        self._model = model
        self._examples = self._features(texts).T.tocsr()
        array = np.array(labels, dtype=object)
        self._places: list[npt.NDArray[np.int64]] = [np.flatnonzero(array == label) for label in self.labels]

    def scores(self, texts: Sequence[str]) -> Floats:
        """Return the mean similarities."""
        similarity = (self._features(texts) @ self._examples).toarray()
        columns = []
        for places in self._places:
            count = min(NEIGHBOURS, len(places))
            columns.append(np.partition(similarity[:, places], -count, axis=1)[:, -count:].mean(axis=1))
        return np.stack(columns, axis=1)

    def _features(self, texts: Sequence[str]) -> Any:
        return self._model.features.transform([self._model.speller.correct(text) for text in texts])


class Blend:
    """The weighted sum of several classifiers, each scaled to the same spread."""

    def __init__(self, parts: Sequence[tuple[Scorer, float]]) -> None:
        self.labels = parts[0][0].labels
        self._parts = parts

    def scores(self, texts: Sequence[str]) -> Floats:
        """Return the sums."""
        total: Floats = np.zeros((len(texts), len(self.labels)))
        for scorer, weight in self._parts:
            values = scorer.scores(texts)
            centred = values - values.mean(axis=1, keepdims=True)
            total += weight * centred / (centred.std() or 1.0)
        return total


def all_of(lexicon: Lexicon) -> list[Alternative]:
    """Return the alternatives, ours last but for the check that the measurement itself can fail."""
    plain = Parameters(folds=1)  # no calibration: only the order counts here
    log = replace(plain, loss="log", regularisation=20)

    def ours(parameters: Parameters = plain, known: Lexicon = lexicon) -> Train:
        return lambda texts, labels: NgramModel(parameters, known).fit(texts, labels)

    def augmented(texts: Sequence[str], labels: Sequence[str]) -> Scorer:
        more = mistype_all(texts, AUGMENT_RATE, SEED)
        changed = [place for place, text in enumerate(more) if text != texts[place]]
        return NgramModel(plain, lexicon).fit(
            [*texts, *(more[place] for place in changed)], [*labels, *(labels[place] for place in changed)]
        )

    def neighbours(texts: Sequence[str], labels: Sequence[str]) -> Scorer:
        return Neighbours(NgramModel(plain, lexicon).fit(texts, labels), texts, labels)

    def blended(texts: Sequence[str], labels: Sequence[str]) -> Scorer:
        model = NgramModel(plain, lexicon).fit(texts, labels)
        return Blend([(model, 1.0), (Neighbours(model, texts, labels), 0.3)])

    def ensemble(texts: Sequence[str], labels: Sequence[str]) -> Scorer:
        hinge = NgramModel(plain, lexicon).fit(texts, labels)
        return Blend([(hinge, 1.0), (NgramModel(log, lexicon).fit(texts, labels), 1.0)])

    return [
        Alternative(
            "logistic regression on counts (features and settings of Rasa's own)", _counts, benchmark=True, costly=True
        ),
        Alternative("complement naive Bayes on TF-IDF", _pipeline(_tfidf, lambda: ComplementNB(alpha=0.1))),
        Alternative("nearest neighbours (3 an intent) on our features", neighbours),
        Alternative("logistic regression on TF-IDF (words 1–2, letters 2–5)", _pipeline(_tfidf, _log), benchmark=True),
        Alternative("linear SVM on TF-IDF (words 1–2, letters 2–5)", _pipeline(_tfidf, _svm), benchmark=True),
        Alternative("ours without concepts", ours(known=Lexicon({}, lexicon.forms))),
        Alternative("ours without chat forms", ours(known=Lexicon(lexicon.concepts, {}))),
        Alternative(
            "ours without chat forms and spelling (`spelling: false`)",
            ours(replace(plain, spelling=False)),
            benchmark=True,
        ),
        Alternative("ours with mistyped copies of the examples", augmented),
        Alternative("ours blended with nearest neighbours", blended),
        Alternative("ours and its logistic regression together", ensemble),
        Alternative("ours as logistic regression (`loss: log`, `regularisation: 20`)", ours(log), benchmark=True),
        Alternative("**ours**", ours(), benchmark=True),
        Alternative("ours, intents shuffled (must collapse)", ours(), shuffled=True),
    ]


def _pipeline(features: Callable[[], Any], classifier: Callable[[], Any]) -> Train:
    return lambda texts, labels: Pipeline(make_pipeline(features(), classifier()), texts, labels)


def _counts(texts: Sequence[str], labels: Sequence[str]) -> Scorer:
    features = make_union(CountVectorizer(), CountVectorizer(analyzer="char_wb", ngram_range=(1, 4)))
    classifier = LogisticRegression(C=1, class_weight="balanced", solver="lbfgs", max_iter=100, random_state=SEED)
    return Pipeline(make_pipeline(features, classifier), texts, labels)


def _tfidf() -> Any:
    return make_union(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\b\w+\b"),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
    )


def _svm() -> Any:
    return LinearSVC(C=0.5, random_state=SEED)


def _log() -> Any:
    return LogisticRegression(C=20, solver="liblinear", random_state=SEED)
