"""Works a topic out for one family: what to ask next, that something is impossible, or the results."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.personal.compare import Worked, side_by_side
from bot.personal.inputs import (
    INPUTS,
    UNKNOWN,
    Case,
    Facts,
    MissingFactError,
    UnknownFactError,
    check_fact,
    years_before,
)
from bot.personal.model import Case as UnknownCase
from bot.personal.model import fill
from bot.personal.store import Topics
from bot.rules.model import Contract, ImpossibleInputError, Parameters, Result
from bot.rules.registry import RULES

MAX_CASES = 6
_FROM_TODAY = re.compile(r"^-(\d+) (days|years)$")
# a decision that follows from an age alone holds for both ends of the year in which the birthday can lie
_BIRTH_TOPICS = frozenset({"child_benefit", "age", "learner_premium", "leerplicht"})
# with this decision people want to know a day, so the birth date is asked although an age would do
_DATE_IS_THE_POINT = {"leerplicht": "compulsory"}


@dataclass(frozen=True)
class Outcome:
    """What came of it: exactly one of the three is set.

    ``missing``: the fact to ask next; ``impossible``: the fact that cannot be true with its error; ``results``: one,
    or one a case. ``rough``: only an age or birth year is known, so what depends on the day is left out.
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
        births = _births(topic, facts, topics, parameters, today)
        options = [
            (label, _results(topic, variant, topics, parameters, today)) for label, variant in births or [("", facts)]
        ]
    except MissingFactError as missing:
        return Outcome(missing=missing.name)
    except ImpossibleInputError as error:
        return Outcome(impossible=(_fault(topic, error, facts), error))
    found = side_by_side(options)
    decisions = {worked.result.decision.value for worked in found}
    matters = _DATE_IS_THE_POINT.get(topic) in decisions or len(found) > len(options[0][1])
    if births and matters and facts.get("born") != UNKNOWN:
        return Outcome(missing="born")
    return Outcome(results=tuple(found[:MAX_CASES]), rough=bool(births))


def _births(topic: str, facts: Facts, topics: Topics, parameters: Parameters, today: date) -> list[tuple[str, Facts]]:
    """Return the facts for the first and last day on which somebody of this age or birth year can be born, labelled.

    Nothing when the date is known, when neither is, and in topics that the date does not matter to.
    """
    if topic not in _BIRTH_TOPICS or facts.get("born") not in (None, UNKNOWN):
        return []
    if facts.get("born_year") not in (None, UNKNOWN):
        number = int(facts["born_year"])
        check_fact("born_year", number, Case({}, parameters, today))
        ends = {"born_early": date(number, 1, 1), "born_late": min(date(number, 12, 31), today)}
    elif facts.get("age") not in (None, UNKNOWN):
        number = int(float(facts["age"]))
        ends = {
            "nearly_older": years_before(today, number + 1) + timedelta(days=1),
            "just_turned": years_before(today, number),
        }
    else:
        return []
    shown = {"age": str(number), "next_age": str(number + 1), "year": str(number)}
    return [(fill(topics.shared[code], shown), {**facts, "born": end.isoformat()}) for code, end in ends.items()]


def _results(topic: str, facts: Facts, topics: Topics, parameters: Parameters, today: date) -> list[Worked]:
    try:
        value = INPUTS[topic](Case(facts, parameters, today))
    except UnknownFactError as unknown:
        return side_by_side(
            [
                (
                    option.label,
                    _results(
                        topic, {**facts, unknown.name: None, **_assumed(option, today)}, topics, parameters, today
                    ),
                )
                for option in topics.cases(topic, unknown.name)
            ]
        )
    return [Worked("", RULES[topic].apply(value, parameters, today))]


def _assumed(option: UnknownCase, today: date) -> dict[str, Any]:
    return {name: _date_from_today(value, today) for name, value in option.values.items()}


def _date_from_today(value: Any, today: date) -> Any:
    relative = _FROM_TODAY.match(value) if isinstance(value, str) else None
    if relative is None:
        return value
    amount = int(relative.group(1))
    day = today - timedelta(days=amount) if relative.group(2) == "days" else years_before(today, amount)
    return day.isoformat()


def _fault(topic: str, error: ImpossibleInputError, facts: Facts) -> str:
    if error.code == "age_impossible":
        return "mentor_age" if topic == "mentor" else "age" if facts.get("age") is not None else "born"
    if error.code == "years_impossible":
        return "years_followed" if topic == "age" else "dual_years"
    if error.code in {"born_in_future", "too_old_for_pupil"}:
        return next((name for name in ("born", "born_year", "age") if facts.get(name) not in (None, UNKNOWN)), "born")
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
