from __future__ import annotations

import pytest
from rasa.core.agent import Agent
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot import settings
from bot.cli import trained_model
from bot.dialogue.rule_policy import IndexedRulePolicy, RuleIndex


@pytest.fixture(scope="module")
def agent() -> Agent:
    return Agent.load(str(trained_model(settings.load())))


@pytest.fixture(scope="module")
def policy(agent: Agent) -> IndexedRulePolicy:
    runner = agent.processor.graph_runner
    nodes = [node for node in runner._instantiated_nodes.values() if isinstance(node._component, IndexedRulePolicy)]
    assert len(nodes) == 1
    component: IndexedRulePolicy = nodes[0]._component
    return component


def conversation(agent: Agent, intents: list[str], answered: bool) -> DialogueStateTracker:
    tracker = DialogueStateTracker("test", agent.domain.slots)
    tracker.update(ActionExecuted("action_session_start"))
    tracker.update(ActionExecuted("action_listen"))
    for intent in intents:
        tracker.update(UserUttered("text", {"name": intent, "confidence": 1.0}))
        if answered or intent != intents[-1]:
            tracker.update(ActionExecuted("utter_answer" if intent.startswith("faq_") else "utter_reply"))
    return tracker


@pytest.mark.parametrize("answered", [False, True])
def test_predicts_what_rasas_own_policy_predicts(agent: Agent, policy: IndexedRulePolicy, answered: bool) -> None:
    for intent in agent.domain.intents:
        for before in ([], ["greet"]):
            tracker = conversation(agent, [*before, intent], answered)
            states = policy._prediction_states(tracker, agent.domain)
            ours = policy._get_possible_keys(policy.lookup[RULES], states)
            assert ours == RulePolicy._get_possible_keys(policy, policy.lookup[RULES], states), intent


def test_no_rule_applies_by_the_text_of_a_message_alone(agent: Agent, policy: IndexedRulePolicy) -> None:
    for intent in agent.domain.intents:
        tracker = conversation(agent, [intent], False)
        assert policy._find_action_from_rules(tracker, agent.domain, True)[0] is None
        rasas, _, back = RulePolicy._find_action_from_rules(policy, tracker, agent.domain, True)
        assert (rasas, back) == (None, False), intent


@pytest.mark.parametrize(
    ("state", "reads"),
    [
        ({"user": {"text": "hallo"}, "prev_action": {"action_name": "action_listen"}}, True),
        ({"prev_action": {"action_name": "action_listen"}}, True),
        ({"user": {"intent": "greet"}, "prev_action": {"action_name": "action_listen"}}, False),
        ({"prev_action": {"action_name": "utter_reply"}}, False),
    ],
)
def test_a_rule_without_an_intent_applies_by_text(state: dict[str, dict[str, str]], reads: bool) -> None:
    assert RuleIndex(["rule"], [[state]]).reads_text is reads


def test_the_index_leaves_most_rules_aside(agent: Agent, policy: IndexedRulePolicy) -> None:
    states = policy._prediction_states(conversation(agent, ["faq_costs"], False), agent.domain)
    assert policy._index is not None
    candidates = policy._index.candidates(states[-1])
    assert 0 < len(candidates) < len(policy.lookup[RULES]) / 4


def test_a_rule_for_the_start_of_a_conversation_is_always_compared() -> None:
    index = RuleIndex(
        ["start", "costs"],
        [
            [{"user": {"intent": "greet"}}],
            [{"user": {"intent": "faq_costs"}, "prev_action": {"action_name": "action_listen"}}],
        ],
    )
    assert index.candidates({"user": {"intent": "faq_costs"}}) == {"start", "costs"}
    assert index.candidates({"user": {"intent": "faq_age"}}) == {"start"}
