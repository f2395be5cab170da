"""Slips in the hub: what it has once, what it has for certain, and whom it tells."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, delete

from sync.hub import acting, feed, files, part, push, recount, service, tick
from sync.hub.db import feed_rows, sqlite, tables
from sync.hub.service import Caller, HubService
from sync.protocol.feed import CaseRevoked
from sync.protocol.mutations import Mutation, PushReply
from sync.protocol.problems import Code, Problem
from sync.protocol.sealing import Sealed
from tests.sync.world.bugs import bug


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
    patch.setattr(push, "_KEEP", tables.mutations.insert().prefix_with("OR REPLACE"))


@bug("which acts came before is looked up in the process's memory, which a restart empties")
def uniqueness_in_memory(patch: pytest.MonkeyPatch) -> None:
    known: dict[int, set[str]] = {}
    before, started = push._known, HubService.__init__

    def start(hub: Any, *args: Any, **more: Any) -> None:
        known.clear()
        started(hub, *args, **more)

    def look(connection: Connection, mutation: Mutation, *rest: Any) -> Any:
        if mutation.id not in known.setdefault(0, set()):
            known[0].add(mutation.id)
            return None
        return before(connection, mutation, *rest)

    _replace_kept(patch)
    patch.setattr(HubService, "__init__", start)
    patch.setattr(push, "_known", look)


@bug("the same act that comes twice at the same time is done twice")
def applied_twice_at_once(patch: pytest.MonkeyPatch) -> None:
    before, take = push._known, push._take_one
    now: list[datetime] = []

    def look(connection: Connection, mutation: Mutation, *rest: Any) -> Any:
        row = tables.mutations
        found = connection.execute(row.select().where(row.c.id == mutation.id)).first()
        if found is not None and now and (now[0] - found.received_at).total_seconds() < 5:
            return None
        return before(connection, mutation, *rest)

    def take_one(connection: Connection, world: Any, at: datetime, *rest: Any) -> Any:
        now[:] = [at]
        return take(connection, world, at, *rest)

    _replace_kept(patch)
    patch.setattr(push, "_known", look)
    patch.setattr(push, "_take_one", take_one)


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
    acting_at: list[datetime] = []
    add, changes, take = feed_rows.add_change, feed_rows.changes_for, push._take_one

    def take_one(connection: Connection, world: Any, at: datetime, person: Any, device: str, sealed: Any, *rest: Any) -> Any:
        acting_at[:] = [sealed.mutation.made_at]
        try:
            return take(connection, world, at, person, device, sealed, *rest)
        finally:
            acting_at.clear()

    def add_change(connection: Connection, at: datetime, *rest: Any, **more: Any) -> Any:
        seq = add(connection, at, *rest, **more)
        made[seq] = acting_at[0] if acting_at else at
        return seq

    def changes_for(connection: Connection, keys: Iterable[str], after: int, limit: int, *rest: Any) -> Any:
        newest = max((at for seq, at in made.items() if seq <= after), default=None)
        rows = changes(connection, keys, after, limit, *rest)
        return [row for row in rows if newest is None or made.get(row.seq, newest) > newest]

    patch.setattr(push, "_take_one", take_one)
    patch.setattr(feed_rows, "add_change", add_change)
    patch.setattr(feed_rows, "changes_for", changes_for)


@bug("who loses a case is not told that it is gone")
def no_revocation(patch: pytest.MonkeyPatch) -> None:
    before = feed._render

    def render(*args: Any) -> Any:
        return [change for change in before(*args) if not isinstance(change, CaseRevoked)]

    patch.setattr(feed, "_render", render)


@bug("a complete file is acknowledged without comparing its hash")
def no_hash_check(patch: pytest.MonkeyPatch) -> None:
    before = part.Part.digest

    def digest(own: part.Part) -> str:
        before(own)
        return own._note.sha256

    patch.setattr(part.Part, "digest", digest)


@bug("a complete file is acknowledged before its bytes are fsynced")
def file_without_fsync(patch: pytest.MonkeyPatch) -> None:
    def settle(own: part.Part) -> None:
        if os.fstat(own._file).st_size != own.start:
            os.ftruncate(own._file, own.start)
        own.close()

    patch.setattr(part.Part, "settle", settle)


@bug("a file is renamed into its place, and the folder is not fsynced")
def folder_without_fsync(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(files, "_sync_folder", lambda folder: None)


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


