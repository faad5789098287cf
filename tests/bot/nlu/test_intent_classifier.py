from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.answer_gate import CANDIDATES, AnswerGate
from bot.nlu.evaluation import read_training_data
from bot.nlu.gate import Thresholds
from bot.nlu.intent_classifier import ALSO, SIGNALS, NgramIntentClassifier
from tests.conftest import ROOT

INTENTS = {"faq_costs", "faq_insurance", "faq_travel_costs", "faq_paid_hours", "greet", "out_of_scope"}


@pytest.fixture(scope="module")
def classifier(tmp_path_factory: pytest.TempPathFactory) -> NgramIntentClassifier:
    storage, resource = LocalModelStorage(tmp_path_factory.mktemp("model")), Resource("classifier")
    examples = [example for example in read_training_data(ROOT / "data" / "nlu") if example.intent in INTENTS]
    data = TrainingData([Message.build(text=example.text, intent=example.intent) for example in examples])
    NgramIntentClassifier.create({"folds": 2}, storage, resource, None).train(data)  # type: ignore[arg-type]
    return NgramIntentClassifier.load({"folds": 2}, storage, resource, None)  # type: ignore[arg-type]


def read(classifier: NgramIntentClassifier, text: str) -> Message:
    return classifier.process([Message({"text": text})])[0]


def test_ranks_intents_as_rasa_does_and_adds_the_signals(classifier: NgramIntentClassifier) -> None:
    message = read(classifier, "is mijn zoon verzekerd op de werkplek")
    assert message.get("intent")["name"] == "faq_insurance"
    ranking = message.get("intent_ranking")
    assert ranking[0] == message.get("intent")
    assert [entry["confidence"] for entry in ranking] == sorted((e["confidence"] for e in ranking), reverse=True)
    assert set(message.get(SIGNALS)) == {"stranger", "known"}
    assert message.get(ALSO) is None


def test_two_questions_give_the_second_topic_too(classifier: NgramIntentClassifier) -> None:
    message = read(classifier, "is hij verzekerd en wie betaalt de bus?")
    assert (message.get("intent")["name"], message.get(ALSO)) == ("faq_insurance", ["faq_travel_costs"])
    assert {SIGNALS, ALSO} <= message.output_properties


def test_the_gate_keeps_both_topics_or_none(classifier: NgramIntentClassifier) -> None:
    text = "is hij verzekerd en wie betaalt de bus?"
    let_through = AnswerGate(Thresholds(0.5, 0.0, 0.9)).process([read(classifier, text)])[0]
    assert let_through.get(ALSO) == ["faq_travel_costs"]
    stopped = AnswerGate(Thresholds(1.0, 0.0, 0.9)).process([read(classifier, text)])[0]
    assert (stopped.get("intent")["name"], stopped.get(ALSO)) == ("unsure", [])
    assert stopped.get(CANDIDATES)[0] == "faq_insurance"


@pytest.mark.parametrize(
    ("text", "intent"), [("?!", "empty_message"), ("", "empty_message"), ("x " * 600, "long_message")]
)
def test_messages_that_hold_nothing_to_read(classifier: NgramIntentClassifier, text: str, intent: str) -> None:
    assert read(classifier, text).get("intent")["name"] == intent


def test_a_pressed_button_keeps_its_intent(classifier: NgramIntentClassifier) -> None:
    message = Message({"text": "/greet", "intent": {"name": "greet", "confidence": 1.0}})
    assert classifier.process([message])[0].get("intent")["name"] == "greet"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"loss": "cosine"}, "loss .* hinge, log"),
        ({"regularisation": -1}, "regularisation .* 0 or more"),
        ({"char_range": [4, 2]}, "char_range .* smaller first"),
        ({"spelling": "yes"}, "spelling .* true or false"),
        ({"split_sure": 1.5}, "split_sure .* between 0 and 1"),
    ],
)
def test_a_faulty_parameter_is_named(tmp_path: Path, wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidConfigException, match=said):
        NgramIntentClassifier.create(wrong, LocalModelStorage(tmp_path), Resource("x"), None)  # type: ignore[arg-type]


def test_a_missing_lexicon_is_named(tmp_path: Path) -> None:
    component = NgramIntentClassifier.create(
        {"concepts": "data/lexicon/absent.yml"},
        LocalModelStorage(tmp_path),
        Resource("x"),
        None,  # type: ignore[arg-type]
    )
    with pytest.raises(InvalidConfigException, match=r"absent\.yml"):
        component.train(TrainingData([Message.build(text="hallo", intent="greet")]))
