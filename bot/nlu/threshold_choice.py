"""Chooses the gate's thresholds on a validation set and draws what they trade: ``python -m bot thresholds``."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from ruamel.yaml import YAML
from scipy.stats import beta

from bot.nlu.evaluation import Example, GateReport, through_gate
from bot.nlu.gate import LIKELIER_THAN_NOT, Thresholds, decide
from bot.nlu.labels import STRANGERS
from bot.nlu.ngram_model import Prediction

COMPONENT = "bot.nlu.answer_gate.AnswerGate"
# an answer after one choice costs the reader a click: a little less than an answer at once
CHOICE_WORTH = 0.8
# validation has more than a quarter of strangers, to measure them well; of those who write to a school it is fewer
STRANGER_WORTH = 0.5
GRID = {
    "answer": [number / 50 for number in range(10, 50)],
    "choice": [number / 20 for number in range(9)],
    "stranger": [0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8],
}
BINS = 10


@dataclass(frozen=True)
class Aims:
    """At most ``wrong`` of the questions answered wrong, at least ``strangers`` of the strangers declined (shares).

    ``certainty`` tells how surely this must hold for questions like those of the validation set: with a few hundred
    of them, the shares among them have to be better than the aims (bounds of Clopper and Pearson).
    """

    wrong: float = 0.02
    strangers: float = 0.95
    certainty: float = 0.9

    def most_wrong(self, questions: int) -> int:
        """Return how many of so many questions may be answered wrong."""
        return _most(questions, self.wrong, self.certainty)

    def most_open(self, strangers: int) -> int:
        """Return how many of so many strangers may get an answer or a choice."""
        return _most(strangers, 1 - self.strangers, self.certainty)


@dataclass(frozen=True)
class Bin:
    """Predictions of about the same confidence: their number, mean confidence and the share that is right."""

    count: int
    confidence: float
    right: float


def choose(examples: Sequence[Example], predictions: Sequence[Prediction], aims: Aims) -> Thresholds:
    """Return the thresholds that help most people while keeping ``aims``; nearest to them when nothing keeps them."""
    outlook = _Outlook(examples, predictions)
    grid = [Thresholds(*values) for values in itertools.product(*GRID.values())]
    return max(grid, key=lambda thresholds: outlook.value(thresholds, aims))


class _Outlook:
    """What would happen to each question when it is answered or offered a choice, to try thresholds fast."""

    def __init__(self, examples: Sequence[Example], predictions: Sequence[Prediction]) -> None:
        answered = [decide(p.ranking, p.stranger, Thresholds(0, 0, 2)) for p in predictions]
        offered = [decide(p.ranking, p.stranger, Thresholds(2, 0, 2)) for p in predictions]
        intents = [example.intent for example in examples]
        self._stranger = np.array([intent in STRANGERS for intent in intents])
        self._strangeness = np.array([p.stranger for p in predictions])
        self._probability = np.array([_first_topic(p) for p in predictions])
        self._right = np.array([d.intent == intent for d, intent in zip(answered, intents, strict=True)])
        self._offerable = np.array([bool(d.candidates) for d in offered])
        self._among = np.array([intent in d.candidates for d, intent in zip(offered, intents, strict=True)])

    def value(self, thresholds: Thresholds, aims: Aims) -> tuple[float, float]:
        """Return how far the aims are missed (negative), then how many people are helped."""
        ours, strangers = ~self._stranger, self._stranger
        let_in = self._strangeness < thresholds.stranger
        likely = ~self._offerable & (self._probability > LIKELIER_THAN_NOT)
        answer = let_in & (likely | (self._probability >= thresholds.answer))
        choice = let_in & ~answer & self._offerable & (self._probability >= thresholds.choice)
        too_wrong = max(0, int((answer & ours & ~self._right).sum()) - aims.most_wrong(int(ours.sum())))
        too_open = max(0, int(((answer | choice) & strangers).sum()) - aims.most_open(int(strangers.sum())))
        helped = int((answer & ours & self._right).sum()) + CHOICE_WORTH * int((choice & ours & self._among).sum())
        # a stranger who hears that we do not know, and who does, is helped as well
        helped += STRANGER_WORTH * int((~(answer | choice) & strangers).sum())
        return -float(too_wrong + too_open), helped


def _first_topic(prediction: Prediction) -> float:
    return next((value for name, value in prediction.ranking if name not in STRANGERS), 0.0)


@functools.lru_cache
def _most(number: int, share: float, certainty: float) -> int:
    """Return the most cases among ``number`` with which the true share is at most ``share``, with this certainty."""
    fitting = [k for k in range(number) if beta.ppf(certainty, k + 1, number - k) <= share]
    return max(fitting, default=0)


def trade_off(
    examples: Sequence[Example], predictions: Sequence[Prediction], thresholds: Thresholds
) -> list[tuple[float, GateReport]]:
    """Return what people get for a range of the threshold ``answer``, the others as they are."""
    values = sorted({*(round(number / 20, 2) for number in range(4, 20)), 0.98, thresholds.answer})
    return [(value, through_gate(examples, predictions, replace(thresholds, answer=value))) for value in values]


def reliability(examples: Sequence[Example], predictions: Sequence[Prediction]) -> list[Bin]:
    """Return how often the first intent is right, in bins of its confidence."""
    confidence: npt.NDArray[np.float64] = np.array([prediction.ranking[0][1] for prediction in predictions])
    right = np.array(
        [found.ranking[0][0] == example.intent for example, found in zip(examples, predictions, strict=True)]
    )
    bins = []
    for low in np.arange(0, 1, 1 / BINS):
        inside = (confidence > low) & (confidence <= low + 1 / BINS)
        if inside.any():
            bins.append(Bin(int(inside.sum()), float(confidence[inside].mean()), float(right[inside].mean())))
    return bins


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error: the mean distance between confidence and share right."""
    total = sum(entry.count for entry in bins)
    return sum(entry.count * abs(entry.confidence - entry.right) for entry in bins) / total


def read(config: Path) -> Thresholds:
    """Return the thresholds that ``config.yml`` gives the gate."""
    pipeline = YAML(typ="safe").load(config.read_text(encoding="utf-8"))["pipeline"]
    entry: dict[str, Any] = next(component for component in pipeline if component["name"] == COMPONENT)
    return Thresholds(**{name: entry[name] for name in Thresholds.__dataclass_fields__ if name in entry})


def write(config: Path, thresholds: Thresholds) -> None:
    """Put the thresholds into ``config.yml``, in the entry of the gate; the rest of the file stays as it is."""
    lines = "".join(f"    {name}: {value}\n" for name, value in asdict(thresholds).items())
    entry = re.compile(rf"(  - name: {re.escape(COMPONENT)}\n)(?:    .*\n)*")
    config.write_text(entry.sub(rf"\g<1>{lines}", config.read_text(encoding="utf-8")), encoding="utf-8")


def table(rows: Sequence[tuple[float, GateReport]], chosen: float) -> str:
    """Return the trade-off as a Markdown table."""
    lines = [
        "| answer at | right at once | right after a choice | choice without it | wrong | declined | "
        "strangers declined | strangers answered |",
        "| ---: " * 8 + "|",
    ]
    for value, report in rows:
        shares = [
            report.share(count)
            for count in (report.right, report.choice_with_right, report.choice_without, report.wrong, report.declined)
        ]
        strangers = max(report.strangers, 1)
        shares += [report.strangers_declined / strangers, report.strangers_answered / strangers]
        mark = "**" if value == chosen else ""
        lines.append(f"| {mark}{value:.2f}{mark} | " + " | ".join(f"{share:.1%}" for share in shares) + " |")
    return "\n".join(lines)
