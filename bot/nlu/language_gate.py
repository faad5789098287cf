"""Language check as a component of Rasa's pipeline: another language gets its own intent."""

from __future__ import annotations

import json
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.labels import FOREIGN_LANGUAGE
from bot.nlu.language import LanguageRules, build_detector, foreign_language
from bot.nlu.text import normalise, words

LANGUAGE = "language"
LANGUAGES = ("fr", "en", "de", "tr", "ar", "es", "it", "pt", "pl", "ro", "bg", "ru", "uk", "sq", "fa", "so", "ur")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LanguageGate(GraphComponent):
    """Gives a message in another language the intent ``foreign_language`` and its language code."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the parameters with their defaults."""
        rules = LanguageRules()
        return {
            "languages": list(LANGUAGES),
            "sure": rules.sure,
            "known": rules.known,
            "sure_short": rules.sure_short,
            "short_words": rules.short_words,
        }

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        config = {**self.get_default_config(), **config}
        self._storage = storage
        self._resource = resource
        self._detector = build_detector(list(config["languages"]))
        self._rules = LanguageRules(
            float(config["sure"]), float(config["known"]), float(config["sure_short"]), int(config["short_words"])
        )
        self._vocabulary: frozenset[str] = frozenset()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageGate:
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
    ) -> LanguageGate:
        """Read the known Dutch words from ``model_storage`` (Rasa's interface)."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._vocabulary = frozenset(json.loads((folder / "words.json").read_text(encoding="utf-8")))
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Collect the words of the training data: messages made of them are Dutch."""
        texts = [example.get(TEXT) for example in training_data.intent_examples if example.get(TEXT)]
        self._vocabulary = frozenset(word for text in texts for word in words(normalise(text)))
        with self._storage.write_to(self._resource) as folder:
            (folder / "words.json").write_text(json.dumps(sorted(self._vocabulary)), encoding="utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent of messages in another language; leave the others alone."""
        for message in messages:
            text = message.get(TEXT) or ""
            if message.get(INTENT) and message.get(INTENT).get("name"):
                continue
            code = foreign_language(text, self._detector, self._vocabulary.__contains__, self._rules)
            if code is not None:
                entry = {"name": FOREIGN_LANGUAGE, "confidence": 1.0}
                message.set(INTENT, entry, add_to_output=True)
                message.set(INTENT_RANKING_KEY, [entry], add_to_output=True)
                message.set(LANGUAGE, code, add_to_output=True)
        return messages
