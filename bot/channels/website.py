"""The chat widget's channel (``/webhooks/website/…``); see ``docs/adr/0040-website-channel.md``."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.exceptions import PayloadTooLarge
from sanic.request import Request
from sanic.response import HTTPResponse

from bot import settings as settings_module
from bot.answers.store import AnswerStore
from bot.channels.caching import entity_tag, has_already
from bot.channels.cors import Origins
from bot.channels.duplicates import Replies
from bot.channels.intake import allowed_payload, clean, typed_text
from bot.channels.output import WholeMessages
from bot.channels.rate_limit import RateLimit, address_key
from bot.channels.refusal import RefusedError
from bot.channels.reply import as_sent, stored_reply
from bot.channels.requests import EraseBody, FeedbackBody, MessageBody, SessionBody, read_body
from bot.channels.tokens import Ticket, TokenError, Tokens, read_secret
from bot.channels.widget_config import widget_config
from bot.content.schools import School, SchoolStore
from bot.settings import Settings
from bot.storage.feedback import Feedback
from bot.storage.tracker_store import erase

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS_AT_LOCK = 0.1
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}

Handler = Callable[[Request], Awaitable[HTTPResponse]]


class WebsiteChannel(InputChannel):
    """Conversations with the widget: tokens, messages, feedback and erasing, with limits for each."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._tokens = Tokens(read_secret(settings))
        self._origins = Origins(settings.origins)
        self._by_address = RateLimit(settings.requests_per_minute, "from this address")
        self._by_conversation = RateLimit(settings.messages_per_minute, "in this conversation")
        self._replies = Replies()
        self._schools: SchoolStore | None = None
        self._on_new_message: Callable[[UserMessage], Awaitable[Any]]

    @classmethod
    def name(cls) -> str:
        """Return the channel's name in the address."""
        return "website"

    @classmethod
    def from_credentials(cls, _: dict[str, Any] | None) -> WebsiteChannel:
        """Return the channel for the settings of the environment (Rasa's interface)."""
        return cls(settings_module.load())

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the routes; ``on_new_message`` hands a message to the assistant and returns when it was answered."""
        self._on_new_message = on_new_message
        routes = Blueprint("website_channel")
        routes.exception(PayloadTooLarge)(self._too_large)
        for method, path, handler in (
            ("GET", "/", self._health),
            ("GET", "/config", self._config),
            ("POST", "/session", self._session),
            ("POST", "/webhook", self._message),
            ("POST", "/feedback", self._rate),
            ("POST", "/erase", self._erase),
        ):
            routes.add_route(self._guarded(handler), path, methods=[method], name=handler.__name__.strip("_"))
        return routes

    def _guarded(self, handler: Handler) -> Handler:
        async def run(request: Request) -> HTTPResponse:
            try:
                self._origins.check(request)
                if request.method == "POST":
                    self._by_address.count(address_key(request.remote_addr or request.ip))
                answer = await handler(request)
            except RefusedError as refusal:
                answer = refusal.response()
            except Exception:
                logger.exception("A request of the website channel failed.")
                answer = RefusedError(500, "the request could not be handled; try again").response()
            return self._finished(request, answer)

        return run

    def _finished(self, request: Request, answer: HTTPResponse) -> HTTPResponse:
        answer.headers.update({**_HEADERS, **answer.headers, **self._origins.headers(request)})
        return answer

    async def _too_large(self, request: Request, _: PayloadTooLarge) -> HTTPResponse:
        # the server itself stops reading; a page on another website may read this answer only with our headers
        return self._finished(request, RefusedError(413, "the request is too large; send a shorter message").response())

    def _school(self, request: Request, identifier: str) -> tuple[str, School]:
        if self._schools is None:  # only now is the agent there that knows the answers
            answers: AnswerStore = request.app.ctx.agent.nlg.store
            folders = [self._settings.schools, self._settings.extra_schools]
            self._schools = SchoolStore(folders, lambda: answers.library().answers)
        return self._schools.find(identifier)

    async def _health(self, _: Request) -> HTTPResponse:
        return response.json({"status": "ok"})

    async def _config(self, request: Request) -> HTTPResponse:
        library = request.app.ctx.agent.nlg.store.library()
        identifier, school = self._school(request, request.args.get("school", ""))
        config = widget_config(identifier, school, library, self._settings.keep_days)
        version = hashlib.sha256(json.dumps(config, sort_keys=True).encode()).hexdigest()[:12]
        headers = {"ETag": entity_tag(version), "Cache-Control": "no-cache"}
        if has_already(request, version):
            return response.empty(304, headers)
        return response.json({**config, "version": version}, headers=headers)

    async def _session(self, request: Request) -> HTTPResponse:
        body = read_body(request, SessionBody)
        identifier, school = self._school(request, body.school)
        token, ticket = self._tokens.issue(identifier, school.keep_hours or 1)
        return response.json({"token": token, "expires_at": ticket.expires_at.strftime("%Y-%m-%dT%H:%M:%SZ")})

    async def _message(self, request: Request) -> HTTPResponse:
        body = read_body(request, MessageBody)
        ticket = self._ticket(body.token)
        if body.payload is None:
            text, said = typed_text(body.message or ""), {}
        else:
            payload = allowed_payload(body.payload)
            if payload is None:
                raise RefusedError(400, "payload: this is not a button of the assistant; send typed text as 'message'")
            text, said = payload, {"title": clean(body.title)[:100]}
        if not self._replies.known(ticket.conversation, body.id):
            self._by_conversation.count(ticket.conversation)
        seen = self._replies.has(ticket.conversation)

        async def answer() -> list[dict[str, Any]]:
            replies = [] if seen else await self._earlier_answer(request, ticket, body.id)
            replies = replies or await self._answer(ticket, body.id, text, said)
            return [as_sent(reply, ticket.conversation, body.id, number) for number, reply in enumerate(replies)]

        messages = await self._replies.once(ticket.conversation, body.id, answer)
        return response.json({"id": body.id, "messages": messages})

    async def _earlier_answer(self, request: Request, ticket: Ticket, identifier: str) -> list[dict[str, Any]]:
        tracker = await request.app.ctx.agent.tracker_store.retrieve(ticket.conversation)
        return stored_reply(tracker.events, identifier) if tracker is not None else []

    async def _answer(self, ticket: Ticket, identifier: str, text: str, said: dict[str, str]) -> list[dict[str, Any]]:
        # looked at here again, with no pause before the message takes its place in the conversation's queue
        self._refuse_if_closed(ticket)
        collector = WholeMessages()
        message = UserMessage(
            text,
            collector,
            ticket.conversation,
            input_channel=self.name(),
            message_id=identifier,
            metadata={"school": ticket.school, **said},
        )
        await self._on_new_message(message)
        return list(collector.messages)

    async def _rate(self, request: Request) -> HTTPResponse:
        body = read_body(request, FeedbackBody)
        ticket = self._ticket(body.token)
        await request.app.ctx.feedback.save(
            Feedback(
                conversation=ticket.conversation,
                reply_id=body.reply_id,
                rating=body.rating,
                school=ticket.school,
                answers=[(answer.id, answer.version) for answer in body.answers],
                remark=clean(body.remark or ""),
            )
        )
        return response.empty()

    async def _erase(self, request: Request) -> HTTPResponse:
        # whoever holds a token may erase, also after its time and more than once
        ticket = self._read(read_body(request, EraseBody).token, expired=True)
        agent = request.app.ctx.agent
        await self._replies.close(ticket.conversation)
        async with agent.lock_store.lock(ticket.conversation, wait_time_in_seconds=SECONDS_BETWEEN_LOOKS_AT_LOCK):
            await erase(agent.tracker_store, ticket.conversation)
        await request.app.ctx.feedback.erase(ticket.conversation)
        return response.empty()

    def _ticket(self, token: str) -> Ticket:
        ticket = self._read(token)
        self._refuse_if_closed(ticket)
        return ticket

    def _read(self, token: str, expired: bool = False) -> Ticket:
        try:
            return self._tokens.read(token, expired)
        except TokenError as error:
            raise RefusedError(401, str(error)) from None

    def _refuse_if_closed(self, ticket: Ticket) -> None:
        if self._replies.is_closed(ticket.conversation):
            raise RefusedError(401, "this conversation was erased; ask a new token at /session")
