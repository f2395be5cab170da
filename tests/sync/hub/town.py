"""A small town for tests: the demonstration seed, its people, a clock that moves only when told, and real photos."""

from __future__ import annotations

import hashlib
import io
import itertools
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from argon2 import PasswordHasher
from PIL import Image

from sync.hub.case import Case
from sync.hub.db import case_rows
from sync.hub.seed import Seed, read_seed
from sync.hub.service import HubService, LocalHub
from sync.hub.world import Policy
from sync.protocol.feed import CaseChanged, CaseView, Change, Notice
from sync.protocol.hub import Hub
from sync.protocol.ids import new_id
from sync.protocol.lifecycle import Act
from sync.protocol.media import MediaKind, MediaRef, Shot, Usage
from sync.protocol.mutations import ActBody, HandlingResult, Mutation, RatingLevel, Receipt
from sync.protocol.people import SignIn
from sync.protocol.position import Position, PositionSource
from sync.protocol.report import Kind, Report
from sync.protocol.sealing import seal
from sync.protocol.tasks import VerifyResult

SEED = Path(__file__).resolve().parents[3] / "resources" / "demo" / "district.toml"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
MONDAY_9 = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 09:00 in Qingdao, a working day
LITTER = "C01-01"  # exposed litter: 4 work hours, goes to the sanitation department
HERE = Position(latitude=36.0695, longitude=120.3760, source=PositionSource.GNSS, accuracy_m=8.0)  # first grid
THERE = Position(latitude=36.0620, longitude=120.3820, source=PositionSource.GNSS, accuracy_m=8.0)  # fifth grid
MANUAL = Policy()  # nothing happens by itself
_numbers = itertools.count(1)


class HandClock:
    """Moves only when told."""

    def __init__(self, start: datetime = MONDAY_9) -> None:
        self.now = start

    def __call__(self) -> datetime:
        return self.now

    def move(self, **delta: float) -> datetime:
        self.now += timedelta(**delta)
        return self.now


def jpeg(size: int = 24) -> bytes:
    """A real JPEG that is equal to no other of this run."""
    number = next(_numbers)
    out = io.BytesIO()
    image = Image.new("RGB", (size, size), (number % 251, number // 251 % 251, 90))
    image.save(out, "JPEG", comment=f"photo {number}".encode())
    return out.getvalue()


def ref_of(data: bytes, usage: Usage, shot: Shot = Shot.OTHER, **more: Any) -> MediaRef:
    return MediaRef(
        sha256=hashlib.sha256(data).hexdigest(), size_bytes=len(data), mime="image/jpeg", kind=MediaKind.PHOTO,
        usage=usage, shot=shot, **more,
    )


def photos(*wanted: tuple[Usage, Shot], **more: Any) -> list[tuple[bytes, MediaRef]]:
    return [(data, ref_of(data, usage, shot, **more)) for data, (usage, shot) in ((jpeg(), one) for one in wanted)]


REPORT_PHOTOS = ((Usage.REPORT, Shot.FAR), (Usage.REPORT, Shot.NEAR))
VERIFY_PHOTOS = ((Usage.VERIFY, Shot.FAR), (Usage.VERIFY, Shot.NEAR))
AFTER_PHOTO = ((Usage.HANDLE_AFTER, Shot.NEAR),)
CHECK_PHOTO = ((Usage.CHECK, Shot.NEAR),)
SELF_PHOTOS = ((Usage.HANDLE_BEFORE, Shot.NEAR), (Usage.HANDLE_AFTER, Shot.NEAR))
NEW_PHOTO = ((Usage.SUPPLEMENT, Shot.NEAR),)


class Device:
    """One person's device: makes mutations as a device would, with growing seq."""

    def __init__(self, town: Town, login: str, device: str, hub: Hub) -> None:
        self.town, self.login, self.device, self.hub = town, login, device, hub
        self.person = login  # ids are logins in the demonstration seed
        self._seq = 0
        self._cursor: str | None = None

    def mutation(self, act: Act, case_id: str, **more: Any) -> Mutation:
        self._seq += 1
        made_at = more.pop("made_at", self.town.clock())
        base_version = more.pop("base_version", None)
        if base_version is None:
            case = self.town.find(case_id)
            base_version = case.version if case else 0
        return Mutation(
            id=more.pop("id", None) or new_id(), device=self.device, seq=self._seq, person=self.person, act=act,
            case_id=case_id, made_at=made_at, clock_offset_s=more.pop("clock_offset_s", 0.0),
            base_version=base_version, **more,
        )

    def send(self, *mutations: Mutation) -> list[Receipt]:
        return list(self.hub.push([seal(each) for each in mutations]).receipts)

    def do(self, act: Act, case_id: str, *files: tuple[bytes, MediaRef], body: ActBody | None = None, **more: Any) -> Receipt:
        """Push one act and send its files."""
        mutation = self.mutation(act, case_id, body=body or ActBody(), media=tuple(ref for _, ref in files), **more)
        receipt = self.send(mutation)[0]
        for data, ref in files:
            self.upload(data, ref.mime)
        return receipt

    def upload(self, data: bytes, mime: str = "image/jpeg", piece: int = 1 << 20) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        state = self.hub.media_state(sha256, len(data))
        while not state.complete:
            start = state.offset_bytes
            state = self.hub.upload(sha256, len(data), mime, start, data[start:start + piece])
        return sha256

    def report(self, *, kind: Kind = Kind.PROBLEM, subcategory: str | None = LITTER, arrive: bool = True,
               files: list[tuple[bytes, MediaRef]] | None = None, **more: Any) -> str:
        """Submit a report; the id of its case."""
        case_id = new_id()
        chosen = photos(*REPORT_PHOTOS) if files is None and kind is Kind.PROBLEM else files or []
        facts: dict[str, Any] = {"position": HERE, "description": "路口有垃圾", **more}
        report = Report(id=case_id, kind=kind, subcategory=subcategory, created_at=self.town.clock(), **facts)
        mutation = self.mutation(
            Act.SUBMIT, case_id, body=ActBody(report=report), media=tuple(ref for _, ref in chosen)
        )
        receipt = self.send(mutation)[0]
        assert receipt.problem is None, receipt.problem
        for data, ref in chosen if arrive else []:
            self.upload(data, ref.mime)
        return case_id

    def pull_all(self, cursor: str | None = None, limit: int = 200) -> tuple[list[Change], str]:
        """Every change until there is none, and the last cursor."""
        changes: list[Change] = []
        while True:
            page = self.hub.pull(cursor, limit=limit)
            changes += page.changes
            cursor = page.cursor
            if not page.more:
                return changes, cursor

    def news(self) -> list[Change]:
        """What is new since this was asked the last time."""
        changes, self._cursor = self.pull_all(self._cursor)
        return changes

    def sees(self, case_id: str) -> CaseView | None:
        """The case as a fresh device would be told of it."""
        views = [c.case for c in self.pull_all()[0] if isinstance(c, CaseChanged) and c.case.id == case_id]
        return views[-1] if views else None

    def notices(self) -> list[str]:
        return [change.code for change in self.pull_all()[0] if isinstance(change, Notice)]


class Town:
    """A hub with the demonstration seed."""

    def __init__(self, folder: Path, clock: HandClock | None = None, **service: Any) -> None:
        self.folder = folder
        self.clock = clock or HandClock()
        self.service = HubService(folder, self.clock, hasher=QUICK, **service)
        self._devices: dict[str, Device] = {}

    def configure(self, policy: Policy | None = None, **changes: Any) -> None:
        """Load the seed again with another policy, or with single values of it changed."""
        seed: Seed = read_seed(SEED)
        base = policy if policy is not None else seed.policy
        self.service.load_seed(msgspec.structs.replace(seed, policy=msgspec.structs.replace(base, **changes)))

    def change_person(self, login: str, **changes: Any) -> None:
        """Load the seed again, with this person changed and the policy as it is."""
        seed = read_seed(SEED)
        people = tuple(
            msgspec.structs.replace(one, **changes) if one.login == login else one for one in seed.people
        )
        self.service.load_seed(msgspec.structs.replace(seed, people=people, policy=self.service.world().policy))

    def retire(self, login: str) -> None:
        """Load the seed again without this person."""
        seed = read_seed(SEED)
        people = tuple(person for person in seed.people if person.login != login)
        self.service.load_seed(msgspec.structs.replace(seed, people=people))

    def sign_in(self, login: str, device: str | None = None) -> Device:
        hub = LocalHub(self.service)
        device = device or f"device-of-{login}"
        hub.sign_in(SignIn(login=login, password=f"{login}-demo", device_id=device))
        return Device(self, login, device, hub)

    def __getitem__(self, login: str) -> Device:
        if login not in self._devices:
            self._devices[login] = self.sign_in(login)
        return self._devices[login]

    def find(self, case_id: str) -> Case | None:
        with self.service.database.read() as connection:
            return case_rows.find_case(connection, case_id)

    def case(self, case_id: str) -> Case:
        case = self.find(case_id)
        assert case is not None
        return case

    def dossier(self, case_id: str) -> Any:
        from sync.hub.operator import Operator

        return Operator(self.service).dossier(self.case(case_id))

    def close(self) -> None:
        self.service.close()


def fix(town: Town, case_id: str, handler: str = "liuyang", **more: Any) -> Receipt:
    """The handler's feedback with an after-photo."""
    body = ActBody(result=HandlingResult.FIXED, text="已清理", quantity=2, position=HERE)
    return town[handler].do(Act.FEEDBACK, case_id, *photos(*AFTER_PHOTO), body=body, **more)


def checker_of(town: Town, case_id: str) -> str:
    """Who holds the open check task."""
    return next(t.person for t in town.dossier(case_id).tasks if t.kind == "check" and t.state == "open")


def check(town: Town, case_id: str, *, passed: bool = True) -> Receipt:
    act = Act.CHECK_PASS if passed else Act.CHECK_NOT_PASS
    body = ActBody(position=HERE, text="看过了")
    return town[checker_of(town, case_id)].do(act, case_id, *photos(*CHECK_PHOTO), body=body)


def verified(result: VerifyResult = VerifyResult.EXIST) -> ActBody:
    return ActBody(verify=result, position=HERE, text="现场看过")


def rated(level: RatingLevel) -> ActBody:
    return ActBody(level=level)
