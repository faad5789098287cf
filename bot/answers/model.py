"""Schema of the answer files (``data/answers``) and reply files (``data/replies``); see ``docs/answers.md``."""

from __future__ import annotations

import itertools
import re
from datetime import date
from enum import Enum
from typing import Any

from pydantic import BaseModel, Extra, Field, HttpUrl, root_validator, validator

MAX_WORDS = 90
MAX_SIMPLE_WORDS = 40
_YES_OR_NO = re.compile(r"(?:ja|nee|neen)\b", re.IGNORECASE)
_REFERS_TO_SCHOOL = re.compile(r"school|begeleider|directie|klassenraad|uitbetaler|clb", re.IGNORECASE)


class Audience(str, Enum):
    """Who is asking: decides between "je kind" and "je"."""

    PARENT = "parent"
    STUDENT = "student"


class Certainty(str, Enum):
    """How sure the weakest fact of a text is."""

    CERTAIN = "certain"
    LIKELY = "likely"
    UNCONFIRMED = "unconfirmed"


class _Strict(BaseModel):
    class Config:
        extra = Extra.forbid
        frozen = True


def count_words(text: str) -> int:
    """Return the number of words as a reader counts them (dashes and bullets are none)."""
    return sum(1 for token in text.split() if any(character.isalnum() for character in token))


class ByAudience(_Strict):
    """One text for each audience."""

    parent: str = Field(min_length=1)
    student: str = Field(min_length=1)

    def of(self, audience: Audience) -> str:
        """Return the text for ``audience``."""
        return self.parent if audience is Audience.PARENT else self.student


class Source(_Strict):
    """Where the facts of an answer come from."""

    name: str = Field(min_length=2)
    url: HttpUrl | None = None


class Version(_Strict):
    """The texts of an answer in a period."""

    valid_from: date
    valid_until: date | None = None
    certainty: Certainty
    text: ByAudience
    simple: ByAudience
    channels: dict[str, ByAudience] = Field(default_factory=dict)
    sources: list[Source] = Field(min_items=1)
    checked_on: date
    followups: list[str] = Field(min_items=2, max_items=3)

    @validator("text")
    def _text(cls, value: ByAudience) -> ByAudience:
        return _either_way(_within(value, MAX_WORDS))

    @validator("simple")
    def _simple(cls, value: ByAudience) -> ByAudience:
        return _either_way(_within(value, MAX_SIMPLE_WORDS))

    @validator("valid_until")
    def _period(cls, value: date | None, values: dict[str, Any]) -> date | None:
        start = values.get("valid_from")
        if value is not None and start is not None and value < start:
            raise ValueError(f"{value} lies before valid_from ({start}); correct one of the two")
        return value

    @root_validator(skip_on_failure=True)
    def _honest(cls, values: dict[str, Any]) -> dict[str, Any]:
        if values["certainty"] is not Certainty.CERTAIN:
            for audience in Audience:
                if not _REFERS_TO_SCHOOL.search(values["text"].of(audience)):
                    raise ValueError(
                        f"certainty is '{values['certainty'].value}', but the {audience.value} text sends nobody "
                        "to the school; say plainly what is not sure and whom to ask"
                    )
        return values


def _within(texts: ByAudience, limit: int) -> ByAudience:
    for audience in Audience:
        words = count_words(texts.of(audience))
        if words > limit:
            raise ValueError(f"the {audience.value} text has {words} words; shorten it to {limit}")
    return texts


def _either_way(texts: ByAudience) -> ByAudience:
    for audience in Audience:
        refuse_yes_or_no(texts.of(audience))
    return texts


def refuse_yes_or_no(text: str) -> None:
    """Raise ``ValueError`` for a text that starts with "Ja" or "Nee": people also ask the opposite."""
    start = _YES_OR_NO.match(text)
    if start is not None:
        raise ValueError(
            f"the text starts with '{start.group()}', which is wrong when somebody asks the opposite "
            '("blijft het lopen?", "verliezen we het?"); say it in a full sentence'
        )


class Answer(_Strict):
    """One FAQ answer with all its versions in time.

    ``says_what_to_do``: its simple form begins with the next step, so that it answers "and what now?" as well.
    """

    id: str = Field(regex=r"^faq_[a-z_]+$")
    button: str = Field(min_length=2, max_length=20)
    question: str = Field(min_length=5, max_length=60)
    personal: str | None = None
    says_what_to_do: bool = False
    versions: list[Version] = Field(min_items=1)

    @validator("versions")
    def _no_overlap(cls, value: list[Version]) -> list[Version]:
        ordered = sorted(value, key=lambda version: version.valid_from)
        for earlier, later in itertools.pairwise(ordered):
            if earlier.valid_until is None or earlier.valid_until >= later.valid_from:
                raise ValueError(
                    f"the version from {earlier.valid_from} overlaps the one from {later.valid_from}; "
                    "give the earlier one a valid_until"
                )
        return ordered

    def version(self, today: date) -> Version:
        """Return the version that holds on ``today``; where none does, the latest one before it, else the first."""
        current = self.versions[0]
        for version in self.versions:
            if version.valid_from <= today:
                current = version
        return current

    def expired(self, today: date) -> bool:
        """Tell whether no version covers ``today``."""
        version = self.version(today)
        return version.valid_from > today or (version.valid_until is not None and version.valid_until < today)


class ReplyButton(_Strict):
    """A button of a conversation reply: a fixed payload, or the id of an answer."""

    title: str = Field(min_length=1, max_length=60)
    payload: str = Field(min_length=1, max_length=64)


class Reply(_Strict):
    """A text of the conversation itself (greeting, decline, …): no facts, so no source."""

    id: str = Field(regex=r"^[a-z_]+$")
    text: ByAudience
    buttons: list[ReplyButton] = Field(default_factory=list, max_items=4)
    followups: list[str] = Field(default_factory=list, max_items=4)


class LanguageReplies(_Strict):
    """One sentence a language for people who write in another language than Dutch."""

    id: str
    texts: dict[str, str]
    other: str
