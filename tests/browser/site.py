"""A school's website: pages on another origin than the assistant, each with policies and styles of its own."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PAGE = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>School</title>{head}</head>
<body><h1>School</h1><p>Welkom.</p><p><a href="/andere">Andere pagina</a></p>{body}</body></html>"""


@dataclass
class Page:
    """What one address of the website gives."""

    body: str = ""
    head: str = ""
    headers: dict[str, str] = field(default_factory=dict)


class School:
    """A website on a port of its own; use as a context manager."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.origin = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> School:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def put(self, path: str, page: Page) -> str:
        """Serve ``page`` at ``path`` and return its address."""
        self.pages[path] = page
        return self.origin + path

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        pages = self.pages

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                page = pages.get(self.path)
                content = PAGE.format(head=page.head, body=page.body).encode() if page else b""
                self.send_response(200 if page else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(content)))
                for name, value in (page.headers if page else {}).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        return Handler
