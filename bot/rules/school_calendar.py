"""School years and the autumn break (R4): the week with 1 November, or from 2 November if the 1st is a Sunday.

Source: decision of the Flemish Government of 17 April 1991 on the organisation of the school year.
"""

from __future__ import annotations

from datetime import date, timedelta

SUNDAY = 6
FIRST_MONTH_OF_SCHOOL_YEAR = 9


def school_year_of(day: date) -> int:
    """Return the calendar year in which the school year of ``day`` started (1 September)."""
    return day.year if day.month >= FIRST_MONTH_OF_SCHOOL_YEAR else day.year - 1


def autumn_break(school_year: int) -> tuple[date, date]:
    """Return the first (Monday) and last day (Sunday) of the autumn break of the school year that starts then."""
    all_saints = date(school_year, 11, 1)
    if all_saints.weekday() == SUNDAY:
        start = all_saints + timedelta(days=1)
    else:
        start = all_saints - timedelta(days=all_saints.weekday())
    return start, start + timedelta(days=6)


def first_school_day_after_autumn_break(school_year: int) -> date:
    """Return the Monday after the autumn break; a school may still give that day off."""
    return autumn_break(school_year)[1] + timedelta(days=1)
