"""The page with the chat at ``/``: for people who open the address, and to try the assistant."""

from __future__ import annotations

from pathlib import Path

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.settings import Settings

STATIC = Path(__file__).parent / "static"
_SECURITY = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
    "require-trusted-types-for 'script'; trusted-types 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_TYPES = {".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def page_routes(settings: Settings) -> Blueprint:
    """Return the routes of the page and its files."""
    routes = Blueprint("page")

    def send(name: str) -> HTTPResponse:
        path = STATIC / name
        return response.raw(path.read_bytes(), content_type=_TYPES[path.suffix], headers=_SECURITY)

    @routes.get("/")
    async def page(_: Request) -> HTTPResponse:
        return send("page.html")

    @routes.get("/static/<name:str>")
    async def file(_: Request, name: str) -> HTTPResponse:
        known = {path.name for path in STATIC.iterdir() if path.suffix in _TYPES}
        return send(name) if name in known else response.json({"error": "no such file"}, status=404)

    @routes.get("/health")
    async def health(request: Request) -> HTTPResponse:
        agent = getattr(request.app.ctx, "agent", None)
        ready = agent is not None and agent.is_ready()
        return response.json({"status": "ok" if ready else "starting"}, status=200 if ready else 503)

    return routes
