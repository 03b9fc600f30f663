"""What every command works with: the terminal, the clock, the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.console import Console

from catalogue.config import load_config

if TYPE_CHECKING:
    from catalogue.store import Store

console = Console()


def now() -> datetime:
    """The clock: the one place that reads it for the commands."""
    return datetime.now(UTC)


@contextmanager
def opened() -> Iterator[Store]:
    """The catalogue that the settings name, closed at the end."""
    from catalogue.store import Store  # half a second of imports that the filters do without

    store = Store.open(load_config().database_url)
    try:
        yield store
    finally:
        store.close()
