"""What an operator wants to know of the database: which it is, whether it keeps its promises, and who holds the feed back."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, text

from sync.hub.db import postgres


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """Whose transaction is the oldest that writes. Its statement is not told: it may hold what people wrote."""

    kind: str  # session, or prepared: then `name` is its gid, to be ended with ROLLBACK PREPARED
    pid: int | None = None
    database: str = ""
    name: str = ""  # what the session calls itself
    state: str = ""  # e.g. idle in transaction
    age_s: float | None = None  # None when the hub may not see it

    def __str__(self) -> str:
        age = "" if self.age_s is None else f", {self.age_s:.0f} s old"
        who = f"session {self.pid}" if self.kind == "session" else "a prepared transaction"
        return f"{who} ({self.name or 'without a name'}, database {self.database}, {self.state or 'state unknown'}{age})"


class EngineState(msgspec.Struct, frozen=True, kw_only=True):
    """`durable`: what was acknowledged survives a power cut, as far as the database can tell."""

    kind: str
    version: str
    revision: str
    durable: bool


_OLDEST = text(
    "SELECT * FROM ("
    " SELECT 'session' AS kind, pid, COALESCE(datname, '') AS database, COALESCE(application_name, '') AS name,"
    " COALESCE(state, '') AS state, extract(epoch FROM clock_timestamp() - xact_start) AS age_s, age(backend_xid) AS turn"
    " FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid()"
    " UNION ALL"
    " SELECT 'prepared', NULL, database, gid, 'prepared', extract(epoch FROM clock_timestamp() - prepared), age(transaction)"
    " FROM pg_prepared_xacts) AS open ORDER BY turn DESC LIMIT 1"
)


def oldest_holder(connection: Connection) -> Holder | None:
    """Who holds the feed back; None when nobody does. Always None on SQLite, where readers see every commit at once."""
    if not postgres.speaks(connection):
        return None
    found = connection.execute(_OLDEST).first()
    if found is None:
        return None
    return Holder(
        kind=found.kind, pid=found.pid, database=found.database, name=found.name, state=found.state,
        age_s=None if found.age_s is None else round(float(found.age_s), 1),
    )


def engine_state(connection: Connection) -> EngineState:
    revision = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())
    if postgres.speaks(connection):
        version, fsync, commits = connection.execute(text(
            "SELECT current_setting('server_version'), current_setting('fsync'), current_setting('synchronous_commit')"
        )).one()
        durable = fsync == "on" and commits != "off"
        return EngineState(kind="postgresql", version=version, revision=revision, durable=durable)
    version = str(connection.execute(text("SELECT sqlite_version()")).scalar())
    durable = int(connection.execute(text("PRAGMA synchronous")).scalar() or 0) >= 2
    return EngineState(kind="sqlite", version=version, revision=revision, durable=durable)
