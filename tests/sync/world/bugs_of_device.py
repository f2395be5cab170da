"""Slips in the device's store: what is kept, in which transaction, and what is shown of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import msgspec
import pytest

from fieldclient.store.cases import Cases
from fieldclient.store.downloads import Downloads
from fieldclient.store.feed import Feed
from fieldclient.store.outbox import Outbox, Seal
from fieldclient.store.queue import PersonQueue
from fieldclient.store.records import Records, Totals
from fieldclient.store.uploads import Uploads
from sync.protocol.feed import Page
from sync.protocol.ids import new_id
from sync.protocol.mutations import Mutation, Outcome, Receipt
from sync.protocol.problems import Code, Problem
from tests.sync.world.bugs import bug, never_synced


def _delete(outbox: Outbox, mutation: str) -> None:
    with outbox._database.change():
        outbox._database.write("DELETE FROM mutation_media WHERE mutation = ?", (mutation,))
        outbox._database.write("DELETE FROM mutations WHERE id = ?", (mutation,))


@bug("the cursor is kept before the changes it stands for, in a transaction of its own")
def cursor_before_apply(patch: pytest.MonkeyPatch) -> None:
    before = Feed.apply

    def apply(feed: Feed, person: str, page: Page, at: datetime) -> None:
        feed._database.write("UPDATE people SET cursor = ? WHERE id = ?", (page.cursor, person))
        before(feed, person, page, at)

    patch.setattr(Feed, "apply", apply)


@bug("what the hub refuses is deleted from the device")
def deleted_on_refusal(patch: pytest.MonkeyPatch) -> None:
    before = PersonQueue.settle

    def settle(queue: PersonQueue, receipts: Sequence[Receipt], at: datetime) -> None:
        before(queue, receipts, at)
        for receipt in receipts:
            if receipt.outcome in (Outcome.REFUSED, Outcome.CONFLICT):
                _delete(queue._outbox, receipt.mutation)

    patch.setattr(PersonQueue, "settle", settle)


@bug("a 401 signs the person out and clears what belongs to the session, the outbox too")
def outbox_forgets_on_401(patch: pytest.MonkeyPatch) -> None:
    before = PersonQueue.back_to_waiting

    def back(queue: PersonQueue, ids: Sequence[str], problem: Problem | None, next_try_at: datetime | None) -> None:
        before(queue, ids, problem, next_try_at)
        if problem is not None and problem.code in (Code.SIGN_IN_EXPIRED, Code.SIGN_IN_NEEDED):
            for each in ids:
                _delete(queue._outbox, each)

    patch.setattr(PersonQueue, "back_to_waiting", back)


@bug("an act and its files are sealed in two transactions")
def sealed_in_two_transactions(patch: pytest.MonkeyPatch) -> None:
    later: list[tuple[str, str, int, Any]] = []
    seal, wait = Outbox.seal, Uploads.wait

    def sealing(outbox: Outbox, make: Callable[[Seal], Mutation], *rest: Any, **more: Any) -> Mutation:
        later.clear()
        made = seal(outbox, make, *rest, **more)
        if outbox._database.connection.in_transaction:
            outbox._database.connection.execute("COMMIT")  # the first of the two
            outbox._database.connection.execute("BEGIN IMMEDIATE")
        for one in later:
            wait(outbox._uploads, *one)
        outbox._uploads.count_left(made.person, [ref.sha256 for ref in made.media])
        return made

    patch.setattr(Outbox, "seal", sealing)
    patch.setattr(Uploads, "wait", lambda own, *one: later.append(one))


@bug("a snapshot replaces everything, also what has not been sent yet")
def snapshot_deletes_unsent(patch: pytest.MonkeyPatch) -> None:
    before = Feed._end_snapshot

    def end(feed: Feed, person: str, generation: int) -> None:
        before(feed, person, generation)
        for row in feed._database.read("SELECT id FROM mutations WHERE person = ? AND state = 'waiting'", (person,)):
            _delete(feed._outbox, row["id"])

    patch.setattr(Feed, "_end_snapshot", end)


@bug("what is sent a second time gets a new id")
def retry_makes_a_new_id(patch: pytest.MonkeyPatch) -> None:
    before = Records.sealed

    def renewed(outbox: Outbox, act: Mutation) -> str:
        row = outbox._database.one("SELECT attempts FROM mutations WHERE id = ?", (act.id,))
        if row is None or not row["attempts"]:
            return act.id
        again = msgspec.structs.replace(act, id=new_id())
        outbox._database.connection.execute("PRAGMA foreign_keys=OFF")
        with outbox._database.change():
            outbox._database.write(
                "UPDATE mutations SET id = ?, payload = ? WHERE id = ?", (again.id, msgspec.json.encode(again), act.id))
            outbox._database.write("UPDATE mutation_media SET mutation = ? WHERE mutation = ?", (again.id, act.id))
        outbox._database.connection.execute("PRAGMA foreign_keys=ON")
        return again.id

    def sealed(outbox: Outbox, ids: Sequence[str]) -> Any:
        return before(outbox, [renewed(outbox, each.mutation) for each in before(outbox, ids)])

    patch.setattr(Records, "sealed", sealed)


@bug("a page of changes is kept for whoever is signed in when it comes")
def page_leaks_to_the_next_person(patch: pytest.MonkeyPatch) -> None:
    def apply_page(queue: PersonQueue, page: Page, at: datetime) -> None:
        queue._feed.apply(queue._people.current_id(), page, at)

    patch.setattr(PersonQueue, "apply_page", apply_page)


@bug("after the hub was put back to an older copy, what it had acknowledged since is not sent again")
def restored_hub_loses_acts(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Outbox, "send_again_what_is_gone", lambda outbox, person: 0)
    patch.setattr(Outbox, "heard_epoch", lambda outbox, person, hub_id, epoch: None)


@bug("after the hub was put back, only those acts go again that are seen to be missing")
def restored_hub_loses_some_acts(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Outbox, "heard_epoch", lambda outbox, person, hub_id, epoch: None)


@bug("a case that left a person's sight leaves the lists, and stays to be found by its words")
def words_stay_behind(patch: pytest.MonkeyPatch) -> None:
    before = Cases.revoke

    def revoke(cases: Cases, person: str, *rest: Any) -> None:
        held = "SELECT row, words FROM cases JOIN case_words ON case_words.rowid = row WHERE person = ?"
        words = cases._database.read(held, (person,))
        before(cases, person, *rest)
        for row in words:
            if cases._database.one("SELECT 1 FROM case_words WHERE rowid = ?", (row["row"],)) is None:
                cases._database.write("INSERT INTO case_words (rowid, words) VALUES (?, ?)", (row["row"], row["words"]))

    patch.setattr(Cases, "revoke", revoke)


@bug("photos of cases out of sight stay on the device for ever")
def copies_stay_behind(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Downloads, "out_of_sight", lambda own: [])


@bug("a photo is kept without fsync")
def photo_without_fsync(patch: pytest.MonkeyPatch) -> None:
    never_synced(patch, lambda machine, path: machine.name != "the hub" and not os.path.isdir(path))


@bug("a photo's bytes are fsynced, the folder that names them is not")
def photo_folder_without_fsync(patch: pytest.MonkeyPatch) -> None:
    never_synced(patch, lambda machine, path: machine.name != "the hub" and os.path.isdir(path))


@bug("the number of waiting reports is counted along and starts anew with the app")
def counted_along(patch: pytest.MonkeyPatch) -> None:
    seal, settle, totals = Outbox.seal, PersonQueue.settle, Records.totals

    def sealing(outbox: Any, *args: Any, **more: Any) -> Mutation:
        outbox.along = getattr(outbox, "along", 0) + 1
        return seal(outbox, *args, **more)

    def settling(queue: Any, receipts: Sequence[Receipt], at: datetime) -> None:
        queue._outbox.along = getattr(queue._outbox, "along", 0) - len(receipts)
        settle(queue, receipts, at)

    def counted(outbox: Any, person: str) -> Totals:
        found = totals(outbox, person)
        return Totals(max(0, getattr(outbox, "along", 0)), found.waiting_bytes, found.travelling, found.attention)

    patch.setattr(Outbox, "seal", sealing)
    patch.setattr(PersonQueue, "settle", settling)
    patch.setattr(Records, "totals", counted)


@bug("what was refused is left out of the list of what waits")
def refusal_not_shown(patch: pytest.MonkeyPatch) -> None:
    before = Records.open_of
    patch.setattr(Records, "open_of", lambda own, person, *, limit=500: [
        each for each in before(own, person, limit=limit) if each.state.value != "refused"
    ])


@bug("the device's database does not wait for the disk (synchronous=NORMAL)")
def device_commits_without_waiting(patch: pytest.MonkeyPatch) -> None:
    from fieldclient.store import database

    settings = tuple(line.replace("synchronous=FULL", "synchronous=NORMAL") for line in database._SETTINGS)
    patch.setattr(database, "_SETTINGS", settings)
