from __future__ import annotations

import json

import pytest

from tests.e2e.server import Assistant, Conversation


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("", "empty_message"),
        ("   \n\t ", "empty_message"),
        ("😀😀", "empty_message"),
        ("?!…", "empty_message"),
        ("\x00\x1b\x07", "empty_message"),
        ("/", "empty_message"),
        ("duaal " * 2000, "long_message"),
        ("x" * 10_000, "long_message"),
        (None, "empty_message"),
    ],
)
def test_a_message_without_a_question_gets_a_friendly_reply(chat: Conversation, text: str | None, reply: str) -> None:
    assert chat.say(text)
    assert chat.reply == reply


@pytest.mark.parametrize(
    "text",
    [
        "/session_start",
        "/back",
        "/action_default_fallback",
        '/set_student{"audience": "student"}',
        "/out_of_scope",
        "//restart now please",
        '/nlu_fallback{"x": [1,2]}',
        "EXTERNAL: reminder",
        "{{7*7}} ${jndi:ldap://x}",
        "'; DROP TABLE events; --",
        "<script>alert(1)</script>",
    ],
)
def test_injected_commands_are_never_executed(chat: Conversation, text: str) -> None:
    chat.say("/faq_costs")
    before = chat.last[0]["text"]
    assert chat.say(text)
    chat.say("/faq_costs")
    assert chat.last[0]["text"] == before


@pytest.mark.parametrize(
    "body", [b"", b"no json", b"[1, 2]", b'{"message": {"a": 1}}', b'{"sender": [1], "message": "x"}', b"\xff\xfe"]
)
def test_a_request_that_is_no_message_says_what_to_send(assistant: Assistant, body: bytes) -> None:
    status, answer = assistant.request("POST", "/webhooks/rest/webhook", body)
    assert status == 400
    assert json.loads(answer)["error"]


def test_people_without_a_sender_do_not_share_a_conversation(assistant: Assistant) -> None:
    first = json.loads(assistant.request("POST", "/webhooks/rest/webhook", b'{"message": "/faq_costs"}')[1])
    second = json.loads(assistant.request("POST", "/webhooks/rest/webhook", b'{"message": "/faq_costs"}')[1])
    assert first[0]["recipient_id"] != second[0]["recipient_id"]
