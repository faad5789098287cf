"""Takes what the latest message told, refuses what cannot be, and decides what to ask next."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecutionRejected, ActiveLoop, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.knowledge import (
    comes_back,
    facts,
    intent_now,
    is_about_another,
    knowledge,
    plain_values,
    times_asked,
    told_now,
)
from bot.personal.evaluate import Outcome
from bot.personal.facts import is_answered, replaced_by
from bot.personal.inputs import UNKNOWN, USES
from bot.rules.model import ImpossibleInputError

FORM = "personal_form"
MOST_ASKED = 3


class ValidatePersonalForm(Action):
    """Validation of the one form for personal answers; the facts it needs depend on the topic."""

    def name(self) -> str:
        """Return the action's name."""
        return f"validate_{FORM}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Set what was told, and ``requested_slot`` to the next fact to ask (``None``: all is known)."""
        held = _Held(facts(tracker))
        asked = tracker.get_slot("requested_slot") or ""
        topic = str(tracker.get_slot("topic"))
        told: dict[str, Any] = {}
        if comes_back(tracker):
            if times_asked(tracker, asked) >= MOST_ASKED:
                # they are on other things now: what was told is kept, and the button starts it again
                return [SlotSet("requested_slot", None), ActiveLoop(None)]
        elif intent_now(tracker) != "repeat":
            told = told_now(tracker)
            if is_about_another(tracker):
                held.clear(keep=told)
            self._take(dispatcher, held, told)
            if asked and not _tells(intent_now(tracker), told):
                return [*held.events, ActionExecutionRejected(FORM)]
        outcome = self._possible(dispatcher, held, topic)
        if outcome.missing == "born" == asked and is_answered("born", held.facts):
            # an age is all they know: show what it can mean rather than ask again and again
            held.set("born", UNKNOWN)
            outcome = knowledge().work_out(topic, held.facts)
        if outcome.missing is not None:
            again = is_answered(outcome.missing, held.facts)
            dispatcher.utter_message(response="utter_ask_fact", fact=outcome.missing, topic=topic, again=again)
        return [*held.events, SlotSet("topic", topic), SlotSet("requested_slot", outcome.missing)]

    def _take(self, dispatcher: CollectingDispatcher, held: _Held, told: dict[str, Any]) -> None:
        """Hold what was told, without what cannot be."""
        refused = knowledge().impossible(told)
        for name, value in told.items():
            held.set(name, value)
        if refused is not None:
            _refuse(dispatcher, *refused)
            held.set(refused[0], None)

    def _possible(self, dispatcher: CollectingDispatcher, held: _Held, topic: str) -> Outcome:
        """Work the topic out; facts that cannot be true together are dropped, with a word on the first."""
        outcome = knowledge().work_out(topic, held.facts)
        first = True
        while outcome.impossible is not None:
            name, error = outcome.impossible
            if first:
                _refuse(dispatcher, name, error)
            first = False
            for fault in [name] if name in held.facts else USES[topic]:
                held.set(fault, None)
            outcome = knowledge().work_out(topic, held.facts)
        return outcome


class _Held:
    """The facts of the conversation, with the events that bring the tracker in line with them."""

    def __init__(self, known: dict[str, Any]) -> None:
        self.facts = dict(known)
        self.events: list[EventType] = []

    def set(self, name: str, value: Any) -> None:
        """Hold ``value`` (``None``: nothing), and drop the facts that it replaces."""
        if value not in (None, UNKNOWN):
            for rival in replaced_by(name) & set(self.facts):
                del self.facts[rival]
                self.events.append(SlotSet(rival, None))
        self.facts.pop(name, None)
        if value is not None:
            self.facts[name] = value
        self.events.append(SlotSet(name, value))

    def clear(self, keep: dict[str, Any]) -> None:
        """Drop all facts but those in ``keep``."""
        for name in set(self.facts) - set(keep):
            self.set(name, None)


def _tells(intent: str, told: dict[str, Any]) -> bool:
    """Tell whether the message starts a topic or tells something; for any other the form steps aside for the reply."""
    return intent in {"personal", "personal_question"} or (intent == "inform" and bool(told))


def _refuse(dispatcher: CollectingDispatcher, name: str, error: ImpossibleInputError) -> None:
    dispatcher.utter_message(response="utter_refusal", fact=name, code=error.code, values=plain_values(error))
