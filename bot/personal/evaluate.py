"""Works a topic out for one family: what to ask next, that something is impossible, or the results."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.personal.inputs import INPUTS, UNKNOWN, Case, Facts, MissingFactError, UnknownFactError, years_before
from bot.personal.model import Case as UnknownCase
from bot.personal.store import Topics
from bot.rules.model import Contract, ImpossibleInputError, Parameters, Result
from bot.rules.registry import RULES

MAX_CASES = 4
_FROM_TODAY = re.compile(r"^-(\d+) (days|years)$")
# a decision that follows from an age alone holds for both ends of the year in which the birthday can lie
_BIRTH_TOPICS = frozenset({"child_benefit", "age", "learner_premium"})


@dataclass(frozen=True)
class Worked:
    """One result, with the label of its case when somebody did not know a fact ("" when all was known)."""

    label: str
    result: Result[Any]


@dataclass(frozen=True)
class Outcome:
    """What came of it: exactly one of the three is set.

    ``missing``: the fact to ask next; ``impossible``: the fact that cannot be true with its error;
    ``results``: one, or one a case. ``rough``: a birth date was reckoned from an age, so dates are left out.
    """

    missing: str | None = None
    impossible: tuple[str, ImpossibleInputError] | None = None
    results: tuple[Worked, ...] = ()
    rough: bool = False


# which fact is asked anew when a rule refuses its input
_AT_FAULT = {
    "hours_impossible": "hours",
    "hours_missing": "hours",
    "days_impossible": "days",
    "year_impossible": "year",
    "born_in_future": "born",
    "too_old_for_pupil": "born",
    "contract_too_old": "started_on",
    "date_too_far": "started_on",
    "since_missing": "searching_since",
    "since_too_long_ago": "searching_since",
    "days_passed_impossible": "days_passed",
    "job_years_impossible": "mentor_years",
    "months_impossible": "contract_months",
    "premiums_impossible": "premiums_had",
}


def work_out(topic: str, facts: Facts, topics: Topics, parameters: Parameters, today: date) -> Outcome:
    """Return the outcome of ``topic`` for these facts."""
    try:
        rough, variants = _birth_variants(topic, facts, today)
        found = [_results(topic, variant, topics, parameters, today, "") for variant in variants]
    except MissingFactError as missing:
        return Outcome(missing=missing.name)
    except ImpossibleInputError as error:
        return Outcome(impossible=(_fault(topic, error, facts), error))
    first = found[0]
    if rough and any(_decisions(other) != _decisions(first) for other in found[1:]):
        if facts.get("born") != UNKNOWN:
            return Outcome(missing="born")
        first = _distinct([worked for results in found for worked in results])
    return Outcome(results=tuple(first[:MAX_CASES]), rough=rough)


def _birth_variants(topic: str, facts: Facts, today: date) -> tuple[bool, list[Facts]]:
    if topic not in _BIRTH_TOPICS or facts.get("born") not in (None, UNKNOWN):
        return False, [facts]
    if facts.get("born_year") is not None:
        year = int(facts["born_year"])
        ends = [date(year, 1, 1), date(year, 12, 31)]
    elif facts.get("age") not in (None, UNKNOWN):
        age = int(float(facts["age"]))
        ends = [years_before(today, age + 1) + timedelta(days=1), years_before(today, age)]
    else:
        return False, [facts]
    return True, [{**facts, "born": end.isoformat()} for end in ends if end <= today]


def _decisions(found: list[Worked]) -> list[Any]:
    return [worked.result.decision for worked in found]


def _results(
    topic: str, facts: Facts, topics: Topics, parameters: Parameters, today: date, label: str
) -> list[Worked]:
    case = Case(facts, parameters, today)
    try:
        value = INPUTS[topic](case)
    except UnknownFactError as unknown:
        found = []
        for option in topics.cases(topic, unknown.name):
            assumed = {**facts, unknown.name: None, **_assumed(option, today)}
            joined = f"{label}, {option.label}" if label else option.label
            found += _results(topic, assumed, topics, parameters, today, joined)
        return _distinct(found)
    return [Worked(label, RULES[topic].apply(value, parameters, today))]


def _assumed(option: UnknownCase, today: date) -> dict[str, Any]:
    return {name: _date_from_today(value, today) for name, value in option.values.items()}


def _date_from_today(value: Any, today: date) -> Any:
    relative = _FROM_TODAY.match(value) if isinstance(value, str) else None
    if relative is None:
        return value
    amount = int(relative.group(1))
    day = today - timedelta(days=amount) if relative.group(2) == "days" else years_before(today, amount)
    return day.isoformat()


def _distinct(found: list[Worked]) -> list[Worked]:
    """Return the results without later ones that decide the same: their labels are joined."""
    kept: list[Worked] = []
    for worked in found:
        for index, other in enumerate(kept):
            if other.result.decision == worked.result.decision:
                if worked.label not in other.label.split(" of "):
                    kept[index] = Worked(f"{other.label} of {worked.label}", other.result)
                break
        else:
            kept.append(worked)
    return kept


def _fault(topic: str, error: ImpossibleInputError, facts: Facts) -> str:
    if error.code == "age_impossible":
        return "mentor_age" if topic == "mentor" else "age" if facts.get("age") is not None else "born"
    if error.code == "years_impossible":
        return "years_followed" if topic == "age" else "dual_years"
    if error.code == "day_in_future":
        return "applied_on" if facts.get("recognised_on") is None else "recognised_on"
    if error.code == "hours_impossible" and facts.get("weeks") is not None:
        return "weeks"
    return _AT_FAULT.get(error.code, "hours")


def contract_of(facts: Facts, parameters: Parameters, today: date) -> Contract:
    """Return the contract that follows from what was told; ``UNKNOWN`` when nothing tells it."""
    try:
        return Case(facts, parameters, today).contract()
    except (MissingFactError, UnknownFactError, ImpossibleInputError):
        return Contract.UNKNOWN


def as_data(result: Result[Any]) -> dict[str, Any]:
    """Return a result as plain data (JSON): decision, reasons and doubts as codes with values, sources, values."""
    return {
        "decision": result.decision.value,
        "reasons": [{"code": note.code, "values": _plain(note.values)} for note in result.reasons],
        "uncertain": [{"code": note.code, "values": _plain(note.values)} for note in result.uncertain],
        "values": _plain(result.values),
        "sources": [
            {"name": source.name, "url": source.url, "checked_on": source.checked_on.isoformat()}
            for source in result.sources
        ],
    }


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
