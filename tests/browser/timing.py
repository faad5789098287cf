"""Measures how long a reader waits, in Chromium with the real assistant: ``python -m tests.browser.timing``."""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.browsers import CHROMIUM, CHROMIUM_FLAGS
from tests.browser.chat import Chat
from tests.e2e.server import Assistant

ROUNDS = 20
QUESTIONS = [
    "Wat kost duaal leren?",
    "Is mijn kind verzekerd?",
    "Wie betaalt het vervoer?",
    "Wat als mijn kind ziek is?",
]

# From the press of a key or button to the second frame after it, when the reader has seen it.
OPEN = """async e => { const root = e.shadowRoot, start = performance.now(); root.querySelector('.launcher').click();
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  if (!root.querySelector('dialog[open]')) throw new Error('not open'); return performance.now() - start }"""
ASK = """async (e, text) => {
  const root = e.shadowRoot, area = root.querySelector('#message'), log = root.querySelector('.log');
  const count = () => root.querySelectorAll('.theirs').length, before = count();
  area.value = text;
  const start = performance.now();
  area.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true}));
  await new Promise(done => new MutationObserver(() => count() > before && done())
    .observe(log, {childList: true, subtree: true}));
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - start }"""


def measure(browser: Browser, server: str) -> tuple[list[float], list[float]]:
    """Return the milliseconds to an open panel and to a shown answer."""
    opened, answered = [], []
    for number in range(ROUNDS):
        with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
            page = context.new_page()
            with page.expect_response("**/config*"):
                page.goto(server)
            chat = Chat(page)
            chat.launcher.wait_for()
            opened.append(chat.host.evaluate(OPEN))
            answered.append(chat.host.evaluate(ASK, QUESTIONS[number % len(QUESTIONS)]))
    return opened, answered


def main() -> int:
    """Measure and print."""
    path = CHROMIUM.find()
    if path is None:
        print(f"Error: {CHROMIUM.missing}.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder, Assistant(Path(folder)) as assistant, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        opened, answered = measure(browser, f"http://127.0.0.1:{assistant.port}")
        browser.close()
    for name, times in (("click to open panel", opened), ("Enter to first answer shown", answered)):
        print(f"{name}: median {statistics.median(times):.0f} ms, slowest of {len(times)} {max(times):.0f} ms")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
