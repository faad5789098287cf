"""Joins weekdays that are named together: "maandag, dinsdag en woensdag", "van maandag tot en met woensdag"."""

from __future__ import annotations

from bot.nlu.facts.reading import Item, Kind

_ORDER = {name: place for place, name in enumerate(("ma", "di", "wo", "do", "vr", "za", "zo"))}
_SATURDAY = 5
_LINKS = frozenset({",", "en", "/", "&", "+", "ook", "of"})
_UNTIL = frozenset({"tot", "t/m", "tem", "-", "t.e.m.", "met"})
_CLASSES = frozenset({"WEEKDAY", "WEEKDAY_SHORT"})


def join_weekdays(items: list[Item]) -> list[Item]:
    """Return the items with each row of at least two weekdays as one item; its value is the number of days."""
    joined: list[Item] = []
    place = 0
    while place < len(items):
        end, number = _row(items, place) if items[place].word_class in _CLASSES else (place, 0)
        if number > 1:
            joined.append(Item("weekdays", Kind.WEEKDAYS, items[place].start, items[end - 1].end, value=float(number)))
            place = end
        else:
            joined.append(items[place])
            place += 1
    return joined


def _row(items: list[Item], place: int) -> tuple[int, int]:
    """Return where the row of weekdays that starts at ``place`` ends, and how many days it names."""
    named = {_index(items[place])}
    end, until = place + 1, False
    following = end
    while following < len(items):
        item = items[following]
        if item.word_class in _CLASSES:
            first = max(named)
            named |= set(range(first, _index(item) + 1)) if until else {_index(item)}
            end, until = following + 1, False
        elif item.text in _UNTIL:
            until = True
        elif item.text not in _LINKS:
            break
        following += 1
    return end, len(named) if min(named) < _SATURDAY else 0


def _index(item: Item) -> int:
    return _ORDER[item.text[:2]]
