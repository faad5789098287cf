"""Brings chat forms and typing mistakes back to words that the training data knows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import BaseModel, Extra
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.content import yaml_file
from bot.nlu.text import normalise, words

_TOKEN = re.compile(r"[\w']+|[^\w\s]")
_WORD = re.compile(r"\w+")
# shorter words have too many neighbours; a word that occurs once may itself be a mistake
MIN_LETTERS = 4
LONG_WORD = 10
MIN_COUNT = 2
NEIGHBOURS = 3


class _File(BaseModel):
    forms: dict[str, str]

    class Config:
        extra = Extra.forbid


def read_forms(path: Path) -> dict[str, str]:
    """Return the chat forms of a lexicon file with what they stand for; raise ``ContentError`` for a fault."""
    return yaml_file.load(path, _File).forms


class Speller:
    """Writes a message in ordinary words: chat forms replaced, words one typing mistake away from a known one mended.

    Long words may hold two mistakes. A word that occurs in the training data stays as it is. Without ``mend`` it knows
    the words but mends none.
    """

    def __init__(self, forms: Mapping[str, str], counts: Mapping[str, int], mend: bool = True) -> None:
        self._forms = dict(forms)
        self.counts = dict(counts)
        self._targets: dict[str, list[str]] = {}
        for word, count in sorted(self.counts.items()) if mend else []:
            if count >= MIN_COUNT and len(word) >= MIN_LETTERS - 1:
                self._targets.setdefault(word[0], []).append(word)

    @classmethod
    def learn(cls, forms: Mapping[str, str], texts: Iterable[str], mend: bool = True) -> Speller:
        """Return a speller that knows the words of ``texts``."""
        plain = cls(forms, {})
        return cls(forms, Counter(word for text in texts for word in words(plain.correct(text))), mend)

    def correct(self, text: str) -> str:
        """Return ``text`` normalised, in ordinary words."""
        tokens = _TOKEN.findall(normalise(text))
        ordinary = " ".join(self._forms.get(token.strip("'"), token) for token in tokens)
        return _WORD.sub(lambda match: self._mend(match.group()), ordinary) if self._targets else ordinary

    def known(self, ordinary: str) -> float:
        """Return the share of the words of a corrected text that the training data knows (0–1)."""
        tokens = words(ordinary)
        return sum(token in self.counts for token in tokens) / len(tokens) if tokens else 0.0

    def _mend(self, word: str) -> str:
        if word in self.counts or len(word) < MIN_LETTERS or word.isdigit():
            return word
        allowed = 1 if len(word) < LONG_WORD else 2
        # people seldom miss the first letter, and with another one "afgesproken" would become "gesproken"
        targets = self._targets.get(word[0], [])
        found = process.extract(word, targets, scorer=OSA.distance, score_cutoff=allowed, limit=NEIGHBOURS)
        # among equally near words the commonest
        return min(found, key=lambda entry: (entry[1], -self.counts[entry[0]], entry[0]))[0] if found else word
