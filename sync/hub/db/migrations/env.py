"""Alembic's entry: it is handed the connection and never opens one of its own."""

from __future__ import annotations

from alembic import context

from sync.hub.db.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True
)
with context.begin_transaction():
    context.run_migrations()
