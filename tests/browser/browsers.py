"""Finds the browsers; as root on a machine with Debian's packages, installs them."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass


@dataclass(frozen=True)
class Program:
    """A browser: the names it may have on a machine, and the name of Debian's package."""

    names: tuple[str, ...]
    package: str

    @property
    def missing(self) -> str:
        """What a person reads when it cannot be had."""
        return (
            f"{self.names[0]} is missing, so nothing was tried in it: install it (on Debian 'apt-get install "
            f"{self.package}') and run the tests again"
        )

    def find(self) -> str | None:
        """Return its path, after trying to install it, or ``None``."""
        return self._installed() or (self._installed() if self._install() else None)

    def _installed(self) -> str | None:
        return next((path for path in map(shutil.which, self.names) if path is not None), None)

    def _install(self) -> bool:
        if os.geteuid() != 0 or shutil.which("apt-get") is None:
            return False
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", self.package]):
            done = subprocess.run(["apt-get", *command], env=environment, capture_output=True, timeout=900, check=False)
            if done.returncode != 0:
                return False
        return True


CHROMIUM = Program(("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"), "chromium")
FIREFOX = Program(("firefox-esr", "firefox"), "firefox-esr")

CHROMIUM_FLAGS = [
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
]
