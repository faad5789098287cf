"""From a worked-out topic to what a reader sees: decision, calculation, doubts, next step, source; or a question."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_date
from babel.numbers import format_decimal

from bot.answers.model import Audience
from bot.answers.render import MAX_BUTTONS, Button, Message, Renderer, month
from bot.personal.model import DecisionWords, FactWords, Topic, fill, for_audience
from bot.personal.store import Topics

_ISO_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_PLACEHOLDER = re.compile(r"{(\w+)}")
_LOCALE = "nl_BE"
_MONEY = frozenset({"amount"})


def shown(value: Any, name: str = "") -> str:
    """Return a value as a Flemish reader writes it: ``19,5``, ``612,50``, ``1 december 2026``."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, (int, float)):
        cents = name in _MONEY and value != int(value)
        return str(format_decimal(value, format="0.00" if cents else "0.##", locale=_LOCALE))
    if isinstance(value, (list, tuple)):
        return " en ".join(shown(part) for part in value)
    if _ISO_DATE.match(str(value)):
        return str(format_date(date.fromisoformat(str(value)), "d MMMM y", locale=_LOCALE))
    return str(value)


class PersonalRenderer:
    """Renders questions for facts and results of rules for one reader."""

    def __init__(self, renderer: Renderer, topics: Topics, audience: Audience, address: str) -> None:
        self._renderer = renderer
        self._topics = topics
        self._audience = audience
        self._address = address

    def question(self, fact: str, topic: str | None, again: bool = False) -> Message:
        """Ask for a fact, say why, and offer the choices and "I don't know"; ``again``: what was told is not enough."""
        words = self._topics.facts[fact]
        buttons = [
            Button(self._read(choice.title), choice_payload(fact, choice.value), self._read(choice.title)[:20])
            for choice in words.choices
        ]
        if words.cases or (topic and self._topics.topics[topic].cases.get(fact)):
            buttons += self._renderer.reply("ask_fact").buttons
        parts = (words.ask, words.why, "" if again else words.hint)
        text = " ".join(self._read(part) for part in parts if part)
        return Message(text, tuple(buttons), {"reply": "ask_fact", "asks": fact, "topic": topic})

    def refusal(self, fact: str, code: str, values: Mapping[str, Any]) -> Message:
        """Say kindly that what was told of ``fact`` cannot be, and why."""
        words = self._topics.facts.get(fact)
        text = words.refusals.get(code) if words is not None else None
        if text is None:
            text = next(found.refusals[code] for found in self._topics.facts.values() if code in found.refusals)
        return Message(self._read(text, values), (), {"reply": "refusal", "refused": fact})

    def results(self, topic: str, results: Sequence[Mapping[str, Any]], rough: bool) -> Message:
        """Give the result of a topic, or its results case by case; a letter comes in a message of its own."""
        words = self._topics.topics[topic]
        body = self._one(words, results[0], rough) if len(results) == 1 else self._several(words, results)
        data = self._data(words, results)
        buttons = () if self._has_draft(words, results) else self._next_questions(words)
        return Message(f"{body}\n\n{data['source_line']}", buttons, data)

    def draft(self, topic: str, results: Sequence[Mapping[str, Any]], told: Mapping[str, Any]) -> Message | None:
        """Give the draft of a letter, filled with what is known, where the decision has one."""
        words = self._topics.topics[topic]
        if words.draft is None or not self._has_draft(words, results):
            return None
        text = self._read(words.draft.text, {**told, **results[0]["values"]})
        return Message(text, self._next_questions(words), {"reply": "draft", "topic": topic})

    def _has_draft(self, words: Topic, results: Sequence[Mapping[str, Any]]) -> bool:
        return words.draft is not None and len(results) == 1 and results[0]["decision"] in words.draft.decisions

    def _next_questions(self, words: Topic) -> tuple[Button, ...]:
        return self._renderer.questions([words.intents[0], *words.followups][:MAX_BUTTONS])

    def facts(self, told: Mapping[str, Any]) -> Message:
        """List what is remembered of this conversation."""
        lines = [f"- {line}" for name, value in told.items() if (line := self._known(name, value)) is not None]
        if not lines:
            return self._renderer.reply("no_facts")
        reply = self._renderer.reply("recall_facts")
        return Message(f"{reply.text}\n" + "\n".join(lines), reply.buttons, reply.data)

    def offer(self, topic: Topic) -> Button:
        """Return the button under a general answer that offers to work it out for this family."""
        title = self._read(topic.offer or self._topics.shared["offer"])
        return Button(title, f"/calculate_{topic.id}", title[:20])

    def _one(self, words: Topic, result: Mapping[str, Any], rough: bool) -> str:
        decision, values = words.decisions[result["decision"]], result["values"]
        doubts = self._notes(words, result["uncertain"])
        if rough and self._left_out(words, result):
            doubts.append(self._read(self._topics.shared["born_from_age"]))
        parts = [
            self._decision(decision, values),
            " ".join(self._notes(words, result["reasons"])),
            " ".join(doubts),
            self._read(decision.next, values),
            self._calendar(words, result),
        ]
        return "\n\n".join(part for part in parts if part)

    def _decision(self, decision: DecisionWords, values: Mapping[str, Any]) -> str:
        """Return the first sentence: the short one when the other names a value that is not known for sure."""
        if _all_known(decision.text, values):
            return self._read(decision.text, values)
        short = self._read(decision.short, values)
        return f"{short[:1].upper()}{short[1:]}."

    def _several(self, words: Topic, results: Sequence[Mapping[str, Any]]) -> str:
        lines = [
            f"- {result['label']}: {self._read(words.decisions[result['decision']].short, result['values'])}"
            for result in results
        ]
        return f"{self._read(words.unknown)}\n" + "\n".join(lines)

    def _notes(self, words: Topic, notes: Sequence[Mapping[str, Any]]) -> list[str]:
        texts = []
        for note in notes:
            text = self._topics.note(words.id, note["code"])
            if text and _all_known(text, note["values"]):
                texts.append(self._read(text, note["values"]))
        return list(dict.fromkeys(texts))

    def _left_out(self, words: Topic, result: Mapping[str, Any]) -> bool:
        notes = [(self._topics.note(words.id, note["code"]) or "", note["values"]) for note in result["reasons"]]
        decision = (words.decisions[result["decision"]].text, result["values"])
        return not all(_all_known(text, values) for text, values in [decision, *notes])

    def _calendar(self, words: Topic, result: Mapping[str, Any]) -> str:
        entry = words.calendar
        if entry is None or result["decision"] not in entry.decisions or entry.value not in result["values"]:
            return ""
        query = urlencode({"topic": words.id, "day": result["values"][entry.value]})
        return self._read(self._topics.shared["calendar"], {"link": f"{self._address}/agenda.ics?{query}"})

    def _data(self, words: Topic, results: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        sources = list(
            {source["name"] + str(source["url"]): source for result in results for source in result["sources"]}.values()
        )
        checked = min((source["checked_on"] for source in sources), default=date.today().isoformat())
        names = "; ".join(
            f"{source['name']} ({source['url']})" if source["url"] else source["name"] for source in sources
        )
        line = self._renderer.reply("source_line", sources=names, month=month(date.fromisoformat(checked))).text
        return {
            "topic": words.id,
            "results": [{"label": result["label"], "decision": result["decision"]} for result in results],
            "source_line": line,
            "answers": [
                {
                    "id": words.intents[0],
                    "version": f"{words.id}:{results[0]['decision']}",
                    "certainty": "certain" if not any(result["uncertain"] for result in results) else "likely",
                    "sources": [{"name": source["name"], "url": source["url"]} for source in sources],
                    "checked_on": checked,
                }
            ],
        }

    def _known(self, name: str, value: Any) -> str | None:
        words = self._topics.facts.get(name)
        if words is None:
            return None
        title = next((choice.title for choice in words.choices if choice.value == value), None)
        return self._read(words.known, {"value": self._read(title) if title else value})

    def _read(self, text: str, values: Mapping[str, Any] | None = None) -> str:
        text = for_audience(text, self._audience)
        return fill(text, {name: shown(value, name) for name, value in (values or {}).items()})


def _all_known(text: str, values: Mapping[str, Any]) -> bool:
    return set(_PLACEHOLDER.findall(text)) <= set(values)


def choice_payload(fact: str, value: Any) -> str:
    """Return the payload of a button that sets ``fact`` to ``value``."""
    return f"/choose_{fact}={str(value).lower() if isinstance(value, bool) else value}"


def choice_value(words: FactWords, text: str) -> Any:
    """Return the value that ``text`` of a payload stands for, ``None`` when the fact has no such choice."""
    return next(
        (choice.value for choice in words.choices if choice_payload("", choice.value) == f"/choose_={text}"), None
    )
