"""Serves the widget's script: the newest, and for pages that pin one, each version that was ever served.

The script is built from ``widget/`` into ``bot/channels/static/widget.js``.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import logging
import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.caching import entity_tag, has_already
from bot.settings import Settings

logger = logging.getLogger(__name__)

SCRIPT = Path(__file__).parent / "static" / "widget.js"
NOT_BUILT = "the chat widget is not built: bot/channels/static/widget.js is not there; 'make run' builds it"
_VERSION = re.compile(r"[0-9a-f]{12}")
# loaded by other websites, with an integrity hash or without
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
}


@dataclass(frozen=True)
class Script:
    """One version of the script; ``version`` is the start of its SHA-256."""

    content: bytes

    @cached_property
    def version(self) -> str:
        """The name of this version."""
        return hashlib.sha256(self.content).hexdigest()[:12]

    @cached_property
    def compressed(self) -> bytes:
        """The script as browsers accept it, a third of the size."""
        return gzip.compress(self.content, 9, mtime=0)

    @property
    def integrity(self) -> str:
        """The value for the attribute ``integrity`` of a script element."""
        return "sha384-" + base64.b64encode(hashlib.sha384(self.content).digest()).decode()


class Scripts:
    """The script as built now, and earlier versions kept in ``folder``."""

    def __init__(self, built: Path, folder: Path) -> None:
        self._built = built
        self._folder = folder
        self._read: tuple[tuple[int, int], Script] | None = None

    def newest(self) -> Script | None:
        """Return the script as it is built now, ``None`` when it is not; each version is kept for who pins it."""
        try:
            status = self._built.stat()
            stamp = (status.st_mtime_ns, status.st_size)
            if self._read is None or self._read[0] != stamp:
                self._read = stamp, Script(self._built.read_bytes())
                self._keep(self._read[1])
        except FileNotFoundError:
            return None
        return self._read[1]

    def version(self, version: str) -> Script | None:
        """Return the script with this version, ``None`` when it was never served here."""
        newest = self.newest()
        if newest is not None and newest.version == version:
            return newest
        if not _VERSION.fullmatch(version):
            return None
        try:
            kept = Script(self._path(version).read_bytes())
        except OSError:
            return None
        return kept if kept.version == version else None

    def _path(self, version: str) -> Path:
        return self._folder / f"widget-{version}.js"

    def _keep(self, script: Script) -> None:
        path = self._path(script.version)
        if path.exists():
            return
        temporary = path.with_suffix(f".{os.getpid()}")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(script.content)
            temporary.replace(path)
        except OSError as error:
            logger.warning("%s could not be kept (%s); pages that pin it lose it at an update.", path, error.strerror)


def script_routes(settings: Settings) -> Blueprint:
    """Return the routes ``/widget.js``, ``/widget-<version>.js`` and ``/widget.json``."""
    routes = Blueprint("widget_script")
    scripts = Scripts(SCRIPT, settings.var / "widget")

    def send(request: Request, script: Script | None, cache: str, absent: str) -> HTTPResponse:
        if script is None:
            return response.json({"error": absent}, status=404, headers={**_HEADERS, "Cache-Control": "no-store"})
        headers = {
            **_HEADERS,
            "ETag": entity_tag(script.version),
            "Cache-Control": cache,
            "Vary": "Accept-Encoding",
        }
        if has_already(request, script.version):
            return response.empty(304, headers)
        content = script.content
        if "gzip" in request.headers.get("accept-encoding", ""):
            content, headers["Content-Encoding"] = script.compressed, "gzip"
        return response.raw(content, content_type="text/javascript; charset=utf-8", headers=headers)

    async def newest(request: Request) -> HTTPResponse:
        return send(request, scripts.newest(), "public, max-age=300", NOT_BUILT)

    async def pinned(request: Request, version: str) -> HTTPResponse:
        absent = "this version of the widget was never served here; see /widget.json for the present one"
        return send(request, scripts.version(version), "public, max-age=31536000, immutable", absent)

    async def description(_: Request) -> HTTPResponse:
        script = scripts.newest()
        headers = {**_HEADERS, "Cache-Control": "no-cache"}
        if script is None:
            return response.json({"error": NOT_BUILT}, status=404, headers=headers)
        content = {
            "version": script.version,
            "src": f"/widget-{script.version}.js",
            "integrity": script.integrity,
        }
        return response.json(content, headers=headers)

    routes.add_route(newest, "/widget.js")
    routes.add_route(pinned, r"/<version:widget-(?P<version>[0-9a-f]{12})\.js>")
    routes.add_route(description, "/widget.json")
    return routes
