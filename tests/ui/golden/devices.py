"""The devices whose screens are looked at, made once into a folder and copied for every run: the clock of all of them stands still
on a Saturday afternoon, so that the same screen is the same picture on any day.

`collector` has lived through two days with a real hub; `worker` may do everything and has a case for each act; `photographer` has
walked yesterday, has a card to take in and decides what is shown to everybody; `newcomer` has signed in and done nothing;
`nobody` has not even done that; `shared` is a tablet of three people, two of whom have a PIN.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from fieldclient.work import RealDesk, open_desk
from fieldclient.work.locking import HAS_LOCK, MARK
from sync.protocol.feed import SHOWS, CaseView, OnShow
from sync.protocol.lifecycle import Act, Showing, Stage
from sync.protocol.media import Shot, Usage
from sync.protocol.mutations import HandlingResult, Outcome, Receipt, ResultUnit
from sync.protocol.people import Person, Role, Session
from sync.protocol.problems import Code, Problem
from sync.protocol.report import Kind
from sync.protocol.tasks import TaskKind
from tests.ui.cases import world
from tests.ui.cases.test_case_page import met_hub
from tests.ui.district import District, picture
from tests.ui.intake import card
from tests.ui.patrol import pictures as walk

ZONE = "Asia/Shanghai"
NOW = datetime(2026, 11, 21, 6, 32, tzinfo=UTC)  # 14:32 there
GRID = "370202001001001"
WORKER = Person(id="p-worker", name="王芳", roles=(Role.COLLECTOR, Role.HANDLER), department="d-road", department_name="市政设施养护中心",
                grids=(GRID,), team="五四文明巡访队")
LONG = "人行道边的雨水箅子被整块掀起，旁边堆着拆下来的围挡和三袋建筑垃圾，行人只能绕到机动车道上走，晚上没有路灯"
PHOTOS = (picture(71), picture(72), picture(73))
AFTER = (picture(71, done=True),)
KEPT = "world.json"
CARD, BROKEN, TRACK = "EOS_DIGITAL", "NO_NAME", "walk.gpx"


def prepare(folder: Path) -> dict[str, str]:
    """Make the devices unless they are there. Gives the ids of the worker's cases by what they are for."""
    told = folder / KEPT
    if not told.exists():
        os.environ["TZ"] = ZONE
        time.tzset()
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        with District(folder / "district", NOW) as district:
            district.live()
            district.put_away()
            shutil.move(district.data("wangfang"), folder / "collector")
        cases = _worker(folder / "worker")
        cases |= _photographer(folder / "photographer")
        _shared(folder / "shared")
        _signed_in(folder / "newcomer").close()
        (folder / "nobody").mkdir()
        _cards(folder)
        told.write_text(json.dumps(cases), "utf-8")
    cases = json.loads(told.read_text("utf-8"))
    return {str(name): str(case_id) for name, case_id in cases.items()}


def copy(folder: Path, name: str, target: Path) -> Path:
    """A device of one's own to change."""
    return Path(shutil.copytree(folder / name, target / name))


def _session(person: Person = WORKER) -> Session:
    return Session(token="t", person=person, expires_at=NOW + timedelta(days=30), hub_time=NOW, hub_id="hub-test")


def _signed_in(folder: Path) -> RealDesk:
    desk = open_desk(folder, clock=lambda: NOW, reserve_bytes=0)
    desk.signed_in(_session())
    return desk


def _photographer(folder: Path) -> dict[str, str]:
    """A patrol of an hour and a half, yesterday, and two results: one that may be shown to everybody, one that is."""
    at = [NOW - timedelta(hours=22)]
    desk = open_desk(folder, clock=lambda: at[0], reserve_bytes=0)
    desk.signed_in(_session(msgspec.structs.replace(WORKER, roles=(*WORKER.roles, Role.DUTY_CHIEF))))
    line = _walk(desk, at[0])
    at[0] += timedelta(minutes=90)
    desk.patrols.end(line)
    at[0], media = NOW, world.files(*PHOTOS) + world.files(*AFTER, usage=Usage.HANDLE_AFTER)
    shown = OnShow(state=Showing.SHOWN, at=NOW - timedelta(hours=2), text="当天更换完毕", by="马超")
    with _still():
        views = {name: world.case(Stage.CLOSED, media=media, closed_at=NOW - timedelta(hours=5), result_text="已更换井盖，现场已清理", on_show=state)
                 for name, state in (("to_show", OnShow(state=Showing.POSSIBLE)), ("shown", shown))}
        met_hub(desk, SHOWS)
        world.tell(desk, *views.values())
        world.bring(desk, *PHOTOS, *AFTER)
    desk.close()
    return {name: view.id for name, view in views.items()}


@contextmanager
def _still() -> Iterator[None]:
    """What the hub tells is told at that time, too."""
    real, world.now = world.now, lambda: NOW
    try:
        yield
    finally:
        world.now = real


def _shared(folder: Path) -> None:
    desk = _signed_in(folder)
    for id_, name, login in (("p-li", "李强", "liqiang"), ("p-long", "阿依古丽·买买提江", "ayiguli"), (WORKER.id, WORKER.name, "wangfang")):
        desk.signed_in(_session(Person(id=id_, name=name, roles=WORKER.roles, grids=(GRID,))))
        desk.set_setting(f"login.{id_}", login)
        if id_ != "p-li":
            desk.set_setting(HAS_LOCK + id_, "1")
    desk.close()
    (folder / MARK).touch()


def _cards(folder: Path) -> None:
    """A good one with the track of its walk, and one of which nothing can be read."""
    card.make_card(folder / CARD, each=3)
    card.make_track(folder / TRACK)
    (folder / BROKEN / "DCIM").mkdir(parents=True)
    for number in (1, 2, 3):
        (folder / BROKEN / "DCIM" / f"IMG_{number:04d}.JPG").write_bytes(picture(90 + number)[:400 * number])


def _worker(folder: Path) -> dict[str, str]:
    desk = _signed_in(folder)
    with _still():
        views = dict(_views())
        world.tell(desk, *views.values())
        world.bring(desk, *PHOTOS, *AFTER)
        _wait(desk, views)
        _walk(desk, NOW - timedelta(minutes=90))  # under way
    desk.close()
    return {name: view.id for name, view in views.items()}


def _views() -> Iterable[tuple[str, CaseView]]:
    """A case for each page of acts, and some that only lie in the list."""
    before = world.files(*PHOTOS)
    both = before + world.files(*AFTER, usage=Usage.HANDLE_AFTER)
    done = {"result": HandlingResult.FIXED, "quantity": 1.0, "unit": ResultUnit.PLACES, "result_text": "已更换井盖，现场已清理"}
    mine = {"handler": WORKER.id, "received_at": NOW - timedelta(hours=1)}
    yield "dispatched", world.case(Stage.DISPATCHED, media=before, deadline=world.due(45))
    yield "handling", world.case(Stage.HANDLING, media=before, deadline=world.due(130), description=LONG, **mine)
    yield "late", world.case(Stage.HANDLING, media=before, deadline=world.due(-40), subcategory="C01-02", place_text="东海西路 18 号门前", **mine)
    yield "twice", world.case(Stage.HANDLING, media=before, deadline=world.due(-900), subcategory="C09-05", place_text="延安三路路口", **mine)
    yield "verify", world.with_task(world.case(Stage.VERIFYING, media=before, reporter_name="陈晨"), TaskKind.VERIFY, WORKER.id)
    yield "check", world.with_task(world.case(Stage.CHECKING, media=both, **done), TaskKind.CHECK, WORKER.id)
    yield "rate", world.case(Stage.CLOSED, media=both, reporter=WORKER.id, closed_at=NOW - timedelta(hours=5), reply="谢谢", **done)
    yield "refused", world.case(Stage.HANDLING, media=before, deadline=world.due(300), subcategory="C02-01",
                                place_text="福州南路与东海西路交叉口东北角公交站台后侧人行道", **mine)


def _wait(desk: RealDesk, views: dict[str, CaseView]) -> None:
    """What lies in the outbox and among the drafts: a report that waits, an act that was refused, drafts begun."""
    draft = desk.draft_for(views["refused"].id, Act.FEEDBACK)
    for name, value in (("result", "fixed"), ("description", "占道物品已清走"), ("quantity", 1.0), ("unit", "places")):
        desk.save_field(draft.id, name, value)
    desk.add_photo_bytes(draft.id, AFTER[0], shot=Shot.NEAR)
    desk.submit(draft.id)
    row = next(iter(desk.outbox()))
    desk.queue.settle([Receipt(mutation=row.mutation_id, outcome=Outcome.REFUSED, case_id=views["refused"].id, received_at=NOW,
                               problem=Problem(Code.BODY_INVALID, field="text").to_wire())], NOW)
    for number, sealed in ((81, True), (82, False)):
        draft = desk.new_draft(Kind.PROBLEM)
        for name, value in (("subcategory", "C09-01"), ("description", LONG), ("place_text", "澳门路 3 号院外")):
            desk.save_field(draft.id, name, value)
        desk.place_by_hand(draft.id, *((36.0672, 120.3838) if sealed else (36.30715, 120.39630)))  # the other lies beside cases
        desk.add_photo_bytes(draft.id, picture(number), shot=Shot.FAR)
        desk.add_photo_bytes(draft.id, picture(number + 500), shot=Shot.NEAR)
        if sealed:
            desk.submit(draft.id)


def _walk(desk: RealDesk, begin: datetime) -> str:
    """In grids the city handed out. Gives the patrol's id."""
    desk.store.areas.replace(walk.city(), "grids.geojson", begin)
    line = desk.patrols.start(WORKER.team or "", [f"{GRID[:-3]}{number:03d}" for number in (1, 2, 3, 6, 7, 8, 11, 12)])
    desk.patrols.note(line.id, walk.stroll(walk.ROUTE, begin.timestamp(), 30.0))
    return line.id
