"""What each ``kind`` of ``data/lexicon/facts/dates.yml`` means: from the words of a match to a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.nlu.facts.moments import Moment, OfMonth, OfSchoolYear, OfWeek, Spoken, Tense
from bot.nlu.facts.numbers import plain_number
from bot.nlu.facts.reading import Item, Kind
from bot.rules import school_calendar

YEARS = range(1900, 2101)
_DAYS_IN = {"DAY": 1, "WEEK": 7, "MONTH": 30, "YEAR": 365}
_SPOKEN = {"DAY": "dagen", "WEEK": "weken", "MONTH": "maanden", "YEAR": "jaar"}
_BREAKS: Mapping[str, Callable[[int], tuple[date, date]]] = {
    "autumn": school_calendar.autumn_break,
    "christmas": school_calendar.christmas_break,
    "carnival": school_calendar.carnival_break,
    "easter": school_calendar.easter_break,
    "summer": school_calendar.summer_break,
}


@dataclass(frozen=True)
class Parts:
    """The items of a match, with how words are spelled for dateparser and which break a holiday is."""

    items: Sequence[Item]
    spelled: Mapping[str, str]
    breaks: Mapping[str, str]
    school_years: int | None = None

    @property
    def numbers(self) -> list[float]:
        """The numbers and ordinals, in order."""
        return [item.value for item in self.items if item.kind in {Kind.NUMBER, Kind.ORDINAL}]

    @property
    def month(self) -> str:
        """The full name of the month, or nothing."""
        return self.word("MONTH_NAME") or self.word("MONTH_SHORT")

    def word(self, word_class: str) -> str:
        """Return the word of that class as dateparser spells it, or nothing."""
        word = next((item.text for item in self.items if item.word_class == word_class), "")
        return self.spelled.get(word, word)

    def shift(self) -> int:
        """Return -1 for "vorige", 1 for "volgende", else 0."""
        return -1 if self.word("LAST") else 1 if self.word("NEXT") else 0


def calendar_day(day: float, month: str, year: Sequence[float] = (), sign: str = " ") -> Spoken | None:
    """Return that day of a month, ``None`` when there is no such day or year."""
    if not 1 <= day <= 31 or day != int(day):
        return None
    if not year:
        return Spoken(f"{day:g}{sign}{month}")
    return Spoken(f"{day:g}{sign}{month}{sign}{year[0]:g}", with_year=True) if year[0] in YEARS else None


def _day_month(parts: Parts) -> Moment | None:
    day, *year = parts.numbers
    return calendar_day(day, parts.month, year)


def _day_month_short_year(parts: Parts) -> Moment | None:
    day, *year = parts.numbers
    return calendar_day(day, parts.month, [2000 + number if number < 100 else number for number in year])


def _numeric(parts: Parts) -> Moment | None:
    day, month, *year = parts.numbers
    return calendar_day(day, f"{month:g}", year, "/") if month in range(1, 13) else None


def _month(parts: Parts) -> Moment | None:
    return calendar_day(1, parts.month, parts.numbers)


def _part_of_month(parts: Parts) -> Moment | None:
    day = 1 if parts.word("BEGIN") else 15 if parts.word("MIDDLE") else None
    if not parts.month:
        return OfMonth(day, parts.shift())
    found = calendar_day(day or 1, parts.month, parts.numbers)
    return found and replace(found, last_of_month=day is None)


def _distance(parts: Parts) -> str | None:
    number = parts.numbers[-1]
    unit = next(item.word_class for item in parts.items if item.word_class in _DAYS_IN)
    if number < 0:
        return None
    if number != int(number):
        unit, number = "DAY", round(number * _DAYS_IN[unit])
    return f"{plain_number(number)} {_SPOKEN[unit]}"


def _ago(parts: Parts) -> Moment | None:
    distance = _distance(parts)
    return Spoken(f"{distance} geleden") if distance else None


def _ahead(parts: Parts) -> Moment | None:
    distance = _distance(parts)
    return Spoken(f"over {distance}") if distance else None


def _relative(parts: Parts) -> Moment | None:
    return Spoken(" ".join(parts.spelled.get(item.text, item.text) for item in parts.items))


def _near_weekday(parts: Parts) -> Moment | None:
    named = f"1 {parts.month}" if parts.month else parts.word("WEEKDAY")
    return Spoken(named, Tense.PAST if parts.shift() < 0 else Tense.NEXT)


def _after_holiday(parts: Parts) -> Moment | None:
    days = _holiday(parts)
    return OfSchoolYear(lambda year: school_calendar.first_school_day_after(days(year)[1]))


def _before_holiday(parts: Parts) -> Moment | None:
    days = _holiday(parts)
    return OfSchoolYear(lambda year: school_calendar.last_school_day_before(days(year)[0]))


def _in_holiday(parts: Parts) -> Moment | None:
    days = _holiday(parts)
    return OfSchoolYear(lambda year: days(year)[0])


def _holiday(parts: Parts) -> Callable[[int], tuple[date, date]]:
    return _BREAKS[parts.breaks[parts.word("HOLIDAY")]]


KINDS: Mapping[str, Callable[[Parts], Moment | None]] = {
    "day_month": _day_month,
    "day_month_short_year": _day_month_short_year,
    "numeric": _numeric,
    "month": _month,
    "part_of_month": _part_of_month,
    "ago": _ago,
    "ahead": _ahead,
    "relative": _relative,
    "near_weekday": _near_weekday,
    "weekday": lambda parts: Spoken(parts.word("WEEKDAY")),
    "weekday_of_week": lambda parts: OfWeek(parts.word("WEEKDAY"), parts.shift()),
    "feast": lambda parts: Spoken(parts.word("FEAST")),
    "after_holiday": _after_holiday,
    "before_holiday": _before_holiday,
    "in_holiday": _in_holiday,
    "start_of_school_year": lambda parts: OfSchoolYear(lambda year: date(year, 9, 1), parts.school_years or 0),
    "end_of_school_year": lambda parts: OfSchoolYear(lambda year: date(year + 1, 6, 30), 0),
}
