"""Turns Rasa's ``utter_*`` actions into texts from the content files: the one path for every answer."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot import settings
from bot.answers.render import MAX_BUTTONS, Message, Renderer
from bot.answers.store import AnswerStore
from bot.answers.values import computed_values
from bot.content.watched import Watched
from bot.dialogue import history
from bot.nlu.labels import FOREIGN_LANGUAGE
from bot.personal.render import PersonalRenderer
from bot.personal.store import Topics, read_topics

logger = logging.getLogger(__name__)

MAX_OFFERED = 3
# the least probability of a topic that is offered beside those next to the latest answer
LIKELY = 0.3
PERSONAL_QUESTION = "personal_question"


class AnswerGenerator(NaturalLanguageGenerator):
    """Gives the text for an ``utter_*`` action from answer and reply files, for this reader and channel.

    ``utter_answer`` gives the answer named by the intent, ``utter_reply`` the conversation reply named by it; the other
    actions are methods of this class with the same name.
    """

    def __init__(
        self,
        endpoint_config: EndpointConfig | None = None,
        domain: Domain | None = None,
        store: AnswerStore | None = None,
        topics: Callable[[], Topics] | None = None,
        today: Callable[[], date] = settings.today,
    ) -> None:
        paths = settings.load()
        self._store = store or AnswerStore([paths.answers, paths.extra_answers], paths.replies)
        self._topics = topics or (
            Watched(lambda: read_topics(paths.results, paths.facts), [paths.results, paths.facts]).get
        )
        self._address = paths.address
        self._today = today

    @property
    def store(self) -> AnswerStore:
        """The answers and replies in use."""
        return self._store

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Return the message for ``utter_action``, ``None`` when there is nothing to say (Rasa's interface)."""
        today = self._today()
        renderer = Renderer(
            self._store.library(),
            history.audience(tracker),
            tracker.get_latest_input_channel() or output_channel,
            today,
            computed_values(today),
        )
        message = self._message(utter_action, renderer, tracker, kwargs)
        if message is None:
            return None
        return {
            "text": message.text,
            "buttons": [button.as_dict() for button in message.buttons],
            "custom": message.data,
        }

    def _message(
        self, utter_action: str, renderer: Renderer, tracker: DialogueStateTracker, values: dict[str, Any]
    ) -> Message | None:
        personal = PersonalRenderer(renderer, self._topics(), history.audience(tracker), self._address)
        if utter_action == "utter_ask_fact":
            return personal.question(values["fact"], values["topic"], bool(values.get("again")))
        if utter_action == "utter_refusal":
            return personal.refusal(values["fact"], values["code"], values["values"])
        if utter_action == "utter_personal_answer":
            return personal.results(values["topic"], values["results"], values["rough"])
        if utter_action == "utter_draft":
            return personal.draft(values["topic"], values["results"], values["told"])
        if utter_action == "utter_recall_facts":
            return personal.facts(values["told"])
        handler: Callable[[Renderer, DialogueStateTracker], Message] | None = getattr(self, utter_action, None)
        if handler is None:
            return renderer.reply(utter_action.removeprefix("utter_"))
        return handler(renderer, tracker)

    def utter_answer(self, renderer: Renderer, tracker: DialogueStateTracker) -> Message:
        """Give the answer to the question, or to each question of the message, and offer to work it out."""
        parsed = history.latest_parse_data(tracker)
        identifiers = list(dict.fromkeys([str(parsed.get("question") or _intent(parsed)), *parsed.get("also", [])]))
        message = renderer.answers(identifiers)
        topics = self._topics()
        topic = topics.of_intent(identifiers[0])
        if topic is None or len(identifiers) > 1 or _intent(parsed) == PERSONAL_QUESTION:
            return message
        offer = PersonalRenderer(renderer, topics, history.audience(tracker), self._address).offer(topic)
        return replace(
            message, buttons=(offer, *message.buttons)[:MAX_BUTTONS], data={**message.data, "offers": topic.id}
        )

    def utter_unavailable(self, renderer: Renderer, tracker: DialogueStateTracker) -> Message:
        """Give the general answer and say that the personal one cannot be worked out now."""
        topic = self._topics().topics.get(str(tracker.get_slot("topic")))
        sorry = renderer.reply("unavailable")
        if topic is None or topic.intents[0] in history.answers_now(tracker.applied_events()):
            return sorry
        answer = renderer.answer(topic.intents[0])
        data = {key: value for key, value in answer.data.items() if key != "source_line"}  # it closes the text no more
        return replace(answer, text=f"{answer.text}\n\n{sorry.text}", data={**data, "reply": "unavailable"})

    def utter_reply(self, renderer: Renderer, tracker: DialogueStateTracker) -> Message:
        """Give the conversation reply that bears the intent's name."""
        return renderer.reply(_intent(history.latest_parse_data(tracker)))

    def utter_choice(self, renderer: Renderer, tracker: DialogueStateTracker) -> Message:
        """Offer the nearest topics; when the person has just been offered topics in vain, decline with the contact."""
        parsed = history.latest_parse_data(tracker)
        candidates = [name for name in parsed.get("candidates", []) if name in self._store.library().answers]
        already = history.last_bot_data(tracker.applied_events()).get("reply") == "choice"
        if already or not candidates:
            return renderer.reply("out_of_scope")
        return renderer.choice(candidates[:MAX_OFFERED])

    def utter_repeat(self, renderer: Renderer, tracker: DialogueStateTracker) -> Message:
        """Say the latest answer again."""
        identifiers = history.last_answer_ids(tracker.applied_events())
        return renderer.answers(identifiers) if identifiers else renderer.reply("nothing_said")

    def utter_simplify(self, renderer: Renderer, tracker: DialogueStateTracker) -> Message:
        """Give the latest answer in its simplest words."""
        identifiers = history.last_answer_ids(tracker.applied_events())
        if not identifiers:
            return renderer.reply("nothing_said")
        return renderer.answer(identifiers[0], simple=True)

    def utter_more(self, renderer: Renderer, tracker: DialogueStateTracker) -> Message:
        """Say that the latest answer holds all that is known (``more_<answer>.yml`` where that needs other words)."""
        return self._about_latest("more", renderer, tracker)

    def utter_noted(self, renderer: Renderer, tracker: DialogueStateTracker) -> Message:
        """Thank for a fact that makes the latest answer no more precise."""
        return self._about_latest("noted", renderer, tracker)

    def _about_latest(self, reply: str, renderer: Renderer, tracker: DialogueStateTracker) -> Message:
        """Give a reply that names the latest answer, with buttons for the topics next to it."""
        identifiers, library = history.last_answer_ids(tracker.applied_events()), self._store.library()
        if not identifiers:
            return renderer.reply("inform")
        answer = library.answers[identifiers[0]]
        own = f"{reply}_{answer.id}"
        message = renderer.reply(own if own in library.replies else reply, question=answer.question)
        near = [name for name in _likely(history.latest_parse_data(tracker)) if name in library.answers]
        offered = dict.fromkeys([*near[:1], *answer.version(self._today()).followups])
        return replace(message, buttons=renderer.followups([name for name in offered if name != answer.id]))

    def utter_ask_source(self, renderer: Renderer, tracker: DialogueStateTracker) -> Message:
        """Say where the latest answer comes from and how sure it is."""
        identifiers = history.last_answer_ids(tracker.applied_events())
        if not identifiers:
            return renderer.reply("ask_source")
        return renderer.provenance(identifiers[0])

    def utter_foreign_language(self, renderer: Renderer, tracker: DialogueStateTracker) -> Message:
        """Say in the reader's own language that the assistant speaks Dutch, and whom to contact."""
        language = history.latest_parse_data(tracker).get("language", "")
        languages = self._store.library().languages
        return Message(languages.texts.get(language, languages.other), (), {"reply": FOREIGN_LANGUAGE})


def _intent(parsed: dict[str, Any]) -> str:
    return str((parsed.get("intent") or {}).get("name") or "")


def _likely(parsed: dict[str, Any]) -> list[str]:
    """Return the intents that the message may well have, likeliest first."""
    return [str(rank["name"]) for rank in parsed.get("intent_ranking") or [] if rank["confidence"] >= LIKELY]
