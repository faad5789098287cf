"""Measures the intent model: cross-validation on the training data, and an unseen set through the gate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from ruamel.yaml import YAML
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold

from bot.nlu.gate import Outcome, Thresholds, decide
from bot.nlu.labels import STRANGERS
from bot.nlu.lexicon import Lexicon
from bot.nlu.ngram_model import NgramModel, Parameters, Prediction


@dataclass(frozen=True)
class Example:
    """A question with the intent it should get."""

    text: str
    intent: str


@dataclass(frozen=True)
class CrossValidation:
    """Outcome of a cross-validation: accuracy, macro-F1, the commonest confusions (right, given, count)."""

    accuracy: float
    macro_f1: float
    confusions: tuple[tuple[str, str, int], ...]
    per_intent: Mapping[str, float]
    predictions: tuple[Prediction, ...]


@dataclass(frozen=True)
class GateReport:
    """Counts of what people get: questions in scope by outcome, and strangers."""

    right: int = 0
    choice_with_right: int = 0
    choice_without: int = 0
    wrong: int = 0
    declined: int = 0
    strangers: int = 0
    strangers_declined: int = 0
    strangers_answered: int = 0

    @property
    def in_scope(self) -> int:
        """Number of questions in scope."""
        return self.right + self.choice_with_right + self.choice_without + self.wrong + self.declined

    def share(self, count: int) -> float:
        """Return ``count`` as a share of the questions in scope."""
        return count / self.in_scope if self.in_scope else 0.0


def read_training_data(folder: Path) -> list[Example]:
    """Return the examples of all training files in ``folder``."""
    examples = []
    for path in sorted(folder.glob("*.yml")):
        for block in YAML(typ="safe").load(path.read_text(encoding="utf-8"))["nlu"]:
            lines = [line.strip() for line in block["examples"].splitlines()]
            examples += [Example(line[2:].strip(), block["intent"]) for line in lines if line.startswith("- ")]
    return examples


def read_questions(path: Path) -> list[Example]:
    """Return the questions of a file with the columns intent and question, or of all such files in a folder."""
    examples = []
    for file in sorted(path.glob("*.tsv")) if path.is_dir() else [path]:
        head, *lines = file.read_text(encoding="utf-8").splitlines()
        if head.split("\t") == ["intent", "question"]:
            examples += [Example(text, intent) for intent, _, text in (line.partition("\t") for line in lines) if text]
    return examples


def cross_validate(
    examples: Sequence[Example], parameters: Parameters, lexicon: Lexicon, folds: int = 5, shuffle_labels: bool = False
) -> CrossValidation:
    """Cross-validate; with ``shuffle_labels`` the intents are mixed at random, so that the result must collapse."""
    texts = np.array([example.text for example in examples], dtype=object)
    labels = np.array([example.intent for example in examples], dtype=object)
    if shuffle_labels:
        labels = np.random.default_rng(parameters.seed).permutation(labels)
    predictions: list[Prediction | None] = [None] * len(labels)
    for train, test in StratifiedKFold(folds, shuffle=True, random_state=parameters.seed).split(texts, labels):
        model = NgramModel(parameters, lexicon).fit(list(texts[train]), list(labels[train]))
        for index, prediction in zip(test, model.predict_many(list(texts[test])), strict=True):
            predictions[index] = prediction
    found = [prediction for prediction in predictions if prediction is not None]
    given = np.array([prediction.ranking[0][0] for prediction in found], dtype=object)
    right = given == labels
    confusions = Counter((str(label), str(name)) for label, name in zip(labels, given, strict=True) if label != name)
    return CrossValidation(
        accuracy=float(right.mean()),
        macro_f1=float(f1_score(labels.astype(str), given.astype(str), average="macro")),
        confusions=tuple((label, name, count) for (label, name), count in confusions.most_common(20)),
        per_intent={str(label): float(right[labels == label].mean()) for label in sorted(set(labels))},
        predictions=tuple(found),
    )


def through_gate(examples: Sequence[Example], predictions: Sequence[Prediction], thresholds: Thresholds) -> GateReport:
    """Return what the people who ask ``examples`` get with these thresholds."""
    counts: Counter[str] = Counter()
    for example, prediction in zip(examples, predictions, strict=True):
        decision = decide(prediction.ranking, prediction.stranger, thresholds)
        if example.intent in STRANGERS:
            counts["strangers"] += 1
            counts["strangers_declined"] += decision.outcome is Outcome.DECLINE
            counts["strangers_answered"] += decision.outcome is Outcome.ANSWER
        elif decision.outcome is Outcome.ANSWER:
            counts["right" if decision.intent == example.intent else "wrong"] += 1
        elif decision.outcome is Outcome.CHOICE:
            counts["choice_with_right" if example.intent in decision.candidates else "choice_without"] += 1
        else:
            counts["declined"] += 1
    return GateReport(**counts)
