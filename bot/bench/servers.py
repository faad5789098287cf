"""The two assistants as real server processes: train, start, measure memory, stop."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from bot.bench import BenchError

START_LIMIT = 600
STOP_LIMIT = 60
BETWEEN_TRIES = 0.05


@dataclass(frozen=True)
class Side:
    """One of the assistants: where its project stands and the commands that train and serve it."""

    name: str
    folder: Path
    environment: Mapping[str, str]
    train: Sequence[str]
    serve: Sequence[str]
    model_folder: Path

    @property
    def model(self) -> Path:
        """The latest trained model; raises ``BenchError`` when there is none."""
        models = sorted(self.model_folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
        if not models:
            raise BenchError(f"{self.name}: no trained model in {self.model_folder}")
        return models[-1]


def default_side(folder: Path, port: int) -> Side:
    """Return Rasa with its default configuration, started as Rasa's documentation says."""
    rasa = [sys.executable, "-W", "ignore", "-m", "rasa"]
    return Side(
        "Rasa default",
        folder,
        {"RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1", "TF_CPP_MIN_LOG_LEVEL": "3"},
        [*rasa, "train", "--fixed-model-name", "default"],
        [*rasa, "run", "--port", str(port), "--interface", "127.0.0.1"],
        folder / "models",
    )


def our_side(home: Path, work: Path, port: int) -> Side:
    """Return our assistant, started as ``make run`` does: project in ``home``, everything it stores in ``work``."""
    environment = {
        "DUAALWIJZER_HOME": str(home),
        "DUAALWIJZER_PORT": str(port),
        "DUAALWIJZER_ACTION_PORT": str(free_port()),
        "DUAALWIJZER_VAR": str(work / "var"),
        "DUAALWIJZER_MODELS": str(work / "models"),
    }
    bot = [sys.executable, "-m", "bot"]
    return Side("Duaalwijzer", home, environment, [*bot, "train", "--force"], [*bot, "run"], work / "models")


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(side: Side) -> dict[str, str]:
    """Return the environment for the processes of ``side``: the present one without settings of ours, and its own."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("DUAALWIJZER_")}
    return {**inherited, **side.environment}


def train(side: Side) -> float:
    """Train from nothing and return the seconds it took, process start included."""
    side.model_folder.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    done = subprocess.run(
        side.train, cwd=side.folder, env=environment(side), capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise BenchError(
            f"{side.name}: training stopped with {done.returncode}:\n{(done.stdout + done.stderr)[-2000:]}"
        )
    return time.monotonic() - started


class Server:
    """A running assistant; use as a context manager. ``start_seconds``: from process start to its first reply."""

    def __init__(self, side: Side, port: int, log: Path) -> None:
        self.side = side
        self.url = f"http://127.0.0.1:{port}/webhooks/rest/webhook"
        self.start_seconds = 0.0
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Server:
        started = time.monotonic()
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                self.side.serve,
                cwd=self.side.folder,
                env=environment(self.side),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            self._wait_for_reply(started + START_LIMIT)
        except BaseException:
            self.stop()
            raise
        self.start_seconds = time.monotonic() - started
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def memory(self) -> int:
        """Return the resident memory of all processes in bytes."""
        assert self._process is not None
        parent = psutil.Process(self._process.pid)
        return int(sum(process.memory_info().rss for process in [parent, *parent.children(recursive=True)]))

    def stop(self) -> None:
        """Stop the server and all its processes."""
        if self._process is None or self._process.poll() is not None:
            return
        os.killpg(self._process.pid, signal.SIGINT)
        try:
            self._process.wait(STOP_LIMIT)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _wait_for_reply(self, deadline: float) -> None:
        assert self._process is not None
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                break
            if self._replies():
                return
            time.sleep(BETWEEN_TRIES)
        said = self._log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise BenchError(f"{self.side.name}: no reply within {START_LIMIT} s, or the server stopped:\n{said}")

    def _replies(self) -> bool:
        body = json.dumps({"sender": "start", "message": "hallo"}).encode()
        request = urllib.request.Request(self.url, body, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=START_LIMIT) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, ConnectionError):
            return False
