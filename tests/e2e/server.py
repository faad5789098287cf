"""Starts the real assistant, as ``make run`` does, on a free port with a database of its own."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Mapping
from email.message import Message
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
START_LIMIT = 300


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Assistant:
    """A running assistant; use as a context manager."""

    def __init__(self, var: Path, port: int | None = None, **environment: str) -> None:
        self.port = port or free_port()
        self.action_port = free_port()
        self.var = var
        self.log = var / f"run-{uuid.uuid4().hex}.log"
        self._environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("DUAALWIJZER_")},
            "DUAALWIJZER_PORT": str(self.port),
            "DUAALWIJZER_ACTION_PORT": str(self.action_port),
            "DUAALWIJZER_VAR": str(var),
            **environment,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Assistant:
        self.var.mkdir(parents=True, exist_ok=True)
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run"],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait_until_ready()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self, how: int = signal.SIGINT) -> int:
        """Stop the assistant as Ctrl-C does and return its exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            os.killpg(self.process.pid, how)
        try:
            return self.process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            raise

    def output(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_LIMIT
        assert self.process is not None
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise AssertionError(f"the assistant stopped with {self.process.returncode}:\n{self.output()}")
            try:
                if self.request("GET", "/health")[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.1)
        raise AssertionError(f"the assistant was not ready in {START_LIMIT} s:\n{self.output()}")

    def request(self, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
        status, _, content = self.exchange(method, path, body, {"Content-Type": "application/json"})
        return status, content

    def exchange(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, Message, bytes]:
        """Send a request and return status, headers and body of the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()

    def say(self, text: Any, sender: str) -> list[dict[str, Any]]:
        """Send a message and return the list of messages that come back."""
        status, body = self.request(
            "POST", "/webhooks/rest/webhook", json.dumps({"sender": sender, "message": text}).encode()
        )
        assert status == 200, (status, body)
        messages: list[dict[str, Any]] = json.loads(body)
        return messages

    def conversation(self) -> Conversation:
        return Conversation(self)


class Conversation:
    """One person's conversation."""

    def __init__(self, assistant: Assistant, sender: str | None = None) -> None:
        self.assistant = assistant
        self.sender = sender or uuid.uuid4().hex
        self.last: list[dict[str, Any]] = []

    def say(self, text: Any) -> str:
        """Send a message; return all text that comes back."""
        self.last = self.assistant.say(text, self.sender)
        return "\n\n".join(message.get("text", "") for message in self.last)

    @property
    def answers(self) -> list[str]:
        """Ids of the answers in the latest reply."""
        return [entry["id"] for message in self.last for entry in message.get("custom", {}).get("answers", [])]

    @property
    def reply(self) -> str | None:
        """Id of the conversation reply in the latest reply."""
        for message in self.last:
            if "reply" in message.get("custom", {}):
                return str(message["custom"]["reply"])
        return None

    @property
    def buttons(self) -> list[dict[str, str]]:
        return [button for message in self.last for button in message.get("buttons", [])]
