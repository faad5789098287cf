"""People talking over HTTP: many conversations at once, or one long one."""

from __future__ import annotations

import asyncio
import statistics
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import aiohttp

EARLY_TURNS = slice(2, 7)
LATE_TURNS = 5


@dataclass(frozen=True)
class Load:
    """Latencies in milliseconds and messages a second at one number of concurrent conversations."""

    conversations: int
    messages: int
    p50: float
    p95: float
    per_second: float


class ReplyError(Exception):
    """A server did not answer a message; a benchmark of failures would be meaningless."""


async def _send(session: aiohttp.ClientSession, url: str, sender: str, text: str) -> float:
    started = time.perf_counter()
    async with session.post(url, json={"sender": sender, "message": text}) as response:
        body = await response.json()
        if response.status != 200 or not isinstance(body, list):
            raise ReplyError(f"{url} answered {response.status}: {body}")
    return (time.perf_counter() - started) * 1000


async def _converse(session: aiohttp.ClientSession, url: str, texts: Sequence[str], until: float) -> list[float]:
    sender = uuid.uuid4().hex
    latencies = []
    for text in texts:
        latencies.append(await _send(session, url, sender, text))
        if time.perf_counter() > until:
            break
    return latencies


async def _concurrent(url: str, texts: Sequence[str], conversations: int, messages: int, seconds: float) -> Load:
    timeout = aiohttp.ClientTimeout(total=None)
    connector = aiohttp.TCPConnector(limit=conversations)
    async with aiohttp.ClientSession(timeout=timeout, connector=connector) as session:
        started = time.perf_counter()
        each = max(1, messages // conversations)
        # every conversation takes other questions, and none asks the same twice in a row
        plans = [[texts[(number * 31 + turn) % len(texts)] for turn in range(each)] for number in range(conversations)]
        results = await asyncio.gather(*(_converse(session, url, plan, started + seconds) for plan in plans))
        took = time.perf_counter() - started
    latencies = sorted(latency for result in results for latency in result)
    return Load(
        conversations,
        len(latencies),
        statistics.median(latencies),
        latencies[min(len(latencies) - 1, int(len(latencies) * 0.95))],
        len(latencies) / took,
    )


def measure(url: str, texts: Sequence[str], conversations: int, messages: int, seconds: float) -> Load:
    """Let ``conversations`` people ask at once, each waiting for the reply; stop after ``messages`` or ``seconds``."""
    return asyncio.run(_concurrent(url, texts, conversations, messages, seconds))


async def _long(url: str, texts: Sequence[str], turns: int) -> list[float]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None)) as session:
        plan = [texts[turn % len(texts)] for turn in range(turns)]
        return await _converse(session, url, plan, float("inf"))


def growth(url: str, texts: Sequence[str], turns: int, conversations: int) -> tuple[float, float]:
    """Return the latency in milliseconds near turn 5 and at turn ``turns``: medians over several conversations.

    The early and the late turns ask the same questions, so that only the length of the conversation differs.
    """
    window = texts[:LATE_TURNS]
    early: list[float] = []
    late: list[float] = []
    for _ in range(conversations):
        middle = [texts[number % len(texts)] for number in range(turns - 2 * LATE_TURNS - EARLY_TURNS.start)]
        plan = [*texts[-EARLY_TURNS.start :], *window, *middle, *window]
        latencies = asyncio.run(_long(url, plan, turns))
        early += latencies[EARLY_TURNS]
        late += latencies[-LATE_TURNS:]
    return statistics.median(early), statistics.median(late)
