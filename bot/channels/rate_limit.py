"""How many requests a minute one conversation and one network address may send; counted in bounded memory."""

from __future__ import annotations

import ipaddress

from throttled import MemoryStore, RateLimiterType, Throttled, per_min

from bot.channels.refusal import RefusedError

MAX_KEYS = 10_000


class RateLimit:
    """At most ``per_minute`` requests a minute for each key, evenly after a first burst of as many.

    The keys used longest ago are forgotten when there are more than ``MAX_KEYS``.
    """

    def __init__(self, per_minute: int, what: str) -> None:
        self._what = what
        self._counter = Throttled(
            using=RateLimiterType.GCRA.value,
            quota=per_min(per_minute, burst=per_minute),
            store=MemoryStore(options={"MAX_SIZE": MAX_KEYS}),
        )

    def count(self, key: str) -> None:
        """Count a request of ``key``; raise ``RefusedError`` (429) when there were too many."""
        result = self._counter.limit(key)
        if result.limited:
            raise RefusedError(429, f"too many requests {self._what}; wait and send again", result.state.retry_after)


def address_key(address: str) -> str:
    """Return what counts as one address: an IPv4 address, or the /64 network that one IPv6 connection has."""
    try:
        parsed = ipaddress.ip_address(address.strip("[]").split("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, 64), strict=False))
