from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.school_calendar import autumn_break, first_school_day_after_autumn_break, school_year_of


@pytest.mark.parametrize(
    ("school_year", "first_day_back"),
    [
        (2025, date(2025, 11, 3)),
        (2026, date(2026, 11, 9)),  # 1 November is a Sunday
        (2027, date(2027, 11, 8)),
        (2028, date(2028, 11, 6)),
        (2029, date(2029, 11, 5)),
    ],
)
def test_first_school_day_after_the_autumn_break(school_year: int, first_day_back: date) -> None:
    assert first_school_day_after_autumn_break(school_year) == first_day_back


@given(st.integers(min_value=1992, max_value=2200))
def test_the_break_is_a_week_from_monday_that_holds_or_follows_all_saints(school_year: int) -> None:
    start, end = autumn_break(school_year)
    assert start.weekday() == 0
    assert end - start == timedelta(days=6)
    all_saints = date(school_year, 11, 1)
    assert (start <= all_saints <= end) or (all_saints.weekday() == 6 and start == all_saints + timedelta(days=1))


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 8, 31), 2025), (date(2026, 9, 1), 2026), (date(2027, 1, 5), 2026)]
)
def test_a_school_year_starts_in_september(day: date, year: int) -> None:
    assert school_year_of(day) == year
