"""The device that the walk is made on: signed in, without a network, with something for every page. Made in a second or two, by the
real clock, since the window is a process for itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from fieldclient.work import RealDesk, open_desk
from fieldclient.work.asked import MUST_LOCK
from fieldclient.work.locking import HAS_LOCK, MARK
from sync.protocol.enrolment import Setup, link_of, new_key, public_of
from sync.protocol.feed import CONTACTS, SHOWS, Notice, OnShow, Page, Published
from sync.protocol.lifecycle import Act, Showing, Stage
from sync.protocol.media import MediaKind, Shot, Usage
from sync.protocol.mutations import HandlingResult, Outcome, Receipt, ResultUnit
from sync.protocol.people import HubInfo, Person, Role, Session
from sync.protocol.problems import Code, Problem
from sync.protocol.report import Kind
from sync.protocol.tasks import TaskKind
from sync.protocol.wire import WIRE, WIRE_OLDEST
from tests.fieldclient.capture.making import wave
from tests.fieldclient.store.making import sha
from tests.ui.cases import world
from tests.ui.district import picture
from tests.ui.intake import card
from tests.ui.patrol import pictures as walk

GRID = "370202001001001"
PERSON = Person(id="p-worker", name="王芳", roles=(Role.COLLECTOR, Role.HANDLER, Role.VOLUNTEER, Role.DUTY_CHIEF), department="d-road", department_name="市政设施养护中心",
                grids=(GRID,), team="五四文明巡访队")
NUMBERS = {name: f"3702142026112100{at:04d}" for at, name in enumerate(("handling", "dispatched", "verify", "check", "rate", "show", "near"), 41)}
PHOTOS, AFTER = (picture(71), picture(72)), (picture(71, done=True),)


def make(folder: Path) -> None:
    desk = open_desk(folder, reserve_bytes=0)
    try:
        now = datetime.now(UTC)
        desk.signed_in(Session(token="t", person=PERSON, expires_at=now + timedelta(days=30), hub_time=now, hub_id="hub-test"))
        desk.store.settings.note_hub(HubInfo(hub_id="hub-test", name="hub", wire=WIRE, wire_oldest=WIRE_OLDEST, hub_time=now,
                                             catalogue_version=1, features=(CONTACTS, SHOWS)))
        _cases(desk)
        _news(desk, now)
        _outbox(desk)
        _refused(desk, now)
        _patrol(desk, now)
    finally:
        desk.close()


def shared(folder: Path) -> None:
    """A tablet of two people, one of whom has a PIN: it starts locked."""
    desk = open_desk(folder, reserve_bytes=0)
    now = datetime.now(UTC)
    for id_, name, login in (("p-li", "李强", "liqiang"), (PERSON.id, PERSON.name, "wangfang")):
        desk.signed_in(Session(token="t", person=Person(id=id_, name=name, roles=PERSON.roles, grids=(GRID,)), hub_id="hub-test",
                               expires_at=now + timedelta(days=30), hub_time=now))
        desk.set_setting(f"login.{id_}", login)
    desk.set_setting(HAS_LOCK + PERSON.id, "1")
    desk.close()
    (folder / MARK).touch()


def newcomer(folder: Path, must_lock: bool = False) -> None:
    """Of somebody who has signed in and done nothing; whose organisation may ask for a PIN."""
    desk = open_desk(folder, reserve_bytes=0)
    now = datetime.now(UTC)
    desk.signed_in(Session(token="t", person=PERSON, expires_at=now + timedelta(days=30), hub_time=now, hub_id="hub-test"))
    if must_lock:
        desk.set_setting(MUST_LOCK, "1")
    desk.close()


def make_all(folder: Path) -> None:
    """Each under the name it is walked by; `nobody` has done nothing at all, not even signed in."""
    make(folder / "device")
    shared(folder / "shared")
    newcomer(folder / "newcomer")
    newcomer(folder / "asked", must_lock=True)
    (folder / "nobody").mkdir()


def pictures(home: Path) -> None:
    """What the person's own folder holds: photos from a camera, to pick from and to take in."""
    card.make_card(home / "Pictures", stops=card.STOPS[:2], each=2, phone=False, stamped=4)
    for number in range(3):
        card.photo(home / "Pictures" / f"walk_{number}.jpg", card.picture(number + 1), card.NINE, camera="EOS R10", true=card.NINE)


def enrolment() -> str:
    """A setup link of an organisation's, typed in by hand."""
    key, now = new_key(), int(datetime.now(UTC).timestamp())
    return link_of(Setup(hub="https://hub.example.cn", organisation="City", hub_id="hub-test", key=public_of(key), issued=now,
                         expires=now + 86400), key)


def _cases(desk: RealDesk) -> None:
    before = world.files(*PHOTOS)
    both = before + world.files(*AFTER, usage=Usage.HANDLE_AFTER)
    done = {"result": HandlingResult.FIXED, "quantity": 1.0, "unit": ResultUnit.PLACES, "result_text": "已更换井盖"}
    now = world.now()
    views = {
        "handling": world.case(Stage.HANDLING, media=before, deadline=world.due(130), number=NUMBERS["handling"], handler=PERSON.id,
                               received_at=now - timedelta(hours=1)),
        "dispatched": world.case(Stage.DISPATCHED, media=before, deadline=world.due(-40), number=NUMBERS["dispatched"]),
        "verify": world.with_task(world.case(Stage.VERIFYING, media=before, number=NUMBERS["verify"]), TaskKind.VERIFY, PERSON.id),
        "check": world.with_task(world.case(Stage.CHECKING, media=both, number=NUMBERS["check"], **done), TaskKind.CHECK, PERSON.id),
        "rate": world.case(Stage.CLOSED, media=both, number=NUMBERS["rate"], reporter=PERSON.id, closed_at=now - timedelta(hours=5), **done),
        "show": world.case(Stage.CLOSED, media=both, number=NUMBERS["show"], closed_at=now - timedelta(hours=5), on_show=OnShow(state=Showing.POSSIBLE),
                           **done),
        "near": world.case(Stage.DISPATCHED, media=before, deadline=world.due(900), number=NUMBERS["near"], subcategory="C03-02"),
    }
    world.tell(desk, *views.values())
    world.bring(desk, *PHOTOS, *AFTER)


def _news(desk: RealDesk, now: datetime) -> None:
    shown = {"subcategory": "C01-01", "place_text": "江西路", "department_name": "城阳市政养护所", "grid_name": "江西路社区一网格"}
    desk.queue.apply_page(Page(cursor="c2", hub_time=now, changes=(
        Notice(id="n1", code="report_refused", at=now - timedelta(hours=2), text="照片不清，请重拍"),
        Published(id="p1", kind=Kind.PROBLEM, at=now - timedelta(hours=3), before=sha(PHOTOS[0]), after=sha(AFTER[0]), text="已清理", **shown),
        Published(id="p2", kind=Kind.PRAISE, at=now - timedelta(hours=4), text="环卫工人清晨就打扫干净了，点赞！", **shown))), now)


def _outbox(desk: RealDesk) -> None:
    """A report that waits, a draft with photos, and one with a voice note beside a case that may be the same matter."""
    for number, sealed in ((81, True), (82, False)):
        draft = desk.new_draft(Kind.PROBLEM)
        for name, value in (("subcategory", "C09-01"), ("description", "井盖缺了一角"), ("place_text", "澳门路 3 号院外")):
            desk.save_field(draft.id, name, value)
        desk.place_by_hand(draft.id, 36.0672, 120.3838)
        desk.add_photo_bytes(draft.id, picture(number), shot=Shot.FAR)
        desk.add_photo_bytes(draft.id, picture(number + 500), shot=Shot.NEAR)
        if sealed:
            desk.submit(draft.id)
    draft = desk.new_draft(Kind.PROBLEM)
    desk.save_field(draft.id, "subcategory", "C03-02")
    desk.place_by_hand(draft.id, world.HERE.latitude, world.HERE.longitude)
    desk.add_photo_bytes(draft.id, picture(83), shot=Shot.FAR)
    voice = desk.recordings.begin(draft.id, MediaKind.AUDIO)
    voice.write_bytes(wave())
    desk.recordings.keep(draft.id, voice)


def _refused(desk: RealDesk, now: datetime) -> None:
    """An act that the hub did not take."""
    view = world.case(Stage.HANDLING, media=world.files(*PHOTOS), deadline=world.due(300), number=NUMBERS["rate"][:-2] + "99",
                      handler=PERSON.id, received_at=now - timedelta(hours=1))
    world.tell(desk, view, cursor="c3")
    draft = desk.draft_for(view.id, Act.FEEDBACK)
    for name, value in (("result", "fixed"), ("description", "占道物品已清走"), ("quantity", 1.0), ("unit", "places")):
        desk.save_field(draft.id, name, value)
    desk.add_photo_bytes(draft.id, AFTER[0], shot=Shot.NEAR)
    desk.submit(draft.id)
    row = next(row for row in desk.outbox() if row.case_id == view.id)
    desk.queue.settle([Receipt(mutation=row.mutation_id, outcome=Outcome.REFUSED, case_id=view.id, received_at=now,
                               problem=Problem(Code.BODY_INVALID, field="text").to_wire())], now)


def _patrol(desk: RealDesk, now: datetime) -> None:
    """One of this morning, in grids that the city handed out."""
    desk.store.areas.replace(walk.city(), "grids.geojson", now)
    line = desk.patrols.start(PERSON.team or "", [f"{GRID[:-3]}{number:03d}" for number in (1, 2, 3)])
    desk.patrols.note(line.id, walk.stroll(walk.ROUTE, now.timestamp() - 5400, 30.0))
    desk.patrols.end(line.id)
