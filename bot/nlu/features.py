"""What the intent model sees of a message: TF-IDF weights of its words, its letters and its concepts."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from bot.nlu.concepts import ConceptTagger
from bot.nlu.text import words

Floats = npt.NDArray[np.float64]
Analyzer = Callable[[str], list[str]]
BEGIN, END, GAP = "^", "$", "_"
# a concept or pair of concepts that occurs once says nothing about the next question
MIN_CONCEPT_COUNT = 2


def word_terms(text: str) -> list[str]:
    """Return the words of a text, its pairs of neighbours (with begin and end) and its pairs with one word between."""
    tokens = words(text)
    neighbours = zip([BEGIN, *tokens], [*tokens, END], strict=True)
    apart = zip(tokens, tokens[2:], strict=False)
    return [*tokens, *(f"{a} {b}" for a, b in neighbours), *(f"{a} {GAP} {b}" for a, b in apart)]


class Terms:
    """The terms of one kind with their weights: learned from texts, ready to weigh a single text."""

    def __init__(self, analyze: Analyzer, weight: float = 1.0, min_count: int = 1) -> None:
        self.places: dict[str, int] = {}
        self.idf: Floats = np.zeros(0)
        self._analyze = analyze
        self._weight = weight
        self._min_count = min_count

    def fit(self, texts: Sequence[str]) -> None:
        """Learn the terms of ``texts`` and how telling each is."""
        vectorizer = TfidfVectorizer(analyzer=self._analyze, sublinear_tf=True, min_df=self._min_count)
        try:
            vectorizer.fit(texts)
        except ValueError:  # not a single term, such as concepts without a lexicon
            self.restore([], np.zeros(0))
        else:
            self.restore(list(vectorizer.get_feature_names_out()), vectorizer.idf_)

    def restore(self, terms: Sequence[str], idf: Floats) -> None:
        """Take up terms in their order with their weights."""
        self.places = {str(term): place for place, term in enumerate(terms)}
        self.idf = idf

    def weigh(self, text: str) -> tuple[npt.NDArray[np.int32], Floats]:
        """Return the places of the known terms in ``text`` in ascending order, and their weights."""
        places = Counter(self.places[term] for term in self._analyze(text) if term in self.places)
        indices = np.array(sorted(places), dtype=np.int32)
        counts = np.array([places[place] for place in indices.tolist()], dtype=np.float64)
        values = (1 + np.log(counts)) * self.idf[indices]
        length = np.sqrt((values**2).sum())
        return indices, values * (self._weight / length) if length else values


class Features:
    """Turns texts into rows of weighted terms of all kinds."""

    def __init__(
        self, lexicon: Mapping[str, Sequence[str]], char_range: tuple[int, int], concept_weight: float
    ) -> None:
        self._tagger = ConceptTagger(lexicon)
        letters = CountVectorizer(analyzer="char_wb", ngram_range=char_range, lowercase=False).build_analyzer()
        self.kinds = {
            "word": Terms(word_terms),
            "char": Terms(letters),
            "concept": Terms(self._concepts, concept_weight, MIN_CONCEPT_COUNT),
        }

    def fit(self, texts: Sequence[str]) -> Features:
        """Learn the terms of ``texts``."""
        for terms in self.kinds.values():
            terms.fit(texts)
        return self

    def transform(self, texts: Sequence[str]) -> sp.csr_matrix:
        """Weigh the terms of texts as scikit-learn's ``TfidfVectorizer`` does, without its cost for a single text."""
        rows = [self._row(text) for text in texts]
        lengths = [len(indices) for indices, _ in rows]
        return sp.csr_matrix(
            (
                np.concatenate([values for _, values in rows]).astype(np.float32),
                np.concatenate([indices for indices, _ in rows]),
                np.concatenate([[0], np.cumsum(lengths)]),
            ),
            shape=(len(rows), sum(len(terms.places) for terms in self.kinds.values())),
        )

    def _row(self, text: str) -> tuple[npt.NDArray[np.int32], Floats]:
        indices, values = [], []
        start = 0
        for terms in self.kinds.values():
            places, weights = terms.weigh(text)
            indices.append(places + start)
            values.append(weights)
            start += len(terms.places)
        return np.concatenate(indices), np.concatenate(values)

    def _concepts(self, text: str) -> list[str]:
        tags = self._tagger.tags(text)
        return [*tags, *(f"{first}+{second}" for first, second in itertools.combinations(tags, 2))]
