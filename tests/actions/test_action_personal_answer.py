from __future__ import annotations

from collections.abc import Callable

from actions.action_personal_answer import ActionPersonalAnswer
from bot.personal.inputs import UNKNOWN
from tests.actions.conftest import Talk

Start = Callable[[], Talk]


def test_the_result_is_named_with_its_reasons_and_sources(talk: Start) -> None:
    ran = talk().set(topic="contract", hours=16).say("inform").run(ActionPersonalAnswer())
    response, values = ran.responses[0]
    assert response == "utter_personal_answer"
    assert values["topic"] == "contract"
    assert [result["decision"] for result in values["results"]] == ["sao"]
    assert values["results"][0]["sources"]


def test_not_knowing_is_forgotten_after_the_answer(talk: Start) -> None:
    ran = talk().set(topic="travel_costs", hours=UNKNOWN, travel="car").say("inform").run(ActionPersonalAnswer())
    assert len(ran.responses[0][1]["results"]) == 2
    assert ran.slots == {"hours": None}


def test_a_letter_gets_what_was_told(talk: Start) -> None:
    ran = talk().set(topic="notice", started_on="2026-11-02").say("inform").run(ActionPersonalAnswer())
    response, values = ran.responses[1]
    assert response == "utter_draft"
    assert values["told"] == {"started_on": "2026-11-02"}
