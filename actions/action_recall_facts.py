"""Answers "wat weet je van mij?"."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.knowledge import facts
from bot.personal.facts import told_ones


class ActionRecallFacts(Action):
    """Lists the facts of the conversation."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_recall_facts"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Utter what is remembered."""
        dispatcher.utter_message(response="utter_recall_facts", told=told_ones(facts(tracker)))
        return []
