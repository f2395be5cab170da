"""Writing a row that may be there already, in one statement: between a question and an answer somebody else may write it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

from sync.hub.db import postgres
from sync.hub.db.quick import Quick

_Insert = postgresql.Insert | sqlite.Insert


def put(connection: Connection, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """The row of this key gets these values (no expressions), whether it was there or not."""
    _put(postgres.speaks(connection), table, tuple(key), tuple(values)).change(connection, {**key, **values})


def add_if_new(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """False when a row with the same key was there: it stays as it is."""
    return _add_if_new(postgres.speaks(connection), table).change(connection, values) > 0


# Built once: building one takes longer than running it.


@lru_cache(maxsize=256)
def _put(on_server: bool, table: Table, key: tuple[str, ...], names: tuple[str, ...]) -> Quick:
    made = _insert(on_server, table)
    return Quick(made.on_conflict_do_update(index_elements=list(key), set_={name: made.excluded[name] for name in names}))


@lru_cache(maxsize=256)
def _add_if_new(on_server: bool, table: Table) -> Quick:
    return Quick(_insert(on_server, table).on_conflict_do_nothing())


def _insert(on_server: bool, table: Table) -> _Insert:
    return postgresql.insert(table) if on_server else sqlite.insert(table)
