"""The hub's key for codes that set devices up: made once and told at every greeting, so that devices know this hub's codes."""

from __future__ import annotations

from sqlalchemy import Connection

from sync.hub.db import tables
from sync.hub.db.database import Database, get_meta
from sync.hub.db.upsert import add_if_new
from sync.protocol import enrolment, identity
from sync.protocol.problems import Code, Problem

_META = "setup_key"


class SetupKey:
    """Of one hub."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._public: str | None = None  # told at every greeting

    def private(self) -> bytes:
        """32 bytes. BODY_INVALID (field) when the database holds something else."""
        with self._database.read() as connection:
            kept = get_meta(connection, _META)
        found = identity.raw(kept or self._database.run(_make) or "", identity.PUBLIC_BYTES)
        if found is None:
            raise Problem(Code.BODY_INVALID, field=_META)
        return found

    def public(self) -> str:
        """Base64url, for `HubInfo.setup_key`."""
        if self._public is None:
            self._public = identity.text(enrolment.public_of(self.private()))
        return self._public


def _make(connection: Connection) -> str | None:
    """Another process may have been quicker: its key counts."""
    add_if_new(connection, tables.meta, {"key": _META, "value": identity.text(enrolment.new_key())})
    return get_meta(connection, _META)
