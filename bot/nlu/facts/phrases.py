"""Fixed phrases of several words, such as "te voet" or "Sint-Niklaas"."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from bot.nlu.facts.fold import fold


class PhraseFinder:
    """Finds phrases in a tokenised message, longest first."""

    def __init__(self, nlp: Language, phrases: Iterable[str]) -> None:
        self._strings = nlp.vocab.strings
        self._matcher = PhraseMatcher(nlp.vocab)
        for phrase in phrases:
            self._matcher.add(phrase, [nlp.make_doc(fold(phrase).text)])

    def find(self, doc: Doc) -> list[tuple[int, int, str]]:
        """Return start, end and phrase of each one found; where two overlap, the longer one or the first."""
        spans = [(start, end, self._strings[key]) for key, start, end in self._matcher(doc)]
        spans.sort(key=lambda span: (span[0] - span[1], span[0]))
        kept: list[tuple[int, int, str]] = []
        for span in spans:
            if all(span[1] <= start or end <= span[0] for start, end, _ in kept):
                kept.append(span)
        return kept
