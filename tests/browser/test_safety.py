from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.chat import Chat
from tests.browser.site import Page as SitePage
from tests.browser.site import School
from tests.e2e.server import Assistant

PAYLOADS = [
    "<img src=x onerror=window.hit=1>",
    "<script>window.hit=1</script>",
    "<svg/onload=window.hit=1>",
    '"><iframe srcdoc="<script>parent.hit=1</script>">',
    "${window.hit=1}{{window.hit=1}}",
    "[klik](javascript:window.hit=1)",
    "[klik](JaVaScRiPt:window.hit=1) [klik](data:text/html,<script>1</script>)",
    "**<b onclick=window.hit=1>vet</b>**",
    "- <a href=javascript:window.hit=1>punt</a>",
    "![beeld](https://spion.example/pixel.png) <img src=https://spion.example/pixel.png>",
    'https://spion.example/"onmouseover="window.hit=1',
]


def expect_harmless(page: Page, chat: Chat) -> None:
    assert page.evaluate("window.hit") is None
    found = chat.host.evaluate(
        """e => { const all = [...e.shadowRoot.querySelectorAll('*')];
        return { tags: all.map(x => x.localName), links: all.filter(x => x.href).map(x => new URL(x.href).protocol),
                 handlers: all.flatMap(x => [...x.attributes]).filter(a => a.name.startsWith('on')).length } }"""
    )
    assert not set(found["tags"]) & {"img", "script", "iframe", "object", "embed", "b", "style", "base", "meta", "link"}
    assert set(found["links"]) <= {"http:", "https:", "mailto:", "tel:"}
    assert found["handlers"] == 0


@pytest.fixture
def requests_to(page: Page) -> list[str]:
    """Hosts that the page asked anything of."""
    hosts: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith(("data:", "blob:")):
            hosts.append(urlsplit(request.url).netloc)

    page.on("request", note)
    return hosts


def test_what_a_reader_types_is_shown_as_text_and_does_nothing(chat: Chat, requests_to: list[str]) -> None:
    chat.open()
    for payload in PAYLOADS[:6]:
        chat.say(payload)
        expect(chat.mine.last).to_contain_text(payload)
        expect(chat.typing).to_have_count(0)
    expect_harmless(chat.page, chat)
    chat.page.reload()
    expect(chat.mine).to_have_count(6)
    expect_harmless(chat.page, chat)
    assert not [host for host in requests_to if not host.startswith("127.0.0.1:")]


def test_what_a_hostile_server_answers_is_shown_as_text_and_does_nothing(
    page: Page, home: str, requests_to: list[str]
) -> None:
    hostile = "\n\n".join(PAYLOADS)
    reply: dict[str, Any] = {
        "text": hostile + "\n\nBron: <img src=x onerror=window.hit=1>",
        "buttons": [{"title": payload, "payload": payload} for payload in PAYLOADS],
        "custom": {
            "source_line": "Bron: <img src=x onerror=window.hit=1>",
            "answers": [
                {"id": hostile, "version": hostile, "sources": [{"name": "Bron", "url": "javascript:window.hit=1"}]}
            ],
        },
        "reply_id": '"><img src=x onerror=window.hit=1>',
    }
    config = {
        "title": PAYLOADS[0],
        "greeting": hostile,
        "privacy": hostile,
        "color": "red;background:url(https://spion.example/x)",
        "starters": [{"title": payload, "payload": payload} for payload in PAYLOADS[:4]],
        "contact": {"person": PAYLOADS[0], "phone": PAYLOADS[1], "mail": "javascript:window.hit=1"},
    }
    headers = {"Access-Control-Allow-Origin": "*"}
    page.route("**/config*", lambda route: route.fulfill(body=json.dumps(config), headers=headers))
    page.route("**/webhook", lambda route: route.fulfill(body=json.dumps({"messages": [reply]}), headers=headers))
    page.goto(home)
    chat = Chat(page).open()
    expect(chat.choices).to_have_count(4)
    chat.choices.first.click()
    chat.answer(0)
    page.get_by_role("button", name="Meer keuzes").click()
    page.get_by_role("button", name="Meer keuzes").click()
    page.get_by_role("button", name="Ja, nuttig").click()
    expect(chat.panel.locator(".bubble").last).to_contain_text("<img src=x onerror=window.hit=1>")
    for link in chat.panel.get_by_role("link").all():
        link.hover()
    expect_harmless(page, chat)
    assert not [host for host in requests_to if not host.startswith("127.0.0.1:")]


def test_nothing_is_asked_of_a_third_party(page: Page, home: str, server: str, requests_to: list[str]) -> None:
    page.goto(home)
    chat = Chat(page).open()
    chat.ask("Wat kost duaal leren?")
    assert set(requests_to) == {urlsplit(home).netloc, urlsplit(server).netloc}


def test_a_strict_policy_with_trusted_types_is_kept(page: Page, school: School, server: str) -> None:
    policy = (
        f"default-src 'none'; script-src {server}; connect-src {server}; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types lit-html"
    )
    tag = f'<script src="{server}/widget.js" data-school="linde" data-color="#0044aa" defer></script>'
    address = school.put("/streng", SitePage(tag, headers={"Content-Security-Policy": policy}))
    page.add_init_script(
        "window.broken = []; document.addEventListener('securitypolicyviolation',"
        " event => window.broken.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample))"
    )
    page.goto(address)
    chat = Chat(page).open()
    chat.ask("Wat kost duaal leren?")
    page.get_by_role("button", name="Ja, nuttig").click()
    page.get_by_role("button", name="Overslaan").click()
    page.get_by_role("button", name="Meer keuzes").click()
    page.get_by_role("button", name="Wis mijn gesprek").click()
    page.get_by_role("button", name="Nee, terug").click()
    assert chat.panel.locator("header").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(0, 68, 170)"
    assert page.evaluate("window.broken") == []


@pytest.mark.parametrize("path", ["/", "/chat?school=linde", "/snippet"])
def test_our_own_pages_keep_their_own_strict_policy(page: Page, server: str, path: str) -> None:
    page.add_init_script(
        "window.broken = []; document.addEventListener('securitypolicyviolation',"
        " event => window.broken.push(event.violatedDirective + ' ' + event.blockedURI))"
    )
    answer = page.goto(server + path)
    assert answer is not None
    assert "require-trusted-types-for 'script'" in answer.headers["content-security-policy"]
    expect(page.locator("duaalwijzer-chat")).to_have_count(1)
    chat = Chat(page)
    if path != "/chat?school=linde":
        chat.open()
    chat.ask("Wat kost duaal leren?")
    assert page.evaluate("window.broken") == []


HOSTILE = """<style>
html { font-size: 50%; direction: rtl; color-scheme: dark; }
body { letter-spacing: .4em; word-spacing: 1em; line-height: 3; text-transform: uppercase; color: hotpink;
  text-align: right; font: italic bold 30px/3 cursive; cursor: none; text-indent: 3em; white-space: pre; }
* { letter-spacing: .3em !important; font-family: cursive !important; box-sizing: content-box !important;
  color: pink !important; background: lime !important; border-radius: 0 !important;
  text-transform: uppercase !important; transition: all 9s !important }
*::before { content: "boe" !important; }
button, input, textarea, dialog, p, ul, li, h2, header, form, svg, section { all: unset !important;
  display: inline !important; position: static !important; font-size: 40px !important; width: 3px !important; }
duaalwijzer-chat { display: none !important; visibility: hidden !important; opacity: 0 !important;
  position: relative !important; transform: rotate(20deg) !important; filter: blur(3px) !important;
  width: 1px !important; overflow: hidden !important; }
[class] { display: none !important; } .panel, .launcher, .hidden, .root { visibility: hidden !important; }
[hidden] { display: block !important; } :focus-visible { outline: 0 !important; }
dialog::backdrop { background: red !important; }
</style>"""


def looks(chat: Chat) -> list[dict[str, str]]:
    """Return how every part of the chat looks and where it stands."""
    chat.settle()
    found: list[dict[str, str]] = chat.host.evaluate(
        """e => [...e.shadowRoot.querySelectorAll('*')].map(x => {
        const style = getComputedStyle(x), all = {what: x.localName + '.' + x.getAttribute('class')};
        for (const name of style) if (!name.startsWith('--')) all[name] = style[name];
        const {x: left, y: top, width, height} = x.getBoundingClientRect();
        return {...all, box: [left, top, width, height].map(Math.round).join(' ')} })"""
    )
    return found


def test_hostile_styles_of_the_page_change_nothing(visit: Callable[..., Chat], school: School, server: str) -> None:
    tag = f'<script src="{server}/widget.js" data-school="linde" defer></script>'
    chat, hostile = visit(), visit(school.put("/vijandig", SitePage(tag, head=HOSTILE)))
    for one in (chat, hostile):
        expect(one.launcher).to_be_visible()
        one.page.bring_to_front()
        one.page.mouse.move(5, 5)
    assert differences(looks(chat), looks(hostile)) == []
    for one in (chat, hostile):
        one.page.bring_to_front()
        one.open()
        one.ask("Wat kost duaal leren?")
        one.page.get_by_role("button", name="Nee, niet nuttig").click()
        expect(one.panel.locator(".feedback")).to_contain_text("Bedankt!")
        one.page.mouse.move(5, 5)
        one.input.focus()
    assert differences(looks(chat), looks(hostile)) == []


def differences(one: list[dict[str, str]], other: list[dict[str, str]]) -> list[str]:
    assert [part["what"] for part in one] == [part["what"] for part in other]
    return [
        f"{mine['what']} {name}: {mine[name]} / {theirs.get(name)}"
        for mine, theirs in zip(one, other, strict=True)
        for name in mine
        if mine[name] != theirs.get(name)
    ]


def test_the_page_is_left_alone(page: Page, school: School, server: str) -> None:
    page.goto(school.put("/zonder", SitePage()))
    measure = "() => [document.documentElement.scrollHeight, document.documentElement.scrollWidth]"
    names = "() => Object.keys(window).filter(key => !/^\\d/.test(key))"
    before, known = page.evaluate(measure), set(page.evaluate(names))
    tag = f'<script src="{server}/widget.js" data-school="linde" defer></script>'
    page.goto(school.put("/met", SitePage(tag)))
    expect(Chat(page).launcher).to_be_visible()
    assert page.evaluate(measure) == before
    assert all(name.startswith(("lit", "reactiveElement")) for name in set(page.evaluate(names)) - known)


def test_a_pinned_version_is_checked_by_the_browser(
    page: Page, school: School, server: str, assistant: Assistant
) -> None:
    described = json.loads(assistant.request("GET", "/widget.json")[1])

    def tag(integrity: str) -> SitePage:
        return SitePage(
            f'<script src="{server}{described["src"]}" integrity="{integrity}" crossorigin="anonymous" '
            'data-school="linde" defer></script>'
        )

    page.goto(school.put("/vast", tag(described["integrity"])))
    expect(Chat(page).launcher).to_be_visible()
    page.goto(school.put("/vervalst", tag("sha384-" + "A" * 64)))
    expect(page.get_by_role("heading", name="School")).to_be_visible()
    expect(page.locator("duaalwijzer-chat")).to_have_count(0)


def test_the_script_twice_gives_one_chat(page: Page, school: School, server: str) -> None:
    tag = f'<script src="{server}/widget.js" data-school="linde" defer></script>'
    page.goto(school.put("/dubbel", SitePage(tag + tag)))
    expect(Chat(page).launcher).to_have_count(1)


def test_a_website_that_is_not_allowed_gets_no_answer(page: Page, server: str) -> None:
    tag = f'<script src="{server}/widget.js" data-school="linde" defer></script>'
    with School() as stranger:
        page.goto(stranger.put("/", SitePage(tag)))
        chat = Chat(page).open()
        chat.say("Wat kost duaal leren?")
        expect(chat.retry).to_be_visible()


@pytest.mark.parametrize(
    ("attributes", "background"),
    [
        ('data-color="#0b5c57"', "rgb(11, 92, 87)"),
        ('data-color="#FFEE00"', "rgb(255, 238, 0)"),
        ('data-color="red;x"', "rgb(122, 32, 72)"),  # no colour: the one from the school's settings
    ],
)
def test_the_tag_sets_the_colour(page: Page, school: School, server: str, attributes: str, background: str) -> None:
    tag = f'<script src="{server}/widget.js" data-school="linde" {attributes} defer></script>'
    with page.expect_response("**/config*"):
        page.goto(school.put("/kleur", SitePage(tag)))
    expect(Chat(page).launcher).to_have_css("background-color", background)


def test_the_tag_sets_title_and_place(page: Page, school: School, server: str) -> None:
    tag = f'<script src="{server}/widget.js" data-title="Vraag &amp; antwoord" data-position="left" defer></script>'
    page.goto(school.put("/links", SitePage(tag)))
    chat = Chat(page)
    box = chat.launcher.bounding_box()
    assert box is not None
    assert box["x"] < 100
    chat.open()
    expect(page.get_by_role("dialog", name="Vraag & antwoord")).to_be_visible()
