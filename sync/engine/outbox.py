"""What travels next. Pure: from what waits and the time of day to a choice.

Records go before files, because a report of two kilobytes lets the centre begin while ten photos are still on their way.
Within one case the order is the order in which the person acted; between cases there is none, so that one stuck entry holds
up its own case and no other.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime

from sync.engine.device import Delivery, Download, Entry, MediaEntry
from sync.engine.retry import ITEM, is_due
from sync.protocol.mutations import OLD_BATCH
from sync.protocol.wire import MAX_PUSH_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one push may carry. A quarter of what the hub takes: a weak link loses less when it breaks."""

    count: int = OLD_BATCH
    size_bytes: int = MAX_PUSH_BYTES // 4


def is_suspect(entry: Entry) -> bool:
    """It failed by itself before (a link that failed gives no time of its own): it travels alone, so that it cannot take
    others down with it again."""
    return entry.next_try_at is not None and entry.problem is not None


def ready(
    entries: Sequence[Entry], now: datetime, *, impatient: bool = False, tried: Container[str] = ()
) -> list[Entry]:
    """Entries that may travel now, by seq: of each case the first that has not arrived, unless it is refused or has to wait.
    What a person wants first goes first, with everything before it in its case.

    One act of a case at a time: were the first refused while the second is in the same batch, the hub would judge the second
    without it. Price: a case with three acts takes three pushes. Travelling ones are among them: their reply was lost, and a
    repeat is harmless. `impatient`: a person pressed the button, so waits of single items do not count. `tried`: ids that
    failed a moment ago and hold up their case for now.
    """
    head: dict[str, Entry] = {}
    wanted: dict[str, int] = {}
    for entry in sorted(entries, key=lambda e: e.seq):
        if entry.state is not Delivery.ARRIVED:
            head.setdefault(entry.case_id, entry)
            if entry.first:
                wanted[entry.case_id] = max(wanted.get(entry.case_id, 0), entry.first)
    open_ = [e for e in head.values() if e.mutation not in tried and _may_go(e, now, impatient)]
    return sorted(open_, key=lambda e: -wanted.get(e.case_id, 0)) if wanted else open_


def _may_go(entry: Entry, now: datetime, impatient: bool) -> bool:
    if entry.state is Delivery.REFUSED or entry.paused:
        return False
    return impatient or is_due(entry.next_try_at, now, ITEM)


def batches(entries: Sequence[Entry], limits: Limits, *, by_tries: bool = True) -> list[list[Entry]]:
    """Ready entries cut into pushes, suspects last and alone. What was begun and broke off before goes in smaller pushes, so
    that even a link that never lasts long lets something through. `by_tries` False: the limits know of the link already."""
    healthy = [e for e in entries if not is_suspect(e)]
    return _cut(healthy, limits, by_tries) + [[e] for e in entries if is_suspect(e)]


def smaller(limits: Limits, tries: int) -> Limits:
    """Half as much after each failed try, down to eight records or 16 KiB."""
    part = 2 ** min(tries, 20)
    return Limits(
        count=min(limits.count, max(8, limits.count // part)),
        size_bytes=min(limits.size_bytes, max(16 * 1024, limits.size_bytes // part)),
    )


def _cut(entries: Sequence[Entry], limits: Limits, by_tries: bool) -> list[list[Entry]]:
    out: list[list[Entry]] = []
    size_bytes = tries = 0
    bound = smaller(limits, tries)
    for entry in entries:
        size_bytes += entry.size_bytes
        if by_tries and entry.attempts > tries:
            tries = entry.attempts
            bound = smaller(limits, tries)
        if not out or len(out[-1]) >= bound.count or size_bytes > bound.size_bytes:
            out.append([])
            size_bytes, tries = entry.size_bytes, entry.attempts if by_tries else 0
            bound = smaller(limits, tries)
        out[-1].append(entry)
    return out


def next_media(
    media: Sequence[MediaEntry], now: datetime, *, impatient: bool = False, tried: Container[str] = (),
    originals: bool = True,
) -> MediaEntry | None:
    """The next file, one at a time: see `files_to_send`."""
    return next(iter(files_to_send(media, now, impatient=impatient, tried=tried, originals=originals)), None)


def files_to_send(
    media: Sequence[MediaEntry], now: datetime, *, impatient: bool = False, tried: Container[str] = (),
    originals: bool = True, behind: Container[int] = (),
) -> list[MediaEntry]:
    """Files that may travel now, in their order: previews before originals, what is begun is finished first (half a photo
    shows nobody anything), then the oldest report's, and of one report the smallest; what a person wants first before all of
    these. `originals`: whether these may; single ones may `anyway`.
    `behind`: numbers of the acts that left on this very line a moment ago; their files need not wait for the answer."""
    open_ = [
        m for m in media
        if (originals or m.preview or m.anyway) and m.sha256 not in tried
        and _may_travel(m, now, impatient, named=m.wanted or m.seq in behind)
    ]
    return sorted(open_, key=lambda m: (-m.first, lane(m), m.offset_bytes == 0, m.seq, m.size_bytes, m.sha256))


def lane(entry: MediaEntry) -> int:
    """0 for previews: a centre can begin with all of them while the first original is still on its way. 1 for originals."""
    return 0 if entry.preview else 1


def _may_travel(entry: MediaEntry, now: datetime, impatient: bool, *, named: bool) -> bool:
    if entry.state not in (Delivery.WAITING, Delivery.TRAVELLING) or not named or entry.paused:
        return False
    return impatient or is_due(entry.next_try_at, now, ITEM)


def due_downloads(
    wanted: Sequence[Download], now: datetime, *, impatient: bool = False, originals: bool = True
) -> list[Download]:
    """Files to fetch now: previews first, then begun ones, in the store's order."""
    due = [d for d in wanted if (originals or d.preview) and (impatient or is_due(d.next_try_at, now, ITEM))]
    return sorted(due, key=lambda d: (not d.preview, d.have_bytes == 0))


def earliest_try(
    entries: Sequence[Entry], media: Sequence[MediaEntry], wanted: Sequence[Download], now: datetime
) -> datetime | None:
    """When the next single item's wait is over, for the timer; None when nothing waits for a time of its own."""
    times = [e.next_try_at for e in entries if e.state in (Delivery.WAITING, Delivery.TRAVELLING) and not e.paused]
    times += [m.next_try_at for m in media if m.wanted and m.state is not Delivery.REFUSED and not m.paused]
    times += [d.next_try_at for d in wanted]
    later = [t for t in times if t is not None and t > now]
    return min(later, default=None)
