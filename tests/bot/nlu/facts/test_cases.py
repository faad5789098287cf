"""What the extractor understands, kept as tables (``<kind>.yml``) that somebody at a school can read and extend."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.nlu.facts import extract_facts

HERE = Path(__file__).parent
TODAY = date(2026, 11, 24)


def cases() -> list[Any]:
    found = []
    for path in sorted(HERE.glob("*.yml")):
        for case in YAML(typ="safe").load(path.read_text(encoding="utf-8")):
            found.append(pytest.param(case, id=f"{path.stem}: {case['text']}"))
    return found


def as_json(value: Any) -> Any:
    return json.loads(json.dumps(value, default=date.isoformat))


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    facts = extract_facts(case["text"], case.get("today", TODAY))
    assert {fact.name: fact.value for fact in facts} == as_json(case["facts"])


@pytest.mark.parametrize("case", cases())
def test_every_fact_stands_in_the_message(case: dict[str, Any]) -> None:
    for fact in extract_facts(case["text"], TODAY):
        assert 0 <= fact.start < fact.end <= len(case["text"])
        assert case["text"][fact.start : fact.end].strip() == case["text"][fact.start : fact.end]


def test_there_are_tables_of_every_kind() -> None:
    assert {path.stem for path in HERE.glob("*.yml")} >= {
        "hours",
        "days",
        "dates",
        "age",
        "place",
        "travel",
        "contract",
    }
    assert len(cases()) >= 250
