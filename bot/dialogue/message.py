"""A message as the understanding pipeline gives it, and the same with another intent and other facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.personal.facts import FACTS

INFORM, REPEAT, SIMPLIFY, CANCEL = "inform", "repeat", "simplify", "cancel"
PERSONAL, PERSONAL_QUESTION = "personal", "personal_question"


def intent_of(parsed: Mapping[str, Any]) -> str:
    """Return the intent of a message, "" when it has none."""
    return str((parsed.get("intent") or {}).get("name") or "")


def facts_in(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts among what a message tells."""
    return {name: value for name, value in told.items() if name in FACTS}


def places_of_facts(parsed: Mapping[str, Any]) -> list[tuple[int, int]]:
    """Return where (start, end) the facts of a message stand in its text."""
    entities = parsed.get("entities") or []
    return [(entity["start"], entity["end"]) for entity in entities if entity["entity"] in FACTS and "start" in entity]


def mostly_facts(parsed: Mapping[str, Any]) -> bool:
    """Tell whether at least half of the message is facts: "hij is begonnen op 26 oktober" asks nothing."""
    text = str(parsed.get("text") or "")
    inside = {place for start, end in places_of_facts(parsed) for place in range(start, end)}
    letters = [place for place, character in enumerate(text) if not character.isspace()]
    return 2 * len([place for place in letters if place in inside]) >= len(letters) > 0


def beside_facts(parsed: Mapping[str, Any]) -> str:
    """Return the text of a message without the words of its facts: "en als het SAO is" leaves "en als het is"."""
    text = str(parsed.get("text") or "")
    for start, end in sorted(places_of_facts(parsed), reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


def renamed(parsed: dict[str, Any], intent: str) -> dict[str, Any]:
    """Return the message with another intent."""
    return {**parsed, "intent": {"name": intent, "confidence": 1.0}}


def telling(parsed: dict[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the message as one that tells ``facts`` and asks nothing."""
    return {**renamed(parsed, INFORM), "entities": _entities(parsed, facts)}


def personal(
    parsed: dict[str, Any],
    topic: str,
    facts: Mapping[str, Any] | None = None,
    name: str = PERSONAL,
    other_child: bool = False,
) -> dict[str, Any]:
    """Return the message as one to work ``topic`` out by, with ``facts`` for its own; it keeps what it asked."""
    entities = _entities(parsed, facts) if facts is not None else list(parsed.get("entities") or [])
    entities.append({"entity": "topic", "value": topic})
    if other_child:
        entities.append({"entity": "other_child", "value": True})
    question = intent_of(parsed)
    return {**renamed(parsed, name), "entities": entities, "question": question}


def _entities(parsed: dict[str, Any], facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the message's entities with its facts as they are meant here."""
    others = [entity for entity in parsed.get("entities") or [] if entity["entity"] not in FACTS]
    return [*others, *({"entity": name, "value": value} for name, value in facts.items())]
