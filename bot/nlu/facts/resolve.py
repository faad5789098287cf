"""One place where overlaps and contradictions are settled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.nlu.facts.grammar import Found
from bot.nlu.facts.model import Fact
from bot.nlu.facts.numbers import plain_number
from bot.nlu.facts.rules import Rule


@dataclass(frozen=True)
class Candidate:
    """A match with its rule and the items that are its values (none: it holds words only)."""

    rule: Rule
    match: Found
    values: frozenset[int]

    def rank(self) -> tuple[bool, int, int, int]:
        """Order: strong rules, then more words and values, then the tighter match, then the earlier rule."""
        return (not self.rule.strong, -self.match.weight, self.match.end - self.match.start, self.match.rule)


def without_overlaps(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that stand: each number, date and place serves one rule, each word one rule a fact."""
    kept: list[Candidate] = []
    used: set[int] = set()
    said: dict[tuple[int, str], object] = {}
    silenced: set[int] = set()
    for candidate in sorted(candidates, key=Candidate.rank):
        words = range(candidate.match.start, candidate.match.end)
        if candidate.values:
            if not used.isdisjoint(candidate.values):
                continue
            used |= candidate.values
        else:
            claims = {(word, name): value for word in words for name, value in candidate.rule.give.items()}
            if not silenced.isdisjoint(words) or any(said.get(key, value) != value for key, value in claims.items()):
                continue
            said |= claims
            if not candidate.rule.give:
                silenced.update(words)
        kept.append(candidate)
    return kept


def consistent(facts: Sequence[Fact], corrected: Callable[[int, int], bool]) -> list[Fact]:
    """Return at most one fact of a name, in the order of the message.

    Of values that differ the last one holds if ``corrected(end, start)`` says that the words in between take the first
    one back ("nee", "sorry"); otherwise none does, since it is not known which one is meant.
    """
    by_name: dict[str, list[Fact]] = {}
    for fact in sorted(facts, key=lambda fact: (fact.start, fact.end)):
        by_name.setdefault(fact.name, []).append(fact)
    kept = {name: _one(same, corrected) for name, same in by_name.items()}
    if kept.get("region") is None:
        kept["municipality"] = None
    if kept.get("weeks"):
        kept["hours"] = None
    elif not kept.get("hours"):
        kept["hours"] = _from_days(kept.get("days"), kept.get("hours_per_day"))
    if kept.get("hours") or kept.get("weeks"):
        kept["days"] = kept["hours_per_day"] = None  # said more exactly
    return sorted((fact for fact in kept.values() if fact), key=lambda fact: (fact.start, fact.end, fact.name))


def _one(same: Sequence[Fact], corrected: Callable[[int, int], bool]) -> Fact | None:
    held = same[0]
    for fact in same[1:]:
        if fact.value == held.value:
            continue
        if corrected(held.end, fact.start):
            held = fact
        elif {fact.value, held.value} == {"train", "public"}:
            held = replace(held, value="public", end=fact.end)
        else:
            return None
    return held


def _from_days(days: Fact | None, per_day: Fact | None) -> Fact | None:
    if days is None or per_day is None:
        return None
    hours = plain_number(round(float(days.value) * float(per_day.value), 2))  # type: ignore[arg-type]
    return Fact("hours", hours, min(days.start, per_day.start), max(days.end, per_day.end))
