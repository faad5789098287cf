"""Where things are and what the environment may change; every environment variable is read here."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

SHORTEST_SECRET = 32
_ORIGIN = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(:\d{1,5})?")
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


def _count(variable: str, default: int, least: int = 1) -> int:
    value = os.environ.get(variable, "")
    if not value:
        return default
    if not value.isdigit() or int(value) < least:
        raise SettingError(f"{variable} is '{value}'; give a whole number of {least} or more, such as {default}")
    return int(value)


def _path(variable: str, default: Path) -> Path:
    value = os.environ.get(variable)
    return Path(value) if value else default


def _var() -> Path:
    return _path("DUAALWIJZER_VAR", ROOT / "var")


def _origins() -> tuple[str, ...]:
    found = []
    for text in os.environ.get("DUAALWIJZER_ORIGINS", "").replace(",", " ").split():
        origin = text.rstrip("/").lower()
        if text != "*" and not _ORIGIN.fullmatch(origin):
            raise SettingError(
                f"DUAALWIJZER_ORIGINS holds '{text}'; give each website as https://www.school.be, without a path and "
                "with spaces between them, or * for every website"
            )
        found.append(origin)
    return tuple(found)


def _secret() -> str | None:
    value = os.environ.get("DUAALWIJZER_SECRET")
    if value and len(value) < SHORTEST_SECRET:
        raise SettingError(
            f"DUAALWIJZER_SECRET has {len(value)} characters; give {SHORTEST_SECRET} or more, random ones, or leave it "
            "out: a secret is then made and kept in var/secret"
        )
    return value or None


@dataclass(frozen=True)
class Settings:
    """Paths and addresses of one installation.

    ``extra_answers`` is a folder whose answer files take precedence over the ones delivered with the product:
    the place where a school overrides a text. ``extra_schools`` is the same for the settings of the widget by school.

    ``origins`` are the websites, beside the assistant's own address, that may use the website channel (``*``: all).
    A conversation is deleted ``keep_days`` after its last message.
    ``messages_per_minute`` holds for one conversation, ``requests_per_minute`` for one network address; ``proxies`` is
    the number of reverse proxies in front, so that the address is the visitor's and not the proxy's.
    """

    root: Path = ROOT
    host: str = field(default_factory=lambda: os.environ.get("DUAALWIJZER_HOST", "127.0.0.1"))
    port: int = field(default_factory=lambda: _port("DUAALWIJZER_PORT", 5005))
    action_port: int = field(default_factory=lambda: _port("DUAALWIJZER_ACTION_PORT", 5055))
    var: Path = field(default_factory=_var)
    models: Path = field(default_factory=lambda: _path("DUAALWIJZER_MODELS", ROOT / "models"))
    answers: Path = field(default_factory=lambda: ROOT / "data" / "answers")
    replies: Path = field(default_factory=lambda: ROOT / "data" / "replies")
    parameters: Path = field(default_factory=lambda: ROOT / "data" / "parameters")
    results: Path = field(default_factory=lambda: ROOT / "data" / "results")
    facts: Path = field(default_factory=lambda: ROOT / "data" / "facts")
    lexicon: Path = field(default_factory=lambda: ROOT / "data" / "lexicon")
    extra_answers: Path = field(default_factory=lambda: _path("DUAALWIJZER_EXTRA_ANSWERS", _var() / "answers"))
    schools: Path = field(default_factory=lambda: ROOT / "data" / "website")
    extra_schools: Path = field(default_factory=lambda: _path("DUAALWIJZER_EXTRA_SCHOOLS", _var() / "website"))
    origins: tuple[str, ...] = field(default_factory=_origins)
    secret: str | None = field(default_factory=_secret, repr=False)
    keep_days: int = field(default_factory=lambda: _count("DUAALWIJZER_KEEP_DAYS", 30))
    messages_per_minute: int = field(default_factory=lambda: _count("DUAALWIJZER_MESSAGES_PER_MINUTE", 20))
    requests_per_minute: int = field(default_factory=lambda: _count("DUAALWIJZER_REQUESTS_PER_MINUTE", 300))
    proxies: int = field(default_factory=lambda: _count("DUAALWIJZER_PROXIES", 0, least=0))

    @property
    def address(self) -> str:
        """Address under which people reach the assistant, for links in texts: ``DUAALWIJZER_ADDRESS``."""
        return os.environ.get("DUAALWIJZER_ADDRESS", "").rstrip("/") or f"http://localhost:{self.port}"

    @property
    def database_url(self) -> str:
        """SQLAlchemy address of the conversations: ``DUAALWIJZER_DATABASE_URL``, else SQLite in ``var/``."""
        return os.environ.get("DUAALWIJZER_DATABASE_URL") or f"sqlite:///{self.var / 'duaalwijzer.sqlite'}"


def today() -> date:
    """Return the day whose rules and texts hold: ``DUAALWIJZER_TODAY`` (to see another day's answers), else today."""
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
