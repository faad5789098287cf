from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.refusal import RefusedError
from bot.channels.requests import MAX_BODY, EraseBody, FeedbackBody, MessageBody, SessionBody, read_body
from tests.bot.channels.requests_made import made

MESSAGE = {"token": "t", "id": "0f8fad5b-d9cd-469f-a165-70867728950e", "message": "Wat kost het?"}
FEEDBACK = {
    "token": "t",
    "reply_id": "0" * 32,
    "rating": "down",
    "remark": "Te lang.",
    "answers": [{"id": "faq_costs", "version": "2026-09-01"}],
}


def without(body: dict[str, object], name: str) -> dict[str, object]:
    return {key: value for key, value in body.items() if key != name}


def test_a_typed_message_a_button_and_a_rating_are_read() -> None:
    assert read_body(made(json.dumps(MESSAGE).encode()), MessageBody).message == "Wat kost het?"
    button = {**without(MESSAGE, "message"), "payload": "/faq_costs", "title": "Kosten"}
    assert read_body(made(json.dumps(button).encode()), MessageBody).payload == "/faq_costs"
    assert read_body(made(json.dumps(FEEDBACK).encode()), FeedbackBody).answers[0].id == "faq_costs"
    assert read_body(made(b"{}"), SessionBody).school == ""


@pytest.mark.parametrize("body", [b"", b"no json", b"[1]", b'"text"', b"\xff\xfe\xfd", b"[" * 10_000, b'{"token": 1}'])
def test_a_body_that_is_no_request_is_refused_with_the_reason(body: bytes) -> None:
    with pytest.raises(RefusedError) as refused:
        read_body(made(body), EraseBody)
    assert refused.value.status == 400
    assert str(refused.value)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "short"},
        {"id": "with space in it"},
        {"id": "x" * 65},
        {"id": 12345678},
        {"message": 5},
        {"message": None},
        {"payload": "/faq_costs"},
        {"title": ["a"]},
        {"token": None},
        {"token": "x" * 1001},
    ],
)
def test_a_message_with_a_wrong_part_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(RefusedError) as refused:
        read_body(made(json.dumps({**MESSAGE, **change}).encode()), MessageBody)
    assert refused.value.status == 400


@pytest.mark.parametrize(
    "change",
    [
        {"rating": "sideways"},
        {"rating": None},
        {"reply_id": "../../etc"},
        {"answers": [{"id": "faq_costs"}]},
        {"answers": [{"id": "<script>", "version": "1"}]},
        {"answers": [{"id": "faq_costs", "version": "1"}] * 11},
        {"remark": {"text": "x"}},
    ],
)
def test_a_rating_with_a_wrong_part_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(RefusedError) as refused:
        read_body(made(json.dumps({**FEEDBACK, **change}).encode()), FeedbackBody)
    assert refused.value.status == 400


@pytest.mark.parametrize(
    ("body", "model"),
    [
        ({**MESSAGE, "message": "é" * 1001}, MessageBody),
        ({**FEEDBACK, "remark": "x" * 501}, FeedbackBody),
        ({**MESSAGE, "message": "x" * MAX_BODY}, MessageBody),
    ],
)
def test_what_is_too_long_is_refused_as_such(body: dict[str, object], model: type[MessageBody]) -> None:
    with pytest.raises(RefusedError) as refused:
        read_body(made(json.dumps(body).encode()), model)
    assert refused.value.status == 413


def test_the_longest_message_and_remark_are_accepted() -> None:
    read_body(made(json.dumps({**MESSAGE, "message": "\U0001f600" * 1000}).encode()), MessageBody)
    read_body(made(json.dumps({**FEEDBACK, "remark": "x" * 500}).encode()), FeedbackBody)


@given(st.binary(max_size=200))
def test_no_body_crashes_the_reader(body: bytes) -> None:
    with pytest.raises(RefusedError) as refused:
        read_body(made(body), MessageBody)
    assert refused.value.status == 400
