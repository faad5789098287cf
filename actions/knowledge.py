"""What the actions know: parameters of the rules, and which facts each topic asks for."""

from __future__ import annotations

import contextlib
from datetime import date
from functools import lru_cache
from typing import Any

from rasa_sdk import Tracker

from bot import settings
from bot.content.parameters import load_parameters
from bot.content.watched import Watched
from bot.content.yaml_file import ContentError
from bot.personal.evaluate import Outcome, work_out
from bot.personal.facts import FACTS, latest_only, told_ones
from bot.personal.inputs import Case, check_fact
from bot.personal.store import Topics, read_topics
from bot.rules.model import ImpossibleInputError, Parameters


class Knowledge:
    """The rules with their present parameters."""

    def __init__(self) -> None:
        paths = settings.load()
        self._parameters = Watched(lambda: load_parameters(paths.parameters), [paths.parameters])
        self._topics = Watched(lambda: read_topics(paths.results, paths.facts), [paths.results, paths.facts])

    def read(self) -> None:
        """Read everything now, so that the first person does not wait for it; a fault shows when it is needed."""
        with contextlib.suppress(ContentError):
            self.work_out("contract", {"hours": 0})

    @property
    def parameters(self) -> Parameters:
        """The parameters as their files are now."""
        return self._parameters.get()

    @property
    def topics(self) -> Topics:
        """The topics as their files are now."""
        return self._topics.get()

    def work_out(self, topic: str, facts: dict[str, Any]) -> Outcome:
        """Return what comes of a topic for these facts today."""
        return work_out(topic, facts, self.topics, self.parameters, settings.today())

    def impossible(self, told: dict[str, Any]) -> tuple[str, ImpossibleInputError] | None:
        """Return the first fact that cannot be true, with the reason."""
        for name, value in told_ones(told).items():
            try:
                check_fact(name, value, Case({}, self.parameters, settings.today()))
            except ImpossibleInputError as error:
                return name, error
        return None


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """Return the knowledge, read once and then watched for changes."""
    return Knowledge()


def facts(tracker: Tracker) -> dict[str, Any]:
    """Return the facts of the conversation; where two say different things, the one told last."""
    return latest_only(
        (event["name"], event["value"])
        for event in tracker.events
        if event.get("event") == "slot" and event.get("name") in FACTS
    )


def told_now(tracker: Tracker) -> dict[str, Any]:
    """Return the facts that the latest message tells; what they are called was settled when it was read."""
    entities = tracker.latest_message.get("entities") or []
    return {entity["entity"]: entity["value"] for entity in entities if entity["entity"] in FACTS}


def intent_now(tracker: Tracker) -> str:
    """Return the intent of the latest message in its conversation (its ranking holds what it was by itself)."""
    return str((tracker.latest_message.get("intent") or {}).get("name") or "")


def is_about_another(tracker: Tracker) -> bool:
    """Tell whether the latest message turns to another person, of whom nothing is known yet."""
    return any(entity["entity"] == "other_child" for entity in tracker.latest_message.get("entities") or [])


def times_asked(tracker: Tracker, fact: str) -> int:
    """Return how often the question for ``fact`` was asked since the form began."""
    times = 0
    for event in reversed(tracker.events):
        if event.get("event") == "active_loop" and event.get("name"):
            break
        custom = ((event.get("data") or {}).get("custom") or {}) if event.get("event") == "bot" else {}
        times += custom.get("asks") == fact
    return times


def comes_back(tracker: Tracker) -> bool:
    """Tell whether the latest message was already dealt with in this turn: the form goes on after an interruption."""
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            return False
        if event.get("event") == "action" and str(event.get("name")).startswith(("utter_", "action_recall")):
            return True
    return False


def plain_values(error: ImpossibleInputError) -> dict[str, Any]:
    """Return the values of an error as JSON can hold them."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in error.values.items()}
