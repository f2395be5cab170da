"""People, photos and cases for tests of the store and of the work on it."""

from __future__ import annotations

import hashlib
import io
import random
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from PIL import Image

from fieldclient.store import Store
from fieldclient.store.drafts import DraftRow
from fieldclient.store.outbox import Seal
from fieldclient.store.records import Title
from sync.protocol.deadlines import Deadline, TimedStage
from sync.protocol.feed import CaseMedia, CaseView, Page
from sync.protocol.ids import new_id
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.limits import Limit, LimitUnit
from sync.protocol.media import MediaKind, MediaRef, Origin, Shot, Usage
from sync.protocol.mutations import ActBody, Mutation, Outcome, Receipt
from sync.protocol.people import Person, Role, Session
from sync.protocol.report import Kind, Report

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai, a Friday
WANG = Person(id="p-wang", name="王网格", roles=(Role.COLLECTOR,), grids=("370214001001001",))
LI = Person(id="p-li", name="李处置", roles=(Role.HANDLER,), department="d-1", department_name="环卫一队")


class TestClock:
    """Moves only when told, a little with every look so that nothing happens twice at one instant."""

    __test__ = False

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=5)
        return self.at

    def go(self, **much: float) -> None:
        self.at += timedelta(**much)


def session(person: Person, hub_id: str = "hub-1", at: datetime = NOON) -> Session:
    return Session(token="secret", person=person, expires_at=at + timedelta(days=30), hub_time=at, hub_id=hub_id)


def open_store(folder: Path, clock: TestClock | None = None, person: Person | None = WANG, **more: object) -> Store:
    store = Store(folder, clock=clock or TestClock(), **more)  # type: ignore[arg-type]
    if person is not None:
        store.signed_in(session(person))
    return store


@cache
def photo(seed: int = 1, width: int = 800, height: int = 600) -> bytes:
    """A real JPEG of its own, about 40 kB."""
    small = Image.frombytes("RGB", (16, 12), random.Random(seed).randbytes(16 * 12 * 3))
    out = io.BytesIO()
    small.resize((width, height), Image.Resampling.BICUBIC).save(out, "JPEG", quality=85)
    return out.getvalue()


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def ref_of(data: bytes, usage: Usage = Usage.REPORT, shot: Shot = Shot.OTHER) -> MediaRef:
    return MediaRef(
        sha256=sha(data), size_bytes=len(data), mime="image/jpeg", kind=MediaKind.PHOTO, usage=usage, shot=shot,
        origin=Origin.FILE, width=800, height=600,
    )


def keep(store: Store, data: bytes, draft: str = "") -> MediaRef:
    """A photo on the device, in this draft if one is named."""
    taken = store.files.take_bytes(data, draft)
    ref = ref_of(data)
    with store.database.change():
        store.media.keep(taken, ref, store.clock())
        if draft:
            store.drafts.add_photo(draft, ref.sha256, Usage.REPORT, Shot.FAR, Origin.FILE, store.clock())
    store.files.release(taken)
    return ref


def drafted(store: Store, *photos: bytes, text: str = "占道经营") -> DraftRow:
    draft = store.drafts.new(store.people.current_id(), Act.SUBMIT, store.clock())
    store.drafts.save(draft.id, store.clock(), description=text, subcategory="C01-01")
    for data in photos:
        keep(store, data, draft.id)
    return store.drafts.get(draft.id)


def filed(store: Store, *photos: bytes, text: str = "占道经营") -> Mutation:
    """A report, sealed."""
    draft = drafted(store, *photos, text=text)

    def make(seal: Seal) -> Mutation:
        report = Report(
            id=draft.id, kind=Kind.PROBLEM, subcategory=draft.subcategory, description=draft.description,
            created_at=seal.made_at,
        )
        return Mutation(
            id=seal.id, device=seal.device, seq=seal.seq, person=draft.person, act=Act.SUBMIT, case_id=draft.id,
            made_at=seal.made_at, clock_offset_s=seal.clock_offset_s, body=ActBody(report=report),
            media=tuple(ref_of(data, shot=Shot.FAR) for data in photos),
        )

    return store.outbox.seal(make, Title("problem", draft.subcategory), store.clock(), draft=draft.id)


def acted(store: Store, case_id: str, act: Act, *photos: bytes, body: ActBody | None = None, base: int = 1) -> Mutation:
    """An act on a case, sealed."""
    refs = tuple(keep(store, data) for data in photos)
    person = store.people.current_id()

    def make(seal: Seal) -> Mutation:
        return Mutation(
            id=seal.id, device=seal.device, seq=seal.seq, person=person, act=act, case_id=case_id, base_version=base,
            made_at=seal.made_at, body=body or ActBody(), media=refs,
        )

    return store.outbox.seal(make, Title("problem"), store.clock())


def receipt(mutation: Mutation, outcome: Outcome = Outcome.APPLIED, version: int = 1, **more: object) -> Receipt:
    return Receipt(
        mutation=mutation.id, outcome=outcome, case_id=mutation.case_id, case_number="3702142026112000001", version=version,
        received_at=NOON, **more,  # type: ignore[arg-type]
    )


def deadline(due_at: datetime, stage: TimedStage = TimedStage.HANDLE, **more: object) -> Deadline:
    return Deadline(
        stage=stage, limit=Limit(value=4, unit=LimitUnit.URGENT_HOUR), started_at=due_at - timedelta(hours=4),
        allowed_s=4 * 3600, due_at=due_at, due_soon_at=due_at - timedelta(minutes=48),
        overdue_again_at=due_at + timedelta(hours=4), **more,  # type: ignore[arg-type]
    )


def case(stage: Stage = Stage.DISPATCHED, version: int = 1, *, files: tuple[MediaRef, ...] = (), **more: object) -> CaseView:
    facts: dict[str, object] = {
        "id": new_id(), "number": "3702142026112000042", "kind": Kind.PROBLEM, "subcategory": "C01-01", "created_at": NOON,
        "department": "d-1", "department_name": "环卫一队", "place_text": "崂山区 香港东路 8 号", "description": "桶边有垃圾",
        "media": tuple(CaseMedia(ref=ref, at=NOON, arrived=True) for ref in files),
    }
    return CaseView(stage=stage, version=version, **{**facts, **more})  # type: ignore[arg-type]


def page(*changes: object, cursor: str = "c1", more: bool = False, snapshot: bool = False) -> Page:
    return Page(cursor=cursor, changes=changes, more=more, snapshot=snapshot, hub_time=NOON)  # type: ignore[arg-type]
