"""What the widget of one school shows before the first question, as data for the widget."""

from __future__ import annotations

from typing import Any

from bot.answers.store import Library
from bot.content.schools import School


def widget_config(identifier: str, school: School, library: Library, keep_days: int) -> dict[str, Any]:
    """Return the texts with the school's values filled in, and the first questions as buttons."""
    values = {"{school}": school.name, "{hours}": str(school.keep_hours), "{days}": str(keep_days)}

    def fill(text: str | None) -> str:
        filled = text or ""
        for name, value in values.items():
            filled = filled.replace(name, value)
        return " ".join(filled.split())

    return {
        "school": {"id": identifier, "name": school.name},
        "title": fill(school.title),
        "greeting": fill(school.greeting),
        "privacy": fill(school.privacy),
        "privacy_shared": fill(school.privacy_shared),
        "starters": [
            {"title": library.answers[starter].question, "payload": f"/{starter}"}
            for starter in school.starters or []
            if starter in library.answers
        ],
        "color": school.color,
        "keep_hours": school.keep_hours,
        "contact": school.contact.dict() if school.contact is not None else None,
    }
