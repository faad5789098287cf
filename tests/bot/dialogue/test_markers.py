from __future__ import annotations

from pathlib import Path

import pytest

from bot.content.yaml_file import ContentError
from bot.dialogue.markers import Markers, is_short
from tests.conftest import ROOT

MARKERS = Markers.read(ROOT / "data" / "lexicon" / "follow_up.yml")


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("hoeveel is dat dan", True),
        ("Hij werkt 24 uur, krijgt hij loon", True),
        ("24 uur?", True),
        ("hij werkt 24 uur in een garage", False),
        ("is 16", False),
        ("", False),
    ],
)
def test_a_question_is_known_without_its_mark(text: str, asks: bool) -> None:
    assert MARKERS.is_question(text) is asks


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("mijn zoon werkt 24 uur in een garage, wie betaalt zijn schoenen?", "wie betaalt zijn schoenen"),
        ("krijgt hij loon? hij werkt 24 uur", "krijgt hij loon"),
        ("wie betaalt zijn schoenen?", ""),
        ("hij werkt 24 uur, in een garage", ""),
    ],
)
def test_the_clause_that_asks_stands_apart(text: str, clause: str) -> None:
    assert MARKERS.asking_clause(text) == clause


@pytest.mark.parametrize(
    ("text", "place", "clause"),
    [
        ("ik ben 16, mijn baas zet mij buiten", (7, 9), "mijn baas zet mij buiten"),
        ("ik ben 16 en mijn baas zet mij buiten", (7, 9), "mijn baas zet mij buiten"),
        ("mijn baas zet mij buiten. ik ben 16", (32, 34), "mijn baas zet mij buiten"),
        ("ik ben 16, in Gent", (7, 9), ""),
        ("ik ben 16", (7, 9), ""),
    ],
)
def test_a_clause_beside_a_fact_is_found(text: str, place: tuple[int, int], clause: str) -> None:
    assert MARKERS.clause_beside(text, [place]) == clause


@pytest.mark.parametrize(
    ("text", "tells", "turns"),
    [
        ("en voor mijn dochter?", False, True),
        ("En voor zijn oudste broer", True, True),
        ("en haar zus", False, True),
        ("en als mijn zoon 16 uur werkt", True, False),
        ("en met de trein?", True, False),
        ("mijn dochter werkt ook", False, False),
    ],
)
def test_a_follow_up_can_turn_to_another_person(text: str, tells: bool, turns: bool) -> None:
    assert MARKERS.turns_to_another(text, tells) is turns


def test_corrections_and_follow_ups_stand_at_the_start() -> None:
    assert MARKERS.corrects("Néé, 24 uur")
    assert not MARKERS.corrects("24 uur, nee")
    assert MARKERS.follows_up("en als hij 18 is?")
    assert not MARKERS.follows_up("als hij 18 is, en dan")
    assert MARKERS.states("'t is 16 uur")


def test_only_a_short_message_leans_on_the_one_before() -> None:
    assert is_short("en als hij 18 is?")
    assert not is_short("en als hij achttien is en nog altijd bij ons in Gent woont?")


def test_an_unknown_key_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "follow_up.yml"
    path.write_text("folow_up: [en]\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        Markers.read(path)
    assert "follow_up.yml" in str(caught.value)
