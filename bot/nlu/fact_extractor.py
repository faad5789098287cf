"""Facts that a message says, as entities of Rasa's pipeline."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot import settings
from bot.content.yaml_file import ContentError
from bot.nlu.dutch import PipelineError
from bot.nlu.facts import Fact, extract_facts
from bot.settings import SettingError

PAYLOAD = "/"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FactExtractor(GraphComponent, EntityExtractorMixin):
    """Adds an entity for each fact that the message says; ``docs/facts.md`` lists their names."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FactExtractor:
        """Create the component (Rasa's interface) and read its words, so that the first message does not wait."""
        try:
            extract_facts("2 november", settings.today())
        except (ContentError, PipelineError, SettingError) as error:
            raise InvalidConfigException(str(error)) from error
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities to each message, except to payloads of buttons ("/affirm")."""
        for message in messages:
            text = message.get(TEXT) or ""
            if text.startswith(PAYLOAD):
                continue
            facts = [self._entity(fact) for fact in extract_facts(text, settings.today())]
            if facts:
                message.set(ENTITIES, [*message.get(ENTITIES, []), *facts], add_to_output=True)
        return messages

    def _entity(self, fact: Fact) -> dict[str, Any]:
        return {
            "entity": fact.name,
            "value": fact.value,
            "start": fact.start,
            "end": fact.end,
            "extractor": type(self).__name__,
        }
