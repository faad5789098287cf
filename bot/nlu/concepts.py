"""Concepts: words that mean the same, from ``data/lexicon/concepts.yml``, as features for the intent model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, Extra

from bot.content import yaml_file
from bot.nlu.text import normalise, words

MAX_PHRASE = 5


class _File(BaseModel):
    concepts: dict[str, list[str]]

    class Config:
        extra = Extra.forbid


def read_concepts(path: Path) -> dict[str, list[str]]:
    """Return the concepts of a lexicon file with their words; raise ``ContentError`` for a fault."""
    return yaml_file.load(path, _File).concepts


class ConceptTagger:
    """Finds concepts in normalised texts."""

    def __init__(self, lexicon: Mapping[str, Sequence[str]]) -> None:
        self._phrases: dict[tuple[str, ...], set[str]] = {}
        self._prefixes: dict[str, set[str]] = {}
        self._suffixes: dict[str, set[str]] = {}
        for concept, entries in lexicon.items():
            for entry in entries:
                self._add(concept, normalise(str(entry)))

    def _add(self, concept: str, entry: str) -> None:
        if entry.endswith("*"):
            self._prefixes.setdefault(entry[:-1], set()).add(concept)
        elif entry.startswith("*"):
            self._suffixes.setdefault(entry[1:], set()).add(concept)
        else:
            phrase = tuple(words(entry))
            if phrase:
                self._phrases.setdefault(phrase, set()).add(concept)

    def tags(self, normalised: str) -> list[str]:
        """Return the concepts in ``normalised``, in alphabetical order, each once."""
        tokens = words(normalised)
        found: set[str] = set()
        for start in range(len(tokens)):
            for length in range(1, min(MAX_PHRASE, len(tokens) - start) + 1):
                found |= self._phrases.get(tuple(tokens[start : start + length]), set())
            for end in range(3, len(tokens[start]) + 1):
                found |= self._prefixes.get(tokens[start][:end], set())
                found |= self._suffixes.get(tokens[start][-end:], set())
        return sorted(found)
