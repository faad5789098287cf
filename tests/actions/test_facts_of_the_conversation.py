"""What is remembered is told on request, and forgotten on request."""

from __future__ import annotations

from collections.abc import Callable

from actions.action_forget_facts import ActionForgetFacts
from actions.action_recall_facts import ActionRecallFacts
from bot.personal.inputs import UNKNOWN
from tests.actions.conftest import Talk

Start = Callable[[], Talk]


def test_the_facts_that_hold_are_recalled(talk: Start) -> None:
    told = talk().set(hours=16, topic="contract").set(hours=24, travel=UNKNOWN).say("recall_facts")
    assert told.run(ActionRecallFacts()).responses == [("utter_recall_facts", {"told": {"hours": 24}})]


def test_every_fact_is_forgotten(talk: Start) -> None:
    ran = talk().set(hours=24, topic="contract").say("forget_facts").run(ActionForgetFacts())
    assert ran.slots == {"hours": None, "topic": None}
    assert ran.responses[0][0] == "utter_forget_facts"
