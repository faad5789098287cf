"""Rasa's message processor with an eye for the conversation: a typed "2" or button title counts as that button."""

from __future__ import annotations

import re
from typing import Any

from rasa.core.actions.action import Action
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue import history, savings
from bot.dialogue.fallback import CUSTOM_ACTIONS, PERSONAL_FORM, ActionWithFallback
from bot.dialogue.graph_runner import StraightRunner
from bot.dialogue.knowledge import Knowledge
from bot.dialogue.message import INFORM, intent_of
from bot.dialogue.second_step import says_little
from bot.nlu.labels import is_faq
from bot.personal.facts import takes_number

# the least probability in the whole message for a topic that one of its clauses asks about
_LIKELY = 0.2
_ORDINALS = {"eerste": 0, "tweede": 1, "derde": 2, "vierde": 3, "laatste": -1}
_ONLY_NUMBER = re.compile(r"^\W*(?:optie |nummer |nr\.? ?)?(\d)\W*$", re.IGNORECASE)
_ONLY_ORDINAL = re.compile(
    r"^\W*(?:de |het )?(eerste|tweede|derde|vierde|laatste)(?: optie| vraag)?\W*$", re.IGNORECASE
)


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
    """Message processor that reads a message in the light of what was asked and offered just before."""

    knowledge: Knowledge

    async def parse_message(
        self,
        message: UserMessage,
        tracker: DialogueStateTracker | None = None,
        only_output_properties: bool = True,
    ) -> dict[str, Any]:
        """Interpret the message; the text the person typed is what is stored."""
        if tracker is None or not message.text:
            parsed: dict[str, Any] = await super().parse_message(message, tracker, only_output_properties)
            return parsed
        context, router = self.knowledge.context(tracker), self.knowledge.router()
        payload = message.text if message.text.startswith("/") else None
        if payload is None and not (takes_number(context.asked) and _ONLY_NUMBER.match(message.text)):
            payload = chosen_payload(message.text, history.offered_buttons(tracker.applied_events()))
        if payload is not None:
            command = self.knowledge.command(payload)
            parsed = await super().parse_message(_with_text(message, command), tracker, only_output_properties)
            parsed = {**parsed, "text": message.text}
            # a button names its question: it gets the general answer, also when the personal one could be worked out
            return parsed if is_faq(intent_of(parsed)) else router.route(parsed, context)
        parsed = await super().parse_message(message, tracker, only_output_properties)
        clause = router.asking_clause(parsed, context)
        if clause:
            parsed = await self._of_clause(message, parsed, clause, only_output_properties)
        if context.before.answers and not context.asked and router.refers(parsed, weak=says_little(intent_of(parsed))):
            parsed = await self._in_context(message, parsed, context.before.answers[0], only_output_properties)
        return router.route(parsed, context)

    async def _of_clause(
        self, message: UserMessage, parsed: dict[str, Any], clause: str, only_output_properties: bool
    ) -> dict[str, Any]:
        """Read what is asked apart from the facts told with it, which draw the reading to topics of their own."""
        again: dict[str, Any] = await super().parse_message(_with_text(message, clause), None, only_output_properties)
        likely = {rank["name"] for rank in parsed.get("intent_ranking") or [] if rank["confidence"] >= _LIKELY}
        expected = intent_of(parsed) == INFORM or intent_of(again) in likely
        if not is_faq(intent_of(again)) or not expected:
            return parsed
        return {**again, "text": message.text, "entities": parsed.get("entities") or []}

    async def _in_context(
        self, message: UserMessage, parsed: dict[str, Any], answer: str, only_output_properties: bool
    ) -> dict[str, Any]:
        """Read a follow-up that says little by itself together with the question before it."""
        question = self.knowledge.question(answer)
        both = _with_text(message, f"{question} {message.text}")
        again: dict[str, Any] = await super().parse_message(both, None, only_output_properties)
        if not is_faq(intent_of(again)) or intent_of(again) == answer:  # the same answer once more helps nobody
            return parsed
        return {**again, "text": message.text, "entities": parsed.get("entities") or []}

    def _check_for_unseen_features(self, parse_data: dict[str, Any]) -> None:
        """Leave out a warning for developers that compares the whole domain with an empty one for every message.

        The tests of the content find intents and entities that the domain does not know.
        """

    async def _run_action(self, action: Action, *arguments: Any, **keywords: Any) -> bool:
        if action.name() == PERSONAL_FORM or action.name() in CUSTOM_ACTIONS:
            action = ActionWithFallback(action)
        return bool(await super()._run_action(action, *arguments, **keywords))


def _with_text(message: UserMessage, text: str) -> UserMessage:
    return UserMessage(
        text, message.output_channel, message.sender_id, input_channel=message.input_channel, metadata=message.metadata
    )


class ConversationAgent(Agent):
    """Rasa's agent with our message processor."""

    def load_model(self, model_path: str, fingerprint: str | None = None) -> None:
        """Load the model at ``model_path`` (Rasa's interface)."""
        super().load_model(model_path, fingerprint)
        savings.apply()
        self.processor.__class__ = ConversationProcessor
        self.processor.knowledge = Knowledge()
        self.processor.graph_runner = StraightRunner.of(self.processor.graph_runner)
