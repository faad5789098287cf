from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.server import Assistant, Conversation


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/e2e/" in str(item.path):
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """One running assistant for all end-to-end tests."""
    with Assistant(tmp_path_factory.mktemp("var")) as running:
        yield running


@pytest.fixture
def chat(assistant: Assistant) -> Conversation:
    """A fresh conversation with the assistant."""
    return assistant.conversation()


@pytest.fixture
def var(tmp_path: Path) -> Path:
    return tmp_path / "var"
