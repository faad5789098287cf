from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chat import Chat

# 320x256 is a window of 1280x1024 at 400 % zoom
SCREENS = [(320, 568), (390, 844), (1280, 800), (844, 390), (568, 320), (320, 256)]
WCAG_SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""


def inside(chat: Chat, part: Locator) -> bool:
    found: bool = part.evaluate(
        "e => { const b = e.getBoundingClientRect(); return b.left >= 0 && b.top >= 0 && b.width > 0 && b.height > 0 &&"
        " b.right <= innerWidth + .5 && b.bottom <= innerHeight + .5 }"
    )
    return found


def expect_usable(chat: Chat) -> None:
    """Nothing is cut off, nothing scrolls sideways, all controls are large enough and can be reached."""
    faults = chat.host.evaluate(
        """e => [...e.shadowRoot.querySelectorAll('.panel, .panel *')]
        .filter(x => !x.closest('.hidden') && !x.closest('svg'))
        .flatMap(x => {
          const b = x.getBoundingClientRect(), name = x.localName + '.' + x.className, wrong = [];
          const wider = x.scrollWidth > x.clientWidth + 1 && getComputedStyle(x).display !== 'inline';
          const control = x.matches('button, textarea, .menu a');
          if (b.left < -.5 || b.right > innerWidth + .5) wrong.push(name + ' leaves the screen');
          if (wider) wrong.push(name + ' is wider than its place');
          if (control && (b.width < 43.5 || b.height < 43.5)) wrong.push(name + ' is too small');
          return wrong })"""
    )
    assert faults == []
    for part in (chat.send, chat.input, chat.page.get_by_role("button", name="Sluit de chat")):
        part.scroll_into_view_if_needed()
        assert inside(chat, part)


@pytest.mark.parametrize("screen", SCREENS)
def test_all_sizes(visit: Callable[..., Chat], screen: tuple[int, int]) -> None:
    width, height = screen
    chat = visit(viewport={"width": width, "height": height}, has_touch=width < 1000)
    assert inside(chat, chat.launcher)
    box = chat.launcher.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    chat.open()
    expect(chat.choices).to_have_count(4)
    expect_usable(chat)
    if width <= 600 or height <= 500:
        full = chat.panel.bounding_box()
        assert full == {"x": 0, "y": 0, "width": width, "height": height}
        assert chat.panel.evaluate("e => e.matches(':modal')")  # the page under it cannot be reached by mistake
    else:
        assert not chat.panel.evaluate("e => e.matches(':modal')")
    chat.ask("Wat kost duaal leren?")
    expect_usable(chat)
    chat.choices.last.scroll_into_view_if_needed()
    assert inside(chat, chat.choices.last)
    chat.page.get_by_role("button", name="Nee, niet nuttig").click()
    chat.page.get_by_role("button", name="Meer keuzes").click()
    expect_usable(chat)
    chat.panel.locator(".menu").get_by_text("Wis mijn gesprek").click()
    yes = chat.page.get_by_role("button", name="Ja, wis alles")
    yes.scroll_into_view_if_needed()
    assert inside(chat, yes)


@pytest.mark.parametrize("path", ["/", "/chat?school=linde"])
def test_the_conversation_scrolls_and_its_frame_does_not(page: Page, server: str, path: str) -> None:
    page.goto(server + path)
    chat = Chat(page)
    if path == "/":
        chat.open()
    for question in ("Wat kost duaal leren?", "Wat is duaal leren?"):
        chat.ask(question)
    scrolled = chat.panel.evaluate(
        "e => { for (const x of [e, document.scrollingElement]) x.scrollTop = 100; return e.scrollTop }"
    )
    assert scrolled == 0
    assert chat.panel.locator(".log").evaluate("e => e.scrollHeight > e.clientHeight")
    assert inside(chat, chat.page.get_by_role("heading").last)


@pytest.mark.parametrize("screen", [(1280, 800), (390, 844), (320, 256)])
def test_wide_text_spacing_loses_nothing(visit: Callable[..., Chat], screen: tuple[int, int]) -> None:
    chat = visit(viewport={"width": screen[0], "height": screen[1]}, has_touch=screen[0] < 1000)
    chat.host.evaluate(
        "(e, css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);"
        " e.shadowRoot.adoptedStyleSheets = [...e.shadowRoot.adoptedStyleSheets, sheet] }",
        WCAG_SPACING,
    )
    chat.open()
    expect(chat.choices).to_have_count(4)
    expect_usable(chat)
    chat.ask("Wat kost duaal leren?")
    chat.page.get_by_role("button", name="Ja, nuttig").click()
    expect_usable(chat)


def test_the_start_of_a_long_answer_is_in_view(visit: Callable[..., Chat]) -> None:
    chat = visit(viewport={"width": 320, "height": 568}, has_touch=True)
    chat.open()
    chat.ask("Wat kost duaal leren?")
    question = chat.mine.bounding_box()
    log = chat.panel.locator(".log").bounding_box()
    assert question is not None
    assert log is not None
    assert abs(question["y"] - log["y"]) < 40


def test_on_a_touch_screen_no_keyboard_covers_the_answer(visit: Callable[..., Chat]) -> None:
    chat = visit(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    chat.open()
    assert chat.focused() == "title"
    chat.choices.first.tap()
    chat.answer(0)
    assert chat.focused() == "log"


def test_the_panel_follows_what_the_keyboard_leaves_of_the_screen(visit: Callable[..., Chat]) -> None:
    chat = visit(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    chat.open()
    # an on-screen keyboard makes the visual viewport lower and shifts it, while the window stays as it was
    chat.page.evaluate(
        """() => { for (const [name, value] of Object.entries({height: 400, offsetTop: 60}))
            Object.defineProperty(visualViewport, name, {get: () => value});
            visualViewport.dispatchEvent(new Event('resize')) }"""
    )
    chat.settle()
    assert chat.panel.bounding_box() == pytest.approx({"x": 0, "y": 60, "width": 390, "height": 400}, abs=0.1)
    send = chat.send.bounding_box()
    assert send is not None
    assert send["y"] + send["height"] <= 460


def test_turning_the_screen_keeps_the_chat_and_the_focus(visit: Callable[..., Chat]) -> None:
    chat = visit(viewport={"width": 1280, "height": 800})
    chat.open()
    chat.input.fill("half getypt")
    chat.page.set_viewport_size({"width": 390, "height": 844})
    expect(chat.panel).to_be_visible()
    chat.page.wait_for_function("() => document.querySelector('duaalwijzer-chat').shadowRoot.querySelector(':modal')")
    assert chat.focused() == "message"
    chat.page.set_viewport_size({"width": 1280, "height": 800})
    chat.page.wait_for_function("() => !document.querySelector('duaalwijzer-chat').shadowRoot.querySelector(':modal')")
    expect(chat.panel).to_be_visible()
    assert chat.focused() == "message"
    expect(chat.input).to_have_value("half getypt")
    chat.page.keyboard.press("Escape")
    expect(chat.panel).to_be_hidden()


def test_on_a_small_screen_escape_closes_and_the_page_can_be_used_again(visit: Callable[..., Chat]) -> None:
    chat = visit(viewport={"width": 390, "height": 844})
    chat.open()
    chat.page.keyboard.press("Escape")
    expect(chat.panel).to_be_hidden()
    assert "launcher" in chat.focused()
    chat.page.reload()  # a new page is not covered by the chat of the last one
    expect(chat.launcher).to_be_visible()
    chat.open()
    chat.page.reload()
    expect(chat.launcher).to_be_visible()
    expect(chat.panel).to_be_hidden()
