"""The form of a message that the classifier reads: lower case, no accents, chat spelling made ordinary."""

from __future__ import annotations

import re
import unicodedata

_REPEATED = re.compile(r"(.)\1{2,}")
_WORD = re.compile(r"\w+")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'"})


def normalise(text: str) -> str:
    """Return ``text`` in lower case, without accents, with stretched letters ("hallooo") shortened to one."""
    text = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).lower())
    text = "".join(character for character in text if not unicodedata.combining(character))
    return " ".join(_REPEATED.sub(r"\1", text).split())


def words(text: str) -> list[str]:
    """Return the words of a normalised text."""
    return _WORD.findall(text)


def has_words(text: str) -> bool:
    """Tell whether ``text`` holds at least one letter or digit."""
    return any(character.isalnum() for character in text)
