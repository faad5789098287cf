"""Rasa's rule policy at a cost that does not grow with the number of rules.

Rasa compares every rule with the conversation, three times a message, and reads rules anew once there are more than a
thousand. Here the rules stand sorted by the intent they need, so that only those are compared that can apply.
"""

from __future__ import annotations

from collections import deque
from typing import Any

from rasa.core.policies.rule_policy import RULES, SHOULD_NOT_BE_SET, RulePolicy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME, PREVIOUS_ACTION, USER
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT

State = dict[str, Any]


class RuleIndex:
    """The rules of a trained policy by the intent that their latest state needs.

    ``reads_text`` tells whether a rule can apply to a message by its text alone.
    """

    def __init__(self, keys: list[str], states: list[list[State]]) -> None:
        self._by_intent: dict[str, set[str]] = {}
        self._any_intent: set[str] = set()
        self.reads_text = any(_needs_no_intent(rule[-1]) for rule in states if rule)
        for key, rule in zip(keys, states, strict=False):
            intent = rule[-1].get(USER, {}).get(INTENT) if rule else None
            # a rule for the start of a conversation applies there whatever else its state says
            if not intent or intent == SHOULD_NOT_BE_SET or not rule[-1].get(PREVIOUS_ACTION):
                self._any_intent.add(key)
            else:
                self._by_intent.setdefault(intent, set()).add(key)

    def candidates(self, state: State) -> set[str]:
        """Return the keys of all rules that can apply when the conversation's latest state is ``state``."""
        intent = state.get(USER, {}).get(INTENT)
        return self._any_intent | self._by_intent.get(intent, set())


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class IndexedRulePolicy(RulePolicy):
    """Predicts exactly what Rasa's ``RulePolicy`` predicts, comparing fewer rules."""

    _index: RuleIndex | None = None
    _longest: int = 0

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IndexedRulePolicy:
        """Read the trained rules and sort them (Rasa's interface)."""
        policy: IndexedRulePolicy = super().load(config, model_storage, resource, execution_context, **kwargs)
        keys = list(policy.lookup.get(RULES, {}))
        states = [policy._rule_key_to_state(key) for key in keys]
        policy._index = RuleIndex(keys, states)
        policy._longest = max(map(len, states), default=0)
        return policy

    def _prediction_states(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool = False,
        rule_only_data: dict[str, Any] | None = None,
    ) -> list[State]:
        states: list[State] = super()._prediction_states(
            self._recent(tracker), domain, use_text_for_last_user_input, rule_only_data
        )
        return states

    def _recent(self, tracker: DialogueStateTracker) -> DialogueStateTracker:
        """Return what the rules can see: the end of the conversation, and only slots that influence it.

        Longer than the longest rule, so that what came before decides nothing; a running form keeps its whole history.
        Rasa replays the conversation for every prediction and copies every slot each time: forty facts no rule sees.
        """
        slots = [slot for slot in tracker.slots.values() if slot.influence_conversation]
        names = {slot.name for slot in slots}
        events = list(tracker.events)
        if not tracker.active_loop_name:
            listens = [
                place
                for place, event in enumerate(events)
                if isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME
            ]
            # every turn gives two states at least, and a rule for the start must not see a start that is none
            turns = self._longest // 2 + 2
            events = events[listens[-turns] :] if len(listens) > turns else events
        recent = DialogueStateTracker(tracker.sender_id, slots, is_rule_tracker=tracker.is_rule_tracker)
        recent.events = deque(event for event in events if not isinstance(event, SlotSet) or event.key in names)
        recent.latest_message = tracker.latest_message
        recent.latest_action = tracker.latest_action
        recent.active_loop = tracker.active_loop
        return recent

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> tuple[str | None, str | None, bool]:
        if use_text_for_last_user_input and self._index is not None and not self._index.reads_text:
            return None, None, False  # what Rasa finds after a search of its own
        found: tuple[str | None, str | None, bool] = super()._find_action_from_rules(
            tracker, domain, use_text_for_last_user_input
        )
        return found

    def _get_possible_keys(self, lookup: dict[str, str], states: list[State]) -> set[str]:
        if self._index is not None and states and lookup is self.lookup.get(RULES):
            candidates = self._index.candidates(states[-1])
            lookup = {key: lookup[key] for key in candidates}
        found: set[str] = super()._get_possible_keys(lookup, states)
        return found


def _needs_no_intent(state: State) -> bool:
    """Tell whether a rule with this latest state can apply right after a message whatever its intent."""
    after_message: bool = state.get(PREVIOUS_ACTION, {}).get("action_name", ACTION_LISTEN_NAME) == ACTION_LISTEN_NAME
    return after_message and state.get(USER, {}).get(INTENT) in (None, SHOULD_NOT_BE_SET)
