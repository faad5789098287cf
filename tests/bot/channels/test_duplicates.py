from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.channels.duplicates import Replies, Reply


class Bot:
    """Answers with the number of the call, once it is let go."""

    def __init__(self) -> None:
        self.calls = 0
        self.let_go = asyncio.Event()

    async def answer(self) -> Reply:
        self.calls += 1
        number = self.calls
        await self.let_go.wait()
        return [{"text": f"answer {number}"}]

    async def fail(self) -> Reply:
        self.calls += 1
        raise ConnectionError("the database is gone")

    async def say_nothing(self) -> Reply:
        self.calls += 1
        return []


def test_the_same_message_is_answered_once() -> None:
    async def scenario() -> None:
        replies, bot = Replies(), Bot()
        bot.let_go.set()
        first = await replies.once("a", "1", bot.answer)
        assert await replies.once("a", "1", bot.answer) == first
        assert bot.calls == 1
        assert await replies.once("a", "2", bot.answer) != first
        assert await replies.once("b", "1", bot.answer) != first

    asyncio.run(scenario())


def test_a_message_sent_again_while_it_is_answered_waits_for_the_same_reply() -> None:
    async def scenario() -> None:
        replies, bot = Replies(), Bot()
        waiting = [asyncio.create_task(replies.once("a", "1", bot.answer)) for _ in range(5)]
        await asyncio.sleep(0)
        assert replies.known("a", "1")
        bot.let_go.set()
        assert await asyncio.gather(*waiting) == [[{"text": "answer 1"}]] * 5

    asyncio.run(scenario())


def test_a_client_that_hangs_up_finds_its_reply_later() -> None:
    async def scenario() -> None:
        replies, bot = Replies(), Bot()
        client = asyncio.create_task(replies.once("a", "1", bot.answer))
        await asyncio.sleep(0)
        client.cancel()
        with pytest.raises(asyncio.CancelledError):
            await client
        bot.let_go.set()
        assert await replies.once("a", "1", bot.answer) == [{"text": "answer 1"}]

    asyncio.run(scenario())


def test_a_failed_or_empty_reply_is_tried_again() -> None:
    async def scenario() -> None:
        replies, bot = Replies(), Bot()
        with pytest.raises(ConnectionError):
            await replies.once("a", "1", bot.fail)
        assert await replies.once("a", "1", bot.say_nothing) == []
        assert not replies.known("a", "1")
        bot.let_go.set()
        assert await replies.once("a", "1", bot.answer) == [{"text": "answer 3"}]

    asyncio.run(scenario())


def test_memory_is_bounded_and_the_oldest_goes_first() -> None:
    async def scenario() -> None:
        replies, bot = Replies(conversations=2, messages=3), Bot()
        bot.let_go.set()
        for number in range(5):
            await replies.once("a", str(number), bot.answer)
        assert [replies.known("a", str(number)) for number in range(5)] == [False, False, True, True, True]
        await replies.once("b", "1", bot.answer)
        await replies.once("a", "4", bot.answer)
        await replies.once("c", "1", bot.answer)
        assert [replies.has(name) for name in "abc"] == [True, False, True]

    asyncio.run(scenario())


def test_closing_waits_for_the_message_that_is_being_answered() -> None:
    async def scenario() -> list[Any]:
        replies, bot = Replies(), Bot()
        order: list[str] = []

        async def client() -> None:
            await replies.once("a", "1", bot.answer)
            order.append("answered")

        async def eraser() -> None:
            await replies.close("a")
            order.append("closed")

        tasks = [asyncio.create_task(client())]
        await asyncio.sleep(0)
        tasks.append(asyncio.create_task(eraser()))
        await asyncio.sleep(0)
        assert replies.is_closed("a")
        assert not order
        bot.let_go.set()
        await asyncio.gather(*tasks)
        assert not replies.known("a", "1")
        assert not replies.is_closed("b")
        return order

    assert sorted(asyncio.run(scenario())) == ["answered", "closed"]
