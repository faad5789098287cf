from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.storage.postgres import Postgres, find_postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server of our own; tests that need it are skipped where none is installed."""
    programs = find_postgres()
    if programs is None:
        pytest.skip("PostgreSQL is not installed here (no initdb and postgres found); install it to run these tests")
    with Postgres(programs) as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of an empty database: each test runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'folder' / 'test.sqlite'}"
    server: Postgres = request.getfixturevalue("postgres")
    return server.new_database()
