"""Answering "not modified" to a browser that has the same version of a resource already."""

from __future__ import annotations

from sanic.request import Request


def entity_tag(version: str) -> str:
    """Return the ``ETag`` of a version; weak, since the same version goes out compressed and not."""
    return f'W/"{version}"'


def has_already(request: Request, version: str) -> bool:
    """Tell whether the browser says that it has this version."""
    tags = str(request.headers.get("if-none-match", "")).split(",")
    return any(tag.strip().removeprefix("W/") == f'"{version}"' for tag in tags)
