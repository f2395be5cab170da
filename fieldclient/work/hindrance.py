"""Why something has not arrived, as one of a few reasons; what helps, as one button; and every step that is open. Pure.

The thing itself is looked at first (a person decides about what was refused, or holds it back), then what goes before it, then
the way to the hub, then the rules of this device.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fieldclient.work.outbox_views import Delivery, OutboxRow
from sync.engine.lanes import Hold
from sync.protocol.problems import Code, Next, Problem


class Reason(StrEnum):
    ARRIVED = "arrived"
    SENDING = "sending"
    QUEUED = "queued"  # its turn comes by itself
    BEHIND = "behind"  # the hub hears one act of a case after the other
    PAUSED = "paused"
    STOPPED = "stopped"  # the person has paused everything
    NO_NETWORK = "no_network"
    SWITCHED_OFF = "switched_off"
    PORTAL = "portal"
    HUB_AWAY = "hub_away"  # not found, too slow, busy or broken: it comes back by itself
    UNTRUSTED = "untrusted"
    SIGNED_OUT = "signed_out"
    LOCKED = "locked"  # a PIN is needed, or there is no keyring
    CLOCK = "clock"
    VERSION = "version"
    NO_HUB = "no_hub"
    DISK = "disk"
    WIFI = "wifi"
    CAP = "cap"
    BATTERY = "battery"
    HOURS = "hours"
    QUOTA = "quota"  # the hub has no room for more of this person
    AGAIN = "again"  # this one failed by itself and is tried again; others go on
    REFUSED = "refused"
    CONFLICT = "conflict"
    DOUBTED = "doubted"
    FILE_LOST = "file_lost"
    FILE_BAD = "file_bad"


class Help(StrEnum):
    """The one button."""

    NONE = "none"
    SYNC = "sync"
    SIGN_IN = "sign_in"
    SWITCH_ON = "switch_on"
    BROWSER = "browser"  # a page that a portal can answer
    ANYWAY = "anyway"
    RESUME = "resume"
    RESUME_ALL = "resume_all"
    EARLIER = "earlier"  # show the act that has to go before
    SETTINGS = "settings"
    ROOM = "room"  # what may be cleaned up here
    HAND_OVER = "hand_over"
    EDIT = "edit"
    RETRY = "retry"
    ASIDE = "aside"
    OPEN = "open"


class Step(StrEnum):
    """What a person can do about an entry. `OPEN` shows its case."""

    FIRST = "first"
    NOT_FIRST = "not_first"
    PAUSE = "pause"
    RESUME = "resume"
    ANYWAY = "anyway"
    HAND_OVER = "hand_over"
    EDIT = "edit"
    RETRY = "retry"
    ASIDE = "aside"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What counts for all: the way to the hub, and the rules of this device as they hold now."""

    signed_in: bool = True
    locked: bool = False
    switched_off: bool = False
    syncing: bool = False
    stopped: bool = False
    clock_wrong: bool = False
    held: Hold | None = None
    problem: Problem | None = None


_WAY: dict[Code, Reason] = {
    Code.NO_NETWORK: Reason.NO_NETWORK, Code.NAME_NOT_FOUND: Reason.HUB_AWAY, Code.TIMED_OUT: Reason.HUB_AWAY,
    Code.NOT_OUR_REPLY: Reason.HUB_AWAY, Code.HUB_ERROR: Reason.HUB_AWAY, Code.HUB_BUSY: Reason.HUB_AWAY,
    Code.SIGN_IN_BLOCKED: Reason.HUB_AWAY, Code.TLS_FAILED: Reason.UNTRUSTED, Code.AUTHORITY_INVALID: Reason.UNTRUSTED,
    Code.CAPTIVE_PORTAL: Reason.PORTAL, Code.WIRE_TOO_OLD: Reason.VERSION, Code.WIRE_TOO_NEW: Reason.VERSION,
    Code.STORE_NEWER: Reason.VERSION, Code.NO_HUB_SET: Reason.NO_HUB, Code.SIGN_IN_NEEDED: Reason.SIGNED_OUT,
    Code.SIGN_IN_WRONG: Reason.SIGNED_OUT, Code.SIGN_IN_EXPIRED: Reason.SIGNED_OUT, Code.SIGN_IN_ENDED: Reason.SIGNED_OUT,
    Code.KEYRING_MISSING: Reason.LOCKED, Code.PIN_WRONG: Reason.LOCKED, Code.CLOCK_WRONG: Reason.CLOCK,
    Code.PROOF_STALE: Reason.CLOCK, Code.DISK_FULL: Reason.DISK, Code.DISK_FAILED: Reason.DISK, Code.STORE_BUSY: Reason.DISK,
    Code.QUOTA_FULL: Reason.QUOTA,
}
_HELD: dict[Hold, Reason] = {
    Hold.METERED: Reason.WIFI, Hold.DAILY_CAP: Reason.CAP, Hold.BATTERY: Reason.BATTERY, Hold.HOURS: Reason.HOURS,
}
_LOST = frozenset({Code.FILE_MISSING, Code.FILE_EMPTY, Code.FILE_TRUNCATED, Code.FILE_UNREADABLE})
_BAD = frozenset({
    Code.MEDIA_TOO_LARGE, Code.FILE_TOO_LARGE, Code.FILE_TOO_MANY_PIXELS, Code.FILE_NOT_MEDIA, Code.MEDIA_HASH_MISMATCH,
})
NOT_EDITABLE = frozenset({Code.WIRE_TOO_OLD, Code.WIRE_TOO_NEW, Code.ID_REUSED})
_HELPS: dict[Reason, Help] = {
    Reason.ARRIVED: Help.OPEN, Reason.SENDING: Help.NONE, Reason.QUEUED: Help.SYNC, Reason.BEHIND: Help.EARLIER,
    Reason.PAUSED: Help.RESUME, Reason.STOPPED: Help.RESUME_ALL, Reason.NO_NETWORK: Help.HAND_OVER,
    Reason.SWITCHED_OFF: Help.SWITCH_ON, Reason.PORTAL: Help.BROWSER, Reason.HUB_AWAY: Help.SYNC, Reason.UNTRUSTED: Help.SETTINGS,
    Reason.SIGNED_OUT: Help.SIGN_IN, Reason.LOCKED: Help.SIGN_IN, Reason.CLOCK: Help.SYNC, Reason.VERSION: Help.HAND_OVER,
    Reason.NO_HUB: Help.SIGN_IN, Reason.DISK: Help.ROOM, Reason.WIFI: Help.ANYWAY, Reason.CAP: Help.ANYWAY,
    Reason.BATTERY: Help.ANYWAY, Reason.HOURS: Help.ANYWAY, Reason.QUOTA: Help.HAND_OVER, Reason.AGAIN: Help.SYNC,
    Reason.REFUSED: Help.EDIT, Reason.CONFLICT: Help.EDIT, Reason.DOUBTED: Help.OPEN, Reason.FILE_LOST: Help.EDIT,
    Reason.FILE_BAD: Help.EDIT,
}


def way_reason(now: Situation) -> Reason | None:
    """What keeps everything of this person here; None when the way is open."""
    if now.switched_off:
        return Reason.SWITCHED_OFF
    if now.locked:
        return Reason.LOCKED
    if not now.signed_in:
        return Reason.SIGNED_OUT
    if now.stopped:
        return Reason.STOPPED
    if now.problem is None or now.syncing:
        return None
    reason = _WAY.get(now.problem.code, Reason.HUB_AWAY)
    return Reason.CLOCK if reason is Reason.UNTRUSTED and now.clock_wrong else reason


def reason_of(row: OutboxRow, now: Situation) -> Reason:
    if row.delivery is Delivery.ARRIVED:
        return Reason.ARRIVED
    if row.delivery is Delivery.REFUSED:
        return _refused(row.problem)
    if row.paused and not now.stopped:
        return Reason.PAUSED
    if row.behind and row.behind_refused:
        return Reason.BEHIND
    way = way_reason(now)
    if way is not None:
        return way
    if row.delivery is Delivery.TRAVELLING:
        return Reason.SENDING
    if row.problem is not None:
        return _WAY.get(row.problem.code, Reason.AGAIN) if row.problem.code in _OWN else Reason.AGAIN
    if row.record_arrived and now.held is not None:
        return _HELD[now.held]
    return Reason.BEHIND if row.behind else Reason.QUEUED


_OWN = frozenset({Code.QUOTA_FULL, Code.DISK_FULL, Code.DISK_FAILED})  # of one thing, and not of the way


def _refused(problem: Problem | None) -> Reason:
    code = problem.code if problem is not None else None
    if code is Code.VERSION_CONFLICT:
        return Reason.CONFLICT
    if code is Code.QUARANTINED:
        return Reason.DOUBTED
    if code in _LOST:
        return Reason.FILE_LOST
    return Reason.FILE_BAD if code in _BAD else Reason.REFUSED


def help_for(reason: Reason, row: OutboxRow | None = None) -> Help:
    """The one button; for all when there is no `row`."""
    helps = _HELPS[reason]
    if row is None or helps is not Help.EDIT or can_edit(row):
        return helps
    return Help.RETRY if can_retry(row) else Help.ASIDE


def can_edit(row: OutboxRow) -> bool:
    return row.problem is None or row.problem.code not in NOT_EDITABLE


def can_retry(row: OutboxRow) -> bool:
    """As it is: what the hub would answer in the same way again is not offered."""
    if row.problem is None:
        return True
    return row.problem.code is not Code.VERSION_CONFLICT and row.problem.next is not Next.STOP


def steps_of(row: OutboxRow, reason: Reason) -> tuple[Step, ...]:
    """Every state has a way out: what is refused can always be set aside, what waits can always be carried."""
    if row.delivery is Delivery.ARRIVED:
        return (Step.OPEN,)
    if row.delivery is Delivery.REFUSED:
        able = {Step.EDIT: can_edit(row), Step.RETRY: can_retry(row)}
        return (*(step for step, can in able.items() if can), Step.ASIDE, Step.OPEN)
    held = (Step.ANYWAY,) if reason in _HELD.values() else ()
    turn = Step.NOT_FIRST if row.first else Step.FIRST
    return (*held, turn, Step.RESUME if row.paused else Step.PAUSE, Step.HAND_OVER, Step.OPEN)
