"""The lane of records: mutations out, changes in."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from sync.engine.device import Entry
from sync.engine.outbox import Limits, batches, ready
from sync.engine.paged import Paged
from sync.engine.trip import CycleOver, Trip
from sync.protocol.feed import CaseChanged, Page, RulesChanged
from sync.protocol.mutations import FEATURE, MAX_BATCH, PushReply
from sync.protocol.problems import Code, Problem

AGAIN_S = 0.1  # after an answer that broke off; a jitter of half of it lies around it
_CUT = frozenset({Code.NO_NETWORK, Code.TIMED_OUT, Code.NOT_OUR_REPLY})

# These may be about one mutation among many: the batch is cut in halves until the culprit stands alone.
_PERHAPS_ONE = frozenset({
    Code.HUB_ERROR, Code.NOT_OUR_REPLY, Code.BODY_INVALID, Code.INTERNAL, Code.MEDIA_TOO_LARGE,
})


def exchange_records(trip: Trip) -> None:
    """Everything that may travel, then every change. Raises CycleOver; what was sent without an answer waits again."""
    push_all(trip)
    pull_all(trip)
    trip.records_at = trip.clock.monotonic()


def exchange_if_due(trip: Trip) -> None:
    """In the middle of a long upload: a report filed now, or a case dispatched now, does not wait for its end."""
    if trip.clock.monotonic() - trip.records_at >= trip.policy.records_every_s:
        exchange_records(trip)


def push_all(trip: Trip) -> None:
    """Each entry is tried once; acts that follow in their case go in the next round."""
    tried: set[str] = set()
    while True:
        entries = trip.device.entries()
        open_ = ready(entries, trip.clock.now(), impatient=trip.policy.impatient, tried=tried)
        if not open_:
            return
        for batch in batches(open_, most(trip)):
            trip.go_on()
            tried.update(e.mutation for e in batch)
            _push(trip, batch)


def most(trip: Trip) -> Limits:
    """What a push to this hub may carry at most: an old hub takes fewer at once."""
    info = trip.tally.hub or trip.device.hub_info()
    if info is None or FEATURE not in info.features or trip.policy.limits != Limits():
        return trip.policy.limits
    return Limits(count=MAX_BATCH, size_bytes=Limits().size_bytes)


def _push(trip: Trip, batch: Sequence[Entry]) -> None:
    sealed = trip.device.sealed([entry.mutation for entry in batch])
    if not sealed:
        return
    ids = [each.id for each in sealed]
    trip.device.mark_travelling(ids, trip.clock.now())
    sent, started = trip.clock.now(), trip.clock.monotonic()
    try:
        reply = trip.hub.push(sealed)
    except Problem as problem:
        not_pushed(trip, batch, ids, problem)
        return
    trip.went_through()
    settle_reply(trip, batch, ids, reply)
    trip.hear_time(reply.hub_time, sent, started)


def not_pushed(trip: Trip, batch: Sequence[Entry], ids: list[str], problem: Problem) -> None:
    """A push without receipts. Raises CycleOver when it is not about one of them."""
    if problem.code not in _PERHAPS_ONE:
        trip.device.back_to_waiting(ids, problem, None)
        raise CycleOver(problem) from problem
    if len(batch) > 1:
        trip.device.back_to_waiting(ids, None, None)
        middle = len(batch) // 2
        for half in (batch[:middle], batch[middle:]):
            trip.go_on()
            _push(trip, half)
        return
    trip.set_aside(ids[0], problem, batch[0].attempts + 1, functools.partial(trip.device.back_to_waiting, ids))


def settle_reply(trip: Trip, batch: Sequence[Entry], ids: list[str], reply: PushReply) -> None:
    """Only receipts that name what was sent count; what got none waits again."""
    asked = set(ids)
    receipts = {r.mutation: r for r in reply.receipts if r.mutation in asked}
    trip.device.settle(list(receipts.values()), trip.clock.now())
    trip.tally.pushed += len(receipts)
    for receipt in receipts.values():
        trip.tally.outcomes[receipt.outcome] = trip.tally.outcomes.get(receipt.outcome, 0) + 1
    for entry in batch:
        if entry.mutation in asked and entry.mutation not in receipts:
            _unanswered(trip, entry)


def _unanswered(trip: Trip, entry: Entry) -> None:
    problem = Problem(Code.NOT_OUR_REPLY, status=200)
    keep = functools.partial(trip.device.back_to_waiting, [entry.mutation])
    trip.set_aside(entry.mutation, problem, entry.attempts + 1, keep)


Missing = dict[str, tuple[str, ...]]  # of each case, the files that the hub has not got


def pull_all(trip: Trip) -> None:
    """Page after page until the hub has no more. Each page is kept with its cursor before the next is looked at."""
    seen: Missing = {}
    more = True
    while more:
        trip.go_on()
        cursor = trip.device.cursor()
        if isinstance(trip.hub, Paged) and trip.hub.tells_pages:
            more = _read_on(trip, trip.hub, cursor, seen)
        else:
            more = keep_page(trip, cursor, _pull(trip, cursor), seen)
    send_again_what_is_lost(trip, seen)


def _read_on(trip: Trip, hub: Paged, cursor: str | None, seen: Missing) -> bool:
    """One answer of many pages. True: it broke off after some were kept, so that asking again goes on from there."""
    kept = more = False
    try:
        for page in hub.pages(cursor):
            trip.go_on()
            more = keep_page(trip, cursor, page, seen)
            cursor, kept = page.cursor, True
            trip.went_through()
    except Problem as problem:
        if not (kept and problem.code in _CUT):
            raise CycleOver(problem) from problem
        trip.nap(AGAIN_S * (0.5 + trip.draw()))
        return True
    return more


def keep_page(trip: Trip, cursor: str | None, page: Page, seen: Missing) -> bool:
    """One page that came after `cursor`, kept with its own. `seen` collects the last word on each case. True: more follows."""
    if page.more and page.cursor == cursor:
        raise CycleOver(Problem(Code.NOT_OUR_REPLY, status=200))  # it would never end
    if page.changes or page.snapshot or page.cursor != cursor:
        trip.device.apply_page(page, trip.clock.now())
    _look_through(trip, page, seen)
    return page.more


def _pull(trip: Trip, cursor: str | None) -> Page:
    sent, started = trip.clock.now(), trip.clock.monotonic()
    try:
        page = trip.hub.pull(cursor, limit=trip.policy.page_limit)
    except Problem as problem:
        raise CycleOver(problem) from problem
    trip.went_through()
    trip.hear_time(page.hub_time, sent, started)
    return page


def _look_through(trip: Trip, page: Page, seen: Missing) -> None:
    trip.tally.changes += len(page.changes)
    for change in page.changes:
        if isinstance(change, CaseChanged):
            seen[change.case.id] = tuple(file.ref.sha256 for file in change.case.media if not file.arrived)
        elif isinstance(change, RulesChanged):
            trip.catalogue_wanted = max(trip.catalogue_wanted, change.catalogue_version)


def send_again_what_is_lost(trip: Trip, seen: Missing) -> None:
    """After the last page: a file that arrived once and that the hub now lists as missing (its disk was restored from a copy)
    goes again. Only the last word on each case counts: earlier pages may tell of the time before it arrived."""
    lost = [sha256 for missing in seen.values() for sha256 in missing]
    trip.tally.requeued += trip.device.requeue_media(lost)
