"""Extracts the facts of a message: reads it, finds the rules that match, settles what contradicts."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from spacy.language import Language

from bot import settings
from bot.nlu.dutch import load_pipeline
from bot.nlu.facts.grammar import build
from bot.nlu.facts.lexicon import read_words
from bot.nlu.facts.model import Fact
from bot.nlu.facts.numbers import plain_number
from bot.nlu.facts.reading import Kind, Reading, is_alone
from bot.nlu.facts.resolve import Candidate, consistent, without_overlaps
from bot.nlu.facts.rules import claimed, holds, read_rules, values
from bot.nlu.facts.tokens import Reader

MOST = 40  # matches that are looked at: whatever holds more is no message of a person


class Extractor:
    """Made once from the files in ``folder`` (``data/lexicon``) and never changed, so that threads can share it.

    Raises ``ContentError`` when a file is faulty.
    """

    def __init__(self, nlp: Language, folder: Path) -> None:
        rules_folder = folder / "facts"
        self._lexicon = read_words(rules_folder / "words.yml")
        self._reader = Reader(nlp, self._lexicon, folder)
        located = read_rules(rules_folder, self._lexicon)
        self._rules = [rule for _, rule in located]
        self._grammar = build(nlp.vocab, [(path, rule.patterns) for path, rule in located], self._lexicon.classes)

    def extract(self, text: str, today: date) -> list[Fact]:
        """Return the facts of ``text``, in the order in which they are said."""
        row = self._reader.read(text)
        candidates = []
        for match in self._grammar.find(row):
            rule = self._rules[match.rule]
            if holds(rule, match, row, self._lexicon.fillers):
                candidates.append(Candidate(rule, match, claimed(match, row)))
        kept = without_overlaps(candidates)[:MOST]
        facts: list[Fact] = []
        for candidate in kept:
            match = candidate.match
            start, end = row.items[match.start].start, row.items[match.end - 1].end
            given = values(candidate.rule, row.items[match.start : match.end], today)
            facts += [Fact(name, value, start, end) for name, value in given.items()]
        facts += self._bare_number(row, kept)
        return consistent(facts, lambda end, start: self._corrects(row, end, start))

    def _bare_number(self, row: Reading, kept: list[Candidate]) -> list[Fact]:
        places = [place for place, item in enumerate(row.items) if item.kind is Kind.NUMBER]
        if len(places) != 1 or any(candidate.values and places[0] in candidate.values for candidate in kept):
            return []
        place, item = places[0], row.items[places[0]]
        if not is_alone(row, place, place + 1, self._lexicon.fillers):
            return []
        return [Fact("number", plain_number(item.value), item.start, item.end)]

    def _corrects(self, row: Reading, end: int, start: int) -> bool:
        return any(end <= item.start < start and item.text in self._lexicon.corrections for item in row.items)


@lru_cache(maxsize=1)
def shared() -> Extractor:
    """Return the extractor of this installation, made at the first call."""
    return Extractor(load_pipeline(), settings.load().root / "data" / "lexicon")


def extract_facts(text: str, today: date) -> list[Fact]:
    """Return the facts that a message says, seen from ``today``, in order; at most one of a name, none when unsure."""
    return shared().extract(text, today)
