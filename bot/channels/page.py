"""The pages of the assistant: ``/`` with the widget on it, ``/chat`` to link to, ``/snippet`` for who embeds it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

STATIC = Path(__file__).parent / "static"
# The snippet page shows a page of this server in a frame; nobody else may frame them. "lit-html" is the policy by
# which the widget's library makes its templates.
_SECURITY = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
    "require-trusted-types-for 'script'; trusted-types lit-html",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".txt": "text/plain; charset=utf-8",
}
_PAGES = {"/": "page.html", "/chat": "chat.html", "/snippet": "snippet.html"}


def page_routes(static: Path = STATIC) -> Blueprint:
    """Return the routes of the pages, of the files in ``static`` and of ``/health``."""
    routes = Blueprint("page")

    def send(name: str) -> HTTPResponse:
        # a name is only compared with the folder's own list, so no path can lead out of it
        known = {path.name: path for path in static.iterdir() if path.suffix in _TYPES and path.is_file()}
        path = known.get(name)
        if path is None:
            return response.json({"error": "no such file"}, status=404)
        return response.raw(path.read_bytes(), content_type=_TYPES[path.suffix], headers=_SECURITY)

    def page(name: str) -> Callable[[Request], Awaitable[HTTPResponse]]:
        async def handler(_: Request) -> HTTPResponse:
            return send(name)

        return handler

    async def file(_: Request, name: str) -> HTTPResponse:
        return send(name)

    async def health(request: Request) -> HTTPResponse:
        agent = getattr(request.app.ctx, "agent", None)
        ready = agent is not None and agent.is_ready()
        return response.json({"status": "ok" if ready else "starting"}, status=200 if ready else 503)

    for path, name in _PAGES.items():
        routes.add_route(page(name), path, name=name.removesuffix(".html"))
    routes.add_route(file, "/static/<name:str>")
    routes.add_route(health, "/health")
    return routes
