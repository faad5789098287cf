"""A message as a row of items: words with their kind, numbers, dates and places."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from spacy.tokens import Doc
from spacy.vocab import Vocab

PLAIN, MEASURED = "PLAIN", "MEASURED"
_NO_CLASS = "-"  # spaCy wants a lemma for every word


class Kind(str, Enum):
    """What an item is; patterns test it as spaCy's tag."""

    WORD = "w"
    BREAK = "x"
    NUMBER = "n"
    ORDINAL = "o"
    TIME = "t"
    DATE = "d"
    PLACE = "p"
    WEEKDAYS = "k"


@dataclass(frozen=True)
class Item:
    """A word or a value in a message.

    ``text`` is its folded form, ``word_class`` the class of the lexicon (for a number: whether a unit follows),
    ``value`` what it stands for; ``start`` and ``end`` are characters of the message.
    """

    text: str
    kind: Kind
    start: int
    end: int
    word_class: str = ""
    value: Any = None


@dataclass(frozen=True)
class Reading:
    """The items of a message and the clause each one stands in."""

    items: tuple[Item, ...]
    clauses: tuple[int, ...]

    def clause(self, index: int) -> list[Item]:
        """Return the items of the clause in which the item at ``index`` stands."""
        return [item for item, clause in zip(self.items, self.clauses, strict=True) if clause == self.clauses[index]]

    def doc(self, vocab: Vocab) -> Doc:
        """Return the items as a spaCy document: class as lemma, kind as tag."""
        return Doc(
            vocab,
            words=[item.text for item in self.items],
            lemmas=[item.word_class or _NO_CLASS for item in self.items],
            tags=[item.kind.value for item in self.items],
        )


def reading(items: list[Item]) -> Reading:
    """Return ``items`` divided in clauses, each break opening one."""
    clauses, number = [], 0
    for item in items:
        if item.kind is Kind.BREAK:
            number += 1
        clauses.append(number)
    return Reading(tuple(items), tuple(clauses))


def is_alone(row: Reading, start: int, end: int, fillers: frozenset[str]) -> bool:
    """Tell whether a message holds little more than the items from ``start`` up to ``end`` (or more places)."""
    return _only_fillers(row, start, end, [*row.items[:start], *row.items[end:]], fillers)


def is_alone_in_clause(row: Reading, start: int, end: int, fillers: frozenset[str]) -> bool:
    """Tell whether the clauses of the items from ``start`` up to ``end`` hold little more than them."""
    clauses = set(row.clauses[start:end])
    beside = [
        item for place, item in enumerate(row.items) if row.clauses[place] in clauses and not start <= place < end
    ]
    return _only_fillers(row, start, end, beside, fillers)


def _only_fillers(row: Reading, start: int, end: int, beside: list[Item], fillers: frozenset[str]) -> bool:
    same = {Kind.BREAK, *({item.kind for item in row.items[start:end]} & {Kind.PLACE})}
    return all(item.kind in same or item.text in fillers for item in beside)
