"""Reads a message in the light of the conversation: a personal question, an answer to what was asked, a follow-up.

Pure: works on what the understanding pipeline made of the message and on what is known of the conversation. The result
is a (possibly other) intent with entities, so that Rasa's rules stay plain routing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.dialogue.form_answer import answer_to, chosen_again
from bot.dialogue.markers import Markers, is_short
from bot.dialogue.message import (
    CANCEL,
    INFORM,
    PERSONAL,
    PERSONAL_QUESTION,
    REPEAT,
    facts_in,
    intent_of,
    mostly_facts,
    personal,
    places_of_facts,
    renamed,
    telling,
)
from bot.dialogue.second_step import Before, after_answer, in_crisis, quits, without_alarm
from bot.nlu.labels import CRISIS, OUT_OF_SCOPE, UNSURE, is_faq
from bot.personal.evaluate import Outcome, work_out
from bot.personal.facts import (
    BIRTHDAY,
    DECIDED_BY,
    FACTS,
    born_on_birthday,
    corrected,
    counting_years,
    for_topic,
    is_answered,
    latest_only,
)
from bot.personal.inputs import UNKNOWN, USES, YOUNGEST
from bot.personal.model import Topic
from bot.personal.store import Topics
from bot.rules.model import Parameters

# intents that leave the form or have nothing to do with what it asks
_LEAVES_FORM = frozenset({PERSONAL, CANCEL, CRISIS, "restart", "forget_facts", "recall_facts"})
# intents of messages that may mean something else after the one before
_SAYS_LITTLE = frozenset({INFORM, "deny", "affirm", "dont_know", "set_parent", "set_student", UNSURE})
_STRANGE = frozenset({OUT_OF_SCOPE, "nearmiss_adult", "nearmiss_personal_file", "complaint"})


@dataclass(frozen=True)
class Context:
    """What is known when a message comes in.

    ``asked``: the fact a form asks for; ``topic``: the topic of the latest answer or form; ``offered``: the topic that
    the latest message offers to work out; ``before``: the latest answers; ``facts``: those held, in the order in which
    they were told; ``misunderstood``: whether the message before was not understood as an answer.
    """

    asked: str = ""
    topic: str | None = None
    offered: str | None = None
    before: Before = field(default_factory=Before)
    facts: Mapping[str, Any] = field(default_factory=dict)
    misunderstood: bool = False

    @property
    def recent(self) -> tuple[str, ...]:
        """The names of the facts, the one told last first."""
        return tuple(reversed(list(self.facts)))


class Router:
    """Finds the intent that a message has in its context."""

    def __init__(self, topics: Topics, parameters: Parameters, markers: Markers, today: date) -> None:
        self._topics = topics
        self._parameters = parameters
        self._markers = markers
        self._today = today

    def route(self, parsed: dict[str, Any], context: Context) -> dict[str, Any]:
        """Return ``parsed`` with the intent and entities it has in this conversation."""
        parsed = self._with_birth_date(without_alarm(parsed, context.before, self._markers), context)
        intent = intent_of(parsed)
        parsed = self._without_what_it_asks(parsed, intent, context)
        if intent in _STRANGE and mostly_facts(parsed) and not self._markers.is_question(str(parsed.get("text") or "")):
            parsed, intent = renamed(parsed, INFORM), INFORM
        told = {entity["entity"]: entity["value"] for entity in parsed.get("entities") or []}
        if context.asked:
            return self._in_form(parsed, intent, told, context)
        if intent == "affirm" and context.offered:
            return personal(parsed, context.offered)
        second = in_crisis(parsed, context.before, self._markers) or quits(parsed, self._markers)
        second = second or self._referring(parsed, intent, told, context)
        second = second or after_answer(parsed, told, context.before, self._markers)
        if second is not None:
            return second
        topic = self._topic_of(parsed, intent, told)
        if topic is None or parsed.get("also"):
            return parsed
        return self._question(parsed, topic, told, context)

    def refers(self, parsed: Mapping[str, Any], weak: bool = True) -> bool:
        """Tell whether a short message is one that refers to what was said before.

        ``weak``: it says little by itself; another refers only if it follows up in words that all point back. Not when
        it holds a number that is no fact: the answer before would be repeated as if that had been heard.
        """
        text = str(parsed.get("text") or "")
        heard = bool(parsed.get("entities")) or not any(character.isdigit() for character in text)
        follows, leans = self._markers.follows_up(text), self._markers.leans(text)
        return heard and is_short(text) and ((follows or leans) if weak else (follows and leans))

    def asking_clause(self, parsed: Mapping[str, Any], context: Context) -> str:
        """Return the clause that asks, of a message that also tells facts; empty when it cannot be taken apart.

        In a message that seems to tell facts only ("ik ben 16, mijn baas zet mij buiten") that may be a statement.
        """
        intent, text = intent_of(parsed), str(parsed.get("text") or "")
        told = [entity for entity in parsed.get("entities") or [] if entity["entity"] in FACTS]
        if not told or parsed.get("also"):
            return ""
        if intent == INFORM and not context.asked:
            return self._markers.clause_beside(text, places_of_facts(parsed))
        return self._markers.asking_clause(text) if is_faq(intent) or intent in {UNSURE, OUT_OF_SCOPE} else ""

    def _in_form(
        self, parsed: dict[str, Any], intent: str, told: Mapping[str, Any], context: Context
    ) -> dict[str, Any]:
        """Read a message while a form asks something: an answer, a correction, or a question of its own."""
        if intent in _LEAVES_FORM and "number" not in told:
            return parsed
        text = str(parsed.get("text") or "")
        if self._markers.asks_why(text):
            return renamed(parsed, REPEAT)
        asked = self._topics.facts[context.asked]
        found = answer_to(asked, context.topic, text, intent, told, context.recent, self._markers)
        asks = self._markers.is_question(text)
        if asks and self._is_recent(found.get("born")):
            found = {name: value for name, value in found.items() if name != "born"}  # "kan hij in september starten?"
        if is_faq(intent) and not found and self._markers.leans(text):
            return telling(parsed, {})  # "hoelang nog?" points to what is asked here, and to no topic of its own
        if is_faq(intent) and asks:
            topic = self._topics.of_intent(intent)
            if topic is None or topic.id == context.topic:
                return telling(parsed, found) if topic and is_answered(asked.id, found) else parsed
            known = facts_in(told) and self._work_out(topic, facts_in(told), context).results
            return personal(parsed, topic.id) if known else parsed
        tries = any(character.isdigit() for character in text)
        strays = intent in _SAYS_LITTLE or intent == OUT_OF_SCOPE or (is_faq(intent) and tries)
        if not found and not asks and strays:
            # asked twice in vain: show each case rather than ask a third time
            found = {asked.id: UNKNOWN} if context.misunderstood else {}
            return telling(parsed, found)
        return telling(parsed, found) if found else parsed

    def _without_what_it_asks(self, parsed: dict[str, Any], intent: str, context: Context) -> dict[str, Any]:
        """Return the message without the facts that it asks for: "betaald?" tells nobody's contract."""
        topic = self._topics.of_intent(intent) if is_faq(intent) else None
        decided = DECIDED_BY.get(topic.id) if topic is not None else None
        if decided is None or (context.asked and not self._markers.is_question(str(parsed.get("text") or ""))):
            return parsed
        kept = [entity for entity in parsed.get("entities") or [] if entity["entity"] != decided]
        return {**parsed, "entities": kept}

    def _referring(
        self, parsed: dict[str, Any], intent: str, told: Mapping[str, Any], context: Context
    ) -> dict[str, Any] | None:
        """Read a correction ("nee, 24 uur") or follow-up ("en als hij 18 is?") on the topic before; else ``None``."""
        text = str(parsed.get("text") or "")
        if context.topic is None or not (is_short(text) or intent == INFORM):
            return None
        topic = self._topics.topics[context.topic]
        follows, corrects = self._markers.follows_up(text), self._markers.corrects(text)
        facts = for_topic(topic.id, told, follows)
        about_another = self._markers.turns_to_another(text, bool(facts)) or (
            not facts
            and follows
            and self._markers.names_another(text)
            and (not is_faq(intent) or intent in topic.intents)
        )
        if about_another:
            return personal(parsed, topic.id, facts, other_child=True)
        bare = intent in _STRANGE or bool({"number", "date"} & set(told)) or mostly_facts(parsed)
        little = intent in _SAYS_LITTLE or (bare and not self._markers.is_question(text))
        if not set(facts) & USES[topic.id] and (corrects or follows or little or self._markers.states(text)):
            recent = counting_years(context.recent) if self._markers.says_years(text) else context.recent
            facts = corrected(topic.id, told, recent) or self._chosen(text, topic, context)
            facts = {} if self._is_recent(facts.get("born")) else facts
        if not set(facts) & USES[topic.id]:
            return None
        facts = _supposed(facts, context) if follows else facts
        return personal(parsed, topic.id, _same_day(facts, context)) if follows or corrects or little else None

    def _with_birth_date(self, parsed: dict[str, Any], context: Context) -> dict[str, Any]:
        """Return the message with the birth date that follows from a birthday and an age: "17, jarig op 8 februari"."""
        entities = list(parsed.get("entities") or [])
        told = {entity["entity"]: entity["value"] for entity in entities}
        day, age = told.get(BIRTHDAY), told.get("age", context.facts.get("age"))
        if day is None or age in (None, UNKNOWN):
            return parsed
        born = born_on_birthday(date.fromisoformat(str(day)), int(age))
        others = [entity for entity in entities if entity["entity"] not in {BIRTHDAY, "age"}]
        return {**parsed, "entities": [*others, {"entity": "born", "value": born.isoformat()}]} if born else parsed

    def _is_recent(self, born: Any) -> bool:
        """Tell whether a day is no pupil's birth date: "en zondag?"."""
        return born not in (None, UNKNOWN) and date.fromisoformat(str(born)).year > self._today.year - YOUNGEST

    def _chosen(self, text: str, topic: Topic, context: Context) -> dict[str, Any]:
        """Return a choice named anew ("nee, het was negatief") for one of the facts told before."""
        for name in context.recent:
            value = chosen_again(self._topics.facts[name], text) if name in USES[topic.id] else None
            if value is not None:
                return {name: value}
        return {}

    def _topic_of(self, parsed: dict[str, Any], intent: str, told: Mapping[str, Any]) -> Topic | None:
        """Return the topic that the message asks about; when not sure, one that only its facts point to."""
        if is_faq(intent):
            return self._topics.of_intent(intent)
        candidates = parsed.get("candidates") or []
        topic = self._topics.of_intent(candidates[0]) if intent == UNSURE and candidates else None
        if topic is None:
            return None
        elsewhere = {name for other in self._topics.topics.values() if other is not topic for name in other.triggers}
        return topic if set(told) & set(topic.triggers) - elsewhere else None

    def _question(
        self, parsed: dict[str, Any], topic: Topic, told: Mapping[str, Any], context: Context
    ) -> dict[str, Any]:
        """Read a question that a rule can work out: at once when all is known, else after the general answer."""
        new = for_topic(topic.id, told)
        outcome = self._work_out(topic, new, context)
        # "wat is een SAO?" wants to be explained, also when the hours are known
        is_main = intent_of(parsed) == topic.intents[0]
        if outcome.results and (new or (context.facts and is_main)):
            return personal(parsed, topic.id, new)
        if set(new) & set(topic.triggers):
            return personal(parsed, topic.id, new, PERSONAL if outcome.impossible else PERSONAL_QUESTION)
        return parsed

    def _work_out(self, topic: Topic, new: Mapping[str, Any], context: Context) -> Outcome:
        held = latest_only([*context.facts.items(), *new.items()])
        return work_out(topic.id, held, self._topics, self._parameters, self._today)


def _supposed(facts: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """Return the facts of a follow-up; an age supposed of somebody whose birth date is known asks for no other date."""
    return {**facts, "born": UNKNOWN} if "age" in facts and "born" in context.facts else dict(facts)


def _same_day(facts: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """Return the facts; a year of birth that is put right leaves the day and month: "nee, 2009"."""
    born = context.facts.get("born")
    if born is None or not isinstance(facts.get("born_year"), int):
        return dict(facts)
    others = {name: value for name, value in facts.items() if name != "born_year"}
    return {**others, "born": f"{facts['born_year']}{str(born)[4:]}"} if str(born)[5:] != "02-29" else dict(facts)
