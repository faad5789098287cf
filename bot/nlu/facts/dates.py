"""Finds the days that a message speaks of: ``data/lexicon/facts/dates.yml`` holds the patterns."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from pydantic import BaseModel, Extra, validator
from spacy.vocab import Vocab

from bot.nlu.facts.date_kinds import KINDS, Parts
from bot.nlu.facts.grammar import Found, build
from bot.nlu.facts.lexicon import Lexicon, load_fast
from bot.nlu.facts.moments import Moment, OfYear, Spoken
from bot.nlu.facts.reading import Item, Kind, Reading, is_alone, reading

_WRITTEN = re.compile(r"\d{1,2}([/.-])\d{1,2}\1(\d{4}|\d{2})$|\d{1,2}[/-]\d{1,2}$")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")


class _Rule(BaseModel):
    kind: str
    patterns: list[str]
    alone: bool = False
    years: int | None = None
    school_years: int | None = None

    class Config:
        extra = Extra.forbid

    @validator("kind")
    @classmethod
    def _known(cls, kind: str) -> str:
        if kind not in KINDS:
            raise ValueError(f"'{kind}' is not one of {', '.join(sorted(KINDS))}")
        return kind


class _File(BaseModel):
    spelled: dict[str, str]
    breaks: dict[str, str]
    rules: list[_Rule]

    class Config:
        extra = Extra.forbid


class DateReader:
    """Joins the items of a message that together name a day."""

    def __init__(self, vocab: Vocab, lexicon: Lexicon, path: Path) -> None:
        content = load_fast(path, _File)
        self._lexicon = lexicon
        self._spelled, self._breaks, self._rules = content.spelled, content.breaks, content.rules
        self._grammar = build(vocab, [(path, rule.patterns) for rule in content.rules], lexicon.classes)

    def read(self, items: list[Item]) -> list[Item]:
        """Return the items with each day as one item; its value is a ``Moment``."""
        items = [written_date(item) for item in items]
        row = reading(items)
        found = [(match, moment) for match in self._grammar.find(row) if (moment := self._moment(match, row))]
        found.sort(key=lambda pair: (-pair[0].weight, pair[0].start - pair[0].end, pair[0].rule))
        gone: set[int] = set()
        for match, moment in found:
            places = range(match.start, match.end)
            if gone.isdisjoint(places):
                gone.update(places)
                first, last = row.items[match.start], row.items[match.end - 1]
                items[match.start] = Item(first.text, Kind.DATE, first.start, last.end, value=moment)
                for place in places[1:]:
                    items[place] = replace(first, text="")
        return [item for item in items if item.text]

    def _moment(self, match: Found, row: Reading) -> Moment | None:
        rule = self._rules[match.rule]
        if rule.alone and not is_alone(row, match.start, match.end, self._lexicon.fillers):
            return None
        parts = Parts(row.items[match.start : match.end], self._spelled, self._breaks, rule.school_years)
        moment = KINDS[rule.kind](parts)
        return OfYear(moment.text, rule.years) if rule.years is not None and isinstance(moment, Spoken) else moment


def written_date(item: Item) -> Item:
    """Return an item such as "2/11/2026" as a date, any other one as it is."""
    if item.kind is not Kind.WORD or not item.text[0].isdigit():
        return item
    iso = _ISO.match(item.text)
    if iso:
        year, month, day = iso.groups()
        return replace(item, kind=Kind.DATE, word_class="", value=Spoken(f"{day}/{month}/{year}", with_year=True))
    written = _WRITTEN.match(item.text)
    if written is None:
        return item
    text = re.sub(r"[.-]", "/", item.text)
    return replace(item, kind=Kind.DATE, word_class="", value=Spoken(text, with_year=written.group(2) is not None))
