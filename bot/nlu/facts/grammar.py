"""Patterns of a small language, compiled for spaCy's Matcher.

A pattern is a row of parts with spaces between: ``# HOUR per WEEK``.

=============  ==========================================================================================
``per``        that word
``HOUR``       a word of that class (``words.yml``)
``per|HOUR``   one of these
``#`` ``#!``   a number; a number without a unit behind it
``#(HOUR)``    a number with that unit behind it or none, but no other
``#e``         an ordinal ("vijfde", "5de")
``@date`` ``@place`` ``@time`` ``@weekdays``  a date, a place, a time such as "7u30", weekdays in a row
``~3``         up to three words, no numbers, dates, places or punctuation
``per?``       may be left out
``[ … ]``      only what stands between the brackets counts as the match
=============  ==========================================================================================
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.matcher import Matcher
from spacy.vocab import Vocab

from bot.content.yaml_file import ContentError
from bot.nlu.facts.lexicon import line_with
from bot.nlu.facts.reading import PLAIN, Kind, Reading

Token = dict[str, str]
Choice = tuple[Token, ...]  # what may stand for one part of a pattern
Feature = tuple[str, str]
_VALUES: dict[str, Token] = {
    "#": {"TAG": Kind.NUMBER.value},
    "#!": {"TAG": Kind.NUMBER.value, "LEMMA": PLAIN},
    "#e": {"TAG": Kind.ORDINAL.value},
    "@date": {"TAG": Kind.DATE.value},
    "@place": {"TAG": Kind.PLACE.value},
    "@time": {"TAG": Kind.TIME.value},
    "@weekdays": {"TAG": Kind.WEEKDAYS.value},
}
_GAP: Token = {"TAG": Kind.WORD.value, "OP": "?"}
_WITH_UNIT = re.compile(r"#\((\w+)\)$")


class PatternError(ValueError):
    """A pattern cannot be read; the message says which part and why."""


@dataclass(frozen=True)
class Pattern:
    """One compiled form of a pattern: spaCy's tokens, how many of them count, and the context outside the brackets."""

    tokens: tuple[Token, ...]
    weight: int
    before: int = 0
    after: int = 0

    def needs(self) -> frozenset[Feature]:
        """Return the words, classes and kinds of value that a message must hold for this form to match."""
        return frozenset(pair for token in self.tokens if "OP" not in token for pair in token.items())


@dataclass(frozen=True)
class Found:
    """A match: the index of its rule, the items from ``start`` up to ``end``, and its weight."""

    rule: int
    start: int
    end: int
    weight: int


def compile_pattern(text: str, classes: frozenset[str]) -> list[Pattern]:
    """Return the forms of a pattern, one for each choice of its alternatives; raise ``PatternError``."""
    parts: list[list[Choice]] = []
    opened = closed = None
    for part in text.split():
        if part == "[":
            opened = len(parts)
        elif part == "]":
            closed = len(parts)
        elif part.startswith("~"):
            if not part[1:].isdigit():
                raise PatternError(f"'{part}' in '{text}': write ~ and a number, such as ~3")
            parts.extend([[(_GAP,)]] * int(part[1:]))
        else:
            parts.append(_choices(part, text, classes))
    before, after = opened or 0, len(parts) - (len(parts) if closed is None else closed)
    for choices in parts[:before] + parts[len(parts) - after :]:
        if any(len(choice) != 1 or choice == (_GAP,) for choice in choices):
            raise PatternError(f"'{text}': only single words outside the brackets, because they are counted")
    forms = []
    for chosen in itertools.product(*parts):
        tokens = tuple(itertools.chain.from_iterable(chosen))
        weight = sum("OP" not in token for token in tokens)
        if weight:
            forms.append(Pattern(tokens, weight, before, after))
    if not forms:
        raise PatternError(f"'{text}': give at least one word or value")
    return forms


def _choices(part: str, text: str, classes: frozenset[str]) -> list[Choice]:
    optional = part.endswith("?") and len(part) > 1
    choices: list[Choice] = []
    for name in (part[:-1] if optional else part).split("|"):
        unit = _WITH_UNIT.match(name)
        if name in _VALUES:
            choices.append((_VALUES[name],))
        elif unit:
            choices += [(_VALUES["#!"],), (_VALUES["#"], _class(unit.group(1), text, classes))]
        elif name.isupper():
            choices.append((_class(name, text, classes),))
        elif name:
            choices.append(({"ORTH": name},))
        else:
            raise PatternError(f"'{part}' in '{text}': an alternative is empty")
    return [*choices, ()] if optional else choices


def _class(name: str, text: str, classes: frozenset[str]) -> Token:
    if name not in classes:
        raise PatternError(f"'{name}' in '{text}' is not a class of words.yml")
    return {"LEMMA": name}


class Grammar:
    """Finds the patterns of numbered rules in a message.

    Only a pattern of which the message holds every word and kind of value is tried: what a message costs depends on
    what it says, not on how many rules there are.
    """

    def __init__(self, vocab: Vocab, compiled: Sequence[tuple[int, Pattern]]) -> None:
        self._vocab = vocab
        self._meaning: dict[int, tuple[int, Pattern]] = {}
        self._matchers: dict[Feature, dict[frozenset[Feature], Matcher]] = {}
        usage = Counter(feature for _, form in compiled for feature in form.needs())
        for number, (rule, form) in enumerate(compiled):
            needs = form.needs()
            rarest = min(needs, key=lambda feature: (feature[0] == "TAG", usage[feature], feature))
            matcher = self._matchers.setdefault(rarest, {}).setdefault(needs, Matcher(vocab, validate=False))
            name = f"pattern {number} of rule {rule}"
            matcher.add(name, [list(form.tokens)])
            self._meaning[vocab.strings[name]] = rule, form

    def find(self, reading: Reading) -> list[Found]:
        """Return every match, in no order."""
        present: set[Feature] = set()
        for item in reading.items:
            present |= {("ORTH", item.text), ("LEMMA", item.word_class), ("TAG", item.kind.value)}
        matchers = [
            matcher
            for feature in present & self._matchers.keys()
            for needs, matcher in self._matchers[feature].items()
            if needs <= present
        ]
        if not matchers:
            return []
        doc = reading.doc(self._vocab)
        found = []
        for matcher in matchers:
            for key, start, end in matcher(doc):
                rule, form = self._meaning[key]
                found.append(Found(rule, start + form.before, end - form.after, form.weight))
        return found


def build(vocab: Vocab, rules: Sequence[tuple[Path, Iterable[str]]], classes: frozenset[str]) -> Grammar:
    """Return the grammar of the patterns of each rule; a faulty one is a ``ContentError`` with its file and line."""
    compiled = []
    for number, (path, patterns) in enumerate(rules):
        for text in patterns:
            try:
                compiled += [(number, form) for form in compile_pattern(text, classes)]
            except PatternError as error:
                raise ContentError(path, line_with(path, text), str(error)) from None
    return Grammar(vocab, compiled)
