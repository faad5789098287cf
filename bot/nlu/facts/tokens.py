"""From the text of a message to its items: spaCy's tokens with their class, numbers, places and dates joined."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language

from bot.nlu.facts.dates import DateReader
from bot.nlu.facts.fold import fold
from bot.nlu.facts.lexicon import Lexicon
from bot.nlu.facts.numbers import ACCENTED, NumberReader
from bot.nlu.facts.phrases import PhraseFinder
from bot.nlu.facts.places import PlaceReader
from bot.nlu.facts.reading import Item, Kind, Reading, reading
from bot.nlu.facts.weekdays import join_weekdays

_BREAKS = frozenset('.,;:!?()[]…"|•') | {"...", ".."}


class Reader:
    """Reads messages; made once and never changed."""

    def __init__(self, nlp: Language, lexicon: Lexicon, folder: Path) -> None:
        self._tokenise = nlp.make_doc
        self._lexicon = lexicon
        self._phrases = PhraseFinder(nlp, lexicon.phrases)
        self._places = PlaceReader(nlp, lexicon, folder / "municipalities.yml", folder / "facts" / "places.yml")
        self._numbers = NumberReader(lexicon)
        self._dates = DateReader(nlp.vocab, lexicon, folder / "facts" / "dates.yml")

    def read(self, text: str) -> Reading:
        """Return the items of a message."""
        folded = fold(text)
        doc = self._tokenise(folded.text)
        items: list[Item] = []
        for token in doc:
            start, word = token.idx, token.text
            items.append(self._item(word, folded.origin[start], folded.origin[start + len(word) - 1] + 1, text))
        for start, end, phrase in self._phrases.find(doc):
            first = items[start]
            items[start] = Item(phrase, Kind.WORD, first.start, items[end - 1].end, self._lexicon.phrases[phrase])
            items[start + 1 : end] = [Item("", Kind.WORD, first.start, first.end)] * (end - start - 1)
        self._places.read(doc, items, text)
        items = join_weekdays(self._numbers.read([item for item in items if item.text]))
        return reading(self._dates.read(items))

    def _item(self, word: str, start: int, end: int, text: str) -> Item:
        word = self._lexicon.spelled.get(word, word)
        if word.isspace():
            return Item("\n" if "\n" in word else "", Kind.BREAK, start, end)
        if word in _BREAKS or word in self._lexicon.breaks:
            return Item(word, Kind.BREAK, start, end)
        known = self._lexicon.class_of.get(word)
        if known is None:
            word = self._lexicon.corrected(word)
            known = self._lexicon.class_of.get(word, "")
        accented = word == "een" and text[start:end].lower() != "een"
        return Item(word, Kind.WORD, start, end, known, ACCENTED if accented else None)
