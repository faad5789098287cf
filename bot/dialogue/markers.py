"""Words that tell how a message stands in its conversation (``data/lexicon/follow_up.yml``)."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pydantic import BaseModel, Extra

from bot.content import yaml_file
from bot.nlu.text import normalise, words

Phrases = tuple[tuple[str, ...], ...]
SHORT = 9
_CLAUSE = re.compile(r"[,.;:!?()]+")
_BETWEEN_STATEMENTS = re.compile(r"[,.;:!?()]+|\b(?:en|maar|want|dus)\b", re.IGNORECASE)
_SHORTEST_QUESTION = 3


class _File(BaseModel):
    follow_up: list[str]
    correction: list[str]
    statement: list[str]
    whose: list[str]
    who: list[str]
    about: list[str]
    why: list[str]
    next_step: list[str]
    question: list[str]
    leaning: list[str]
    quit: list[str]
    years: list[str]
    others: list[str]
    meanwhile: list[str]

    class Config:
        extra = Extra.forbid


@dataclass(frozen=True)
class Markers:
    """Each list of phrases as rows of normalised words."""

    follow_up: Phrases
    correction: Phrases
    statement: Phrases
    whose: Phrases
    who: Phrases
    about: Phrases
    why: Phrases
    next_step: Phrases
    question: Phrases
    leaning: Phrases
    quit: Phrases
    years: Phrases
    others: Phrases
    meanwhile: Phrases

    @staticmethod
    def read(path: Path) -> Markers:
        """Read the file; raise ``ContentError`` for a fault."""
        lists = yaml_file.load(path, _File).dict()
        return Markers(**{name: tuple(tuple(words(normalise(phrase))) for phrase in lists[name]) for name in lists})

    def follows_up(self, text: str) -> bool:
        """Tell whether the message starts as one that means something only after the one before ("en als …")."""
        return _starts(_tokens(text), self.follow_up)

    def corrects(self, text: str) -> bool:
        """Tell whether the message takes back something said before ("nee, …")."""
        return _starts(_tokens(text), self.correction)

    def states(self, text: str) -> bool:
        """Tell whether the message starts as a bare statement ("het is …")."""
        return _starts(_tokens(text), self.statement)

    def asks_why(self, text: str) -> bool:
        """Tell whether the message asks why we want to know something."""
        return _starts(_tokens(text), self.why)

    def asks_next_step(self, text: str) -> bool:
        """Tell whether the message asks what to do now, and hardly anything else ("ok wat moet ik nu doen?")."""
        tokens = _tokens(text)
        around = (tokens, tokens[1:], tokens[:-1])
        return any(tuple(part) in self.next_step for part in around)

    def leans(self, text: str) -> bool:
        """Tell whether the message has only words that point to what was said before ("hoelang duurt dat?")."""
        tokens = _tokens(text)
        return bool(tokens) and is_short(text) and all((token,) in self.leaning or token.isdigit() for token in tokens)

    def quits(self, text: str) -> bool:
        """Tell whether the message says that somebody wants to stop, and not with what ("hij wil ermee stoppen")."""
        tokens = _tokens(text)
        return any(tuple(tokens[place:]) in self.quit for place in range(3))

    def says_years(self, text: str) -> bool:
        """Tell whether the message speaks of years: "2 jaar" is no number of hours."""
        return any((token,) in self.years for token in _tokens(text))

    def says_meanwhile(self, text: str) -> bool:
        """Tell whether a short message is about what was just told: "krijgt hij dan loon?", or three words at most."""
        tokens = _tokens(text)
        return is_short(text) and (
            len(tokens) <= _SHORTEST_QUESTION or any((token,) in self.meanwhile for token in tokens)
        )

    def names_another(self, text: str) -> bool:
        """Tell whether the message names a person who can be another than before ("mijn zus")."""
        tokens = _tokens(text)
        return any(self._is_person(tokens[place:], (*self.who, *self.others)) for place in range(len(tokens)))

    def turns_to_another(self, text: str, tells: bool) -> bool:
        """Tell whether the message is a follow-up that turns to another person ("en voor mijn zus?").

        ``tells``: it holds facts as well, so that "en als mijn zoon 16 uur werkt?" may be about the same person.
        """
        rest = _after(_tokens(text), self.follow_up) or []
        about = _after(rest, self.about)
        anybody = (*self.who, *self.others)
        surely = self._is_person(about or [], anybody) or self._is_person(rest, self.others)
        return surely or (not tells and self._is_person(rest, anybody))

    def _is_person(self, tokens: list[str], who: Phrases) -> bool:
        """Tell whether the words start with "mijn zus" or "mijn andere zus"."""
        return _starts(tokens, self.whose) and any(_starts(tokens[place:], who) for place in (1, 2))

    def is_question(self, text: str) -> bool:
        """Tell whether the message asks something: a question mark, or a clause that starts with a question word."""
        if "?" in text:
            return True
        return any(self._asks(clause) for clause in _CLAUSE.split(text))

    def asking_clause(self, text: str) -> str:
        """Return the last of several clauses that starts as a question; empty when there is none or only one clause."""
        clauses = [clause for clause in _CLAUSE.split(text) if clause.strip()]
        asking = [clause.strip() for clause in clauses if self._asks(clause)]
        return asking[-1] if asking and len(clauses) > 1 else ""

    def clause_beside(self, text: str, places: Collection[tuple[int, int]]) -> str:
        """Return the last clause of several words that holds none of the ``places`` (start, end) in the text."""
        beside = [
            text[start:end].strip()
            for start, end in _statements(text)
            if len(_tokens(text[start:end])) >= _SHORTEST_QUESTION
            and not any(left < end and start < right for left, right in places)
        ]
        return beside[-1] if beside else ""

    def _asks(self, clause: str) -> bool:
        tokens = _tokens(clause)
        return len(tokens) >= _SHORTEST_QUESTION and _starts(tokens, self.question)


def is_short(text: str) -> bool:
    """Tell whether the message is short enough to lean on the one before."""
    return len(_tokens(text)) <= SHORT


def _statements(text: str) -> list[tuple[int, int]]:
    """Return start and end of each part of the text between commas, full stops and words like "en"."""
    gaps = [(0, 0), *(gap.span() for gap in _BETWEEN_STATEMENTS.finditer(text)), (len(text), len(text))]
    return [(before[1], after[0]) for before, after in pairwise(gaps)]


def _tokens(text: str) -> list[str]:
    return words(normalise(text))


def _after(tokens: list[str], phrases: Phrases) -> list[str] | None:
    """Return the words after the longest of these beginnings, ``None`` when there is none."""
    lengths = [len(phrase) for phrase in phrases if tuple(tokens[: len(phrase)]) == phrase]
    return tokens[max(lengths) :] if lengths else None


def _starts(tokens: list[str], phrases: Phrases) -> bool:
    return any(tuple(tokens[: len(phrase)]) == phrase for phrase in phrases)
