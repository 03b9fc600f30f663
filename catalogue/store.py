"""The store: opens the catalogue's database, brings it up to date, and gives transactions on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import IsolationLevel
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from catalogue.errors import StoreError

HEAD = "0005"  # the newest migration; a test holds it equal to Alembic's own view

BUSY_SECONDS = 10
"""How long a writer waits for another one before it says that the database is locked."""

_SAYINGS = (
    ("locked", "is locked by another program; wait for it to end, or stop it, then try again"),
    (
        "not a database",
        "is not a Muster database, or it is damaged; restore it from a backup or move it away",
    ),
    ("malformed", "is damaged; restore it from a backup or move it away and harvest again"),
    ("unable to open", "cannot be opened; check that its folder exists and may be written to"),
    ("readonly", "may not be written to; check the permissions of the file and its folder"),
    ("full", "cannot grow because the disk is full; free some space and try again"),
    ("disk i/o", "cannot be read or written (disk error or full disk); check the disk"),
    (
        "connection",
        "cannot be reached; check that the server runs and MUSTER_DATABASE_URL is right",
    ),
)


class Store:
    """A catalogue on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, url: str) -> Self:
        """Open the database at a SQLAlchemy address, creating or migrating it where needed.

        Raises:
            StoreError: It is locked, damaged, newer than this program, or out of reach.
        """
        store = cls(_engine(url))
        try:
            with store.read() as tx:
                found = _version(tx)
            if found != HEAD:  # only then a writer's lock is needed
                with store.begin() as tx:
                    _migrate(tx, store.address)
        except StoreError:
            store.close()
            raise
        return store

    @property
    def address(self) -> str:
        """The database's address without its password."""
        return self.engine.url.render_as_string(hide_password=True)

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A write transaction: committed at the end, rolled back by an exception.

        Raises:
            StoreError: The database refused.
        """
        with self._transaction("BEGIN IMMEDIATE") as tx:
            yield tx

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction for reading: one consistent view of the catalogue.

        Raises:
            StoreError: The database refused.
        """
        with self._transaction("BEGIN", isolation_level="REPEATABLE READ") as tx:
            yield tx

    @contextmanager
    def _transaction(
        self, sqlite_begin: str, *, isolation_level: IsolationLevel = "READ COMMITTED"
    ) -> Iterator[Connection]:
        try:
            with self.engine.connect() as tx:
                tx = tx.execution_options(sqlite_begin=sqlite_begin)
                if tx.dialect.name == "postgresql":
                    tx = tx.execution_options(isolation_level=isolation_level)
                with tx.begin():
                    yield tx
        except DBAPIError as error:
            raise StoreError(_saying(self.address, error), url=self.address) from error

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def _saying(address: str, error: DBAPIError) -> str:
    words = str(error.orig).lower()
    for mark, saying in _SAYINGS:
        if mark in words:
            return f"The catalogue's database {saying}"
    first_line = str(error.orig).strip().splitlines()[0]
    return f"The catalogue's database at {address} answered: {first_line}"


def _url(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError(
            "MUSTER_DATABASE_URL is not a database address; write sqlite:///muster.db or postgresql://…",
            text=url,
        ) from error
    if parsed.drivername in ("postgres", "postgresql"):
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def _engine(url: str) -> Engine:
    parsed = _url(url)
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreError(
            "Muster keeps its catalogue in SQLite or PostgreSQL", text=parsed.drivername
        )
    try:
        if parsed.get_backend_name() == "sqlite":
            engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS})
            event.listen(engine, "connect", _set_pragmas)
            event.listen(engine, "begin", _begin_sqlite)
            return engine
        return create_engine(parsed, pool_pre_ping=True)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise StoreError(
            "The driver for PostgreSQL is not installed; install muster[postgres]", text=str(error)
        ) from error


def _set_pragmas(dbapi: object, entry: ConnectionPoolEntry) -> None:  # noqa: ARG001 (SQLAlchemy's signature)
    """Write-ahead log for readers beside a writer; NORMAL survives kill -9 (not power loss) at 5x the speed."""
    dbapi.isolation_level = None  # type: ignore[attr-defined]  # we say BEGIN ourselves
    cursor = dbapi.cursor()  # type: ignore[attr-defined]
    cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()


def _begin_sqlite(tx: Connection) -> None:
    """A writer takes its lock at once: a transaction that turns from reading to writing cannot wait for one."""
    tx.exec_driver_sql(tx.get_execution_options().get("sqlite_begin", "BEGIN"))


def _migrate(tx: Connection, address: str) -> None:
    found = _version(tx)
    if found == HEAD:
        return
    if found is not None and found > HEAD:
        raise StoreError(
            f"The database is of a newer Muster (version {found}, this one knows {HEAD}); update Muster",
            url=address,
        )
    config = AlembicConfig()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = tx
    command.upgrade(config, "head")


def _version(tx: Connection) -> str | None:
    if not inspect(tx).has_table("alembic_version"):
        return None
    return tx.execute(text("SELECT version_num FROM alembic_version")).scalar()
