from __future__ import annotations

from pathlib import Path

import pytest

from bot.content.yaml_file import ContentError
from bot.nlu.lexicon import read_lexicon
from bot.nlu.spelling import Speller, read_forms
from bot.nlu.text import normalise
from tests.conftest import ROOT

TEXTS = ["is mijn zoon verzekerd", "wie is verzekerd", "mijn zoon betaalt", "wie betaalt de verzekering", "verzekering"]


@pytest.fixture
def speller() -> Speller:
    return Speller.learn({"mn": "mijn", "krijgde": "krijg je"}, TEXTS)


@pytest.mark.parametrize(
    ("typed", "ordinary"),
    [
        ("is mn zoon verzekerd", "is mijn zoon verzekerd"),
        ("Is m\u00edjn zoon verzkerd?", "is mijn zoon verzekerd ?"),  # accent, missing letter
        ("wie betaaltt", "wie betaalt"),  # doubled
        ("wie betalat", "wie betaalt"),  # swapped
        ("verzekeirng", "verzekering"),
        ("verzekkeirng", "verzekering"),  # two mistakes in a long word
        ("beatlat", "beatlat"),  # two mistakes in a short word
        ("krijgde", "krijg je"),
        ("onverzekerd", "onverzekerd"),  # another word, not a mistake
        ("zon", "zon"),  # too short to mend
        ("1234 zoon", "1234 zoon"),
        ("", ""),
    ],
)
def test_writes_ordinary_words(speller: Speller, typed: str, ordinary: str) -> None:
    assert speller.correct(typed) == ordinary


def test_without_mending_only_forms_are_replaced() -> None:
    speller = Speller.learn({"mn": "mijn"}, TEXTS, mend=False)
    assert speller.correct("mn zoon verzkerd") == "mijn zoon verzkerd"
    assert speller.known("mijn zoon verzkerd") == pytest.approx(2 / 3)


def test_what_is_ordinary_stays_as_it_is(speller: Speller) -> None:
    for text in TEXTS:
        assert speller.correct(speller.correct(text)) == speller.correct(text)


def test_the_chat_forms_are_written_as_the_classifier_reads_them() -> None:
    forms = read_lexicon(ROOT).forms
    assert len(forms) > 80
    for form, ordinary in forms.items():
        assert form == normalise(form).strip("'"), f"data/lexicon/chat.yml: {form} is never found as it is written"
        assert " " not in form, f"data/lexicon/chat.yml: {form} must be one word"
        again = [forms.get(word, word) for word in ordinary.split()]
        assert again == ordinary.split(), f"data/lexicon/chat.yml: {ordinary} holds a chat form itself"


def test_a_fault_in_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "chat.yml").write_text("forms:\n  mn: [mijn]\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"chat\.yml"):
        read_forms(tmp_path / "chat.yml")
