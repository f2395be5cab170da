"""The device's side of the port that the sync engine works through, for one person: `sync.engine.device.DeviceQueue`.

A queue belongs to the person it was made for, and to the hub they worked for then. Should somebody else sign in while a cycle
is under way, or the same person to another hub, it gives nothing more and keeps nothing more, so that no page of changes can
reach the wrong person and no report the wrong hub.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import BinaryIO

from fieldclient.store.activity import ActivityKept
from fieldclient.store.carrying import Carrying
from fieldclient.store.catalogues import Catalogues
from fieldclient.store.downloads import Downloads
from fieldclient.store.feed import Feed
from fieldclient.store.hub_keys import note_shown
from fieldclient.store.marks import Marks
from fieldclient.store.media_rows import MediaRows
from fieldclient.store.outbox import Outbox
from fieldclient.store.parking import parked
from fieldclient.store.people import NOBODY, People
from fieldclient.store.previews import Previews
from fieldclient.store.settings import Settings
from fieldclient.store.uploads import Uploads
from sync.engine.device import Delivery, Download, Entry, MediaEntry
from sync.engine.lanes import TravelRules
from sync.protocol.activity import Activity, Told
from sync.protocol.feed import Page
from sync.protocol.mutations import MediaReceipt, Mutation, Receipt
from sync.protocol.people import HubInfo
from sync.protocol.problems import Code, Problem
from sync.protocol.sealing import Sealed


class PersonQueue:
    """Implements `DeviceQueue` for `person`."""

    def __init__(
        self, person: str, people: People, outbox: Outbox, uploads: Uploads, downloads: Downloads, feed: Feed,
        catalogues: Catalogues, media: MediaRows, previews: Previews, settings: Settings, clock: Callable[[], datetime],
        carrying: Carrying, marks: Marks, activity: ActivityKept,
    ) -> None:
        self.person = person
        self._hub_id = people.hub_of(person)
        self._people = people
        self._outbox = outbox
        self._uploads = uploads
        self._downloads = downloads
        self._feed = feed
        self._catalogues = catalogues
        self._media = media
        self._previews = previews
        self._settings = settings
        self._clock = clock
        self._carrying = carrying
        self._activity = activity
        self._marks = marks

    @property
    def _is_here(self) -> bool:
        if self.person == NOBODY or self._people.current_id() != self.person:
            return False
        return self._people.hub_of(self.person) == self._hub_id

    @property
    def _owner(self) -> str:
        """Whose files it hears of: also when the person has gone over to another hub, where the same file may wait as well."""
        moved = self._hub_id is not None and self._people.hub_of(self.person) != self._hub_id
        return parked(self.person, self._hub_id or "") if moved else self.person

    def entries(self) -> Sequence[Entry]:
        """Also what others on this tablet have signed: see `carrying`."""
        if not self._is_here:
            return []
        carried = self._carrying.entries(self.person, self._hub_id) if self._hub_id is not None else []
        marked = self._marks.on_entries([*self._outbox.entries(self.person), *carried])
        return sorted(marked, key=lambda entry: entry.seq)

    def mutation(self, mutation_id: str) -> Mutation:
        return self._outbox.mutation(mutation_id)

    def sealed(self, mutation_ids: Sequence[str]) -> Sequence[Sealed]:
        return self._outbox.sealed(mutation_ids)

    def mark_travelling(self, mutation_ids: Sequence[str], at: datetime) -> None:
        self._must_be_here()
        self._outbox.mark_travelling(mutation_ids)

    def settle(self, receipts: Sequence[Receipt], at: datetime) -> None:
        """A receipt counts whoever is signed in now. But a doubt about an act that was carried for somebody else is none about
        the act: it waits on, for its author's own session."""
        doubted = [each for each in receipts if self._carrying.is_doubt_about_another(each, self.person)]
        self._outbox.settle([each for each in receipts if each not in doubted], at)
        for receipt in doubted:
            self._outbox.back_to_waiting([receipt.mutation], Problem(Code.QUARANTINED), None)

    def back_to_waiting(
        self, mutation_ids: Sequence[str], problem: Problem | None, next_try_at: datetime | None
    ) -> None:
        self._outbox.back_to_waiting(mutation_ids, problem, next_try_at)

    def media_entries(self) -> Sequence[MediaEntry]:
        """Also what the hub still lacks of acts of others on this tablet; after the person's own."""
        if not self._is_here:
            return []
        own = [*self._previews.entries(self.person), *self._uploads.entries(self.person)]
        known = {entry.sha256 for entry in own}
        carried = self._carrying.media(self.person, self._hub_id) if self._hub_id is not None else []
        return self._marks.on_files(own + [entry for entry in carried if entry.sha256 not in known])

    def _holder(self, sha256: str) -> str:
        """Whose row of this file is on its way: the person's own, else that of whom it is carried for."""
        if self._hub_id is None or self._uploads.is_open(self._owner, sha256):
            return self._owner
        return self._carrying.owner(self.person, self._hub_id, sha256) or self._owner

    def open_media(self, sha256: str) -> BinaryIO:
        return self._previews.open(sha256) or self._media.open(sha256)

    def media_travelling(self, sha256: str, at: datetime) -> None:
        self._must_be_here()
        if self._previews.holds(sha256):
            self._previews.travelling(self.person, sha256)
        else:
            self._uploads.travelling(self._holder(sha256), sha256)

    def media_progress(self, sha256: str, offset_bytes: int) -> None:
        self._uploads.progress(self._holder(sha256), sha256, offset_bytes)  # of a preview nobody looks

    def media_arrived(self, receipt: MediaReceipt, at: datetime) -> None:
        if self._previews.holds(receipt.sha256):
            self._previews.over(self._owner, receipt.sha256, Delivery.ARRIVED)
        self._uploads.arrived(self._holder(receipt.sha256), receipt, at)

    def media_back(self, sha256: str, problem: Problem | None, next_try_at: datetime | None) -> None:
        if self._previews.holds(sha256):
            self._previews.back(self._owner, sha256, problem, next_try_at)
        else:
            self._uploads.back(self._holder(sha256), sha256, problem, next_try_at)

    def media_refused(self, sha256: str, problem: Problem) -> None:
        if self._previews.holds(sha256):
            self._previews.over(self._owner, sha256, Delivery.REFUSED)
        else:
            self._uploads.refused(self._holder(sha256), sha256, problem, self._clock())

    def requeue_media(self, sha256s: Sequence[str]) -> int:
        return self._feed.requeue_lost(self._owner, self.person, self._hub_id, sha256s)

    def cursor(self) -> str | None:
        return self._feed.cursor(self.person)

    def apply_page(self, page: Page, at: datetime) -> None:
        self._must_be_here()
        self._feed.apply(self.person, page, at)

    def catalogue_version(self) -> int:
        return self._catalogues.current().version

    def save_catalogue(self, raw: bytes, at: datetime) -> None:
        self._catalogues.save(raw, at)

    def wanted_downloads(self) -> Sequence[Download]:
        return [*self._previews.wanted(self.person), *self._downloads.wanted(self.person)] if self._is_here else []

    def store_download(self, sha256: str, offset_bytes: int, chunks: Iterable[bytes]) -> None:
        self._must_be_here()
        if not self._previews.store(self.person, sha256, chunks, self._clock()):
            self._downloads.store(sha256, offset_bytes, chunks, self._clock())

    def download_back(self, sha256: str, problem: Problem, next_try_at: datetime | None) -> None:
        self._downloads.back(sha256, problem, next_try_at)

    def hub_info(self) -> HubInfo | None:
        info = self._settings.hub_info()
        return info if info is not None and info.hub_id == self._hub_id else None

    def note_hub(self, info: HubInfo) -> None:
        if info.hub_id == self._hub_id:
            self._settings.note_hub(info)
            note_shown(self._people, self._settings, info)

    def travel_rules(self) -> TravelRules:
        return self._settings.travel_rules(self._hub_id)

    def moved_since(self, at: datetime) -> int:
        return self._uploads.moved_since(at)

    def activity_to_tell(self, at: datetime) -> Told | None:
        return self._activity.to_tell(self.person, at) if self._is_here else None

    def keep_activity(self, told: Told, answer: Activity, at: datetime) -> None:
        self._must_be_here()
        self._activity.keep(self.person, told, answer, at)

    def note_clock(self, offset_s: float, uncertainty_s: float, at: datetime) -> None:
        self._settings.note_clock(offset_s, uncertainty_s, at)

    def note_link(self, problem: Problem | None, at: datetime) -> None:
        self._settings.note_link(problem, at)

    def _must_be_here(self) -> None:
        if not self._is_here:
            raise Problem(Code.SIGN_IN_NEEDED)
