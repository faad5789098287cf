"""Runs the benchmark: trains both assistants, serves them, lets people talk to them, and tells the ratios."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.bench import BenchError, load, projects, servers
from bot.bench.load import Load
from bot.bench.projects import FULL, SHORT, Size
from bot.bench.servers import Server, Side
from bot.nlu.evaluation import Example

TIMES_INTENTS = 10
Say = Callable[[str], None]


@dataclass(frozen=True)
class Effort:
    """How long to measure: messages and seconds for each load, turns and number of long conversations."""

    size: Size
    concurrent: tuple[int, ...] = (1, 8, 32)
    messages: int = 1500
    seconds: float = 45
    turns: int = 200
    long_conversations: int = 5


QUICK = Effort(SHORT, concurrent=(1, 4), messages=24, seconds=20, turns=20, long_conversations=1)


def thorough(examples: int | None = None) -> Effort:
    """Return the full effort, with at most ``examples`` training questions an intent for both assistants."""
    return Effort(replace(FULL, examples=examples))


@dataclass
class Figures:
    """What was measured of one assistant; seconds, bytes and milliseconds."""

    train_seconds: float = 0.0
    start_seconds: float = 0.0
    memory: int = 0
    loads: list[Load] = field(default_factory=list)
    early: float = 0.0
    late: float = 0.0
    accuracy: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """Figures of both assistants, and ours with ten times the FAQ intents."""

    default: Figures
    ours: Figures
    many: Figures
    examples: int
    intents: int


def run(root: Path, work: Path, effort: Effort, say: Say) -> Result:
    """Run the whole benchmark in ``work``; ``say`` gets a line for each step. Raises ``BenchError``."""
    texts = projects.questions(root, effort.size)
    known = projects.examples_by_intent(root, effort.size)
    ours_port, default_port, many_port = (servers.free_port() for _ in range(3))

    default_home, ours_home, many_home = (work / name for name in ("default", "ours", "many"))
    for folder in (default_home, ours_home, many_home):
        folder.mkdir(parents=True)
    projects.write_default_project(root, default_home / "project", effort.size)
    (ours_home / "project").mkdir()
    projects.write_our_project(root, ours_home / "project", effort.size)
    (many_home / "project").mkdir()
    projects.write_our_project(root, many_home / "project", effort.size, TIMES_INTENTS)

    ours_side = servers.our_side(ours_home / "project", ours_home, ours_port)
    ours = _measure(ours_side, ours_port, texts, effort, say)
    many_side = servers.our_side(many_home / "project", many_home, many_port)
    one = Effort(effort.size, (1,), effort.messages, effort.seconds, effort.turns, 0)
    many = _measure(many_side, many_port, texts, one, say)
    default = _measure(servers.default_side(default_home / "project", default_port), default_port, texts, effort, say)
    return Result(default, ours, many, sum(map(len, known.values())), len(known))


def _measure(side: Side, port: int, questions: Sequence[Example], effort: Effort, say: Say) -> Figures:
    texts = [question.text for question in questions]
    figures = Figures()
    say(f"{side.name}: training …")
    figures.train_seconds = servers.train(side)
    say(f"{side.name}: trained in {figures.train_seconds:.0f} s; accuracy …")
    figures.accuracy = _accuracy(side, questions)
    with Server(side, port, side.folder.parent / "server.log") as server:
        figures.start_seconds = server.start_seconds
        say(f"{side.name}: first reply after {figures.start_seconds:.1f} s")
        load.measure(server.url, texts, 1, min(effort.messages, 50), effort.seconds)  # warm, not counted
        for conversations in effort.concurrent:
            found = load.measure(server.url, texts, conversations, effort.messages, effort.seconds)
            figures.loads.append(found)
            say(f"{side.name}: {conversations} at once: p95 {found.p95:.1f} ms, {found.per_second:.0f} messages/s")
        if effort.long_conversations:
            figures.early, figures.late = load.growth(server.url, texts, effort.turns, effort.long_conversations)
            say(f"{side.name}: turn 5 {figures.early:.1f} ms, turn {effort.turns} {figures.late:.1f} ms")
        figures.memory = server.memory()
    return figures


def _accuracy(side: Side, questions: Sequence[Example]) -> dict[str, float]:
    file = side.folder.parent / "questions.json"
    in_scope = [(question.intent, question.text) for question in questions if question.intent.startswith("faq_")]
    file.write_text(json.dumps(in_scope), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bot.bench.accuracy", side.model, file, side.folder / "config.yml"],
        env=servers.environment(side),
        cwd=Path(__file__).resolve().parent.parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise BenchError(f"{side.name}: accuracy could not be measured:\n{done.stderr[-2000:]}")
    shares: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return shares
