"""Numbers in digits and in words, with halves, signs, ordinals and times of day."""

from __future__ import annotations

import re
from dataclasses import replace

from text_to_num import text2num

from bot.nlu.facts.lexicon import Lexicon
from bot.nlu.facts.reading import MEASURED, PLAIN, Item, Kind

UNITS = frozenset(
    {"HOUR", "MINUTE", "DAY", "WEEK", "MONTH", "YEAR", "TIMES", "MONEY", "DISTANCE", "COUNTED"}
    | {"TRAINING_DAY", "SCHOOL_DAY", "SCHOOL_HOUR"}
)
_DIGITS = re.compile(r"-?\d{1,9}(?:[.,]\d{1,2})?$")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+$")
_RANGE = re.compile(r"(\d{1,3})[-/](\d{1,3})$")
_TIME = re.compile(r"(\d{1,2}):([0-5]\d)$")
_ORDINAL = re.compile(r"(\d{1,2})(?:ste|de|e)$")
_MINUTES = re.compile(r"[0-5]\d$")
_STEM = re.compile(
    r"een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|twintig|dertig|veertig|hon|dui|nul"
)
_AND_A_HALF = ("eneenhalve", "eneenhalf", "enhalve", "enhalf")
_HALF = frozenset({"half", "halve"})
_ARTICLE = frozenset({"een", "'n", "n", "nen", "ne"})
_TENS = range(20, 100, 10)

Read = tuple[int, list[Item]]  # how many items were read, and what they are together


def plain_number(value: float) -> float | int:
    """Return ``value`` as a whole number when it is one."""
    return int(value) if value == int(value) else value


def in_digits(text: str) -> float | None:
    """Return the number that ``text`` writes in digits."""
    if _DIGITS.match(text):
        return float(text.replace(",", "."))
    return float(text.replace(".", "")) if _THOUSANDS.match(text) else None


def in_words(text: str, lexicon: Lexicon) -> float | None:
    """Return the number that a folded word stands for; not for "een", which mostly is an article."""
    if text in lexicon.numbers:
        return lexicon.numbers[text]
    if not _STEM.match(text) or text == "een":
        return None
    for spelling in (text, text.replace("eeen", "eeën").replace("ieen", "ieën")):
        try:
            return float(text2num(spelling, "nl"))
        except ValueError:
            continue
    for ending in _AND_A_HALF:
        if text.endswith(ending):
            whole = in_words(text.removesuffix(ending), lexicon)
            return None if whole is None else whole + 0.5
    return None


class NumberReader:
    """Joins the items of a message that together are one number."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def read(self, items: list[Item]) -> list[Item]:
        """Return the items with each number, ordinal and time as one item; a number tells whether a unit follows."""
        read: list[Item] = []
        place = 0
        while place < len(items):
            taken, found = self._at(items, place)
            read.extend(found)
            place += taken
        for place, item in enumerate(read[:-1]):
            if item.kind is Kind.NUMBER and read[place + 1].word_class in UNITS:
                read[place] = replace(item, word_class=MEASURED)
        return read

    def _at(self, items: list[Item], place: int) -> Read:
        item = items[place]
        if item.kind is not Kind.WORD:
            return 1, [item]
        if item.text[0].isdigit():
            special = self._time(items, place) or self._range(items, place) or self._ordinal(item)
            if special:
                return special
        elif item.text in self._lexicon.ordinals:
            return self._ordinal(item) or (1, [item])
        return self._negative(items, place) or self._cardinal(items, place) or (1, [item])

    def _negative(self, items: list[Item], place: int) -> Read | None:
        item, following = items[place], _next(items, place)
        if item.text not in {"min", "minus", "-"} or following is None:
            return None
        if item.text == "-" and item.end != following.start:
            return None
        positive = self._cardinal(items, place + 1)
        if positive is None:
            return None
        taken, (number,) = positive
        return taken + 1, [_number(item, number, -number.value)]

    def _time(self, items: list[Item], place: int) -> Read | None:
        """Read "8:30" and "8u30" (without spaces)."""
        item = items[place]
        written = _TIME.match(item.text)
        if written:
            return 1, [_clock(item, item, *written.groups())]
        unit, minutes = _next(items, place), _next(items, place + 1)
        if unit is None or minutes is None or unit.word_class != "HOUR" or not _MINUTES.match(minutes.text):
            return None
        joined = item.end == unit.start and unit.end == minutes.start
        return (3, [_clock(item, minutes, item.text, minutes.text)]) if joined and item.text.isdecimal() else None

    def _range(self, items: list[Item], place: int) -> Read | None:
        """Read "16-20 uur" as two numbers; without a unit it may be a date."""
        item, following = items[place], _next(items, place)
        ends = _RANGE.match(item.text)
        if ends is None or following is None or following.word_class not in UNITS:
            return None
        middle = item.start + len(ends.group(1))
        low = replace(item, text=ends.group(1), end=middle)
        high = replace(item, text=ends.group(2), start=middle + 1)
        sign = replace(item, text="-", start=middle, end=middle + 1)
        return 1, [_number(low, low, float(low.text)), sign, _number(high, high, float(high.text))]

    def _ordinal(self, item: Item) -> Read | None:
        written = _ORDINAL.match(item.text)
        rank = int(written.group(1)) if written else self._lexicon.ordinals.get(item.text)
        return None if rank is None else (1, [replace(item, kind=Kind.ORDINAL, word_class="", value=rank)])

    def _cardinal(self, items: list[Item], place: int) -> Read | None:
        item, following = items[place], _next(items, place)
        if item.text in _ARTICLE and following is not None and self._single(following, _next(items, place + 1)) == 0.5:
            return 2, [_number(item, following, 0.5)]
        value = self._single(item, following)
        if value is None:
            return None
        joined = (
            self._half_after(items, place, value)
            or self._tens_after(items, place, value)
            or self._decimals_after(items, place, value)
        )
        return joined or (1, [_number(item, item, value)])

    def _single(self, item: Item, following: Item | None) -> float | None:
        counted = following is not None and following.word_class in UNITS
        if item.text in _HALF:
            return 0.5 if counted else None
        if item.text in _ARTICLE:
            return 1.0 if counted or item.value == ACCENTED else None
        return in_digits(item.text) if item.text[0] in "-0123456789" else in_words(item.text, self._lexicon)

    def _half_after(self, items: list[Item], place: int, value: float) -> Read | None:
        """Read "negentien en een half", "16 en half"."""
        texts = [item.text for item in items[place + 1 : place + 4]]
        if texts[:1] != ["en"] or value != int(value):
            return None
        taken = 3 if len(texts) > 2 and texts[1] in _ARTICLE and texts[2] in _HALF else 2
        if len(texts) < taken or texts[taken - 1] not in _HALF:
            return None
        return taken + 1, [_number(items[place], items[place + taken], value + 0.5)]

    def _decimals_after(self, items: list[Item], place: int, value: float) -> Read | None:
        """Read "19 komma 5"."""
        link, part = _next(items, place), _next(items, place + 1)
        decimals = self._single(part, None) if link is not None and part is not None and link.text == "komma" else None
        if decimals is None or part is None or decimals not in range(10) or value != int(value):
            return None
        return 3, [_number(items[place], part, value + decimals / 10)]

    def _tens_after(self, items: list[Item], place: int, value: float) -> Read | None:
        """Read "vijf en twintig"."""
        link, tens = _next(items, place), _next(items, place + 1)
        if link is None or tens is None or link.text != "en" or not 0 < value < 10 or items[place].text.isdecimal():
            return None
        number = in_words(tens.text, self._lexicon)
        return (3, [_number(items[place], tens, value + number)]) if number and number in _TENS else None


ACCENTED = "accented"  # value of the word "één", which is a number where "een" is not


def _next(items: list[Item], place: int) -> Item | None:
    return items[place + 1] if place + 1 < len(items) else None


def _number(first: Item, last: Item, value: float) -> Item:
    return Item(f"{value:g}", Kind.NUMBER, first.start, last.end, PLAIN, value)


def _clock(first: Item, last: Item, hours: str, minutes: str) -> Item:
    return Item(first.text, Kind.TIME, first.start, last.end, value=int(hours) + int(minutes) / 60)
