"""Intent names that code refers to; a test checks them against ``domain.yml``."""

from __future__ import annotations

FAQ_PREFIX = "faq_"
UNSURE = "unsure"
OUT_OF_SCOPE = "out_of_scope"
CRISIS = "crisis"
FOREIGN_LANGUAGE = "foreign_language"
EMPTY_MESSAGE = "empty_message"
LONG_MESSAGE = "long_message"
NONE_OF_THESE = "none_of_these"
STRANGERS = frozenset({OUT_OF_SCOPE, "nearmiss_netherlands", "nearmiss_adult", "nearmiss_personal_file"})


def is_faq(intent: str | None) -> bool:
    """Tell whether ``intent`` asks for an FAQ answer."""
    return bool(intent) and str(intent).startswith(FAQ_PREFIX)
