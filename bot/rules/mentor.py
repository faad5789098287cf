"""R10: who may be a mentor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.rules.model import ImpossibleInputError, Note, Parameters, Result, doubts, sources


class MentorRight(str, Enum):
    """Whether somebody can be a mentor."""

    YES = "yes"
    WITH_SCHOOLING = "with_schooling"
    NO = "no"
    ASK = "ask"


@dataclass(frozen=True)
class Candidate:
    """A person who wants to be mentor: age and years in the job, proof of schooling, conduct, construction sector."""

    age: float
    years_in_job: float
    proof_of_schooling: bool = False
    conviction: bool = False
    construction: bool = False


def mentor(candidate: Candidate, parameters: Parameters, today: date) -> Result[MentorRight]:
    """Return whether the person can be mentor; values: the ages, years and months that count."""
    if not 0 <= candidate.age <= 110:
        raise ImpossibleInputError("age_impossible", age=candidate.age)
    if not 0 <= candidate.years_in_job <= candidate.age:
        raise ImpossibleInputError("job_years_impossible", years=candidate.years_in_job, age=candidate.age)
    age = parameters.entry("mentor.minimum_age", today)
    years = parameters.entry("mentor.years_in_job", today)
    exception = parameters.entry("mentor.exception_age", today)
    training = parameters.entry(
        "mentor.training_months_construction" if candidate.construction else "mentor.training_months", today
    )
    values = {
        "age": candidate.age,
        "years": candidate.years_in_job,
        "minimum_age": age.value,
        "minimum_years": years.value,
        "exception_age": exception.value,
        "training_months": training.value,
    }
    after = (Note("mentor_training", values), Note("criminal_record_extract"))
    rest = sources(age, years, exception, training)
    if candidate.conviction:
        return Result(MentorRight.ASK, (Note("conviction"),), rest, doubts(age), values)
    old_enough = candidate.age >= float(age.value)  # type: ignore[arg-type]
    experienced = candidate.years_in_job >= float(years.value)  # type: ignore[arg-type]
    if old_enough and experienced:
        return Result(
            MentorRight.YES, (Note("age_and_years_in_order", values), *after), rest, doubts(age, years), values
        )
    reasons = tuple(
        note
        for note, missing in (
            (Note("too_young_for_mentor", values), not old_enough),
            (Note("too_few_years_in_job", values), not experienced),
        )
        if missing
    )
    if candidate.age < float(exception.value):  # type: ignore[arg-type]
        return Result(MentorRight.NO, (*reasons, Note("below_exception_age", values)), rest, doubts(exception), values)
    decision = MentorRight.YES if candidate.proof_of_schooling else MentorRight.WITH_SCHOOLING
    return Result(
        decision, (*reasons, Note("exception_with_schooling", values), *after), rest, doubts(exception), values
    )
