from __future__ import annotations

import pytest

from bot.channels import rate_limit
from bot.channels.rate_limit import RateLimit, address_key
from bot.channels.refusal import RefusedError


def test_requests_over_the_limit_are_refused_with_the_time_to_wait() -> None:
    limit = RateLimit(3, "here")
    for _ in range(3):
        limit.count("one")
    with pytest.raises(RefusedError) as refused:
        limit.count("one")
    answer = refused.value.response()
    assert answer.status == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 60


def test_each_key_has_its_own_count() -> None:
    limit = RateLimit(1, "here")
    limit.count("one")
    limit.count("two")
    with pytest.raises(RefusedError):
        limit.count("two")


def test_two_limits_do_not_share_their_counts() -> None:
    RateLimit(1, "here").count("one")
    RateLimit(1, "there").count("one")


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limit, "MAX_KEYS", 10)
    limit = RateLimit(1, "here")
    limit.count("first")
    for number in range(10):
        limit.count(f"other {number}")
    limit.count("first")


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::1]", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
        ("x" * 5000, "unknown"),
    ],
)
def test_one_connection_counts_as_one_address(address: str, key: str) -> None:
    assert address_key(address) == key
