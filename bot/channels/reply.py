"""The reply to a message: as the widget gets it, and found again in the stored conversation after a restart."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from rasa.shared.core.events import BotUttered, Event, UserUttered


def stored_reply(events: Iterable[Event], message_id: str) -> list[dict[str, Any]]:
    """Return the bot's messages after the user's message ``message_id``; empty when that message is not there."""
    found: list[dict[str, Any]] = []
    within = False
    for event in events:
        if isinstance(event, UserUttered):
            within = event.message_id == message_id
        elif within and isinstance(event, BotUttered):
            data = {key: value for key, value in (event.data or {}).items() if value}
            found.append({"text": event.text or "", **data})
    return found


def as_sent(message: dict[str, Any], conversation: str, message_id: str, number: int) -> dict[str, Any]:
    """Return message ``number`` of a reply as the widget gets it; it has the same ``reply_id`` whenever it is sent."""
    name = f"{conversation} {message_id} {number}"
    return {
        "text": message.get("text", ""),
        "buttons": message.get("buttons", []),
        "custom": message.get("custom", {}),
        "reply_id": hashlib.sha256(name.encode()).hexdigest()[:32],
    }
