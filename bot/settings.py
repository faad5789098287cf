"""Where things are and what the environment may change; every environment variable is read here."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

ROOT = Path(os.environ.get("DUAALWIJZER_HOME", Path(__file__).resolve().parent.parent))


class SettingError(ValueError):
    """An environment variable has a value that cannot be used; the message names it and what is expected."""


def _port(variable: str, default: int) -> int:
    value = os.environ.get(variable, "")
    if not value:
        return default
    if not value.isdigit() or not 0 < int(value) < 65536:
        raise SettingError(f"{variable} is '{value}'; give a port number between 1 and 65535, such as {default}")
    return int(value)


def _path(variable: str, default: Path) -> Path:
    value = os.environ.get(variable)
    return Path(value) if value else default


@dataclass(frozen=True)
class Settings:
    """Paths and addresses of one installation.

    ``extra_answers`` is a folder whose answer files take precedence over the ones delivered with the product:
    the place where a school overrides a text.
    """

    root: Path = ROOT
    host: str = field(default_factory=lambda: os.environ.get("DUAALWIJZER_HOST", "127.0.0.1"))
    port: int = field(default_factory=lambda: _port("DUAALWIJZER_PORT", 5005))
    action_port: int = field(default_factory=lambda: _port("DUAALWIJZER_ACTION_PORT", 5055))
    var: Path = field(default_factory=lambda: _path("DUAALWIJZER_VAR", ROOT / "var"))
    models: Path = field(default_factory=lambda: _path("DUAALWIJZER_MODELS", ROOT / "models"))
    answers: Path = field(default_factory=lambda: ROOT / "data" / "answers")
    replies: Path = field(default_factory=lambda: ROOT / "data" / "replies")
    parameters: Path = field(default_factory=lambda: ROOT / "data" / "parameters")
    results: Path = field(default_factory=lambda: ROOT / "data" / "results")
    facts: Path = field(default_factory=lambda: ROOT / "data" / "facts")
    lexicon: Path = field(default_factory=lambda: ROOT / "data" / "lexicon")
    extra_answers: Path = field(
        default_factory=lambda: _path(
            "DUAALWIJZER_EXTRA_ANSWERS", _path("DUAALWIJZER_VAR", ROOT / "var") / "answers"
        )
    )

    @property
    def address(self) -> str:
        """Address under which people reach the assistant, for links in texts: ``DUAALWIJZER_ADDRESS``."""
        return os.environ.get("DUAALWIJZER_ADDRESS", "").rstrip("/") or f"http://localhost:{self.port}"

    @property
    def database_url(self) -> str:
        """SQLAlchemy address of the conversations: ``DUAALWIJZER_DATABASE_URL``, else SQLite in ``var/``."""
        return os.environ.get("DUAALWIJZER_DATABASE_URL") or f"sqlite:///{self.var / 'duaalwijzer.sqlite'}"


def today() -> date:
    """Return the day whose rules and texts hold: ``DUAALWIJZER_TODAY`` (to see the answers of another day), else today."""
    value = os.environ.get("DUAALWIJZER_TODAY", "")
    if not value:
        return date.today()
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise SettingError(f"DUAALWIJZER_TODAY is '{value}'; give a date such as 2026-11-24") from None


def load() -> Settings:
    """Return the settings for the present environment."""
    return Settings()
