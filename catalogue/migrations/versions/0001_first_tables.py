"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "source",
        sa.Column("name", sa.String(100), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("home", sa.Text, nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("zone", sa.String(60), nullable=False),
        sa.Column("every_minutes", sa.Integer, nullable=False),
        sa.Column("next_due", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "lease",
        sa.Column("source", sa.String(100), primary_key=True),
        sa.Column("slot", sa.DateTime(timezone=True), primary_key=True),
        sa.Column("owner", sa.String(100), nullable=False),
        sa.Column("beat", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "run",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("source", sa.String(100), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished", sa.DateTime(timezone=True)),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("stats", sa.JSON, nullable=False),
        sa.Column("settled", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "sighting",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("run_id", sa.Integer, nullable=False),
        sa.Column("source", sa.String(100), nullable=False),
        sa.Column("source_key", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
    )
    op.create_table(
        "gone",
        sa.Column("run_id", sa.Integer, primary_key=True),
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("source", sa.String(100), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "member",
        sa.Column("source", sa.String(100), primary_key=True),
        sa.Column("source_key", sa.Text, primary_key=True),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("sighting_id", sa.Integer, nullable=False),
        sa.Column("event_id", sa.String(36), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "page",
        sa.Column("source", sa.String(100), primary_key=True),
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("etag", sa.Text, nullable=False),
        sa.Column("last_modified", sa.Text, nullable=False),
        sa.Column("body_hash", sa.String(64), nullable=False),
        sa.Column("reader_version", sa.String(40), nullable=False),
        sa.Column("fetched", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("start_day", sa.Date),
        sa.Column("end_day", sa.Date),
        sa.Column("hidden", sa.Boolean, nullable=False),
        sa.Column("modified", sa.DateTime(timezone=True), nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
    )
    op.create_table(
        "event_topic",
        sa.Column("event_id", sa.String(36), primary_key=True),
        sa.Column("topic", sa.String(60), primary_key=True),
    )
    op.create_table(
        "block",
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("source", sa.String(100), primary_key=True),
        sa.Column("source_key", sa.Text, primary_key=True),
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("event_id", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("changes", sa.JSON, nullable=False),
        sa.Column("source", sa.String(100), nullable=False),
    )
    op.create_table(
        "alias",
        sa.Column("old", sa.String(36), primary_key=True),
        sa.Column("event_id", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "merge",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event_id", sa.String(36), nullable=False),
        sa.Column("source", sa.String(100), nullable=False),
        sa.Column("source_key", sa.Text, nullable=False),
        sa.Column("points", sa.Float, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("rule", sa.String(40), nullable=False),
        sa.Column("who", sa.String(100), nullable=False),
    )
    op.create_table(
        "counter",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.Integer, nullable=False),
    )
    op.create_index("ix_run_source", "run", ["source"])
    op.create_index("ix_sighting_run_id", "sighting", ["run_id"])
    op.create_index("ix_sighting_source_key", "sighting", ["source", "source_key"])
    op.create_index("ix_member_event_id", "member", ["event_id"])
    op.create_index("ix_member_url", "member", ["source", "url"])
    op.create_index("ix_event_seq", "event", ["seq"])
    op.create_index("ix_event_start_day", "event", ["start_day"])
    op.create_index("ix_event_end_day", "event", ["end_day"])
    op.create_index("ix_event_topic_topic", "event_topic", ["topic"])
    op.create_index("ix_revision_event_id", "revision", ["event_id"])
    op.create_index("ix_alias_event_id", "alias", ["event_id"])
    op.create_index("ix_merge_event_id", "merge", ["event_id"])


def downgrade() -> None:
    for name in (
        "counter",
        "merge",
        "alias",
        "revision",
        "block",
        "event_topic",
        "event",
        "page",
        "member",
        "gone",
        "sighting",
        "run",
        "lease",
        "source",
    ):
        op.drop_table(name)
