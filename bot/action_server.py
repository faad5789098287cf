"""The action server: a process of its own beside the assistant, started, watched and stopped by it."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import logging
import os
import signal
import sys
import threading
import urllib.request
from collections.abc import Callable
from pathlib import Path

from bot.settings import Settings

logger = logging.getLogger(__name__)

HOST = "127.0.0.1"
# where the packages `bot` and `actions` are, wherever the content may be
CODE = Path(__file__).resolve().parent.parent
READY_WITHIN = 30.0
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0


def serve(settings: Settings, until_parent_ends: bool = False) -> None:
    """Serve the custom actions on this machine only, until the process is asked to stop."""
    from rasa_sdk.endpoint import create_app

    if until_parent_ends:
        threading.Thread(target=_stop_with_parent, daemon=True).start()
    app = create_app("actions", cors_origins=[])
    importlib.import_module("actions.knowledge").knowledge().read()
    app.run(host=HOST, port=settings.action_port, workers=1, access_log=False, motd=False)


def _stop_with_parent() -> None:
    # the parent holds the other end of this pipe: it closes even when the parent is killed
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def is_up(settings: Settings) -> bool:
    """Tell whether the action server answers."""
    try:
        with urllib.request.urlopen(f"http://{HOST}:{settings.action_port}/health", timeout=1) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


class ActionServer:
    """Keeps an action server running: starts it, starts it again when it ends by itself, stops it."""

    def __init__(self, settings: Settings, command: Callable[[], list[str]] | None = None) -> None:
        self._settings = settings
        self._command = command or (lambda: [sys.executable, "-m", "bot", "actions", "--with-parent"])
        self._process: asyncio.subprocess.Process | None = None
        self._watch: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start it and wait until it answers; after half a minute go on without it (answers stay general)."""
        self._watch = asyncio.create_task(self._keep_running())
        loop = asyncio.get_running_loop()
        deadline = loop.time() + READY_WITHIN
        while not await loop.run_in_executor(None, is_up, self._settings):
            if loop.time() > deadline:
                logger.error(
                    "The action server does not answer on port %s; personal answers are off until it does.",
                    self._settings.action_port,
                )
                return
            await asyncio.sleep(0.1)

    async def stop(self) -> None:
        """Stop it and wait until it has ended."""
        if self._watch is not None:
            self._watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watch
        process = self._process
        if process is not None and process.returncode is None:
            process.terminate()
            try:
                await asyncio.wait_for(process.wait(), 10)
            except asyncio.TimeoutError:
                process.kill()

    async def _keep_running(self) -> None:
        pause = FIRST_PAUSE
        loop = asyncio.get_running_loop()
        while True:
            started = loop.time()
            self._process = await asyncio.create_subprocess_exec(
                *self._command(), cwd=CODE, stdin=asyncio.subprocess.PIPE
            )
            code = await self._process.wait()
            pause = FIRST_PAUSE if loop.time() - started > LONGEST_PAUSE else min(2 * pause, LONGEST_PAUSE)
            logger.error("The action server ended (code %s); it is started again in %.0f s.", code, pause)
            await asyncio.sleep(pause)
