"""Reading a conversation: what was said last, what was offered, who is asking.

``events`` are those that count now: what a tracker's ``applied_events`` returns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.answers.model import Audience
from bot.personal.facts import FACTS
from bot.personal.inputs import UNKNOWN

AUDIENCE_SLOT = "audience"
PARENT_CHANNELS = frozenset({"rest", "website", "collector", "cmdline"})


def audience(tracker: DialogueStateTracker) -> Audience:
    """Return who is asking: what the person said, else parent on the website and student on messaging channels."""
    value = tracker.slots[AUDIENCE_SLOT].value if AUDIENCE_SLOT in tracker.slots else None
    if value in {member.value for member in Audience}:
        return Audience(value)
    channel = tracker.get_latest_input_channel() or "website"
    return Audience.PARENT if channel in PARENT_CHANNELS else Audience.STUDENT


def last_bot_data(events: Sequence[Event]) -> dict[str, Any]:
    """Return the data (``custom``) of the bot's latest message, or an empty dict."""
    for event in reversed(events):
        if isinstance(event, BotUttered):
            data: dict[str, Any] = (event.data or {}).get("custom") or {}
            return data
    return {}


def last_bot_message(events: Sequence[Event]) -> BotUttered | None:
    """Return the bot's latest message, if there is one."""
    for event in reversed(events):
        if isinstance(event, BotUttered):
            return event
    return None


def last_answer_ids(events: Sequence[Event]) -> list[str]:
    """Return the ids of the answers given most recently, an empty list when none was given yet."""
    for event in reversed(events):
        if isinstance(event, BotUttered):
            answers = ((event.data or {}).get("custom") or {}).get("answers")
            if answers:
                return [str(answer["id"]) for answer in answers]
    return []


def offered_buttons(events: Sequence[Event]) -> list[dict[str, str]]:
    """Return the buttons under the bot's latest message."""
    message = last_bot_message(events)
    buttons = (message.data or {}).get("buttons") if message is not None else None
    return list(buttons or [])


def latest_parse_data(tracker: DialogueStateTracker) -> dict[str, Any]:
    """Return what the understanding pipeline made of the user's latest message."""
    message = tracker.latest_message
    return dict(message.parse_data or {}) if isinstance(message, UserUttered) else {}


def last_topic(events: Sequence[Event]) -> str | None:
    """Return the topic the conversation is on: of the bot's latest message that had or offered one."""
    for event in reversed(events):
        if isinstance(event, BotUttered):
            data = (event.data or {}).get("custom") or {}
            topic = data.get("topic") or data.get("offers")
            if topic:
                return str(topic)
            if data.get("answers"):
                return None
    return None


def replies_of_last_turn(events: Sequence[Event]) -> list[str]:
    """Return the ids of the replies that the bot gave since the user's latest message in the conversation."""
    found: list[str] = []
    for event in reversed(events):
        if isinstance(event, UserUttered):
            break
        if isinstance(event, BotUttered):
            found.append(str(((event.data or {}).get("custom") or {}).get("reply")))
    return found


def facts_told(events: Sequence[Event]) -> dict[str, Any]:
    """Return the facts that are held, in the order in which they were told."""
    told: dict[str, Any] = {}
    for event in events:
        if isinstance(event, SlotSet) and event.key in FACTS:
            told.pop(event.key, None)
            if event.value not in (None, UNKNOWN):
                told[event.key] = event.value
    return told


def answers_now(events: Sequence[Event]) -> list[str]:
    """Return the ids of the answers given since the user's latest message."""
    found: list[str] = []
    for event in reversed(events):
        if isinstance(event, UserUttered):
            break
        if isinstance(event, BotUttered):
            found += [str(answer["id"]) for answer in ((event.data or {}).get("custom") or {}).get("answers", [])]
    return found
