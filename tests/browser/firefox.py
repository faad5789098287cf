"""Drives Firefox as Debian packages it, over WebDriver BiDi: Playwright only drives a Firefox of its own."""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import threading
import time
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import aiohttp

from tests.e2e.server import free_port

PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
}
LIMIT = 30
KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "Tab": "\ue004"}


class Firefox:
    """A running Firefox with one tab; use as a context manager."""

    def __init__(self, program: str, profile: Path) -> None:
        self._port = free_port()
        profile.mkdir(parents=True)
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        arguments = ["--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", str(self._port)]
        self._process = subprocess.Popen(
            [program, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        # a loop in a thread of its own: the one of this thread belongs to Playwright
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._number = 0

    def __enter__(self) -> Firefox:
        self._wait(self._connect())
        self._send("session.new", capabilities={})
        self._tab: str = self._send("browsingContext.create", type="tab")["context"]
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(Exception):
            self._send("browser.close")
        self._wait(self._session.close())
        try:
            self._process.wait(LIMIT)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._loop.call_soon_threadsafe(self._loop.stop)

    def goto(self, address: str) -> None:
        self._send("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """Return the value of a JavaScript expression on the page; ``root`` is the inside of the chat."""
        code = (
            f"JSON.stringify((root => ({expression}) ?? null)(document.querySelector('duaalwijzer-chat')?.shadowRoot))"
        )
        answer = self._send("script.evaluate", expression=code, target={"context": self._tab}, awaitPromise=True)
        if answer["type"] != "success":
            raise AssertionError(f"{expression}: {answer['exceptionDetails']['text']}")
        return json.loads(answer["result"]["value"])

    def until(self, expression: str) -> None:
        """Wait until a JavaScript expression holds."""
        deadline = time.monotonic() + LIMIT
        while not self.evaluate(expression):
            assert time.monotonic() < deadline, f"never came true in Firefox: {expression}"
            time.sleep(0.05)

    def press(self, *keys: str) -> None:
        """Press keys, each a character or the name of a key."""
        actions = [{"type": kind, "value": KEYS.get(key, key)} for key in keys for kind in ("keyDown", "keyUp")]
        self._send(
            "input.performActions", context=self._tab, actions=[{"type": "key", "id": "keys", "actions": actions}]
        )

    def screenshot(self) -> str:
        """Return a picture of the page as base64."""
        data: str = self._send("browsingContext.captureScreenshot", context=self._tab)["data"]
        return data

    async def _connect(self) -> None:
        self._session = aiohttp.ClientSession()
        deadline = time.monotonic() + LIMIT
        while True:
            try:
                self._socket = await self._session.ws_connect(f"ws://127.0.0.1:{self._port}/session", max_msg_size=0)
                return
            except aiohttp.ClientError:
                if time.monotonic() > deadline:
                    raise
                await asyncio.sleep(0.1)

    def _send(self, method: str, **parameters: object) -> dict[str, Any]:
        return self._wait(self._exchange(method, parameters))

    async def _exchange(self, method: str, parameters: dict[str, object]) -> dict[str, Any]:
        self._number += 1
        await self._socket.send_json({"id": self._number, "method": method, "params": parameters})
        while True:
            answer = await self._socket.receive_json(timeout=LIMIT)
            if answer.get("id") == self._number:
                if answer["type"] == "error":
                    raise AssertionError(f"{method}: {answer['message']}")
                result: dict[str, Any] = answer["result"]
                return result

    def _wait(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(2 * LIMIT)
