"""Writing a row that may be there already, in one statement: between a question and an answer somebody else may write it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

from sync.hub.db import postgres


def put(connection: Connection, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """The row of this key gets these values, whether it was there or not."""
    made = _insert(connection, table).values(**key, **values)
    connection.execute(made.on_conflict_do_update(index_elements=list(key), set_=dict(values)))


def add_if_new(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """False when a row with the same key was there: it stays as it is."""
    return connection.execute(_insert(connection, table).values(**values).on_conflict_do_nothing()).rowcount > 0


def _insert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(table) if postgres.speaks(connection) else sqlite.insert(table)
