from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.chat import Chat
from tests.e2e.server import Assistant
from tests.e2e.website import stored

# a form has its questions: the reader is asked for the hours in the company
START = "Is het werk in het bedrijf betaald?"
CALCULATE = re.compile("voor mijn kind")


@pytest.fixture
def form(chat: Chat) -> Chat:
    """A chat in which the assistant has just asked for a fact."""
    chat.open()
    chat.page.get_by_role("button", name=START).click()
    chat.answer(0)
    chat.page.get_by_role("button", name=CALCULATE).click()
    expect(chat.answer(1)).to_contain_text("Hoeveel uur per week")
    return chat


def test_a_typed_fact_gives_a_personal_answer_that_can_be_rated(form: Chat, assistant: Assistant) -> None:
    # what the assistant asks cannot be rated
    expect(form.panel.locator(".feedback")).to_have_count(1)
    answer = form.ask("24 uur per week")
    expect(answer).to_contain_text("OAO")
    expect(answer.locator(".source")).to_contain_text("Nagekeken in")
    reply = (form.kept() or {})["messages"][-1]["replyId"]
    with form.page.expect_response("**/feedback") as response:
        form.page.get_by_role("button", name="Ja, nuttig").last.click()
    assert response.value.status == 204
    assert stored(assistant, "select rating from feedback where reply_id = ?", reply) == [("up",)]


def test_a_quick_reply_inside_the_form(form: Chat) -> None:
    form.page.get_by_role("button", name="Weet ik niet").click()
    answer = form.answer(2)
    expect(answer).to_contain_text("SAO")
    expect(answer).to_contain_text("OAO")
    expect(answer.get_by_role("listitem")).to_have_count(2)


def test_the_form_goes_on_after_a_reload_and_in_another_tab(form: Chat, home: str) -> None:
    form.page.reload()
    expect(form.page.get_by_role("button", name="Weet ik niet")).to_be_visible()
    other = Chat(form.page.context.new_page())
    other.page.goto(home)
    other.open()
    expect(other.ask("18 uur per week")).to_contain_text("SAO")
    expect(form.answers).to_have_count(3)
    expect(form.page.get_by_role("button", name="Weet ik niet")).to_have_count(0)


def test_a_lost_answer_inside_the_form_does_not_count_twice(form: Chat) -> None:
    form.page.route("**/webhook", lambda route: (route.fetch(), route.abort())[1], times=1)
    form.say("24 uur per week")
    expect(form.retry).to_be_visible()
    form.retry.click()
    expect(form.answer(2)).to_contain_text("OAO")
