"""A request that is not carried out, and the answer it gets."""

from __future__ import annotations

import math

from sanic import response
from sanic.response import HTTPResponse


class RefusedError(Exception):
    """The request is refused with ``status``; the message tells the client's developer what to do instead."""

    def __init__(self, status: int, problem: str, retry_after: float | None = None) -> None:
        super().__init__(problem)
        self.status = status
        self.retry_after = retry_after

    def response(self) -> HTTPResponse:
        """Return the HTTP answer, with ``Retry-After`` in whole seconds where there is one."""
        headers = {} if self.retry_after is None else {"Retry-After": str(max(1, math.ceil(self.retry_after)))}
        return response.json({"error": str(self)}, status=self.status, headers=headers)
