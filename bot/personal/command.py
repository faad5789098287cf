"""``python -m bot rules <rule> --<fact> <value>``: the same result as in a conversation, as text or as JSON."""

from __future__ import annotations

import argparse
import json
from datetime import date
from typing import Any

from bot.answers.model import Audience
from bot.answers.render import Renderer
from bot.answers.store import read_library
from bot.answers.values import computed_values
from bot.content.parameters import load_parameters
from bot.personal.evaluate import as_data, work_out
from bot.personal.facts import FACTS
from bot.personal.inputs import UNKNOWN
from bot.personal.render import PersonalRenderer
from bot.personal.store import read_topics
from bot.rules.registry import RULES
from bot.settings import Settings

_YES_NO = {"ja": True, "yes": True, "true": True, "nee": False, "no": False, "false": False}


class RuleError(Exception):
    """The rule cannot be worked out; the message says which fact is missing or wrong."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the rules as sub-commands, each with every fact as an option."""
    rules = parser.add_subparsers(dest="rule", required=True, metavar="RULE")
    for rule in RULES.values():
        command = rules.add_parser(rule.name, help=f"rule {rule.number}")
        for fact in FACTS:
            command.add_argument(f"--{fact.replace('_', '-')}", dest=f"fact_{fact}", metavar="VALUE", default=None)
        command.add_argument("--json", action="store_true", help="print the result as JSON")
        command.add_argument("--audience", choices=[member.value for member in Audience], default="parent")


def value_of(text: str) -> Any:
    """Return a value of the command line: number, list of numbers, yes or no (``ja``, ``nee``), date or word."""
    if text.lower() in _YES_NO:
        return _YES_NO[text.lower()]
    try:
        return [float(part) for part in text.split("+")] if "+" in text else float(text.replace(",", "."))
    except ValueError:
        return text


def rules(settings: Settings, arguments: argparse.Namespace, today: date) -> str:
    """Return the result of the rule as text or JSON; raise ``RuleError`` when a fact is missing or impossible."""
    facts = {fact: value_of(text) for fact in FACTS if (text := getattr(arguments, f"fact_{fact}")) is not None}
    topics = read_topics(settings.results, settings.facts)
    try:
        outcome = work_out(arguments.rule, facts, topics, load_parameters(settings.parameters), today)
    except (ValueError, TypeError) as error:
        raise RuleError(
            f"{arguments.rule}: a value cannot be used ({error}); dates are written as 2026-11-24"
        ) from error
    if outcome.missing is not None:
        raise RuleError(
            f"{arguments.rule} needs --{outcome.missing.replace('_', '-')} (or the value '{UNKNOWN}' for each case)"
        )
    if outcome.impossible is not None:
        fact, reason = outcome.impossible
        raise RuleError(f"{arguments.rule}: --{fact.replace('_', '-')} cannot be true ({reason.code})")
    results = [{"label": worked.label, **as_data(worked.result)} for worked in outcome.results]
    if arguments.json:
        return json.dumps({"rule": arguments.rule, "facts": facts, "results": results}, ensure_ascii=False, indent=2)
    audience = Audience(arguments.audience)
    library = read_library([settings.answers, settings.extra_answers], settings.replies)
    renderer = Renderer(library, audience, "cmdline", today, computed_values(today))
    personal = PersonalRenderer(renderer, topics, audience, settings.address)
    answer = personal.results(arguments.rule, results, outcome.rough)
    letter = personal.draft(arguments.rule, results, facts)
    return f"{answer.text}\n\n{letter.text}" if letter is not None else answer.text
