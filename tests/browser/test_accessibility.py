from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.chat import Chat

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = ["#0b5c57", "#ffee00", "#777777", "#ff6600", "#ffffff", "#000000"]


def violations(page: Page, within: str = "duaalwijzer-chat") -> list[str]:
    """Return what axe finds wrong inside the chat."""
    found = Axe().run(page, context=within, options={**RULES, "resultTypes": ["violations"]}).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def expect_accessible(chat: Chat) -> None:
    chat.settle()
    assert violations(chat.page) == []


@pytest.mark.parametrize("screen", [(1280, 800), (390, 844)])
def test_axe_finds_nothing_in_any_state(visit: Callable[..., Chat], screen: tuple[int, int]) -> None:
    chat = visit(viewport={"width": screen[0], "height": screen[1]}, has_touch=screen[0] < 600)
    expect(chat.launcher).to_be_visible()
    expect_accessible(chat)
    chat.open()
    expect(chat.choices).to_have_count(4)
    expect_accessible(chat)
    chat.page.route("**/webhook", lambda route: None)
    chat.say("Wat kost duaal leren?")
    expect(chat.typing).to_be_visible()
    expect_accessible(chat)
    chat.page.unroute("**/webhook")
    chat.page.reload()
    if screen[0] < 600:
        chat.open()
    chat.answer(0)
    expect_accessible(chat)
    chat.page.get_by_role("button", name="Nee, niet nuttig").click()
    expect_accessible(chat)
    chat.page.get_by_role("button", name="Meer keuzes").click()
    expect_accessible(chat)
    chat.panel.locator(".menu").get_by_text("Wis mijn gesprek").click()
    expect_accessible(chat)
    chat.page.route("**/erase", lambda route: route.abort(), times=1)
    chat.page.get_by_role("button", name="Ja, wis alles").click()
    expect(chat.panel).to_contain_text("Er is nog niets gewist")
    expect_accessible(chat)
    chat.page.get_by_role("button", name="Nee, terug").click()
    chat.page.context.set_offline(True)
    chat.say("Is mijn kind verzekerd?")
    expect(chat.retry).to_be_visible()
    expect_accessible(chat)


@pytest.mark.parametrize("colour", COLOURS)
def test_axe_finds_nothing_with_any_colour(chat: Chat, colour: str) -> None:
    chat.host.evaluate("(e, colour) => e.setAttribute('color', colour)", colour)
    chat.page.mouse.move(5, 5)
    expect_accessible(chat)
    chat.open()
    chat.ask("Wat kost duaal leren?")
    chat.page.get_by_role("button", name="Ja, nuttig").click()
    expect_accessible(chat)


@pytest.mark.parametrize("path", ["/", "/chat?school=linde", "/snippet"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_our_pages(page: Page, server: str, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    with page.expect_response("**/config*"):
        page.goto(server + path)
    expect(page.locator("duaalwijzer-chat .root")).to_be_attached()
    assert violations(page, "html") == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def press(chat: Chat, keys: str, times: int = 1) -> None:
    for _ in range(times):
        chat.page.keyboard.press(keys)


def tab_to(chat: Chat, name: str, keys: str = "Tab") -> None:
    """Press Tab until what has the focus bears ``name``."""
    for _ in range(40):
        press(chat, keys)
        found = chat.host.evaluate(
            "e => { const f = e.shadowRoot.activeElement; return f ? f.ariaLabel || f.innerText.trim() : '' }"
        )
        if found.startswith(name):
            return
    raise AssertionError(f"no way by {keys} to '{name}'")


def test_everything_can_be_done_with_the_keyboard_alone(chat: Chat) -> None:
    page = chat.page
    tab_to(chat, "Vraag over duaal leren?")
    press(chat, "Enter")
    expect(chat.panel).to_be_visible()
    assert chat.focused() == "message"
    page.keyboard.type("Wat kost duaal leren?")
    press(chat, "Enter")
    chat.answer(0)
    assert chat.focused() == "message"

    question = chat.choices.first.inner_text()
    tab_to(chat, question, "Shift+Tab")
    press(chat, "Enter")
    chat.answer(1)
    assert chat.focused() == "message"

    tab_to(chat, "Nee, niet nuttig", "Shift+Tab")
    press(chat, " ")
    expect(page.get_by_role("button", name="Nee, niet nuttig").last).to_have_attribute("aria-pressed", "true")
    press(chat, "Tab")
    page.keyboard.type("Onduidelijk")
    tab_to(chat, "Verstuur")
    press(chat, "Enter")
    expect(chat.panel.locator(".remark")).to_have_count(0)
    assert "thumb" in chat.focused()

    tab_to(chat, "Meer keuzes", "Shift+Tab")
    press(chat, "Enter")
    expect(chat.panel.locator(".menu")).to_be_visible()
    press(chat, "Escape")
    expect(chat.panel.locator(".menu")).to_have_count(0)
    assert "more" in chat.focused()
    press(chat, "Enter")
    tab_to(chat, "Wis mijn gesprek")
    press(chat, "Enter")
    expect(page.get_by_role("button", name="Ja, wis alles")).to_be_visible()
    press(chat, "Escape")
    assert "more" in chat.focused()
    press(chat, "Enter")
    tab_to(chat, "Wis mijn gesprek")
    press(chat, "Enter")
    expect(page.get_by_role("button", name="Ja, wis alles")).to_be_visible()
    tab_to(chat, "Ja, wis alles")
    press(chat, "Enter")
    expect(chat.mine).to_have_count(0)
    assert chat.focused() == "message"

    press(chat, "Escape")
    expect(chat.panel).to_be_hidden()
    assert "launcher" in chat.focused()
    press(chat, " ")
    expect(chat.panel).to_be_visible()
    tab_to(chat, "Sluit de chat", "Shift+Tab")
    press(chat, "Enter")
    assert "launcher" in chat.focused()
    # beside the page, the chat is no trap
    press(chat, "Shift+Tab")
    assert page.evaluate("document.activeElement.textContent") == "Andere pagina"


def test_every_control_shows_where_the_focus_is(chat: Chat) -> None:
    chat.open()
    chat.ask("Wat kost duaal leren?")
    seen = set()
    chat.input.focus()
    for _ in range(25):
        press(chat, "Shift+Tab")
        state = chat.host.evaluate(
            """e => { const f = e.shadowRoot.activeElement; if (!f) return null;
            const s = getComputedStyle(f), b = f.getClientRects()[0];
            const top = e.shadowRoot.elementFromPoint(b.x + b.width / 2, b.y + Math.min(b.height, 40) / 2);
            return [f.className || f.id, s.outlineStyle, parseFloat(s.outlineWidth), f === top || f.contains(top)] }"""
        )
        if state is None:
            break
        name, style, width, visible = state
        seen.add(name)
        assert style == "solid", name
        assert width >= 2, name
        assert visible, f"{name} has the focus but is covered"
    assert len(seen) > 6


def test_names_roles_and_states(chat: Chat) -> None:
    page = chat.page
    expect(chat.launcher).to_have_attribute("aria-haspopup", "dialog")
    expect(chat.launcher).to_have_attribute("aria-expanded", "false")
    chat.open()
    expect(page.get_by_role("dialog", name="Duaal leren op De Linde")).to_be_visible()
    expect(page.get_by_role("log", name="Gesprek")).to_be_visible()
    expect(page.get_by_role("heading", name="Duaal leren op De Linde", level=2)).to_be_visible()
    expect(page.get_by_role("list", name="Veelgestelde vragen").get_by_role("listitem")).to_have_count(4)
    menu = page.get_by_role("button", name="Meer keuzes")
    expect(menu).to_have_attribute("aria-expanded", "false")
    menu.click()
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(chat.panel.locator(".contact")).to_contain_text("Noor Voorbeeld")
    expect(page.get_by_role("link", name="03 000 00 00")).to_have_attribute("href", "tel:030000000")
    menu.click()
    chat.ask("Wat kost duaal leren?")
    expect(page.get_by_role("group", name="Was dit nuttig?")).to_be_visible()
    expect(page.get_by_role("button", name="Ja, nuttig")).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_role("list", name="Kies een antwoord")).to_be_visible()
    expect(page.get_by_role("link", name="Onderwijs Vlaanderen (opent in een nieuw tabblad)")).to_be_visible()
    expect(chat.mine).to_contain_text("Jij:")
    assert chat.panel.locator("xpath=ancestor-or-self::*[@lang]").last.get_attribute("lang") == "nl-BE"


def test_answers_are_spoken_also_when_they_are_the_same_again(chat: Chat) -> None:
    chat.open()
    chat.listen()
    chat.ask("dank je")
    chat.ask("dank je")
    spoken = [said for said in chat.spoken() if said != "Ik zoek het antwoord …"]
    assert len(spoken) == 2
    assert spoken[0] == spoken[1]
    # each time by an element of its own: the same element with the same text may stay unsaid
    assert chat.page.evaluate("new Set(window.speaking).size === window.speaking.length")
    chat.ask("Wat kost duaal leren?")
    last = chat.spoken()[-1]
    assert "Inschrijven is gratis" in last
    assert "Bron: " in last
    assert "Je kan kiezen uit: " in last
    assert "**" not in last
    # one live region speaks; the log beside it stays silent, or all would be said twice
    assert chat.host.evaluate("e => [...e.shadowRoot.querySelectorAll('[aria-live]:not([aria-live=off])')].length") == 1


def test_waiting_and_failing_are_spoken(page: Page, home: str) -> None:
    page.clock.install()
    page.goto(home)
    chat = Chat(page).open()
    chat.listen()
    page.route("**/webhook", lambda route: None)
    with page.expect_request("**/webhook"):
        chat.say("Wat kost duaal leren?")
    page.clock.run_for(2_000)
    assert chat.spoken() == ["Ik zoek het antwoord …"]
    chat.say("nog iets")
    assert chat.spoken()[-1].startswith("Even wachten")
    expect(chat.input).to_have_value("nog iets")
    page.clock.run_for(20_000)
    expect(chat.retry).to_be_visible()
    assert chat.spoken()[-1].startswith("Er kwam niet op tijd een antwoord.")
    # and what was said does not stay for who reads on
    page.clock.run_for(20_000)
    assert chat.panel.locator("[role=status] p").count() == 0


def test_an_answer_that_comes_after_closing_is_told_on_the_button(chat: Chat) -> None:
    chat.open()
    held: list[Any] = []
    chat.page.route("**/webhook", lambda route: held.append(route))
    with chat.page.expect_request("**/webhook"):
        chat.say("Wat kost duaal leren?")
    press(chat, "Escape")
    expect(chat.panel).to_be_hidden()
    held[0].continue_()
    expect(chat.page.get_by_role("button", name="Er is een nieuw antwoord.")).to_be_visible()
    chat.open()
    expect(chat.answers).to_have_count(1)
    press(chat, "Escape")
    expect(chat.launcher).not_to_contain_text("nieuw antwoord")


def test_nothing_moves_for_who_asked_for_that(visit: Callable[..., Chat]) -> None:
    moving = "e => e.shadowRoot.getAnimations().filter(one => one.playState === 'running').length"
    for preference, still in (("reduce", True), ("no-preference", False)):
        chat = visit(reduced_motion=preference)
        chat.page.route("**/webhook", lambda route: None)
        chat.open()
        chat.say("Wat kost duaal leren?")
        expect(chat.typing).to_be_visible()
        assert (chat.host.evaluate(moving) == 0) is still


def test_forced_colours_keep_edges_and_states(visit: Callable[..., Chat]) -> None:
    chat = visit(forced_colors="active")
    expect(chat.launcher).to_have_css("border-style", "solid")
    chat.open()
    chat.ask("Wat kost duaal leren?")
    up = chat.page.get_by_role("button", name="Ja, nuttig")
    down = chat.page.get_by_role("button", name="Nee, niet nuttig")
    up.click()
    chat.input.focus()
    expect(up).to_have_css("outline-style", "solid")
    expect(down).to_have_css("outline-style", "none")
    for part in (".bubble >> nth=0", ".choice >> nth=0", ".send", "#message"):
        assert float(chat.panel.locator(part).evaluate("e => parseFloat(getComputedStyle(e).borderTopWidth)")) >= 1
    # an icon has the colour of text on a button, so it shows on whatever ground the reader chose
    assert chat.panel.locator(".send svg").evaluate(
        "e => getComputedStyle(e).stroke === getComputedStyle(e.parentElement).color"
    )


def test_the_text_follows_the_reader_but_is_never_small(chat: Chat) -> None:
    chat.open()
    chat.ask("Wat kost duaal leren?")
    sizes = "e => [...e.shadowRoot.querySelectorAll('.root *')].map(x => parseFloat(getComputedStyle(x).fontSize))"
    assert min(chat.host.evaluate(sizes)) >= 16
    chat.page.add_style_tag(content="html { font-size: 32px }")
    assert min(chat.host.evaluate(sizes)) >= 32
    assert chat.panel.evaluate("e => e.scrollWidth <= e.clientWidth && e.getBoundingClientRect().right <= innerWidth")
