"""What the dialogue knows besides the model: topics, facts, parameters and words that refer back; always up to date."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from bot import settings
from bot.answers.store import AnswerStore
from bot.channels.intake import CALCULATE, CHOOSE
from bot.content.parameters import load_parameters
from bot.content.watched import Watched
from bot.dialogue import history
from bot.dialogue.fallback import PERSONAL_FORM
from bot.dialogue.markers import Markers
from bot.dialogue.routing import Context, Router
from bot.dialogue.second_step import Before
from bot.personal.render import choice_value
from bot.personal.store import Topics, read_topics
from bot.rules.model import Parameters

NOT_UNDERSTOOD = "not_understood"
UNKNOWN_COMMAND = "/none_of_these"


@dataclass(frozen=True)
class _Content:
    topics: Topics
    parameters: Parameters
    markers: Markers


class Knowledge:
    """Content that decides how a message is read."""

    def __init__(self) -> None:
        paths = settings.load()
        folders = [paths.results, paths.facts, paths.parameters, paths.lexicon]
        self._content = Watched(
            lambda: _Content(
                read_topics(paths.results, paths.facts),
                load_parameters(paths.parameters),
                Markers.read(paths.lexicon / "follow_up.yml"),
            ),
            folders,
        )
        self._answers = AnswerStore([paths.answers, paths.extra_answers], paths.replies)

    def router(self) -> Router:
        """Return the router for today."""
        content = self._content.get()
        return Router(content.topics, content.parameters, content.markers, settings.today())

    def question(self, answer: str) -> str:
        """Return the full question of an answer."""
        return self._answers.library().answers[answer].question

    def command(self, payload: str) -> str:
        """Return the payload of a button as Rasa reads it; an unknown topic or choice leads to the general choice."""
        topics = self._content.get().topics
        calculate, choose = CALCULATE.match(payload), CHOOSE.match(payload)
        if calculate is not None:
            topic = calculate.group(1)
            return _command("personal", {"topic": topic}) if topic in topics.topics else UNKNOWN_COMMAND
        if choose is not None:
            words = topics.facts.get(choose.group(1))
            value = choice_value(words, choose.group(2)) if words is not None else None
            return _command("inform", {choose.group(1): value}) if value is not None else UNKNOWN_COMMAND
        return payload

    def context(self, tracker: DialogueStateTracker) -> Context:
        """Return what a message on this conversation may refer to."""
        events = tracker.applied_events()
        asked = tracker.get_slot("requested_slot") if tracker.active_loop_name == PERSONAL_FORM else None
        topic = history.last_topic(events)
        known = self._content.get().topics.topics
        said = history.last_bot_data(events)
        offered = said.get("offers")
        library = self._answers.library().answers
        answers = tuple(name for name in history.last_answer_ids(events) if name in library)
        return Context(
            asked=str(asked or ""),
            topic=topic if topic in known else None,
            offered=offered if offered in known else None,
            before=Before(
                answers=answers,
                says_what_to_do=bool(answers) and library[answers[0]].says_what_to_do,
                simple=bool(said.get("simple")),
                reply=str(said.get("reply") or ""),
            ),
            facts=history.facts_told(events),
            misunderstood=NOT_UNDERSTOOD in history.replies_of_last_turn(events),
        )


def _command(intent: str, entities: dict[str, Any]) -> str:
    return f"/{intent}{json.dumps(entities)}"
