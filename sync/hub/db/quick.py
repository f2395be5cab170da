"""Statements that run at every question of every device, past the toolkit, which takes five to ten times as long as SQLite does.

A statement stays what it is: built once, from the tables. Here it is put into SQLite's words once, and its values are handed to
the driver as the toolkit would hand them. On PostgreSQL, where the way to the server takes longer than both, the toolkit does it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Connection, Select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.dml import UpdateBase

from sync.hub.db import postgres

_Turn = Callable[[Any], Any]
_Value = tuple[str | None, int | None, Any, _Turn | None]  # name, place in a list of many, fixed value, how it is handed over


class Quick:
    """A question, or a change of one kind of row. A parameter that is `expanding` is told as a list.

    Rows are tuples in the order of the columns.
    """

    def __init__(self, statement: Select[Any] | UpdateBase) -> None:
        self._statement = statement
        self._reads = isinstance(statement, Select)
        self._made: dict[tuple[Any, ...], _Made] = {}

    def all(self, connection: Connection, **told: Any) -> Sequence[Any]:
        if postgres.speaks(connection):
            return connection.execute(self._statement, told).all()
        made = self._of(connection, told)
        return made.rows(_run(connection, made.words, made.values(told)).fetchall())

    def first(self, connection: Connection, **told: Any) -> Any:
        """The first row; None when there is none."""
        if postgres.speaks(connection):
            return connection.execute(self._statement, told).first()
        made = self._of(connection, told)
        found = _run(connection, made.words, made.values(told)).fetchone()
        return None if found is None else made.rows([found])[0]

    def value(self, connection: Connection, **told: Any) -> Any:
        """The first column of the first row; None when there is none."""
        found = self.first(connection, **told)
        return None if found is None else found[0]

    def column(self, connection: Connection, **told: Any) -> list[Any]:
        """The first column of every row."""
        return [row[0] for row in self.all(connection, **told)]

    def change(self, connection: Connection, told: Mapping[str, Any]) -> int:
        """How many rows it touched."""
        if postgres.speaks(connection):
            return connection.execute(self._statement, dict(told)).rowcount
        made = self._of(connection, told)
        return int(_run(connection, made.words, made.values(told)).rowcount)

    def change_each(self, connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        """Once for each of these, which all have the same names."""
        told = list(rows)
        if not told:
            return
        if postgres.speaks(connection):
            connection.execute(self._statement, [dict(each) for each in told])
            return
        made = self._of(connection, told[0])
        _run_each(connection, made.words, [made.values(each) for each in told])

    def _of(self, connection: Connection, told: Mapping[str, Any]) -> _Made:
        """In SQLite's words, for these names and lists of these lengths."""
        key: tuple[Any, ...] = tuple(told) if not self._reads else tuple(
            (name, len(value)) for name, value in told.items() if type(value) is list)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = _Made(self._statement, connection, told, self._reads)
        return made


class _Made:
    """A statement in SQLite's words."""

    def __init__(
        self, statement: Select[Any] | UpdateBase, connection: Connection, told: Mapping[str, Any], reads: bool
    ) -> None:
        dialect = connection.dialect
        many = {name: value for name, value in told.items() if reads and type(value) is list}
        asked = cast("Select[Any]", statement).params(**told) if reads else statement
        compiled: Any = asked.compile(
            dialect=dialect, column_keys=None if reads else list(told), compile_kwargs={"render_postcompile": True})
        self.words = str(compiled)
        places = {f"{name}_{at}": (name, at - 1) for name, value in many.items() for at in range(1, len(value) + 1)}
        self._values: list[_Value] = []
        for name in compiled.positiontup or ():
            of, place = places.get(name, (name, None))
            bind = compiled.binds[of]
            turn = bind.type.dialect_impl(dialect).bind_processor(dialect)
            fixed = of not in told
            value = bind.value if turn is None or not fixed else turn(bind.value)
            self._values.append((None if fixed else of, place, value, None if fixed else turn))
        columns = list(cast("Select[Any]", statement).selected_columns) if reads else []
        turns = [each.type.dialect_impl(dialect).result_processor(dialect, None) for each in columns]
        self._turns = [(at, turn) for at, turn in enumerate(turns) if turn is not None]

    def values(self, told: Mapping[str, Any]) -> list[Any]:
        out = []
        for name, place, value, turn in self._values:
            if name is not None:
                value = told[name] if place is None else told[name][place]
                if turn is not None:
                    value = turn(value)
            out.append(value)
        return out

    def rows(self, found: list[Any]) -> list[Any]:
        if not self._turns:
            return found
        out = []
        for row in found:
            turned = list(row)
            for at, turn in self._turns:
                turned[at] = turn(turned[at])
            out.append(tuple(turned))
        return out


def _run(connection: Connection, words: str, values: list[Any]) -> Any:
    cursor = connection.connection.cursor()
    try:
        cursor.execute(words, values)
    except sqlite3.Error as failure:
        raise _as_told(words, values, failure) from failure
    return cursor


def _run_each(connection: Connection, words: str, rows: list[list[Any]]) -> None:
    try:
        connection.connection.cursor().executemany(words, rows)
    except sqlite3.Error as failure:
        raise _as_told(words, rows, failure) from failure


def _as_told(words: str, values: list[Any], failure: sqlite3.Error) -> DBAPIError:
    """As the toolkit would tell it. What people wrote is not in it: a log would keep it."""
    told = DBAPIError.instance(words, values, failure, sqlite3.Error, hide_parameters=True)
    return cast("DBAPIError", told)
