"""A PostgreSQL server for the tests: its own folder and socket, stopped and removed at the end."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from pathlib import Path

import sqlalchemy as sa

START_LIMIT = 60


def find_postgres() -> Path | None:
    """Return the folder with ``initdb``, ``pg_ctl`` and ``postgres``, ``None`` where PostgreSQL is not installed."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in folders:
        if all((folder / name).is_file() for name in ("initdb", "pg_ctl", "postgres")):
            return folder
    return None


class Postgres:
    """A running server, reached through a socket in its own folder; use as a context manager."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._folder = Path(tempfile.mkdtemp(prefix="pg-"))  # short: the path of a socket may have 107 characters
        # the server refuses to run as root
        self._user = "postgres" if os.geteuid() == 0 else None

    def __enter__(self) -> Postgres:
        if self._user is not None:
            shutil.chown(self._folder, self._user)
        self._run(
            "initdb", "--pgdata", "data", "--username", "test", "--auth", "trust", "--no-sync", "--encoding", "UTF8"
        )
        options = f"-c listen_addresses='' -c unix_socket_directories='{self._folder}' -c fsync=off"
        self._run("pg_ctl", "start", "--pgdata", "data", "--wait", "--log", "log", "--options", options)
        return self

    def __exit__(self, *_: object) -> None:
        self._run("pg_ctl", "stop", "--pgdata", "data", "--wait", "--mode", "immediate")
        shutil.rmtree(self._folder, ignore_errors=True)

    def new_database(self) -> str:
        """Make an empty database and return its address."""
        name = f"test_{uuid.uuid4().hex}"
        engine = sa.create_engine(self._url("postgres"), isolation_level="AUTOCOMMIT", future=True)
        with engine.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return self._url(name)

    def _url(self, database: str) -> str:
        return f"postgresql://test@/{database}?host={self._folder}"

    def _run(self, program: str, *arguments: str) -> None:
        # output goes to a file: the server keeps a pipe open for as long as it runs
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(
                [str(self._programs / program), *arguments],
                cwd=self._folder,
                user=self._user,
                stdout=output,
                stderr=subprocess.STDOUT,
                timeout=START_LIMIT,
                check=False,
            )
            output.seek(0)
            assert done.returncode == 0, output.read().decode(errors="replace")
