from __future__ import annotations

import pytest

from bot.dialogue.processor import chosen_payload

BUTTONS = [
    {"title": "Wat kost duaal leren?", "payload": "/faq_costs"},
    {"title": "Is mijn kind verzekerd?", "payload": "/faq_insurance"},
    {"title": "Geen van deze", "payload": "/none_of_these"},
]


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("1", "/faq_costs"),
        (" 2. ", "/faq_insurance"),
        ("optie 3", "/none_of_these"),
        ("de eerste", "/faq_costs"),
        ("De tweede vraag!", "/faq_insurance"),
        ("laatste", "/none_of_these"),
        ("geen van deze", "/none_of_these"),
        ("is mijn kind verzekerd", "/faq_insurance"),
        ("4", None),
        ("0", None),
        ("vierde", None),
        ("2 dagen per week", None),
        ("eerste graad", None),
        ("", None),
    ],
)
def test_a_typed_number_rank_or_title_counts_as_the_button(text: str, payload: str | None) -> None:
    assert chosen_payload(text, BUTTONS) == payload


def test_without_buttons_a_number_is_just_a_number() -> None:
    assert chosen_payload("1", []) is None
