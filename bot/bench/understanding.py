"""Compares ways to find the intent of a message, on our own data and on a public one: ``python -m bot compare``."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.model_selection import StratifiedKFold

from bot.bench.alternatives import SEED, Alternative, Scorer, all_of
from bot.bench.diet import DietResult
from bot.bench.typos import mistype_all
from bot.nlu.evaluation import Example, read_questions, read_training_data
from bot.nlu.labels import STRANGERS
from bot.nlu.lexicon import Lexicon, read_lexicon

FOLDS = 3
TYPO_RATE = 0.25
FEW = 30
DRAWS = 3
OFFERED = 3
SETS = ("validation", "test")

Say = Callable[[str], None]


@dataclass(frozen=True)
class Row:
    """What was measured of one alternative: shares right by name of the measurement, seconds, milliseconds."""

    name: str
    right: dict[str, float]
    train_seconds: float
    milliseconds: float


def compare(root: Path, massive: Path | None, say: Say, only: str = "") -> list[Row]:
    """Measure all alternatives whose name holds ``only``; ``massive`` is the folder of the public data set."""
    examples = read_training_data(root / "data" / "nlu")
    unseen = in_scope(root)
    rows = []
    for alternative in all_of(read_lexicon(root)):
        if only in alternative.name:
            rows.append(_measure(alternative, examples, unseen))
            if massive is not None and alternative.benchmark:
                public = next(entry for entry in all_of(Lexicon()) if entry.name == alternative.name)
                rows[-1].right.update(_public(public, massive))
            say(f"{alternative.name}: {rows[-1].right}")
    return rows


def in_scope(root: Path) -> dict[str, list[Example]]:
    """Return the questions on our subject of each unseen set: only those have an answer to be found."""
    return {
        name: [q for q in read_questions(root / "tests" / "unseen" / f"{name}.tsv") if q.intent not in STRANGERS]
        for name in SETS
    }


def table(rows: Sequence[Row], diet: DietResult | None, epochs: int) -> str:
    """Return the measurements as a Markdown table."""
    columns = {
        "cv": "cross-validation",
        "validation": "validation",
        "first three": "validation, first three",
        "mistyped": "validation, mistyped",
        "test": "test",
        "massive 30": "MASSIVE, 30 an intent",
        "massive": "MASSIVE, all",
    }
    heads = ["", *columns.values(), "training, s", "a message, ms"]
    lines = [f"| {' | '.join(heads)} |", "| --- |" + " ---: |" * (len(heads) - 1)]
    for row in rows:
        shares = [f"{row.right[key]:.1%}" if key in row.right else "" for key in columns]
        lines.append(f"| {row.name} | {' | '.join(shares)} | {row.train_seconds:.1f} | {row.milliseconds:.2f} |")
    if diet is not None:
        shares = [f"{diet.accuracy[key]:.1%}" if key in diet.accuracy else "" for key in columns]
        lines.append(f"| DIET, through Rasa, {epochs} epochs | {' | '.join(shares)} | {diet.train_seconds:.0f} | |")
    return "\n".join(lines)


def _measure(alternative: Alternative, examples: Sequence[Example], unseen: dict[str, list[Example]]) -> Row:
    texts = np.array([example.text for example in examples], dtype=object)
    labels = np.array([example.intent for example in examples], dtype=object)
    if alternative.shuffled:
        labels = np.random.default_rng(SEED).permutation(labels)
    shares = {}
    if not alternative.costly:
        right = []
        for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(texts, labels):
            found = alternative.train(list(texts[train]), list(labels[train]))
            right.append(_right(found, list(texts[test]), list(labels[test])))
        shares["cv"] = float(np.mean(right))
    started = time.perf_counter()
    model = alternative.train(list(texts), list(labels))
    seconds = time.perf_counter() - started
    for name, questions in unseen.items():
        shares[name] = _right(model, [q.text for q in questions], [q.intent for q in questions])
    asked = [question.text for question in unseen["validation"]]
    intents = [question.intent for question in unseen["validation"]]
    shares["first three"] = _right(model, asked, intents, OFFERED)
    shares["mistyped"] = _right(model, mistype_all(asked, TYPO_RATE, SEED), intents)
    started = time.perf_counter()
    for text in asked:
        model.scores([text])
    return Row(alternative.name, shares, seconds, (time.perf_counter() - started) / len(asked) * 1000)


def _right(model: Scorer, texts: Sequence[str], labels: Sequence[str], first: int = 1) -> float:
    order = np.argsort(-model.scores(texts), axis=1)[:, :first]
    return float(
        np.mean([label in {model.labels[place] for place in row} for label, row in zip(labels, order, strict=True)])
    )


def _public(alternative: Alternative, folder: Path) -> dict[str, float]:
    train, test = _read_massive(folder / "train.tsv"), _read_massive(folder / "test.tsv")
    asked, intents = [example.text for example in test], [example.intent for example in test]

    def share(examples: Sequence[Example]) -> float:
        model = alternative.train([example.text for example in examples], [example.intent for example in examples])
        return _right(model, asked, intents)

    found = {"massive 30": float(np.mean([share(_few(train, draw)) for draw in range(SEED, SEED + DRAWS)]))}
    if not alternative.costly:
        found["massive"] = share(train)
    return found


def _few(examples: Sequence[Example], seed: int) -> list[Example]:
    by_intent: dict[str, dict[str, Example]] = {}
    for example in examples:
        by_intent.setdefault(example.intent, {})[example.text] = example
    generator = random.Random(seed)
    chosen = []
    for intent in sorted(by_intent):
        distinct = list(by_intent[intent].values())
        generator.shuffle(distinct)
        chosen += distinct[:FEW]
    return chosen


def _read_massive(path: Path) -> list[Example]:
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    intent, text = (head.split("\t").index(name) for name in ("intent", "utt"))
    return [Example(cells[text], cells[intent]) for cells in (line.split("\t") for line in lines)]
