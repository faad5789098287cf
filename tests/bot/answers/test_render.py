from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.answers.model import Audience
from bot.answers.render import Renderer, month
from bot.answers.store import read_library

TODAY = date(2026, 11, 24)


def renderer(
    content: Path, audience: Audience = Audience.PARENT, channel: str = "website", today: date = TODAY
) -> Renderer:
    library = read_library([content / "answers"], content / "replies")
    return Renderer(library, audience, channel, today, {"school_year": "2026-2027"})


def test_an_answer_ends_with_its_sources_and_month(content: Path) -> None:
    message = renderer(content).answer("faq_one")
    assert message.text == (
        "Nu voor je kind in 2026-2027, vraag het de school.\n\n"
        "Bron: Nieuwe bron (https://example.org/bron); Tweede bron. Nagekeken in november 2026."
    )
    assert message.data["answers"][0]["checked_on"] == "2026-11-24"


def test_each_audience_and_channel_has_its_text(content: Path) -> None:
    assert renderer(content, Audience.STUDENT).answer("faq_one").text.startswith("Nu voor jou")
    assert renderer(content, channel="whatsapp").answer("faq_one").text.startswith("Kort bericht, ouder.")


@pytest.mark.parametrize(
    ("today", "start", "expired"),
    [
        (date(2026, 8, 31), "Vroeger", False),
        (date(2026, 9, 1), "Nu", False),
        (date(2027, 8, 31), "Nu", False),
        (date(2027, 9, 1), "Nu", True),
        (date(2025, 8, 31), "Vroeger", True),
    ],
)
def test_the_version_of_the_day_is_given_and_an_expired_one_says_so(
    content: Path, today: date, start: str, expired: bool
) -> None:
    text = renderer(content, today=today).answer("faq_one").text
    assert text.startswith(start)
    assert text.endswith("Verlopen.") is expired


def test_buttons_lead_to_the_followups(content: Path) -> None:
    buttons = renderer(content).answer("faq_one").buttons
    assert [button.payload for button in buttons] == ["/faq_two", "/faq_three"]
    assert all(len(button.short) <= 20 for button in buttons)


def test_two_answers_in_one_message_offer_neither_of_the_two_again(content: Path) -> None:
    message = renderer(content).answers(["faq_one", "faq_two"])
    assert "Vraag over faq_one?" in message.text
    assert "Vraag over faq_two?" in message.text
    assert [button.payload for button in message.buttons] == ["/faq_three"]
    assert [entry["id"] for entry in message.data["answers"]] == ["faq_one", "faq_two"]


def test_where_an_answer_comes_from(content: Path) -> None:
    text = renderer(content).provenance("faq_one").text
    assert text.startswith("Waarschijnlijk juist.")
    assert "Nieuwe bron" in text


@pytest.mark.parametrize("today", [TODAY, date(2027, 9, 1)])
def test_the_data_hold_the_closing_line_as_it_stands_in_the_text(content: Path, today: date) -> None:
    one = renderer(content, today=today)
    for message in (
        one.answer("faq_one"),
        one.answer("faq_one", simple=True),
        one.answers(["faq_one", "faq_two"]),
        one.provenance("faq_one"),
    ):
        line = message.data["source_line"]
        assert line.startswith("Bron: ")
        assert message.text.endswith("\n\n" + line)
    assert "source_line" not in one.reply("greet").data


def test_months_are_dutch() -> None:
    assert month(date(2026, 3, 1)) == "maart 2026"
