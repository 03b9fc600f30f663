"""Alembic's entry: migrates over the connection that `catalogue.store` hands it."""

from alembic import context

from catalogue.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
