"""A device's store in memory, for tests of the engine alone. Keeps every promise of `DeviceQueue` but durability."""

from __future__ import annotations

import hashlib
import io
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import BinaryIO

from sync.engine.device import Delivery, Download, Entry, MediaEntry
from sync.engine.lanes import TravelRules
from sync.protocol.feed import CaseChanged, CaseRevoked, CaseView, Change, Page
from sync.protocol.mutations import MediaReceipt, Mutation, Outcome, Receipt
from sync.protocol.people import HubInfo
from sync.protocol.problems import Code, Problem, ProblemBody
from sync.protocol.sealing import Sealed, seal
from sync.protocol.wire import encode


@dataclass
class MemoryDevice:
    """`blow` is called with the name of each method that must be durable, before it takes effect; it may raise.

    A person enqueues on one thread while the engine looks on another, as with a store: what is enqueued is there whole or not
    at all."""

    outbox: dict[str, Entry] = field(default_factory=dict)
    kept: dict[str, Mutation] = field(default_factory=dict)
    receipts: dict[str, Receipt] = field(default_factory=dict)
    media: dict[str, MediaEntry] = field(default_factory=dict)
    media_receipts: dict[str, MediaReceipt] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    wanted: dict[str, Download] = field(default_factory=dict)
    parts: dict[str, bytes] = field(default_factory=dict)
    cases: dict[str, CaseView] = field(default_factory=dict)
    others: list[Change] = field(default_factory=list)
    at_cursor: str | None = None
    catalogue_at: int = 1
    catalogue_raw: bytes = b""
    clocks: list[float] = field(default_factory=list)
    links: list[Problem | None] = field(default_factory=list)
    hub: HubInfo | None = None
    rules: TravelRules = field(default_factory=TravelRules)
    moved_bytes: int = 0
    blow: Callable[[str], None] = lambda name: None
    _whole: threading.RLock = field(default_factory=threading.RLock)

    # What a person does

    def enqueue(self, mutation: Mutation, *photos: bytes) -> Mutation:
        with self._whole:
            self._enqueue(mutation, *photos)
        return mutation

    def _enqueue(self, mutation: Mutation, *photos: bytes) -> None:
        self.kept[mutation.id] = mutation
        self.outbox[mutation.id] = Entry(
            mutation=mutation.id, seq=mutation.seq, case_id=mutation.case_id, act=mutation.act,
            made_at=mutation.made_at, state=Delivery.WAITING, size_bytes=len(encode(mutation)),
            media=tuple(m.sha256 for m in mutation.media),
        )
        for ref in mutation.media:
            self.media.setdefault(ref.sha256, MediaEntry(
                sha256=ref.sha256, size_bytes=ref.size_bytes, mime=ref.mime, kind=ref.kind, usage=ref.usage,
                seq=mutation.seq, state=Delivery.WAITING, wanted=False,
            ))
        for data in photos:
            self.files[hashlib.sha256(data).hexdigest()] = data

    def put_aside(self, mutation_id: str) -> None:
        with self._whole:
            del self.outbox[mutation_id]

    # DeviceQueue

    def entries(self) -> Sequence[Entry]:
        with self._whole:
            return sorted((e for e in self.outbox.values() if e.state is not Delivery.ARRIVED), key=lambda e: e.seq)

    def sealed(self, mutation_ids: Sequence[str]) -> Sequence[Sealed]:
        return [seal(self.kept[one]) for one in mutation_ids if one in self.kept]

    def mark_travelling(self, mutation_ids: Sequence[str], at: datetime) -> None:
        self.blow("mark_travelling")
        for one in mutation_ids:
            entry = self.outbox[one]
            self.outbox[one] = replace(entry, state=Delivery.TRAVELLING, attempts=entry.attempts + 1)

    def settle(self, receipts: Sequence[Receipt], at: datetime) -> None:
        self.blow("settle")
        for receipt in receipts:
            entry = self.outbox.get(receipt.mutation)
            if entry is None or entry.state is Delivery.ARRIVED:
                continue
            taken = receipt.outcome in (Outcome.APPLIED, Outcome.DUPLICATE)
            state = Delivery.ARRIVED if taken else Delivery.REFUSED
            self.outbox[receipt.mutation] = replace(entry, state=state, problem=receipt.problem, next_try_at=None)
            self.receipts[receipt.mutation] = receipt
            if receipt.outcome is not Outcome.REFUSED:
                for sha256 in entry.media:
                    self.media[sha256] = replace(self.media[sha256], wanted=True)

    def back_to_waiting(
        self, mutation_ids: Sequence[str], problem: Problem | None, next_try_at: datetime | None
    ) -> None:
        self.blow("back_to_waiting")
        for one in mutation_ids:
            entry = self.outbox[one]
            if entry.state is Delivery.TRAVELLING:
                self.outbox[one] = replace(
                    entry, state=Delivery.WAITING, problem=_body(problem), next_try_at=next_try_at
                )

    def media_entries(self) -> Sequence[MediaEntry]:
        open_ = (Delivery.WAITING, Delivery.TRAVELLING)
        with self._whole:
            return sorted((m for m in self.media.values() if m.state in open_), key=lambda m: m.seq)

    def open_media(self, sha256: str) -> BinaryIO:
        if sha256 not in self.files:
            raise Problem(Code.FILE_MISSING)
        return io.BytesIO(self.files[sha256])

    def media_travelling(self, sha256: str, at: datetime) -> None:
        self.blow("media_travelling")
        entry = self.media[sha256]
        self.media[sha256] = replace(entry, state=Delivery.TRAVELLING, attempts=entry.attempts + 1)

    def media_progress(self, sha256: str, offset_bytes: int) -> None:
        self.media[sha256] = replace(self.media[sha256], offset_bytes=offset_bytes)

    def media_arrived(self, receipt: MediaReceipt, at: datetime) -> None:
        self.blow("media_arrived")
        self.media_receipts[receipt.sha256] = receipt
        self.media[receipt.sha256] = replace(self.media[receipt.sha256], state=Delivery.ARRIVED, problem=None)

    def media_back(self, sha256: str, problem: Problem | None, next_try_at: datetime | None) -> None:
        self.blow("media_back")
        entry = self.media[sha256]
        if entry.state is Delivery.TRAVELLING:
            self.media[sha256] = replace(
                entry, state=Delivery.WAITING, problem=_body(problem), next_try_at=next_try_at
            )

    def media_refused(self, sha256: str, problem: Problem) -> None:
        self.blow("media_refused")
        self.media[sha256] = replace(self.media[sha256], state=Delivery.REFUSED, problem=_body(problem))

    def requeue_media(self, sha256s: Sequence[str]) -> int:
        lost = [s for s in sha256s if s in self.media and self.media[s].state is Delivery.ARRIVED]
        for sha256 in lost:
            self.media[sha256] = replace(self.media[sha256], state=Delivery.WAITING, offset_bytes=0)
        return len(lost)

    def cursor(self) -> str | None:
        return self.at_cursor

    def apply_page(self, page: Page, at: datetime) -> None:
        self.blow("apply_page")
        for change in page.changes:
            if isinstance(change, CaseChanged):
                self.cases[change.case.id] = change.case
            elif isinstance(change, CaseRevoked):
                self.cases.pop(change.case_id, None)
            else:
                self.others.append(change)
        self.at_cursor = page.cursor

    def catalogue_version(self) -> int:
        return self.catalogue_at

    def save_catalogue(self, raw: bytes, at: datetime) -> None:
        self.blow("save_catalogue")
        if not raw.isdigit():
            raise Problem(Code.CATALOGUE_INVALID, field="version")
        self.catalogue_at, self.catalogue_raw = int(raw), raw

    def wanted_downloads(self) -> Sequence[Download]:
        return list(self.wanted.values())

    def store_download(self, sha256: str, offset_bytes: int, chunks: Iterable[bytes]) -> None:
        got = bytearray(self.parts.get(sha256, b"")[:offset_bytes])
        try:
            for chunk in chunks:
                got += chunk
        finally:
            self.parts[sha256] = bytes(got)
            self.wanted[sha256] = replace(self.wanted[sha256], have_bytes=len(got))
        self.parts.pop(sha256)
        if hashlib.sha256(got).hexdigest() != sha256:
            self.wanted[sha256] = replace(self.wanted[sha256], have_bytes=0)
            raise Problem(Code.MEDIA_HASH_MISMATCH, sha256=sha256)
        self.blow("store_download")
        self.files[sha256] = bytes(got)
        del self.wanted[sha256]

    def download_back(self, sha256: str, problem: Problem, next_try_at: datetime | None) -> None:
        one = self.wanted[sha256]
        self.wanted[sha256] = replace(one, attempts=one.attempts + 1, next_try_at=next_try_at)

    def hub_info(self) -> HubInfo | None:
        return self.hub

    def note_hub(self, info: HubInfo) -> None:
        self.hub = info

    def travel_rules(self) -> TravelRules:
        return self.rules

    def moved_since(self, at: datetime) -> int:
        return self.moved_bytes

    def note_clock(self, offset_s: float, uncertainty_s: float, at: datetime) -> None:
        self.clocks.append(offset_s)

    def note_link(self, problem: Problem | None, at: datetime) -> None:
        self.links.append(problem)


def _body(problem: Problem | None) -> ProblemBody | None:
    return problem.to_wire() if problem is not None else None
