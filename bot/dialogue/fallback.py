"""When the action server does not answer: the general answer and a word of apology; nothing that was told is lost."""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import Any

from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from rasa.core.actions.action import Action, ActionExecutionRejection, RemoteAction, create_bot_utterance
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.constants import ACTION_LISTEN_NAME, REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, Event, FollowupAction, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

logger = logging.getLogger(__name__)

PERSONAL_FORM = "personal_form"
CUSTOM_ACTIONS = frozenset({"action_personal_answer", "action_recall_facts", "action_forget_facts"})
UNAVAILABLE = "utter_unavailable"
SECONDS = 2


@lru_cache(maxsize=1)
def _response_schema() -> Validator:
    schema = RemoteAction.action_response_format_spec()
    return validator_for(schema)(schema)


def _validate_once(_: RemoteAction, result: dict[str, Any]) -> bool:
    """Check what the action server says, as Rasa does, but with a schema that is read once.

    Rasa checks the schema itself anew for every answer of the action server: 55 ms each time, twice a form turn.
    """
    _response_schema().validate(result)
    return True


RemoteAction._validate_action_result = _validate_once


class ActionEndpoint(EndpointConfig):
    """The action server, with two seconds to answer: Rasa would wait for five minutes."""

    async def request(self, method: str = "post", **kwargs: Any) -> Any:
        """Send a request (Rasa's interface)."""
        return await super().request(method, **{**kwargs, "timeout": SECONDS})


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
