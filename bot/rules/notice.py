"""R8: ending the contract with the workplace. Day counting is not confirmed, so dates are estimates and say so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from bot.rules.model import ImpossibleInputError, Note, Parameters, Result, doubts, sources


class Ending(str, Enum):
    """How the contract can end."""

    NOTICE_WITHOUT_REASON = "notice_without_reason"
    MUTUAL_AGREEMENT = "mutual_agreement"
    REASON_AND_CONCILIATION = "reason_and_conciliation"
    NOT_STARTED = "not_started"


@dataclass(frozen=True)
class Wish:
    """The wish to end: start of the contract, the day one wants to give notice, and whether both sides agree."""

    started: date
    on: date
    both_agree: bool = False


def notice(wish: Wish, parameters: Parameters, today: date) -> Result[Ending]:
    """Return how the contract can end; values: ``day`` (1 = first day), ``around`` (estimated last day).

    Counts calendar days with the first day of the contract as day 1; the result says that this is to be confirmed.
    """
    if wish.started.year < today.year - 4:
        raise ImpossibleInputError("contract_too_old", started=wish.started)
    if wish.started > today + timedelta(days=366) or wish.on > today + timedelta(days=732):
        raise ImpossibleInputError("date_too_far", started=wish.started)
    trial = parameters.entry("notice.first_days", today)
    days = parameters.entry("notice.notice_days", today)
    conciliation = parameters.entry("notice.conciliation_days", today)
    report = parameters.entry("notice.report_to", today)
    day = (wish.on - wish.started).days + 1
    last_trial_day = wish.started + timedelta(days=int(trial.value) - 1)  # type: ignore[arg-type]
    values = {
        "day": day,
        "started": wish.started,
        "on": wish.on,
        "last_trial_day": last_trial_day,
        "notice_days": days.value,
        "conciliation_days": conciliation.value,
        "first_days": trial.value,
    }
    uncertain = (Note("day_counting_unconfirmed", values), *doubts(trial))
    reported = Note("report_to_trajectbegeleider")
    if day < 1:
        return Result(
            Ending.NOT_STARTED,
            (Note("contract_not_started", values), reported),
            sources(trial, report),
            uncertain,
            values,
        )
    if day <= int(trial.value):  # type: ignore[arg-type]
        around = wish.on + timedelta(days=int(days.value))  # type: ignore[arg-type]
        values = {**values, "around": around}
        return Result(
            Ending.NOTICE_WITHOUT_REASON,
            (Note("within_first_days", values), reported),
            sources(trial, report),
            uncertain,
            values,
        )
    if wish.both_agree:
        return Result(
            Ending.MUTUAL_AGREEMENT,
            (Note("after_first_days", values), reported),
            sources(trial, report),
            uncertain,
            values,
        )
    around = wish.on + timedelta(days=int(conciliation.value))  # type: ignore[arg-type]
    values = {**values, "around": around}
    return Result(
        Ending.REASON_AND_CONCILIATION,
        (Note("after_first_days", values), Note("written_reason_needed"), reported),
        sources(trial, conciliation, report),
        (*uncertain, Note("legal_reasons_unknown")),
        values,
    )
