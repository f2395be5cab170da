"""Reaching a PostgreSQL server: what it is told and what it must be. Only a hub that has one loads this and the driver."""

from __future__ import annotations

import logging
from functools import cache
from typing import Any

from psycopg.types.string import StrDumper
from sqlalchemy import Connection, Engine, String, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.compiler import compiles

from sync.hub.db.postgres import HELD, PLACES
from sync.protocol.problems import Code, Problem

OLDEST = 13_00_00  # the first with pg_current_xact_id
LOCK_WAIT_S = 30  # how long one waits for another's act on the same case
DRIVER = "postgresql+psycopg"
_log = logging.getLogger(__name__)


def read_url(told: str) -> URL:
    """The address of a database, e.g. `postgresql://hub@db.example/hub`. Problem(BODY_INVALID) tells nothing of it: it may
    hold a password."""
    try:
        url = make_url(told)
    except ArgumentError:
        raise Problem(Code.BODY_INVALID, field="the database's address") from None
    if url.drivername not in ("postgres", "postgresql", DRIVER):
        raise Problem(Code.BODY_INVALID, field=f"the database's address ({url.drivername} is not postgresql)")
    return url.set(drivername=DRIVER)


def open_engine(url: URL) -> Engine:
    engine = create_engine(
        url, pool_size=8, max_overflow=12, pool_pre_ping=True, hide_parameters=True, connect_args={
            "application_name": "fieldclient-hub", "connect_timeout": 10, "keepalives_idle": 30,
            # A hub whose machine is gone must not hold the feed back for the two hours of TCP's own patience.
            "options": "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
            f" -c idle_in_transaction_session_timeout=60000 -c lock_timeout={LOCK_WAIT_S * 1000}",
        },
    )
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


@compiles(String, "postgresql")
def _unbounded(kind: String, compiler: Any, **_: Any) -> str:
    """SQLite counts no characters either: a bound that only one of the two knows would be found by a device in the field."""
    return "TEXT"


class _AnyText(StrDumper):
    """PostgreSQL keeps no NUL and refuses even to look for one. What holds it is nowhere in the database, so it is not found;
    JSON keeps it as an escape and is not touched."""

    def dump(self, obj: str) -> Any:
        return super().dump(obj.replace("\0", "\ufffd"))


def _on_connect(raw: Any, _record: object) -> None:
    """What the server must be, at every new connection: it may have been replaced meanwhile."""
    raw.adapters.register_dumper(str, _AnyText)
    raw.autocommit = True
    version = raw.info.server_version
    if version < OLDEST:
        raise OSError(f"PostgreSQL {version // 10000} is too old: 13 or newer is needed")
    encoding, commits, standby, fsync = raw.execute(
        "SELECT current_setting('server_encoding'), current_setting('synchronous_commit'), pg_is_in_recovery(),"
        " current_setting('fsync')"
    ).fetchone()
    if encoding != "UTF8":
        raise OSError(f"the database keeps text as {encoding}: make one with ENCODING 'UTF8'")
    if standby:
        raise OSError("this server is a standby: give the address of the primary")
    if commits == "off":  # a receipt is a promise
        raw.execute("SET synchronous_commit = on")
    if fsync == "off":
        _warn_of_lost_writes()
    raw.autocommit = False


@cache
def _warn_of_lost_writes() -> None:
    _log.warning("PostgreSQL runs with fsync=off: what was acknowledged may be lost in a power cut")


def _on_begin(connection: Connection) -> None:
    for name in (PLACES, HELD):  # the connection was used by another transaction before
        connection.info.pop(name, None)
