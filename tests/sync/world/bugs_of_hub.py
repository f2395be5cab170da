"""Slips in the hub: what it has once, what it has for certain, and whom it tells."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec
import pytest
from sqlalchemy import Connection, delete

from sync.hub import acting, feed, part, push, recount, service, tick
from sync.hub.db import bulk_rows, feed_rows, order, sqlite, tables
from sync.hub.service import Caller, HubService
from sync.protocol.feed import CaseRevoked, Page
from sync.protocol.mutations import PushReply
from sync.protocol.problems import Code, Problem
from sync.protocol.sealing import Sealed
from tests.sync.world.bugs import bug, never_synced


class _Undo(Exception):
    pass


@bug("acts are answered at once and written a moment later")
def acknowledged_before_durable(patch: pytest.MonkeyPatch) -> None:
    before = HubService.push
    waiting: list[Callable[[], object]] = []

    def pushed(hub: HubService, caller: Caller, batch: Sequence[Sealed]) -> PushReply:
        while waiting:
            waiting.pop(0)()
        now = hub.clock()
        try:
            with hub.database.write() as connection:
                world = hub.knowledge.get(connection)
                receipts = push.take(connection, world, now, caller.person, caller.device, batch)
                raise _Undo
        except _Undo:
            waiting.append(lambda: before(hub, caller, batch))
        return PushReply(receipts=tuple(receipts), hub_time=now)

    patch.setattr(HubService, "push", pushed)


@bug("the hub's database does not wait for the disk (synchronous=NORMAL)")
def hub_commits_without_waiting(patch: pytest.MonkeyPatch) -> None:
    before = sqlite._on_connect

    def on_connect(raw: Any, record: object) -> None:
        before(raw, record)
        raw.execute("PRAGMA synchronous=NORMAL").close()

    patch.setattr(sqlite, "_on_connect", on_connect)


def _replace_kept(patch: pytest.MonkeyPatch) -> None:
    """A mutation's row may be written twice: no constraint says otherwise."""
    before = bulk_rows.add

    def add(connection: Connection, table: Any, rows: Any, *rest: Any) -> None:
        if table is tables.mutations:
            connection.execute(delete(table).where(table.c.id.in_([row[0] for row in rows])))
        before(connection, table, rows, *rest)

    patch.setattr(bulk_rows, "add", add)


@bug("which acts came before is looked up in the process's memory, which a restart empties")
def uniqueness_in_memory(patch: pytest.MonkeyPatch) -> None:
    known: set[str] = set()
    before, started = bulk_rows.kept, HubService.__init__

    def start(hub: Any, *args: Any, **more: Any) -> None:
        known.clear()
        started(hub, *args, **more)

    def look(connection: Connection, ids: Sequence[str]) -> Any:
        found = {key: each for key, each in before(connection, ids).items() if key in known}
        known.update(ids)
        return found

    _replace_kept(patch)
    patch.setattr(HubService, "__init__", start)
    patch.setattr(bulk_rows, "kept", look)


@bug("the same act that comes twice at the same time is done twice")
def applied_twice_at_once(patch: pytest.MonkeyPatch) -> None:
    before, pushed = bulk_rows.kept, HubService.push
    now: list[datetime] = []

    def look(connection: Connection, ids: Sequence[str]) -> Any:
        found = before(connection, ids)
        return {key: each for key, each in found.items() if (now[0] - each.received_at).total_seconds() > 5}

    def pushing(hub: HubService, caller: Caller, batch: Sequence[Sealed]) -> PushReply:
        now[:] = [hub.clock()]
        return pushed(hub, caller, batch)

    _replace_kept(patch)
    patch.setattr(bulk_rows, "kept", look)
    patch.setattr(HubService, "push", pushing)


@bug("what an act did is committed first, its receipt a moment later")
def receipt_after_effects(patch: pytest.MonkeyPatch) -> None:
    def pushed(hub: HubService, caller: Caller, batch: Sequence[Sealed]) -> PushReply:
        now, rows = hub.clock(), tables.mutations
        with hub.database.write() as connection:
            world = hub.knowledge.get(connection)
            receipts = push.take(connection, world, now, caller.person, caller.device, batch)
            ids = [each.id for each in batch]
            kept = [dict(row._mapping) for row in connection.execute(rows.select().where(rows.c.id.in_(ids)))]
            connection.execute(delete(rows).where(rows.c.id.in_(ids)))
        with hub.database.write() as connection:
            if kept:
                connection.execute(rows.insert(), kept)
        hub.bell.ring()
        return PushReply(receipts=tuple(receipts), hub_time=now)

    patch.setattr(HubService, "push", pushed)


@bug("changes are told by the time at which they were made, not in the order in which they were committed")
def cursor_by_time(patch: pytest.MonkeyPatch) -> None:
    made: dict[int, datetime] = {}
    at: list[datetime] = []
    places, add, changes, pushed = order.next_places, feed_rows.add_change, feed_rows.changes_for, HubService.push

    def pushing(hub: HubService, caller: Caller, batch: Sequence[Sealed]) -> PushReply:
        at[:] = [batch[0].mutation.made_at]
        return pushed(hub, caller, batch)

    def next_places(connection: Connection, count: int) -> list[int]:
        found = places(connection, count)
        made.update((seq, at[0]) for seq in found if at)
        return found

    def add_change(connection: Connection, *told: Any) -> int:
        seq = add(connection, *told)
        made.update({seq: at[0]} if at else {})
        return seq

    def changes_for(connection: Connection, keys: Iterable[str], after: int, *rest: Any) -> Any:
        newest = max((moment for seq, moment in made.items() if seq <= after), default=None)
        rows = changes(connection, keys, after, *rest)
        return [row for row in rows if newest is None or made.get(row.seq, newest) >= newest]

    patch.setattr(HubService, "push", pushing)
    patch.setattr(order, "next_places", next_places)
    patch.setattr(feed_rows, "add_change", add_change)
    patch.setattr(feed_rows, "changes_for", changes_for)


@bug("who loses a case is not told that it is gone")
def no_revocation(patch: pytest.MonkeyPatch) -> None:
    before = HubService.pull

    def pull(hub: HubService, *args: Any, **more: Any) -> Page:
        page = before(hub, *args, **more)
        return msgspec.structs.replace(
            page, changes=tuple(change for change in page.changes if not isinstance(change, CaseRevoked)))

    patch.setattr(HubService, "pull", pull)


@bug("a complete file is acknowledged without comparing its hash")
def no_hash_check(patch: pytest.MonkeyPatch) -> None:
    before = part.Part.digest

    def digest(own: part.Part) -> str:
        before(own)
        return own._note.sha256

    patch.setattr(part.Part, "digest", digest)


@bug("a complete file is acknowledged before its bytes are fsynced")
def file_without_fsync(patch: pytest.MonkeyPatch) -> None:
    never_synced(patch, lambda machine, path: machine.name == "the hub" and not os.path.isdir(path))


@bug("a file is renamed into its place, and the folder is not fsynced")
def folder_without_fsync(patch: pytest.MonkeyPatch) -> None:
    never_synced(patch, lambda machine, path: machine.name == "the hub" and os.path.isdir(path))


@bug("old changes are cleared away, and old cursors go on as if nothing was missing")
def compaction_strands_cursors(patch: pytest.MonkeyPatch) -> None:
    before = tick.set_meta
    patch.setattr(tick, "set_meta", lambda connection, key, value: None if key == feed.FLOOR else before(connection, key, value))


@bug("after a backup was put back, cursors from after it are still good")
def epoch_stays(patch: pytest.MonkeyPatch) -> None:
    def start_new_epoch(hub: HubService) -> int:
        lost: int = recount.forget_lost(hub.database, hub.files, hub.knowledge.get, hub.clock())
        hub.bell.ring()
        return lost

    patch.setattr(service.HubService, "start_new_epoch", start_new_epoch)


@bug("an act is done whatever the stage of the case is by then")
def stage_not_checked(patch: pytest.MonkeyPatch) -> None:
    before = acting.may

    def may(act: Any, actor: Any, case: Any) -> Any:
        try:
            return before(act, actor, case)
        except Problem as problem:
            if problem.code is not Code.ACT_NOT_NOW or case.stage is None:
                raise
            from sync.protocol.rights import How

            return How.DO

    patch.setattr(acting, "may", may)


@bug("a file that one person sent counts as sent by everybody who knows its hash, and is never bound to the report")
def arrived_files_not_bound(patch: pytest.MonkeyPatch) -> None:
    from sync.hub.db import case_rows

    patch.setattr(case_rows, "bind_media", lambda connection, person, sha256: [])


@bug("a person whose grids changed goes on from the old cursor and is not told of the cases there")
def scope_change_without_snapshot(patch: pytest.MonkeyPatch) -> None:
    from sync.hub import sight

    patch.setattr(sight, "scope", lambda person: "always")


