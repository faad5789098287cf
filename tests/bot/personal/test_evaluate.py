from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.parameters import load_parameters
from bot.personal.evaluate import Outcome, as_data, work_out
from bot.personal.facts import FACTS
from bot.personal.inputs import INPUTS
from bot.personal.store import read_topics
from bot.rules.registry import RULES
from tests.conftest import ROOT

TODAY = date(2026, 11, 24)
TOPICS = read_topics(ROOT / "data" / "results", ROOT / "data" / "facts")
PARAMETERS = load_parameters(ROOT / "data" / "parameters")


def outcome(topic: str, **facts: Any) -> Outcome:
    return work_out(topic, facts, TOPICS, PARAMETERS, TODAY)


def decisions(found: Outcome) -> list[str]:
    return [worked.result.decision.value for worked in found.results]


@pytest.mark.parametrize(
    ("topic", "facts", "missing"),
    [
        ("contract", {}, "hours"),
        ("pay_step", {}, "hours"),
        ("pay_step", {"hours": 24}, "year"),
        ("pay_step", {"hours": 24, "year": 4}, "dual_years"),
        ("entry", {}, "year"),
        ("child_benefit", {}, "region"),
        ("child_benefit", {"region": "flanders"}, "born"),
        ("notice", {}, "started_on"),
        ("notice", {"started_on": "2026-09-01"}, "both_agree"),
        ("without_contract", {}, "searching_since"),
        ("mentor", {"mentor_age": 24}, "mentor_years"),
        ("mentor", {"mentor_age": 24, "mentor_years": 6}, "mentor_schooling"),
        ("recognition", {"recognition_status": "applied"}, "applied_on"),
        ("travel_costs", {"contract": "oao"}, "travel"),
        ("age", {"age": 15}, "years_followed"),
        ("leerplicht", {"age": 17}, "born"),
        ("learner_premium", {"region": "flanders"}, "contract_months"),
        ("holidays", {"year": 5}, "hours"),
    ],
)
def test_only_what_is_missing_is_asked(topic: str, facts: dict[str, Any], missing: str) -> None:
    assert outcome(topic, **facts).missing == missing


@pytest.mark.parametrize(
    ("topic", "facts", "decision"),
    [
        ("contract", {"hours": 16}, "sao"),
        ("contract", {"days": 3}, "oao"),
        ("contract", {"days": 3, "hours_per_day": 6}, "sao"),
        ("pay_step", {"hours": 16}, "none"),
        ("pay_step", {"contract": "oao", "year": 6}, "step_3"),
        ("entry", {"year": 5}, "free"),
        ("notice", {"started_on": "2026-11-02"}, "notice_without_reason"),
        ("notice", {"started_on": "2026-09-01", "both_agree": True}, "mutual_agreement"),
        ("mentor", {"mentor_age": 30, "mentor_years": 6}, "yes"),
        ("travel_costs", {"hours": 16}, "may"),
        ("travel_costs", {"hours": 24, "travel": "train"}, "must"),
        ("insurance", {"hours": 24}, "accident_and_social_security"),
        ("age", {"age": 16}, "yes"),
        ("age", {"age": 15, "year": 3}, "yes"),
        ("leerplicht", {"born": "2008-07-01"}, "over"),
        ("holidays", {"year": 7}, "six_weeks"),
        ("own_company", {"parent_is_mentor": True}, "ask_school"),
    ],
)
def test_what_is_known_decides(topic: str, facts: dict[str, Any], decision: str) -> None:
    assert decisions(outcome(topic, **facts)) == [decision]


def test_an_unknown_fact_gives_each_case_once() -> None:
    found = outcome("travel_costs", hours="unknown", travel="train")
    assert decisions(found) == ["may", "must"]
    assert all(worked.label for worked in found.results)


def test_two_unknown_facts_give_cases_that_name_both() -> None:
    found = outcome("travel_costs", hours="unknown", travel="unknown")
    assert set(decisions(found)) == {"may", "must", "by_sector"}


def test_an_age_is_enough_when_every_birthday_decides_the_same() -> None:
    found = outcome("child_benefit", region="flanders", age=15)
    assert decisions(found) == ["unconditional"]
    assert found.rough


def test_an_age_is_not_enough_when_the_birthday_matters() -> None:
    assert outcome("child_benefit", region="flanders", age=18).missing == "born"
    assert set(decisions(outcome("child_benefit", region="flanders", age=18, born="unknown"))) == {
        "unconditional",
        "conditional",
    }


def test_where_the_day_is_the_point_it_is_asked_though_an_age_decides() -> None:
    assert outcome("leerplicht", age=16).missing == "born"
    found = outcome("leerplicht", age=16, born="unknown")
    assert decisions(found) == ["compulsory"]
    assert "until" not in found.results[0].result.values


@pytest.mark.parametrize(
    ("topic", "facts", "fault"),
    [
        ("child_benefit", {"region": "brussels", "born_year": 2030}, "born_year"),
        ("contract", {"hours": 200}, "hours"),
        ("contract", {"hours": -3}, "hours"),
        ("contract", {"days": 9}, "days"),
        ("child_benefit", {"region": "brussels", "born": "2030-01-01"}, "born"),
        ("entry", {"year": 2}, "year"),
        ("notice", {"started_on": "1999-01-01"}, "started_on"),
        ("mentor", {"mentor_age": 30, "mentor_years": 40}, "mentor_years"),
        ("learner_premium", {"region": "flanders", "contract_months": 40, "premiums_had": 0}, "contract_months"),
    ],
)
def test_the_fact_at_fault_is_named(topic: str, facts: dict[str, Any], fault: str) -> None:
    found = outcome(topic, **facts)
    assert found.impossible is not None
    assert found.impossible[0] == fault


def test_every_rule_has_a_topic_and_an_input() -> None:
    assert set(TOPICS.topics) == set(INPUTS) == set(RULES)


def test_every_decision_and_every_case_has_words() -> None:
    for name, topic in TOPICS.topics.items():
        for fact, words in TOPICS.facts.items():
            for case in TOPICS.cases(name, fact):
                assert set(case.values) <= set(FACTS), (name, words.id)
        assert topic.decisions


_NUMBERS = ("hours", "days", "hours_per_day", "age", "mentor_age", "mentor_years", "contract_months", "premiums_had")
_WHOLE = ("year", "dual_years", "years_followed", "days_passed", "born_year")
_DATES = ("born", "started_on", "wish_on", "searching_since", "recognised_on", "applied_on")
_YES_NO = (
    "both_agree",
    "mentor_schooling",
    "parent_is_mentor",
    "maximum",
    "simulated",
    "from_aanloopfase",
    "disability",
)
MAYBE = st.one_of(st.none(), st.just("unknown"))
TOLD = st.fixed_dictionaries(
    {
        **{name: st.one_of(MAYBE, st.floats(-50, 300).map(lambda value: round(value, 2))) for name in _NUMBERS},
        **{name: st.one_of(MAYBE, st.integers(-5, 2100 if name == "born_year" else 30)) for name in _WHOLE},
        **{name: st.one_of(MAYBE, st.dates(date(1950, 1, 1), date(2035, 1, 1)).map(date.isoformat)) for name in _DATES},
        **{name: st.one_of(MAYBE, st.booleans()) for name in _YES_NO},
        "region": st.one_of(MAYBE, st.sampled_from(["flanders", "brussels", "wallonia", "abroad"])),
        "contract": st.one_of(MAYBE, st.sampled_from(["oao", "sao", "da"])),
        "travel": st.one_of(MAYBE, st.sampled_from(["train", "public", "bicycle", "car"])),
        "advice": st.one_of(MAYBE, st.sampled_from(["positive", "negative"])),
        "recognition_status": st.one_of(MAYBE, st.sampled_from(["recognised", "applied", "none"])),
    }
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(RULES)), TOLD)
def test_no_facts_crash_a_topic_and_every_result_can_be_told(topic: str, facts: dict[str, Any]) -> None:
    found = work_out(topic, facts, TOPICS, PARAMETERS, TODAY)
    assert sum((found.missing is not None, found.impossible is not None, bool(found.results))) == 1
    for worked in found.results:
        data = as_data(worked.result)
        assert data["sources"]
        assert data["decision"] in TOPICS.topics[topic].decisions
        for note in (*data["reasons"], *data["uncertain"]):
            assert TOPICS.note(topic, note["code"]), (topic, note["code"])
    if found.missing is not None:
        assert found.missing in TOPICS.facts
