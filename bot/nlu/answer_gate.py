"""The gate as the last component of Rasa's pipeline."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.gate import Outcome, Thresholds, decide
from bot.nlu.intent_classifier import ALSO, SIGNALS
from bot.nlu.labels import CRISIS

CANDIDATES = "candidates"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class AnswerGate(GraphComponent):
    """Replaces the intent by ``unsure`` or ``out_of_scope`` when the classifier is not sure enough."""

    def __init__(self, thresholds: Thresholds) -> None:
        self._thresholds = thresholds

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> AnswerGate:
        """Create the component from its entry in ``config.yml`` (Rasa's interface)."""
        names = Thresholds.__dataclass_fields__
        values = {key: config[key] for key in names if key in config}
        for key, value in values.items():
            if not isinstance(value, (int, float)) or not 0 <= value <= 1:
                raise InvalidConfigException(f"config.yml: {key} of AnswerGate must be a number between 0 and 1.")
        return cls(Thresholds(**values))

    def process(self, messages: list[Message]) -> list[Message]:
        """Let sure messages through; turn the others into a choice or a decline."""
        for message in messages:
            signals = message.get(SIGNALS)
            if signals:
                self._apply(message, signals)
        return messages

    def _apply(self, message: Message, signals: dict[str, float]) -> None:
        ranking = [(entry["name"], entry["confidence"]) for entry in message.get(INTENT_RANKING_KEY)]
        decision = decide(ranking, signals["stranger"], self._thresholds)
        if decision.outcome is not Outcome.ANSWER or decision.intent == CRISIS:
            message.set(INTENT, {"name": decision.intent, "confidence": 1.0}, add_to_output=True)
            message.set(ALSO, [], add_to_output=True)
        if decision.candidates:
            message.set(CANDIDATES, list(decision.candidates), add_to_output=True)
