from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.browsers import CHROMIUM, CHROMIUM_FLAGS
from tests.browser.chat import Chat
from tests.browser.site import Page as SitePage
from tests.browser.site import School
from tests.e2e.server import Assistant


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


# "package": Playwright keeps an event loop in this thread, which other tests must not meet
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = CHROMIUM.find()
    if path is None:
        pytest.skip(CHROMIUM.missing)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="package")
def school() -> Iterator[School]:
    with School() as running:
        yield running


@pytest.fixture(scope="package")
def assistant(tmp_path_factory: pytest.TempPathFactory, school: School) -> Iterator[Assistant]:
    """The real assistant, which the school's website may use."""
    with Assistant(
        tmp_path_factory.mktemp("var"),
        DUAALWIJZER_ORIGINS=school.origin,
        DUAALWIJZER_REQUESTS_PER_MINUTE="5000",
    ) as running:
        yield running


@pytest.fixture(scope="package")
def server(assistant: Assistant) -> str:
    return f"http://127.0.0.1:{assistant.port}"


@pytest.fixture(scope="package")
def home(school: School, server: str) -> str:
    """Address of an ordinary page of the school's website."""
    tag = f'<script src="{server}/widget.js" data-school="linde" defer></script>'
    school.put("/andere", SitePage(tag))
    return school.put("/", SitePage(tag))


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 1280, "height": 800}, locale="nl-BE") as fresh:
        fresh.set_default_timeout(15_000)
        yield fresh


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails the test when a script on it fails."""
    fresh = context.new_page()
    errors: list[str] = []
    fresh.on("pageerror", lambda error: errors.append(str(error)))
    yield fresh
    assert errors == []


@pytest.fixture
def chat(page: Page, home: str) -> Chat:
    """The chat on the school's page, still closed."""
    page.goto(home)
    return Chat(page)


@pytest.fixture
def visit(browser: Browser, home: str) -> Iterator[Callable[..., Chat]]:
    """Open the school's page in a browser with these properties (screen, touch, preferences …)."""
    contexts: list[BrowserContext] = []

    def go(address: str = home, **properties: object) -> Chat:
        context = browser.new_context(**{"locale": "nl-BE", **properties})  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return Chat(page)

    yield go
    for context in contexts:
        context.close()
