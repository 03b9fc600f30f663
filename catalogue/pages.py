"""What is remembered of each page, so that an unchanged one costs neither transfer nor reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from catalogue import tables

_BATCH = 400  # rows per statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Validator:
    """HTTP validators of a page (RFC 9110) and the SHA-256 of its body; "" when not given."""

    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""


def validators(tx: Connection, source: str, reader_version: str) -> dict[str, Validator]:
    """The pages of a source by address; none that another version of the reader has read."""
    page = tables.page.c
    rows = tx.execute(
        select(page.url, page.etag, page.last_modified, page.body_hash).where(
            page.source == source, page.reader_version == reader_version
        )
    )
    return {
        url: Validator(etag=etag, last_modified=last_modified, body_hash=body_hash)
        for url, etag, last_modified, body_hash in rows
    }


def addresses(tx: Connection, source: str) -> frozenset[str]:
    """The addresses of a source's pages that were ever read, by whatever version of the reader."""
    return frozenset(
        tx.execute(select(tables.page.c.url).where(tables.page.c.source == source)).scalars()
    )


def remember_pages(
    tx: Connection, source: str, pages: Mapping[str, Validator], reader_version: str, now: datetime
) -> None:
    """Remember pages by address. Only for accepted runs: a page that was set aside must be read again."""
    dialect = postgresql if tx.dialect.name == "postgresql" else sqlite
    rows = [
        {
            "source": source,
            "url": url,
            "etag": one.etag,
            "last_modified": one.last_modified,
            "body_hash": one.body_hash,
            "reader_version": reader_version,
            "fetched": now,
        }
        for url, one in pages.items()
    ]
    for start in range(0, len(rows), _BATCH):
        made = dialect.insert(tables.page).values(rows[start : start + _BATCH])
        renewed = {name: made.excluded[name] for name in rows[0] if name not in ("source", "url")}
        tx.execute(made.on_conflict_do_update(index_elements=["source", "url"], set_=renewed))
