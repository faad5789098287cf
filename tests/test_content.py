"""Content checks: every intent is answered for everyone, understood from enough examples, and routed."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cache
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.answers.model import Audience, Certainty
from bot.answers.render import Renderer
from bot.answers.store import Library, read_library
from bot.answers.values import computed_values
from bot.nlu import labels
from bot.nlu.evaluation import read_questions, read_training_data
from bot.nlu.text import normalise, words
from bot.personal.facts import FACTS
from tests.conftest import ROOT

TODAY = date.today()
MAX_SENTENCE = 24
# decided by the language check, the gate, the router or the channel, so never learned
NO_EXAMPLES = {
    "unsure",
    "foreign_language",
    "none_of_these",
    "empty_message",
    "long_message",
    "personal",
    "personal_question",
    "more",
    "noted",
    "crisis_again",
}
DUTCH_MONTH = r"(januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december) 20\d\d"


@cache
def library() -> Library:
    return read_library([ROOT / "data" / "answers"], ROOT / "data" / "replies")


@cache
def domain() -> dict[str, Any]:
    loaded: dict[str, Any] = YAML(typ="safe").load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    return loaded


FAQ = [name for name in domain()["intents"] if name.startswith("faq_")]


def renderer(audience: Audience) -> Renderer:
    return Renderer(library(), audience, "website", TODAY, computed_values(TODAY))


def test_every_faq_intent_has_an_answer_and_every_answer_an_intent() -> None:
    assert set(FAQ) == set(library().answers)


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("intent", FAQ)
def test_an_answer_is_complete(intent: str, audience: Audience) -> None:
    message = renderer(audience).answer(intent)
    body, _, source = message.text.rpartition("\n\n")
    assert source.startswith("Bron: ")
    assert re.search(DUTCH_MONTH, source)
    assert 2 <= len(message.buttons) <= 3
    assert "{" not in message.text
    assert body


@pytest.mark.parametrize("intent", FAQ)
def test_an_answer_speaks_to_its_reader(intent: str) -> None:
    version = library().answers[intent].version(TODAY)
    for texts in (version.text, version.simple):
        assert not re.search(r"\b(je|mijn) kind\b", texts.student.lower()), "a student has no child here"
        for text in (texts.parent, texts.student):
            assert not re.search(r"\bu\b|\buw\b", text.lower()), "we say je, not u"


@pytest.mark.parametrize("intent", FAQ)
def test_sentences_are_short(intent: str) -> None:
    version = library().answers[intent].version(TODAY)
    for text in (version.text.parent, version.text.student, version.simple.parent, version.simple.student):
        for sentence in re.split(r"(?<=[.!?])\s+|\n", text):
            assert len(sentence.split()) <= MAX_SENTENCE, sentence


@pytest.mark.parametrize("intent", FAQ)
def test_an_answer_holds_today_and_is_not_older_than_its_check(intent: str) -> None:
    answer = library().answers[intent]
    assert not answer.expired(TODAY), f"{intent}: no version holds on {TODAY}; check the facts and add one"
    assert answer.version(TODAY).checked_on <= max(TODAY, date(2026, 11, 24))


@pytest.mark.parametrize("intent", FAQ)
def test_doubt_is_in_the_words(intent: str) -> None:
    version = library().answers[intent].version(TODAY)
    if version.certainty is Certainty.CERTAIN:
        return
    doubt = re.compile(
        r"niet (officieel |algemeen |overal )?bevestig|konden we|bevestigd|voor zover wij weten|in één bron|één bron"
        r"|vraag dat na|vraag het na|vraag het|hangt af|geen officiële|verschil|kan ik geen|vraag dat",
        re.IGNORECASE,
    )
    for text in (version.text.parent, version.text.student):
        assert doubt.search(text), text


def test_every_routed_intent_is_in_a_rule() -> None:
    rules = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "data" / "rules").glob("*.yml"))
    routed = set(re.findall(r"intent: (\w+)", rules))
    assert routed >= set(domain()["intents"])


def test_labels_in_code_are_in_the_domain() -> None:
    names = {value for key, value in vars(labels).items() if key.isupper() and isinstance(value, str)}
    names = (names - {labels.FAQ_PREFIX}) | set(labels.STRANGERS)
    assert names <= set(domain()["intents"])


def test_facts_are_entities_of_the_domain() -> None:
    assert {*FACTS, "number", "date", "audience", "topic"} <= set(domain()["entities"])


def test_there_are_enough_examples() -> None:
    counts = Counter(example.intent for example in read_training_data(ROOT / "data" / "nlu"))
    assert set(counts) == set(domain()["intents"]) - NO_EXAMPLES
    few = {intent: counts[intent] for intent in FAQ if counts[intent] < 80}
    assert few == {}
    assert sum(counts[intent] for intent in labels.STRANGERS) >= 600


def key(text: str) -> tuple[str, ...]:
    return tuple(words(normalise(text)))


def test_no_unseen_question_stands_in_the_training_data() -> None:
    trained = {key(example.text) for example in read_training_data(ROOT / "data" / "nlu")}
    leaked = [
        example.text
        for example in read_questions(ROOT / "tests" / "unseen")
        if len(key(example.text)) > 3 and key(example.text) in trained
    ]
    assert leaked == []


def test_no_example_stands_under_two_intents() -> None:
    found: dict[tuple[str, ...], str] = {}
    for example in read_training_data(ROOT / "data" / "nlu"):
        other = found.setdefault(key(example.text), example.intent)
        assert other == example.intent, example.text
