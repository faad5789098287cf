"""Answers each message once: whoever sends it again, or while it is still being answered, gets the same reply."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any

MAX_CONVERSATIONS = 1000
MAX_MESSAGES = 10
MAX_CLOSED = 10_000

Reply = list[dict[str, Any]]


class Replies:
    """The latest replies of the latest conversations, by the message id that the client chose.

    A reply is worked out in a task of its own: a client that hangs up does not stop it, and finds it on asking again.
    A failure or an empty reply is not kept, so that the message can be tried again.
    """

    def __init__(self, conversations: int = MAX_CONVERSATIONS, messages: int = MAX_MESSAGES) -> None:
        self._max_conversations = conversations
        self._max_messages = messages
        self._kept: OrderedDict[str, OrderedDict[str, asyncio.Task[Reply]]] = OrderedDict()
        self._closed: OrderedDict[str, None] = OrderedDict()

    def has(self, conversation: str) -> bool:
        """Tell whether a message of this conversation was seen, of late and since the server started."""
        return conversation in self._kept

    def known(self, conversation: str, message: str) -> bool:
        """Tell whether this message has a reply or is being answered."""
        return message in self._kept.get(conversation, ())

    async def once(self, conversation: str, message: str, answer: Callable[[], Awaitable[Reply]]) -> Reply:
        """Return the reply to ``message``, from ``answer`` when it is new; raise what ``answer`` raises."""
        kept = self._kept.setdefault(conversation, OrderedDict())
        self._kept.move_to_end(conversation)
        task = kept.get(message)
        if task is None:
            task = kept[message] = asyncio.create_task(_run(answer))
            task.add_done_callback(lambda done: self._drop_failed(conversation, message, done))
            self._make_room(kept)
        return await asyncio.shield(task)

    def is_closed(self, conversation: str) -> bool:
        """Tell whether the conversation was closed."""
        return conversation in self._closed

    async def close(self, conversation: str) -> None:
        """Drop the replies of a conversation that takes no more messages, once none is being answered any more."""
        self._closed[conversation] = None
        self._closed.move_to_end(conversation)
        while len(self._closed) > MAX_CLOSED:
            self._closed.popitem(last=False)
        running = [task for task in self._kept.get(conversation, {}).values() if not task.done()]
        if running:
            await asyncio.wait(running)
        self._kept.pop(conversation, None)

    def _drop_failed(self, conversation: str, message: str, task: asyncio.Task[Reply]) -> None:
        if task.cancelled() or task.exception() is not None or not task.result():
            kept = self._kept.get(conversation)
            if kept is not None and kept.get(message) is task:
                del kept[message]

    def _make_room(self, kept: OrderedDict[str, asyncio.Task[Reply]]) -> None:
        while len(kept) > self._max_messages:
            kept.popitem(last=False)
        while len(self._kept) > self._max_conversations:
            self._kept.popitem(last=False)


async def _run(answer: Callable[[], Awaitable[Reply]]) -> Reply:
    return await answer()
