"""All answers and replies of an installation, reloaded when a file changes."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.answers.model import Answer, LanguageReplies, Reply
from bot.content import yaml_file
from bot.content.yaml_file import ContentError

logger = logging.getLogger(__name__)

LANGUAGES_FILE = "foreign_language.yml"
SECONDS_BETWEEN_LOOKS = 1.0


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


def _check_followups(
    identifier: str, path: Path, answers: dict[str, Answer], replies: dict[str, Reply]
) -> None:
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
        self._answer_folders = tuple(answer_folders)
        self._reply_folder = reply_folder
        self._clock = clock
        self._library = read_library(self._answer_folders, reply_folder)
        self._stamp = self._fingerprint()
        self._looked_at = clock()

    def library(self) -> Library:
        """Return the library, reading the files again when one of them changed since the last look."""
        now = self._clock()
        if now - self._looked_at >= SECONDS_BETWEEN_LOOKS:
            self._looked_at = now
            self._reload_if_changed()
        return self._library

    def _reload_if_changed(self) -> None:
        stamp = self._fingerprint()
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._library = read_library(self._answer_folders, self._reply_folder)
            logger.info("Content files changed and were read again.")
        except ContentError as error:
            logger.error("A content file was edited but is wrong; the earlier texts stay in use. %s", error)

    def _fingerprint(self) -> tuple[tuple[str, int, int], ...]:
        files: list[tuple[str, int, int]] = []
        for folder in (*self._answer_folders, self._reply_folder):
            if not folder.is_dir():
                continue
            for path in sorted(folder.glob("*.yml")):
                status = path.stat()
                files.append((str(path), status.st_mtime_ns, status.st_size))
        return tuple(files)
