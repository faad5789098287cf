"""The widget as a reader meets it: found by role and name, as assistive technology finds it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, Request, expect

LAUNCHER = "Vraag over duaal leren?"


class Chat:
    """The chat on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.host = page.locator("duaalwijzer-chat")
        self.launcher = page.get_by_role("button", name=LAUNCHER)
        self.panel = self.host.locator(".panel")
        self.input = page.get_by_role("textbox", name="Je vraag")
        self.send = page.get_by_role("button", name="Verstuur", exact=True).last
        self.mine = self.panel.locator(".message.mine")
        self.answers = self.panel.locator(".theirs")
        self.choices = self.panel.locator(".choice")
        self.typing = self.panel.locator(".typing")
        self.failure = self.panel.locator(".failure")
        self.retry = page.get_by_role("button", name="Opnieuw proberen")
        self.sent: list[str] = []
        page.on("request", self._note)

    def _note(self, request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/webhook"):
            self.sent.append(str((request.post_data_json or {}).get("id")))

    def open(self) -> Chat:
        self.launcher.click()
        expect(self.panel).to_be_visible()
        return self

    def say(self, text: str) -> None:
        """Type a text and press Enter."""
        self.input.fill(text)
        self.input.press("Enter")

    def ask(self, text: str) -> Locator:
        """Type a text, wait for the answer and return it."""
        before = self.answers.count()
        self.say(text)
        return self.answer(before)

    def answer(self, before: int) -> Locator:
        """Wait for one answer more than ``before`` and return the text of the newest."""
        expect(self.answers).to_have_count(before + 1)
        expect(self.typing).to_have_count(0)
        return self.panel.locator(".theirs .bubble").last

    def menu(self, name: str) -> None:
        """Choose from the menu."""
        self.page.get_by_role("button", name="Meer keuzes").click()
        self.panel.locator(".menu").get_by_text(name).click()

    def settle(self) -> None:
        """Wait until nothing moves but what moves for ever."""
        self.page.wait_for_function(
            "() => document.querySelector('duaalwijzer-chat').shadowRoot.getAnimations()"
            ".every(one => one.effect.getComputedTiming().iterations === Infinity)"
        )

    def focused(self) -> str:
        """Return class or id of what has the focus inside the chat; empty when nothing there has it."""
        found: str = self.host.evaluate(
            "e => { const f = e.shadowRoot.activeElement; return f ? f.id || f.className : '' }"
        )
        return found

    def kept(self) -> dict[str, Any] | None:
        """Return what the browser keeps of the conversation."""
        found: dict[str, Any] | None = self.page.evaluate(
            "() => { for (const store of [localStorage, sessionStorage]) for (const key of Object.keys(store)) "
            "if (key.startsWith('duaalwijzer:http')) return JSON.parse(store.getItem(key)).value; return null }"
        )
        return found

    def listen(self) -> None:
        """Begin to note what a screen reader would say."""
        self.host.evaluate(
            """e => { window.spoken = []; window.speaking = [];
            new MutationObserver(changes => changes.forEach(change =>
            change.addedNodes.forEach(node => { window.spoken.push(node.textContent); window.speaking.push(node) })))
            .observe(e.shadowRoot.querySelector('[role=status]'), {childList: true}) }"""
        )

    def spoken(self) -> list[str]:
        """Return what a screen reader would have said since ``listen``."""
        found: list[str] = self.page.evaluate("() => window.spoken")
        return found
