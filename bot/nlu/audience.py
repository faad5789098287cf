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
_MY = r"(?:mijn?|mijne?n?|m'n|mn|men)"
_PARENT = re.compile(
    rf"\b{_OWN}\s(?:\w+\s)?{_CHILD}\b"
    r"|\b(?:wij|ik ben|kben|als)\s(?:de\s|een\s)?(?:mama|papa|moeder|vader|ouders?|oma|opa|voogd)\b"
)
_STUDENT = re.compile(
    r"\bik ben (?:een |nen |ne |zelf (?:een |de )?|gewoon )?(?:leerling|student|scholier)\b"
    r"|\bik ben (?:(?:al|nu|pas|nog|maar|net|bijna) )*(?:1[2-9]|2[0-4])\b|\bik ben (?:geboren in|van) 20\d\d\b"
    r"|^(?:k|kben|ben) (?:1[2-9]|2[0-4])\b"
    rf"|\b{_MY} (?:werkplek|stageplek|mentor|baas|bazin|patron|chef|leercontract|leervergoeding|loon|trajectbegeleider|"
    r"leerkracht|juf|klas|examens?)\b"
    r"|\bik (?:zit|zat|ga zitten|studeer) (?:in|op) (?:het|de|'t|school|mijn)\b"
    rf"|\b{_MY} (?:ouders|mama|papa|ma|pa|moeder|vader|stiefvader|stiefmoeder|pleegouders)\b"
    r"|\b(?:ik|k) (?:werk|verdien|volg duaal|doe duaal|wil (?:nen |een )?andere baas)\b|\bverdien ik\b"
    r"|\bmoet ik (?:(?:dan|ook|nog|zelf) )*(?:werken|gaan werken|komen werken)\b"
    r"|\bmag ik (?:(?:dan|ook|nog|al|wel) )*(?:werken|stoppen|starten|duaal|beginnen)\b"
    r"|\b(?:ik |k)?ben (?:(?:gisteren|vandaag|net|juist|morgen|weer|zelf) )*(?:ontslagen|ziek|gepest|leerling)\b"
    r"|^k(?:ben|wil|ga|kan|moet|werk|mag|zit|doe|krijg|verdien)\b"
    r"|\b(?:pesten|pest|slaan|slaat|roepen op|roept op|ontslaan|raakt) (?:mij|me)\b"
    r"|\btegen (?:mij|me)\b|\b(?:betalen|betaalt) (?:mij|me) (?:\w+ ){0,3}(?:niet|nie|ni|te)\b"
    r"|\b(?:mij|me) (?:\w+ ){0,3}(?:gepest|geslagen|ontslagen|buiten|buitengezet|uitgescholden|uitgelachen)\b"
)


def audience_of(text: str) -> Audience | None:
    """Return who is asking, or ``None`` when the message does not tell."""
    normalised = normalise(text)
    if _PARENT.search(normalised):
        return Audience.PARENT
    if _STUDENT.search(normalised):
        return Audience.STUDENT
    return None
