"""Small things to send: reports with photos, acts, and a clock that moves only when told."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from sync.engine.clock import SystemClock
from sync.protocol.ids import new_id
from sync.protocol.lifecycle import Act
from sync.protocol.media import MediaKind, MediaRef, Usage
from sync.protocol.mutations import ActBody, Mutation
from sync.protocol.report import Kind, Report

T0 = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class HandClock:
    """Moves only when told."""

    def __init__(self, start: datetime = T0) -> None:
        self.wall = start
        self.tick = 1000.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.tick

    def move(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.tick += seconds


class PatientClock(SystemClock):
    """Its seconds last a hundred: a machine that stands still for a while is not taken for a line that is silent."""

    def monotonic(self) -> float:
        return super().monotonic() / 100


def photo(seed: int, size_bytes: int = 1000) -> bytes:
    """Bytes that differ by seed. The engine does not look inside a file."""
    block = hashlib.sha256(str(seed).encode()).digest()
    return (block * (size_bytes // len(block) + 1))[:size_bytes]


def ref_of(data: bytes, usage: Usage = Usage.REPORT) -> MediaRef:
    return MediaRef(
        sha256=hashlib.sha256(data).hexdigest(), size_bytes=len(data), mime="image/jpeg", kind=MediaKind.PHOTO,
        usage=usage,
    )


def report(seq: int, *photos: bytes, device: str = "device-1", person: str = "person-1") -> Mutation:
    case_id = new_id()
    made = T0 + timedelta(seconds=seq)
    return Mutation(
        id=new_id(), device=device, seq=seq, person=person, act=Act.SUBMIT, case_id=case_id, made_at=made,
        body=ActBody(report=Report(id=case_id, kind=Kind.PROBLEM, created_at=made, description=f"report {seq}")),
        media=tuple(ref_of(p) for p in photos),
    )


def act(seq: int, case_id: str, what: Act = Act.RECEIVE, *photos: bytes, device: str = "device-1") -> Mutation:
    return Mutation(
        id=new_id(), device=device, seq=seq, person="person-1", act=what, case_id=case_id,
        made_at=T0 + timedelta(seconds=seq), base_version=1,
        media=tuple(ref_of(p, Usage.HANDLE_AFTER) for p in photos),
    )
