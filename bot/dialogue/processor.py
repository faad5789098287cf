"""Rasa's message processor with an eye for the conversation: a typed "2" or button title counts as that button."""

from __future__ import annotations

import re
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue import history

_ORDINALS = {"eerste": 0, "tweede": 1, "derde": 2, "vierde": 3, "laatste": -1}
_ONLY_NUMBER = re.compile(r"^\W*(?:optie |nummer |nr\.? ?)?(\d)\W*$", re.IGNORECASE)
_ONLY_ORDINAL = re.compile(r"^\W*(?:de |het )?(eerste|tweede|derde|vierde|laatste)(?: optie| vraag)?\W*$", re.IGNORECASE)


def chosen_payload(text: str, buttons: list[dict[str, str]]) -> str | None:
    """Return the payload of the button that ``text`` names by number, rank or title; ``None`` when it names none."""
    if not buttons:
        return None
    number = _ONLY_NUMBER.match(text)
    if number is not None:
        index = int(number.group(1)) - 1
        return buttons[index]["payload"] if 0 <= index < len(buttons) else None
    ordinal = _ONLY_ORDINAL.match(text)
    if ordinal is not None:
        index = _ORDINALS[ordinal.group(1).lower()]
        return buttons[index]["payload"] if index < len(buttons) else None
    wanted = _key(text)
    for button in buttons:
        if wanted and wanted == _key(button["title"]):
            return button["payload"]
    return None


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


class ConversationProcessor(MessageProcessor):
    """Message processor that reads a message in the light of what was offered just before."""

    async def parse_message(
        self,
        message: UserMessage,
        tracker: DialogueStateTracker | None = None,
        only_output_properties: bool = True,
    ) -> dict[str, Any]:
        """Interpret the message; the text the person typed is what is stored."""
        payload = None
        if tracker is not None and message.text and not message.text.startswith("/"):
            payload = chosen_payload(message.text, history.offered_buttons(tracker))
        if payload is None:
            parsed: dict[str, Any] = await super().parse_message(message, tracker, only_output_properties)
            return parsed
        chosen = UserMessage(payload, message.output_channel, message.sender_id, input_channel=message.input_channel)
        parsed = await super().parse_message(chosen, tracker, only_output_properties)
        return {**parsed, "text": message.text}


class ConversationAgent(Agent):
    """Rasa's agent with our message processor."""

    def load_model(self, model_path: str, fingerprint: str | None = None) -> None:
        """Load the model at ``model_path`` (Rasa's interface)."""
        super().load_model(model_path, fingerprint)
        self.processor.__class__ = ConversationProcessor
