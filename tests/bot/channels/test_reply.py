from __future__ import annotations

from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered

from bot.channels.reply import as_sent, stored_reply

BUTTONS = [{"title": "Wat kost het?", "payload": "/faq_costs"}]
EVENTS: list[Event] = [
    ActionExecuted("action_listen"),
    UserUttered("eerste", message_id="id-1"),
    BotUttered("antwoord een", {"buttons": BUTTONS, "custom": {"reply": "greet"}, "image": None}),
    BotUttered("nog een antwoord"),
    ActionExecuted("action_listen"),
    UserUttered("tweede", message_id="id-2"),
    BotUttered("antwoord twee"),
]


def test_the_messages_after_the_users_message_are_its_reply() -> None:
    assert stored_reply(EVENTS, "id-1") == [
        {"text": "antwoord een", "buttons": BUTTONS, "custom": {"reply": "greet"}},
        {"text": "nog een antwoord"},
    ]
    assert [message["text"] for message in stored_reply(EVENTS, "id-2")] == ["antwoord twee"]
    assert stored_reply(EVENTS, "id-3") == []


def test_a_message_of_a_reply_has_its_own_name_and_keeps_it() -> None:
    first = as_sent({"text": "a"}, "conversation", "id-1", 0)
    assert first == as_sent({"text": "a"}, "conversation", "id-1", 0)
    assert first["buttons"] == []
    assert first["custom"] == {}
    names = {
        as_sent({}, conversation, identifier, number)["reply_id"]
        for conversation in ("c", "d")
        for identifier in ("1", "11")
        for number in (0, 1)
    }
    assert len(names) == 8
