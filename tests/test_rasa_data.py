"""Rasa's own checks: the data is consistent and the stories lead where they should (routing only)."""

from __future__ import annotations

import asyncio
import warnings
from pathlib import Path

import pytest

from bot import settings as settings_module
from bot.cli import trained_model
from tests.conftest import ROOT
from tests.test_content import NO_EXAMPLES


def test_rasa_finds_nothing_wrong_with_the_data() -> None:
    from rasa.shared.importers.importer import TrainingDataImporter
    from rasa.validator import Validator

    importer = TrainingDataImporter.load_from_config(
        str(ROOT / "config.yml"),
        str(ROOT / "domain.yml"),
        [str(ROOT / "data" / name) for name in ("nlu", "rules", "stories")],
    )
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        validator = Validator.from_importer(importer)
        assert validator.verify_nlu(ignore_warnings=False)
        assert validator.verify_domain_validity()
        assert validator.verify_form_slots()
        assert validator.verify_slot_mappings()
        assert validator.verify_forms_in_stories_rules()
        assert validator.verify_actions_in_stories_rules()
        assert validator.verify_story_structure(ignore_warnings=False)
    said = [str(warning.message) for warning in caught if issubclass(warning.category, UserWarning)]
    # intents that are decided, never learned, have no examples; Rasa mentions that, and slots that fill themselves
    expected = {
        f"The intent '{intent}' is listed in the domain file, but is not found in the NLU training data."
        for intent in NO_EXAMPLES
    }
    assert [text for text in said if "auto-fill" not in text and text not in expected] == []


def test_stories_lead_where_they_should(tmp_path: Path) -> None:
    from rasa.core.agent import Agent
    from rasa.core.test import test as run_stories

    model = trained_model(settings_module.load())
    agent = Agent.load(str(model))
    result = asyncio.run(
        run_stories(
            str(ROOT / "tests" / "stories"),
            agent,
            out_directory=str(tmp_path),
            fail_on_prediction_errors=False,
            e2e=False,
        )
    )
    conversations = result["report"]["conversation_accuracy"]
    assert conversations["total"] >= 6
    assert conversations["correct"] == conversations["total"]


@pytest.mark.parametrize("name", ["config.yml", "domain.yml", "endpoints.yml", "credentials.yml"])
def test_the_files_rasa_expects_are_there(name: str) -> None:
    assert (ROOT / name).is_file()
