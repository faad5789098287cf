from __future__ import annotations

import json

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.chat import Chat
from tests.browser.site import Page as SitePage
from tests.browser.site import School
from tests.e2e.server import Assistant


def test_the_school_page_has_the_chat_by_one_script_tag(page: Page, server: str) -> None:
    page.goto(server)
    chat = Chat(page)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.locator("script").count() == 1
    assert page.locator("img").evaluate_all("all => all.every(one => one.complete && one.naturalWidth > 0)")
    chat.open()
    expect(chat.panel).to_contain_text("Technisch Atheneum De Linde")


def test_the_chat_page_is_the_chat_of_the_school_in_its_address(page: Page, server: str) -> None:
    page.goto(server + "/chat?school=linde")
    chat = Chat(page)
    expect(page.get_by_role("heading", name="Duaal leren op De Linde", level=1)).to_be_visible()
    expect(chat.launcher).to_have_count(0)
    expect(page.get_by_role("button", name="Sluit de chat")).to_have_count(0)
    chat.ask("Wat kost duaal leren?")
    page.keyboard.press("Escape")
    expect(chat.panel).to_be_visible()
    page.goto(server + "/")  # the same school: the same conversation
    chat.open()
    expect(chat.answers).to_have_count(1)
    page.goto(server + "/chat")
    expect(page.get_by_role("heading", name="Vragen over duaal leren", level=1)).to_be_visible()
    expect(chat.mine).to_have_count(0)


def test_the_snippet_page_shows_what_its_line_gives(
    page: Page, context: BrowserContext, server: str, school: School
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server)
    page.goto(server + "/snippet")
    page.get_by_label("Titel").fill('Vraag "het" & <meer>')
    page.get_by_label("Kleur").fill("#ffd400")
    page.get_by_label("Linksonder").check()
    preview = Chat(page)
    expect(preview.launcher).to_have_css("background-color", "rgb(255, 212, 0)")
    preview.open()
    expect(page.get_by_role("dialog", name='Vraag "het" & <meer>')).to_be_visible()
    frame, shown = page.locator("#preview").bounding_box(), preview.panel.bounding_box()
    assert frame is not None
    assert shown is not None
    assert frame["x"] <= shown["x"]
    assert frame["y"] <= shown["y"]

    page.get_by_role("button", name="Kopieer", exact=True).first.click()
    expect(page.get_by_role("status").filter(has_text="gekopieerd")).to_be_visible()
    line = page.evaluate("navigator.clipboard.readText()")
    assert line == page.locator("#code-latest").inner_text()
    assert "data-keep" not in line
    page.goto(school.put("/uit-generator", SitePage(line)))
    chat = Chat(page)
    expect(chat.launcher).to_have_css("background-color", "rgb(255, 212, 0)")
    box = chat.launcher.bounding_box()
    assert box is not None
    assert box["x"] < 100
    chat.open()
    expect(page.get_by_role("dialog", name='Vraag "het" & <meer>')).to_be_visible()
    expect(chat.panel).to_contain_text("Technisch Atheneum De Linde")


def test_the_snippet_page_offers_a_pinned_version_for_shared_computers(
    page: Page, server: str, school: School, assistant: Assistant
) -> None:
    page.goto(server + "/snippet")
    page.get_by_text("Een vaste versie").click()
    page.get_by_label("computers die leerlingen delen").check()
    described = json.loads(assistant.request("GET", "/widget.json")[1])
    code = page.locator("#code-pinned")
    expect(code).to_contain_text(described["integrity"])
    expect(code).to_contain_text('data-keep="session"')
    page.goto(school.put("/vast-uit-generator", SitePage(code.inner_text())))
    Chat(page).open()
    expect(Chat(page).panel).to_contain_text("Sluit dit tabblad als je klaar bent")


def test_the_pages_work_on_a_telephone(page: Page, server: str) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    for path in ("/", "/chat", "/snippet"):
        page.goto(server + path)
        expect(page.locator("duaalwijzer-chat .root")).to_be_attached()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
