from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.intake import MAX_CHARACTERS, allowed_payload, clean, safe_text, typed_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("/faq_costs", "/faq_costs"),
        ("/none_of_these", "/none_of_these"),
        ("/restart", "restart"),
        ("/session_start", "session_start"),
        ('/faq_costs{"audience": "student"}', 'faq_costs{"audience": "student"}'),
        ("  //faq_costs", "faq_costs"),
        ("/ /restart", "restart"),
        ("/", ""),
        ("Wat kost\n\nhet?", "Wat kost het?"),
        ("a\x00b\x1bc\u202ed", "abcd"),
        ("e\u0301\u0301", "\u00e9\u0301"),
    ],
)
def test_only_payloads_of_our_buttons_stay_commands(typed: str, kept: str) -> None:
    assert safe_text(typed) == kept


def test_a_flood_is_cut_just_over_the_limit_so_that_it_is_seen_as_too_long() -> None:
    assert len(clean("x" * 10_000)) == MAX_CHARACTERS + 1


@given(st.text())
def test_no_text_becomes_a_hidden_command(text: str) -> None:
    result = safe_text(text)
    assert not result.startswith("/") or result[1:].replace("_", "").isalpha()
    assert len(result) <= MAX_CHARACTERS + 1
    assert not any(unicodedata.category(character) in {"Cc", "Cs"} for character in result)


@given(st.text(st.sampled_from("/ \t\nfaq_costrestart\u200b\u00ad"), max_size=40))
def test_typed_text_is_never_a_command(text: str) -> None:
    assert not typed_text(text).startswith("/")


@pytest.mark.parametrize(
    ("typed", "kept"), [("/faq_costs", "faq_costs"), ("/ /restart", "restart"), ("16/20", "16/20")]
)
def test_typed_text_keeps_all_but_the_slash_in_front(typed: str, kept: str) -> None:
    assert typed_text(typed) == kept


@pytest.mark.parametrize("payload", ["/faq_costs", "/none_of_these", " /faq_costs "])
def test_the_payload_of_a_button_is_allowed(payload: str) -> None:
    assert allowed_payload(payload) == payload.strip()


@pytest.mark.parametrize(
    "payload", ["", "faq_costs", "/restart", "//faq_costs", "/session_start", '/faq_costs{"a": "b"}']
)
def test_another_payload_is_not(payload: str) -> None:
    assert allowed_payload(payload) is None
