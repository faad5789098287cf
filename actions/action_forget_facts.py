"""Answers "vergeet dat"."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.personal.facts import FACTS


class ActionForgetFacts(Action):
    """Drops every fact of the conversation."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_forget_facts"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Empty the slots and say so."""
        dispatcher.utter_message(response="utter_forget_facts")
        return [SlotSet(name, None) for name in (*FACTS, "topic") if tracker.get_slot(name) is not None]
