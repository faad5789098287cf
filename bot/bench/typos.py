"""Writes messages as hurried people type them: swapped, missing, doubled and neighbouring letters, missing spaces."""

from __future__ import annotations

import random
from collections.abc import Sequence

# letters beside each other on the Belgian (AZERTY) keyboard
_ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn")
_NEIGHBOURS = {
    letter: row[max(0, place - 1) : place] + row[place + 1 : place + 2]
    for row in _ROWS
    for place, letter in enumerate(row)
}
_SHORTER = {"niet": "ni", "het": "t", "dat": "da", "wat": "wa", "mijn": "mn", "ik": "k", "een": "n", "even": "ff"}
MIN_WORD = 4


def mistype(text: str, rate: float, generator: random.Random) -> str:
    """Return ``text`` with about ``rate`` (0 to 1) of its longer words mistyped and some short ones abbreviated."""
    words = []
    for word in text.split(" "):
        if word.lower() in _SHORTER and generator.random() < rate:
            word = _SHORTER[word.lower()]
        elif len(word) >= MIN_WORD and generator.random() < rate:
            word = _mistype_word(word, generator)
        words.append(word)
    if len(words) > 2 and generator.random() < rate / 2:
        place = generator.randrange(len(words) - 1)
        words[place : place + 2] = [words[place] + words[place + 1]]
    return " ".join(words)


def _mistype_word(word: str, generator: random.Random) -> str:
    place = generator.randrange(1, len(word) - 1)
    kind = generator.randrange(4)
    if kind == 0:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if kind == 1:
        return word[:place] + word[place + 1 :]
    if kind == 2:
        return word[:place] + word[place] + word[place:]
    near = _NEIGHBOURS.get(word[place].lower(), word[place])
    return word[:place] + generator.choice(near) + word[place + 1 :]


def mistype_all(texts: Sequence[str], rate: float, seed: int) -> list[str]:
    """Return each text mistyped; the same ``seed`` gives the same mistakes."""
    generator = random.Random(seed)
    return [mistype(text, rate, generator) for text in texts]
