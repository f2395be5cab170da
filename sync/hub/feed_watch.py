"""Does the feed flow? Wakes whoever waits when another process wrote, and says so when something holds everybody up.

On PostgreSQL nobody reads beyond the oldest open transaction (see `db.postgres.reached`): one that was forgotten, a console
left open over the week-end, keeps every device from news while the hub answers as if nothing were wrong. So it is looked for.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime

import msgspec
from sqlalchemy import Connection, func, select

from sync.hub.bell import Bell
from sync.hub.db import feed_rows, order, postgres, tables
from sync.hub.db.database import Database
from sync.hub.db.engine_state import EngineState, Holder, engine_state, oldest_holder

ALARM_S = 10.0  # an act takes milliseconds; what is open for so long was forgotten or is stuck
AGAIN_S = 60.0  # the alarm is repeated this often while it lasts
_log = logging.getLogger(__name__)


class FeedState(msgspec.Struct, frozen=True, kw_only=True):
    """How the feed stands. `waiting`: committed changes that cursors may not reach yet."""

    changes: int
    waiting: int = 0
    held_back_s: float = 0.0
    held_back_by: Holder | None = None

    @property
    def alarm(self) -> bool:
        return self.held_back_s >= ALARM_S


class HubState(msgspec.Struct, frozen=True, kw_only=True):
    """What `main.py hub status` prints: of the operator's concern, never of a device's."""

    database: EngineState
    feed: FeedState


def state(connection: Connection, now: datetime) -> HubState:
    """As it is at this moment; `held_back_s` is the age of the oldest change that waits, by the hub's clock."""
    row, here = tables.changes, order.reached(connection)
    changes = connection.execute(select(func.count()).select_from(row)).scalar_one()
    waiting, since = connection.execute(select(func.count(), func.min(row.c.at)).where(row.c.seq > here)).one()
    feed = FeedState(changes=changes)
    if waiting:
        held_back_s = max(0.0, (now - since).total_seconds())
        feed = FeedState(
            changes=changes, waiting=waiting, held_back_s=held_back_s, held_back_by=oldest_holder(connection)
        )
    return HubState(database=engine_state(connection), feed=feed)


class FeedWatch:
    """One per hub process; `look` is called several times a second by one thread."""

    def __init__(self, database: Database, bell: Bell, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._database, self._bell, self._monotonic = database, bell, monotonic
        self._newest = self._reached = -1
        self._stuck_since: float | None = None
        self._told_at: float | None = None

    def look(self) -> bool:
        """Ring when there is something new for cursors since the last look, whoever wrote it."""
        with self._database.read() as connection:
            newest = feed_rows.newest(connection)
            if postgres.speaks(connection):
                self._check_flow(connection)
        moved, self._newest = newest != self._newest, newest
        if moved:
            self._bell.ring()
        return moved

    def _check_flow(self, connection: Connection) -> None:
        """Stuck: changes wait, and where cursors may read up to does not move."""
        now, here = self._monotonic(), order.reached(connection)
        waits = feed_rows.last_written(connection) > here
        flows, self._reached = not waits or here != self._reached, here
        if flows:
            if self._told_at is not None:
                _log.warning("the feed flows again after %.0f s", now - (self._stuck_since or now))
            self._stuck_since = self._told_at = None
            return
        self._stuck_since = now if self._stuck_since is None else self._stuck_since
        stuck_s = now - self._stuck_since
        if stuck_s < ALARM_S or (self._told_at is not None and now - self._told_at < AGAIN_S):
            return
        self._told_at = now
        _log.warning(
            "the feed is held back for %.0f s: no device hears of anything new. It waits for %s",
            stuck_s, oldest_holder(connection) or "a transaction that has just ended",
        )
