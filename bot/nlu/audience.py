"""Recognises who is asking from the message itself: a parent ("mijn zoon") or a student ("ik ben leerling")."""

from __future__ import annotations

import re

from bot.answers.model import Audience
from bot.nlu.text import normalise

_CHILD = (
    r"(?:zoon|zoontje|dochter|dochtertje|kind|kinderen|kleinzoon|kleindochter|kleinkind|pleegzoon|pleegdochter|"
    r"pleegkind|stiefzoon|stiefdochter|stiefkind|jongste|oudste|zoons|dochters)"
)
_OWN = r"(?:mijne?|m'n|mn|mijnen|ons|onze|onzen|men|mij)"
_PARENT = re.compile(
    rf"\b{_OWN}\s(?:\w+\s)?{_CHILD}\b"
    r"|\b(?:wij|ik ben|als)\s(?:de\s|een\s)?(?:mama|papa|moeder|vader|ouders?|oma|opa|voogd)\b"
)
_STUDENT = re.compile(
    r"\bik ben (?:een |nen |ne |zelf (?:een |de )?|gewoon )?(?:leerling|student|scholier)\b"
    r"|\bik ben (?:(?:al|nu|pas|nog|maar|net|bijna) )*(?:1[2-9]|2[0-4])\b|\bik ben (?:geboren in|van) 20\d\d\b"
    r"|\bmijn? (?:werkplek|stageplek|mentor|baas|leercontract)\b"
    r"|\bik (?:zit|zat|ga zitten|studeer) (?:in|op) (?:het|de|'t|school|mijn)\b"
    r"|\bmijn? (?:ouders|mama|papa|ma|pa|moeder|vader)\b"
)


def audience_of(text: str) -> Audience | None:
    """Return who is asking, or ``None`` when the message does not tell."""
    normalised = normalise(text)
    if _PARENT.search(normalised):
        return Audience.PARENT
    if _STUDENT.search(normalised):
        return Audience.STUDENT
    return None
