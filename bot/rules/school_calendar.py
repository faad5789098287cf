"""School years and school holidays of Flemish schools.

The autumn break (R4) is the week with 1 November, or from 2 November if the 1st is a Sunday. Each break is given as its
first (Monday) and last day (Sunday), by the calendar year in which the school year starts.

Source: decision of the Flemish Government of 17 April 1991 on the organisation of the school year.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter
from holidays import country_holidays

SATURDAY, SUNDAY = 5, 6
FIRST_MONTH_OF_SCHOOL_YEAR = 9


def school_year_of(day: date) -> int:
    """Return the calendar year in which the school year of ``day`` started (1 September)."""
    return day.year if day.month >= FIRST_MONTH_OF_SCHOOL_YEAR else day.year - 1


def autumn_break(school_year: int) -> tuple[date, date]:
    """Return the first (Monday) and last day (Sunday) of the autumn break of the school year that starts then."""
    all_saints = date(school_year, 11, 1)
    start = all_saints + timedelta(days=1) if all_saints.weekday() == SUNDAY else _monday_of(all_saints)
    return _weeks(start, 1)


def christmas_break(school_year: int) -> tuple[date, date]:
    """Return the two weeks from the Monday of the week with 25 December, or the next one if that is in a weekend."""
    christmas = date(school_year, 12, 25)
    start = _monday_of(christmas)
    return _weeks(start + timedelta(days=7) if christmas.weekday() >= SATURDAY else start, 2)


def carnival_break(school_year: int) -> tuple[date, date]:
    """Return the week that starts on the seventh Monday before Easter (krokusvakantie)."""
    return _weeks(easter(school_year + 1) - timedelta(days=48), 1)


def easter_break(school_year: int) -> tuple[date, date]:
    """Return the two weeks from the first Monday of April, or beside Easter when that is in March or after 15 April."""
    sunday = easter(school_year + 1)
    if sunday.month == 3:
        return _weeks(sunday + timedelta(days=1), 2)
    if sunday > date(school_year + 1, 4, 15):
        return _weeks(sunday - timedelta(days=13), 2)
    return _weeks(_monday_of(date(school_year + 1, 4, 7)), 2)


def summer_break(school_year: int) -> tuple[date, date]:
    """Return July and August at the end of the school year."""
    return date(school_year + 1, 7, 1), date(school_year + 1, 8, 31)


def first_school_day_after(last_day: date) -> date:
    """Return the weekday after the last day of a holiday; a school may still give that day off."""
    following = last_day + timedelta(days=1)
    return following + timedelta(days=7 - following.weekday()) if following.weekday() >= SATURDAY else following


def last_school_day_before(first_day: date) -> date:
    """Return the weekday before the first day of a holiday."""
    previous = first_day - timedelta(days=1)
    return previous - timedelta(days=max(0, previous.weekday() - 4))


def first_school_day_after_autumn_break(school_year: int) -> date:
    """Return the Monday after the autumn break; a school may still give that day off."""
    return first_school_day_after(autumn_break(school_year)[1])


def in_school_holiday(day: date) -> bool:
    """Tell whether ``day`` lies in a school holiday or on a public holiday; a school's own free days are not known."""
    year = school_year_of(day)
    breaks = (autumn_break, christmas_break, carnival_break, easter_break, summer_break)
    return day in _public_holidays(day.year) or any(
        start <= day <= end for start, end in (find(year) for find in breaks)
    )


@lru_cache(maxsize=16)
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(country_holidays("BE", years=year))


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _weeks(monday: date, number: int) -> tuple[date, date]:
    return monday, monday + timedelta(days=7 * number - 1)
