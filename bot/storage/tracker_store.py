"""Conversations in a SQL database: embedded SQLite unless ``DUAALWIJZER_DATABASE_URL`` names another.

Same table as Rasa's own SQL tracker store, other way of working (figures in ``docs/adr/0005-conversation-store.md``):
writing happens outside the event loop, only the new events of a turn are written, and conversations that are going on
stay in memory, with the last turns only, so that a message costs the same at turn 200 as at turn 5.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import OrderedDict, deque
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, Restarted, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Engine
from sqlalchemy.orm import sessionmaker

from bot import settings
from bot.storage.database import prepare_folder, sqlite_engine

logger = logging.getLogger(__name__)

KEPT_TURNS = 5
LIVE_CONVERSATIONS = 500
_STORED = "_stored_events"

# Rasa reads a conversation by sender and time; its own table has an index on the sender alone.
_INDEX = sa.Index(
    "ix_events_sender_id_timestamp", SQLTrackerStore.SQLEvent.sender_id, SQLTrackerStore.SQLEvent.timestamp
)


class ConversationStore(SQLTrackerStore):
    """Rasa's SQL tracker store on the database of the settings, at a constant cost a message."""

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        url = host or settings.load().database_url
        prepare_folder(url)
        super().__init__(domain=domain, host=url, db="", event_broker=event_broker, **kwargs)
        if self.engine.dialect.name == "sqlite":
            self.engine.dispose()
            self.engine: Engine = sqlite_engine(url)
            self.sessionmaker = sessionmaker(bind=self.engine)
        _INDEX.create(self.engine, checkfirst=True)
        self._live: OrderedDict[str, DialogueStateTracker] = OrderedDict()
        # one writer: SQLite allows no second, and order within a conversation is kept
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="conversations")

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the conversation since its last session start; whoever gets it must save it or it is read anew."""
        tracker = self._live.pop(sender_id, None)
        if tracker is None:
            tracker = await self._in_worker(self._read, sender_id)
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the events that are not in the database yet, then keep the last turns in memory."""
        await self.stream_events(tracker)
        stored = getattr(tracker, _STORED, None)
        if stored is None:
            stored = await self._in_worker(self._count, tracker.sender_id)
        events = list(tracker.events)[stored:]
        if events:
            await self._in_worker(self._write, tracker.sender_id, [_row(tracker.sender_id, event) for event in events])
        _keep_last_turns(tracker)
        setattr(tracker, _STORED, len(tracker.events))
        self._live[tracker.sender_id] = tracker
        self._live.move_to_end(tracker.sender_id)
        while len(self._live) > LIVE_CONVERSATIONS:
            self._live.popitem(last=False)

    def forget(self, sender_id: str) -> None:
        """Drop a conversation from memory, so that the next message reads it from the database."""
        self._live.pop(sender_id, None)

    async def erase(self, sender_id: str) -> None:
        """Delete a conversation from memory and database. Hold its lock: a message in flight would bring it back."""
        self.forget(sender_id)
        await self._in_worker(self._delete, SQLTrackerStore.SQLEvent.sender_id == sender_id)

    async def erase_silent_since(self, moment: float) -> None:
        """Delete the conversations in which nothing happened since ``moment`` (seconds since 1970)."""
        event = SQLTrackerStore.SQLEvent
        silent = sa.select(event.sender_id).group_by(event.sender_id).having(sa.func.max(event.timestamp) < moment)
        for sender_id, tracker in list(self._live.items()):
            if tracker.events and tracker.events[-1].timestamp < moment:
                self.forget(sender_id)
        await self._in_worker(self._delete, event.sender_id.in_(silent))

    async def _in_worker(self, function: Any, *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._worker, function, *arguments)

    def _read(self, sender_id: str) -> DialogueStateTracker | None:
        with self.session_scope() as session:
            query = self._event_query(session, sender_id, fetch_events_from_all_sessions=False)
            events = [json.loads(row.data) for row in query.all()]
        if not events:
            return None
        tracker = DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)
        _keep_last_turns(tracker)
        setattr(tracker, _STORED, len(tracker.events))
        return tracker

    def _count(self, sender_id: str) -> int:
        with self.session_scope() as session:
            return int(self._event_query(session, sender_id, fetch_events_from_all_sessions=False).count())

    def _delete(self, which: Any) -> None:
        with self.engine.begin() as connection:
            connection.execute(sa.delete(self.SQLEvent.__table__).where(which))

    def _write(self, sender_id: str, rows: list[dict[str, Any]]) -> None:
        with self.engine.begin() as connection:
            connection.execute(sa.insert(self.SQLEvent.__table__), rows)


def conversations(store: TrackerStore) -> ConversationStore:
    """Return our store from inside the wrapper that Rasa's agent puts around it."""
    inner = getattr(store, "_tracker_store", store)
    if not isinstance(inner, ConversationStore):
        raise TypeError(f"endpoints.yml names {type(inner).__name__}; erasing needs {ConversationStore.__name__}")
    return inner


async def erase(store: TrackerStore, sender_id: str) -> None:
    """Delete a conversation from ``store``, also from the memory that Rasa falls back on when the database fails."""
    fallback = getattr(store, "_fallback_tracker_store", None)
    if fallback is not None:
        fallback.store.pop(sender_id, None)
    await conversations(store).erase(sender_id)


def _row(sender_id: str, event: Event) -> dict[str, Any]:
    data = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": ((data.get("parse_data") or {}).get("intent") or {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }


def _keep_last_turns(tracker: DialogueStateTracker) -> None:
    """Drop events before the last turns from memory, save those that say what the slots hold now.

    A form is validated on a tracker made anew from the events, so without them it would forget what was told. A running
    form keeps its whole history.
    """
    if tracker.active_loop_name:
        return
    events = list(tracker.events)
    start = _start_of_last_turns(events)
    if start > 0:
        tracker.events = deque([*_latest_slots(events[:start]), *events[start:]])


def _latest_slots(events: Iterable[Event]) -> list[Event]:
    """Return the latest event of each slot that holds something, in the order in which they were set."""
    latest: dict[str, SlotSet] = {}
    for event in events:
        if isinstance(event, (Restarted, SessionStarted)):
            latest.clear()
        elif isinstance(event, SlotSet):
            latest.pop(event.key, None)
            if event.value is not None:
                latest[event.key] = event
    return list(latest.values())


def _start_of_last_turns(events: Iterable[Event]) -> int:
    listens: list[int] = []
    last_listen = None
    for index, event in enumerate(events):
        if isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME:
            last_listen = index
        elif isinstance(event, UserUttered) and last_listen is not None:
            listens.append(last_listen)
            last_listen = None
    return listens[-KEPT_TURNS] if len(listens) > KEPT_TURNS else 0
