"""Gives the personal answer once every fact is known."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.knowledge import facts, knowledge
from bot.personal.evaluate import as_data
from bot.personal.facts import told_ones
from bot.personal.inputs import UNKNOWN


class ActionPersonalAnswer(Action):
    """Slots → rule → response."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_personal_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Utter the result of the topic; "I don't know" is forgotten, so that it can be asked again later."""
        topic, held = str(tracker.get_slot("topic")), facts(tracker)
        outcome = knowledge().work_out(topic, held)
        if outcome.results:
            data = {
                "topic": topic,
                "results": [{"label": worked.label, **as_data(worked.result)} for worked in outcome.results],
            }
            dispatcher.utter_message(response="utter_personal_answer", rough=outcome.rough, **data)
            dispatcher.utter_message(response="utter_draft", told=told_ones(held), **data)
        return [SlotSet(name, None) for name, value in held.items() if value == UNKNOWN]
