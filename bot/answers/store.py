"""All answers and replies of an installation, reloaded when a file changes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.answers.model import Answer, LanguageReplies, Reply
from bot.content import yaml_file
from bot.content.watched import Watched
from bot.content.yaml_file import ContentError

LANGUAGES_FILE = "foreign_language.yml"


@dataclass(frozen=True)
class Library:
    """One consistent reading of all content files."""

    answers: dict[str, Answer]
    replies: dict[str, Reply]
    languages: LanguageReplies


def read_library(answer_folders: Sequence[Path], reply_folder: Path) -> Library:
    """Read and check every file; a later folder's answer replaces an earlier one with the same id.

    Raises ``ContentError`` for the first fault found: wrong YAML or schema, a file whose name is not its id, or a
    follow-up that leads nowhere.
    """
    answers: dict[str, Answer] = {}
    files: dict[str, Path] = {}
    for folder in answer_folders:
        for path in sorted(folder.glob("*.yml")) if folder.is_dir() else []:
            answer = yaml_file.load(path, Answer)
            _check_name(path, answer.id)
            answers[answer.id], files[answer.id] = answer, path
    replies: dict[str, Reply] = {}
    for path in sorted(reply_folder.glob("*.yml")):
        if path.name == LANGUAGES_FILE:
            continue
        reply = yaml_file.load(path, Reply)
        _check_name(path, reply.id)
        replies[reply.id], files[reply.id] = reply, path
    for identifier, path in files.items():
        _check_followups(identifier, path, answers, replies)
    return Library(answers, replies, yaml_file.load(reply_folder / LANGUAGES_FILE, LanguageReplies))


def _check_name(path: Path, identifier: str) -> None:
    if path.stem != identifier:
        raise ContentError(path, 1, f"the id is '{identifier}', so the file must be called {identifier}.yml")


def _check_followups(identifier: str, path: Path, answers: dict[str, Answer], replies: dict[str, Reply]) -> None:
    if identifier in answers:
        targets = [target for version in answers[identifier].versions for target in version.followups]
    else:
        targets = list(replies[identifier].followups)
    for target in targets:
        if target not in answers:
            node = yaml_file.read(path)
            raise ContentError(
                path, yaml_file.line_of(node, ["versions"]), f"followups: there is no answer called '{target}'"
            )
        if target == identifier:
            raise ContentError(path, 1, "followups: an answer cannot lead to itself")


class AnswerStore:
    """Gives the present library; picks up edited files by itself and keeps the last good reading on a fault."""

    def __init__(
        self,
        answer_folders: Sequence[Path],
        reply_folder: Path,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        folders = tuple(answer_folders)
        self._library = Watched(lambda: read_library(folders, reply_folder), (*folders, reply_folder), clock)

    def library(self) -> Library:
        """Return the library, reading the files again when one of them changed since the last look."""
        return self._library.get()
