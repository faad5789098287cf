"""Personal answers over HTTP: every rule in whole conversations, as a parent and as a student has them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.rules.registry import RULES
from tests.e2e.script import FOLDER, Script, play, read_scripts
from tests.e2e.server import Assistant

TODAY = "2026-11-24"  # a Tuesday


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant that takes it to be one fixed day, because answers depend on the date."""
    with Assistant(tmp_path_factory.mktemp("personal"), DUAALWIJZER_TODAY=TODAY) as running:
        yield running


@pytest.mark.parametrize("script", read_scripts(), ids=str)
def test_conversation(assistant: Assistant, script: Script) -> None:
    play(script, assistant.conversation())


def test_every_rule_has_its_conversations() -> None:
    assert set(RULES) <= {path.stem for path in FOLDER.glob("*.yml")}
