from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.chat import Chat
from tests.browser.site import Page as SitePage
from tests.browser.site import School
from tests.e2e.server import Assistant
from tests.e2e.website import stored

SOURCE = re.compile(r"^Bron: .* Nagekeken in [a-z]+ \d{4}\.")


def test_the_greeting_names_the_school_the_privacy_and_four_questions(chat: Chat) -> None:
    chat.open()
    expect(chat.panel).to_contain_text("Technisch Atheneum De Linde")
    expect(chat.panel).to_contain_text("Typ geen namen")
    expect(chat.panel).to_contain_text("24 uur op dit toestel")
    expect(chat.choices).to_have_count(4)
    assert chat.sent == []


def test_a_typed_question_gets_an_answer_with_a_quiet_source(chat: Chat) -> None:
    chat.open()
    answer = chat.ask("Wat kost duaal leren?")
    expect(answer).to_contain_text("Inschrijven is gratis")
    source = answer.locator(".source")
    expect(source).to_have_text(SOURCE)
    expect(source).not_to_contain_text("http")
    link = source.get_by_role("link").first
    assert (link.get_attribute("href") or "").startswith("https://onderwijs.vlaanderen.be/")
    assert link.get_attribute("rel") == "noopener noreferrer"
    expect(answer.locator("p").first).not_to_contain_text("Bron:")


def test_a_quick_reply_is_sent_and_only_the_newest_message_has_them(chat: Chat) -> None:
    chat.open()
    title = chat.choices.first.inner_text()
    chat.choices.first.click()
    chat.answer(0)
    expect(chat.mine).to_have_text([re.compile(re.escape(title))])
    following = chat.choices.count()
    assert following > 0
    chat.choices.first.click()
    chat.answer(1)
    holders = chat.panel.locator(".choices")
    expect(holders).to_have_count(1)
    assert holders.evaluate("list => list.parentElement.lastElementChild === list")


def test_typing_takes_the_place_of_quick_replies_at_once(chat: Chat) -> None:
    chat.open()
    chat.page.route("**/webhook", lambda route: None)  # no answer comes
    chat.say("Wat kost duaal leren?")
    expect(chat.typing).to_be_visible()
    expect(chat.choices).to_have_count(0)
    expect(chat.send).to_have_attribute("aria-disabled", "true")


def test_what_a_person_types_with_a_slash_is_text(chat: Chat) -> None:
    chat.open()
    answer = chat.ask("/faq_costs")
    expect(chat.mine).to_contain_text("/faq_costs")
    expect(answer).not_to_contain_text("Inschrijven is gratis")


def test_shift_enter_makes_a_new_line(chat: Chat) -> None:
    chat.open()
    chat.input.press_sequentially("een")
    chat.input.press("Shift+Enter")
    chat.input.press_sequentially("twee")
    expect(chat.input).to_have_value("een\ntwee")
    assert chat.sent == []


def test_the_conversation_survives_a_reload_and_another_page(chat: Chat, home: str) -> None:
    chat.open()
    chat.ask("Wat kost duaal leren?")
    log = chat.panel.locator(".log")
    text = log.inner_text()
    chat.page.reload()
    expect(chat.panel).to_be_visible()  # it was open, so it is open
    expect(log).to_have_text(text, use_inner_text=True)
    assert chat.focused() == ""  # and takes no focus on a page that just loaded
    chat.page.get_by_role("link", name="Andere pagina").click()
    chat.page.wait_for_url("**/andere")
    expect(chat.answers).to_have_count(1)
    chat.ask("kan je dat herhalen?")  # the assistant remembers too
    expect(chat.panel.locator(".bubble").last).to_contain_text("Inschrijven is gratis")


def test_a_reload_while_the_answer_is_on_its_way_loses_nothing(chat: Chat, assistant: Assistant) -> None:
    chat.open()
    question = "Wat kost duaal leren precies, vraag ik nu eens?"
    chat.page.route("**/webhook", lambda route: None)
    chat.say(question)
    expect(chat.typing).to_be_visible()
    chat.page.unroute("**/webhook")
    chat.page.reload()
    chat.answer(0)
    expect(chat.mine).to_have_count(1)
    rows = stored(assistant, "select id from events where type_name = 'user' and data like ?", f"%{question}%")
    assert len(rows) == 1


def test_two_tabs_stay_equal(chat: Chat, context: BrowserContext, home: str) -> None:
    chat.open()
    chat.ask("Wat kost duaal leren?")
    other = Chat(context.new_page())
    other.page.goto(home)
    expect(other.panel).to_be_hidden()  # what is open in one tab does not open in another
    other.open()
    expect(other.answers).to_have_count(1)
    other.ask("Is mijn kind verzekerd?")
    expect(chat.answers).to_have_count(2)
    expect(chat.mine).to_have_count(2)
    chat.page.get_by_role("button", name="Nieuw gesprek").click()
    expect(other.mine).to_have_count(0)
    expect(other.choices).to_have_count(4)


def test_a_double_click_sends_once(chat: Chat) -> None:
    chat.open()
    chat.choices.first.dblclick()
    chat.answer(0)
    chat.input.fill("Is mijn kind verzekerd?")
    chat.send.dblclick()
    chat.answer(1)
    expect(chat.mine).to_have_count(2)
    assert len(chat.sent) == len(set(chat.sent)) == 2


def test_restart_begins_a_conversation_that_remembers_nothing(chat: Chat) -> None:
    chat.open()
    chat.ask("Wat kost duaal leren?")
    before = chat.kept()
    chat.page.get_by_role("button", name="Nieuw gesprek").click()
    expect(chat.mine).to_have_count(0)
    expect(chat.choices).to_have_count(4)
    assert chat.kept() is None
    assert chat.focused() == "message"
    answer = chat.ask("kan je dat herhalen?")
    expect(answer).not_to_contain_text("Inschrijven is gratis")
    after = chat.kept()
    assert before is not None
    assert after is not None
    assert before["token"] != after["token"]


def test_erase_asks_first_and_then_leaves_nothing_anywhere(chat: Chat, assistant: Assistant) -> None:
    chat.open()
    question = "Wat kost duaal leren voor wie alles wil wissen?"
    chat.ask(question)
    query = "select id from events where type_name = 'user' and data like ?"
    assert len(stored(assistant, query, f"%{question}%")) == 1
    chat.menu("Wis mijn gesprek")
    assert chat.focused() == "erase-title"
    chat.page.get_by_role("button", name="Nee, terug").click()
    expect(chat.mine).to_have_count(1)
    chat.menu("Wis mijn gesprek")
    chat.page.get_by_role("button", name="Ja, wis alles").click()
    expect(chat.mine).to_have_count(0)
    expect(chat.panel).to_contain_text("Je gesprek is gewist.")
    assert chat.kept() is None
    assert stored(assistant, query, f"%{question}%") == []


def test_thumbs_are_stored_with_the_answer_and_a_remark(chat: Chat, assistant: Assistant) -> None:
    chat.open()
    chat.ask("Wat kost duaal leren?")
    reply = (chat.kept() or {})["messages"][-1]["replyId"]
    query = "select rating, remark, answers from feedback where reply_id = ?"
    with chat.page.expect_response("**/feedback"):
        chat.page.get_by_role("button", name="Ja, nuttig").click()
    assert stored(assistant, query, reply)[0][:2] == ("up", "")
    down = chat.page.get_by_role("button", name="Nee, niet nuttig")
    with chat.page.expect_response("**/feedback"):
        down.click()
    expect(down).to_have_attribute("aria-pressed", "true")
    chat.panel.locator(".remark textarea").fill("Te veel woorden.")
    with chat.page.expect_response("**/feedback"):
        chat.panel.locator(".remark").get_by_role("button", name="Verstuur").click()
    rows = stored(assistant, query, reply)
    assert len(rows) == 1
    assert rows[0][:2] == ("down", "Te veel woorden.")
    assert "faq_costs" in rows[0][2]
    assert "thumb" in chat.focused()
    chat.page.reload()
    expect(down).to_have_attribute("aria-pressed", "true")


def test_the_conversation_can_be_copied_and_mailed(page: Page, context: BrowserContext, server: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server)
    page.goto(server)
    chat = Chat(page).open()
    chat.ask("Wat kost duaal leren?")
    chat.menu("Kopieer dit gesprek")
    expect(chat.panel).to_contain_text("Het gesprek is gekopieerd.")
    text = page.evaluate("navigator.clipboard.readText()")
    assert "Jij: Wat kost duaal leren?" in text
    assert "Inschrijven is gratis" in text
    assert "Bron: " in text
    page.get_by_role("button", name="Meer keuzes").click()
    address = page.get_by_role("link", name="Mail dit gesprek").get_attribute("href") or ""
    assert address.startswith("mailto:?subject=")
    assert "Wat%20kost%20duaal%20leren" in address


def test_copying_also_works_on_a_page_without_https(chat: Chat) -> None:
    chat.open()
    chat.ask("Wat kost duaal leren?")
    chat.page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    chat.menu("Kopieer dit gesprek")
    expect(chat.panel).to_contain_text("Het gesprek is gekopieerd.")
    chat.input.focus()
    chat.page.keyboard.press("Control+V")
    assert "Jij: Wat kost duaal leren?" in chat.input.input_value()


def test_on_a_shared_computer_the_conversation_stays_in_its_tab(
    page: Page, context: BrowserContext, server: str, school: School
) -> None:
    tag = f'<script src="{server}/widget.js" data-school="linde" data-keep="session" defer></script>'
    address = school.put("/bib", SitePage(tag))
    page.goto(address)
    chat = Chat(page).open()
    expect(chat.panel).to_contain_text("Sluit dit tabblad als je klaar bent")
    chat.ask("Wat kost duaal leren?")
    page.reload()
    expect(chat.answers).to_have_count(1)
    assert page.evaluate("localStorage.length") == 0
    other = Chat(context.new_page())
    other.page.goto(address)
    other.open()
    expect(other.choices).to_have_count(4)
    expect(other.mine).to_have_count(0)


def test_a_conversation_that_is_too_old_is_gone(page: Page, home: str) -> None:
    page.clock.install()
    page.goto(home)
    chat = Chat(page).open()
    chat.ask("Wat kost duaal leren?")
    page.clock.run_for(25 * 3600 * 1000)
    expect(chat.mine).to_have_count(0)
    expect(chat.panel).to_contain_text("te oud")
    assert chat.kept() is None
    page.reload()
    expect(chat.choices).to_have_count(4)


def test_without_storage_the_chat_works_on_this_page(page: Page, home: str) -> None:
    page.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name, {get() { throw new DOMException('blocked', 'SecurityError') }})"
    )
    page.goto(home)
    chat = Chat(page).open()
    chat.ask("Wat kost duaal leren?")
    chat.ask("Is mijn kind verzekerd?")
    expect(chat.mine).to_have_count(2)


def test_a_reader_is_warned_before_a_conversation_goes_and_can_keep_it(page: Page, server: str, school: School) -> None:
    tag = f'<script src="{server}/widget.js" data-school="linde" data-keep="session" defer></script>'
    page.clock.install()
    page.goto(school.put("/bib-lang", SitePage(tag)))
    chat = Chat(page).open()
    chat.ask("Wat kost duaal leren?")
    chat.listen()
    page.clock.run_for(29 * 60_000 + 5_000)
    log = chat.panel.locator(".log")
    expect(log).to_contain_text("Ben je er nog?")
    assert any(said.startswith("Ben je er nog?") for said in chat.spoken())
    page.keyboard.press(" ")
    expect(log).not_to_contain_text("Ben je er nog?")
    page.clock.run_for(28 * 60_000)
    expect(chat.mine).to_have_count(1)
    page.clock.run_for(3 * 60_000)
    expect(chat.mine).to_have_count(0)
    assert chat.kept() is None
