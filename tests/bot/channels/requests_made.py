"""Real Sanic requests without a server."""

from __future__ import annotations

from sanic.compat import Header
from sanic.request import Request


def made(body: bytes = b"", **headers: str) -> Request:
    """Return a request with ``body`` and ``headers`` (``sec_fetch_site`` stands for ``sec-fetch-site``)."""
    named = Header({name.replace("_", "-"): value for name, value in headers.items()})
    request = Request(b"/", named, "1.1", "POST", None, None)
    request.body = body
    return request
