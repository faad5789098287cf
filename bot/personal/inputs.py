"""From facts to a rule's input: one small function a rule, which asks for the facts it misses in order.

Facts are what a family said, by name, as plain values; dates are ISO texts. ``ask`` returns a fact or raises
``MissingFactError``, which is how the conversation learns what to ask next.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bot.rules.age import Pupil
from bot.rules.child_benefit import Child
from bot.rules.class_council import Advice, Opinion
from bot.rules.contract import Hours, contract, weekly_hours
from bot.rules.entry import Start
from bot.rules.learner_premium import Learner
from bot.rules.mentor import Candidate
from bot.rules.model import Contract, ImpossibleInputError, Parameters, Region
from bot.rules.notice import Wish
from bot.rules.recognition import Company
from bot.rules.registry import (
    BirthCase,
    ContractCase,
    HolidayCase,
    OwnCompanyCase,
    PayCase,
    TravelCase,
)
from bot.rules.travel_costs import Travel
from bot.rules.without_contract import Search

Facts = Mapping[str, Any]
UNKNOWN = "unknown"
# nobody younger is in secondary school: a birth date like that is one of which the year was not said
YOUNGEST = 10


class MissingFactError(Exception):
    """A fact is needed that nobody told yet."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class UnknownFactError(Exception):
    """A fact is needed of which the person said not to know it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Case:
    """The facts of one case with the parameters and the day they are judged by."""

    def __init__(self, facts: Facts, parameters: Parameters, today: date) -> None:
        self.facts = facts
        self.parameters = parameters
        self.today = today

    def ask(self, name: str) -> Any:
        """Return the fact called ``name``; raise ``MissingFactError`` or ``UnknownFactError``."""
        value = self.facts.get(name)
        if value is None:
            raise MissingFactError(name)
        if value == UNKNOWN:
            raise UnknownFactError(name)
        return value

    def told(self, name: str, default: Any = None) -> Any:
        """Return the fact called ``name`` if it was told, else ``default``; never asks."""
        value = self.facts.get(name)
        return default if value is None or value == UNKNOWN else value

    def day(self, name: str) -> date:
        """Return the fact called ``name`` as a date."""
        return date.fromisoformat(str(self.ask(name)))

    def told_day(self, name: str) -> date | None:
        """Return the fact called ``name`` as a date if it was told."""
        value = self.told(name)
        return date.fromisoformat(str(value)) if value is not None else None

    def hours(self) -> Hours:
        """Return the hours on the workplace, however they were told."""
        weeks, days = self.told("weeks"), self.told("days")
        maximum, simulated = bool(self.told("maximum", False)), bool(self.told("simulated", False))
        if weeks:
            return Hours(weeks=tuple(float(value) for value in weeks))
        if self.told("hours") is None and days is not None:
            per_day = self.told("hours_per_day")
            if per_day is not None:
                return Hours(average=float(days) * float(per_day), maximum=maximum, simulated=simulated)
            return Hours(days=float(days), maximum=maximum, simulated=simulated)
        if simulated and self.told("hours") is None:
            return Hours(simulated=True)
        return Hours(average=float(self.ask("hours")), maximum=maximum, simulated=simulated)

    def contract(self) -> Contract:
        """Return the contract: as told, else as it follows from the hours."""
        told = self.told("contract")
        if told is not None:
            return Contract(told)
        return contract(self.hours(), self.parameters, self.today).decision

    def born(self) -> date:
        """Return the birth date; from an age, that of somebody who has just had a birthday."""
        born = self.told_day("born")
        if born is not None:
            return born
        year = self.told("born_year")
        if year is not None:
            return date(int(year), 12, 31)
        age = self.told("age")
        if age is None:
            raise _missing_or_unknown(self.facts, "born")
        return years_before(self.today, int(float(age)))


def _missing_or_unknown(facts: Facts, name: str) -> Exception:
    return UnknownFactError(name) if facts.get(name) == UNKNOWN else MissingFactError(name)


def years_before(day: date, years: int) -> date:
    """Return the same day ``years`` earlier (28 February for the 29th)."""
    if not 0 <= years <= 120:
        raise ImpossibleInputError("age_impossible", age=years)
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _year(case: Case) -> int:
    """Return the year of a pupil in duaal leren; before the third there is none."""
    year = int(case.ask("year"))
    if not 3 <= year <= 7:
        raise ImpossibleInputError("year_impossible", year=year)
    return year


def _contract(case: Case) -> Hours:
    return case.hours()


def _pay_step(case: Case) -> PayCase:
    kind = case.contract()
    if kind is not Contract.OAO:
        return PayCase(kind)
    year = _year(case)
    if year >= 6:
        return PayCase(kind, second_stage=True, first_year_third_stage=True)
    if year == 5:
        return PayCase(kind, second_stage=True, dual_years=int(case.ask("dual_years")))
    return PayCase(kind, dual_years=int(case.ask("dual_years")))


def _entry(case: Case) -> Start:
    on = case.told_day("wish_on") or case.today
    if case.told("from_aanloopfase"):
        return Start(int(case.told("year", 3)), on, from_aanloopfase=True)
    return Start(_year(case), on)


def _child_benefit(case: Case) -> Child:
    region = Region(case.ask("region"))
    return Child(
        case.born(),
        region,
        disability=bool(case.told("disability", False)),
        in_training=bool(case.told("in_training", True)),
    )


def _notice(case: Case) -> Wish:
    started, on = case.day("started_on"), case.told_day("wish_on") or case.today
    trial = int(case.parameters.number("notice.first_days", case.today))
    if started <= on and (on - started).days + 1 > trial and on.year - started.year <= 4:
        return Wish(started, on, both_agree=bool(case.ask("both_agree")))
    return Wish(started, on)


def _without_contract(case: Case) -> Search:
    passed = case.told("days_passed")
    if passed is not None:
        return Search(days_passed=int(passed))
    return Search(since=case.day("searching_since"))


def _mentor(case: Case) -> Candidate:
    age, years = float(case.ask("mentor_age")), float(case.ask("mentor_years"))
    young = age < case.parameters.number("mentor.minimum_age", case.today)
    short = years < case.parameters.number("mentor.years_in_job", case.today)
    possible = age >= case.parameters.number("mentor.exception_age", case.today)
    schooling = bool(case.ask("mentor_schooling")) if (young or short) and possible else False
    return Candidate(
        age,
        years,
        proof_of_schooling=schooling,
        conviction=bool(case.told("conviction", False)),
        construction=bool(case.told("construction", False)),
    )


def _recognition(case: Case) -> Company:
    if case.told("recognised_on") is None and case.told("applied_on") is None:
        status = case.ask("recognition_status")
        if status == "recognised":
            return Company(recognised_on=case.day("recognised_on"))
        if status == "applied":
            return Company(applied_on=case.day("applied_on"))
        return Company()
    return Company(case.told_day("recognised_on"), case.told_day("applied_on"))


def _own_company(case: Case) -> OwnCompanyCase:
    return OwnCompanyCase(bool(case.ask("parent_is_mentor")))


def _travel_costs(case: Case) -> TravelCase:
    kind = case.contract()
    if kind is Contract.SAO:
        return TravelCase(kind)
    return TravelCase(kind, Travel(case.ask("travel")))


def _insurance(case: Case) -> ContractCase:
    return ContractCase(case.contract())


def _age(case: Case) -> Pupil:
    born = case.born()
    years = case.today.year - born.year - ((case.today.month, case.today.day) < (born.month, born.day))
    early = int(case.parameters.number("age.minimum_after_two_years", case.today))
    minimum = int(case.parameters.number("age.minimum", case.today))
    year = int(case.told("year")) if case.told("year") is not None else None
    if early <= years < minimum:
        followed = year - 1 if year is not None else int(case.ask("years_followed"))
        return Pupil(born, followed, year)
    return Pupil(born, None, year)


def _leerplicht(case: Case) -> BirthCase:
    return BirthCase(case.born())


def _learner_premium(case: Case) -> Learner:
    region = Region(case.ask("region"))
    if region is Region.BRUSSELS:
        born = case.born()
        years = case.today.year - born.year - ((case.today.month, case.today.day) < (born.month, born.day))
        return Learner(region, float(case.told("contract_months", 10)), age=years)
    if region is not Region.FLANDERS:
        return Learner(region, float(case.told("contract_months", 10)))
    return Learner(region, float(case.ask("contract_months")), int(case.ask("premiums_had")))


def _holidays(case: Case) -> HolidayCase:
    year = _year(case)
    return HolidayCase(Contract.UNKNOWN if year == 7 else case.contract(), year)


def _class_council(case: Case) -> Opinion:
    return Opinion(Advice(case.ask("advice")))


INPUTS: Mapping[str, Callable[[Case], Any]] = {
    "contract": _contract,
    "pay_step": _pay_step,
    "entry": _entry,
    "child_benefit": _child_benefit,
    "notice": _notice,
    "without_contract": _without_contract,
    "mentor": _mentor,
    "recognition": _recognition,
    "own_company": _own_company,
    "travel_costs": _travel_costs,
    "insurance": _insurance,
    "age": _age,
    "leerplicht": _leerplicht,
    "learner_premium": _learner_premium,
    "holidays": _holidays,
    "class_council": _class_council,
}

_HOURS = frozenset({"hours", "days", "weeks", "hours_per_day", "maximum", "simulated"})
_CONTRACT = _HOURS | {"contract"}
_BIRTH = frozenset({"age", "born", "born_year"})
# the facts that each rule looks at
USES: Mapping[str, frozenset[str]] = {
    "contract": _HOURS,
    "pay_step": _CONTRACT | {"year", "dual_years"},
    "entry": frozenset({"year", "wish_on", "from_aanloopfase"}),
    "child_benefit": _BIRTH | {"region", "disability", "in_training"},
    "notice": frozenset({"started_on", "wish_on", "both_agree"}),
    "without_contract": frozenset({"searching_since", "days_passed"}),
    "mentor": frozenset({"mentor_age", "mentor_years", "mentor_schooling", "conviction", "construction"}),
    "recognition": frozenset({"recognition_status", "recognised_on", "applied_on"}),
    "own_company": frozenset({"parent_is_mentor"}),
    "travel_costs": _CONTRACT | {"travel"},
    "insurance": _CONTRACT,
    "age": _BIRTH | {"year", "years_followed"},
    "leerplicht": _BIRTH,
    "learner_premium": _BIRTH | {"region", "contract_months", "premiums_had"},
    "holidays": _CONTRACT | {"year"},
    "class_council": frozenset({"advice"}),
}


def check_fact(name: str, value: Any, case: Case) -> None:
    """Raise ``ImpossibleInputError`` when ``value`` cannot be true of the fact ``name``, by the limits of the rules."""
    if name in {"hours", "days", "weeks"}:
        weekly_hours(Case({name: value}, case.parameters, case.today).hours(), case.parameters, case.today)
    elif name in {"age", "mentor_age"} and not 0 <= float(value) <= 110:
        raise ImpossibleInputError("age_impossible", age=value)
    elif name in {"born", "recognised_on", "applied_on", "searching_since"}:
        day = date.fromisoformat(str(value))
        if day > case.today:
            raise ImpossibleInputError("born_in_future" if name == "born" else "day_in_future", day=day)
        if name == "born" and case.today.year - day.year < YOUNGEST:
            raise ImpossibleInputError("too_young_for_pupil", day=day)
        if name == "born" and case.today.year - day.year > 110:
            raise ImpossibleInputError("age_impossible", age=case.today.year - day.year)
    elif name == "born_year" and not case.today.year - 110 <= float(value) <= case.today.year:
        code = "born_in_future" if float(value) > case.today.year else "age_impossible"
        raise ImpossibleInputError(code, age=case.today.year - int(value))
    elif name == "year" and not 1 <= int(value) <= 7:
        raise ImpossibleInputError("year_impossible", year=value)
    elif name in {"dual_years", "years_followed"} and not 0 <= float(value) <= 12:
        raise ImpossibleInputError("years_impossible", years=value)
    elif name == "contract_months" and not 0 <= float(value) <= 12:
        raise ImpossibleInputError("months_impossible", months=value)
    elif name == "premiums_had" and not 0 <= float(value) <= 20:
        raise ImpossibleInputError("premiums_impossible", had=value)
    elif name == "days_passed" and not 0 <= float(value) <= 366:
        raise ImpossibleInputError("days_passed_impossible", days=value)
    elif name == "mentor_years" and not 0 <= float(value) <= 80:
        raise ImpossibleInputError("job_years_impossible", years=value, age="")
