"""The request bodies of the website channel: what may stand in them, and what a client is told when it does not."""

from __future__ import annotations

import json
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, Field, StrictStr, ValidationError, root_validator
from sanic.request import Request

from bot.channels.intake import MAX_CHARACTERS
from bot.channels.refusal import RefusedError
from bot.channels.tokens import MAX_TOKEN

MAX_BODY = 16_000
MAX_REMARK = 500
_IDENTIFIER = r"^[A-Za-z0-9_-]{8,64}$"

Body = TypeVar("Body", bound=BaseModel)


class SessionBody(BaseModel):
    """Asks for a conversation at a school; an unknown school is the default one."""

    school: StrictStr = Field("", max_length=100)


class EraseBody(BaseModel):
    """Asks to delete a conversation."""

    token: StrictStr = Field(max_length=MAX_TOKEN)


class MessageBody(EraseBody):
    """What a person typed (``message``) or the button that was chosen (``payload`` and its ``title``)."""

    id: StrictStr = Field(regex=_IDENTIFIER)
    message: StrictStr | None = None
    payload: StrictStr | None = None
    title: StrictStr = ""

    @root_validator(skip_on_failure=True)
    @classmethod
    def _one(cls, values: dict[str, Any]) -> dict[str, Any]:
        if (values["message"] is None) == (values["payload"] is None):
            raise ValueError("send either 'message' (typed text) or 'payload' (a button)")
        return values


class RatedAnswer(BaseModel):
    """An answer that the rated reply contained."""

    id: StrictStr = Field(regex=r"^[a-z_]{1,60}$")
    version: StrictStr = Field(regex=r"^[0-9A-Za-z_:.-]{1,80}$")


class FeedbackBody(EraseBody):
    """What a person thinks of a reply."""

    reply_id: StrictStr = Field(regex=_IDENTIFIER)
    rating: Literal["up", "down"]
    remark: StrictStr | None = None
    answers: list[RatedAnswer] = Field(default_factory=list, max_items=10)


def read_body(request: Request, model: type[Body]) -> Body:
    """Return the JSON body of ``request`` as ``model``; raise ``RefusedError`` (400, or 413 when it is too long)."""
    if len(request.body) > MAX_BODY:
        raise RefusedError(413, f"the request is larger than {MAX_BODY} bytes; send a shorter message")
    try:
        content = json.loads(request.body)
    except (ValueError, RecursionError):
        raise RefusedError(400, "the body is not JSON; send a JSON object") from None
    if not isinstance(content, dict):
        raise RefusedError(400, "the body is not a JSON object; send one")
    try:
        body = model.parse_obj(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"] if part != "__root__")
        raise RefusedError(400, f"{where}: {first['msg']}" if where else str(first["msg"])) from None
    _check_length(body, "message", MAX_CHARACTERS)
    _check_length(body, "remark", MAX_REMARK)
    return body


def _check_length(body: BaseModel, name: str, limit: int) -> None:
    value = getattr(body, name, None)
    if value is not None and len(value) > limit:
        raise RefusedError(413, f"'{name}' has {len(value)} characters; send {limit} at most")
