"""Reads a message in the light of the conversation: a personal question, an answer to what was asked, a follow-up.

Pure: works on what the understanding pipeline made of the message and on what is known of the conversation. The result
is a (possibly other) intent with entities, so that Rasa's rules stay plain routing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Extra

from bot.answers.model import Audience
from bot.content import yaml_file
from bot.nlu.audience import audience_of
from bot.nlu.labels import OUT_OF_SCOPE, UNSURE, is_faq
from bot.nlu.text import normalise, words
from bot.personal.evaluate import work_out
from bot.personal.facts import FACTS, answers, is_answered, latest_only
from bot.personal.model import Topic
from bot.personal.store import Topics
from bot.rules.model import Parameters

SHORT = 9
_SAYS_LITTLE = frozenset({"inform", "deny", "affirm", "dont_know", "complaint", UNSURE, OUT_OF_SCOPE, "nearmiss_adult", "set_parent", "set_student"})
_QUESTION_WORDS = frozenset("wie wat waar wanneer wnr hoe hoeveel welke welk waarom mag moet kan krijg krijgt is zijn heb heeft".split())


class Markers(BaseModel):
    """Words at the start of a message that refer to what was said before (``data/lexicon/follow_up.yml``)."""

    follow_up: list[str]
    correction: list[str]

    class Config:
        extra = Extra.forbid

    @staticmethod
    def read(path: Path) -> Markers:
        """Read the file; raise ``ContentError`` for a fault."""
        return yaml_file.load(path, Markers)


@dataclass(frozen=True)
class Context:
    """What is known when a message comes in: what was asked, which topic was last, which facts are held."""

    asked: str = ""
    topic: str | None = None
    offered: str | None = None
    answers: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


class Router:
    """Finds the intent that a message has in its context."""

    def __init__(self, topics: Topics, parameters: Parameters, markers: Markers, today: date) -> None:
        self._topics = topics
        self._parameters = parameters
        self._markers = markers
        self._today = today

    def route(self, parsed: dict[str, Any], context: Context) -> dict[str, Any]:
        """Return ``parsed`` with the intent and entities it has in this conversation."""
        intent = str((parsed.get("intent") or {}).get("name") or "")
        told = {entity["entity"]: entity["value"] for entity in parsed.get("entities") or []}
        if context.asked:
            return self._answer(parsed, intent, told, context)
        if intent == "affirm" and context.offered:
            return _personal(parsed, context.offered)
        referring = self._referring(parsed, intent, told, context)
        if referring is not None:
            return referring
        topic = self._topics.of_intent(intent) if is_faq(intent) else None
        if topic is None or parsed.get("also"):
            return parsed
        return self._question(parsed, topic, told, context)

    def refers(self, text: str) -> bool:
        """Tell whether a short message starts as one that refers to what was said before."""
        return len(words(text)) <= SHORT and self._follows_up(text)

    def _follows_up(self, text: str) -> bool:
        return _starts(text, self._markers.follow_up)

    def _answer(
        self, parsed: dict[str, Any], intent: str, told: Mapping[str, Any], context: Context
    ) -> dict[str, Any]:
        """A message while a form asks something: facts are an answer, unless the message is a question as well."""
        found = answers(context.asked, told)
        if not found or intent in {"personal", "cancel", "restart", "forget_facts"}:
            return parsed
        if is_faq(intent) and (_is_question(parsed["text"]) or not is_answered(context.asked, found)):
            return parsed
        return _renamed(parsed, "inform")

    def _referring(
        self, parsed: dict[str, Any], intent: str, told: Mapping[str, Any], context: Context
    ) -> dict[str, Any] | None:
        """A correction ("nee, 24 uur") or follow-up ("en als hij 18 is?") on the topic before."""
        text = str(parsed.get("text") or "")
        if context.topic is None or len(words(text)) > SHORT:
            return None
        topic = self._topics.topics[context.topic]
        follows, corrects = self._follows_up(text), _starts(text, self._markers.correction)
        facts = {name for name in told if name in FACTS}
        relevant = facts & set(topic.triggers)
        if follows and audience_of(text) is Audience.PARENT and not facts and (not is_faq(intent) or intent in topic.intents):
            return _personal(parsed, topic.id, other_child=True)
        if relevant and (follows or corrects or intent in _SAYS_LITTLE):
            return _personal(parsed, topic.id)
        if facts and intent in _SAYS_LITTLE and (corrects or intent in {"inform", "deny"}):
            return _personal(parsed, topic.id)
        return None

    def _question(
        self, parsed: dict[str, Any], topic: Topic, told: Mapping[str, Any], context: Context
    ) -> dict[str, Any]:
        """A question that a rule can work out: at once when all is known, after the general answer when part is."""
        new = {name: value for name, value in told.items() if name in FACTS}
        held = latest_only([*context.facts.items(), *new.items()])
        outcome = work_out(topic.id, held, self._topics, self._parameters, self._today)
        if outcome.results and held:
            return _personal(parsed, topic.id)
        if set(new) & set(topic.triggers):
            name = "personal" if outcome.impossible else "personal_question"
            return _personal(parsed, topic.id, name)
        return parsed


def _personal(
    parsed: dict[str, Any], topic: str, name: str = "personal", other_child: bool = False
) -> dict[str, Any]:
    entities = [*(parsed.get("entities") or []), {"entity": "topic", "value": topic}]
    if other_child:
        entities.append({"entity": "other_child", "value": True})
    question = (parsed.get("intent") or {}).get("name")
    return {**_renamed(parsed, name), "entities": entities, "question": question}


def _renamed(parsed: dict[str, Any], intent: str) -> dict[str, Any]:
    return {**parsed, "intent": {"name": intent, "confidence": 1.0}}


def _starts(text: str, beginnings: Sequence[str]) -> bool:
    tokens = words(normalise(text))
    return any(tokens[: len(words(beginning))] == words(beginning) for beginning in beginnings)


def _is_question(text: str) -> bool:
    tokens = words(normalise(text))
    return "?" in text or len(tokens) > SHORT or (len(tokens) > 2 and tokens[0] in _QUESTION_WORDS)
