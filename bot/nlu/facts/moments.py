"""Days that a message speaks of, worked out once it is known whether they are past or still to come."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import lru_cache

from dateparser.date import DateDataParser

from bot.rules.school_calendar import school_year_of


class Tense(str, Enum):
    """Which of several possible days is meant when the year is not said."""

    PAST = "past"
    NEXT = "next"
    NEAREST = "nearest"


@dataclass(frozen=True)
class Spoken:
    """A day in words or digits that dateparser reads, such as "2 november" or "3 weken geleden".

    ``tense`` holds whatever is asked for ("vorige maandag"); ``with_year`` tells that the year was said.
    """

    text: str
    tense: Tense | None = None
    last_of_month: bool = False
    with_year: bool = False

    def on(self, today: date, tense: Tense) -> date | None:
        """Return the day, ``None`` when there is no such day."""
        tense = self.tense or tense
        if tense is not Tense.NEAREST:
            return self._on(today, tense)
        found = {self._on(today, Tense.PAST), self._on(today, Tense.NEXT)} - {None}
        return min((day for day in found if day), key=lambda day: abs((day - today).days), default=None)

    def _on(self, today: date, tense: Tense) -> date | None:
        day = parsed(self.text, today, tense)
        if day is None or not self.last_of_month:
            return day
        day = day.replace(day=calendar.monthrange(day.year, day.month)[1])
        if tense is Tense.PAST and day > today and not self.with_year:
            return day.replace(year=day.year - 1, day=calendar.monthrange(day.year - 1, day.month)[1])
        return day


@dataclass(frozen=True)
class OfSchoolYear:
    """A day of every school year, such as the first one after a holiday; ``shift`` 1: that of the next school year."""

    day: Callable[[int], date]
    shift: int | None = None

    with_year = False

    def on(self, today: date, tense: Tense) -> date | None:
        """Return the day."""
        present = school_year_of(today)
        if self.shift is not None:
            return self.day(present + self.shift)
        days = [self.day(year) for year in range(present - 1, present + 3)]
        if tense is Tense.PAST:
            return max(day for day in days if day <= today)
        if tense is Tense.NEXT:
            return min(day for day in days if day >= today)
        return min(days, key=lambda day: abs((day - today).days))


@dataclass(frozen=True)
class OfWeek:
    """A weekday of the last (-1) or next (1) week."""

    weekday: str
    weeks: int

    with_year = False

    def on(self, today: date, tense: Tense) -> date | None:
        """Return the day."""
        day = parsed(self.weekday, today, Tense.PAST)
        if day is None:
            return None
        return today + timedelta(days=7 * self.weeks - today.weekday() + day.weekday())


@dataclass(frozen=True)
class OfYear:
    """A day in words, in last year (-1)."""

    text: str
    years: int

    with_year = True

    def on(self, today: date, tense: Tense) -> date | None:
        """Return the day."""
        return parsed(f"{self.text} {today.year + self.years}", today, tense)


@dataclass(frozen=True)
class OfMonth:
    """A day of the last (-1), this (0) or next (1) month; ``day`` ``None`` means its last day."""

    day: int | None
    months: int

    with_year = False

    def on(self, today: date, tense: Tense) -> date | None:
        """Return the day."""
        years, month = divmod(today.month - 1 + self.months, 12)
        last = calendar.monthrange(today.year + years, month + 1)[1]
        return date(today.year + years, month + 1, self.day or last)


Moment = Spoken | OfSchoolYear | OfWeek | OfYear | OfMonth


def parsed(text: str, today: date, tense: Tense) -> date | None:
    """Return the day that ``text`` names, seen from ``today``; ``None`` when dateparser knows none."""
    if tense is Tense.NEXT and text == f"{today.day}/{today.month}":
        return today
    try:
        found = _parser(today, tense).get_date_data(text).date_obj
    except (ValueError, OverflowError, RecursionError):
        return None
    return found.date() if found else None


@lru_cache(maxsize=8)
def _parser(today: date, tense: Tense) -> DateDataParser:
    settings = {
        "DATE_ORDER": "DMY",
        "RELATIVE_BASE": datetime(today.year, today.month, today.day),
        "PREFER_DATES_FROM": "past" if tense is Tense.PAST else "future",
        "PREFER_DAY_OF_MONTH": "first",
    }
    return DateDataParser(languages=["nl"], try_previous_locales=False, settings=settings)
