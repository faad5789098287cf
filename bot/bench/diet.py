"""DIET, Rasa's own classifier, trained and measured through Rasa itself."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from bot.bench import BenchError
from bot.nlu.evaluation import Example

FEATURES = [
    {"name": "WhitespaceTokenizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
]
SHOWN = 2000


@dataclass(frozen=True)
class DietResult:
    """Accuracy (0–1) by name of the question set, and the seconds that training took, Rasa's imports included."""

    accuracy: Mapping[str, float]
    train_seconds: float


def measure(
    examples: Sequence[Example], questions: Mapping[str, Sequence[Example]], epochs: int, work: Path
) -> DietResult:
    """Train DIET on ``examples`` and rank ``questions``; raises ``BenchError`` when Rasa gives up."""
    work.mkdir(parents=True, exist_ok=True)
    yaml = YAML()
    diet = {"name": "DIETClassifier", "epochs": epochs, "entity_recognition": False, "random_seed": 7}
    config = {"recipe": "default.v1", "language": "nl", "assistant_id": "diet", "pipeline": [*FEATURES, diet]}
    with (work / "config.yml").open("w", encoding="utf-8") as file:
        yaml.dump(config, file)
    by_intent: dict[str, list[str]] = {}
    for example in examples:
        by_intent.setdefault(example.intent, []).append(example.text)
    blocks = [{"intent": name, "examples": "".join(f"- {text}\n" for text in by_intent[name])} for name in by_intent]
    with (work / "nlu.yml").open("w", encoding="utf-8") as file:
        yaml.dump({"version": "3.1", "nlu": blocks}, file)
    started = time.monotonic()
    _run([sys.executable, "-W", "ignore", "-m", "rasa", "train", "nlu", "--nlu", "nlu.yml", "--out", "models"], work)
    seconds = time.monotonic() - started
    model = next((work / "models").glob("*.tar.gz"))
    accuracy = {}
    for name, asked in questions.items():
        file_ = work / f"{name}.json"
        file_.write_text(json.dumps([(question.intent, question.text) for question in asked]), encoding="utf-8")
        here = Path(__file__).resolve().parent.parent.parent
        command = [sys.executable, "-W", "ignore", "-m", "bot.bench.accuracy", model, file_, work / "config.yml"]
        accuracy[name] = float(json.loads(_run(command, here).strip().splitlines()[-1])["top"])
    return DietResult(accuracy, seconds)


def _run(command: Sequence[object], folder: Path) -> str:
    done = subprocess.run([str(part) for part in command], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BenchError(f"DIET: {' '.join(map(str, command[3:6]))} stopped:\n{done.stderr[-SHOWN:]}")
    return done.stdout
