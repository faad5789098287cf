"""What a message that says little by itself means after an answer: more of it, what to do now, a fact to note. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.dialogue.markers import Markers, is_short
from bot.dialogue.message import CANCEL, INFORM, SIMPLIFY, beside_facts, facts_in, intent_of, renamed
from bot.nlu.labels import CRISIS, OUT_OF_SCOPE, UNSURE, is_faq

MORE, NOTED, CRISIS_AGAIN = "more", "noted", "crisis_again"
CONTACT = "faq_contact"
# answers that tell about pay meanwhile: "krijgt hij dan loon?" after them is no question on the number of hours
_TELL_OF_PAY = frozenset({"faq_sickness", "faq_school_holidays"})
_ASK_FOR_PAY = frozenset({"faq_paid_hours", "faq_late_pay"})
# what somebody who wants to stop, and does not say with what, may mean
QUITS_WHAT = ("faq_switch_workplace", "faq_return_fulltime", "faq_leerplicht")
_ABOUT_WHO_ASKS = frozenset({"set_parent", "set_student"})
# readings of a message that says little by itself
_WEAK = frozenset({OUT_OF_SCOPE, UNSURE, INFORM, "nearmiss_personal_file", "nearmiss_adult", "dont_know", "complaint"})
# "tot wanneer dan" is no goodbye
_SMALL_TALK = frozenset({"goodbye", "greet", "restart", CANCEL})
_CLOSES = frozenset({"thank", "goodbye", "greet", "bot_challenge", "privacy", "restart"})


@dataclass(frozen=True)
class Before:
    """What was said before.

    ``answers``: ids of the latest answers; ``says_what_to_do``: the simple form of the first of them does; ``simple``:
    that form was the latest message; ``reply``: id of the latest message, when it was a reply.
    """

    answers: tuple[str, ...] = ()
    says_what_to_do: bool = False
    simple: bool = False
    reply: str = ""


def in_crisis(parsed: dict[str, Any], before: Before, markers: Markers) -> dict[str, Any] | None:
    """Stay with somebody in danger: after the help lines, only a question of another kind is read as usual."""
    intent, text = intent_of(parsed), str(parsed.get("text") or "")
    if before.reply not in {CRISIS, CRISIS_AGAIN} or intent in _CLOSES:
        return None
    asks_help = intent == CONTACT or markers.asks_next_step(text) or markers.leans(text)
    return None if is_faq(intent) and not asks_help else renamed(parsed, CRISIS_AGAIN)


def without_alarm(parsed: dict[str, Any], before: Before, markers: Markers) -> dict[str, Any]:
    """Return a message of words that only point back as one that says little: "en als het niet gaat" is no crisis."""
    if intent_of(parsed) != CRISIS or before.reply in {CRISIS, CRISIS_AGAIN}:
        return parsed
    return renamed(parsed, UNSURE) if before.answers and markers.leans(str(parsed.get("text") or "")) else parsed


def quits(parsed: dict[str, Any], markers: Markers) -> dict[str, Any] | None:
    """Ask what "ik wil stoppen" is about, when there is no form that it can be about."""
    intent = intent_of(parsed)
    if not (intent in {CANCEL, UNSURE} or is_faq(intent)) or not markers.quits(str(parsed.get("text") or "")):
        return None
    return {**renamed(parsed, UNSURE), "candidates": list(QUITS_WHAT)}


def after_answer(
    parsed: dict[str, Any], told: Mapping[str, Any], before: Before, markers: Markers
) -> dict[str, Any] | None:
    """Return the message as a second step after the latest answer; ``None`` when it is a message of its own."""
    intent, text = intent_of(parsed), str(parsed.get("text") or "")
    if not before.answers:
        return None
    if markers.asks_next_step(text) and before.says_what_to_do:
        return _in_brief(parsed, before)
    leans, tells, asks = markers.leans(beside_facts(parsed)), bool(facts_in(told)), markers.is_question(text)
    if is_faq(intent):
        return _of_question(parsed, leans, tells, before, markers)
    if tells and (intent in _ABOUT_WHO_ASKS | {INFORM} or (intent in _WEAK and is_short(text) and not asks)):
        return renamed(parsed, NOTED)
    if intent in _ABOUT_WHO_ASKS and markers.follows_up(text):
        return renamed(parsed, MORE)
    if intent in _SMALL_TALK and leans and (asks or markers.follows_up(text)):
        return renamed(parsed, MORE)
    if intent not in _WEAK:
        return None
    if before.says_what_to_do and is_short(text) and intent != "complaint":
        return renamed(parsed, MORE) if asks else _in_brief(parsed, before)
    return renamed(parsed, MORE) if leans or intent == INFORM else None


def says_little(intent: str) -> bool:
    """Tell whether a message with this reading may mean something else after an answer."""
    return intent in _WEAK | _SMALL_TALK


def _of_question(
    parsed: dict[str, Any], leans: bool, tells: bool, before: Before, markers: Markers
) -> dict[str, Any] | None:
    """Read a question that points to the answer before: "wie kan ik bellen?", "en als ik 18 ben?"."""
    intent, text = intent_of(parsed), str(parsed.get("text") or "")
    if intent == CONTACT and before.says_what_to_do and is_short(text):
        return _in_brief(parsed, before)
    if intent in _ASK_FOR_PAY and before.answers[0] in _TELL_OF_PAY and markers.says_meanwhile(text) and not tells:
        return renamed(parsed, before.answers[0])
    if not markers.follows_up(text):
        return None
    if intent == before.answers[0]:
        return renamed(parsed, MORE if before.simple else SIMPLIFY)
    return renamed(parsed, NOTED if tells else MORE) if leans else None


def _in_brief(parsed: dict[str, Any], before: Before) -> dict[str, Any]:
    return renamed(parsed, MORE if before.simple else SIMPLIFY)
