"""The way to the action server: one lasting connection, two seconds to answer, and only what the actions read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

SECONDS = 2
# the action server closes a connection that is idle for five seconds: ours has to be the first to let go
KEEP_ALIVE = 3
_USER_PARTS = ("event", "timestamp", "text", "input_channel", "message_id")
_MESSAGE_PARTS = ("intent", "entities", "text", "message_id", "metadata")

Event = Mapping[str, Any]


class ActionEndpoint(EndpointConfig):
    """The action server, with two seconds to answer: Rasa would wait for five minutes."""

    _kept: aiohttp.ClientSession | None = None

    async def request(self, method: str = "post", **kwargs: Any) -> Any:
        """Send a request and return the JSON of the answer (Rasa's interface).

        Raises ``ClientResponseError`` for an answer of 400 or more, ``asyncio.TimeoutError`` after two seconds.
        """
        call = {**kwargs["json"], "tracker": what_actions_read(kwargs["json"]["tracker"])}
        headers = {"Content-Type": "application/json"}
        async with self._session().request(method, self.url, data=json.dumps(call), headers=headers) as response:
            if response.status >= 400:
                raise ClientResponseError(response.status, response.reason, await response.text())
            return await response.json()

    async def close(self) -> None:
        """Close the connection."""
        if self._kept is not None:
            await self._kept.close()

    def _session(self) -> aiohttp.ClientSession:
        if self._kept is None or self._kept.closed:
            self._kept = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=SECONDS),
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=KEEP_ALIVE),
            )
        return self._kept


def what_actions_read(tracker: Mapping[str, Any]) -> dict[str, Any]:
    """Return a tracker as JSON without what no action looks at, so that its size does not grow with the conversation.

    Of the events only those that set slots, and everything since the latest message, or since the form began where
    one runs; of messages what was understood, without everything else it might have meant.
    """
    events: Sequence[Event] = tracker["events"]
    start = _start(events, bool((tracker.get("active_loop") or {}).get("name")))
    earlier = [event for event in events[:start] if event["event"] == "slot"]
    message = tracker.get("latest_message") or {}
    return {
        **tracker,
        "latest_message": {part: message[part] for part in _MESSAGE_PARTS if part in message},
        "events": [*earlier, *map(_short, events[start:])],
    }


def _start(events: Sequence[Event], in_form: bool) -> int:
    messages = [place for place, event in enumerate(events) if event["event"] == "user"]
    forms = [place for place, event in enumerate(events) if event["event"] == "active_loop" and event.get("name")]
    last = [places[-1] for places in (messages, forms if in_form else []) if places]
    return min(last, default=0)


def _short(event: Event) -> Event:
    return {part: event.get(part) for part in _USER_PARTS} if event["event"] == "user" else event
