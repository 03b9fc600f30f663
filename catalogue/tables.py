"""The tables of the catalogue: SQLAlchemy Core, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect


class Utc(TypeDecorator[datetime]):
    """An aware instant, stored as UTC; SQLite keeps no offset, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Turn an aware instant into UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Give the instant back aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData()

# What is known of each site between crawls; the source file stays the authority on everything but next_due.
source = Table(
    "source",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("title", Text, nullable=False),
    Column("home", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("zone", String(60), nullable=False),
    Column("every_minutes", Integer, nullable=False),
    Column("next_due", Utc),
)

# One row per slot that some scheduler took: the primary key is what stops a second one.
lease = Table(
    "lease",
    metadata,
    Column("source", String(100), primary_key=True),
    Column("slot", Utc, primary_key=True),
    Column("owner", String(100), nullable=False),
    Column("beat", Utc, nullable=False),
    Column("finished", Utc),
)

run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("source", String(100), nullable=False, index=True),
    Column("started", Utc, nullable=False),
    Column("finished", Utc),
    Column("state", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("stats", JSON, nullable=False),
    Column("settled", Utc),
)

# What one source said of one key in one run: append-only.
sighting = Table(
    "sighting",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("run_id", Integer, nullable=False, index=True),
    Column("source", String(100), nullable=False),
    Column("source_key", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("seen", Utc, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("data", JSON, nullable=False),
    Index("ix_sighting_source_key", "source", "source_key"),
)

# The answer 410 Gone for a page that held listings: the one positive sign that needs no words.
gone = Table(
    "gone",
    metadata,
    Column("run_id", Integer, primary_key=True),
    Column("url", Text, primary_key=True),
    Column("source", String(100), nullable=False),
    Column("seen", Utc, nullable=False),
)

# Where each key stands: the settled sighting that speaks for it and the event it belongs to.
member = Table(
    "member",
    metadata,
    Column("source", String(100), primary_key=True),
    Column("source_key", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("sighting_id", Integer, nullable=False),
    Column("event_id", String(36), nullable=False, index=True),
    Column("first_seen", Utc, nullable=False),
    Column("last_seen", Utc, nullable=False),
    Column("withdrawn", Utc),
    Column(
        "founded", String(36)
    ),  # the event that this key made, which gets its id back after a split
    Index("ix_member_url", "source", "url"),
    Index("ix_member_address", "url"),
)

page = Table(
    "page",
    metadata,
    Column("source", String(100), primary_key=True),
    Column("url", Text, primary_key=True),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("body_hash", String(64), nullable=False),
    Column("reader_version", String(40), nullable=False),
    Column("fetched", Utc, nullable=False),
)

# What we publish.
event = Table(
    "event",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("seq", Integer, nullable=False, index=True),
    Column("start_day", Date, index=True),
    Column("end_day", Date, index=True),
    Column("hidden", Boolean, nullable=False),
    Column("modified", Utc, nullable=False),
    Column("data", JSON, nullable=False),
)

event_topic = Table(
    "event_topic",
    metadata,
    Column("event_id", String(36), primary_key=True),
    Column("topic", String(60), primary_key=True, index=True),
)

# Look-up keys for duplicates: constant cost for each new listing.
block = Table(
    "block",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("source", String(100), primary_key=True),
    Column("source_key", Text, primary_key=True),
    Index("ix_block_member", "source", "source_key"),
)

revision = Table(
    "revision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("event_id", String(36), nullable=False, index=True),
    Column("at", Utc, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("changes", JSON, nullable=False),
    Column("source", String(100), nullable=False),
)

alias = Table(
    "alias",
    metadata,
    Column("old", String(36), primary_key=True),
    Column("event_id", String(36), nullable=False, index=True),
    Column("at", Utc, nullable=False),
    Column("sequence", Integer, nullable=False, server_default="0"),  # it had when it was absorbed
)

# Why a key joined an event, or left it: append-only.
merge = Table(
    "merge",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Utc, nullable=False),
    Column("event_id", String(36), nullable=False, index=True),
    Column("source", String(100), nullable=False),
    Column("source_key", Text, nullable=False),
    Column("points", Float, nullable=False),
    Column("why", Text, nullable=False),
    Column("rule", String(40), nullable=False),
    Column("who", String(100), nullable=False),
    Column("kind", String(20), nullable=False, server_default="joined"),
    Column("other", Text, nullable=False, server_default=""),  # the listing it was compared with
    Column("parts", JSON, nullable=False, server_default="[]"),
    Column("vetoes", JSON, nullable=False, server_default="[]"),
)

# Pairs that an editor should look at: nearly alike, barely alike, or equally like two.
review = Table(
    "review",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Utc, nullable=False),
    Column("source", String(100), nullable=False),
    Column("source_key", Text, nullable=False),
    Column("events", JSON, nullable=False),
    Column("points", Float, nullable=False),
    Column("why", Text, nullable=False),
    Column("decided", Utc, index=True),
    Column("answer", String(20), nullable=False, server_default=""),
    Column("who", String(100), nullable=False, server_default=""),
)

# The editors' rules: append-only; one that was taken away stays, with the day on which it was.
curation = Table(
    "curation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kind", String(20), nullable=False),
    Column("who", Text, nullable=False),
    Column("added", Utc, nullable=False),
    Column("settled", Utc),
    Column("removed", Utc),
    Column("undone", Utc),
    Column("data", JSON, nullable=False),
)

# Messages that are still to be delivered: to a hub, a webhook or a mailbox; one without `due` was given up.
delivery = Table(
    "delivery",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kind", String(10), nullable=False),
    Column("target", Text, nullable=False),
    Column("key", String(100), nullable=False),
    Column("body", Text, nullable=False),
    Column("created", Utc, nullable=False),
    Column("due", Utc, index=True),
    Column("attempts", Integer, nullable=False),
    Column("error", Text, nullable=False),
    UniqueConstraint("kind", "target", "key"),
)

# Programs of other people that are told of each change; `after` is the last revision they were told of.
webhook = Table(
    "webhook",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("url", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("filters", Text, nullable=False),
    Column("after", Integer, nullable=False),
    Column("created", Utc, nullable=False),
)

# Mailboxes that get a digest of some events; without `confirmed` nobody has said yet that it is theirs.
subscription = Table(
    "subscription",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("email", String(254), nullable=False),
    Column("filters", Text, nullable=False),
    Column("every", String(10), nullable=False),
    Column("asked", Utc, nullable=False, index=True),
    Column("mailed", Utc),
    Column("confirmed", Utc),
    Column("told", Utc),
    Column("after", Integer, nullable=False),
    UniqueConstraint("email", "filters"),
)

# What this installation signs with, made at first use.
secret = Table(
    "secret",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

# Numbers that must rise in the order of commits: the row lock serialises the writers.
counter = Table(
    "counter",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Integer, nullable=False),
)
