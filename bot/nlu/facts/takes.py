"""The values that a rule can take from a match: what ``$number`` and the like mean in ``data/lexicon/facts``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.nlu.facts.date_kinds import KINDS, Parts
from bot.nlu.facts.model import FactValue
from bot.nlu.facts.moments import Tense
from bot.nlu.facts.numbers import plain_number
from bot.nlu.facts.reading import Item, Kind

Take = Callable[[Sequence[Item], date], FactValue | None]


def numbers(items: Sequence[Item]) -> list[float]:
    """Return the numbers, ordinals and times among ``items``, in order."""
    return [item.value for item in items if item.kind in {Kind.NUMBER, Kind.ORDINAL, Kind.TIME, Kind.WEEKDAYS}]


def _nth(place: int, plus: float = 0) -> Take:
    def take(items: Sequence[Item], today: date) -> FactValue | None:
        return plain_number(numbers(items)[place] + plus)

    return take


def _list(items: Sequence[Item], today: date) -> FactValue | None:
    return [plain_number(number) for number in numbers(items)]


def _mean(items: Sequence[Item], today: date) -> FactValue | None:
    return plain_number(sum(numbers(items)) / len(numbers(items)))


def _product(items: Sequence[Item], today: date) -> FactValue | None:
    first, second, *_ = numbers(items)
    return plain_number(round(first * second, 2))


def _months(items: Sequence[Item], today: date) -> FactValue | None:
    years = any(item.word_class == "YEAR" for item in items)
    return plain_number(numbers(items)[0] * (12 if years else 1))


def _difference(items: Sequence[Item], today: date) -> FactValue | None:
    first, second, *_ = numbers(items)
    return plain_number(round(first - second, 2))


def _year_in_stage(items: Sequence[Item], today: date) -> FactValue | None:
    year, stage, *_ = numbers(items)  # the first year of the third graad is the fifth year
    return plain_number(2 * (stage - 1) + year) if stage in (1, 2, 3) else None


def _day(tense: Tense, place: int = 0, only_with_year: bool = False) -> Take:
    def take(items: Sequence[Item], today: date) -> FactValue | None:
        moment = [item.value for item in items if item.kind is Kind.DATE][place]
        if only_with_year and not moment.with_year:
            return None
        day = moment.on(today, tense)
        return day.isoformat() if day else None

    return take


def _birthday(tense: Tense) -> Take:
    def take(items: Sequence[Item], today: date) -> FactValue | None:
        moment = next(item.value for item in items if item.kind is Kind.DATE)
        day = moment.on(today, tense)
        year = day.year - int(numbers(items)[0]) if day else 0
        return f"{year:04}{day.isoformat()[4:]}" if day and (day.month, day.day) != (2, 29) else None

    return take


def _ago(items: Sequence[Item], today: date) -> FactValue | None:
    moment = KINDS["ago"](Parts(items, {}, {}))
    day = moment.on(today, Tense.PAST) if moment else None
    return day.isoformat() if day else None


def _year_of_birth(items: Sequence[Item], today: date) -> FactValue | None:
    year = numbers(items)[0]
    return int(year) if year == int(year) and today.year - 110 <= year <= today.year + 1 else None


def _likely_year_of_birth(items: Sequence[Item], today: date) -> FactValue | None:
    year = int(numbers(items)[0])
    return year if _is_of_pupil(year, today) else None


def _other_year(items: Sequence[Item], today: date) -> FactValue | None:
    year = int(numbers(items)[0])
    return None if _is_of_pupil(year, today) else year


def _is_of_pupil(year: int, today: date) -> bool:
    return today.year - 30 < year < today.year - 10


def _short_year_of_birth(items: Sequence[Item], today: date) -> FactValue | None:
    return _year_of_birth([replace(item, value=2000 + item.value) for item in items if item.kind is Kind.NUMBER], today)


def _region(items: Sequence[Item], today: date) -> FactValue | None:
    region: str = next(item.value for item in items if item.kind is Kind.PLACE).region
    return region


def _municipality(items: Sequence[Item], today: date) -> FactValue | None:
    name: str | None = next(item.value for item in items if item.kind is Kind.PLACE).municipality
    return name


TAKES: Mapping[str, Take] = {
    "$number": _nth(0),
    "$second": _nth(1),
    "$last": _nth(-1),
    "$number_plus_half": _nth(0, 0.5),
    "$number_minus_one": _nth(0, -1),
    "$list": _list,
    "$mean": _mean,
    "$product": _product,
    "$year_in_stage": _year_in_stage,
    "$difference": _difference,
    "$months": _months,
    "$past_day": _day(Tense.PAST),
    "$next_day": _day(Tense.NEXT),
    "$second_next_day": _day(Tense.NEXT, 1),
    "$nearest_day": _day(Tense.NEAREST),
    "$past_day_with_year": _day(Tense.PAST, only_with_year=True),
    "$ago": _ago,
    "$born_turning": _birthday(Tense.NEXT),
    "$born_turned": _birthday(Tense.PAST),
    "$year_of_birth": _year_of_birth,
    "$short_year_of_birth": _short_year_of_birth,
    "$likely_year_of_birth": _likely_year_of_birth,
    "$other_year": _other_year,
    "$region": _region,
    "$municipality": _municipality,
}
