"""The words of ``data/lexicon/facts/words.yml``: which kind each one is of, and how words are spelled wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, Extra, ValidationError
from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.content import yaml_file
from bot.content.yaml_file import ContentError

SHORTEST_TYPO = 5
Model = TypeVar("Model", bound=BaseModel)


class _Words(BaseModel):
    classes: dict[str, list[str]]
    spelled: dict[str, str]
    fillers: list[str]
    corrections: list[str]
    breaks: list[str]
    numbers: dict[str, float]
    ordinals: dict[str, int]
    forgiven: list[str]
    not_typos: list[str]

    class Config:
        extra = Extra.forbid


class Lexicon:
    """Looks words up; made once and never changed."""

    def __init__(self, words: _Words, path: Path) -> None:
        self.class_of: dict[str, str] = {}
        self.phrases: dict[str, str] = {}
        self.classes = frozenset(words.classes)
        for name, forms in words.classes.items():
            for form in forms:
                target = self.phrases if " " in form else self.class_of
                if target.setdefault(form, name) != name:
                    both = f"'{form}' stands in {target[form]} and in {name}; keep it in one of them"
                    raise ContentError(path, line_with(path, f"  {name}:"), both)
        self.spelled = words.spelled
        self.fillers = frozenset(words.fillers)
        self.corrections = frozenset(words.corrections)
        self.breaks = frozenset(words.breaks)
        self.numbers = words.numbers
        self.ordinals = words.ordinals
        self._right = frozenset((*words.forgiven, *words.not_typos, *self.class_of, *self.numbers, *self.ordinals))
        self._forgiven: dict[str, list[str]] = {}
        for word in words.forgiven:
            self._forgiven.setdefault(word[0], []).append(word)

    def corrected(self, word: str) -> str:
        """Return the word of ``forgiven`` that ``word`` is one letter away from, else ``word`` itself."""
        if len(word) < SHORTEST_TYPO or word in self._right or word[0] not in self._forgiven:
            return word
        found = extractOne(word, self._forgiven[word[0]], scorer=OSA.distance, score_cutoff=1)
        return found[0] if found else word


def read_words(path: Path) -> Lexicon:
    """Return the lexicon of a words file; raise ``ContentError`` for a fault."""
    return Lexicon(load_fast(path, _Words), path)


def load_fast(path: Path, model: type[Model]) -> Model:
    """Read a content file quickly; only a faulty one is read again by the reader that knows line numbers."""
    try:
        return model.parse_obj(YAML(typ="safe").load(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, YAMLError, ValidationError):
        return yaml_file.load(path, model)


def line_with(path: Path, text: str) -> int:
    """Return the first line of a file that holds ``text``, for a message about a fault; 1 when there is none."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if text in line), 1)
