from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.model import Audience
from bot.answers.render import Message, Renderer
from bot.answers.store import read_library
from bot.answers.values import computed_values
from bot.personal.evaluate import as_data, work_out
from bot.personal.facts import told_ones
from bot.personal.render import PersonalRenderer, choice_payload, choice_value, shown
from bot.rules.registry import RULES
from tests.bot.personal.test_evaluate import PARAMETERS, TODAY, TOLD, TOPICS
from tests.conftest import ROOT

LIBRARY = read_library([ROOT / "data" / "answers"], ROOT / "data" / "replies")
NOT_FILLED_IN = re.compile(r"[{}\[\]]|\bNone\b|\bunknown\b")


def renderer(audience: Audience = Audience.PARENT) -> PersonalRenderer:
    return PersonalRenderer(
        Renderer(LIBRARY, audience, "rest", TODAY, computed_values(TODAY)), TOPICS, audience, "https://example.org"
    )


def rendered(topic: str, facts: dict[str, Any], audience: Audience = Audience.PARENT) -> list[Message]:
    outcome = work_out(topic, facts, TOPICS, PARAMETERS, TODAY)
    results = [{"label": worked.label, **as_data(worked.result)} for worked in outcome.results]
    assert results, outcome
    draft = renderer(audience).draft(topic, results, told_ones(facts))
    return [renderer(audience).results(topic, results, outcome.rough), *([draft] if draft else [])]


@pytest.mark.parametrize(
    ("value", "name", "text"),
    [
        (19.5, "hours", "19,5"),
        (24.0, "hours", "24"),
        (1985, "age", "1985"),
        (612.5, "amount", "612,50"),
        (500, "amount", "500"),
        ("2026-12-01", "deadline", "1 december 2026"),
        (True, "both_agree", "ja"),
        ([24, 16], "weeks", "24 en 16"),
        ("Gent", "place", "Gent"),
    ],
)
def test_values_are_written_as_people_here_write_them(value: Any, name: str, text: str) -> None:
    assert shown(value, name) == text


def test_a_result_gives_decision_calculation_next_step_and_source() -> None:
    message = rendered("contract", {"hours": 16})[0]
    paragraphs = message.text.split("\n\n")
    assert "onbetaald" in paragraphs[0]
    assert "16 uur" in paragraphs[1]
    assert "20 uur" in paragraphs[1]
    assert paragraphs[-1].startswith("Bron: ")
    assert message.data["results"] == [{"label": "", "decision": "sao"}]
    assert message.buttons[0].payload == "/faq_paid_hours"


def test_parent_and_student_read_their_own_words() -> None:
    facts = {"hours": 16}
    assert "je kind" in rendered("contract", facts)[0].text
    assert "je kind" not in rendered("contract", facts, Audience.STUDENT)[0].text


def test_a_day_can_be_put_into_a_calendar() -> None:
    text = rendered("leerplicht", {"born": "2009-05-03"})[0].text
    assert "https://example.org/agenda.ics?topic=leerplicht&day=2027-05-03" in text


def test_without_the_birth_date_no_day_is_named() -> None:
    text = rendered("leerplicht", {"age": 16, "born": "unknown"})[0].text
    assert not re.search(r"\d{4}(?! \()", text.split("\n\nBron")[0])
    assert "agenda.ics" not in text
    assert "geboortedatum" in text


def test_cases_stand_side_by_side() -> None:
    text = rendered("travel_costs", {"hours": "unknown", "travel": "car"})[0].text
    lines = [line for line in text.splitlines() if line.startswith("- ")]
    assert len(lines) == 2
    assert lines[0].startswith("- minder dan 20 uur per week: ")


def test_a_letter_is_a_draft_filled_with_what_is_known() -> None:
    answer, letter = rendered("notice", {"started_on": "2026-11-02"})
    assert letter.text.startswith("ONTWERP")
    assert "2 november 2026" in letter.text
    assert not answer.buttons, "the buttons come under the letter, which is read last"
    assert letter.buttons


def test_a_question_says_why_and_offers_what_can_be_pressed() -> None:
    message = renderer().question("travel", "travel_costs")
    assert message.text.count("?") == 1
    assert [button.payload for button in message.buttons] == [
        "/choose_travel=train",
        "/choose_travel=public",
        "/choose_travel=bicycle",
        "/choose_travel=car",
        "/dont_know",
    ]


def test_what_would_do_instead_is_not_said_again() -> None:
    assert "leeftijd mag ook" in renderer().question("born", "leerplicht").text
    assert "leeftijd mag ook" not in renderer().question("born", "leerplicht", again=True).text


def test_a_refusal_names_what_was_said() -> None:
    assert "200 uur" in renderer().refusal("hours", "hours_impossible", {"hours": 200, "limit": 60}).text


@pytest.mark.parametrize("value", [True, False, 0, 3, "train"])
def test_a_pressed_choice_is_read_back(value: Any) -> None:
    fact = {True: "both_agree", 0: "dual_years", 3: "year", "train": "travel"}[value if value is not False else True]
    payload = choice_payload(fact, value)
    assert choice_value(TOPICS.facts[fact], payload.partition("=")[2]) == value


def test_a_choice_that_is_not_offered_is_none() -> None:
    assert choice_value(TOPICS.facts["travel"], "rocket") is None


def test_what_is_remembered_is_listed_in_words() -> None:
    text = renderer().facts({"hours": 24, "region": "flanders", "born": "2009-05-03", "number": 3}).text
    assert "24 uur per week" in text
    assert "Vlaanderen" in text
    assert "3 mei 2009" in text


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(RULES)), TOLD, st.sampled_from(list(Audience)))
def test_whatever_is_told_the_text_is_whole(topic: str, facts: dict[str, Any], audience: Audience) -> None:
    outcome = work_out(topic, facts, TOPICS, PARAMETERS, TODAY)
    if outcome.missing is not None:
        texts = [renderer(audience).question(outcome.missing, topic).text]
    elif outcome.impossible is not None:
        fact, error = outcome.impossible
        values = {name: value.isoformat() if isinstance(value, date) else value for name, value in error.values.items()}
        texts = [renderer(audience).refusal(fact, error.code, values).text]
    else:
        texts = [message.text for message in rendered(topic, facts, audience)]
    for text in texts:
        assert not NOT_FILLED_IN.search(text), text
        assert text.strip()
