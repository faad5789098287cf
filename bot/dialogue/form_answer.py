"""What a message tells while a form asks something. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.answers.model import Audience
from bot.dialogue.markers import Markers
from bot.nlu.text import normalise, words
from bot.personal.facts import FACTS, answers, corrected, is_answered
from bot.personal.inputs import UNKNOWN
from bot.personal.model import FactWords, for_audience

_SMALL_WORDS = frozenset({"al", "of", "de", "het", "een", "dan", "en", "meer", "van", "in", "jaar", "jaren", "nog"})
_LAST_WORDS = {"wel": True, "niet": False}
_NEGATIONS = frozenset({"niet", "geen", "nooit", "zonder"})


def answer_to(
    asked: FactWords,
    topic: str | None,
    text: str,
    intent: str,
    entities: Mapping[str, Any],
    recent: Sequence[str],
    markers: Markers,
) -> dict[str, Any]:
    """Return the facts that the message tells, by name; ``UNKNOWN`` for the one asked when the person does not know it.

    ``recent`` are the facts told before, newest first: "nee, 24" is about those, not about what is asked now.
    """
    meant = corrected(topic, entities, recent) if markers.corrects(text) else {}
    if meant:
        return meant
    named = {name: value for name, value in entities.items() if name in FACTS}
    if named and markers.follows_up(text):
        return named
    told = answers(asked.id, entities)
    if is_answered(asked.id, told):
        return told
    value = chosen(asked, text)
    if value is None and _is_yes_or_no(asked):
        value = {"affirm": True, "deny": False}.get(intent)
    if value is None and intent == "dont_know":
        value = UNKNOWN
    if value is not None:
        return {**told, asked.id: value}
    return told or (corrected(topic, entities, recent) if "date" in entities else {})


def chosen(asked: FactWords, text: str) -> Any:
    """Return the value of the choice that ``text`` names by a word of its own ("het was negatief"), else ``None``."""
    tokens = words(normalise(text))
    named = []
    titles = [_words_of(choice.title) for choice in asked.choices]
    for index, choice in enumerate(asked.choices):
        others = frozenset().union(*(title for place, title in enumerate(titles) if place != index))
        own = titles[index] - others - _SMALL_WORDS
        places = [place for place, token in enumerate(tokens) if token in own]
        if places and not any(place and tokens[place - 1] in _NEGATIONS - titles[index] for place in places):
            named.append(choice.value)
    return named[0] if len(named) == 1 else None


def chosen_again(asked: FactWords, text: str) -> Any:
    """Return the value that a correction names for a fact told before; "toch wel" and "toch niet" are yes and no."""
    last = (words(normalise(text)) or [""])[-1]
    return _LAST_WORDS[last] if _is_yes_or_no(asked) and last in _LAST_WORDS else chosen(asked, text)


def _is_yes_or_no(asked: FactWords) -> bool:
    return bool(asked.choices) and isinstance(asked.choices[0].value, bool)


def _words_of(title: str) -> frozenset[str]:
    return frozenset(words(normalise(for_audience(title, Audience.PARENT))))
