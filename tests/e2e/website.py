"""A widget without a browser: what it sends over HTTP, and a look into the database of the assistant."""

from __future__ import annotations

import json
import sqlite3
import uuid
from email.message import Message
from typing import Any

from tests.e2e.server import Assistant

BASE = "/webhooks/website"


class Website:
    """One visitor of a school's website."""

    def __init__(self, assistant: Assistant, school: str = "linde", **headers: str) -> None:
        self.assistant = assistant
        self.headers = {"Content-Type": "text/plain;charset=UTF-8", **headers}
        self.school = school
        self.token = ""

    def begin(self) -> Website:
        """Ask for a token."""
        status, _, body = self.post("/session", {"school": self.school})
        assert status == 200, body
        self.token = body["token"]
        return self

    def post(self, path: str, body: object, **headers: str) -> tuple[int, Message, Any]:
        """Send ``body`` as JSON, or as it is when it is bytes; return status, headers and JSON of the answer."""
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        status, received, content = self.assistant.exchange("POST", BASE + path, sent, {**self.headers, **headers})
        return status, received, json.loads(content) if content else None

    def send(self, identifier: str | None = None, **fields: object) -> tuple[int, Message, Any]:
        """Send a message with these fields."""
        return self.post("/webhook", {"token": self.token, "id": identifier or str(uuid.uuid4()), **fields})

    def say(self, text: str) -> dict[str, Any]:
        """Type ``text`` and return the first message of the answer."""
        status, _, body = self.send(message=text)
        assert status == 200, body
        message: dict[str, Any] = body["messages"][0]
        return message

    def press(self, payload: str) -> dict[str, Any]:
        """Press a button and return the first message of the answer."""
        status, _, body = self.send(payload=payload, title="knop")
        assert status == 200, body
        message: dict[str, Any] = body["messages"][0]
        return message

    def rate(self, reply_id: str, rating: str, **fields: object) -> tuple[int, Message, Any]:
        """Rate a reply."""
        return self.post("/feedback", {"token": self.token, "reply_id": reply_id, "rating": rating, **fields})

    def erase(self) -> int:
        """Have the conversation deleted; return the status."""
        return self.post("/erase", {"token": self.token})[0]


def stored(assistant: Assistant, query: str, *values: object) -> list[tuple[Any, ...]]:
    """Return what a query finds in the assistant's database."""
    with sqlite3.connect(assistant.var / "duaalwijzer.sqlite") as database:
        return database.execute(query, values).fetchall()


def said(assistant: Assistant, conversation: str) -> list[str]:
    """Return the texts that a person sent in a conversation, as stored."""
    rows = stored(
        assistant, "select data from events where sender_id = ? and type_name = 'user' order by id", conversation
    )
    return [json.loads(data)["text"] for (data,) in rows]
