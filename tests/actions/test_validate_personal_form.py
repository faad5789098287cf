from __future__ import annotations

from collections.abc import Callable

import pytest

from actions.validate_personal_form import ValidatePersonalForm
from bot.personal.inputs import UNKNOWN
from tests.actions.conftest import Talk

Start = Callable[[], Talk]
FORM = ValidatePersonalForm()


def test_the_first_missing_fact_is_asked(talk: Start) -> None:
    ran = talk().set(topic="pay_step").say("personal", topic="pay_step").run(FORM)
    assert ran.responses == [("utter_ask_fact", {"fact": "hours", "topic": "pay_step", "again": False})]
    assert ran.slots["requested_slot"] == "hours"


def test_what_was_told_is_not_asked(talk: Start) -> None:
    start = talk().set(topic="pay_step", requested_slot="hours").say("inform", hours=24)
    ran = start.run(FORM)
    assert ran.slots["hours"] == 24
    assert ran.slots["requested_slot"] == "year"


def test_when_all_is_known_nothing_is_asked(talk: Start) -> None:
    ran = talk().set(topic="contract", requested_slot="hours").say("inform", days=3).run(FORM)
    assert ran.responses == []
    assert ran.slots["requested_slot"] is None


@pytest.mark.parametrize(("told", "fact"), [({"hours": 200}, "hours"), ({"days": 9}, "days")])
def test_what_cannot_be_is_refused_and_asked_again(talk: Start, told: dict[str, int], fact: str) -> None:
    ran = talk().set(topic="contract", requested_slot="hours").say("inform", **told).run(FORM)
    assert [response for response, _ in ran.responses] == ["utter_refusal", "utter_ask_fact"]
    assert ran.responses[0][1]["fact"] == fact
    assert ran.slots[fact] is None
    assert ran.slots["requested_slot"] == "hours"


def test_facts_that_cannot_be_true_together_end_in_a_question(talk: Start) -> None:
    start = talk().set(topic="mentor", mentor_age=30, requested_slot="mentor_years").say("inform", mentor_years=40)
    ran = start.run(FORM)
    assert ran.responses[0][1]["code"] == "job_years_impossible"
    assert ran.slots["requested_slot"] == "mentor_years"


def test_the_fact_told_last_drops_the_one_it_contradicts(talk: Start) -> None:
    start = talk().set(topic="contract", hours=24, requested_slot=None).say("personal", topic="contract", days=2)
    assert start.run(FORM).slots["hours"] is None


@pytest.mark.parametrize("intent", ["faq_equipment", "thank", "unsure", "inform"])
def test_the_form_steps_aside_for_what_tells_it_nothing(talk: Start, intent: str) -> None:
    ran = talk().set(topic="contract", requested_slot="hours").say(intent).run(FORM)
    assert ran.rejected
    assert ran.responses == []


def test_who_wants_to_hear_it_again_is_asked_the_same(talk: Start) -> None:
    ran = talk().set(topic="contract", requested_slot="hours").say("repeat").run(FORM)
    assert not ran.rejected
    assert ran.slots["requested_slot"] == "hours"


def test_whoever_is_on_other_things_is_not_asked_a_fourth_time(talk: Start) -> None:
    start = talk().set(topic="contract", requested_slot="hours")
    for _ in range(3):
        start.events.append({"event": "bot", "data": {"custom": {"asks": "hours"}}})
    ran = start.say("faq_equipment").answered("utter_answer").run(FORM)
    assert ran.responses == []
    assert ran.slots == {"requested_slot": None}


def test_the_intent_in_the_conversation_counts_not_the_ranking(talk: Start) -> None:
    start = talk().set(topic="contract", requested_slot="hours").say("inform", hours=24)
    start.latest["intent_ranking"] = [{"name": "faq_week_schedule", "confidence": 0.9}]
    assert not start.run(FORM).rejected


def test_after_an_interruption_the_same_is_asked_and_nothing_is_taken_twice(talk: Start) -> None:
    start = talk().set(topic="travel_costs", hours=24, requested_slot="travel")
    ran = start.say("faq_equipment").answered("utter_answer").run(FORM)
    assert not ran.rejected
    assert ran.slots["requested_slot"] == "travel"


def test_an_age_where_the_day_matters_shows_both_rather_than_asks_again(talk: Start) -> None:
    start = talk().set(topic="child_benefit", region="flanders", requested_slot="born").say("inform", age=18)
    ran = start.run(FORM)
    assert ran.slots["born"] == UNKNOWN
    assert ran.slots["requested_slot"] is None


def test_another_child_is_asked_everything(talk: Start) -> None:
    start = talk().set(topic="contract", hours=24).say("personal", topic="contract", other_child=True)
    ran = start.run(FORM)
    assert ran.slots["hours"] is None
    assert ran.slots["requested_slot"] == "hours"
