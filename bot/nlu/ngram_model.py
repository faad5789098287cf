"""Intent model on words, characters and concepts: TF-IDF, a linear classifier, calibrated confidence, nearest example.

Independent of Rasa, so that experiments and the graph component use the very same code.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from scipy.optimize import minimize_scalar
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from bot.nlu.concepts import ConceptTagger
from bot.nlu.labels import is_faq
from bot.nlu.text import normalise, words

Floats = npt.NDArray[np.float64]
# how many words of a text no FAQ question uses, as a feature: strangers have more of them
UNKNOWN = "unknown-"
MAX_UNKNOWN = 4
MIN_LETTERS = 4


@dataclass(frozen=True)
class Parameters:
    """What can be tuned; see the experiments in ``docs/nlu.md`` for how the defaults were found."""

    regularisation: float = 0.5
    word_range: tuple[int, int] = (1, 2)
    char_range: tuple[int, int] = (2, 5)
    concept_weight: float = 1.5
    neighbour_weight: float = 0.0
    folds: int = 5
    seed: int = 7


@dataclass(frozen=True)
class Prediction:
    """What the model makes of one message.

    ``ranking`` holds (intent, probability) from high to low; ``similarity`` is the cosine to the nearest training
    example (0–1); ``known`` the share of the message's words that occur in the training data (0–1).
    """

    ranking: tuple[tuple[str, float], ...]
    similarity: float
    known: float


class NgramModel:
    """A trained intent model."""

    def __init__(self, parameters: Parameters, lexicon: Mapping[str, Sequence[str]] | None = None) -> None:
        self.parameters = parameters
        self.lexicon = {name: list(entries) for name, entries in (lexicon or {}).items()}
        self._tagger = ConceptTagger(self.lexicon)
        self.labels: list[str] = []
        self.temperature = 1.0
        self._word = _vectorizer("word", parameters.word_range)
        self._char = _vectorizer("char_wb", parameters.char_range)
        self._concept = TfidfVectorizer(analyzer=self._concepts)
        self._parts: list[_Terms] = []
        self._weights: Floats = np.zeros((0, 0))
        self._bias: Floats = np.zeros(0)
        # examples by term (terms are rows), the order in which one message is compared with all of them
        self._by_term: sp.csr_matrix = sp.csr_matrix((0, 0))
        self._example_labels: npt.NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        self._vocabulary: frozenset[str] = frozenset()
        self._topic_words: frozenset[str] = frozenset()

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> NgramModel:
        """Train on ``texts`` with their intents and calibrate the probabilities on held-out folds."""
        normalised = [normalise(text) for text in texts]
        self.labels = sorted(set(labels))
        index = {label: number for number, label in enumerate(self.labels)}
        y = np.array([index[label] for label in labels], dtype=np.int64)
        self.temperature = self._calibrate(normalised, y)
        self._fit(normalised, y)
        return self

    def predict(self, text: str, ranking: int = 10) -> Prediction:
        """Return the ranking of intents for ``text`` with the signals that tell strangers."""
        return self.predict_many([text], ranking)[0]

    def predict_many(self, texts: Sequence[str], ranking: int = 10) -> list[Prediction]:
        """Return a prediction for each text."""
        normalised = [normalise(text) for text in texts]
        features = self._transform(normalised)
        scores, nearest = self._scores(features)
        probabilities = _softmax(scores / self.temperature)
        order = np.argsort(-probabilities, axis=1)[:, :ranking]
        return [
            Prediction(
                tuple((self.labels[label], float(probabilities[row, label])) for label in order[row]),
                float(nearest[row]),
                self._known(normalised[row]),
            )
            for row in range(len(normalised))
        ]

    def save(self, folder: Path) -> None:
        """Write the model to ``folder`` as JSON and NumPy arrays (nothing that runs code when read)."""
        folder.mkdir(parents=True, exist_ok=True)
        state: dict[str, Any] = {
            "parameters": asdict(self.parameters),
            "labels": self.labels,
            "temperature": self.temperature,
            "word": _vocabulary_list(self._word),
            "char": _vocabulary_list(self._char),
            "concept": _vocabulary_list(self._concept),
            "lexicon": self.lexicon,
            "topic_words": sorted(self._topic_words),
        }
        (folder / "model.json").write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
        np.savez(
            folder / "arrays.npz",
            word_idf=self._word.idf_,
            char_idf=self._char.idf_,
            concept_idf=self._concept.idf_,
            weights=self._weights,
            bias=self._bias,
            example_labels=self._example_labels,
        )
        sp.save_npz(folder / "examples.npz", self._by_term.T.tocsr())

    @classmethod
    def load(cls, folder: Path) -> NgramModel:
        """Read a model written by ``save``."""
        state = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        parameters = state["parameters"]
        for key in ("word_range", "char_range"):
            parameters[key] = tuple(parameters[key])
        model = cls(Parameters(**parameters), state["lexicon"])
        model.labels = list(state["labels"])
        model.temperature = float(state["temperature"])
        with np.load(folder / "arrays.npz", allow_pickle=False) as arrays:
            _restore(model._word, state["word"], arrays["word_idf"])
            _restore(model._char, state["char"], arrays["char_idf"])
            _restore(model._concept, state["concept"], arrays["concept_idf"])
            # row by row in memory: a sparse product with columns would copy the whole array for every message
            model._weights = np.ascontiguousarray(arrays["weights"])
            model._bias = arrays["bias"]
            model._example_labels = arrays["example_labels"]
        model._read_terms()
        model._by_term = sp.load_npz(folder / "examples.npz").T.tocsr()
        model._vocabulary = _single_words(model._word)
        model._topic_words = frozenset(state["topic_words"])
        return model

    def _read_terms(self) -> None:
        weights = (1.0, 1.0, self.parameters.concept_weight)
        self._parts = [
            _Terms(vectorizer, weight) for vectorizer, weight in zip((self._word, self._char, self._concept), weights)
        ]

    def _fit(self, normalised: Sequence[str], y: npt.NDArray[np.int64]) -> None:
        self._topic_words = _topic_words(normalised, [self.labels[label] for label in y])
        for vectorizer in (self._word, self._char, self._concept):
            vectorizer.fit(normalised)
        self._read_terms()
        features = self._transform(normalised)
        classifier = LinearSVC(C=self.parameters.regularisation, random_state=self.parameters.seed)
        classifier.fit(features, y)
        self._weights = np.ascontiguousarray(classifier.coef_.T.astype(np.float32))
        self._bias = classifier.intercept_
        self._by_term = features.T.tocsr()
        self._example_labels = y
        self._vocabulary = _single_words(self._word)

    def _transform(self, normalised: Sequence[str]) -> sp.csr_matrix:
        """Weigh the terms of texts as scikit-learn's ``TfidfVectorizer`` does, without its cost for a single text."""
        rows = [self._row(text) for text in normalised]
        counts = [len(indices) for indices, _ in rows]
        return sp.csr_matrix(
            (
                np.concatenate([values for _, values in rows]).astype(np.float32),
                np.concatenate([indices for indices, _ in rows]),
                np.concatenate([[0], np.cumsum(counts)]),
            ),
            shape=(len(rows), sum(len(part.terms) for part in self._parts)),
        )

    def _row(self, text: str) -> tuple[npt.NDArray[np.int32], Floats]:
        indices, values = [], []
        start = 0
        for part in self._parts:
            places, weights = part.weigh(text)
            indices.append(places + start)
            values.append(weights)
            start += len(part.terms)
        return np.concatenate(indices), np.concatenate(values)

    def _concepts(self, normalised: str) -> list[str]:
        tags = self._tagger.tags(normalised)
        strange = sum(len(word) >= MIN_LETTERS and word not in self._topic_words for word in set(words(normalised)))
        unknown = f"{UNKNOWN}{min(strange, MAX_UNKNOWN)}"
        return [unknown, *tags, *(f"{first}+{second}" for first, second in itertools.combinations(tags, 2))]

    def _scores(self, features: sp.csr_matrix) -> tuple[Floats, Floats]:
        linear = np.asarray(features @ self._weights) + self._bias
        # words and characters each have length 1 and concepts their weight, hence the largest possible product
        similarity = (features @ self._by_term).toarray() / (2 + self.parameters.concept_weight**2)
        nearest = similarity.max(axis=1) if similarity.size else np.zeros(features.shape[0])
        weight = self.parameters.neighbour_weight
        if weight:
            best = np.zeros_like(linear)
            for label in range(len(self.labels)):
                columns = similarity[:, self._example_labels == label]
                k = min(3, columns.shape[1])
                best[:, label] = np.partition(columns, -k, axis=1)[:, -k:].mean(axis=1)
            linear = linear + weight * best
        return linear, nearest

    def _calibrate(self, normalised: Sequence[str], y: npt.NDArray[np.int64]) -> float:
        texts = np.array(normalised, dtype=object)
        folds = min(self.parameters.folds, int(np.bincount(y).min()))
        if folds < 2:
            return 1.0
        scores = np.zeros((len(y), len(self.labels)))
        splitter = StratifiedKFold(folds, shuffle=True, random_state=self.parameters.seed)
        for train, test in splitter.split(texts, y):
            part = NgramModel(self.parameters, self.lexicon)
            part.labels = self.labels
            part._fit(list(texts[train]), y[train])
            scores[test], _ = part._scores(part._transform(list(texts[test])))

        def loss(temperature: float) -> float:
            probabilities = _softmax(scores / temperature)
            return float(-np.log(probabilities[np.arange(len(y)), y] + 1e-12).mean())

        return float(minimize_scalar(loss, bounds=(0.02, 5.0), method="bounded").x)

    def _known(self, normalised: str) -> float:
        tokens = words(normalised)
        return sum(token in self._vocabulary for token in tokens) / len(tokens) if tokens else 0.0


class _Terms:
    """The terms of one vectorizer with their weights, ready to weigh a single text."""

    def __init__(self, vectorizer: TfidfVectorizer, weight: float) -> None:
        self.terms: dict[str, int] = vectorizer.vocabulary_
        self._idf: Floats = vectorizer.idf_
        self._analyze = vectorizer.build_analyzer()
        self._weight = weight

    def weigh(self, text: str) -> tuple[npt.NDArray[np.int32], Floats]:
        """Return the places of the known terms in ``text`` in ascending order, and their weights."""
        places = Counter(self.terms[term] for term in self._analyze(text) if term in self.terms)
        indices = np.array(sorted(places), dtype=np.int32)
        counts = np.array([places[place] for place in indices.tolist()], dtype=np.float64)
        values = (1 + np.log(counts)) * self._idf[indices]
        length = np.sqrt((values**2).sum())
        return indices, values * (self._weight / length) if length else values


def _vectorizer(analyzer: str, ngrams: tuple[int, int]) -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer=analyzer,
        ngram_range=ngrams,
        sublinear_tf=True,
        lowercase=False,
        token_pattern=r"(?u)\b\w+\b" if analyzer == "word" else None,
    )


def _vocabulary_list(vectorizer: TfidfVectorizer) -> list[str]:
    return sorted(vectorizer.vocabulary_, key=vectorizer.vocabulary_.__getitem__)


def _restore(vectorizer: TfidfVectorizer, vocabulary: list[str], idf: Floats) -> None:
    vectorizer.vocabulary_ = {term: number for number, term in enumerate(vocabulary)}
    vectorizer.fixed_vocabulary_ = False
    vectorizer.idf_ = idf


def _topic_words(normalised: Sequence[str], labels: Sequence[str]) -> frozenset[str]:
    """Words of at least two FAQ questions; a word of one only would hide from training what a new word looks like."""
    counts = Counter(word for text, label in zip(normalised, labels) if is_faq(label) for word in set(words(text)))
    return frozenset(word for word, count in counts.items() if count > 1)


def _single_words(vectorizer: TfidfVectorizer) -> frozenset[str]:
    return frozenset(term for term in vectorizer.vocabulary_ if " " not in term)


def _softmax(scores: Floats) -> Floats:
    exponents = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Floats = exponents / exponents.sum(axis=1, keepdims=True)
    return result
