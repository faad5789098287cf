from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import settings, training
from bot.nlu import dutch, dutch_pipeline
from bot.nlu.dutch import EMBEDDED, PipelineError, PipelineId
from bot.nlu.dutch_pipeline import DutchPipeline
from tests.conftest import ROOT


def with_config(folder: Path, model: str) -> Path:
    text = (ROOT / "config.yml").read_text(encoding="utf-8")
    (folder / "config.yml").write_text(text.replace(f"model: {EMBEDDED}", f"model: {model}"), encoding="utf-8")
    return folder


def test_the_embedded_pipeline_gives_lemmas_and_parts_of_speech() -> None:
    doc = dutch.load_pipeline(EMBEDDED)("Mijn dochter werkte dinsdag in twee winkels, met de fiets.")
    lemmas = {token.text: token.lemma_ for token in doc}
    assert lemmas["werkte"] == "werken"
    assert lemmas["winkels"] == "winkel"
    parts = {token.text: token.pos_ for token in doc}
    assert (parts["werkte"], parts["winkels"], parts["de"], parts["twee"]) == ("VERB", "NOUN", "DET", "NUM")


def test_there_is_one_shared_pipeline() -> None:
    assert dutch.load_pipeline(EMBEDDED) is dutch.load_pipeline(EMBEDDED)


def test_config_names_a_pipeline_that_is_installed() -> None:
    assert dutch.installed(dutch.pipeline_name(ROOT)).version


def test_a_pipeline_that_is_not_installed_names_the_remedy() -> None:
    with pytest.raises(PipelineError, match=r"'nl_absent_sm'.*not installed.*make install.*make spacy-official"):
        dutch.load_pipeline("nl_absent_sm")


def test_config_without_a_pipeline_names_the_entry_that_is_missing(tmp_path: Path) -> None:
    (tmp_path / "config.yml").write_text("pipeline:\n  - name: WhitespaceTokenizer\n", encoding="utf-8")
    with pytest.raises(PipelineError, match=r"config\.yml.*DutchPipeline.*model: nl_duaal_sm"):
        dutch.pipeline_name(tmp_path)


def test_switching_changes_that_line_only(tmp_path: Path) -> None:
    before = with_config(tmp_path, "nl_core_news_sm").joinpath("config.yml").read_text(encoding="utf-8")
    assert dutch.switch(tmp_path, EMBEDDED).name == EMBEDDED
    after = (tmp_path / "config.yml").read_text(encoding="utf-8")
    assert after == before.replace("model: nl_core_news_sm", f"model: {EMBEDDED}")
    assert dutch.pipeline_name(tmp_path) == EMBEDDED


def test_switching_to_an_absent_pipeline_leaves_the_file_alone(tmp_path: Path) -> None:
    before = with_config(tmp_path, EMBEDDED).joinpath("config.yml").read_text(encoding="utf-8")
    with pytest.raises(PipelineError):
        dutch.switch(tmp_path, "nl_core_news_sm")
    assert (tmp_path / "config.yml").read_text(encoding="utf-8") == before


def test_a_model_trained_with_another_pipeline_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage, resource = LocalModelStorage(tmp_path), Resource("dutch")
    DutchPipeline(PipelineId("nl_core_news_sm", "3.4.0"), storage, resource).train(TrainingData())
    monkeypatch.setattr(dutch_pipeline, "pipeline_name", lambda: EMBEDDED)
    with pytest.raises(
        InvalidConfigException, match=r"trained with .*nl_core_news_sm 3\.4\.0.*nl_duaal_sm.*make train"
    ):
        DutchPipeline.load({}, storage, resource, None)  # type: ignore[arg-type]


def test_a_model_trained_with_this_pipeline_loads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage, resource = LocalModelStorage(tmp_path), Resource("dutch")
    DutchPipeline(dutch.installed(EMBEDDED), storage, resource).train(TrainingData())
    monkeypatch.setattr(dutch_pipeline, "pipeline_name", lambda: EMBEDDED)
    assert DutchPipeline.load({}, storage, resource, None)  # type: ignore[arg-type]


def test_another_pipeline_means_another_model(monkeypatch: pytest.MonkeyPatch) -> None:
    before = training.fingerprint(settings.load().root)
    monkeypatch.setattr(training, "installed", lambda name: PipelineId(name, "0.0.1"))
    assert training.fingerprint(settings.load().root) != before


def test_spacy_works_beside_the_stand_ins_for_tensorflow() -> None:
    program = (
        "from bot import lean_imports; lean_imports.install()\n"
        "from bot.nlu import dutch; print(dutch.load_pipeline('nl_duaal_sm')('zij fietst')[1].lemma_)\n"
        "from thinc import compat; print(compat.has_tensorflow)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["fietsen", "False"]
