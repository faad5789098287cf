"""Tells messages in another language than Dutch, offline (lingua)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lingua import IsoCode639_1, Language, LanguageDetector, LanguageDetectorBuilder

from bot.nlu.text import normalise, words

DUTCH = "nl"


@dataclass(frozen=True)
class LanguageRules:
    """``sure``: least probability of the other language; ``known``: a message with more known Dutch words is Dutch."""

    sure: float = 0.8
    known: float = 0.5
    sure_short: float = 0.95
    short_words: int = 3


def build_detector(codes: list[str]) -> LanguageDetector:
    """Return a detector for Dutch and the languages with the given ISO 639-1 codes."""
    chosen = [Language.from_iso_code_639_1(getattr(IsoCode639_1, code.upper())) for code in {DUTCH, *codes}]
    # The accurate mode takes ten times the memory and is less sure of itself on messages of a few words.
    return LanguageDetectorBuilder.from_languages(*chosen).with_low_accuracy_mode().build()


def foreign_language(
    text: str, detector: LanguageDetector, is_known: Callable[[str], bool], rules: LanguageRules
) -> str | None:
    """Return the ISO 639-1 code of the other language ``text`` is in, or ``None`` for Dutch and for too little to tell.

    Words known from the Dutch training data are set aside first, so that "what is duaal leren" is judged on "what".
    """
    tokens = words(normalise(text))
    letters = [character for character in text if character.isalpha()]
    if not letters:
        return None
    latin = sum(character.isascii() or "\u00c0" <= character <= "\u024f" for character in letters)
    if latin < len(letters) / 2:
        return _best(text, detector)[0]
    unknown = [token for token in tokens if not is_known(token)]
    if not unknown or len(unknown) / len(tokens) <= 1 - rules.known:
        return None
    code, probability = _best(text, detector)
    needed = rules.sure if len(tokens) > rules.short_words else rules.sure_short
    return code if code != DUTCH and probability >= needed else None


def _best(text: str, detector: LanguageDetector) -> tuple[str, float]:
    values = detector.compute_language_confidence_values(text)
    if not values:
        return DUTCH, 0.0
    return values[0].language.iso_code_639_1.name.lower(), values[0].value
