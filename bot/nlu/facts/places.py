"""Municipalities and regions in a message, from ``data/lexicon/municipalities.yml`` and ``facts/places.yml``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, Extra
from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne
from spacy.language import Language
from spacy.tokens import Doc

from bot.nlu.facts.fold import fold
from bot.nlu.facts.lexicon import Lexicon, load_fast
from bot.nlu.facts.phrases import PhraseFinder
from bot.nlu.facts.reading import Item, Kind, is_alone, reading

SHORT = 4  # names of so few letters mostly look like another word
SHORTEST_TYPO = 6
POSTCODE = 4  # digits
NEAR = 4  # words between "wonen" and a misspelled name


class _Municipalities(BaseModel):
    flanders: list[str]
    brussels: list[str]
    wallonia: list[str]
    abroad: list[str]

    class Config:
        extra = Extra.forbid


class _File(BaseModel):
    regions: _Municipalities
    also: _Municipalities
    ambiguous: list[str]
    prepositions: list[str]

    class Config:
        extra = Extra.forbid


@dataclass(frozen=True)
class Place:
    """A place: its region, and its name when it is smaller than a region."""

    region: str
    municipality: str | None = None


class PlaceReader:
    """Joins the items of a message that together are a place."""

    def __init__(self, nlp: Language, lexicon: Lexicon, municipalities: Path, others: Path) -> None:
        content = load_fast(others, _File)
        self._lexicon = lexicon
        self._places: dict[str, Place] = {}
        for source in (content.also, load_fast(municipalities, _Municipalities)):
            for region, names in source.dict().items():
                for name in names:
                    for spelling in _spellings(name):
                        self._places.setdefault(spelling, Place(region, name))
        for region, names in content.regions.dict().items():
            self._places.update({fold(name).text: Place(region) for name in names})
        self._ambiguous = {fold(name).text for name in content.ambiguous}
        self._ambiguous |= {name for name in self._places if len(name) <= SHORT}
        self._prepositions = frozenset(content.prepositions)
        self._phrases = PhraseFinder(nlp, self._places)
        self._by_first_letter: dict[str, list[str]] = {}
        for name in sorted(self._places):
            if len(name) >= SHORTEST_TYPO and " " not in name:
                self._by_first_letter.setdefault(name[0], []).append(name)

    def read(self, doc: Doc, items: list[Item], text: str) -> None:
        """Make each place in ``items``, which are the tokens of ``doc``, one item and leave empty ones behind it."""
        found = False
        for start, end, name in self._phrases.find(doc):
            if name not in self._ambiguous or self._is_place(items, start, end, text):
                postcode = start > 0 and len(items[start - 1].text) == POSTCODE and items[start - 1].text.isdecimal()
                _put(items, start - postcode, end, self._places[name])
                found = True
        if not found:
            self._read_misspelled(items)

    def _is_place(self, items: list[Item], start: int, end: int, text: str) -> bool:
        """Tell whether an everyday word is meant as a name: by a capital, a preposition, or nothing beside it."""
        before = items[start - 1] if start else None
        if before is not None and before.text in self._prepositions:
            return True
        capital = text[items[start].start].isupper() and not text.isupper()
        if capital and before is not None and before.kind is not Kind.BREAK:
            return True
        return is_alone(reading(items), start, end, self._lexicon.fillers)

    def _read_misspelled(self, items: list[Item]) -> None:
        for place, item in enumerate(items[1:], 1):
            if items[place - 1].text in {"in", "te"} and len(item.text) >= SHORTEST_TYPO - 1 and not item.word_class:
                if not any(near.word_class == "LIVE" for near in items[max(0, place - NEAR) : place + 2]):
                    continue
                names = self._by_first_letter.get(item.text[0], ())
                close = extractOne(item.text, names, scorer=OSA.distance, score_cutoff=1)
                if close:
                    _put(items, place, place + 1, self._places[close[0]])


def _put(items: list[Item], start: int, end: int, place: Place) -> None:
    first = items[start]
    items[start] = Item(first.text, Kind.PLACE, first.start, items[end - 1].end, value=place)
    for gone in range(start + 1, end):
        items[gone] = Item("", Kind.WORD, first.start, first.end)


def _spellings(name: str) -> list[str]:
    spelling = fold(name).text
    return [spelling, "st" + spelling[4:]] if spelling.startswith("sint ") else [spelling]
