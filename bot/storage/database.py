"""Opening the database: one place for what SQLite needs to be safe and fast beside other databases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.pool import QueuePool


class DatabaseError(Exception):
    """The database cannot be used; the message names it (without password) and says what to do."""


def check(url: str) -> None:
    """Raise ``DatabaseError`` unless the database at ``url`` can be opened."""
    try:
        engine = open_engine(url)
        with engine.connect():
            pass
        engine.dispose()
    except (sa.exc.SQLAlchemyError, ImportError, OSError, ValueError) as error:
        reason = " ".join(str(getattr(error, "orig", None) or error).split())
        raise DatabaseError(
            f"The database {_without_password(url)} cannot be used ({reason}). Correct DUAALWIJZER_DATABASE_URL, or "
            "leave it out for the embedded database."
        ) from error


def _without_password(url: str) -> str:
    try:
        return str(make_url(url).render_as_string(hide_password=True))
    except (sa.exc.SQLAlchemyError, ValueError):
        return "in DUAALWIJZER_DATABASE_URL"


def prepare_folder(url: str) -> None:
    """Make the folder of an SQLite file."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
        Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)


def open_engine(url: str) -> Engine:
    """Return an engine in SQLAlchemy 2.0 style for ``url``, for use by one worker thread."""
    prepare_folder(url)
    if make_url(url).get_backend_name() == "sqlite":
        return sqlite_engine(url, future=True)
    return sa.create_engine(url, future=True, pool_size=1, max_overflow=1, pool_pre_ping=True)


def sqlite_engine(url: str, future: bool = False) -> Engine:
    """Return an engine whose connections may wander between threads, with a write-ahead log."""
    # the worker thread and Rasa's own synchronous queries share the pool, hence no thread check
    engine = sa.create_engine(
        url, future=future, poolclass=QueuePool, pool_size=2, max_overflow=8, connect_args={"check_same_thread": False}
    )
    sa.event.listen(engine, "connect", _tune_sqlite)
    return engine


def _tune_sqlite(connection: Any, _: Any) -> None:
    # WAL with NORMAL keeps a consistent file after a crash and saves most of the waiting for the disk.
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA busy_timeout=5000")
    cursor.execute("PRAGMA secure_delete=ON")  # what a person erases is overwritten, not only unlinked
    cursor.close()
