"""Content that is read again when a file changes; a wrong edit is refused and the last good reading stays."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from bot.content.yaml_file import ContentError

logger = logging.getLogger(__name__)

Content = TypeVar("Content")
SECONDS_BETWEEN_LOOKS = 1.0


class Watched(Generic[Content]):
    """What ``read`` makes of the YAML files in ``folders``, always the present one."""

    def __init__(
        self,
        read: Callable[[], Content],
        folders: Sequence[Path],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._read = read
        self._folders = tuple(folders)
        self._clock = clock
        self._content = read()
        self._stamp = self._fingerprint()
        self._looked_at = clock()

    def get(self) -> Content:
        """Return the content, reading the files again when one of them changed since the last look."""
        now = self._clock()
        if now - self._looked_at >= SECONDS_BETWEEN_LOOKS:
            self._looked_at = now
            self._reload_if_changed()
        return self._content

    def _reload_if_changed(self) -> None:
        stamp = self._fingerprint()
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._content = self._read()
            logger.info("Content files changed and were read again.")
        except ContentError as error:
            logger.error("A content file was edited but is wrong; the earlier texts stay in use. %s", error)

    def _fingerprint(self) -> tuple[tuple[str, int, int], ...]:
        files: list[tuple[str, int, int]] = []
        for folder in self._folders:
            for path in sorted(folder.glob("*.yml")) if folder.is_dir() else []:
                status = path.stat()
                files.append((str(path), status.st_mtime_ns, status.st_size))
        return tuple(files)
