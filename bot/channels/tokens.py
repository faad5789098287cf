"""Conversation tokens: the server names the conversation and signs the name, so nobody can step into another's."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

import jwt

from bot.settings import SHORTEST_SECRET, SettingError, Settings

MAX_TOKEN = 1000
_ALGORITHM = "HS256"
_AUDIENCE = "website"  # a token signed with the same secret for another purpose is no conversation token


class TokenError(Exception):
    """The token is not one of ours, was changed, or has expired; the message says which."""


@dataclass(frozen=True)
class Ticket:
    """What a token proves: which conversation, begun for which school, until when."""

    conversation: str
    school: str
    expires_at: datetime


def _now() -> datetime:
    return datetime.now(timezone.utc)


class Tokens:
    """Issues and reads tokens signed with one secret."""

    def __init__(self, secret: str, now: Callable[[], datetime] = _now) -> None:
        self._secret = secret
        self._now = now

    def issue(self, school: str, hours: int) -> tuple[str, Ticket]:
        """Return a token for a new conversation that is valid for ``hours``."""
        issued = self._now().replace(microsecond=0)
        ticket = Ticket(secrets.token_hex(16), school, issued + timedelta(hours=hours))
        claims = {
            "aud": _AUDIENCE,
            "sub": ticket.conversation,
            "school": school,
            "iat": int(issued.timestamp()),
            "exp": int(ticket.expires_at.timestamp()),
        }
        return jwt.encode(claims, self._secret, _ALGORITHM), ticket

    def read(self, token: str, expired: bool = False) -> Ticket:
        """Return what ``token`` proves, or raise ``TokenError``; ``expired`` accepts one whose time is over."""
        try:
            claims = jwt.decode(
                token[: MAX_TOKEN + 1],
                self._secret,
                [_ALGORITHM],
                audience=_AUDIENCE,
                # time is checked below, against this object's clock
                options={"require": ["sub", "exp", "school"], "verify_exp": False, "verify_iat": False},
            )
            ticket = Ticket(
                str(claims["sub"]), str(claims["school"]), datetime.fromtimestamp(int(claims["exp"]), timezone.utc)
            )
        except (jwt.InvalidTokenError, ValueError, TypeError, OverflowError):
            raise TokenError("the token is not valid; ask a new one at /session") from None
        if not expired and ticket.expires_at <= self._now():
            raise TokenError("the token has expired; ask a new one at /session")
        return ticket


def read_secret(settings: Settings) -> str:
    """Return the signing secret: ``DUAALWIJZER_SECRET``, else the one in ``var/secret``, made when there is none."""
    if settings.secret is not None:
        return settings.secret
    path = settings.var / "secret"
    try:
        return _kept(path) or _make(path)
    except OSError as error:
        raise SettingError(
            f"{path} cannot be read or written ({error.strerror}); make the folder writable, point DUAALWIJZER_VAR at "
            "one that is, or set DUAALWIJZER_SECRET"
        ) from None


def _kept(path: Path) -> str | None:
    try:
        secret = path.read_text(encoding="ascii", errors="replace").strip()
    except FileNotFoundError:
        return None
    if len(secret) < SHORTEST_SECRET:
        raise SettingError(f"{path} is damaged or too short; remove it, and a new secret is made at the next start")
    return secret


def _make(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    secret = secrets.token_urlsafe(48)
    temporary = path.with_name(f"secret.{os.getpid()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secret + "\n")
    try:
        os.link(temporary, path)  # fails when another process was first, and never shows a half-written file
    except FileExistsError:
        return _kept(path) or secret
    finally:
        temporary.unlink()
    return secret
