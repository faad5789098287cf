from __future__ import annotations

import logging

import pytest

from bot.channels.cors import MAX_REPORTED, Origins
from bot.channels.refusal import RefusedError
from tests.bot.channels.requests_made import made

SCHOOL = "https://www.school.be"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"host": "bot.school.be"},
        {"origin": SCHOOL, "host": "bot.school.be"},
        {"origin": "HTTPS://WWW.SCHOOL.BE", "host": "bot.school.be"},
        {"origin": "https://bot.school.be", "host": "bot.school.be"},
        {"origin": "http://localhost:5005", "host": "localhost:5005"},
        {"origin": "https://bot.school.be", "host": "127.0.0.1:5005", "sec_fetch_site": "same-origin"},
    ],
)
def test_our_own_pages_and_the_named_websites_may(headers: dict[str, str]) -> None:
    Origins([SCHOOL]).check(made(**headers))


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://www.school.be",
        "https://www.school.be:8443",
        "https://www.school.be.evil.example",
        "https://evilwww.school.be",
        "null",
        "",
        "http://[",
        "x" * 10_000,
    ],
)
def test_any_other_website_may_not(origin: str) -> None:
    request = made(origin=origin, host="bot.school.be", sec_fetch_site="cross-site")
    origins = Origins([SCHOOL])
    with pytest.raises(RefusedError, match="DUAALWIJZER_ORIGINS") as refused:
        origins.check(request)
    assert refused.value.status == 403
    assert "Access-Control-Allow-Origin" not in origins.headers(request)


def test_a_page_without_origin_and_host_does_not_pass_for_our_own() -> None:
    with pytest.raises(RefusedError):
        Origins([]).check(made(origin="null"))


def test_a_named_website_may_read_the_answer_and_when_to_come_back() -> None:
    headers = Origins([SCHOOL]).headers(made(origin=SCHOOL))
    assert headers["Access-Control-Allow-Origin"] == SCHOOL
    assert headers["Access-Control-Expose-Headers"] == "Retry-After"
    assert headers["Vary"] == "Origin"
    assert "Access-Control-Allow-Credentials" not in headers


def test_a_star_means_every_website() -> None:
    request = made(origin="https://anything.example", host="bot.school.be")
    origins = Origins(["*"])
    origins.check(request)
    assert origins.headers(request)["Access-Control-Allow-Origin"] == "https://anything.example"


def test_a_refused_website_is_logged_once_and_the_log_cannot_be_flooded(caplog: pytest.LogCaptureFixture) -> None:
    origins = Origins([])
    with caplog.at_level(logging.WARNING):
        for number in [0, 0, *range(3 * MAX_REPORTED)]:
            with pytest.raises(RefusedError):
                origins.check(made(origin=f"https://site{number}.example", host="bot"))
    assert len(caplog.records) == MAX_REPORTED
