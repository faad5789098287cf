"""Takes what the latest message told, refuses what cannot be, and decides what to ask next."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecutionRejected, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.knowledge import comes_back, facts, knowledge, plain_values, told_now
from bot.personal.facts import answers, is_answered, replaced_by
from bot.personal.inputs import UNKNOWN
from bot.rules.model import ImpossibleInputError

FORM = "personal_form"


class ValidatePersonalForm(Action):
    """Validation of the one form for personal answers; the facts it needs depend on the topic."""

    def name(self) -> str:
        """Return the action's name."""
        return f"validate_{FORM}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Set what was told, and ``requested_slot`` to the next fact to ask (``None``: all is known)."""
        asked = tracker.get_slot("requested_slot") or ""
        intent = tracker.get_intent_of_latest_message() or ""
        goes_on = comes_back(tracker)
        told = {} if goes_on else self._told(tracker, asked, intent)
        held = facts(tracker)
        events: list[EventType] = []
        if "other_child" in told_now(tracker) and not goes_on:
            events += [SlotSet(name, None) for name in held if name not in told]
            held = {}
        refused = knowledge().impossible(told)
        if refused is not None:
            name, error = refused
            self._refuse(dispatcher, name, error)
            told = {fact: value for fact, value in told.items() if fact != name}
            held.pop(name, None)
            events.append(SlotSet(name, None))
        for name, value in told.items():
            for rival in replaced_by(name) & set(held) - set(told):
                held.pop(rival)
                events.append(SlotSet(rival, None))
            held[name] = value
            events.append(SlotSet(name, value))
        topic = str(tracker.get_slot("topic"))
        outcome = knowledge().work_out(topic, held)
        if outcome.missing == "born" == asked and is_answered("born", told):
            # an age is all they know: show both cases rather than ask again and again
            held["born"] = UNKNOWN
            events.append(SlotSet("born", UNKNOWN))
            outcome = knowledge().work_out(topic, held)
        if outcome.impossible is not None:
            name, error = outcome.impossible
            self._refuse(dispatcher, name, error)
            events.append(SlotSet(name, None))
        missing = outcome.impossible[0] if outcome.impossible is not None else outcome.missing
        if asked and intent.startswith("faq_") and not goes_on:
            return [*events, ActionExecutionRejected(FORM)]
        if intent == "personal":
            events.append(SlotSet("topic", topic))
        if missing is not None:
            dispatcher.utter_message(response="utter_ask_fact", fact=missing, topic=topic)
        return [*events, SlotSet("requested_slot", missing)]

    def _told(self, tracker: Tracker, asked: str, intent: str) -> dict[str, Any]:
        told = answers(asked, told_now(tracker))
        if asked and not is_answered(asked, told):
            choices = {choice.value for choice in knowledge().topics.facts[asked].choices}
            if intent == "dont_know":
                told[asked] = UNKNOWN
            elif intent in {"affirm", "deny"} and True in choices and False in choices:
                told[asked] = intent == "affirm"
        return told

    def _refuse(self, dispatcher: CollectingDispatcher, name: str, error: ImpossibleInputError) -> None:
        dispatcher.utter_message(response="utter_refusal", fact=name, code=error.code, values=plain_values(error))
