"""Digests by e-mail: who gets them, and the secret that their links are signed with."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "subscription",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("filters", sa.Text, nullable=False),
        sa.Column("every", sa.String(10), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("mailed", sa.DateTime(timezone=True)),
        sa.Column("confirmed", sa.DateTime(timezone=True)),
        sa.Column("told", sa.DateTime(timezone=True)),
        sa.Column("after", sa.Integer, nullable=False),
        sa.UniqueConstraint("email", "filters"),
    )
    op.create_table(
        "secret",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("secret")
    op.drop_table("subscription")
