"""Names the spaCy pipeline in ``config.yml`` and holds a trained model to the one it was trained with."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.dutch import PipelineError, PipelineId, installed, load_pipeline, pipeline_name

_FILE = "pipeline.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class DutchPipeline(GraphComponent):
    """Loads the spaCy pipeline at start, so that the first message does not wait; changes no message itself."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the parameters with their defaults: ``model`` has none, ``config.yml`` must give it."""
        return {"model": None}

    def __init__(self, pipeline: PipelineId, storage: ModelStorage, resource: Resource) -> None:
        self._pipeline = pipeline
        self._storage = storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DutchPipeline:
        """Create the component for training (Rasa's interface)."""
        if not isinstance(config.get("model"), str):
            raise InvalidConfigException(
                "config.yml: DutchPipeline needs the name of a spaCy pipeline, such as 'model: nl_duaal_sm'."
            )
        return cls(_ready(config["model"]), model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> DutchPipeline:
        """Compare the installed pipeline with the one of the training (Rasa's interface)."""
        with model_storage.read_from(resource) as folder:
            trained = PipelineId(**json.loads((folder / _FILE).read_text(encoding="utf-8")))
        try:
            present = installed(pipeline_name())
        except PipelineError as error:
            raise InvalidConfigException(str(error)) from error
        if trained != present:
            raise InvalidConfigException(
                f"This model was trained with the spaCy pipeline {trained}, but config.yml names {present}. "
                "Run 'make train' to train a model with that one."
            )
        return cls(_ready(present.name), model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Remember the pipeline that this training used."""
        with self._storage.write_to(self._resource) as folder:
            (folder / _FILE).write_text(json.dumps(asdict(self._pipeline)), encoding="utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Leave the messages as they are."""
        return messages


def _ready(name: str) -> PipelineId:
    try:
        identity = installed(name)
        load_pipeline(name)
    except PipelineError as error:
        raise InvalidConfigException(str(error)) from error
    return identity
