"""The benchmark as one Markdown table with ratios and what was aimed at."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Callable
from pathlib import Path

from bot.bench.comparison import TIMES_INTENTS, Effort, Figures, Result

MEGABYTE = 1024 * 1024


def table(result: Result, effort: Effort) -> str:
    """Return the table as Markdown."""
    default, ours, many = result.default, result.ours, result.many
    rows: list[tuple[str, str, str, str, str]] = []

    def add(name: str, value: Callable[[Figures], float], form: str, aim: str = "", ok: float | None = None) -> None:
        theirs, mine = value(default), value(ours)
        ratio = mine / theirs if theirs else float("nan")
        verdict = "" if ok is None else (" ✓" if (ratio >= ok if ok >= 1 else ratio <= ok) else " ✗")
        rows.append((name, form.format(theirs), form.format(mine), f"{ratio:.2f}×{verdict}", aim))

    add("intent ranked first, unseen questions", lambda f: f.accuracy["top"], "{:.1%}", "higher", 1.0)
    add("… answered right at once", lambda f: f.accuracy["right"], "{:.1%}")
    add("… answered wrong", lambda f: f.accuracy["wrong"], "{:.1%}")
    add("… asked back or declined", lambda f: f.accuracy["no_answer"], "{:.1%}")
    add("training, s", lambda f: f.train_seconds, "{:.0f}")
    add("start to first reply, s", lambda f: f.start_seconds, "{:.1f}", "≤ 1/3", 1 / 3)
    add("memory of all processes after the load, MB", lambda f: f.memory / MEGABYTE, "{:.0f}", "≤ 1/2", 1 / 2)
    for number, conversations in enumerate(effort.concurrent):
        at = f"{conversations} at once"
        add(f"p50, {at}, ms", lambda f, n=number: f.loads[n].p50, "{:.1f}")  # type: ignore[misc]
        add(f"p95, {at}, ms", lambda f, n=number: f.loads[n].p95, "{:.1f}", "≤ 1/4", 1 / 4)  # type: ignore[misc]
        add(f"messages/s, {at}", lambda f, n=number: f.loads[n].per_second, "{:.0f}", "≥ 6", 6)  # type: ignore[misc]
    add("turn 5 of a conversation, ms", lambda f: f.early, "{:.1f}")
    add(f"turn {effort.turns}, ms", lambda f: f.late, "{:.1f}")
    lines = ["| | Rasa default | Duaalwijzer | ratio | aim |", "| --- | ---: | ---: | ---: | --- |"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    grown = ours.late / ours.early
    slower = many.loads[0].p50 / ours.loads[0].p50
    lines += [
        "",
        f"- Duaalwijzer, turn {effort.turns} costs {grown:.2f}× turn 5 (aim ≤ 1.3×){_mark(grown <= 1.3)}; "
        f"Rasa default {default.late / default.early:.2f}×.",
        f"- Duaalwijzer with {TIMES_INTENTS}× the FAQ intents and examples: {many.loads[0].p50:.1f} ms p50 "
        f"instead of {ours.loads[0].p50:.1f}, {slower:.2f}× (aim ≤ 2×){_mark(slower <= 2)}; "
        f"memory {many.memory / MEGABYTE:.0f} MB, training {many.train_seconds:.0f} s.",
        f"- Data: {result.examples} examples, {result.intents} intents. {os.cpu_count()} cores, {platform.machine()}, "
        f"Python {platform.python_version()}. Both with SQLite storage.",
    ]
    return "\n".join(lines)


def _mark(fine: bool) -> str:
    return " ✓" if fine else " ✗"


def write(path: Path, section: str, text: str) -> None:
    """Replace the part of ``path`` between the comments ``<!-- section -->`` and ``<!-- /section -->`` by ``text``."""
    content = path.read_text(encoding="utf-8")
    pattern = re.compile(rf"(<!-- {section} -->\n).*?(<!-- /{section} -->)", re.DOTALL)
    if not pattern.search(content):
        raise ValueError(f"{path}: no place for '{section}'; it needs <!-- {section} --> and <!-- /{section} -->")
    path.write_text(pattern.sub(lambda match: f"{match[1]}{text}\n{match[2]}", content), encoding="utf-8")
