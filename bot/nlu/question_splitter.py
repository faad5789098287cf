"""Finds two questions in one message: "is hij verzekerd en wie betaalt de bus?"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.nlu.labels import is_faq
from bot.nlu.ngram_model import Prediction
from bot.nlu.text import words

# where one question may end and the next begin: the end of a sentence, a comma, a word that joins
_JOINT = re.compile(
    r"[.?!;\n]+\s*(?:(?:en|of|maar)\b)?|,\s*(?:(?:en|of|maar)\b)?|\b(?:en|of)\b(?:\s+ook\b)?", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.?!;,\n]+\s*")
# a question starts with an asking word or with its verb, perhaps after "en dan" or a preposition
_STARTS = re.compile(
    r"""\W* (?: (?:en|of|maar|ook|dan|dus) \s+ )*
    (?: (?:bij|aan|in|op|met|van|vanaf|tot|voor|na|door|naar|om|over|onder|uit) \s+ )?
    (?: wie|wiens|wat|wa|waar\w*|wanneer|wnr|hoe\w*|hvl|welke?|waarom|wrm|tot
      | is|zijn|ben|heeft|heb|hebben|hebt|hebde|wordt|worden|zou|zal|zullen
      | kan|kunnen|kunt|kunde|mag|mogen|moogt|magde|moet|moeten|moete|moek|hoeft
      | krijgt?|krijgen|krijgde|verdient?|verdienen|betaalt|betalen|verlies|verliest|verliezen
      | bestaa[tn]|blijf|blijft|blijven|komt|komen|gaat|gaan|doet|doen|zit|staat|duurt|loopt|vervalt|verandert
      | vindt?|vinden|zoekt|houdt|houden|telt|geldt|werkt|biedt|bieden ) \b""",
    re.IGNORECASE | re.VERBOSE,
)
MIN_WORDS = 2
# "moeten wij dat betalen?": a short question with such a word asks on about the first one
_POINTING = frozenset({"dat", "da", "die", "dit"})
SHORT = 4
# "wat moet ik doen?", "hoe gaat dat dan?": words that name no subject of their own, so they ask on as well
_NO_SUBJECT = frozenset(
    [
        "wat",
        "wa",
        "hoe",
        "wie",
        "moet",
        "moeten",
        "moete",
        "kan",
        "kunnen",
        "mag",
        "mogen",
        "gaat",
        "gaan",
        "is",
        "gebeurt",
        "gebeuren",
        "ik",
        "je",
        "jij",
        "hij",
        "ze",
        "zij",
        "we",
        "wij",
        "er",
        "het",
        "doen",
        "nu",
        "dan",
        "daar",
        "daarmee",
        "verder",
        "eerst",
        "best",
    ]
)
# a story with more joints than this is read as a whole, which also bounds the cost of a long message
MAX_JOINTS = 6

Predict = Callable[[Sequence[str]], Sequence[Prediction]]


@dataclass(frozen=True)
class Double:
    """The topics of the two questions in the order of the message, with what the model makes of the first part."""

    first: str
    second: str
    reading: Prediction


def cuts(text: str) -> list[tuple[str, str]]:
    """Return the ways to cut ``text`` in two questions at a joint."""
    joints = list(_JOINT.finditer(text))
    if len(joints) > MAX_JOINTS:
        return []
    pairs = [(text[: joint.start()].strip(), text[joint.end() :].strip()) for joint in joints]
    return [(left, right) for left, right in pairs if _asks_somewhere(left) and _asks_anew(right)]


def find_double(text: str, predict: Predict, sure: float) -> Double | None:
    """Return the topics of two questions in ``text``, or ``None`` when it holds one.

    Each part must be about another topic with a probability of at least ``sure``.
    """
    pairs = cuts(text)
    if not pairs:
        return None
    readings = predict([part for pair in pairs for part in pair])
    best, best_value = None, 0.0
    for left, right in zip(readings[::2], readings[1::2], strict=True):
        (first, p), (second, q) = left.ranking[0], right.ranking[0]
        value = min(p, q)
        if first != second and is_faq(first) and is_faq(second) and value >= sure and value > best_value:
            best, best_value = Double(first, second, left), value
    return best


def _asks_somewhere(part: str) -> bool:
    sentences = _SENTENCE_END.split(part)
    return any(len(words(sentence)) >= MIN_WORDS and _STARTS.match(sentence) for sentence in sentences)


def _asks_anew(part: str) -> bool:
    tokens = [token.lower() for token in words(part)]
    asks_on = len(tokens) <= SHORT and not _POINTING.isdisjoint(tokens)
    asks_on = asks_on or _NO_SUBJECT.issuperset(tokens)
    return len(tokens) >= MIN_WORDS and not asks_on and _STARTS.match(part) is not None
