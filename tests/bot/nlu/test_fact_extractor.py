from __future__ import annotations

from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.fact_extractor import FactExtractor


def create(folder: Path) -> FactExtractor:
    storage = LocalModelStorage.create(folder)
    return FactExtractor.create({}, storage, Resource("facts"), ExecutionContext(GraphSchema({})))


def test_facts_become_entities_beside_those_that_were_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUAALWIJZER_TODAY", "2026-11-24")
    message = Message({"text": "mijn zoon werkt 24 uur, begonnen op 2 november", "entities": [{"entity": "audience"}]})
    create(tmp_path).process([message])
    audience, *facts = message.get("entities")
    assert audience == {"entity": "audience"}
    assert facts == [
        {"entity": "hours", "value": 24, "start": 16, "end": 22, "extractor": "FactExtractor"},
        {"entity": "started_on", "value": "2026-11-02", "start": 24, "end": 46, "extractor": "FactExtractor"},
    ]
    assert "entities" in message.output_properties


def test_the_day_comes_from_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    component, message = create(tmp_path), Message({"text": "gisteren"})
    monkeypatch.setenv("DUAALWIJZER_TODAY", "2027-03-01")
    component.process([message])
    assert [entity["value"] for entity in message.get("entities")] == ["2027-02-28"]


@pytest.mark.parametrize("text", ["/choose_hours=24", "/affirm", "/24 uur", "", "wat is duaal leren"])
def test_payloads_and_messages_without_facts_stay_as_they_are(tmp_path: Path, text: str) -> None:
    message = Message({"text": text})
    create(tmp_path).process([message])
    assert message.get("entities") is None


def test_a_wrong_day_is_refused_at_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUAALWIJZER_TODAY", "morgen")
    with pytest.raises(InvalidConfigException, match="DUAALWIJZER_TODAY is 'morgen'; give a date"):
        create(tmp_path)
