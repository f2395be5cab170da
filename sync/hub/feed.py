"""What a device is told: changes in commit order, each seen through its person's eyes.

A cursor is `c1.EPOCH.SCOPE.SEQ`, or `s1.EPOCH.SCOPE.SEQ.CASE` in the middle of a snapshot. Devices keep it and never read it.
EPOCH changes when the database was restored or moved, SCOPE when the person's roles, department or grids changed: either
way the cursor is outdated and the whole truth starts anew. SEQ is a place in `db.order`: what it counts differs from one
database engine to the other, and EPOCH keeps the two apart.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Connection

from sync.hub import sight
from sync.hub.db import case_rows, feed_rows, order
from sync.hub.db.database import get_meta
from sync.hub.db.feed_rows import ChangeKind, ChangeRow
from sync.hub.rendering import PAGE_BYTES, render
from sync.hub.world import PersonRow, World
from sync.protocol.feed import MAX_PAGE, Change, Page, RulesChanged
from sync.protocol.ids import is_id

NOTICES_KEPT = timedelta(days=30)
FLOOR = "feed_floor"  # in `meta`: changes up to here have been cleared away


class Cursor(msgspec.Struct, frozen=True):
    """Up to where a device has kept what it was told. `after_case`: it is in the middle of a snapshot."""

    epoch: str
    scope: str
    seq: int
    after_case: str | None = None

    def __str__(self) -> str:
        head = "c1" if self.after_case is None else "s1"
        tail = "" if self.after_case is None else f".{self.after_case}"
        return f"{head}.{self.epoch}.{self.scope}.{self.seq}{tail}"


def parse_cursor(text: str | None) -> Cursor | None:
    """None for anything that this hub did not write: the answer to it is a snapshot, never an error."""
    parts = (text or "").split(".")
    if len(parts) == 4 and parts[0] == "c1" and _is_number(parts[3]):
        return Cursor(parts[1], parts[2], int(parts[3]))
    if len(parts) == 5 and parts[0] == "s1" and _is_number(parts[3]) and is_id(parts[4]):
        return Cursor(parts[1], parts[2], int(parts[3]), parts[4])
    return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 19 and int(text) <= order.LAST


def page(
    connection: Connection, world: World, person: PersonRow, cursor: str | None, limit: int, now: datetime
) -> Page:
    """The next page; empty when there is nothing new."""
    limit = max(1, min(limit, MAX_PAGE))
    here = Cursor(order.epoch(connection), sight.scope(person), order.reached(connection))
    told = parse_cursor(cursor)
    if told is None or not _still_good(connection, told, here):
        return _snapshot(connection, world, person, here, here, limit, now, first=True)
    if told.after_case is not None:
        return _snapshot(connection, world, person, told, here, limit, now, first=False)
    return _changes(connection, world, person, told, here, limit, now)


def _still_good(connection: Connection, told: Cursor, here: Cursor) -> bool:
    """A number ahead of ours was given before the database was set back; one below the floor has a gap behind it."""
    floor = int(get_meta(connection, FLOOR) or 0)
    return (told.epoch, told.scope) == (here.epoch, here.scope) and floor <= told.seq <= here.seq


def _changes(
    connection: Connection, world: World, person: PersonRow, told: Cursor, here: Cursor, limit: int, now: datetime
) -> Page:
    rows = feed_rows.changes_for(connection, sight.own_keys(person), told.seq, here.seq, limit + 1)
    more, rows = len(rows) > limit, rows[:limit]
    reached = rows[-1].seq if more else here.seq
    return Page(
        cursor=str(msgspec.structs.replace(told, seq=reached)), more=more, hub_time=now,
        changes=tuple(_render(connection, world, person, rows)),
    )


def _render(connection: Connection, world: World, person: PersonRow, rows: list[ChangeRow]) -> list[Change]:
    """Each thing once, where it changed last, as it is now: a device never sees a state that is already past."""
    last = {(row.kind, row.ref): row.seq for row in rows}
    rows = [row for row in rows if last[row.kind, row.ref] == row.seq]
    notices = feed_rows.notices_by_id(connection, [row.ref for row in rows if row.kind is ChangeKind.NOTICE])
    cases = render(connection, world, person, [row.ref for row in rows if row.kind is ChangeKind.CASE]).changes
    shown = feed_rows.published_by_id(connection, [row.ref for row in rows if row.kind is ChangeKind.PUBLISHED])
    changes: list[Change] = []
    for row in rows:
        match row.kind:
            case ChangeKind.CASE:
                changes.append(cases[row.ref])
            case ChangeKind.NOTICE:
                changes.append(notices[row.ref])
            case ChangeKind.PUBLISHED:
                changes.append(shown[row.ref])
            case ChangeKind.RULES:
                changes.append(RulesChanged(catalogue_version=int(row.ref)))
    return changes


def _snapshot(
    connection: Connection, world: World, person: PersonRow, start: Cursor, here: Cursor, limit: int, now: datetime, *,
    first: bool,
) -> Page:
    """The whole truth in pages of cases by id; notices and publications come with the first.

    The final cursor is where the feed stood when the first page was made: what changes meanwhile is told after it.
    """
    changes: list[Change] = []
    if first:
        changes += feed_rows.newest_published(connection, min(50, limit // 6))
        changes += feed_rows.notices_since(connection, person.id, now - NOTICES_KEPT, min(100, limit // 3))
        if limit > 1:
            changes.append(RulesChanged(catalogue_version=world.catalogue.version))
    room = limit - len(changes)
    keys = sight.own_keys(person) - {sight.EVERYBODY}
    ids = case_rows.cases_in_sight(connection, keys, start.after_case or "", room + 1)
    more, ids = len(ids) > room, ids[:room]
    rendered = render(connection, world, person, ids, PAGE_BYTES)
    changes += rendered.changes.values()
    more, ids = more or bool(rendered.left), list(rendered.changes)
    after = ids[-1] if more else None
    # Whoever read a long snapshot in peace has missed something meanwhile: it waits on the next page.
    more = more or bool(feed_rows.changes_for(connection, sight.own_keys(person), start.seq, here.seq, 1))
    return Page(
        cursor=str(msgspec.structs.replace(start, after_case=after)), changes=tuple(changes), more=more,
        snapshot=first, epoch=here.epoch if first else "", hub_time=now,
    )
