"""All rules by name, with a plain way to call them: for the command line, the tables of cases and the actions."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Any

from bot.rules.age import Pupil, age
from bot.rules.child_benefit import Child, child_benefit
from bot.rules.class_council import Opinion, class_council
from bot.rules.contract import Hours, contract
from bot.rules.entry import Start, entry
from bot.rules.holidays import holidays
from bot.rules.insurance import insurance
from bot.rules.learner_premium import Learner, learner_premium
from bot.rules.leerplicht import leerplicht
from bot.rules.mentor import Candidate, mentor
from bot.rules.model import Contract, Parameters, Result
from bot.rules.notice import Wish, notice
from bot.rules.own_company import own_company
from bot.rules.pay_step import Schooling, pay_step
from bot.rules.recognition import Company, recognition
from bot.rules.travel_costs import Travel, travel_costs
from bot.rules.without_contract import Search, without_contract


@dataclasses.dataclass(frozen=True)
class PayCase:
    """Input of the pay step: contract and schooling together."""

    contract: Contract = Contract.UNKNOWN
    second_stage: bool = False
    first_year_third_stage: bool = False
    dual_years: int = 0
    ov3_qualification: bool = False


@dataclasses.dataclass(frozen=True)
class TravelCase:
    """Input of the travel costs."""

    contract: Contract = Contract.UNKNOWN
    travel: Travel = Travel.UNKNOWN


@dataclasses.dataclass(frozen=True)
class ContractCase:
    """Input of rules that depend on the contract alone."""

    contract: Contract = Contract.UNKNOWN


@dataclasses.dataclass(frozen=True)
class HolidayCase:
    """Input of the holidays."""

    contract: Contract = Contract.UNKNOWN
    year: int | None = None


@dataclasses.dataclass(frozen=True)
class OwnCompanyCase:
    """Input of training in one's own company."""

    parent_is_mentor: bool = False


@dataclasses.dataclass(frozen=True)
class BirthCase:
    """Input of rules that depend on the date of birth alone."""

    born: date


@dataclasses.dataclass(frozen=True)
class Rule:
    """A rule: its number in the rule table, its input type and the function."""

    name: str
    number: str
    input_type: type
    apply: Callable[[Any, Parameters, date], Result[Any]]


RULES: Mapping[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule("contract", "R1", Hours, contract),
        Rule(
            "pay_step",
            "R2",
            PayCase,
            lambda case, parameters, today: pay_step(
                case.contract,
                Schooling(case.second_stage, case.first_year_third_stage, case.dual_years, case.ov3_qualification),
                parameters,
                today,
            ),
        ),
        Rule("entry", "R3", Start, lambda case, parameters, today: entry(case, parameters)),
        Rule("child_benefit", "R5-R7", Child, child_benefit),
        Rule("notice", "R8", Wish, notice),
        Rule("without_contract", "R9", Search, without_contract),
        Rule("mentor", "R10", Candidate, mentor),
        Rule("recognition", "R11", Company, recognition),
        Rule("own_company", "R11", OwnCompanyCase, lambda case, *rest: own_company(case.parent_is_mentor, *rest)),
        Rule("travel_costs", "R12", TravelCase, lambda case, *rest: travel_costs(case.contract, case.travel, *rest)),
        Rule("insurance", "R12", ContractCase, lambda case, *rest: insurance(case.contract, *rest)),
        Rule("age", "R13", Pupil, age),
        Rule("leerplicht", "R14", BirthCase, lambda case, *rest: leerplicht(case.born, *rest)),
        Rule("learner_premium", "R15", Learner, learner_premium),
        Rule("holidays", "R16", HolidayCase, lambda case, *rest: holidays(case.contract, case.year, *rest)),
        Rule("class_council", "R18", Opinion, class_council),
    )
}


class InputError(ValueError):
    """An input has an unknown name or a value of the wrong kind; the message says which and what is expected."""


def build_input(rule: Rule, values: Mapping[str, Any]) -> Any:
    """Return the rule's input from plain values (numbers, text, dates as ``2026-11-02``); raise ``InputError``."""
    hints = typing.get_type_hints(rule.input_type)
    unknown = set(values) - set(hints)
    if unknown:
        raise InputError(f"{rule.name}: unknown input {', '.join(sorted(unknown))}; known are {', '.join(hints)}")
    converted = {name: _convert(rule.name, name, hints[name], value) for name, value in values.items()}
    for field in dataclasses.fields(rule.input_type):
        required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        if required and field.name not in converted:
            raise InputError(f"{rule.name}: '{field.name}' is missing")
    return rule.input_type(**converted)


def _convert(rule: str, name: str, kind: Any, value: Any) -> Any:
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        if value is None:
            return None
        kind = next(option for option in typing.get_args(kind) if option is not type(None))
    try:
        if typing.get_origin(kind) is tuple:
            parts = value.split(",") if isinstance(value, str) else value
            return tuple(float(part) for part in parts)
        if kind is bool:
            return value if isinstance(value, bool) else {"ja": True, "nee": False, "true": True, "false": False}[value]
        if kind is date:
            return value if isinstance(value, date) else date.fromisoformat(value)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return kind(value)
        return kind(value)
    except (ValueError, KeyError, TypeError):
        expected = (
            ", ".join(member.value for member in kind)
            if isinstance(kind, type) and issubclass(kind, Enum)
            else getattr(kind, "__name__", str(kind))
        )
        raise InputError(f"{rule}: '{name}' cannot be {value!r}; expected {expected}") from None
