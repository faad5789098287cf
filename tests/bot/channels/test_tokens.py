from __future__ import annotations

import stat
from datetime import datetime, timedelta, timezone
from pathlib import Path

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.tokens import TokenError, Tokens, read_secret
from bot.settings import SettingError, Settings

SECRET = "a secret of at least thirty-two characters"
START = datetime(2026, 11, 24, 12, 0, tzinfo=timezone.utc)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


def test_a_token_gives_back_what_it_was_issued_for() -> None:
    tokens = Tokens(SECRET)
    token, ticket = tokens.issue("linde", 24)
    assert tokens.read(token) == ticket
    assert ticket.school == "linde"
    assert len(bytes.fromhex(ticket.conversation)) == 16


def test_no_two_conversations_have_the_same_name() -> None:
    tokens = Tokens(SECRET)
    assert len({tokens.issue("linde", 1)[1].conversation for _ in range(200)}) == 200


@given(st.data())
def test_a_changed_token_is_refused(data: st.DataObject) -> None:
    token, _ = Tokens(SECRET).issue("linde", 24)
    # the last character of a part may hold spare bits that mean nothing; a character before it never does
    places = [index for index, character in enumerate(token[:-1]) if "." not in (character, token[index + 1])]
    place = data.draw(st.sampled_from(places))
    other = data.draw(st.characters(min_codepoint=33, max_codepoint=126).filter(lambda found: found != token[place]))
    with pytest.raises(TokenError):
        Tokens(SECRET).read(token[:place] + other + token[place + 1 :])


@given(st.text())
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(TokenError):
        Tokens(SECRET).read(text)


def claims(**changes: object) -> dict[str, object]:
    return {"aud": "website", "sub": "0" * 32, "school": "linde", "exp": int(START.timestamp()) + 60, **changes}


@pytest.mark.parametrize(
    ("content", "secret", "algorithm"),
    [
        (claims(), "another secret of thirty-two characters or more", "HS256"),
        (claims(), None, "none"),
        (claims(), SECRET, "HS512"),
        (claims(aud="calendar"), SECRET, "HS256"),
        ({name: value for name, value in claims().items() if name != "exp"}, SECRET, "HS256"),
        (claims(exp="soon"), SECRET, "HS256"),
        (claims(exp=10**20), SECRET, "HS256"),
    ],
)
def test_a_token_that_this_server_did_not_make_is_refused(
    content: dict[str, object], secret: str | None, algorithm: str
) -> None:
    forged = jwt.encode(content, secret, algorithm)
    with pytest.raises(TokenError):
        Tokens(SECRET, Clock()).read(forged)


def test_the_same_content_with_the_right_secret_is_accepted() -> None:
    assert Tokens(SECRET, Clock()).read(jwt.encode(claims(), SECRET, "HS256")).school == "linde"


def test_a_token_expires_but_still_serves_to_erase() -> None:
    clock = Clock()
    tokens = Tokens(SECRET, clock)
    token, ticket = tokens.issue("linde", 2)
    clock.now = START + timedelta(hours=2) - timedelta(seconds=1)
    assert tokens.read(token) == ticket
    clock.now = START + timedelta(hours=2)
    with pytest.raises(TokenError, match="expired"):
        tokens.read(token)
    assert tokens.read(token, expired=True) == ticket


def test_the_secret_is_made_once_for_the_owner_alone(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path / "var", secret=None)
    secret = read_secret(settings)
    assert len(secret) >= 32
    assert stat.S_IMODE((tmp_path / "var" / "secret").stat().st_mode) == 0o600
    assert read_secret(settings) == secret
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret"]
    assert read_secret(Settings(var=tmp_path / "other", secret=None)) != secret


def test_a_secret_in_the_environment_needs_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUAALWIJZER_SECRET", SECRET)
    assert read_secret(Settings(var=tmp_path)) == SECRET
    assert not list(tmp_path.iterdir())


def test_a_damaged_secret_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("", encoding="utf-8")
    with pytest.raises(SettingError, match="remove it"):
        read_secret(Settings(var=tmp_path, secret=None))


def test_a_place_where_no_secret_can_be_kept_gives_a_clear_message(tmp_path: Path) -> None:
    blocked = tmp_path / "var"
    blocked.write_text("a file, not a folder", encoding="utf-8")
    with pytest.raises(SettingError, match="DUAALWIJZER_SECRET"):
        read_secret(Settings(var=blocked, secret=None))
