from __future__ import annotations

import json
import signal
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.channels.tokens import Tokens
from bot.channels.widget_script import SCRIPT, Script
from tests.e2e.server import Assistant
from tests.e2e.test_start_and_stop import start
from tests.e2e.website import BASE, Website, said, stored

SCHOOL = "https://www.linde.example"
COSTS = [{"id": "faq_costs", "version": "2026-09-01"}]


def tokens_of(assistant: Assistant) -> Tokens:
    """The assistant's own way to sign and read tokens."""
    return Tokens((assistant.var / "secret").read_text(encoding="ascii").strip())


def conversation_of(visitor: Website) -> str:
    return tokens_of(visitor.assistant).read(visitor.token, expired=True).conversation


@pytest.fixture
def visitor(assistant: Assistant) -> Website:
    return Website(assistant).begin()


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant behind a proxy, with low limits and one school's website allowed."""
    with Assistant(
        tmp_path_factory.mktemp("var"),
        DUAALWIJZER_MESSAGES_PER_MINUTE="3",
        DUAALWIJZER_REQUESTS_PER_MINUTE="10",
        DUAALWIJZER_PROXIES="1",
        DUAALWIJZER_ORIGINS=SCHOOL,
    ) as running:
        yield running


def test_a_session_is_a_signed_conversation_for_the_school_until_a_moment(assistant: Assistant) -> None:
    status, headers, body = Website(assistant).post("/session", {"school": "linde"})
    assert status == 200
    assert headers["Cache-Control"] == "no-store"
    ticket = tokens_of(assistant).read(body["token"])
    assert ticket.school == "linde"
    assert datetime.fromisoformat(body["expires_at"].replace("Z", "+00:00")) == ticket.expires_at
    assert timedelta(hours=23) < ticket.expires_at - datetime.now(timezone.utc) <= timedelta(hours=24)
    unknown = Website(assistant).post("/session", {"school": "../geen school"})[2]
    assert tokens_of(assistant).read(unknown["token"]).school == "default"


def test_a_typed_question_is_answered_with_what_feedback_and_sources_need(visitor: Website) -> None:
    identifier = str(uuid.uuid4())
    status, _, body = visitor.send(identifier, message="Is mijn kind verzekerd op de werkplek?")
    assert status == 200
    assert body["id"] == identifier
    (message,) = body["messages"]
    assert set(message) == {"text", "buttons", "custom", "reply_id"}
    (answer,) = message["custom"]["answers"]
    assert answer["id"] == "faq_insurance"
    assert {"id", "version", "certainty", "sources", "checked_on"} == set(answer)
    assert message["text"].endswith("\n\n" + message["custom"]["source_line"])
    assert all(button["payload"].startswith(("/faq_", "/calculate_")) for button in message["buttons"])
    assert "je kind" in message["text"]
    rows = stored(
        visitor.assistant,
        "select data from events where sender_id = ? and type_name = 'user'",
        conversation_of(visitor),
    )
    event = json.loads(rows[-1][0])
    assert event["input_channel"] == "website"
    assert event["metadata"]["school"] == "linde"
    assert event["message_id"] == identifier


def test_a_button_gives_its_answer_and_offered_buttons_work(visitor: Website) -> None:
    first = visitor.press("/faq_costs")
    assert [answer["id"] for answer in first["custom"]["answers"]] == ["faq_costs"]
    second = visitor.press(first["buttons"][0]["payload"])
    assert f"/{second['custom']['answers'][0]['id']}" == first["buttons"][0]["payload"]
    assert second["reply_id"] != first["reply_id"]


def test_a_personal_answer_is_worked_out_by_buttons_and_can_be_rated(visitor: Website) -> None:
    offered = [button["payload"] for button in visitor.press("/faq_contract_types")["buttons"]]
    message = visitor.press(next(payload for payload in offered if payload.startswith("/calculate_")))
    for _ in range(10):
        if "results" in message["custom"]:
            break
        choice = next(button["payload"] for button in message["buttons"] if button["payload"] != "/cancel")
        message = visitor.press(choice)
    assert message["text"].endswith("\n\n" + message["custom"]["source_line"])
    answers = [{"id": answer["id"], "version": answer["version"]} for answer in message["custom"]["answers"]]
    assert visitor.rate(message["reply_id"], "up", answers=answers)[0] == 204
    row = stored(visitor.assistant, "select answers from feedback where conversation = ?", conversation_of(visitor))
    assert json.loads(row[0][0]) == answers


@pytest.mark.parametrize(
    "text",
    [
        "/calculate_contract",
        "/choose_region=flanders",
        "/faq_costs",
        "  / /faq_costs",
        "/restart",
        "/session_start",
        "/none_of_these",
        '/set_student{"audience": "student"}',
    ],
)
def test_typed_text_with_a_slash_is_text(visitor: Website, text: str) -> None:
    before = visitor.press("/faq_costs")["text"]
    plain = Website(visitor.assistant).begin()
    plain.press("/faq_costs")
    assert visitor.say(text)["text"] == plain.say(text.lstrip("/ "))["text"]
    assert said(visitor.assistant, conversation_of(visitor))[-1] == text.lstrip("/ ")
    assert visitor.press("/faq_costs")["text"] == before


@pytest.mark.parametrize(
    "payload", ["/restart", "/session_start", '/set_student{"audience": "student"}', "kosten", "", "/"]
)
def test_a_payload_that_no_button_has_is_refused(visitor: Website, payload: str) -> None:
    status, _, body = visitor.send(payload=payload, title="x")
    assert status == 400
    assert body["error"]
    assert said(visitor.assistant, conversation_of(visitor)) == []


@pytest.mark.parametrize("path", ["/webhook", "/feedback"])
def test_a_forged_or_expired_token_is_refused(assistant: Assistant, path: str) -> None:
    body = {"id": "0" * 32, "message": "hallo", "reply_id": "0" * 32, "rating": "up"}
    long_ago = Tokens(
        (assistant.var / "secret").read_text(encoding="ascii").strip(),
        lambda: datetime(2026, 1, 1, tzinfo=timezone.utc),
    )
    forged, _ = Tokens("not the secret of this server, but as long").issue("linde", 24)
    expired, _ = long_ago.issue("linde", 24)
    for token in (forged, expired, "", "x.y.z"):
        status, _, answer = Website(assistant).post(path, {**body, "token": token})
        assert status == 401, token
        assert "/session" in answer["error"]


@pytest.mark.parametrize("body", [b"", b"no json", b"[1]", b"{}", b'{"token": 5, "id": "x"}', b"\xff\xfe"])
@pytest.mark.parametrize("path", ["/webhook", "/feedback", "/erase"])
def test_a_body_that_is_no_request_says_what_is_wrong(assistant: Assistant, path: str, body: bytes) -> None:
    status, _, answer = Website(assistant).post(path, body)
    assert status == 400
    assert answer["error"]


def test_a_message_sent_twice_is_answered_once(visitor: Website) -> None:
    identifier = str(uuid.uuid4())
    first = visitor.send(identifier, message="Wat kost duaal leren?")[2]
    assert visitor.send(identifier, message="Wat kost duaal leren?")[2] == first
    assert said(visitor.assistant, conversation_of(visitor)) == ["Wat kost duaal leren?"]


def test_a_message_sent_five_times_at_once_is_answered_once(visitor: Website) -> None:
    identifier = str(uuid.uuid4())
    together = threading.Barrier(5)

    def send(_: int) -> object:
        together.wait()
        return visitor.send(identifier, message="Wat kost duaal leren?")[2]

    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(send, range(5)))
    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["messages"]
    assert said(visitor.assistant, conversation_of(visitor)) == ["Wat kost duaal leren?"]


def test_the_same_message_id_in_another_conversation_is_another_message(visitor: Website) -> None:
    identifier = str(uuid.uuid4())
    other = Website(visitor.assistant).begin()
    mine = visitor.send(identifier, message="Wat kost duaal leren?")[2]["messages"][0]
    theirs = other.send(identifier, payload="/faq_insurance", title="x")[2]["messages"][0]
    assert theirs["custom"]["answers"][0]["id"] == "faq_insurance"
    assert theirs["reply_id"] != mine["reply_id"]


def test_feedback_is_kept_and_a_second_rating_replaces_the_first(visitor: Website) -> None:
    message = visitor.press("/faq_costs")
    answers = [{"id": answer["id"], "version": answer["version"]} for answer in message["custom"]["answers"]]
    assert visitor.rate(message["reply_id"], "up", answers=answers)[0] == 204
    assert visitor.rate(message["reply_id"], "down", answers=answers, remark="Te\nlang \u202e!")[0] == 204
    rows = stored(
        visitor.assistant,
        "select reply_id, rating, remark, school, answers from feedback where conversation = ?",
        conversation_of(visitor),
    )
    assert [row[:4] for row in rows] == [(message["reply_id"], "down", "Te lang !", "linde")]
    assert json.loads(rows[0][4]) == COSTS


def test_erasing_deletes_conversation_feedback_and_kept_replies(visitor: Website) -> None:
    other = Website(visitor.assistant).begin()
    identifier = str(uuid.uuid4())
    for person in (visitor, other):
        person.say("Mijn zoon is 17 jaar")
        person.rate(person.press("/faq_costs")["reply_id"], "up", answers=COSTS)
    visitor.send(identifier, message="Wat kost het?")

    def left(person: Website) -> tuple[int, int]:
        conversation = conversation_of(person)
        return (
            len(stored(visitor.assistant, "select 1 from events where sender_id = ?", conversation)),
            len(stored(visitor.assistant, "select 1 from feedback where conversation = ?", conversation)),
        )

    before = left(other)
    assert min(left(visitor)) > 0
    assert visitor.erase() == 204
    assert left(visitor) == (0, 0)
    assert left(other) == before
    assert visitor.send(identifier, message="Wat kost het?")[0] == 401
    assert visitor.rate("0" * 32, "up")[0] == 401
    assert left(visitor) == (0, 0)
    assert visitor.erase() == 204


def test_an_expired_token_still_erases(assistant: Assistant) -> None:
    visitor = Website(assistant).begin()
    visitor.say("Wat kost duaal leren?")
    conversation = conversation_of(visitor)
    with_past = Tokens(
        (assistant.var / "secret").read_text(encoding="ascii").strip(),
        lambda: datetime(2026, 1, 1, tzinfo=timezone.utc),
    )
    visitor.token = with_past.issue("linde", 1)[0]
    assert visitor.erase() == 204
    assert said(assistant, conversation) == ["Wat kost duaal leren?"]


def test_a_message_in_flight_does_not_come_back_after_erasing(assistant: Assistant) -> None:
    def scramble(_: int) -> int:
        person = Website(assistant).begin()
        together = threading.Barrier(4)

        def message(number: int) -> int:
            together.wait()
            return person.send(message=f"Wat kost het? {number}")[0]

        def erase() -> int:
            together.wait()
            return person.erase()

        with ThreadPoolExecutor(4) as pool:
            sent = [pool.submit(message, number) for number in range(3)]
            assert pool.submit(erase).result() == 204
            assert {future.result() for future in sent} <= {200, 401}
        return len(stored(assistant, "select 1 from events where sender_id = ?", conversation_of(person)))

    assert [scramble(number) for number in range(5)] == [0] * 5


def test_too_many_messages_in_a_conversation_are_refused_for_a_while(strict: Assistant) -> None:
    visitor = Website(strict, **{"X-Forwarded-For": "192.0.2.1"}).begin()
    identifier = str(uuid.uuid4())
    first = visitor.send(identifier, message="Wat kost het?")[2]
    assert [visitor.send(message="Wat kost het?")[0] for _ in range(3)] == [200, 200, 429]
    status, headers, body = visitor.send(message="Wat kost het?")
    assert (status, bool(body["error"])) == (429, True)
    assert 1 <= int(headers["Retry-After"]) <= 60
    assert visitor.send(identifier, message="Wat kost het?")[2] == first
    other = Website(strict, **{"X-Forwarded-For": "192.0.2.1"}).begin()
    assert other.send(message="Wat kost het?")[0] == 200


def test_too_many_requests_from_an_address_are_refused_and_others_are_not(strict: Assistant) -> None:
    flood = Website(strict, **{"X-Forwarded-For": "203.0.113.9, 192.0.2.2"})
    answers = [flood.post("/session", {}) for _ in range(11)]
    assert [status for status, _, _ in answers] == [200] * 10 + [429]
    assert int(answers[-1][1]["Retry-After"]) >= 1
    assert Website(strict, **{"X-Forwarded-For": "203.0.113.9, 192.0.2.3"}).post("/session", {})[0] == 200


def test_what_is_too_long_is_refused(assistant: Assistant, strict: Assistant) -> None:
    visitor = Website(assistant).begin()
    assert visitor.send(message="x" * 1001)[0] == 413
    assert visitor.send(message="x" * 20_000)[0] == 413
    assert visitor.rate("0" * 32, "up", remark="x" * 501)[0] == 413
    assert said(assistant, conversation_of(visitor)) == []
    assert visitor.send(message="x" * 1000)[0] == 200
    school = Website(strict, Origin=SCHOOL, **{"X-Forwarded-For": "192.0.2.4"})
    status, headers, body = school.post("/webhook", b"x" * 150_000)
    assert (status, headers["Access-Control-Allow-Origin"], bool(body["error"])) == (413, SCHOOL, True)


def test_a_named_website_may_use_the_assistant_without_preflight_or_cookies(strict: Assistant) -> None:
    school = Website(strict, Origin=SCHOOL, **{"X-Forwarded-For": "192.0.2.5"}).begin()
    for status, headers, _ in (
        school.send(message="Wat kost duaal leren?"),
        school.post("/webhook", {"token": "forged", "id": "0" * 32, "message": "hallo"}),
        school.rate("0" * 32, "up"),
    ):
        assert status in {200, 401, 204}
        assert headers["Access-Control-Allow-Origin"] == SCHOOL
        assert "Origin" in headers["Vary"]
        assert "Access-Control-Allow-Credentials" not in headers


@pytest.mark.parametrize("origin", ["https://evil.example", "http://www.linde.example", "null"])
def test_another_website_is_refused_before_anything_is_done(strict: Assistant, origin: str) -> None:
    address = {"X-Forwarded-For": "192.0.2.6"}
    visitor = Website(strict, **address).begin()
    body = {"token": visitor.token, "id": "0" * 32, "message": "hallo"}
    status, headers, answer = visitor.post("/webhook", body, Origin=origin)
    assert status == 403
    assert "DUAALWIJZER_ORIGINS" in answer["error"]
    assert "Access-Control-Allow-Origin" not in headers
    assert said(strict, conversation_of(visitor)) == []
    status, received, _ = strict.exchange("GET", f"{BASE}/config", None, {"Origin": origin})
    assert (status, "Access-Control-Allow-Origin" in received) == (403, False)


def test_our_own_page_needs_no_permission(assistant: Assistant) -> None:
    own = f"http://127.0.0.1:{assistant.port}"
    assert Website(assistant, Origin=own).begin().send(message="Wat kost duaal leren?")[0] == 200


def test_the_settings_of_a_school_are_served_and_cached(assistant: Assistant) -> None:
    def get(school: str, **headers: str) -> tuple[int, dict[str, object], str]:
        status, received, content = assistant.exchange("GET", f"{BASE}/config?school={school}", None, headers)
        return status, json.loads(content) if content else {}, received["ETag"]

    status, linde, tag = get("linde")
    assert status == 200
    assert linde["school"] == {"id": "linde", "name": "Technisch Atheneum De Linde"}
    contract = ("school", "title", "greeting", "privacy", "starters", "color", "keep_hours", "contact", "version")
    assert set(contract) <= set(linde)
    assert get("linde", **{"If-None-Match": tag})[0] == 304
    assert get("bestaat-niet")[1]["school"] == {"id": "default", "name": "je school"}
    assert get("bestaat-niet")[1]["contact"] is None


def test_the_script_is_served_to_other_websites_or_its_absence_is_explained(assistant: Assistant) -> None:
    status, headers, content = assistant.exchange("GET", "/widget.js")
    described = assistant.exchange("GET", "/widget.json")
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert headers["Access-Control-Allow-Origin"] == "*"
    if not SCRIPT.is_file():
        assert (status, described[0]) == (404, 404)
        assert "is not built" in json.loads(content)["error"]
        assert "Note: " in assistant.output()
        return
    script = Script(content)
    assert json.loads(described[2]) == {
        "version": script.version,
        "src": f"/widget-{script.version}.js",
        "integrity": script.integrity,
    }
    status, pinned, again = assistant.exchange("GET", f"/widget-{script.version}.js")
    assert (status, again) == (200, content)
    assert "immutable" in pinned["Cache-Control"]
    assert assistant.exchange("GET", "/widget.js", None, {"If-None-Match": headers["ETag"]})[0] == 304


def test_an_unknown_version_of_the_script_is_not_found(assistant: Assistant) -> None:
    assert assistant.exchange("GET", "/widget-0123456789ab.js")[0] == 404


def test_pages_may_be_framed_by_our_own_pages_only(assistant: Assistant) -> None:
    policy = assistant.exchange("GET", "/")[1]["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "default-src 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy


def test_tokens_replies_and_double_messages_survive_a_crash_of_the_server(var: Path) -> None:
    identifier = str(uuid.uuid4())
    with Assistant(var) as first:
        visitor = Website(first).begin()
        answer = visitor.send(identifier, message="Wat kost duaal leren?")[2]
        first.stop(signal.SIGKILL)
    with Assistant(var, port=first.port) as second:
        visitor.assistant = second
        assert visitor.send(identifier, message="Wat kost duaal leren?")[2] == answer
        assert said(second, conversation_of(visitor)) == ["Wat kost duaal leren?"]
        assert visitor.say("kan je dat herhalen?")["text"] == answer["messages"][0]["text"]
        assert visitor.rate(answer["messages"][0]["reply_id"], "up", answers=COSTS)[0] == 204


def test_a_school_adds_itself_with_a_file_and_edits_it_while_the_server_runs(var: Path) -> None:
    file = var / "website" / "eik.yml"
    file.parent.mkdir(parents=True)
    file.write_text("schools:\n  eik:\n    name: De Eik\n    keep_hours: 2\n", encoding="utf-8")
    with Assistant(var) as running:

        def config() -> dict[str, object]:
            found: dict[str, object] = json.loads(running.exchange("GET", f"{BASE}/config?school=eik")[2])
            return found

        assert config()["school"] == {"id": "eik", "name": "De Eik"}
        ticket = tokens_of(running).read(Website(running, "eik").begin().token)
        assert ticket.school == "eik"
        assert ticket.expires_at - datetime.now(timezone.utc) <= timedelta(hours=2)
        file.write_text("schools:\n  eik:\n    name: De Nieuwe Eik\n", encoding="utf-8")
        deadline = time.monotonic() + 30
        while config()["school"] != {"id": "eik", "name": "De Nieuwe Eik"}:
            assert time.monotonic() < deadline, "the edited file was not read again"
            time.sleep(0.1)


def test_a_wrong_file_of_a_school_gives_file_and_line_at_the_start(var: Path) -> None:
    (var / "website").mkdir(parents=True)
    (var / "website" / "eik.yml").write_text("schools:\n  eik:\n    name: De Eik\n    kleur: rood\n", encoding="utf-8")
    result = start(var)
    assert result.returncode == 1
    assert "eik.yml:4" in result.stderr
    assert "Traceback" not in result.stderr + result.stdout


@pytest.mark.parametrize(("variable", "value"), [("DUAALWIJZER_ORIGINS", "school.be"), ("DUAALWIJZER_SECRET", "kort")])
def test_a_setting_that_cannot_be_used_gives_one_clear_message(var: Path, variable: str, value: str) -> None:
    result = start(var, **{variable: value})
    assert result.returncode == 1
    assert variable in result.stderr
    assert "Traceback" not in result.stderr + result.stdout
