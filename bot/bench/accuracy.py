"""Accuracy of a trained model of either side: ``python -m bot.bench.accuracy MODEL QUESTIONS CONFIG`` prints JSON.

A process of its own, because one side needs TensorFlow and the other starts without it.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from bot import lean_imports

NO_ANSWER = {"nlu_fallback", "unsure", "out_of_scope", "foreign_language"}


def measure(model: Path, questions: list[tuple[str, str]]) -> dict[str, float]:
    """Return the shares ranked first (``top``) and answered ``right``, ``wrong`` or not (``no_answer``)."""
    from rasa.core.agent import Agent

    agent = Agent.load(str(model))
    counts = {"top": 0, "right": 0, "wrong": 0, "no_answer": 0}

    async def parse_all() -> None:
        for intent, text in questions:
            parsed = await agent.parse_message(text)
            given = parsed["intent"]["name"]
            counts["top"] += _first(parsed) == intent
            if given == intent:
                counts["right"] += 1
            elif given in NO_ANSWER or given is None:
                counts["no_answer"] += 1
            else:
                counts["wrong"] += 1

    asyncio.run(parse_all())
    return {name: count / max(len(questions), 1) for name, count in counts.items()}


def _first(parsed: dict[str, Any]) -> str | None:
    for entry in parsed.get("intent_ranking", []):
        if entry["name"] != "nlu_fallback":
            return str(entry["name"])
    return None


def main() -> None:
    """Run the command line."""
    model, file, config = (Path(argument) for argument in sys.argv[1:4])
    lean_imports.install_if_possible(config)
    questions = json.loads(file.read_text(encoding="utf-8"))
    print("\n" + json.dumps(measure(model, [(intent, text) for intent, text in questions])))


if __name__ == "__main__":
    main()
