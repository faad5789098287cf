"""``GET /agenda.ics``: a date of a personal answer as an iCalendar file, to put into one's own calendar."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from icalendar import Alarm, Calendar, Event
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.content.watched import Watched
from bot.personal.store import read_topics
from bot.settings import Settings

REMINDER = timedelta(days=-3)


def calendar_file(title: str, day: date, identifier: str) -> bytes:
    """Return an iCalendar file with one all-day entry and a reminder three days before."""
    entry = Event()
    entry.add("uid", f"{identifier}@duaalwijzer")
    entry.add("dtstamp", datetime.now(timezone.utc))
    entry.add("dtstart", day)
    entry.add("summary", title)
    entry.add("transp", "TRANSPARENT")
    reminder = Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("description", title)
    reminder.add("trigger", REMINDER)
    entry.add_component(reminder)
    calendar = Calendar()
    calendar.add("prodid", "-//Duaalwijzer//NL")
    calendar.add("version", "2.0")
    calendar.add_component(entry)
    return bytes(calendar.to_ical())


def agenda_routes(settings: Settings) -> Blueprint:
    """Return the route; ``topic`` names a rule with a date, ``day`` is the date (``2026-12-01``)."""
    routes = Blueprint("agenda")
    topics = Watched(lambda: read_topics(settings.results, settings.facts), [settings.results, settings.facts])

    @routes.get("/agenda.ics")
    async def agenda(request: Request) -> HTTPResponse:
        topic = topics.get().topics.get(request.args.get("topic") or "")
        try:
            day = date.fromisoformat(request.args.get("day") or "")
        except ValueError:
            day = None
        if topic is None or topic.calendar is None or day is None:
            return response.json({"error": "there is no such date; ask the assistant for it again"}, status=404)
        content = calendar_file(topic.calendar.title, day, f"{topic.id}-{day.isoformat()}")
        headers = {
            "Content-Disposition": f'attachment; filename="duaal-leren-{day.isoformat()}.ics"',
            "X-Content-Type-Options": "nosniff",
        }
        return response.raw(content, content_type="text/calendar; charset=utf-8", headers=headers)

    return routes
