from __future__ import annotations

from datetime import date
from enum import Enum

from bot.personal.compare import Worked, common, side_by_side
from bot.rules.model import Note, Result, Source

SOURCE = Source("Decreet", None, date(2026, 11, 24))


class Answer(str, Enum):
    YES = "yes"
    NO = "no"


def worked(decision: Answer, label: str = "", **values: float) -> Worked:
    note = Note("counted", values)
    return Worked(label, Result(decision, (note,), (SOURCE,), (Note("doubt"),), values))


def labels(found: list[Worked]) -> list[tuple[str, str]]:
    return [(one.label, one.result.decision.value) for one in found]


def test_each_case_stands_under_its_label() -> None:
    found = side_by_side([("16 uur", [worked(Answer.NO)]), ("24 uur", [worked(Answer.YES)])])
    assert labels(found) == [("16 uur", "no"), ("24 uur", "yes")]


def test_cases_that_come_to_the_same_are_told_once() -> None:
    options = [("bus", [worked(Answer.YES)]), ("fiets", [worked(Answer.NO)]), ("trein", [worked(Answer.YES)])]
    assert labels(side_by_side(options)) == [("bus of trein", "yes"), ("fiets", "no")]


def test_two_facts_nobody_knows_name_both() -> None:
    inner = side_by_side([("bus", [worked(Answer.YES)]), ("fiets", [worked(Answer.NO)])])
    found = side_by_side([("24 uur", inner), ("16 uur", [worked(Answer.NO)])])
    assert labels(found) == [("24 uur, bus", "yes"), ("24 uur, fiets", "no"), ("16 uur", "no")]


def test_when_all_cases_are_alike_only_what_is_true_of_each_is_left() -> None:
    found = side_by_side(
        [("16 uur", [worked(Answer.YES, hours=16, limit=20)]), ("24 uur", [worked(Answer.YES, hours=24, limit=20)])]
    )
    assert labels(found) == [("", "yes")]
    assert found[0].result.values == {"limit": 20}
    assert found[0].result.reasons == (Note("counted", {"limit": 20}),)


def test_a_reason_of_one_result_alone_is_no_common_reason_but_a_doubt_is() -> None:
    first = Result(Answer.YES, (Note("a"), Note("b")), (SOURCE,), (Note("doubt"),))
    second = Result(Answer.YES, (Note("b"),), (SOURCE,))
    shared = common([first, second])
    assert [note.code for note in shared.reasons] == ["b"]
    assert [note.code for note in shared.uncertain] == ["doubt"]
    assert shared.sources == (SOURCE,)
