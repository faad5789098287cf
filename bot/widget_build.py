"""Builds the chat widget from ``widget/`` into one script, when its sources changed."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from bot import node
from bot.channels.widget_script import SCRIPT, Script
from bot.node import Node, NodeError

FETCH_LIMIT = 900
BUILD_LIMIT = 300
MOST_BYTES = 20_000  # as sent to a browser, compressed: parents come with old telephones
_STAMP = "widget.stamp"
_LICENCE = "widget.licence.txt"
_SOURCES = ("build.mjs", "package.json", "package-lock.json", "tsconfig.json")
Say = Callable[[str], None]


class WidgetBuildError(Exception):
    """The widget cannot be built or does not hold; the message says why and what to do."""


class WidgetBuild:
    """The widget's sources in ``root/widget`` and the script that is made of them."""

    def __init__(self, root: Path, script: Path = SCRIPT) -> None:
        self._root = root
        self._folder = root / "widget"
        self._script = script

    @property
    def has_sources(self) -> bool:
        """Whether the sources are here; an installed package has the built script alone."""
        return (self._folder / "package-lock.json").is_file()

    def is_current(self) -> bool:
        """Whether the script was built from the present sources."""
        stamp = self._script.with_name(_STAMP)
        return self._script.is_file() and stamp.is_file() and stamp.read_text(encoding="ascii") == self._fingerprint()

    def build(self, say: Say, force: bool = False) -> None:
        """Build the script when it is not current; on failure raise ``WidgetBuildError`` and leave the earlier one."""
        if not self.has_sources:
            say("Widget: as delivered." if self._script.is_file() else "Widget: its sources are not here.")
            return
        if self.is_current() and not force:
            say("Widget: up to date.")
            return
        try:
            program = node.find(self._root, say)
            self._fetch(program, say)
            say("Widget: building …")
            say(f"Widget: built, {self._bundle(program)}.")
        except (NodeError, OSError) as error:
            raise WidgetBuildError(
                f"the widget could not be built: {_sentence(error)} Then run 'make widget'."
            ) from None

    def test(self, say: Say) -> None:
        """Check the types of the sources and run their unit tests; raise ``WidgetBuildError`` with what fails."""
        try:
            program = node.find(self._root, say)
            self._fetch(program, say)
            say("Widget: checking types …")
            program.run_npm(["run", "--silent", "check"], self._folder, BUILD_LIMIT)
            say("Widget: running unit tests …")
            say(program.run_npm(["run", "--silent", "test"], self._folder, BUILD_LIMIT))
        except (NodeError, OSError) as error:
            raise WidgetBuildError(f"the widget does not hold: {_sentence(error)}") from None

    def _fingerprint(self) -> str:
        digest = hashlib.sha256()
        for path in [*(self._folder / name for name in _SOURCES), *sorted((self._folder / "src").rglob("*"))]:
            if path.is_file():
                digest.update(path.relative_to(self._folder).as_posix().encode())
                digest.update(path.read_bytes())
        return digest.hexdigest()

    def _fetch(self, program: Node, say: Say) -> None:
        lock = hashlib.sha256((self._folder / "package-lock.json").read_bytes()).hexdigest()
        stamp = self._folder / "node_modules" / ".lock-fetched"
        if stamp.is_file() and stamp.read_text(encoding="ascii") == lock:
            return
        say("Widget: fetching the packages to build it with (once, about 50 MB) …")
        try:
            # no package here needs an install script, and none may run one
            program.run_npm(
                ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], self._folder, FETCH_LIMIT
            )
        except NodeError as error:
            raise NodeError(
                f"npm could not fetch what widget/package-lock.json names ({error}). Check the network"
            ) from None
        stamp.write_text(lock, encoding="ascii")

    def _bundle(self, program: Node) -> str:
        fingerprint = self._fingerprint()
        with tempfile.TemporaryDirectory() as folder:
            built = Path(folder) / self._script.name
            program.run(["build.mjs", str(built)], self._folder, BUILD_LIMIT)
            size = _measure(Script(built.read_bytes()))
            _put(Path(folder) / _LICENCE, self._script.with_name(_LICENCE))
            _put(built, self._script)
        self._script.with_name(_STAMP).write_text(fingerprint, encoding="ascii")
        return size


def _measure(script: Script) -> str:
    packed = len(script.compressed)
    if packed > MOST_BYTES:
        raise NodeError(
            f"the script is {packed} bytes when compressed, {packed - MOST_BYTES} more than may be; make it smaller"
        )
    return f"{len(script.content) / 1000:.1f} kB, {packed / 1000:.1f} kB compressed"


def _put(source: Path, target: Path) -> None:
    """Copy so that a server that reads ``target`` meanwhile sees the old or the new file, never half of one."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.copyfile(source, temporary)
    temporary.replace(target)


def _sentence(error: Exception) -> str:
    text = " ".join(str(error).split())
    return text if text.endswith((".", "!", "?")) else text + "."
