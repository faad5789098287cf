"""Runs Rasa's prediction graph node after node: a few small components need no task scheduler for each message.

Rasa builds a Dask graph three times a message, sorts it, hands each node to an executor and writes every input into a
debug text nobody reads. The order never changes, so it is worked out once.
"""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphNode, GraphNodeHook, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.storage import ModelStorage

Step = tuple[str, GraphNode, tuple[str, ...]]


class StraightRunner(GraphRunner):
    """Gives what ``DaskGraphRunner`` gives, from the same nodes."""

    def __init__(self, schema: GraphSchema, nodes: dict[str, GraphNode]) -> None:
        self._graph_schema = schema
        self._instantiated_nodes = nodes
        self._plans: dict[tuple[str, ...], list[Step]] = {}

    @classmethod
    def create(
        cls,
        graph_schema: GraphSchema,
        model_storage: ModelStorage,
        execution_context: ExecutionContext,
        hooks: list[GraphNodeHook] | None = None,
    ) -> StraightRunner:
        """Create the runner with nodes of its own (Rasa's interface)."""
        return cls.of(DaskGraphRunner.create(graph_schema, model_storage, execution_context, hooks))

    @classmethod
    def of(cls, runner: DaskGraphRunner) -> StraightRunner:
        """Return a runner of the nodes that ``runner`` has loaded."""
        return cls(runner._graph_schema, runner._instantiated_nodes)

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """Run what ``targets`` need and return their outputs by name (Rasa's interface)."""
        wanted = tuple(targets or self._graph_schema.target_names)
        outputs: dict[str, tuple[str, Any]] = {name: (name, value) for name, value in (inputs or {}).items()}
        if wanted not in self._plans:
            self._plans[wanted] = self._plan(list(wanted))
        try:
            for name, node, needs in self._plans[wanted]:
                outputs[name] = node(*(outputs.get(need, need) for need in needs))
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return dict(outputs[name] for name in wanted)

    def _plan(self, targets: list[str]) -> list[Step]:
        schema = self._graph_schema.minimal_graph_schema(targets)
        needs = {name: tuple(node.needs.values()) for name, node in schema.nodes.items()}
        order = TopologicalSorter(needs).static_order()
        return [(name, self._instantiated_nodes[name], needs[name]) for name in order if name in needs]
