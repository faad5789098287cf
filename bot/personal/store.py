"""All topics and facts of an installation, read and checked together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.content import yaml_file
from bot.content.yaml_file import ContentError
from bot.personal.model import Case, FactWords, SharedNotes, Topic
from bot.rules.registry import RULES

SHARED_FILE = "shared.yml"


@dataclass(frozen=True)
class Topics:
    """Topics by the name of their rule, facts by name, and the notes that rules share."""

    topics: dict[str, Topic]
    facts: dict[str, FactWords]
    shared: dict[str, str]

    def of_intent(self, intent: str) -> Topic | None:
        """Return the topic that questions with ``intent`` can be worked out by."""
        return next((topic for topic in self.topics.values() if intent in topic.intents), None)

    def cases(self, topic: str, fact: str) -> list[Case]:
        """Return the cases shown when somebody does not know ``fact``."""
        return list(self.topics[topic].cases.get(fact) or self.facts[fact].cases)

    def note(self, topic: str, code: str) -> str | None:
        """Return the words of a note in a topic, ``None`` when it is not to be said."""
        return self.topics[topic].notes.get(code) or self.shared.get(code)


def read_topics(results: Path, facts: Path) -> Topics:
    """Read and check every file; raise ``ContentError`` for the first fault, naming file and line."""
    known_facts: dict[str, FactWords] = {}
    for path in sorted(facts.glob("*.yml")):
        words = yaml_file.load(path, FactWords)
        _check_name(path, words.id)
        known_facts[words.id] = words
    topics: dict[str, Topic] = {}
    for path in sorted(results.glob("*.yml")):
        if path.name == SHARED_FILE:
            continue
        topic = yaml_file.load(path, Topic)
        _check_name(path, topic.id)
        if topic.id not in RULES:
            raise ContentError(path, 1, f"there is no rule called '{topic.id}'; known are {', '.join(sorted(RULES))}")
        for fact in topic.cases:
            if fact not in known_facts:
                line = yaml_file.line_of(yaml_file.read(path), ["cases", fact])
                raise ContentError(path, line, f"there is no fact called '{fact}' in the folder {facts.name}")
        topics[topic.id] = topic
    shared = yaml_file.load(results / SHARED_FILE, SharedNotes)
    return Topics(topics, known_facts, shared.notes)


def _check_name(path: Path, identifier: str) -> None:
    if path.stem != identifier:
        raise ContentError(path, 1, f"the id is '{identifier}', so the file must be called {identifier}.yml")
