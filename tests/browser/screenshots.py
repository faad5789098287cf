"""Takes the pictures of the widget in ``docs/images``: ``python -m tests.browser.screenshots``.

They show the real assistant in Chromium, on a telephone and on a desktop. Run it after a change of the looks, and look.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.browsers import CHROMIUM, CHROMIUM_FLAGS
from tests.browser.chat import Chat
from tests.e2e.server import ROOT, Assistant

FOLDER = ROOT / "docs" / "images"
MOST_BYTES = 150_000
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


def save(page: Page, name: str) -> None:
    """Keep what the page shows as a small picture."""
    page.mouse.move(1, 1)
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
    path = FOLDER / f"widget-{name}.png"
    picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT)}: {size / 1000:.0f} kB", flush=True)
    if size > MOST_BYTES:
        raise SystemExit(f"{path} is larger than {MOST_BYTES} bytes; show less or use fewer colours")


def visit(browser: Browser, address: str, phone: bool) -> Chat:
    """Open ``address`` on a telephone or a desktop."""
    context = browser.new_context(
        viewport=PHONE if phone else DESKTOP,
        has_touch=phone,
        is_mobile=phone,
        locale="nl-BE",  # type: ignore[arg-type]
    )
    page = context.new_page()
    with page.expect_response("**/config*"):
        page.goto(address)
    return Chat(page)


def take(browser: Browser, server: str, phone: bool) -> None:
    """Take the pictures for one kind of screen."""
    kind = "phone" if phone else "desktop"
    chat = visit(browser, server + "/", phone)
    page = chat.page
    expect(chat.launcher).to_be_visible()
    save(page, f"{kind}-page")
    chat.open()
    expect(chat.choices).to_have_count(4)
    chat.settle()
    save(page, f"{kind}-open")
    chat.choices.nth(1).click()
    chat.answer(0)
    save(page, f"{kind}-answer")
    page.get_by_role("button", name="Ja, nuttig").click()
    page.get_by_role("button", name="Ja, nuttig").scroll_into_view_if_needed()
    expect(chat.panel.locator(".feedback")).to_contain_text("Bedankt!")
    chat.panel.locator(".remark").scroll_into_view_if_needed()
    save(page, f"{kind}-feedback")
    page.get_by_role("button", name="Overslaan").click()
    page.get_by_role("button", name="Meer keuzes").click()
    save(page, f"{kind}-menu")
    page.get_by_role("button", name="Meer keuzes").click()
    page.context.set_offline(True)
    chat.say("Wie betaalt de werkschoenen?")
    expect(chat.retry).to_be_visible()
    save(page, f"{kind}-offline")
    page.context.close()
    own = visit(browser, server + "/chat?school=linde", phone)
    own.ask("Wat is duaal leren?")
    save(own.page, f"{kind}-chat")
    own.page.context.close()


def main() -> int:
    """Take all pictures."""
    path = CHROMIUM.find()
    if path is None:
        print(f"Error: {CHROMIUM.missing}.", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, Assistant(Path(folder)) as assistant, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        server = f"http://127.0.0.1:{assistant.port}"
        for phone in (False, True):
            take(browser, server, phone)
        snippet = visit(browser, server + "/snippet", phone=False)
        snippet.page.set_viewport_size({"width": 1280, "height": 1000})
        snippet.open()
        expect(snippet.choices).to_have_count(4)
        snippet.page.evaluate("window.scrollTo(0, 0)")
        save(snippet.page, "snippet")
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
