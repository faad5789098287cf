"""Makes an incoming message safe: characters, length, and which commands a text may give."""

from __future__ import annotations

import re
import unicodedata

MAX_CHARACTERS = 1000
_PAYLOAD = re.compile(r"^/([a-z_]+)$")
_COMMAND = re.compile(r"^[\s/]*/")
# Intents that our own buttons name. Everything else after a slash is text a person typed, never a command.
BUTTON_INTENTS = frozenset({"none_of_these", "capabilities", "restart_confirmed", "dont_know", "cancel"})
# buttons of personal answers: "/calculate_<topic>" starts one, "/choose_<fact>=<value>" answers a question in it
CALCULATE = re.compile(r"^/calculate_([a-z_]+)$")
CHOOSE = re.compile(r"^/choose_([a-z_]+)=([a-z0-9_.-]+)$")


def clean(text: str) -> str:
    """Return ``text`` without control and formatting characters, in NFC, at most one character over the limit.

    One character over the limit is kept so that the understanding pipeline sees that the message was too long.
    """
    text = unicodedata.normalize("NFC", text[: 4 * MAX_CHARACTERS])
    kept = "".join(
        " " if character in "\n\r\t\u2028\u2029" else character
        for character in text
        if character in "\n\r\t\u2028\u2029\u200d" or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co"}
    )
    return " ".join(kept.split())[: MAX_CHARACTERS + 1]


def safe_text(text: str) -> str:
    """Return ``text`` cleaned, with a leading slash removed unless it is the payload of one of our buttons."""
    cleaned = clean(text)
    if not cleaned.startswith("/"):
        return cleaned
    if CALCULATE.match(cleaned) or CHOOSE.match(cleaned):
        return cleaned
    payload = _PAYLOAD.match(cleaned)
    if payload is not None and (payload.group(1).startswith("faq_") or payload.group(1) in BUTTON_INTENTS):
        return cleaned
    return _COMMAND.sub("", cleaned).strip()


def typed_text(text: str) -> str:
    """Return ``text`` cleaned for a channel that sends buttons apart: whatever it begins with, it is no command."""
    return _COMMAND.sub("", clean(text)).strip()


def allowed_payload(payload: str) -> str | None:
    """Return ``payload`` cleaned when it is one of our buttons' commands, else ``None``."""
    cleaned = clean(payload)
    return cleaned if cleaned.startswith("/") and safe_text(cleaned) == cleaned else None
