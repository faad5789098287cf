from __future__ import annotations

from typing import Any

import pytest

from bot.dialogue.form_answer import chosen, chosen_again
from bot.personal.store import read_topics
from tests.conftest import ROOT

FACTS = read_topics(ROOT / "data" / "results", ROOT / "data" / "facts").facts


@pytest.mark.parametrize(
    ("fact", "text", "value"),
    [
        ("advice", "het was negatief", "negative"),
        ("advice", "niet positief", None),
        ("advice", "positief of negatief", None),
        ("recognition_status", "ze hebben het aangevraagd", "applied"),
        ("recognition_status", "nog niets", "none"),
        ("travel", "fiets", "bicycle"),
        ("travel", "fiets of auto", None),
        ("both_agree", "ja die zijn akkoord", True),
        ("premiums_had", "nog nooit", 0),
        ("region", "in Brussel zelf", "brussels"),
        ("hours", "veel te veel", None),
    ],
)
def test_a_choice_is_named_by_a_word_of_its_own(fact: str, text: str, value: Any) -> None:
    assert chosen(FACTS[fact], text) == value


def test_a_correction_can_turn_a_yes_into_a_no() -> None:
    assert chosen_again(FACTS["both_agree"], "toch niet") is False
    assert chosen_again(FACTS["both_agree"], "nee toch wel") is True
    assert chosen_again(FACTS["both_agree"], "nee") is False
    assert chosen_again(FACTS["advice"], "toch wel") is None
