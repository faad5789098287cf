"""The rules that turn patterns into facts, from ``data/lexicon/facts/*.yml``; ``docs/facts.md`` explains them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Extra, StrictBool, StrictFloat, StrictInt, StrictStr, validator

from bot.content.yaml_file import ContentError
from bot.nlu.facts.grammar import Found
from bot.nlu.facts.lexicon import Lexicon, line_with, load_fast
from bot.nlu.facts.model import FactValue
from bot.nlu.facts.reading import Item, Kind, Reading, is_alone, is_alone_in_clause
from bot.nlu.facts.takes import TAKES, numbers

NOT_RULES = frozenset({"words.yml", "dates.yml", "places.yml"})


class Rule(BaseModel):
    """What a match of ``patterns`` gives: fact names with a value, or a take such as ``$number``.

    A rule that gives nothing keeps others off. ``min`` and ``max`` bound the first number, ``alone`` asks for a message
    or clause with little else in it, ``unless`` names words and classes that must not be in the clause, ``requires``
    those of which the message must hold one, ``strong`` puts the rule before longer matches.
    """

    give: dict[str, StrictBool | StrictInt | StrictFloat | StrictStr] = {}
    patterns: list[str]
    min: float | None = None
    max: float | None = None
    alone: Literal["message", "clause"] | None = None
    unless: list[str] = []
    requires: list[str] = []
    strong: bool = False

    class Config:
        """Unknown keys are mistakes."""

        extra = Extra.forbid

    @validator("give")
    @classmethod
    def _known_takes(cls, give: dict[str, object]) -> dict[str, object]:
        for value in give.values():
            if isinstance(value, str) and value.startswith("$") and value not in TAKES:
                raise ValueError(f"'{value}' is not one of {', '.join(TAKES)}")
        return give


class _File(BaseModel):
    rules: list[Rule]

    class Config:
        extra = Extra.forbid


def read_rules(folder: Path, lexicon: Lexicon) -> list[tuple[Path, Rule]]:
    """Return the rules of the files in ``folder`` with their file, in order; raise ``ContentError`` for a fault."""
    rules = []
    for path in sorted(folder.glob("*.yml")):
        if path.name not in NOT_RULES:
            rules += [(path, rule) for rule in load_fast(path, _File).rules]
    for path, rule in rules:
        for word in (*rule.unless, *rule.requires):
            if word.isupper() and word not in lexicon.classes:
                raise ContentError(path, line_with(path, word), f"'{word}' is not a class of words.yml")
    return rules


def holds(rule: Rule, match: Found, row: Reading, fillers: frozenset[str]) -> bool:
    """Tell whether the conditions of ``rule`` beside its pattern are met."""
    items = row.items[match.start : match.end]
    found = numbers(items)
    if found and rule.min is not None and found[0] < rule.min:
        return False
    if found and rule.max is not None and found[0] > rule.max:
        return False
    if rule.alone == "message" and not is_alone(row, match.start, match.end, fillers):
        return False
    if rule.alone == "clause" and not is_alone_in_clause(row, match.start, match.end, fillers):
        return False
    if rule.unless and _any_of(rule.unless, row.clause(match.start)):
        return False
    return not rule.requires or _any_of(rule.requires, row.items)


def values(rule: Rule, items: Sequence[Item], today: date) -> dict[str, FactValue]:
    """Return the facts that a match gives."""
    given: dict[str, FactValue] = {}
    for name, value in rule.give.items():
        taken = TAKES[value](items, today) if isinstance(value, str) and value.startswith("$") else value
        if taken is not None:
            given[name] = taken
    return given


def claimed(match: Found, row: Reading) -> frozenset[int]:
    """Return the values in a match, which no other match may use."""
    places = range(match.start, match.end)
    return frozenset(place for place in places if row.items[place].kind not in {Kind.WORD, Kind.BREAK})


def _any_of(names: Sequence[str], items: Sequence[Item]) -> bool:
    return any(item.text in names or item.word_class in names for item in items if item.text)
