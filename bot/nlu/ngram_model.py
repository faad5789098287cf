"""Intent model on words, letters and concepts: TF-IDF, a linear classifier, calibrated confidence.

Independent of Rasa, so that experiments and the graph component use the very same code.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from bot.nlu.features import Features, Floats
from bot.nlu.labels import STRANGERS
from bot.nlu.lexicon import Lexicon
from bot.nlu.spelling import Speller

LOSSES = ("hinge", "log")


@dataclass(frozen=True)
class Parameters:
    """What can be tuned; ``docs/nlu.md`` has the measurements behind the defaults.

    ``loss`` is that of a support vector machine (``hinge``) or of logistic regression (``log``); ``spelling`` tells
    whether chat forms and typing mistakes are mended; ``folds`` is for the calibration of the confidence.
    """

    loss: str = "hinge"
    regularisation: float = 1.0
    char_range: tuple[int, int] = (2, 4)
    concept_weight: float = 0.5
    spelling: bool = True
    folds: int = 3
    seed: int = 7


@dataclass(frozen=True)
class Prediction:
    """What the model makes of one message.

    ``ranking`` holds (intent, probability) from high to low; ``stranger`` is the probability (0–1) that the message is
    about something else than our subject; ``known`` the share of its words that occur in the training data (0–1).
    """

    ranking: tuple[tuple[str, float], ...]
    stranger: float
    known: float


class NgramModel:
    """A trained intent model."""

    def __init__(self, parameters: Parameters, lexicon: Lexicon | None = None) -> None:
        self.parameters = parameters
        self.lexicon = lexicon or Lexicon()
        self.labels: list[str] = []
        self.temperature = 1.0
        self.features = Features(self.lexicon.concepts, parameters.char_range, parameters.concept_weight)
        self._forms = self.lexicon.forms if parameters.spelling else {}
        self.speller = Speller({}, {})
        self._weights: Floats = np.zeros((0, 0))
        self._bias: Floats = np.zeros(0)
        self._strangers: npt.NDArray[np.bool_] = np.zeros(0, dtype=bool)

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> NgramModel:
        """Train on ``texts`` with their intents and calibrate the probabilities on held-out folds."""
        self._name(sorted(set(labels)))
        index = {label: number for number, label in enumerate(self.labels)}
        y = np.array([index[label] for label in labels], dtype=np.int64)
        self.temperature = self._calibrate(texts, y)
        self._fit(texts, y)
        return self

    def predict(self, text: str, ranking: int = 10) -> Prediction:
        """Return the ranking of intents for ``text`` with the signals that tell strangers."""
        return self.predict_many([text], ranking)[0]

    def predict_many(self, texts: Sequence[str], ranking: int = 10) -> list[Prediction]:
        """Return a prediction for each text."""
        ordinary = [self.speller.correct(text) for text in texts]
        probabilities = _softmax(self._scores(ordinary) / self.temperature)
        order = np.argsort(-probabilities, axis=1)[:, :ranking]
        strangers = probabilities[:, self._strangers].sum(axis=1)
        return [
            Prediction(
                tuple((self.labels[label], float(probabilities[row, label])) for label in order[row]),
                float(strangers[row]),
                self.speller.known(text),
            )
            for row, text in enumerate(ordinary)
        ]

    def scores(self, texts: Sequence[str]) -> Floats:
        """Return the scores behind the probabilities: a row a text, a column an intent in the order of ``labels``."""
        return self._scores([self.speller.correct(text) for text in texts])

    def save(self, folder: Path) -> None:
        """Write the model to ``folder`` as JSON and NumPy arrays (nothing that runs code when read)."""
        folder.mkdir(parents=True, exist_ok=True)
        kinds = self.features.kinds
        state: dict[str, Any] = {
            "parameters": asdict(self.parameters),
            "labels": self.labels,
            "temperature": self.temperature,
            "concepts": {name: list(entries) for name, entries in self.lexicon.concepts.items()},
            "forms": dict(self.lexicon.forms),
            "words": self.speller.counts,
            "terms": {name: list(terms.places) for name, terms in kinds.items()},
        }
        (folder / "model.json").write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
        idf = {f"{name}_idf": terms.idf for name, terms in kinds.items()}
        np.savez(folder / "arrays.npz", weights=self._weights, bias=self._bias, **idf)

    @classmethod
    def load(cls, folder: Path) -> NgramModel:
        """Read a model written by ``save``."""
        state = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        parameters = {**state["parameters"], "char_range": tuple(state["parameters"]["char_range"])}
        model = cls(Parameters(**parameters), Lexicon(state["concepts"], state["forms"]))
        model._name(list(state["labels"]))
        model.temperature = float(state["temperature"])
        model.speller = Speller(model._forms, state["words"], model.parameters.spelling)
        with np.load(folder / "arrays.npz", allow_pickle=False) as arrays:
            for name, terms in model.features.kinds.items():
                terms.restore(state["terms"][name], arrays[f"{name}_idf"])
            # row by row in memory: a sparse product with columns would copy the whole array for every message
            model._weights = np.ascontiguousarray(arrays["weights"])
            model._bias = arrays["bias"]
        return model

    def _name(self, labels: list[str]) -> None:
        self.labels = labels
        self._strangers = np.array([label in STRANGERS for label in labels], dtype=bool)

    def _fit(self, texts: Sequence[str], y: npt.NDArray[np.int64]) -> None:
        self.speller = Speller.learn(self._forms, texts, self.parameters.spelling)
        ordinary = [self.speller.correct(text) for text in texts]
        features = self.features.fit(ordinary).transform(ordinary)
        classifier = _classifier(self.parameters).fit(features, y)
        weights, self._bias = classifier.coef_.T, classifier.intercept_
        if weights.shape[1] == 1:  # scikit-learn keeps one column for two classes
            weights, self._bias = np.hstack([-weights, weights]), np.concatenate([-self._bias, self._bias])
        self._weights = np.ascontiguousarray(weights.astype(np.float32))

    def _scores(self, ordinary: Sequence[str]) -> Floats:
        scores: Floats = np.asarray(self.features.transform(ordinary) @ self._weights) + self._bias
        return scores

    def _calibrate(self, texts: Sequence[str], y: npt.NDArray[np.int64]) -> float:
        array = np.array(texts, dtype=object)
        folds = min(self.parameters.folds, int(np.bincount(y).min()))
        if folds < 2:
            return 1.0
        scores = np.zeros((len(y), len(self.labels)))
        splitter = StratifiedKFold(folds, shuffle=True, random_state=self.parameters.seed)
        for train, test in splitter.split(array, y):
            part = NgramModel(self.parameters, self.lexicon)
            part._fit(list(array[train]), y[train])
            scores[test] = part._scores([part.speller.correct(text) for text in array[test]])

        def loss(temperature: float) -> float:
            probabilities = _softmax(scores / temperature)
            return float(-np.log(probabilities[np.arange(len(y)), y] + 1e-12).mean())

        return float(minimize_scalar(loss, bounds=(0.02, 5.0), method="bounded").x)


def _classifier(parameters: Parameters) -> LinearSVC | LogisticRegression:
    if parameters.loss == "log":
        return LogisticRegression(C=parameters.regularisation, solver="liblinear", random_state=parameters.seed)
    return LinearSVC(C=parameters.regularisation, random_state=parameters.seed)


def _softmax(scores: Floats) -> Floats:
    exponents = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Floats = exponents / exponents.sum(axis=1, keepdims=True)
    return result
