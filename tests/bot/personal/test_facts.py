from __future__ import annotations

from typing import Any

import pytest

from bot.personal.facts import (
    ANSWERED_BY,
    FACTS,
    answers,
    corrected,
    for_topic,
    is_answered,
    latest_only,
    replaced_by,
    takes_number,
    told_ones,
)
from bot.personal.inputs import UNKNOWN, USES
from bot.rules.registry import RULES


@pytest.mark.parametrize(
    ("asked", "entities", "told"),
    [
        ("hours", {"number": 24}, {"hours": 24}),
        ("hours", {"days": 3, "number": 3}, {"days": 3}),
        ("hours", {"hours": 24, "age": 16}, {"hours": 24, "age": 16}),
        ("year", {"number": 5.0}, {"year": 5}),
        ("born", {"number": 15}, {"age": 15}),
        ("born", {"number": 2010}, {"born_year": 2010}),
        ("born", {"date": "2009-05-03"}, {"born": "2009-05-03"}),
        ("mentor_age", {"age": 34}, {"mentor_age": 34}),
        ("mentor_years", {"age": 10}, {"mentor_years": 10}),
        ("years_followed", {"age": 2}, {"years_followed": 2}),
        ("years_followed", {"age": 14}, {"age": 14}),
        ("searching_since", {"days": 15}, {"days_passed": 15}),
        ("searching_since", {"started_on": "2026-09-01"}, {"searching_since": "2026-09-01"}),
        ("searching_since", {"ends_on": "2026-11-02"}, {"searching_since": "2026-11-02"}),
        ("dual_years", {"year": 2}, {"dual_years": 2}),
        ("recognised_on", {"born_year": 2019}, {}),
        ("travel", {"number": 3}, {}),
        ("", {"hours": 24, "number": 3}, {"hours": 24}),
    ],
)
def test_the_question_says_what_a_number_or_a_day_is(
    asked: str, entities: dict[str, Any], told: dict[str, Any]
) -> None:
    assert answers(asked, entities) == told


@pytest.mark.parametrize(
    ("topic", "entities", "recent", "told"),
    [
        ("contract", {"number": 16}, ["hours"], {"hours": 16}),
        ("contract", {"number": 16}, [], {"hours": 16}),
        ("notice", {"date": "2026-11-01"}, ["both_agree", "started_on"], {"started_on": "2026-11-01"}),
        ("mentor", {"age": 25}, ["mentor_age"], {"mentor_age": 25}),
        ("entry", {"number": 4}, [], {"year": 4}),
        ("without_contract", {"days": 12}, ["searching_since"], {"days_passed": 12}),
        ("class_council", {"number": 4}, ["advice"], {}),
        (None, {"number": 4}, [], {}),
    ],
)
def test_a_correction_replaces_what_was_told_last(
    topic: str | None, entities: dict[str, Any], recent: list[str], told: dict[str, Any]
) -> None:
    assert corrected(topic, entities, recent) == told


def test_a_topic_can_give_a_day_and_an_age_a_meaning() -> None:
    assert for_topic("entry", {"date": "2027-02-01"}) == {"wish_on": "2027-02-01"}
    assert for_topic("entry", {"date": "2027-02-01", "wish_on": "2027-03-01"}) == {"wish_on": "2027-03-01"}
    assert for_topic("contract", {"date": "2027-02-01"}) == {}
    assert for_topic("mentor", {"age": 42}) == {"mentor_age": 42}
    assert for_topic("age", {"age": 16}) == {"age": 16}


def test_of_facts_that_exclude_each_other_the_last_one_holds() -> None:
    assert latest_only([("hours", 24), ("days", 3)]) == {"days": 3}
    assert latest_only([("age", 16), ("born", "2010-01-01"), ("travel", "car")]) == {
        "born": "2010-01-01",
        "travel": "car",
    }
    assert latest_only([("hours", 24), ("hours", None)]) == {}
    assert latest_only([("hours", UNKNOWN), ("contract", "oao")]) == {"contract": "oao"}


def test_not_knowing_the_birth_date_leaves_the_age() -> None:
    assert latest_only([("age", 16), ("born", UNKNOWN)]) == {"age": 16, "born": UNKNOWN}
    assert told_ones({"age": 16, "born": UNKNOWN}) == {"age": 16}


def test_what_answers_a_question() -> None:
    assert is_answered("hours", {"days": 3})
    assert not is_answered("hours", {"age": 16})
    assert takes_number("born")
    assert not takes_number("travel")


def test_every_fact_named_here_is_one() -> None:
    named = {name for group in ANSWERED_BY.values() for name in group} | set(ANSWERED_BY)
    assert named <= set(FACTS)
    assert set(USES) == set(RULES)
    assert set().union(*USES.values()) <= set(FACTS)
    assert all(replaced_by(name) <= set(FACTS) for name in FACTS)
