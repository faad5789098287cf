"""What must hold for any input: a source, no crash, dates in order, more hours never less contract."""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import date, timedelta
from enum import Enum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.contract import Hours, contract
from bot.rules.model import Contract, ImpossibleInputError, Result
from bot.rules.notice import Wish, notice
from bot.rules.registry import RULES, Rule
from bot.rules.without_contract import Search, without_contract
from tests.bot.rules.test_cases import PARAMETERS

DATES = st.dates(min_value=date(1900, 1, 1), max_value=date(2120, 12, 31))


def strategy(kind: Any) -> st.SearchStrategy[Any]:
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return st.one_of(*(strategy(option) for option in typing.get_args(kind)))
    if typing.get_origin(kind) is tuple:
        return st.lists(strategy(float), max_size=4).map(tuple)
    if kind is type(None):
        return st.none()
    if kind is bool:
        return st.booleans()
    if kind is int:
        return st.integers(-5, 400)
    if kind is float:
        return st.floats(-10, 400, allow_nan=False)
    if kind is date:
        return DATES
    assert issubclass(kind, Enum), kind
    return st.sampled_from(list(kind))


def inputs(rule: Rule) -> st.SearchStrategy[Any]:
    hints = typing.get_type_hints(rule.input_type)
    return st.builds(
        rule.input_type, **{field.name: strategy(hints[field.name]) for field in dataclasses.fields(rule.input_type)}
    )


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
@given(data=st.data())
@settings(max_examples=150)
def test_any_input_gives_a_sourced_result_or_a_named_refusal(rule: Rule, data: st.DataObject) -> None:
    value, today = data.draw(inputs(rule)), data.draw(st.dates(date(2024, 1, 1), date(2030, 12, 31)))
    try:
        result: Result[Any] = rule.apply(value, PARAMETERS, today)
    except ImpossibleInputError as error:
        assert error.code  # noqa: PT017 - whether it is raised depends on the input drawn
        return
    assert result.sources
    assert result.reasons
    assert all(source.checked_on for source in result.sources)


@given(st.floats(0, 60), st.floats(0, 60))
def test_more_hours_never_give_a_lesser_contract(first: float, second: float) -> None:
    few, many = sorted((first, second))
    today = date(2026, 11, 24)
    if contract(Hours(average=few), PARAMETERS, today).decision is Contract.OAO:
        assert contract(Hours(average=many), PARAMETERS, today).decision is Contract.OAO


@given(st.dates(date(2025, 1, 1), date(2027, 6, 1)), st.integers(0, 300))
def test_an_end_never_lies_before_the_day_of_notice(started: date, after: int) -> None:
    on = started + timedelta(days=after)
    result = notice(Wish(started, on), PARAMETERS, date(2026, 11, 24))
    around = result.values.get("around")
    assert around is None or around > on
    assert any(note.code == "day_counting_unconfirmed" for note in result.uncertain)


@given(st.dates(date(2025, 11, 25), date(2027, 6, 1)))
def test_the_limit_for_a_contract_lies_after_the_start(since: date) -> None:
    result = without_contract(Search(since=since), PARAMETERS, date(2026, 11, 24))
    deadline = result.values["deadline"]
    assert isinstance(deadline, date)
    assert deadline >= since + timedelta(days=25)
