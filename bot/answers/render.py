"""From an answer to what a reader sees: text with source and date, buttons, and the same as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from babel.dates import format_date

from bot.answers.model import Answer, Audience, Reply, Version
from bot.answers.store import Library

MAX_BUTTONS = 3


@dataclass(frozen=True)
class Button:
    """A choice offered under a message; ``short`` fits the 20 characters that phones allow."""

    title: str
    payload: str
    short: str

    def as_dict(self) -> dict[str, str]:
        """Return the button as Rasa's channels expect it."""
        return {"title": self.title, "payload": self.payload}


@dataclass(frozen=True)
class Message:
    """A rendered message: plain text, buttons, and data for clients that show sources or feedback."""

    text: str
    buttons: tuple[Button, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)


class Renderer:
    """Renders answers and replies of one library for one reader."""

    def __init__(
        self, library: Library, audience: Audience, channel: str, today: date, values: Mapping[str, str]
    ) -> None:
        self._library = library
        self._audience = audience
        self._channel = channel
        self._today = today
        self._values = values

    def answer(self, identifier: str, simple: bool = False) -> Message:
        """Render one answer; ``simple`` gives its easiest wording."""
        answer = self._library.answers[identifier]
        version = answer.version(self._today)
        body = self._fill(self._text(version, simple))
        message = self._with_source(body, answer, version)
        return replace(message, data={**message.data, "simple": True}) if simple else message

    def answers(self, identifiers: Sequence[str]) -> Message:
        """Render several answers as one message (several questions in one message); buttons of the first ones."""
        messages = [self.answer(identifier) for identifier in identifiers]
        if len(messages) == 1:
            return messages[0]
        parts = [
            f"**{self._library.answers[identifier].question}**\n{message.text}"
            for identifier, message in zip(identifiers, messages, strict=False)
        ]
        offered: dict[str, Button] = {}
        for message in messages:
            for button in message.buttons:
                if button.payload.lstrip("/") not in identifiers:
                    offered.setdefault(button.payload, button)
        return Message(
            text="\n\n".join(parts),
            buttons=tuple(offered.values())[:MAX_BUTTONS],
            data={
                "answers": [entry for message in messages for entry in message.data["answers"]],
                "source_line": messages[-1].data["source_line"],
            },
        )

    def reply(self, identifier: str, **values: str) -> Message:
        """Render a reply of the conversation itself."""
        reply = self._library.replies[identifier]
        text = self._fill(reply.text.of(self._audience), values)
        return Message(text=text, buttons=self._reply_buttons(reply), data={"reply": identifier})

    def provenance(self, identifier: str) -> Message:
        """Say where an answer comes from, when it was checked and how sure it is."""
        answer = self._library.answers[identifier]
        version = answer.version(self._today)
        text = self._library.replies[f"provenance_{version.certainty.value}"].text.of(self._audience)
        message = self._with_source(self._fill(text), answer, version)
        return replace(message, data={"reply": "ask_source", **message.data})

    def choice(self, identifiers: Sequence[str]) -> Message:
        """Render "Bedoel je …?" with a button for each answer and one for "none of these"."""
        question = self._library.replies["choice"]
        buttons = self.questions(identifiers) + self._reply_buttons(question)
        return Message(
            text=question.text.of(self._audience),
            buttons=buttons,
            data={"reply": "choice", "offered": list(identifiers)},
        )

    def questions(self, identifiers: Sequence[str]) -> tuple[Button, ...]:
        """Return a button with the full question for each answer."""
        return tuple(
            Button(answer.question, f"/{answer.id}", answer.button)
            for answer in (self._library.answers[identifier] for identifier in identifiers)
        )

    def followups(self, identifiers: Sequence[str]) -> tuple[Button, ...]:
        """Return the buttons for the next questions."""
        return self.questions(identifiers)[:MAX_BUTTONS]

    def source_line(self, answer: Answer, version: Version) -> str:
        """Return the closing line with the sources and the month in which they were last checked."""
        sources = "; ".join(
            f"{source.name} ({source.url})" if source.url else source.name for source in version.sources
        )
        identifier = "source_line_expired" if answer.expired(self._today) else "source_line"
        template = self._library.replies[identifier].text.of(self._audience)
        return self._fill(template, {"sources": sources, "month": month(version.checked_on)})

    def _with_source(self, body: str, answer: Answer, version: Version) -> Message:
        """Return the message; its data repeat the closing line, which a client may show apart from the text."""
        line = self.source_line(answer, version)
        return Message(
            text=f"{body}\n\n{line}",
            buttons=self.followups(version.followups),
            data={"answers": [self._data(answer, version)], "source_line": line},
        )

    def _text(self, version: Version, simple: bool) -> str:
        if simple:
            return version.simple.of(self._audience)
        return version.channels.get(self._channel, version.text).of(self._audience)

    def _data(self, answer: Answer, version: Version) -> dict[str, Any]:
        return {
            "id": answer.id,
            "version": version.valid_from.isoformat(),
            "certainty": version.certainty.value,
            "sources": [
                {"name": source.name, "url": str(source.url) if source.url else None} for source in version.sources
            ],
            "checked_on": version.checked_on.isoformat(),
        }

    def _reply_buttons(self, reply: Reply) -> tuple[Button, ...]:
        own = tuple(Button(button.title, button.payload, button.title[:20]) for button in reply.buttons)
        return own + self.questions(reply.followups)

    def _fill(self, text: str, values: Mapping[str, str] | None = None) -> str:
        for name, value in {**self._values, **(values or {})}.items():
            text = text.replace("{" + name + "}", value)
        return text.strip()


def month(day: date) -> str:
    """Return the month and year of ``day`` in Dutch, such as ``november 2026``."""
    return str(format_date(day, "MMMM y", locale="nl_BE"))
