"""The smallest hub that keeps the wire's promises, and mishaps on the way to any hub. For tests of the engine alone."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import msgspec

from sync.engine.switch import Cuttable
from sync.protocol.feed import CaseChanged, CaseMedia, CaseView, Change, Page
from sync.protocol.hub import Hub
from sync.protocol.lifecycle import Stage
from sync.protocol.mutations import MediaReceipt, Mutation, Outcome, PushReply, Receipt
from sync.protocol.people import HubInfo, Session, SignIn
from sync.protocol.problems import Code, Problem
from sync.protocol.report import Kind
from sync.protocol.sealing import Sealed
from sync.protocol.wire import WIRE
from tests.sync.engine.making import HandClock


@dataclass
class MemoryHub:
    """`refuse` names mutations that get a receipt with a problem; `poison` ones that make the whole batch fail. Each question is
    answered alone, whichever threads ask."""

    clock: HandClock
    receipts: dict[str, Receipt] = field(default_factory=dict)
    applied: list[str] = field(default_factory=list)
    feed: list[Change] = field(default_factory=list)
    cases: dict[str, CaseView] = field(default_factory=dict)
    parts: dict[str, bytearray] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    refuse: dict[str, tuple[Outcome, Code]] = field(default_factory=dict)
    poison: dict[str, Problem] = field(default_factory=dict)
    catalogue_version: int = 1
    catalogue_raw: bytes = b"1"
    offset_s: float = 0.0
    alone: threading.RLock = field(default_factory=threading.RLock)

    def hello(self) -> HubInfo:
        return HubInfo(
            hub_id="hub-1", name="test", wire=WIRE, wire_oldest=1, hub_time=self.time(),
            catalogue_version=self.catalogue_version,
        )

    def time(self) -> datetime:
        return self.clock.now() + timedelta(seconds=self.offset_s)

    def sign_in(self, request: SignIn) -> Session:
        raise Problem(Code.SIGN_IN_WRONG)

    def sign_out(self) -> None:
        return None

    def push(self, batch: Sequence[Sealed]) -> PushReply:
        mutations = [each.mutation for each in batch]
        with self.alone:
            for mutation in mutations:
                if mutation.id in self.poison:
                    raise self.poison[mutation.id]
            return PushReply(receipts=tuple(self._take(m) for m in mutations), hub_time=self.time())

    def _take(self, mutation: Mutation) -> Receipt:
        known = self.receipts.get(mutation.id)
        if known is not None:
            again = known.outcome is Outcome.APPLIED
            return msgspec.structs.replace(known, outcome=Outcome.DUPLICATE) if again else known
        outcome, code = self.refuse.get(mutation.id, (Outcome.APPLIED, None))
        receipt = Receipt(
            mutation=mutation.id, outcome=outcome, case_id=mutation.case_id, version=1, received_at=self.time(),
            case_number=f"N{len(self.receipts) + 1}", problem=Problem(code).to_wire() if code else None,
        )
        self.receipts[mutation.id] = receipt
        if outcome is Outcome.APPLIED:
            self.applied.append(mutation.id)
            self._change(mutation)
        return receipt

    def _change(self, mutation: Mutation) -> None:
        old = self.cases.get(mutation.case_id)
        media = (old.media if old else ()) + tuple(
            CaseMedia(ref=r, at=mutation.made_at, arrived=r.sha256 in self.files) for r in mutation.media
        )
        view = CaseView(
            id=mutation.case_id, version=(old.version if old else 0) + 1, kind=Kind.PROBLEM, stage=Stage.SUBMITTED,
            created_at=mutation.made_at, media=media,
        )
        self.tell(view)

    def tell(self, view: CaseView) -> None:
        with self.alone:
            self.cases[view.id] = view
            self.feed.append(CaseChanged(case=view))

    def pull(self, cursor: str | None, *, limit: int = 200, wait_s: float = 0.0) -> Page:
        start = int(cursor or 0)
        with self.alone:
            changes = tuple(self.feed[start:start + limit])
        end = start + len(changes)
        return Page(
            cursor=str(end), changes=changes, more=end < len(self.feed), snapshot=cursor is None,
            hub_time=self.time(),
        )

    def media_state(self, sha256: str, size_bytes: int) -> MediaReceipt:
        have = self.files.get(sha256)
        offset = len(self.parts.get(sha256, b"")) if have is None else size_bytes
        return MediaReceipt(sha256=sha256, size_bytes=size_bytes, offset_bytes=offset, complete=have is not None)

    def upload(self, sha256: str, size_bytes: int, mime: str, offset_bytes: int, data: bytes) -> MediaReceipt:
        with self.alone:
            if sha256 in self.files:
                return self.media_state(sha256, size_bytes)
            part = self.parts.setdefault(sha256, bytearray())
            if offset_bytes != len(part):
                raise Problem(Code.OFFSET_MISMATCH, offset_bytes=len(part))
            part += data
            if len(part) == size_bytes:
                self._finish(sha256)
            return self.media_state(sha256, size_bytes)

    def finish(self, sha256: str, data: bytearray) -> None:
        """A file that came another way."""
        with self.alone:
            self.parts[sha256] = data
            self._finish(sha256)

    def _finish(self, sha256: str) -> None:
        data = bytes(self.parts.pop(sha256))
        found = hashlib.sha256(data).hexdigest()
        if found != sha256:
            raise Problem(Code.MEDIA_HASH_MISMATCH, sha256=sha256, found=found)
        self.files[sha256] = data
        for view in list(self.cases.values()):
            if any(m.ref.sha256 == sha256 for m in view.media):
                media = tuple(msgspec.structs.replace(m, arrived=m.ref.sha256 in self.files) for m in view.media)
                self.tell(msgspec.structs.replace(view, media=media, version=view.version + 1))

    def download(self, sha256: str, *, offset_bytes: int = 0) -> Iterator[bytes]:
        if sha256 not in self.files:
            raise Problem(Code.MEDIA_MISSING, sha256=sha256)
        data = self.files[sha256][offset_bytes:]
        return (data[i:i + 300] for i in range(0, len(data), 300))

    def catalogue(self) -> bytes:
        return self.catalogue_raw


Plan = Callable[[int, str], Problem | None]


class Mishaps:
    """A bad way to a good hub. Each call has an index; `before` and `after` say what breaks: before the hub hears of it, or
    after it has done everything and the answer is lost. An upload cut before still leaves half of its bytes there."""

    def __init__(self, hub: Hub, *, before: Plan | None = None, after: Plan | None = None) -> None:
        self.hub = hub
        self.before: Plan = before or (lambda index, name: None)
        self.after: Plan = after or (lambda index, name: None)
        self.calls: list[str] = []

    def _ask(self, name: str, *args: Any, **kwargs: Any) -> Any:
        index = len(self.calls)
        self.calls.append(name)
        problem = self.before(index, name)
        if problem is not None:
            if name == "upload":
                self._half(*args)
            raise problem
        answer = getattr(self.hub, name)(*args, **kwargs)
        problem = self.after(index, name)
        if problem is not None:
            raise problem
        return answer

    def _half(self, sha256: str, size_bytes: int, mime: str, offset_bytes: int, data: bytes) -> None:
        if len(data) > 1:
            self.hub.upload(sha256, size_bytes, mime, offset_bytes, data[:len(data) // 2])

    def cut(self) -> None:
        if isinstance(self.hub, Cuttable):
            self.hub.cut()

    def hello(self) -> HubInfo:
        return self._ask("hello")

    def sign_in(self, request: SignIn) -> Session:
        return self._ask("sign_in", request)

    def sign_out(self) -> None:
        self._ask("sign_out")

    def push(self, batch: Sequence[Sealed]) -> PushReply:
        return self._ask("push", batch)

    def pull(self, cursor: str | None, *, limit: int = 200, wait_s: float = 0.0) -> Page:
        return self._ask("pull", cursor, limit=limit, wait_s=wait_s)

    def media_state(self, sha256: str, size_bytes: int) -> MediaReceipt:
        return self._ask("media_state", sha256, size_bytes)

    def upload(self, sha256: str, size_bytes: int, mime: str, offset_bytes: int, data: bytes) -> MediaReceipt:
        return self._ask("upload", sha256, size_bytes, mime, offset_bytes, data)

    def download(self, sha256: str, *, offset_bytes: int = 0) -> Iterator[bytes]:
        return self._ask("download", sha256, offset_bytes=offset_bytes)

    def catalogue(self) -> bytes:
        return self._ask("catalogue")


def at(index: int, problem: Problem | None = None) -> Plan:
    """Break exactly the call with this index."""
    wrong = problem or Problem(Code.NO_NETWORK)
    return lambda i, name: wrong if i == index else None
