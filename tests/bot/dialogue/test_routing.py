from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.content.parameters import load_parameters
from bot.dialogue.markers import Markers
from bot.dialogue.routing import Context, Router
from bot.dialogue.second_step import Before
from bot.personal.facts import FACTS
from bot.personal.inputs import UNKNOWN
from bot.personal.store import read_topics
from tests.conftest import ROOT

ROUTER = Router(
    read_topics(ROOT / "data" / "results", ROOT / "data" / "facts"),
    load_parameters(ROOT / "data" / "parameters"),
    Markers.read(ROOT / "data" / "lexicon" / "follow_up.yml"),
    date(2026, 11, 24),
)
NOTHING = Context()
ASKS_HOURS = Context(asked="hours", topic="contract")
ASKS_YEAR = Context(asked="year", topic="pay_step", facts={"hours": 24})
ASKS_CONSENT = Context(asked="both_agree", topic="notice", facts={"started_on": "2026-09-01"})
PAID = Context(topic="contract", before=Before(("faq_paid_hours",)), facts={"hours": 24})
OFFERED = Context(topic="contract", offered="contract", before=Before(("faq_paid_hours",)))


def route(text: str, intent: str, context: Context, **told: Any) -> tuple[str, str | None, dict[str, Any]]:
    """Return intent, topic and facts of a message in its context."""
    parsed = {
        "text": text,
        "intent": {"name": intent, "confidence": 0.9},
        "entities": [{"entity": name, "value": value} for name, value in told.items()],
    }
    routed = ROUTER.route(parsed, context)
    assert routed["text"] == text
    entities = {entity["entity"]: entity["value"] for entity in routed["entities"]}
    return (
        routed["intent"]["name"],
        entities.get("topic"),
        {name: value for name, value in entities.items() if name in FACTS},
    )


@pytest.mark.parametrize(
    ("text", "intent", "told", "routed"),
    [
        ("krijgt hij loon?", "faq_paid_hours", {}, ("faq_paid_hours", None, {})),
        (
            "hij werkt 24 uur, krijgt hij loon?",
            "faq_paid_hours",
            {"hours": 24},
            ("personal", "contract", {"hours": 24}),
        ),
        ("hij is 15, mag hij?", "faq_age", {"age": 15}, ("personal_question", "age", {"age": 15})),
        ("200 uur, krijgt hij loon?", "faq_paid_hours", {"hours": 200}, ("personal", "contract", {"hours": 200})),
        (
            "hij werkt 24 uur, wie betaalt zijn schoenen?",
            "faq_equipment",
            {"hours": 24},
            ("faq_equipment", None, {"hours": 24}),
        ),
        (
            "wie betaalt de trein?",
            "faq_travel_costs",
            {"travel": "train"},
            ("faq_travel_costs", None, {"travel": "train"}),
        ),
        ("ja graag", "affirm", {}, ("affirm", None, {})),
        ("24 uur", "inform", {"hours": 24}, ("inform", None, {"hours": 24})),
    ],
)
def test_a_question_by_itself(
    text: str, intent: str, told: dict[str, Any], routed: tuple[str, str | None, dict[str, Any]]
) -> None:
    assert route(text, intent, NOTHING, **told) == routed


def test_a_question_on_the_contract_does_not_tell_it() -> None:
    assert route("betaald?", "faq_paid_hours", NOTHING, contract="oao") == ("faq_paid_hours", None, {})
    assert route("hij heeft een OAO, is hij verzekerd?", "faq_insurance", NOTHING, contract="oao")[0] == "personal"
    assert route("een OAO", "faq_contract_types", ASKS_HOURS, contract="oao") == ("inform", None, {"contract": "oao"})


def test_a_day_in_a_question_on_starting_is_the_day_of_the_start() -> None:
    told = {"year": 5, "date": "2027-02-01"}
    assert route("kan ze op 1 februari instappen?", "faq_switch_midyear", NOTHING, **told) == (
        "personal",
        "entry",
        {"year": 5, "wish_on": "2027-02-01"},
    )


def test_facts_told_before_make_a_question_a_personal_one() -> None:
    assert route("is hij verzekerd?", "faq_insurance", PAID)[:2] == ("personal", "insurance")


def test_only_a_fact_of_one_topic_decides_between_candidates() -> None:
    def unsure(**told: Any) -> str:
        entities = [{"entity": name, "value": value} for name, value in told.items()]
        intent = {"name": "unsure", "confidence": 1.0}
        candidates = ["faq_switch_workplace", "faq_age"]
        parsed = {"text": "hoe doen we dat", "intent": intent, "entities": entities, "candidates": candidates}
        return str(ROUTER.route(parsed, NOTHING)["intent"]["name"])

    assert unsure(started_on="2026-11-02") == "personal"
    assert unsure(hours=24) == "unsure"


@pytest.mark.parametrize(
    ("text", "intent", "told", "facts"),
    [
        ("24", "inform", {"number": 24}, {"hours": 24}),
        ("0", "restart", {"number": 0}, {"hours": 0}),
        ("3 dagen", "faq_week_schedule", {"days": 3}, {"days": 3}),
        ("geen idee", "dont_know", {}, {"hours": UNKNOWN}),
        ("is 24 uur betaald?", "faq_paid_hours", {"hours": 24}, {"hours": 24}),
        ("hij is 16", "inform", {"age": 16}, {"age": 16}),
    ],
)
def test_an_answer_to_what_was_asked(text: str, intent: str, told: dict[str, Any], facts: dict[str, Any]) -> None:
    assert route(text, intent, ASKS_HOURS, **told) == ("inform", None, facts)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("wie betaalt zijn schoenen?", "faq_equipment"),
        ("kindergeld", "faq_child_benefit"),
        ("laat maar", "cancel"),
        ("ben jij een robot", "bot_challenge"),
        ("wat weet je van mij?", "recall_facts"),
        ("hoe lang duurt dat dan", "unsure"),
    ],
)
def test_a_message_of_its_own_leaves_the_question_open(text: str, intent: str) -> None:
    assert route(text, intent, ASKS_HOURS) == (intent, None, {})


def test_whoever_asks_why_hears_the_question_with_its_reason_again() -> None:
    assert route("Waarom wil je dat weten?", "faq_benefits", ASKS_HOURS) == ("repeat", None, {})
    assert route("waarom is dat onbetaald", "faq_paid_hours", NOTHING)[0] == "faq_paid_hours"


def test_a_personal_question_on_something_else_changes_the_topic() -> None:
    context = Context(asked="mentor_age", topic="mentor")
    assert route("hij werkt 24 uur, krijgt hij loon?", "faq_paid_hours", context, hours=24)[:2] == (
        "personal",
        "contract",
    )


@pytest.mark.parametrize(
    ("text", "told", "context", "facts"),
    [
        ("nee wacht, 16 uur", {"hours": 16}, ASKS_YEAR, {"hours": 16}),
        ("nee, 16", {"number": 16}, ASKS_YEAR, {"hours": 16}),
        ("nee wacht, 1 november", {"date": "2026-11-01"}, ASKS_CONSENT, {"started_on": "2026-11-01"}),
    ],
)
def test_a_correction_while_something_else_is_asked(
    text: str, told: dict[str, Any], context: Context, facts: dict[str, Any]
) -> None:
    assert route(text, "deny", context, **told) == ("inform", None, facts)


def test_yes_and_no_answer_only_a_yes_or_no_question() -> None:
    assert route("ja hoor", "affirm", ASKS_CONSENT) == ("inform", None, {"both_agree": True})
    assert route("nee", "deny", ASKS_CONSENT) == ("inform", None, {"both_agree": False})
    assert route("nee", "deny", ASKS_HOURS) == ("inform", None, {})


def test_the_second_answer_that_is_not_understood_counts_as_not_knowing() -> None:
    again = Context(asked="hours", topic="contract", misunderstood=True)
    assert route("pff", "out_of_scope", ASKS_HOURS) == ("inform", None, {})
    assert route("pff", "out_of_scope", again) == ("inform", None, {"hours": UNKNOWN})


@pytest.mark.parametrize(
    ("text", "intent", "told", "facts"),
    [
        ("nee, 16 uur", "deny", {"hours": 16}, {"hours": 16}),
        ("sorry ik bedoel 16", "out_of_scope", {"number": 16}, {"hours": 16}),
        ("en als het 16 uur is?", "faq_week_schedule", {"hours": 16}, {"hours": 16}),
        ("16", "inform", {"number": 16}, {"hours": 16}),
    ],
)
def test_a_correction_or_follow_up_after_the_result(
    text: str, intent: str, told: dict[str, Any], facts: dict[str, Any]
) -> None:
    assert route(text, intent, PAID, **told) == ("personal", "contract", facts)


@pytest.mark.parametrize(
    ("text", "intent", "told"),
    [
        ("merci", "thank", {}),
        ("de garage is 20 uur per dag open hoor, ik heb het zelf gezien", "out_of_scope", {"hours": 20}),
        ("wat kost 2 uur parkeren?", "out_of_scope", {"hours": 2}),
    ],
)
def test_what_does_not_touch_the_topic_is_left_alone(text: str, intent: str, told: dict[str, Any]) -> None:
    assert route(text, intent, PAID, **told) == (intent, None, told)


def test_a_statement_of_little_but_facts_is_about_what_was_just_offered() -> None:
    text = "werkt 3 dagen per week"
    parsed = {
        "text": text,
        "intent": {"name": "faq_week_schedule", "confidence": 0.9},
        "entities": [{"entity": "days", "value": 3, "start": 6, "end": len(text)}],
    }
    assert ROUTER.route(parsed, OFFERED)["intent"]["name"] == "personal"
    assert ROUTER.route({**parsed, "text": f"{text} en wordt daar de hele tijd gepest"}, OFFERED)["intent"]["name"] == (
        "faq_week_schedule"
    )


def test_a_number_of_years_changes_no_hours() -> None:
    paid = Context(topic="pay_step", before=Before(("faq_pay_amount",)), facts={"year": 6, "hours": 24})
    assert route("2 jaar", "inform", paid, number=2)[0] != "personal"
    assert route("nee, 18", "inform", paid, number=18) == ("personal", "pay_step", {"hours": 18})


def test_a_birthday_with_an_age_is_a_birth_date() -> None:
    asks = Context(asked="born", topic="child_benefit", facts={"region": "flanders", "age": 17})
    assert route("jarig op 8 februari", "inform", asks, birthday="2027-02-08")[2] == {"born": "2009-02-08"}
    assert route("17, jarig op 8 februari", "inform", NOTHING, birthday="2027-02-08", age=17)[2] == {
        "born": "2009-02-08"
    }
    assert route("jarig op 8 februari", "inform", NOTHING, birthday="2027-02-08")[2] == {}


def test_a_day_to_start_on_is_no_birth_date() -> None:
    asks = Context(asked="born", topic="age")
    asked = route("kan hij in september starten?", "faq_switch_midyear", asks, date="2026-09-01")
    assert "born" not in asked[2]
    assert route("1 januari 2030", "inform", asks, date="2030-01-01")[2] == {"born": "2030-01-01"}
    assert route("weet ik dat wel?", "dont_know", asks)[2] == {"born": UNKNOWN}


def test_words_that_point_to_what_is_asked_are_no_topic_of_their_own() -> None:
    asks = Context(asked="region", topic="child_benefit")
    assert route("hoelang nog", "faq_no_workplace", asks)[0] == "inform"
    assert route("hoelang zoek je een werkplek?", "faq_no_workplace", asks)[0] == "faq_no_workplace"


def test_a_sister_is_somebody_else_also_with_facts() -> None:
    known = Context(topic="leerplicht", before=Before(("faq_leerplicht",)), facts={"born": "2009-05-01"})
    text = "en mn zus is van 15 januari 2010"
    parsed = {"text": text, "intent": {"name": "inform"}, "entities": [_fact("born", "2010-01-15", text, "15")]}
    told = {entity["entity"]: entity["value"] for entity in ROUTER.route(parsed, known)["entities"]}
    assert told["other_child"] is True
    assert told["born"] == "2010-01-15"


def test_yes_takes_the_offer() -> None:
    assert route("ja graag", "affirm", OFFERED)[:2] == ("personal", "contract")


@pytest.mark.parametrize("text", ["wat moet ik nu doen?", "ok en nu?", "Wat nu dan"])
def test_whoever_asks_what_to_do_after_an_answer_hears_it_shortly(text: str) -> None:
    dismissed = Context(before=Before(("faq_dismissal",), says_what_to_do=True))
    assert route(text, "faq_how_to_start", dismissed)[0] == "simplify"
    for context in (NOTHING, Context(before=Before(("faq_costs",)))):
        assert route(text, "faq_how_to_start", context)[0] == "faq_how_to_start"
    assert route("wat moet ik nu doen om te starten", "faq_how_to_start", dismissed)[0] == "faq_how_to_start"


def test_another_child_starts_afresh() -> None:
    def other(text: str, intent: str, **told: Any) -> dict[str, Any]:
        entities = [{"entity": name, "value": value} for name, value in told.items()]
        routed = ROUTER.route({"text": text, "intent": {"name": intent}, "entities": entities}, PAID)
        return {entity["entity"]: entity["value"] for entity in routed["entities"]}

    assert other("en voor mijn dochter?", "set_parent")["other_child"] is True
    assert other("en voor mijn dochter 16 uur?", "faq_paid_hours", hours=16)["other_child"] is True
    assert "other_child" not in other("en als mijn zoon 16 uur werkt?", "faq_paid_hours", hours=16)


def test_a_follow_up_with_a_number_that_was_not_heard_is_not_read_with_the_question_before() -> None:
    assert ROUTER.refers({"text": "en in de zomer?", "entities": []})
    assert not ROUTER.refers({"text": "en met 4 sterren?", "entities": []})
    assert ROUTER.refers({"text": "en met 24 uur?", "entities": [{"entity": "hours", "value": 24}]})


def test_the_clause_that_asks_is_looked_for_only_beside_facts() -> None:
    told = [{"entity": "hours", "value": 24}]
    text = "hij werkt 24 uur, wie betaalt zijn schoenen?"
    assert ROUTER.asking_clause({"text": text, "intent": {"name": "faq_paid_hours"}, "entities": told}, NOTHING)
    assert not ROUTER.asking_clause({"text": text, "intent": {"name": "faq_paid_hours"}, "entities": []}, NOTHING)
    assert not ROUTER.asking_clause({"text": text, "intent": {"name": "nearmiss_adult"}, "entities": told}, NOTHING)


def test_a_problem_told_beside_facts_is_looked_for_unless_a_form_asks() -> None:
    text = "ik ben 16, mijn baas zet mij buiten"
    parsed = {"text": text, "intent": {"name": "inform"}, "entities": [_fact("age", 16, text, "16")]}
    assert ROUTER.asking_clause(parsed, NOTHING) == "mijn baas zet mij buiten"
    assert ROUTER.asking_clause(parsed, ASKS_HOURS) == ""
    assert ROUTER.asking_clause({**parsed, "text": "ik ben 16"}, NOTHING) == ""


def _fact(name: str, value: object, text: str, words: str) -> dict[str, Any]:
    return {"entity": name, "value": value, "start": text.index(words), "end": text.index(words) + len(words)}
