"""What matching keeps: pairs to review, the parts of a score, ids that come back; look-ups that stay quick."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_MERGE = (
    sa.Column("kind", sa.String(20), nullable=False, server_default="joined"),
    sa.Column("other", sa.Text, nullable=False, server_default=""),
    sa.Column("parts", sa.JSON, nullable=False, server_default="[]"),
    sa.Column("vetoes", sa.JSON, nullable=False, server_default="[]"),
)


def upgrade() -> None:
    op.add_column("member", sa.Column("founded", sa.String(36)))
    op.add_column("alias", sa.Column("sequence", sa.Integer, nullable=False, server_default="0"))
    for column in _MERGE:
        op.add_column(
            "merge",
            sa.Column(
                column.name, column.type, nullable=False, server_default=column.server_default
            ),
        )
    op.create_table(
        "review",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(100), nullable=False),
        sa.Column("source_key", sa.Text, nullable=False),
        sa.Column("events", sa.JSON, nullable=False),
        sa.Column("points", sa.Float, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("decided", sa.DateTime(timezone=True)),
        sa.Column("answer", sa.String(20), nullable=False, server_default=""),
        sa.Column("who", sa.String(100), nullable=False, server_default=""),
    )
    op.create_index("ix_review_decided", "review", ["decided"])
    op.create_index("ix_block_member", "block", ["source", "source_key"])
    op.create_index("ix_member_address", "member", ["url"])


def downgrade() -> None:
    op.drop_index("ix_member_address", "member")
    op.drop_index("ix_block_member", "block")
    op.drop_table("review")
    for column in _MERGE:
        op.drop_column("merge", column.name)
    op.drop_column("alias", "sequence")
    op.drop_column("member", "founded")
