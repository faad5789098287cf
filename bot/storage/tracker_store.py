"""Conversations in a SQL database: embedded SQLite unless ``DUAALWIJZER_DATABASE_URL`` names another."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig
from sqlalchemy.engine import Engine, make_url

from bot import settings

# Rasa reads a conversation by sender and time; its own table has an index on the sender alone.
_INDEX = sa.Index(
    "ix_events_sender_id_timestamp", SQLTrackerStore.SQLEvent.sender_id, SQLTrackerStore.SQLEvent.timestamp
)


class ConversationStore(SQLTrackerStore):
    """Rasa's SQL tracker store on the database of the settings, with SQLite set up for a server."""

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        url = host or settings.load().database_url
        _prepare_folder(url)
        super().__init__(domain=domain, host=url, db="", event_broker=event_broker, **kwargs)
        _INDEX.create(self.engine, checkfirst=True)
        if self.engine.dialect.name == "sqlite":
            sa.event.listen(self.engine, "connect", _tune_sqlite)
            self.engine.dispose()

    @classmethod
    def from_endpoint(cls, endpoint: EndpointConfig) -> ConversationStore:
        """Return the store for an entry of ``endpoints.yml``."""
        return cls(host=endpoint.url)


def _prepare_folder(url: str) -> None:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
        from pathlib import Path

        Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)


def _tune_sqlite(connection: Any, _: Any) -> None:
    # WAL with NORMAL keeps a consistent file after a crash and saves most of the waiting for the disk.
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA busy_timeout=5000")
    cursor.close()


def dispose(engine: Engine) -> None:
    """Close all connections of ``engine``."""
    engine.dispose()
