"""Rasa's REST channel (``POST /webhooks/rest/webhook``), made safe: same requests, same answers."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.intake import safe_text
from bot.channels.output import WholeMessages

logger = logging.getLogger(__name__)

MAX_SENDER = 128
MAX_BODY = 64_000


class BadRequestError(Exception):
    """The request is not one this channel understands; the message says what to send instead."""


def read_body(request: Request) -> dict[str, Any]:
    """Return the JSON object of the request, or raise ``BadRequestError``."""
    if len(request.body) > MAX_BODY:
        raise BadRequestError(f"the request is larger than {MAX_BODY} bytes; send a shorter message")
    try:
        body = request.json
    except Exception:
        raise BadRequestError('the body is not JSON; send {"sender": "…", "message": "…"}') from None
    if not isinstance(body, dict):
        raise BadRequestError('the body is not a JSON object; send {"sender": "…", "message": "…"}')
    return body


def read_text(body: dict[str, Any], key: str) -> str:
    """Return ``body[key]`` as text: empty when absent, ``BadRequestError`` when it is not text or a number."""
    value = body.get(key)
    if value is None:
        return ""
    if isinstance(value, (str, int, float)):
        return str(value)
    raise BadRequestError(f"'{key}' is not text; send a string")


class RestChannel(InputChannel):
    """Request and answer over HTTP, one JSON list of messages for each message."""

    @classmethod
    def name(cls) -> str:
        """Return the channel's name in the address."""
        return "rest"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the routes ``GET /`` (health) and ``POST /webhook``."""
        routes = Blueprint("rest_channel")

        @routes.get("/")
        async def health(_: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            try:
                body = read_body(request)
                text = safe_text(read_text(body, "message"))
                sender = read_text(body, "sender")[:MAX_SENDER] or uuid.uuid4().hex
            except BadRequestError as error:
                return response.json({"error": str(error)}, status=400)
            collector = WholeMessages()
            message = UserMessage(text, collector, sender, input_channel=self.name())
            try:
                await on_new_message(message)
            except Exception:
                logger.exception("A message could not be handled.")
                return response.json({"error": "the message could not be handled; try again"}, status=500)
            return response.json(collector.messages)

        return routes
