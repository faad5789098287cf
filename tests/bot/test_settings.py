from __future__ import annotations

import pytest

from bot.settings import SettingError, load


@pytest.mark.parametrize(
    ("value", "origins"),
    [
        ("", ()),
        ("https://www.school.be", ("https://www.school.be",)),
        ("HTTPS://WWW.School.be/ http://localhost:8000", ("https://www.school.be", "http://localhost:8000")),
        ("https://a.be,https://b.be", ("https://a.be", "https://b.be")),
        ("*", ("*",)),
    ],
)
def test_origins_are_written_with_spaces_or_commas(
    monkeypatch: pytest.MonkeyPatch, value: str, origins: tuple[str, ...]
) -> None:
    monkeypatch.setenv("DUAALWIJZER_ORIGINS", value)
    assert load().origins == origins


@pytest.mark.parametrize("value", ["www.school.be", "https://school.be/contact", "ftp://school.be", "https://", "null"])
def test_an_origin_that_no_browser_sends_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("DUAALWIJZER_ORIGINS", value)
    with pytest.raises(SettingError, match="DUAALWIJZER_ORIGINS holds"):
        load()


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DUAALWIJZER_MESSAGES_PER_MINUTE", "0"),
        ("DUAALWIJZER_REQUESTS_PER_MINUTE", "veel"),
        ("DUAALWIJZER_KEEP_DAYS", "-1"),
        ("DUAALWIJZER_PROXIES", "1.5"),
        ("DUAALWIJZER_SECRET", "short"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingError, match=variable):
        load()


def test_a_secret_is_not_printed_with_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUAALWIJZER_SECRET", "s" * 32)
    assert "s" * 32 not in repr(load())
