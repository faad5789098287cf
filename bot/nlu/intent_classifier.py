"""The n-gram intent model as a component of Rasa's pipeline."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import settings
from bot.content.yaml_file import ContentError
from bot.nlu.labels import EMPTY_MESSAGE, LONG_MESSAGE
from bot.nlu.lexicon import CONCEPTS, FORMS, Lexicon, read_lexicon
from bot.nlu.ngram_model import LOSSES, NgramModel, Parameters
from bot.nlu.question_splitter import find_double
from bot.nlu.text import has_words

SIGNALS = "signals"
# further topics of a message that asks more than one thing
ALSO = "also"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class NgramIntentClassifier(GraphComponent, IntentClassifier):
    """Ranks intents by word and character n-grams; adds the signals by which the gate tells strangers."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the parameters with their defaults."""
        defaults = Parameters()
        return {
            "loss": defaults.loss,
            "regularisation": defaults.regularisation,
            "char_range": list(defaults.char_range),
            "concept_weight": defaults.concept_weight,
            "spelling": defaults.spelling,
            "folds": defaults.folds,
            "seed": defaults.seed,
            "ranking_length": 10,
            "split_sure": 0.8,
            "max_characters": 1000,
            "concepts": CONCEPTS,
            "forms": FORMS,
        }

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = {**self.get_default_config(), **config}
        self._storage = storage
        self._resource = resource
        self._model: NgramModel | None = None
        self._parameters = _parameters(self._config)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NgramIntentClassifier:
        """Create an untrained component (Rasa's interface)."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> NgramIntentClassifier:
        """Read a trained component from ``model_storage`` (Rasa's interface)."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._model = NgramModel.load(folder)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Train on the intent examples and store the model."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        self._model = NgramModel(self._parameters, _lexicon(self._config)).fit(
            [example.get(TEXT) for example in examples], [example.get(INTENT) for example in examples]
        )
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent, ranking and signals; messages that already have an intent from a button keep it."""
        for message in messages:
            self._classify(message)
        return messages

    def _classify(self, message: Message) -> None:
        text = message.get(TEXT) or ""
        if self._model is None or (message.get(INTENT) and message.get(INTENT).get("name")):
            return
        if not has_words(text):
            _set(message, [(EMPTY_MESSAGE, 1.0)])
        elif len(text) > int(self._config["max_characters"]):
            _set(message, [(LONG_MESSAGE, 1.0)])
        else:
            self._read(message, text, self._model)

    def _read(self, message: Message, text: str, model: NgramModel) -> None:
        ranking_length = int(self._config["ranking_length"])
        double = find_double(text, model.predict_many, float(self._config["split_sure"]))
        prediction = double.reading if double else model.predict(text, ranking_length)
        _set(message, list(prediction.ranking))
        signals = {"stranger": round(prediction.stranger, 4), "known": round(prediction.known, 4)}
        message.set(SIGNALS, signals, add_to_output=True)
        if double:
            message.set(ALSO, [double.second], add_to_output=True)


def _set(message: Message, ranking: list[tuple[str, float]]) -> None:
    entries = [{"name": name, "confidence": confidence} for name, confidence in ranking]
    message.set(INTENT, entries[0], add_to_output=True)
    message.set(INTENT_RANKING_KEY, entries, add_to_output=True)


def _lexicon(config: dict[str, Any]) -> Lexicon:
    try:
        return read_lexicon(settings.load().root, config["concepts"], config["forms"])
    except ContentError as error:
        raise InvalidConfigException(str(error)) from error


def _parameters(config: dict[str, Any]) -> Parameters:
    # Rasa adds keys of its own (such as "finetuning_epoch_fraction"), so only faulty values of ours are caught.
    for key in ("regularisation", "concept_weight"):
        if not isinstance(config[key], (int, float)) or config[key] < 0:
            raise InvalidConfigException(f"config.yml: {key} of NgramIntentClassifier must be a number of 0 or more.")
    if not isinstance(config["split_sure"], (int, float)) or not 0 <= config["split_sure"] <= 1:
        raise InvalidConfigException("config.yml: split_sure of NgramIntentClassifier must be between 0 and 1.")
    if config["loss"] not in LOSSES:
        raise InvalidConfigException(f"config.yml: loss of NgramIntentClassifier must be one of {', '.join(LOSSES)}.")
    if not isinstance(config["spelling"], bool):
        raise InvalidConfigException("config.yml: spelling of NgramIntentClassifier must be true or false.")
    value = config["char_range"]
    if len(value) != 2 or not 1 <= value[0] <= value[1]:
        raise InvalidConfigException(
            "config.yml: char_range of NgramIntentClassifier must be two numbers, the smaller first, such as [2, 4]."
        )
    fields = {key: config[key] for key in Parameters.__dataclass_fields__}
    return Parameters(**{**fields, "char_range": tuple(value)})
