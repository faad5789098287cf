"""A conversation as the action server sees it, made of real SDK trackers and dispatchers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher


@dataclass
class Ran:
    """What an action did: the responses it named with their values, and the slots it set."""

    responses: list[tuple[str, dict[str, Any]]]
    slots: dict[str, Any]
    rejected: bool


@dataclass
class Talk:
    """The events of a conversation; slots follow from them."""

    events: list[dict[str, Any]] = field(default_factory=list)
    slots: dict[str, Any] = field(default_factory=dict)
    latest: dict[str, Any] = field(default_factory=dict)

    def set(self, **slots: Any) -> Talk:
        for name, value in slots.items():
            self.slots[name] = value
            self.events.append({"event": "slot", "name": name, "value": value})
        return self

    def say(self, intent: str, **entities: Any) -> Talk:
        self.latest = {
            "intent": {"name": intent},
            "entities": [{"entity": name, "value": value} for name, value in entities.items()],
        }
        self.events.append({"event": "user", "parse_data": self.latest})
        return self

    def answered(self, action: str) -> Talk:
        self.events.append({"event": "action", "name": action})
        return self

    def run(self, action: Action) -> Ran:
        tracker = Tracker("someone", dict(self.slots), self.latest, self.events, False, None, {}, "action_listen")
        dispatcher = CollectingDispatcher()
        events = asyncio.run(action.run(dispatcher, tracker, {}))
        messages = [dict(message) for message in dispatcher.messages]
        common = {"text", "buttons", "elements", "custom", "template", "response", "image", "attachment"}
        return Ran(
            [(m["response"], {key: value for key, value in m.items() if key not in common}) for m in messages],
            {event["name"]: event["value"] for event in events if event.get("event") == "slot"},
            any(event.get("event") == "action_execution_rejected" for event in events),
        )


@pytest.fixture
def talk(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Talk]:
    """Start a conversation on a fixed day."""
    monkeypatch.setenv("DUAALWIJZER_TODAY", "2026-11-24")
    return Talk
