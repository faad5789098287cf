"""Project folders for the benchmark: Rasa's default configuration on our data, and ours with ten times the intents."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.answers.model import Audience
from bot.answers.render import Renderer
from bot.answers.store import Library, read_library
from bot.answers.values import computed_values
from bot.nlu.evaluation import Example, read_training_data
from bot.nlu.labels import is_faq

SHORT_INTENTS = 6
SHORT_EXAMPLES = 12
STORY_LENGTH = 4
# what `rasa init` puts into config.yml; its pipeline is empty, which means the configuration Rasa calls default
INITIAL_CONFIG = "cli/initial_project/config.yml"


@dataclass(frozen=True)
class Size:
    """How much of the data is used: all of it, or enough to see that the benchmark itself works."""

    intents: int | None = None
    examples: int | None = None

    @property
    def short(self) -> bool:
        """Tell whether this is less than everything."""
        return self.intents is not None

    @property
    def limited(self) -> bool:
        """Tell whether any of the data is left out."""
        return self.short or self.examples is not None


FULL = Size()
SHORT = Size(SHORT_INTENTS, SHORT_EXAMPLES)


def examples_by_intent(root: Path, size: Size) -> dict[str, list[str]]:
    """Return the training questions by intent, as many as ``size`` allows."""
    found: dict[str, list[str]] = {}
    for example in read_training_data(root / "data" / "nlu"):
        found.setdefault(example.intent, []).append(example.text)
    # questions first, so that a short run has something to answer
    names = sorted(found, key=lambda name: (not is_faq(name), name))[: size.intents]
    return {name: found[name][: size.examples] for name in names}


def write_default_project(root: Path, target: Path, size: Size) -> None:
    """Write a Rasa project in ``target`` with Rasa's default configuration and our questions and answers.

    One rule an intent, as for any FAQ assistant, and a few stories, without which TED and UnexpecTED would not train.
    Answers are plain responses of the domain. Conversations are stored in SQLite, as ours are.
    """
    (target / "data").mkdir(parents=True)
    examples = examples_by_intent(root, size)
    examples.pop("restart", None)  # Rasa has a rule of its own for this intent
    (target / "config.yml").write_text(_initial_config(size), encoding="utf-8")
    _write_yaml(target / "data" / "nlu.yml", {"version": "3.1", "nlu": _nlu(examples)})
    names = list(examples)
    rules = [{"rule": f"answer {name}", "steps": _turn(name)} for name in names]
    _write_yaml(target / "data" / "rules.yml", {"version": "3.1", "rules": rules})
    stories = [
        {"story": f"path {number}", "steps": [step for name in path for step in _turn(name)]}
        for number, path in enumerate(_paths(names))
    ]
    _write_yaml(target / "data" / "stories.yml", {"version": "3.1", "stories": stories})
    texts = _texts(root, names)
    domain = {
        "version": "3.1",
        "intents": names,
        "responses": {f"utter_{name}": [{"text": texts[name]}] for name in names},
        "session_config": {"session_expiration_time": 60, "carry_over_slots_to_new_session": True},
    }
    _write_yaml(target / "domain.yml", domain)
    _write_yaml(target / "credentials.yml", {"rest": None})
    database = str(target / "conversations.sqlite")
    _write_yaml(target / "endpoints.yml", {"tracker_store": {"type": "SQL", "dialect": "sqlite", "db": database}})


def write_our_project(root: Path, target: Path, size: Size, times: int = 1) -> None:
    """Write a copy of our project with ``times`` as many FAQ intents, each with examples and an answer of its own.

    The copies of an intent differ by invented words: every long word gets an ending of its own.
    """
    for name in ("config.yml", "credentials.yml", "endpoints.yml", "domain.yml", "requirements.lock"):
        shutil.copy(root / name, target / name)
    for name in ("data", "bot", "actions"):
        shutil.copytree(root / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    if size.limited:
        _keep(target, examples_by_intent(root, size))
    if times > 1:
        _multiply(target, times)


def _keep(target: Path, examples: Mapping[str, list[str]]) -> None:
    for path in (target / "data" / "nlu").glob("*.yml"):
        path.unlink()
    _write_yaml(target / "data" / "nlu" / "questions.yml", {"version": "3.1", "nlu": _nlu(examples)})


def _multiply(target: Path, times: int) -> None:
    yaml = YAML(typ="safe")
    known = examples_by_intent(target, FULL)
    faqs = [name for name in known if name.startswith("faq_")]
    copies: dict[str, list[str]] = {}
    for number in range(1, times):
        for name in faqs:
            copied = f"{name}_{'abcdefghijklmnopqrstuvwxyz'[number]}"
            copies[copied] = [_invent(text, number) for text in known[name]]
            answer = (target / "data" / "answers" / f"{name}.yml").read_text(encoding="utf-8")
            copy = re.sub(r"(?m)^id: .*$", f"id: {copied}", answer, count=1)
            (target / "data" / "answers" / f"{copied}.yml").write_text(copy, encoding="utf-8")
    _write_yaml(target / "data" / "nlu" / "copies.yml", {"version": "3.1", "nlu": _nlu(copies)})
    domain = yaml.load((target / "domain.yml").read_text(encoding="utf-8"))
    domain["intents"] += list(copies)
    _write_yaml(target / "domain.yml", domain)
    rules = [
        {
            "rule": "Answer a question of a copied intent",
            "steps": [{"or": [{"intent": name} for name in copies]}, {"action": "utter_answer"}],
        }
    ]
    _write_yaml(target / "data" / "rules" / "copies.yml", {"version": "3.1", "rules": rules})


def _invent(text: str, number: int) -> str:
    ending = "bcdfghjklmnp"[number % 12] + "aeiou"[number % 5] + "rstvz"[number // 5 % 5]
    return re.sub(r"\b([^\W\d_]{5,})\b", rf"\1{ending}", text)


def _initial_config(size: Size) -> str:
    text = files("rasa").joinpath(INITIAL_CONFIG).read_text(encoding="utf-8")
    text = text.replace("placeholder_default", "benchmark")
    if not size.short:
        return text
    # the same components, but a few rounds of training only
    default = files("rasa").joinpath("engine/recipes/config_files/default_config.yml").read_text(encoding="utf-8")
    return default.replace("placeholder_default", "benchmark").replace("epochs: 100", "epochs: 2")


def _nlu(examples: Mapping[str, Sequence[str]]) -> list[dict[str, str]]:
    return [{"intent": name, "examples": "".join(f"- {text}\n" for text in texts)} for name, texts in examples.items()]


def _turn(name: str) -> list[dict[str, str]]:
    return [{"intent": name}, {"action": f"utter_{name}"}]


def _paths(names: Sequence[str]) -> list[list[str]]:
    shuffled = list(names)
    random.Random(7).shuffle(shuffled)
    return [shuffled[start : start + STORY_LENGTH] for start in range(0, len(shuffled), STORY_LENGTH)]


def _texts(root: Path, names: Sequence[str]) -> dict[str, str]:
    library: Library = read_library([root / "data" / "answers"], root / "data" / "replies")
    today = date.today()
    renderer = Renderer(library, Audience.PARENT, "rest", today, computed_values(today))
    texts = {}
    for name in names:
        if name in library.answers:
            texts[name] = renderer.answer(name).text
        elif name in library.replies:
            texts[name] = renderer.reply(name).text
        else:
            texts[name] = name
    return texts


def _write_yaml(path: Path, content: Any) -> None:
    yaml = YAML()
    yaml.width = 10_000
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(content, file)


def questions(root: Path, size: Size) -> list[Example]:
    """Return the questions that people send in the benchmark: the unseen ones, of the intents that were trained."""
    from bot.nlu.evaluation import read_questions

    names = set(examples_by_intent(root, size))
    return [example for example in read_questions(root / "tests" / "unseen") if example.intent in names]
