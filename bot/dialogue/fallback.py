"""When the action server does not answer: the general answer and a word of apology; nothing that was told is lost."""

from __future__ import annotations

import logging
from typing import Any

from rasa.core.actions.action import Action, ActionExecutionRejection, create_bot_utterance
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.constants import ACTION_LISTEN_NAME, REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, Event, FollowupAction, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

logger = logging.getLogger(__name__)

PERSONAL_FORM = "personal_form"
CUSTOM_ACTIONS = frozenset({"action_personal_answer", "action_recall_facts", "action_forget_facts"})
UNAVAILABLE = "utter_unavailable"


class ActionWithFallback(Action):
    """Runs an action that needs the action server; without an answer in time, gives the general one instead."""

    def __init__(self, action: Action) -> None:
        self._action = action

    def name(self) -> str:
        """Return the name of the action."""
        return str(self._action.name())

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        """Run the action; on any failure end the form, keep the facts and wait for the next message."""
        try:
            events: list[Event] = await self._action.run(output_channel, nlg, tracker, domain)
            return events
        except ActionExecutionRejection:
            raise
        except Exception as error:
            logger.error("The action server did not answer (%s: %s): %s", self.name(), type(error).__name__, error)
        message = await nlg.generate(UNAVAILABLE, tracker, output_channel.name())
        return [
            create_bot_utterance({**(message or {}), "utter_action": UNAVAILABLE}),
            ActiveLoop(None),
            SlotSet(REQUESTED_SLOT, None),
            FollowupAction(ACTION_LISTEN_NAME),
        ]

    def event_for_successful_execution(self, prediction: Any) -> Event:
        """Return the event of the action itself (Rasa's interface)."""
        return self._action.event_for_successful_execution(prediction)
