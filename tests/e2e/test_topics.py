"""Every topic in a conversation over HTTP, for a parent and for a student: question, answer, next question."""

from __future__ import annotations

from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.conftest import ROOT
from tests.e2e.server import Conversation

TOPICS: dict[str, list[str]] = YAML(typ="safe").load(
    (ROOT / "tests" / "e2e" / "topics.yml").read_text(encoding="utf-8")
)


def answered(chat: Conversation, intent: str) -> dict[str, Any]:
    """Return the message with the answer; when topics were offered, press the right one first."""
    if chat.reply == "choice":
        assert f"/{intent}" in [button["payload"] for button in chat.buttons]
        chat.say(f"/{intent}")
    assert chat.answers == [intent]
    return chat.last[0]


@pytest.mark.parametrize("intent", TOPICS)
def test_a_parent_is_answered(chat: Conversation, intent: str) -> None:
    chat.say(TOPICS[intent][0])
    message = answered(chat, intent)
    assert "\n\nBron: " in message["text"]
    assert 2 <= len(chat.buttons) <= 3
    following = next(button for button in chat.buttons if button["payload"].startswith("/faq_"))
    chat.say(following["title"])
    assert chat.answers == [following["payload"].lstrip("/")]


@pytest.mark.parametrize("intent", TOPICS)
def test_a_student_is_answered_as_a_student(chat: Conversation, intent: str) -> None:
    chat.say("ik ben zelf leerling")
    chat.say(TOPICS[intent][1])
    message = answered(chat, intent)
    assert "je kind" not in message["text"].lower()
    assert "\n\nBron: " in message["text"]


def test_every_topic_has_its_conversation() -> None:
    answers = {path.stem for path in (ROOT / "data" / "answers").glob("*.yml")}
    assert set(TOPICS) == answers
