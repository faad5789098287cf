from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.browsers import FIREFOX
from tests.browser.firefox import Firefox
from tests.browser.site import Page as SitePage
from tests.browser.site import School
from tests.browser.test_safety import HOSTILE

FOCUSED = "root.activeElement?.id || root.activeElement?.className || ''"


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    program = FIREFOX.find()
    if program is None:
        pytest.skip(FIREFOX.missing)
    with Firefox(program, tmp_path_factory.mktemp("firefox") / "profile") as running:
        yield running


def ask(firefox: Firefox, text: str) -> None:
    before = firefox.evaluate("root.querySelectorAll('.theirs').length")
    firefox.press(*text, "Enter")
    firefox.until(f"root.querySelectorAll('.theirs').length === {before + 1}")


def test_a_conversation_with_the_keyboard_in_firefox(firefox: Firefox, home: str) -> None:
    firefox.goto(home)
    firefox.until("!!root?.querySelector('.launcher')")
    firefox.evaluate("document.querySelector('a').focus()")
    firefox.press("Tab")
    assert "launcher" in firefox.evaluate(FOCUSED)
    firefox.press("Enter")
    firefox.until("root.querySelector('dialog').open")
    firefox.until("root.querySelectorAll('.choice').length === 4")
    assert firefox.evaluate(FOCUSED) == "message"
    ask(firefox, "Wat kost duaal leren?")
    assert "Inschrijven is gratis" in firefox.evaluate("root.querySelector('.log').innerText")
    assert "Inschrijven is gratis" in firefox.evaluate("root.querySelector('[role=status]').innerText")
    assert firefox.evaluate("root.querySelector('.source a').protocol") == "https:"
    firefox.goto(home)
    firefox.until("root?.querySelector('dialog').open && root.querySelectorAll('.message.mine').length === 1")
    firefox.evaluate("root.querySelector('#message').focus()")
    firefox.press("Escape")
    firefox.until("!root.querySelector('dialog').open")
    firefox.until(f"({FOCUSED}).includes('launcher')")
    assert len(firefox.screenshot()) > 1000


def test_a_strict_policy_and_hostile_styles_in_firefox(firefox: Firefox, school: School, server: str) -> None:
    policy = (
        f"default-src 'none'; script-src {server}; connect-src {server}; style-src 'unsafe-inline'; "
        "require-trusted-types-for 'script'; trusted-types lit-html"
    )
    tag = f'<script src="{server}/widget.js" data-school="linde" defer></script>'
    firefox.goto(school.put("/vuurvos", SitePage(tag, head=HOSTILE, headers={"Content-Security-Policy": policy})))
    firefox.until("!!root?.querySelector('.launcher')")
    box = firefox.evaluate("root.querySelector('.launcher').getBoundingClientRect().toJSON()")
    width, height = firefox.evaluate("[innerWidth, innerHeight]")
    assert box["width"] >= 44
    assert box["right"] <= width
    assert box["bottom"] <= height
    assert firefox.evaluate("getComputedStyle(root.querySelector('.launcher')).letterSpacing") == "normal"
    assert firefox.evaluate("getComputedStyle(root.querySelector('.launcher')).fontSize") == "16px"
    firefox.evaluate("root.querySelector('.launcher').click()")
    firefox.until("root.querySelectorAll('.choice').length > 0 || root.querySelectorAll('.message.mine').length > 0")
    ask(firefox, "<img src=x onerror=window.hit=1>")
    assert firefox.evaluate("window.hit") is None
    assert firefox.evaluate("root.querySelectorAll('img').length") == 0
