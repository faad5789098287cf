"""What people get when the assistant does not know, is not sure, or is asked about itself."""

from __future__ import annotations

import pytest

from tests.e2e.server import Conversation


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("welke autoverzekering is het goedkoopst", "out_of_scope"),
        ("kan je een pizza bestellen", "out_of_scope"),
        ("hoe laat rijdt de schoolbus morgen", "out_of_scope"),
        ("wat is het verschil tussen bbl en bol op het mbo", "nearmiss_netherlands"),
        ("hoe werkt een ausbildung in duitsland", "nearmiss_netherlands"),
        ("ik ben 45 en wil mij omscholen via vdab", "nearmiss_adult"),
        ("kan ik als volwassene een graduaat volgen", "nearmiss_adult"),
        ("welke punten heeft mijn zoon op zijn rapport", "nearmiss_personal_file"),
        ("ik ben mijn wachtwoord van smartschool kwijt", "nearmiss_personal_file"),
    ],
)
def test_a_stranger_is_declined_with_the_contact(chat: Conversation, text: str, reply: str) -> None:
    said = chat.say(text)
    assert chat.reply in {reply, "out_of_scope"}
    assert chat.answers == []
    assert "trajectbegeleider" in said or "school" in said


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Est-ce que mon fils est payé pendant sa formation en entreprise?", "néerlandais"),
        ("Does my son get paid while he works at the company?", "Dutch"),
        ("Oğlum şirkette çalışırken para alıyor mu?", "Felemenkçe"),
        ("هل ابني مؤمن عليه في مكان العمل؟", "الهولندية"),
    ],
)
def test_another_language_is_answered_in_that_language(chat: Conversation, text: str, word: str) -> None:
    assert word.lower() in chat.say(text).lower()
    assert chat.reply == "foreign_language"


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("hallo", "greet"),
        ("goeiemorgen", "greet"),
        ("bedankt voor de hulp", "thank"),
        ("merci", "thank"),
        ("tot ziens", "goodbye"),
        ("daag", "goodbye"),
        ("ben jij een robot?", "bot_challenge"),
        ("praat ik met een echt mens", "bot_challenge"),
        ("wat kan je allemaal?", "capabilities"),
        ("waarmee kan je mij helpen", "capabilities"),
        ("wat doe je met mijn gegevens", "privacy"),
        ("wordt dit gesprek opgeslagen", "privacy"),
    ],
)
def test_the_conversation_itself(chat: Conversation, text: str, reply: str) -> None:
    assert chat.say(text)
    assert chat.reply == reply


@pytest.mark.parametrize("text", ["kan je dat herhalen", "zeg dat nog eens"])
def test_an_answer_is_said_again(chat: Conversation, text: str) -> None:
    said = chat.say("/faq_costs")
    assert chat.say(text) == said


@pytest.mark.parametrize("text", ["ik snap het niet", "leg dat eens eenvoudiger uit"])
def test_an_answer_is_said_in_simpler_words(chat: Conversation, text: str) -> None:
    said = chat.say("/faq_insurance")
    simple = chat.say(text)
    assert chat.answers == ["faq_insurance"]
    assert len(simple) < len(said)


@pytest.mark.parametrize("text", ["waar haal je dat", "wat is je bron"])
def test_the_source_is_named(chat: Conversation, text: str) -> None:
    chat.say("/faq_costs")
    assert "Bron: " in chat.say(text)
    assert chat.reply == "ask_source"


@pytest.mark.parametrize("text", ["opnieuw beginnen", "herstart"])
def test_a_conversation_starts_again(chat: Conversation, text: str) -> None:
    chat.say("ik ben leerling")
    chat.say("/faq_costs")
    assert "je kind" not in " ".join(message["text"] for message in chat.last)
    assert chat.say(text)
    assert chat.reply == "restart"


def test_offered_topics_can_be_chosen_by_number_and_refused(chat: Conversation) -> None:
    chat.say("/faq_costs")
    payload = chat.buttons[1]["payload"]
    chat.say("2")
    assert chat.answers == [payload.lstrip("/")]
    assert chat.say("/none_of_these")
    assert chat.reply == "none_of_these"
    assert chat.answers == []
