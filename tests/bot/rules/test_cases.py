"""Every boundary of the rule table, kept as tables (``<rule>.yml``) that somebody at a school can read and extend."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.content.parameters import load_parameters
from bot.rules.model import ImpossibleInputError
from bot.rules.registry import RULES, build_input
from tests.conftest import ROOT

HERE = Path(__file__).parent
TODAY = date(2026, 11, 24)
PARAMETERS = load_parameters(ROOT / "data" / "parameters")


def cases() -> list[Any]:
    found = []
    for path in sorted(HERE.glob("*.yml")):
        for case in YAML(typ="safe").load(path.read_text(encoding="utf-8")):
            found.append(pytest.param(path.stem, case, id=f"{path.stem}: {case['case']}"))
    return found


@pytest.mark.parametrize(("name", "case"), cases())
def test_case(name: str, case: dict[str, Any]) -> None:
    rule, today = RULES[name], case.get("today", TODAY)
    value = build_input(rule, case["input"])
    if "impossible" in case:
        with pytest.raises(ImpossibleInputError) as caught:
            rule.apply(value, PARAMETERS, today)
        assert caught.value.code == case["impossible"]
        return
    result = rule.apply(value, PARAMETERS, today)
    assert result.decision.value == case["decision"]
    assert result.sources
    for key, expected in case.get("values", {}).items():
        assert (
            result.values[key] == pytest.approx(expected)
            if isinstance(expected, float)
            else result.values[key] == expected
        )
    if "reasons" in case:
        assert [note.code for note in result.reasons] == case["reasons"]
    if "uncertain" in case:
        assert sorted(note.code for note in result.uncertain) == sorted(case["uncertain"])


def test_every_rule_has_a_table() -> None:
    assert {path.stem for path in HERE.glob("*.yml")} == set(RULES)
