"""The port between the engine and a device's store.

The engine decides and talks to the hub; the store keeps. Everything durable lies behind this port, so the engine can be
killed between any two calls and nothing is lost: what was not settled is sent again, and the hub knows a repeat.

All calls come from one thread, the sync thread. Times are aware datetimes in UTC by the device's clock. Every method may
raise Problem STORE_BUSY, DISK_FULL or DISK_FAILED; the cycle then stops and the call is made again in the next one.
"Durable" means: committed with synchronous=FULL, or fsynced with its folder, before the method returns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import BinaryIO, Protocol

from sync.engine.lanes import TravelRules
from sync.protocol.feed import Page
from sync.protocol.lifecycle import Act
from sync.protocol.media import MediaKind, Usage
from sync.protocol.mutations import MediaReceipt, Receipt
from sync.protocol.people import HubInfo
from sync.protocol.problems import Problem, ProblemBody
from sync.protocol.sealing import Sealed


class Delivery(StrEnum):
    """Where something a person made is on its way to the hub. Never mixed with the stage of its case."""

    WAITING = "waiting"
    TRAVELLING = "travelling"  # bytes may have left: the hub may or may not have it
    ARRIVED = "arrived"  # the hub's receipt is kept
    REFUSED = "refused"  # the hub's answer was no, or "too late": a person decides


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One mutation in the outbox. `problem` is why it was not taken at the last try; None before the first."""

    mutation: str
    seq: int
    case_id: str
    act: Act
    made_at: datetime
    state: Delivery
    size_bytes: int  # of the mutation as JSON
    attempts: int = 0
    next_try_at: datetime | None = None  # None: at once
    problem: ProblemBody | None = None
    media: tuple[str, ...] = ()  # hashes it names
    paused: bool = False  # a person holds it back, whatever else would let it go
    first: int = 0  # how much a person wants it before others; the highest goes first


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaEntry:
    """One file on its way. `seq` is the lowest seq of the mutations that name it: the oldest report goes first."""

    sha256: str
    size_bytes: int
    mime: str
    kind: MediaKind
    usage: Usage
    seq: int
    state: Delivery
    # The hub has taken a mutation that names it (applied, duplicate or conflict). Before that it travels only on the stream that
    # carries the mutation, behind it.
    wanted: bool
    preview: bool = False  # a small picture made of an original, for showing only; that it fails is nobody's concern
    offset_bytes: int = 0  # as last heard from the hub; only for showing and for choosing, the hub is asked again
    attempts: int = 0
    next_try_at: datetime | None = None
    problem: ProblemBody | None = None
    paused: bool = False  # as its act
    first: int = 0
    anyway: bool = False  # a person wants it to go whatever the rules of travel say


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file of a case in this person's sight whose bytes are not on the device. `have_bytes` lie in an unfinished part."""

    sha256: str
    size_bytes: int
    preview: bool = False
    have_bytes: int = 0
    attempts: int = 0
    next_try_at: datetime | None = None


class DeviceQueue(Protocol):
    """What the engine asks of a device's store."""

    # Records on their way

    def entries(self) -> Sequence[Entry]:
        """Everything that holds or may hold up a case, by ascending seq: waiting, travelling, and refused ones that no person
        has put aside yet. Arrived ones never. An unreadable row is quarantined by the store and left out."""
        ...

    def sealed(self, mutation_ids: Sequence[str]) -> Sequence[Sealed]:
        """The mutations as they were sealed, byte for byte the same at every call, in the order asked for. One that was
        quarantined since `entries` is left out."""
        ...

    def mark_travelling(self, mutation_ids: Sequence[str], at: datetime) -> None:
        """Durable before any byte leaves: state travelling, attempts + 1. One transaction for all."""
        ...

    def settle(self, receipts: Sequence[Receipt], at: datetime) -> None:
        """One durable transaction: each entry becomes arrived (applied, duplicate) or refused (conflict, refused; with the
        receipt's problem), its receipt is kept as it came, the case's number and version are noted, and the files of a taken
        mutation (all but outcome refused) become `wanted`. A second time, or an unknown id, changes nothing; an arrived entry
        never turns back."""
        ...

    def back_to_waiting(
        self, mutation_ids: Sequence[str], problem: Problem | None, next_try_at: datetime | None
    ) -> None:
        """One transaction: travelling → waiting with the reason (None: it was only interrupted) and the time of the next try.
        Arrived and refused stay."""
        ...

    # Files on their way

    def media_entries(self) -> Sequence[MediaEntry]:
        """Files that are waiting or travelling, by ascending seq."""
        ...

    def open_media(self, sha256: str) -> BinaryIO:
        """The original bytes, seekable. FILE_MISSING when they are no longer where they were."""
        ...

    def media_travelling(self, sha256: str, at: datetime) -> None:
        """Durable before any byte leaves: state travelling, attempts + 1."""
        ...

    def media_progress(self, sha256: str, offset_bytes: int) -> None:
        """The hub now holds this many bytes (it may go down). Need not be durable: the hub is asked again after a cut."""
        ...

    def media_arrived(self, receipt: MediaReceipt, at: datetime) -> None:
        """Durable: arrived, with the receipt (whose hash the engine has compared). A second time changes nothing."""
        ...

    def media_back(self, sha256: str, problem: Problem | None, next_try_at: datetime | None) -> None:
        """travelling → waiting with the reason (None: it was only interrupted) and the time of the next try."""
        ...

    def media_refused(self, sha256: str, problem: Problem) -> None:
        """The hub will not take it, or it is gone from the device: a person decides. The bytes, if any, are kept."""
        ...

    def requeue_media(self, sha256s: Sequence[str]) -> int:
        """Arrived files among these that this device sent go back to waiting with offset 0: the hub says it lacks them.
        Unknown hashes and files that came from the hub are passed over. Called after each pull that came to its end: a
        device remembers what a page told it of lost files until then. Returns how many."""
        ...

    # What the hub tells

    def cursor(self) -> str | None:
        """Up to where changes are kept; None before the first page."""
        ...

    def apply_page(self, page: Page, at: datetime) -> None:
        """One durable transaction: every change and the cursor, or none. A snapshot page (and the pages that follow it until
        `more` is false) replaces what was in sight; what the person made stays. The same page again changes nothing."""
        ...

    def catalogue_version(self) -> int:
        """The version of the catalogue in use."""
        ...

    def save_catalogue(self, raw: bytes, at: datetime) -> None:
        """Durable: use this catalogue from now on. CATALOGUE_INVALID leaves the old one in use."""
        ...

    # Files the person needs to see

    def wanted_downloads(self) -> Sequence[Download]:
        """Files of cases assigned to this person that have arrived at the hub and are not on this device, previews before
        originals, most needed first."""
        ...

    def store_download(self, sha256: str, offset_bytes: int, chunks: Iterable[bytes]) -> None:
        """Write the bytes from `offset_bytes` on (the part kept so far is cut there first), check size and hash, then rename
        into place durably. When `chunks` raises, what came is kept as the part and the exception goes on. A wrong hash or size
        drops the part and raises MEDIA_HASH_MISMATCH. DISK_FULL is raised before writing."""
        ...

    def download_back(self, sha256: str, problem: Problem, next_try_at: datetime | None) -> None:
        """It did not come: attempts + 1 and the time of the next try. Need not be durable."""
        ...

    # What is known of the way to the hub

    def hub_info(self) -> HubInfo | None:
        """What the hub of this person last said of itself; None when it was never asked, or is another hub."""
        ...

    def note_hub(self, info: HubInfo) -> None:
        """The hub has said this of itself. Need not be durable."""
        ...

    def travel_rules(self) -> TravelRules:
        """When originals may travel, as the owner of this device allows it."""
        ...

    def moved_since(self, at: datetime) -> int:
        """Bytes of originals that arrived at the hub since then, or came from it."""
        ...

    def note_clock(self, offset_s: float, uncertainty_s: float, at: datetime) -> None:
        """Hub time minus device time in seconds as just measured, ± uncertainty. Sealed into later mutations."""
        ...

    def note_link(self, problem: Problem | None, at: datetime) -> None:
        """How the last cycle went: None when it went through. For the status line after a restart."""
        ...
