from __future__ import annotations

import asyncio
from typing import Any

import pytest
from aiohttp import web
from rasa.utils.endpoints import ClientResponseError

from bot.dialogue.action_endpoint import ActionEndpoint, what_actions_read


def user(text: str) -> dict[str, Any]:
    return {"event": "user", "text": text, "parse_data": {"intent_ranking": [{"name": "faq_costs"}]}}


def slot(name: str, value: Any) -> dict[str, Any]:
    return {"event": "slot", "name": name, "value": value}


FORM = {"event": "active_loop", "name": "personal_form"}
END = {"event": "active_loop", "name": None}
BOT = {"event": "bot", "data": {"custom": {"asks": "hours"}}}
SAID = {"event": "action", "name": "utter_answer"}


def read(events: list[dict[str, Any]], in_form: bool = False) -> list[str]:
    loop = {"name": "personal_form"} if in_form else {}
    tracker = {"events": events, "active_loop": loop, "slots": {}, "latest_message": {}}
    return [
        str(event.get("text") or event.get("name") or event["event"]) for event in what_actions_read(tracker)["events"]
    ]


def test_before_the_latest_message_only_what_slots_hold_is_read() -> None:
    assert read([user("a"), slot("hours", 24), BOT, user("b"), SAID]) == ["hours", "b", "utter_answer"]


def test_a_running_form_is_read_from_its_beginning() -> None:
    events = [user("a"), FORM, END, user("b"), FORM, BOT, user("c"), SAID]
    assert read(events, in_form=True) == ["personal_form", "bot", "c", "utter_answer"]


def test_a_form_that_begins_in_this_turn_is_read_from_the_message() -> None:
    assert read([user("a"), user("b"), SAID, FORM], in_form=True) == ["b", "utter_answer", "personal_form"]


def test_a_conversation_without_a_message_is_read_whole() -> None:
    assert read([slot("hours", 24), BOT]) == ["hours", "bot"]


def test_what_a_message_might_have_meant_is_not_read() -> None:
    message = {"text": "a", "intent": {"name": "inform"}, "entities": [], "intent_ranking": [1], "text_tokens": [2]}
    tracker = {"events": [user("a")], "slots": {"hours": 24}, "latest_message": message}
    found = what_actions_read(tracker)
    assert found["latest_message"] == {"text": "a", "intent": {"name": "inform"}, "entities": []}
    assert "parse_data" not in found["events"][0]
    assert found["slots"] == {"hours": 24}


CALL = {"next_action": "action_recall_facts", "tracker": {"events": [], "slots": {}}}


class Actions:
    """A web server in the place of the action server, which notes the connections and calls it gets."""

    def __init__(self, status: int = 200) -> None:
        self.connections: set[Any] = set()
        self.calls: list[dict[str, Any]] = []
        self._status = status

    async def answer(self, request: web.Request) -> web.Response:
        self.connections.add(request.transport)
        self.calls.append(await request.json())
        return web.json_response({"events": [], "responses": []}, status=self._status)

    async def talk(self, times: int) -> list[Any]:
        app = web.Application()
        app.router.add_post("/webhook", self.answer)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        assert site._server is not None
        port = site._server.sockets[0].getsockname()[1]
        endpoint = ActionEndpoint(f"http://127.0.0.1:{port}/webhook")
        try:
            return [await endpoint.request(json=CALL, method="post", timeout=300, compress=False) for _ in range(times)]
        finally:
            await endpoint.close()
            await runner.cleanup()


def test_calls_share_a_connection() -> None:
    actions = Actions()
    assert asyncio.run(actions.talk(3)) == [{"events": [], "responses": []}] * 3
    assert len(actions.connections) == 1
    assert [call["next_action"] for call in actions.calls] == ["action_recall_facts"] * 3


def test_a_failure_of_the_action_server_is_told() -> None:
    with pytest.raises(ClientResponseError):
        asyncio.run(Actions(500).talk(1))
