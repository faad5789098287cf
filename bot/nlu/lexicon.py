"""What the intent model knows of the language beforehand, from ``data/lexicon``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.nlu.concepts import read_concepts
from bot.nlu.spelling import read_forms

CONCEPTS = "data/lexicon/concepts.yml"
FORMS = "data/lexicon/chat.yml"


@dataclass(frozen=True)
class Lexicon:
    """Concepts with the words for them, and chat forms with what they stand for."""

    concepts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    forms: Mapping[str, str] = field(default_factory=dict)


def read_lexicon(root: Path, concepts: str | None = CONCEPTS, forms: str | None = FORMS) -> Lexicon:
    """Return the lexicon in the files of the project ``root``; ``None`` leaves a part out. Raises ``ContentError``."""
    return Lexicon(read_concepts(root / concepts) if concepts else {}, read_forms(root / forms) if forms else {})
