from __future__ import annotations

import json
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.chat import Chat
from tests.e2e.server import Assistant
from tests.e2e.website import stored


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Assistant]:
    """An assistant that the test may kill."""
    with Assistant(tmp_path / "var") as running:
        yield running


def expect_kept(chat: Chat, question: str, reason: str | re.Pattern[str]) -> None:
    expect(chat.failure).to_contain_text(reason)
    expect(chat.retry).to_be_visible()
    expect(chat.mine.last).to_contain_text(question)
    expect(chat.typing).to_have_count(0)


def test_offline_and_back(chat: Chat, context: BrowserContext) -> None:
    chat.open()
    chat.listen()
    chat.ask("Wat kost duaal leren?")
    context.set_offline(True)
    expect(chat.panel.locator(".notice")).to_contain_text("Je bent offline")
    question = "Is mijn kind verzekerd op de werkplek?"
    chat.say(question)
    expect_kept(chat, question, "je bent offline")
    chat.page.evaluate("window.scrollTo(0, 0)")
    context.set_offline(False)
    expect(chat.panel.locator(".notice")).to_have_count(0)
    chat.retry.click()
    chat.answer(1)
    expect(chat.failure).to_have_count(0)
    expect(chat.mine).to_have_count(2)
    assert any("offline" in said for said in chat.spoken())
    assert any("weer online" in said for said in chat.spoken())
    assert chat.sent[1] == chat.sent[2]


def test_opened_while_the_assistant_cannot_be_reached(chat: Chat, context: BrowserContext) -> None:
    # the page was loaded, its first request for the school's texts fails
    chat.page.route("**/config*", lambda route: route.abort())
    chat.page.reload()
    chat.open()
    expect(chat.panel).to_contain_text("Ik beantwoord vragen over duaal leren")
    chat.page.unroute("**/config*")
    chat.page.get_by_role("button", name="Sluit de chat").click()
    chat.open()
    expect(chat.panel).to_contain_text("Technisch Atheneum De Linde")


def test_server_killed_and_back(page: Page, own: Assistant) -> None:
    page.goto(f"http://127.0.0.1:{own.port}/")
    chat = Chat(page).open()
    chat.ask("Wat kost duaal leren?")
    own.stop(signal.SIGKILL)
    question = "Is mijn kind verzekerd op de werkplek?"
    chat.say(question)
    expect_kept(chat, question, "Er ging iets mis")
    chat.retry.click()
    expect_kept(chat, question, "Er ging iets mis")
    with Assistant(own.var, port=own.port) as back:
        chat.retry.click()
        chat.answer(1)
        expect(chat.mine).to_have_count(2)
        rows = stored(back, "select id from events where type_name = 'user' and data like ?", f"%{question}%")
        assert len(rows) == 1


def test_an_answer_that_was_lost_on_the_way_is_not_worked_out_twice(chat: Chat, assistant: Assistant) -> None:
    chat.open()
    question = "Wat kost duaal leren als het antwoord verloren gaat?"

    def lose(route: Route) -> None:
        route.fetch()  # the assistant gets the message and answers, but the reader gets nothing
        route.abort()

    chat.page.route("**/webhook", lose)
    chat.say(question)
    expect_kept(chat, question, "Er ging iets mis")
    chat.page.unroute("**/webhook")
    chat.retry.click()
    chat.answer(0)
    assert chat.sent[0] == chat.sent[1]
    rows = stored(assistant, "select id from events where type_name = 'user' and data like ?", f"%{question}%")
    assert len(rows) == 1


@pytest.mark.parametrize(
    ("status", "body", "headers", "reason"),
    [
        (500, {"error": "x"}, {}, "Er ging iets mis"),
        (502, {}, {}, "Er ging iets mis"),
        (200, {"id": "x", "messages": []}, {}, "Er kwam geen antwoord"),
        (200, [], {}, "Er kwam geen antwoord"),
        (429, {"error": "x"}, {"Retry-After": "12"}, "Wacht 12 seconden"),
        (413, {"error": "x"}, {}, "te lang"),
        (400, {"error": "x"}, {}, "kon niet verwerkt worden"),
    ],
)
def test_every_failure_keeps_the_message(
    chat: Chat, server: str, status: int, body: object, headers: dict[str, str], reason: str
) -> None:
    chat.open()
    allowed = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After", **headers}
    chat.page.route(
        "**/webhook", lambda route: route.fulfill(status=status, body=json.dumps(body), headers=allowed), times=1
    )
    chat.say("Wat kost duaal leren?")
    expect_kept(chat, "Wat kost duaal leren?", reason)
    assert chat.focused() == "message"
    chat.retry.click()
    chat.answer(0)
    expect(chat.failure).to_have_count(0)
    assert chat.sent[0] == chat.sent[1]


def test_a_failed_message_is_still_there_after_a_reload(chat: Chat) -> None:
    chat.open()
    chat.page.route("**/webhook", lambda route: route.abort())
    chat.say("Wat kost duaal leren?")
    expect(chat.retry).to_be_visible()
    chat.page.unroute("**/webhook")
    chat.page.reload()
    chat.retry.click()
    chat.answer(0)
    expect(chat.mine).to_have_count(1)


def test_no_answer_in_time(page: Page, home: str) -> None:
    page.clock.install()
    page.goto(home)
    chat = Chat(page).open()
    page.route("**/webhook", lambda route: None)
    with page.expect_request("**/webhook"):
        chat.say("Wat kost duaal leren?")
    page.clock.run_for(21_000)
    expect_kept(chat, "Wat kost duaal leren?", "niet op tijd")


def test_a_token_that_is_refused_is_renewed_without_a_word(chat: Chat) -> None:
    chat.open()
    chat.ask("Wat kost duaal leren?")
    chat.page.evaluate(
        "() => { const key = Object.keys(localStorage).find(key => key.startsWith('duaalwijzer:http'));"
        " const kept = JSON.parse(localStorage[key]); kept.value.token = 'oud';"
        " localStorage[key] = JSON.stringify(kept) }"
    )
    chat.ask("Is mijn kind verzekerd?")
    expect(chat.failure).to_have_count(0)
    assert len(chat.sent) == 3
    assert chat.sent[1] == chat.sent[2]


def test_erasing_that_fails_says_so_and_can_be_tried_again(chat: Chat) -> None:
    chat.open()
    chat.ask("Wat kost duaal leren?")
    chat.page.route("**/erase", lambda route: route.abort(), times=1)
    chat.menu("Wis mijn gesprek")
    chat.page.get_by_role("button", name="Ja, wis alles").click()
    expect(chat.panel).to_contain_text("Er is nog niets gewist")
    expect(chat.mine).to_have_count(1)
    chat.retry.click()
    expect(chat.mine).to_have_count(0)


def test_a_rating_that_fails_can_be_tried_again(chat: Chat) -> None:
    chat.open()
    chat.ask("Wat kost duaal leren?")
    chat.page.route("**/feedback", lambda route: route.abort(), times=1)
    chat.page.get_by_role("button", name="Ja, nuttig").click()
    expect(chat.panel).to_contain_text("Je mening kon niet verstuurd worden")
    with chat.page.expect_response("**/feedback"):
        chat.retry.click()
    expect(chat.failure).to_have_count(0)
