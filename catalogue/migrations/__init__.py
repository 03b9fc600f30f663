"""Alembic migrations of the catalogue; `catalogue.store` runs them when it opens an older database."""
