"""Schema of the topics (``data/results``: words of a rule's result) and facts (``data/facts``: how we ask for one)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Union

from pydantic import BaseModel, Extra, Field, StrictBool, StrictFloat, StrictInt, StrictStr, validator

from bot.answers.model import Audience, refuse_yes_or_no

# "[je kind krijgt|je krijgt]": what a parent reads, then what a student reads
_EITHER = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")
MAX_ASK_WORDS = 45

FactValue = Union[StrictBool, StrictInt, StrictFloat, StrictStr]  # noqa: UP007 - pydantic 1 reads no X | Y here


class _Strict(BaseModel):
    class Config:
        extra = Extra.forbid
        frozen = True


def for_audience(text: str, audience: Audience) -> str:
    """Return ``text`` as this reader sees it: of ``[parent|student]`` the fitting half."""
    return _EITHER.sub(lambda match: match.group(1 if audience is Audience.PARENT else 2), text).strip()


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return ``text`` with each ``{name}`` replaced by its value; names without a value stay."""
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text


def _closed(text: str) -> str:
    if "[" in _EITHER.sub("", text) or "]" in _EITHER.sub("", text):
        raise ValueError("a square bracket is not closed; write [for a parent|for a student]")
    return text


class Choice(_Strict):
    """A button under a question for a fact; pressing it sets the fact to ``value``."""

    title: str = Field(min_length=1, max_length=40)
    value: FactValue


class Case(_Strict):
    """What is reckoned when somebody does not know a fact: one of the cases shown side by side.

    ``values`` are facts; a text such as ``-10 days`` or ``-17 years`` is a date so far from today.
    """

    label: str = Field(min_length=2, max_length=60)
    values: dict[str, FactValue]


class FactWords(_Strict):
    """How we ask for a fact, say that it is impossible, and name it when somebody asks what we remember.

    ``hint`` says what will do instead; it is left out when that was told already and was not enough.
    """

    id: str = Field(regex=r"^[a-z_]+$")
    ask: str
    why: str
    hint: str = ""
    choices: list[Choice] = Field(default_factory=list, max_items=6)
    known: str
    refusals: dict[str, str] = Field(default_factory=dict)
    cases: list[Case] = Field(default_factory=list, max_items=4)

    @validator("ask", "why", "known")
    def _brackets(cls, value: str) -> str:
        return _closed(value)

    @validator("why")
    def _short(cls, value: str, values: dict[str, Any]) -> str:
        words = len(f"{values.get('ask', '')} {value}".split())
        if words > MAX_ASK_WORDS:
            raise ValueError(f"question and reason have {words} words together; shorten them to {MAX_ASK_WORDS}")
        return value


class DecisionWords(_Strict):
    """A decision in words: ``text`` is the first sentence, ``short`` the same among other cases, ``next`` what to do.

    Where ``text`` names a value that is not known, as a day when only an age was told, ``short`` is the first sentence.
    """

    text: str
    short: str
    next: str = ""

    @validator("text", "short", "next")
    def _brackets(cls, value: str) -> str:
        return _closed(value)

    @validator("text")
    def _either_way(cls, value: str) -> str:
        refuse_yes_or_no(value)
        return value


class Calendar(_Strict):
    """A date of the result that can be put into a calendar: which value it is, and the title of the entry."""

    value: str
    title: str = Field(max_length=80)
    decisions: list[str] = Field(min_items=1)


class Draft(_Strict):
    """A letter to copy, filled with what is known, for some of the decisions."""

    decisions: list[str] = Field(min_items=1)
    text: str

    @validator("text")
    def _brackets(cls, value: str) -> str:
        return _closed(value)


class Topic(_Strict):
    """A rule as a conversation: which questions lead to it, what is asked, and the words of its results.

    ``triggers`` are the facts that make a question a personal one at once. ``cases`` replaces the general cases of a
    fact in this topic.
    """

    id: str = Field(regex=r"^[a-z_]+$")
    question: str = Field(min_length=5, max_length=60)
    intents: list[str] = Field(min_items=1)
    triggers: list[str] = Field(min_items=1)
    decisions: dict[str, DecisionWords]
    notes: dict[str, str] = Field(default_factory=dict)
    cases: dict[str, list[Case]] = Field(default_factory=dict)
    unknown: str
    offer: str | None = None
    followups: list[str] = Field(min_items=1, max_items=3)
    calendar: Calendar | None = None
    draft: Draft | None = None

    @validator("unknown")
    def _unknown_brackets(cls, value: str) -> str:
        return _closed(value)

    @validator("notes")
    def _note_brackets(cls, value: dict[str, str]) -> dict[str, str]:
        for text in value.values():
            _closed(text)
        return value


class SharedNotes(_Strict):
    """Notes that several rules use (``data/results/shared.yml``)."""

    id: str
    notes: dict[str, str]
