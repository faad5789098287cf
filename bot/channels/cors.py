"""Which websites may use the website channel: the assistant's own address and the configured origins."""

from __future__ import annotations

import logging
from collections.abc import Collection
from urllib.parse import urlsplit

from sanic.request import Request

from bot.channels.refusal import RefusedError

logger = logging.getLogger(__name__)

MAX_REPORTED = 100


class Origins:
    """Tells the browser which origins may read an answer, and refuses the requests of others.

    Requests without an ``Origin`` header come from programs and same-origin reading; other limits hold for those.
    """

    def __init__(self, allowed: Collection[str]) -> None:
        self._allowed = frozenset(allowed)
        self._reported: set[str] = set()

    def check(self, request: Request) -> None:
        """Raise ``RefusedError`` (403) when the page that sends the request stands on a website that is not allowed."""
        origin = request.headers.get("origin")
        if origin is None or self._is_own(request, origin) or self._is_allowed(origin):
            return
        self._report(origin)
        raise RefusedError(403, f"pages of {origin[:200]} may not use this assistant; add it to DUAALWIJZER_ORIGINS")

    def headers(self, request: Request) -> dict[str, str]:
        """Return the headers for the answer to ``request``."""
        headers = {"Vary": "Origin"}
        origin = request.headers.get("origin")
        if origin is not None and self._is_allowed(origin):
            headers["Access-Control-Allow-Origin"] = origin
            headers["Access-Control-Expose-Headers"] = "Retry-After"
        return headers

    def _is_allowed(self, origin: str) -> bool:
        return "*" in self._allowed or origin.lower() in self._allowed

    def _is_own(self, request: Request, origin: str) -> bool:
        # behind a proxy the Host header may be another than the browser's; the browser's own word counts then
        if request.headers.get("sec-fetch-site") == "same-origin":
            return True
        try:
            return bool(urlsplit(origin).netloc.lower() == str(request.headers.get("host", "")).lower() != "")
        except ValueError:
            return False

    def _report(self, origin: str) -> None:
        if origin in self._reported or len(self._reported) >= MAX_REPORTED:
            return
        self._reported.add(origin)
        logger.warning(
            "A page of %.200r asked for the assistant and was refused; add it to DUAALWIJZER_ORIGINS if it is yours.",
            origin,
        )
