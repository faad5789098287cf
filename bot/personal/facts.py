"""The facts a family can tell: their names, and which of them replace each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.personal.inputs import UNKNOWN

FACTS = (
    "hours",
    "days",
    "weeks",
    "hours_per_day",
    "maximum",
    "simulated",
    "contract",
    "year",
    "dual_years",
    "years_followed",
    "age",
    "born",
    "born_year",
    "region",
    "disability",
    "in_training",
    "travel",
    "started_on",
    "wish_on",
    "both_agree",
    "searching_since",
    "days_passed",
    "from_aanloopfase",
    "advice",
    "contract_months",
    "premiums_had",
    "parent_is_mentor",
    "mentor_age",
    "mentor_years",
    "mentor_schooling",
    "conviction",
    "construction",
    "recognition_status",
    "recognised_on",
    "applied_on",
)
# of each group the fact told last holds, and the others are dropped
_RIVALS = (
    frozenset({"hours", "days", "weeks", "contract"}),
    frozenset({"age", "born", "born_year"}),
    frozenset({"searching_since", "days_passed"}),
    frozenset({"recognised_on", "applied_on"}),
)
# facts that can answer the question for another one
ANSWERED_BY: Mapping[str, frozenset[str]] = {
    "hours": frozenset({"days", "weeks", "contract", "simulated"}),
    "born": frozenset({"age", "born_year"}),
    "searching_since": frozenset({"days_passed"}),
    "recognition_status": frozenset({"recognised_on", "applied_on"}),
}
# a bare number or date answers a question for one of these
_NUMBERS = frozenset(
    {"hours", "year", "dual_years", "years_followed", "contract_months", "premiums_had", "mentor_age", "mentor_years", "days_passed"}
)
_DATES = frozenset({"started_on", "wish_on", "born", "searching_since", "recognised_on", "applied_on"})
_WHOLE = frozenset({"year", "years_followed", "dual_years", "premiums_had", "days_passed"})


def replaced_by(name: str) -> frozenset[str]:
    """Return the facts that no longer hold once ``name`` was told."""
    return frozenset().union(*(group - {name} for group in _RIVALS if name in group))


def latest_only(told: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return the facts that hold when they were told in this order; a later ``None`` takes a fact back."""
    held: dict[str, Any] = {}
    for name, value in told:
        held.pop(name, None)
        if value is not None:
            for rival in replaced_by(name):
                # "I don't know the hours" stays until hours, days or a contract are told
                held.pop(rival, None)
            held[name] = value
    return held


def answers(asked: str, entities: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a message with these entities tells when ``asked`` was the question: bare numbers and dates find a name."""
    told = {name: value for name, value in entities.items() if name in FACTS}
    if asked in told or not asked:
        return told
    number, day = entities.get("number"), entities.get("date")
    if number is not None and asked in _NUMBERS:
        told[asked] = int(number) if asked in _WHOLE else number
    elif number is not None and asked == "born":
        told["age"] = number
    elif number is not None and asked == "searching_since":
        told["days_passed"] = int(number)
    elif day is not None and asked in _DATES:
        told[asked] = day
    elif asked == "mentor_age" and "age" in told:
        told[asked] = told.pop("age")
    elif asked == "dual_years" and "year" in told and "number" not in entities:
        told[asked] = told.pop("year")
    elif asked in _DATES:
        told |= _other_date(asked, told)
    return told


def _other_date(asked: str, told: dict[str, Any]) -> dict[str, Any]:
    """A date that sounded like another role ("sinds 1 september") answers the date that was asked."""
    for name in ("started_on", "searching_since", "wish_on", "applied_on", "recognised_on"):
        if name != asked and name in told:
            return {asked: told.pop(name)}
    return {}


def is_answered(asked: str, told: Mapping[str, Any]) -> bool:
    """Tell whether the question for ``asked`` got an answer among the facts told."""
    return asked in told or any(name in told for name in ANSWERED_BY.get(asked, ()))


def told_ones(held: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts that are really known: without those somebody said not to know."""
    return {name: value for name, value in held.items() if value != UNKNOWN}
