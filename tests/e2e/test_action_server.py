"""The action server ends or hangs: people get the general answer, nothing is lost, and it recovers by itself."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.e2e.server import Assistant, Conversation

WITHIN = 60


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant of its own: its action server is killed here."""
    with Assistant(tmp_path_factory.mktemp("actions")) as running:
        yield running


def action_server(assistant: Assistant) -> psutil.Process:
    assert assistant.process is not None
    children = psutil.Process(assistant.process.pid).children(recursive=True)
    return next(child for child in children if "actions" in child.cmdline())


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WITHIN
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def asks_for_hours(chat: Conversation) -> bool:
    chat.say("/calculate_contract")
    return chat.last[-1].get("custom", {}).get("asks") == "hours"


def test_a_dead_action_server_costs_only_the_personal_part_and_comes_back(own: Assistant) -> None:
    chat = own.conversation()
    assert asks_for_hours(chat)
    action_server(own).kill()
    chat.say("24 uur")
    assert chat.reply == "unavailable"
    assert chat.answers == ["faq_paid_hours"]
    assert chat.say("wat kost duaal leren")
    assert chat.answers == ["faq_costs"]
    until(lambda: own.conversation().say("/calculate_contract") != "" and asks_for_hours(own.conversation()))
    chat.say("/calculate_contract")
    assert chat.last[-1]["custom"]["results"][0]["decision"] == "oao", "the hours told before are still known"


def test_a_hanging_action_server_is_waited_for_two_seconds_and_comes_back(own: Assistant) -> None:
    chat = own.conversation()
    until(lambda: asks_for_hours(own.conversation()))
    hanging = action_server(own)
    hanging.send_signal(signal.SIGSTOP)
    try:
        chat.say("/calculate_contract")
        assert chat.reply == "unavailable"
        assert chat.answers == ["faq_paid_hours"]
    finally:
        hanging.send_signal(signal.SIGCONT)
    assert asks_for_hours(chat)


def test_stopping_the_assistant_stops_its_action_server(tmp_path: Path) -> None:
    with Assistant(tmp_path / "var") as running:
        child = action_server(running)
        assert running.stop() == 0
    until(lambda: not child.is_running())


def test_killing_the_assistant_does_not_leave_its_action_server_behind(tmp_path: Path) -> None:
    with Assistant(tmp_path / "var") as running:
        child = action_server(running)
        assert running.process is not None
        running.process.kill()
        running.process.wait()
        until(lambda: not child.is_running())
