"""Finds Chromium; as root on a machine with Debian's packages, installs it."""

from __future__ import annotations

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = (
    "Chromium is missing, so nothing was tried in a browser: install it (on Debian 'apt-get install chromium') and run "
    "the tests again"
)
FLAGS = [
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
]


def find() -> str | None:
    """Return the path of Chromium, after trying to install it, or ``None``."""
    return _installed() or (_installed() if _install() else None)


def _installed() -> str | None:
    return next((path for path in map(shutil.which, NAMES) if path is not None), None)


def _install() -> bool:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", "chromium"]):
        if subprocess.run(command, env=environment, capture_output=True, timeout=900, check=False).returncode != 0:
            return False
    return True
