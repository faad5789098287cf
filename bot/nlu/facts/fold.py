"""Brings a message into the form that patterns read, and remembers where each character came from.

Lower case, no accents, a space between a number and the letters that cling to it ("20u/week" becomes "20 u / week").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_SPELLED = {"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "−": "-", "½": ",5"}
_ORDINAL_END = r"(?:ste|de|e)(?![a-z0-9])"
_SPACE_HERE = re.compile(
    rf"(?<=[0-9])(?=[a-z])(?!{_ORDINAL_END})"  # 20u, but 5de stays whole
    r"|(?<=[a-z])(?=[0-9])|(?<=[a-z]\.)(?=[0-9])"
    r"|(?<=tien)(?=jarig)|(?<=ntig)(?=jarig)|(?<=aalf)(?=jarig)"
    r"|(?<=[0-9])(?=')|(?<=[a-z.])(?=/)|(?<=/)(?=[a-z])"
    r"|(?<=[^\s])(?=[°±~=<>()*€%+?!;…])|(?<=[°±~=<>()*€%+?!;…])(?=[^\s])"
    r"|(?<=[a-z]{2})(?=\.[a-z]{3})|(?<=[a-z]{3}\.)(?=[a-z]{2})|(?<=,)(?=[a-z])|(?<=[a-z],)(?=[0-9])"
)
_JOINING_HYPHEN = re.compile(r"(?<=[a-z0-9])-(?=[a-z])")


@dataclass(frozen=True)
class Folded:
    """The folded ``text``; ``origin[i]`` is the place of its character ``i`` in the message."""

    text: str
    origin: Sequence[int]


def fold(text: str) -> Folded:
    """Return the folded form of a message."""
    folded, origin = _without_accents(text)
    folded = _JOINING_HYPHEN.sub(" ", folded)
    places = [found.start() for found in _SPACE_HERE.finditer(folded)]
    if not places:
        return Folded(folded, origin)
    pieces: list[str] = []
    moved: list[int] = []
    last = 0
    for place in places:
        pieces.append(folded[last:place])
        moved.extend(origin[last:place])
        moved.append(origin[place])
        last = place
    pieces.append(folded[last:])
    moved.extend(origin[last:])
    return Folded(" ".join(pieces), moved)


def _without_accents(text: str) -> tuple[str, Sequence[int]]:
    if text.isascii():
        return text.lower().replace("`", "'"), range(len(text))
    characters: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(text):
        plain = _plain(character)
        characters.append(plain)
        origin.extend([place] * len(plain))
    return "".join(characters), origin


@lru_cache(maxsize=2048)
def _plain(character: str) -> str:
    return _SPELLED.get(character) or "".join(
        part for part in unicodedata.normalize("NFKD", character.lower()) if not unicodedata.combining(part)
    )
