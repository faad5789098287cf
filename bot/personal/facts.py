"""The facts a family can tell: their names, and which of them replace each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
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
# a day of a birthday, which tells a birth date together with an age
BIRTHDAY = "birthday"
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
# a bare number answers a question for one of these, a bare date one for those
_NUMBERS = frozenset(
    {
        "hours",
        "days",
        "year",
        "dual_years",
        "years_followed",
        "contract_months",
        "premiums_had",
        "mentor_age",
        "mentor_years",
        "days_passed",
        "age",
    }
)
_DATES = frozenset({"started_on", "wish_on", "born", "searching_since", "recognised_on", "applied_on"})
_WHOLE = frozenset({"year", "years_followed", "dual_years", "premiums_had", "days_passed"})
_SCHOOL_YEARS = frozenset({"years_followed", "dual_years"})
_YEARS = _SCHOOL_YEARS | {"year", "mentor_years", "mentor_age", "age", "born", "contract_months"}
# "10 jaar" sounds like an age, "15 dagen" like days a week: after these questions they are something else
_SOUNDS_LIKE: Mapping[str, str] = {
    "mentor_age": "age",
    "mentor_years": "age",
    "years_followed": "age",
    "dual_years": "age",
    "searching_since": "days",
}
# "geen" answers a question for one of these
_MAY_BE_NONE = frozenset(
    {"hours", "days", "days_passed", "dual_years", "years_followed", "premiums_had", "mentor_years"}
)
_FIRST_BIRTH_YEAR = 1900
_MOST_SCHOOL_YEARS = 12
# what a bare number or day tells after an answer on a topic, when nothing like it was told before
_ALONE: Mapping[str, tuple[str, ...]] = {
    "contract": ("hours",),
    "without_contract": ("searching_since",),
    "notice": ("started_on",),
    "entry": ("wish_on", "year"),
    "mentor": ("mentor_age",),
    "child_benefit": ("born",),
    "age": ("born",),
    "leerplicht": ("born",),
    "learner_premium": ("born",),
}
# the fact that a topic finds out: a question on it does not tell that fact
DECIDED_BY: Mapping[str, str] = {"contract": "contract"}
# a day in a question on one of these topics is that fact when nothing else says what it is
_DAY_OF = {"entry": "wish_on"}
_SUPPOSED_DAY_OF = {"notice": "wish_on"}


def replaced_by(name: str) -> frozenset[str]:
    """Return the facts that no longer hold once ``name`` was told."""
    return frozenset().union(*(group - {name} for group in _RIVALS if name in group))


def latest_only(told: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return the facts that hold when they were told in this order; a later ``None`` takes a fact back."""
    held: dict[str, Any] = {}
    for name, value in told:
        held.pop(name, None)
        if value is not None:
            if value != UNKNOWN:  # "I don't know the birth date" leaves the age, not the other way round
                for rival in replaced_by(name):
                    held.pop(rival, None)
            held[name] = value
    return held


def answers(asked: str, entities: Mapping[str, Any]) -> dict[str, Any]:
    """Return what these entities tell when ``asked`` was the question: bare numbers and dates find a name."""
    told = {name: value for name, value in entities.items() if name in FACTS}
    if not asked or is_answered(asked, told):
        return told
    number, day, alike = entities.get("number"), entities.get("date"), _SOUNDS_LIKE.get(asked, "")
    if alike in told and not (asked in _SCHOOL_YEARS and told[alike] > _MOST_SCHOOL_YEARS):
        number = told.pop(alike)
    if number == 0 and asked not in _MAY_BE_NONE:
        number = None
    if asked in _DATES:
        told.pop("born_year", None)  # "in 2019"
    if asked == "searching_since" and entities.get("ends_on") is not None:
        day = entities["ends_on"]
    if asked == "searching_since" and day is not None:
        number = None  # "al 18 dagen" counts weekends too
    if number is not None and asked == "born":
        told["born_year" if number >= _FIRST_BIRTH_YEAR else "age"] = int(number)
    elif number is not None and asked == "searching_since":
        told["days_passed"] = int(number)
    elif number is not None and asked in _NUMBERS:
        told[asked] = int(number) if asked in _WHOLE else number
    elif day is not None and asked in _DATES:
        told[asked] = day
    elif asked == "dual_years" and "year" in told:
        told[asked] = told.pop("year")
    elif asked in _DATES:
        told |= _other_date(asked, told)
    return told


def corrected(topic: str | None, entities: Mapping[str, Any], recent: Iterable[str]) -> dict[str, Any]:
    """Return what these entities put right: of the facts told before, newest first, the first that they can be.

    Without such a fact they are what a bare number or day means in ``topic``; empty when they cannot be that either.
    """
    for name in [*recent, *_ALONE.get(topic or "", ())]:
        number = entities.get("number")
        if (number == 0 and name in {"hours", "days"}) or (number in {0, 1, 2} and name == "year"):
            continue  # "nog geen" and "2 jaar" are said of years that are over
        told = answers(name, entities)
        if is_answered(name, told):
            return told
    return {}


def for_topic(topic: str, entities: Mapping[str, Any], follows: bool = False) -> dict[str, Any]:
    """Return what the entities tell in a message on ``topic``: there a day or an age can mean something of its own.

    ``follows``: it is a follow-up: "en als hij tot nieuwjaar wacht" is when he stops, not when he started.
    """
    told = {name: value for name, value in entities.items() if name in FACTS}
    name = _SUPPOSED_DAY_OF.get(topic) if follows and topic in _SUPPOSED_DAY_OF else _DAY_OF.get(topic)
    if name is not None and name not in told and entities.get("date") is not None:
        told[name] = entities["date"]
    if topic == "mentor" and "age" in told and "mentor_age" not in told:
        told["mentor_age"] = told.pop("age")
    return told


def counting_years(names: Iterable[str]) -> list[str]:
    """Return the facts of ``names`` that "2 jaar" can put right, in their order."""
    return [name for name in names if name in _YEARS]


def born_on_birthday(coming: date, age: int) -> date | None:
    """Return the birth date of somebody of this age whose next birthday is ``coming``; ``None`` for 29 February."""
    return None if (coming.month, coming.day) == (2, 29) else coming.replace(year=coming.year - age - 1)


def _other_date(asked: str, told: dict[str, Any]) -> dict[str, Any]:
    """Take a date that sounded like another role ("sinds 1 september") for the one that was asked."""
    for name in ("started_on", "searching_since", "wish_on", "applied_on", "recognised_on"):
        if name != asked and name in told:
            return {asked: told.pop(name)}
    return {}


def takes_number(name: str) -> bool:
    """Tell whether a bare number answers the question for this fact."""
    return name in _NUMBERS or name in {"born", "searching_since"}


def is_answered(asked: str, told: Mapping[str, Any]) -> bool:
    """Tell whether the question for ``asked`` got an answer among the facts told."""
    return asked in told or any(name in told for name in ANSWERED_BY.get(asked, ()))


def told_ones(held: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts that are really known: without those somebody said not to know."""
    return {name: value for name, value in held.items() if value != UNKNOWN}
