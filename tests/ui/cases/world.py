"""What the hub tells a device about cases, made for the tests of the window: views, tasks, timelines, photos with bytes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from fieldclient.work import RealDesk
from sync.protocol.deadlines import Deadline, TimedStage
from sync.protocol.feed import CaseChanged, CaseMedia, CaseView, Page, Step
from sync.protocol.ids import new_id
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.limits import Limit, LimitUnit
from sync.protocol.media import MediaRef, Shot, Usage
from sync.protocol.people import Role
from sync.protocol.position import Position, PositionSource
from sync.protocol.report import Kind
from sync.protocol.tasks import Task, TaskKind
from tests.fieldclient.store.making import photo, ref_of

HERE = Position(latitude=36.30712, longitude=120.39634, source=PositionSource.EXIF, accuracy_m=8.0)


def now() -> datetime:
    return datetime.now(UTC)


def due(in_minutes: float, stage: TimedStage = TimedStage.HANDLE, limit_minutes: float = 240, **more: Any) -> Deadline:
    end = now() + timedelta(minutes=in_minutes)
    return Deadline(
        stage=stage, limit=Limit(value=limit_minutes / 60, unit=LimitUnit.URGENT_HOUR),
        started_at=end - timedelta(minutes=limit_minutes), allowed_s=limit_minutes * 60, due_at=end,
        due_soon_at=end - timedelta(minutes=limit_minutes * 0.2), overdue_again_at=end + timedelta(minutes=limit_minutes), **more)


def files(*data: bytes, usage: Usage = Usage.REPORT) -> tuple[MediaRef, ...]:
    shots = (Shot.FAR, Shot.NEAR, Shot.DETAIL, *[Shot.OTHER] * 7)
    return tuple(ref_of(each, usage, shot) for each, shot in zip(data, shots, strict=False))


def case(stage: Stage, *, version: int = 3, media: tuple[MediaRef, ...] = (), **more: Any) -> CaseView:
    at = now() - timedelta(hours=3)
    facts: dict[str, Any] = {
        "id": new_id(), "number": "37021420261121000427", "kind": Kind.PROBLEM, "subcategory": "C09-01", "created_at": at,
        "department": "d-road", "department_name": "城阳市政养护所", "place_text": "正阳路 12 号", "position": HERE,
        "description": "井盖缺了一角，晚上看不清，很危险", "reporter_name": "王芳",
        "media": tuple(CaseMedia(ref=ref, by="王芳", at=at, arrived=True) for ref in media), "timeline": story(stage, media, at),
    }
    return CaseView(stage=stage, version=version, **{**facts, **more})


_STORY = (
    (Act.SUBMIT, Stage.SUBMITTED, "王芳", Role.COLLECTOR), (Act.FILE, Stage.FILED, "系统", Role.SYSTEM),
    (Act.DISPATCH, Stage.DISPATCHED, "系统", Role.SYSTEM), (Act.RECEIVE, Stage.HANDLING, "李强", Role.HANDLER),
    (Act.FEEDBACK, Stage.HANDLED, "李强", Role.HANDLER), (Act.ISSUE_CHECK, Stage.CHECKING, "系统", Role.SYSTEM),
    (Act.CHECK_PASS, Stage.CHECKED, "赵敏", Role.COLLECTOR), (Act.CLOSE, Stage.CLOSED, "值班长", Role.DUTY_CHIEF),
)


def story(stage: Stage, media: tuple[MediaRef, ...], at: datetime) -> tuple[Step, ...]:
    steps: list[Step] = []
    for seq, (act, target, by, role) in enumerate(_STORY, 1):
        of_step = {Act.SUBMIT: Usage.REPORT, Act.FEEDBACK: Usage.HANDLE_AFTER}.get(act)
        steps.append(Step(
            seq=seq, act=act, target=target, by=by, role=role, at_hub=at + timedelta(minutes=15 * seq),
            text="已更换井盖，现场已清理" if act is Act.FEEDBACK else "",
            media=tuple(ref.sha256 for ref in media if ref.usage is of_step)))
        if target is stage:
            break
    return tuple(steps)


def task(kind: TaskKind, case_id: str, person: str, in_minutes: float = 30) -> Task:
    return Task(id=new_id(), number="HC202611210001", kind=kind, case_id=case_id, person=person, issued_at=now(),
                due_at=now() + timedelta(minutes=in_minutes))


def with_task(view: CaseView, kind: TaskKind, person: str) -> CaseView:
    return msgspec.structs.replace(view, tasks=(task(kind, view.id, person),))


def tell(desk: RealDesk, *views: CaseView, cursor: str = "c1") -> None:
    """As a sync cycle would: one page of the feed."""
    desk.queue.apply_page(Page(cursor=cursor, changes=tuple(CaseChanged(case=view) for view in views), hub_time=now()), now())


def bring(desk: RealDesk, *data: bytes) -> None:
    """The bytes of files that the hub has and this device wants."""
    for each in data:
        desk.queue.store_download(ref_of(each).sha256, 0, [each])


BEFORE = (photo(1), photo(2), photo(3))
AFTER = (photo(4),)


def files_of(view: CaseView) -> tuple[bytes, ...]:
    """The bytes behind a view's media."""
    hashes = {media.ref.sha256 for media in view.media}
    return tuple(data for data in (*BEFORE, *AFTER) if ref_of(data).sha256 in hashes)
