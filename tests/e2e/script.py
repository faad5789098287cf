"""Conversations written down in YAML (``tests/e2e/conversations``): what is said, and what must come of it.

A file holds conversations by title, each a list of turns. ``[parent|student]`` halves are told apart for the reader.

=============  ===============================================================================================
``say``        what the person types
``press``      or: the payload of a button that stands under the latest message, without its slash
``by``         how it is pressed: ``payload`` (default), ``title`` or ``number`` (typed)
``asks``       the fact that is asked
``decisions``  the decisions of a personal answer, in order (several: side by side)
``topic``      the topic of that answer, when it is not that of the file
``draft``      whether a letter to copy comes with it
``answers``    the general answers that are given
``reply``      the reply of the conversation itself
``refused``    the fact that is refused as impossible
``has``        what the text must hold, ``lacks``: what it must not
=============  ===============================================================================================

What a turn does not name must not happen: a question that nobody expects fails as an answer that does not come.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from ruamel.yaml import YAML

from bot.answers.model import Audience
from bot.personal.model import for_audience
from tests.conftest import ROOT
from tests.e2e.server import Conversation

FOLDER = ROOT / "tests" / "e2e" / "conversations"
SET_AUDIENCE = {Audience.PARENT: "ik ben een ouder", Audience.STUDENT: "ik ben zelf leerling"}
# a placeholder or a value that was not filled in
_NEVER = re.compile(r"[{}\[\]|]|\bNone\b|\bunknown\b|\bTrue\b|\bFalse\b")
_ASKS, _REFUSES, _DRAFT = "ask_fact", "refusal", "draft"


@dataclass(frozen=True)
class Turn:
    """One thing said or pressed, and what must come of it."""

    say: str = ""
    press: str = ""
    by: Literal["payload", "title", "number"] = "payload"
    asks: str | None = None
    decisions: list[str] = field(default_factory=list)
    topic: str | None = None
    draft: bool = False
    answers: list[str] = field(default_factory=list)
    reply: str | None = None
    refused: str | None = None
    has: list[str] = field(default_factory=list)
    lacks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Script:
    """A conversation of one file for one reader."""

    topic: str
    title: str
    audience: Audience
    turns: tuple[Turn, ...]

    def __str__(self) -> str:
        return f"{self.topic}: {self.title} ({self.audience.value})"


@dataclass
class Outcome:
    """What came of a turn."""

    messages: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.data: list[dict[str, Any]] = [message.get("custom") or {} for message in self.messages]

    @property
    def text(self) -> str:
        return "\n\n".join(str(message.get("text", "")) for message in self.messages)

    def seen(self) -> dict[str, Any]:
        """Return what happened in the words of a turn."""
        results = [data for data in self.data if "results" in data]
        replies = [data["reply"] for data in self.data if data.get("reply") not in (None, _ASKS, _REFUSES, _DRAFT)]
        return {
            "asks": self._only("asks"),
            "refused": self._only("refused"),
            "reply": replies[0] if len(replies) == 1 else replies or None,
            "topic": results[0]["topic"] if results else None,
            "decisions": [result["decision"] for data in results for result in data["results"]],
            "draft": any(data.get("reply") == _DRAFT for data in self.data),
            "answers": [
                answer["id"] for data in self.data if "results" not in data for answer in data.get("answers", [])
            ],
        }

    def _only(self, name: str) -> Any:
        found = [data[name] for data in self.data if name in data]
        return found[0] if len(found) == 1 else found or None


def read_scripts(folder: Path = FOLDER) -> list[Script]:
    """Return every conversation for a parent and for a student."""
    scripts = []
    for path in sorted(folder.glob("*.yml")):
        conversations: dict[str, list[dict[str, Any]]] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        for title, turns in conversations.items():
            for audience in Audience:
                read = tuple(Turn(**_for(audience, turn)) for turn in turns)
                scripts.append(Script(path.stem, title, audience, read))
    return scripts


def _for(audience: Audience, value: Any) -> Any:
    if isinstance(value, str):
        return for_audience(value, audience)
    if isinstance(value, list):
        return [_for(audience, part) for part in value]
    if isinstance(value, dict):
        return {key: _for(audience, part) for key, part in value.items()}
    return value


def play(script: Script, chat: Conversation) -> None:
    """Have the conversation; raise ``AssertionError`` with all that was said at the first turn that goes otherwise."""
    log: list[str] = []
    chat.say(SET_AUDIENCE[script.audience])
    for turn in script.turns:
        typed = turn.say or _press(turn, chat, log)
        chat.say(typed)
        outcome = Outcome(chat.last)
        log += [f"> {typed}", *(f"  {line}" for line in _shown(outcome))]
        faults = _faults(turn, outcome, script)
        if faults:
            raise AssertionError("\n".join([str(script), *log, "", *faults]))


def _press(turn: Turn, chat: Conversation, log: list[str]) -> str:
    buttons = chat.last[-1].get("buttons", []) if chat.last else []
    payload = f"/{turn.press}"
    for number, button in enumerate(buttons, 1):
        if button["payload"] == payload:
            return str({"payload": payload, "title": button["title"], "number": number}[turn.by])
    offered = ", ".join(button["payload"] for button in buttons) or "none"
    raise AssertionError("\n".join([*log, "", f"there is no button {payload}; there are: {offered}"]))


def _shown(outcome: Outcome) -> list[str]:
    lines = []
    for message in outcome.messages:
        lines += str(message.get("text", "")).split("\n")
        lines += [f"[{button['title']}] {button['payload']}" for button in message.get("buttons", [])]
    return [*lines, f"{ {name: value for name, value in outcome.seen().items() if value} }"]


def _faults(turn: Turn, outcome: Outcome, script: Script) -> list[str]:
    wanted = {name: getattr(turn, name) for name in ("asks", "refused", "reply", "decisions", "draft", "answers")}
    wanted["topic"] = turn.topic or (script.topic if turn.decisions else None)
    seen = outcome.seen()
    faults = [f"{name}: {seen[name]!r} instead of {value!r}" for name, value in wanted.items() if seen[name] != value]
    text = outcome.text.lower()
    faults += [f"the text lacks {part!r}" for part in turn.has if part.lower() not in text]
    faults += [f"the text has {part!r}" for part in turn.lacks if part.lower() in text]
    faults += [f"the text has {part!r}" for part in _NEVER.findall(outcome.text)]
    if script.audience is Audience.STUDENT and "je kind" in text:
        faults.append("the text speaks to a parent")
    if not outcome.text.strip():
        faults.append("nothing was said")
    return faults
