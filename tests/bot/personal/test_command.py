"""``python -m bot rules``: the results of the conversations on the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT


def rules(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "rules", *arguments],
        cwd=ROOT,
        env={**os.environ, "DUAALWIJZER_TODAY": "2026-11-24"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_same_result_as_text_and_as_json() -> None:
    text, data = rules("contract", "--hours", "19.5"), rules("contract", "--hours", "19.5", "--json")
    assert text.returncode == data.returncode == 0, text.stderr + data.stderr
    assert "onbetaald" in text.stdout
    assert "19,5 uur" in text.stdout
    result = json.loads(data.stdout)
    assert result["facts"] == {"hours": 19.5}
    assert [case["decision"] for case in result["results"]] == ["sao"]
    assert result["results"][0]["sources"][0]["name"] in text.stdout


def test_a_letter_comes_with_the_text() -> None:
    assert "ONTWERP" in rules("notice", "--started-on", "2026-11-02").stdout


def test_a_student_is_spoken_to_as_one() -> None:
    assert "je kind" not in rules("entry", "--year", "5", "--audience", "student").stdout


def test_each_case_for_what_is_not_known() -> None:
    shown = rules("child_benefit", "--region", "flanders", "--age", "18", "--born", "unknown").stdout
    assert "- bijna 19 jaar: " in shown
    assert "- net 18 jaar: " in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["contract"], "--hours"),
        (["contract", "--hours", "200"], "--hours cannot be true"),
        (["notice", "--started-on", "gisteren"], "2026-11-24"),
        (["weather"], "invalid choice"),
    ],
)
def test_an_error_says_what_to_give(arguments: list[str], said: str) -> None:
    failed = rules(*arguments)
    assert failed.returncode != 0
    assert said in failed.stderr
    assert "Traceback" not in failed.stderr
