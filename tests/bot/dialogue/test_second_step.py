from __future__ import annotations

from typing import Any

import pytest

from bot.dialogue.markers import Markers
from bot.dialogue.second_step import QUITS_WHAT, Before, after_answer, in_crisis, quits, without_alarm
from tests.conftest import ROOT

MARKERS = Markers.read(ROOT / "data" / "lexicon" / "follow_up.yml")
COSTS = Before(("faq_costs",))
BULLIED = Before(("faq_wellbeing",), says_what_to_do=True)
NIGHT = Before(("faq_night_work",))


def message(text: str, intent: str) -> dict[str, Any]:
    return {"text": text, "intent": {"name": intent, "confidence": 0.9}}


def after(before: Before, text: str, intent: str, **told: Any) -> str | None:
    found = after_answer(message(text, intent), told, before, MARKERS)
    return None if found is None else str(found["intent"]["name"])


@pytest.mark.parametrize("intent", ["out_of_scope", "unsure", "nearmiss_personal_file"])
@pytest.mark.parametrize("text", ["hoelang duurt dat?", "mag dat zomaar", "wie beslist", "en in tussen?", "hoeveel"])
def test_words_that_only_point_back_are_about_the_answer_before(text: str, intent: str) -> None:
    assert after(COSTS, text.replace("in tussen", "intussen"), intent) == "more"
    assert after(Before(), text, intent) is None


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("wat is de hoofdstad van Frankrijk", "out_of_scope"),
        ("hoe laat rijdt de trein", "out_of_scope"),
        ("wie betaalt de bus", "faq_travel_costs"),
        ("hoeveel mentor is dat", "faq_mentor_conditions"),
        ("is er school morgen", "out_of_scope"),
        ("dank je", "thank"),
    ],
)
def test_a_message_of_its_own_stays_one(text: str, intent: str) -> None:
    assert after(COSTS, text, intent) is None


def test_a_bare_fact_after_an_answer_is_noted() -> None:
    assert after(COSTS, "hij is 17", "inform", age=17) == "noted"
    assert after(COSTS, "ben 17 en doe zorg", "set_student", age=17) == "noted"
    assert after(NIGHT, "en als ik 18 ben?", "faq_leerplicht", age=18) == "noted"
    assert after(NIGHT, "tot wanneer is er leerplicht als ik 18 ben?", "faq_leerplicht", age=18) is None
    assert after(COSTS, "wat kost 2 uur parkeren?", "out_of_scope", hours=2) is None
    assert after(COSTS, "hij is er sinds september", "inform", date="2026-09-01") == "more"


def test_the_words_of_a_fact_point_nowhere() -> None:
    text = "en als het SAO is"
    parsed = {**message(text, "faq_contract_types"), "entities": [{"entity": "contract", "start": 11, "end": 14}]}
    found = after_answer(parsed, {"contract": "sao"}, Before(("faq_sickness",)), MARKERS)
    assert found is not None
    assert found["intent"]["name"] == "noted"


def test_whoever_goes_on_about_trouble_hears_what_to_do() -> None:
    assert after(BULLIED, "ik durf het niet zeggen tegen de juf", "out_of_scope") == "simplify"
    assert after(BULLIED, "wie kan ik bellen", "faq_contact") == "simplify"
    assert after(BULLIED, "wat nu?", "faq_how_to_start") == "simplify"
    assert after(BULLIED, "moet ik naar de politie?", "out_of_scope") == "more"
    assert after(COSTS, "wat nu?", "faq_how_to_start") is None
    assert after(COSTS, "ik durf het niet zeggen tegen de juf", "out_of_scope") is None


def test_pay_while_ill_is_no_question_on_the_hours() -> None:
    ill = Before(("faq_sickness",), says_what_to_do=True)
    assert after(ill, "krijgt hij dan loon?", "faq_paid_hours") == "faq_sickness"
    assert after(ill, "en betaald?", "faq_paid_hours") == "faq_sickness"
    assert after(ill, "wordt het werk in het bedrijf betaald?", "faq_paid_hours") is None
    assert after(ill, "krijgt hij loon met 24 uur?", "faq_paid_hours", hours=24) is None
    assert after(COSTS, "krijgt hij dan loon?", "faq_paid_hours") is None


def test_nothing_is_said_twice_in_a_row() -> None:
    short = Before(("faq_wellbeing",), says_what_to_do=True, simple=True)
    assert after(short, "elke dag", "unsure") == "more"
    assert after(COSTS, "en in juli?", "faq_costs") == "simplify"
    assert after(Before(("faq_costs",), simple=True), "en in juli?", "faq_costs") == "more"
    assert after(COSTS, "wat kost duaal leren?", "faq_costs") is None


def test_a_parent_named_in_a_follow_up_is_not_the_one_who_asks() -> None:
    assert after(COSTS, "en mn papa?", "set_parent") == "more"
    assert after(COSTS, "ik ben de papa", "set_parent") is None


@pytest.mark.parametrize("text", ["ik wil stoppen", "Hij wil ermee stoppen", "kwil kappen"])
def test_stopping_is_asked_about_where_no_form_runs(text: str) -> None:
    asked = quits(message(text, "cancel"), MARKERS)
    assert asked is not None
    assert asked["intent"]["name"] == "unsure"
    assert tuple(asked["candidates"]) == QUITS_WHAT
    assert quits(message("laat maar", "cancel"), MARKERS) is None
    assert quits(message(f"{text} met deze vragen", "cancel"), MARKERS) is None
    assert quits(message(text, "crisis"), MARKERS) is None


@pytest.mark.parametrize(
    ("intent", "stays"),
    [
        ("out_of_scope", True),
        ("cancel", True),
        ("crisis", True),
        ("faq_contact", True),
        ("faq_costs", False),
        ("thank", False),
    ],
)
def test_somebody_in_danger_is_not_left_alone(intent: str, stays: bool) -> None:
    for reply in ("crisis", "crisis_again"):
        assert (in_crisis(message("ik meen het", intent), Before(reply=reply), MARKERS) is not None) is stays
    assert in_crisis(message("ik meen het", intent), COSTS, MARKERS) is None


def test_what_to_do_in_danger_is_no_question_on_duaal_leren() -> None:
    danger = Before(("faq_wellbeing",), reply="crisis")
    assert in_crisis(message("wat moet ik nu doen", "faq_how_to_start"), danger, MARKERS) is not None
    assert in_crisis(message("wat moet ik doen om te starten", "faq_how_to_start"), danger, MARKERS) is None


def test_words_that_only_point_back_raise_no_alarm() -> None:
    quiet = without_alarm(message("en als het niet gaat", "crisis"), COSTS, MARKERS)
    assert quiet["intent"]["name"] == "unsure"
    for text, before in (("en als het niet gaat", Before()), ("ik wil niet meer leven", COSTS)):
        assert without_alarm(message(text, "crisis"), before, MARKERS)["intent"]["name"] == "crisis"
    assert without_alarm(message("en dan", "crisis"), Before(("faq_costs",), reply="crisis"), MARKERS)["intent"][
        "name"
    ] == ("crisis")


def test_a_farewell_that_asks_is_none() -> None:
    assert after(COSTS, "tot wanneer dan", "goodbye") == "more"
    assert after(COSTS, "tot later", "goodbye") is None
