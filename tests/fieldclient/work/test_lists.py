"""What lists show, as tables: lateness, categories, the outbox's words, the picker's folders."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from fieldclient.resources import built_in_calendar, built_in_catalogue, resource
from fieldclient.work import RealDesk, picking
from fieldclient.work.catalogue import find, names_of
from fieldclient.work.lights import lateness, used_fraction
from fieldclient.work.overview import start_of_day, start_of_week
from fieldclient.work.views import Delivery, Light, Lookup
from sync.engine.device import Delivery as Way
from sync.protocol.deadlines import TimedStage
from sync.protocol.feed import CaseChanged, CaseView, Notice, Pending, Published
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.mutations import MediaReceipt, Outcome
from sync.protocol.people import Person, Role
from sync.protocol.problems import Code, Problem
from sync.protocol.report import Kind
from sync.protocol.tasks import Task, TaskKind
from tests.fieldclient.store.making import (
    LI,
    NOON,
    WANG,
    TestClock,
    acted,
    case,
    deadline,
    filed,
    page,
    photo,
    receipt,
    session,
    sha,
)

HOUR = timedelta(hours=1)
CHECK = Task(id="t", number="HC", kind=TaskKind.CHECK, case_id="c", person=WANG.id, issued_at=NOON, due_at=NOON + HOUR)


@pytest.mark.parametrize(("view", "task", "now", "light", "late_h"), [
    (case(Stage.HANDLING), None, NOON, Light.NONE, None),
    (case(Stage.HANDLING, deadline=deadline(NOON + 4 * HOUR)), None, NOON, Light.ON_TIME, None),
    (case(Stage.HANDLING, deadline=deadline(NOON)), None, NOON - HOUR / 2, Light.DUE_SOON, None),
    (case(Stage.HANDLING, deadline=deadline(NOON)), None, NOON + HOUR, Light.OVERDUE, 1),
    (case(Stage.HANDLING, deadline=deadline(NOON)), None, NOON + 5 * HOUR, Light.OVERDUE_AGAIN, 5),
    (case(Stage.HANDLED, deadline=deadline(NOON, met_at=NOON + HOUR)), None, NOON + 9 * HOUR, Light.OVERDUE, 1),
    (case(Stage.HANDLING, deadline=deadline(NOON + 9 * HOUR, level=1)), None, NOON, Light.OVERDUE, None),
    # What has ended is not late any more, and a reporter who does not rate is not late at all.
    (case(Stage.CLOSED, deadline=deadline(NOON, TimedStage.RATING)), None, NOON + HOUR, Light.NONE, None),
    # The person's own task: the case's clock where it is of that stage, else the task's own time.
    (case(Stage.CHECKING, tasks=(CHECK,), deadline=deadline(NOON, TimedStage.CHECK)), TaskKind.CHECK, NOON + HOUR / 2,
     Light.OVERDUE, 0.5),
    (case(Stage.CHECKING, tasks=(CHECK,), deadline=deadline(NOON, TimedStage.HANDLE)), TaskKind.CHECK, NOON + HOUR / 2,
     Light.ON_TIME, None),
    (case(Stage.CHECKING, tasks=(CHECK,)), TaskKind.CHECK, NOON + 2 * HOUR, Light.OVERDUE, 1),
    (case(Stage.CHECKING, tasks=(msgspec.structs.replace(CHECK, due_at=None),)), TaskKind.CHECK, NOON, Light.NONE, None),
])
def test_how_late_something_is(
    view: CaseView, task: TaskKind | None, now: datetime, light: Light, late_h: float | None
) -> None:
    found = lateness(view, task, now)
    assert found.light is light
    assert found.overdue_by_s == (None if late_h is None else late_h * 3600)


def test_how_much_of_the_time_is_gone() -> None:
    view = case(Stage.HANDLING, deadline=deadline(NOON + 2 * HOUR))
    assert used_fraction(view, None, NOON, built_in_calendar()) == pytest.approx(0.5)
    assert used_fraction(case(Stage.CLOSED, deadline=deadline(NOON)), None, NOON, built_in_calendar()) is None
    assert used_fraction(case(Stage.HANDLING), None, NOON, built_in_calendar()) is None


def test_a_day_and_a_week_begin_on_the_jurisdictions_wall() -> None:
    friday_night = datetime.fromisoformat("2026-11-21T00:30:00+08:00")
    assert start_of_day(friday_night).isoformat() == "2026-11-21T00:00:00+08:00"
    assert start_of_week(friday_night).isoformat() == "2026-11-16T00:00:00+08:00"


# Categories


@pytest.mark.parametrize(("query", "first"), [
    ("暴露垃圾", "C01-01"), ("暴露", "C01-01"), ("baolu", "C01-01"), ("bao lu la ji", "C01-01"), ("bllj", "C01-01"),
    ("exposed litter", "C01-01"), ("Exposed", "C01-01"), ("C01-01", "C01-01"), ("路边有一大堆暴露垃圾没人清", "C01-01"),
])
def test_a_subcategory_is_found_by_name_sound_and_sentence(query: str, first: str) -> None:
    rows = find(built_in_catalogue(), WANG, date(2026, 11, 20), query=query)
    assert rows and rows[0].code == first


def test_nothing_fits_nothing() -> None:
    assert find(built_in_catalogue(), WANG, date(2026, 11, 20), query="zzzzqqq") == ()


def test_what_takes_a_permit_to_judge_is_offered_to_staff_only() -> None:
    everything = find(built_in_catalogue(), WANG, date(2026, 11, 20))
    zhao = Person(id="z", name="", roles=(Role.VOLUNTEER,))
    open_to_all = find(built_in_catalogue(), zhao, date(2026, 11, 20))
    assert open_to_all == find(built_in_catalogue(), None, date(2026, 11, 20))
    hidden = {row.code for row in everything} - {row.code for row in open_to_all}
    assert hidden == {found.code for found in built_in_catalogue().subcategories if not found.citizen_visible}


def test_the_whole_catalogue_is_offered_in_order(desk: RealDesk) -> None:
    rows = desk.categories()
    assert [row.code for row in rows][:10] == [f"C{n:02d}" for n in range(1, 11)]
    assert not any(row.extension for row in rows[:10]) and all(row.extension for row in rows[10:])
    assert len(desk.subcategories()) == len(built_in_catalogue().subcategories)
    assert {row.category for row in desk.subcategories("C01")} == {"C01"}


def test_a_code_of_another_catalogue_is_shown_as_it_is() -> None:
    assert names_of(built_in_catalogue(), "Q99-1") == ("Q99-1", "Q99-1")
    assert names_of(built_in_catalogue(), None) == ("", "")
    assert resource("catalogue", "catalogue-v1.json").exists()


# Rows and pages


def tell(desk: RealDesk, *changes: object) -> None:
    desk.queue.apply_page(page(*changes), desk.store.clock())


def test_a_row_is_found_by_what_it_shows(desk: RealDesk) -> None:
    desk.signed_in(session(LI))
    view = case(Stage.HANDLING)
    tell(desk, CaseChanged(case=view))
    for text in ("暴露", "exposed litter", "香港东路", "0042", "桶边"):
        assert [row.id for row in desk.cases(Lookup(text=text))] == [view.id], text
    assert desk.cases(Lookup(text="江西路")) == ()
    row, = desk.cases(Lookup())
    assert (row.subcategory_zh, row.subcategory_en, row.place) == ("暴露垃圾", "Exposed litter", "崂山区 香港东路 8 号")
    assert (row.mine, row.task, row.needs_me, row.delivery) == (False, TaskKind.HANDLE, True, Delivery.NONE)


def test_what_is_decided_elsewhere_is_not_offered_on_a_tablet(desk: RealDesk) -> None:
    chief = Person(id="p-chief", name="", roles=(Role.DISPATCHER, Role.ACCEPTOR, Role.DUTY_CHIEF, Role.LEADER))
    desk.signed_in(session(chief))
    view = case(Stage.HANDLING, pending=Pending(act=Act.EXTEND, by="", at=NOON))
    tell(desk, CaseChanged(case=view))
    assert desk.case(view.id).acts == ()


def test_the_time_to_rate_ends(desk: RealDesk, clock: TestClock) -> None:
    view = case(Stage.CLOSED, reporter=WANG.id, closed_at=NOON, deadline=deadline(NOON + 15 * 24 * HOUR, TimedStage.RATING))
    tell(desk, CaseChanged(case=view))
    assert {each.act for each in desk.case(view.id).acts} == {Act.RATE, Act.REOPEN}
    clock.go(days=16)
    assert desk.case(view.id).acts == ()
    with pytest.raises(Problem, match="too_late"):
        desk.rate(view.id, "satisfied")
    with pytest.raises(Problem, match="body_invalid"):
        desk.rate(view.id, "very satisfied")


def test_the_outbox_says_what_waits_why_and_how_far_it_is(desk: RealDesk, clock: TestClock) -> None:
    mutation = filed(desk.store, photo(1), photo(2))
    refused = filed(desk.store)
    queue = desk.queue
    row, other = desk.outbox()
    size = row.total_bytes - len(photo(1)) - len(photo(2))
    assert (row.delivery, row.record_arrived, row.files, row.files_arrived, row.sent_bytes) == (Delivery.WAITING, False, 2, 0, 0)
    assert (row.title_zh, row.title_en) == ("暴露垃圾", "Exposed litter") and len(row.reference) == 4 and size > 0
    queue.mark_travelling([mutation.id], NOON)
    assert desk.outbox()[0].delivery is Delivery.TRAVELLING and desk.status().travelling == 1
    queue.back_to_waiting([mutation.id], Problem(Code.TIMED_OUT, timeout_s=30), NOON + HOUR)
    row = desk.outbox()[0]
    assert row.problem is not None and row.problem.code is Code.TIMED_OUT
    assert (row.attempts, row.next_try_at) == (1, NOON + HOUR)
    no = Problem(Code.PART_MISSING, parts="place").to_wire()
    queue.settle([receipt(mutation), receipt(refused, Outcome.REFUSED, problem=no)], NOON)
    first, row = desk.outbox()
    assert (first.mutation_id, first.delivery) == (refused.id, Delivery.REFUSED)  # what needs a decision comes first
    assert (row.record_arrived, row.sent_bytes, row.reference) == (True, size, "3702142026112000001")
    queue.media_travelling(sha(photo(1)), NOON)
    queue.media_progress(sha(photo(1)), 1000)
    assert desk.outbox()[1].sent_bytes == size + 1000
    for data in (photo(1), photo(2)):
        queue.media_arrived(MediaReceipt(sha256=sha(data), size_bytes=len(data), offset_bytes=len(data), complete=True), clock.at)
    assert [each.mutation_id for each in desk.outbox()] == [refused.id]
    *_, last = desk.outbox(arrived=True)
    assert (last.delivery, last.sent_bytes) == (Delivery.ARRIVED, last.total_bytes)
    assert sorted(last.receipt_hashes) == sorted([sha(photo(1)), sha(photo(2))])
    clock.go(days=2)
    assert len(desk.outbox(arrived=True)) == 1
    with pytest.raises(Problem, match="act_not_now"):
        desk.set_aside(mutation.id)


def test_decisions_are_of_ones_own_acts_only(desk: RealDesk) -> None:
    mutation = filed(desk.store)
    desk.signed_in(session(LI))
    for call in (desk.retry, desk.edit_again, desk.set_aside):
        with pytest.raises(Problem, match="body_invalid"):
            call(mutation.id)


def test_a_report_that_was_refused_is_begun_again_as_a_new_one(desk: RealDesk) -> None:
    mutation = filed(desk.store, photo(1), text="写错了")
    desk.queue.settle([receipt(mutation, Outcome.REFUSED, problem=Problem(Code.PART_MISSING, parts="place").to_wire())], NOON)
    draft = desk.edit_again(mutation.id)
    assert draft.id != mutation.case_id and (draft.description, draft.subcategory) == ("写错了", "C01-01")
    assert [view.sha256 for view in draft.photos] == [sha(photo(1))]
    desk.add_photo_bytes(draft.id, photo(2))
    desk.place_by_hand(draft.id, 36.3, 120.4)
    desk.submit(draft.id)
    rows = {row.case_id: row.delivery for row in desk.outbox()}
    assert rows == {mutation.case_id: Delivery.REFUSED, draft.id: Delivery.WAITING}  # the old one stays until it is put aside
    desk.set_aside(mutation.id)
    assert [row.id for row in desk.cases(Lookup(which="ended"))] == [mutation.case_id]


def test_an_act_begun_again_takes_the_place_of_the_refused_one(desk: RealDesk) -> None:
    desk.signed_in(session(LI))
    view = case(Stage.HANDLING, version=3, handler=LI.id)
    tell(desk, CaseChanged(case=view))
    mutation = acted(desk.store, view.id, Act.RETURN, base=3)
    desk.queue.settle([receipt(mutation, Outcome.REFUSED, problem=Problem(Code.PART_MISSING, parts="reason").to_wire())], NOON)
    draft = desk.edit_again(mutation.id)
    desk.save_field(draft.id, "reason", "wrong_place")
    desk.submit(draft.id)
    entry, = desk.queue.entries()  # the hub hears one act of a case after the other: the refused one would hold it up
    assert entry.act is Act.RETURN and entry.state is Way.WAITING
    assert desk.status().attention == 0


def test_an_act_is_made_on_the_version_that_my_own_last_act_made(desk: RealDesk) -> None:
    desk.signed_in(session(LI))
    view = case(Stage.DISPATCHED, version=3)
    tell(desk, CaseChanged(case=view))
    received = desk.store.outbox.mutation(desk.act(view.id, Act.RECEIVE))
    assert received.base_version == 3
    desk.queue.settle([receipt(received, version=4)], NOON)  # and nothing has been pulled since
    draft = desk.draft_for(view.id, Act.RETURN)
    desk.save_field(draft.id, "reason", "duplicate")
    desk.submit(draft.id)
    entry, = desk.queue.entries()
    assert desk.store.outbox.mutation(entry.mutation).base_version == 4


def test_what_happened_is_told_the_latest_first(desk: RealDesk) -> None:
    view = case(Stage.FILED, reporter=WANG.id)
    tell(desk, CaseChanged(case=view))
    tell(desk, Notice(id="n1", code="report_filed", case_id=view.id, number="42", at=NOON, facts={"a": "b"}),
         Notice(id="n2", code="report_refused", case_id="elsewhere", at=NOON + HOUR, text="照片不清"),
         Published(id="p1", kind=Kind.PROBLEM, subcategory="C01-01", place_text="江西路", at=NOON + HOUR / 2,
                   department_name="环卫", before="0" * 64))
    rows = desk.activity()
    assert [row.id for row in rows] == ["n2", "p1", "n1"]
    assert (rows[0].text, rows[0].kind) == ("照片不清", None)
    assert (rows[1].code, rows[1].place, rows[1].before, rows[1].facts) == ("published", "江西路", None, {"department": "环卫"})
    assert (rows[2].subcategory_zh, rows[2].place, rows[2].read) == ("暴露垃圾", "崂山区 香港东路 8 号", False)
    assert desk.status().unread == 2
    desk.mark_read("n1")
    assert desk.status().unread == 1 and desk.activity()[2].read
    assert [row.id for row in desk.activity(limit=1)] == ["n2"]


def test_the_strip_says_what_the_store_knows(desk: RealDesk) -> None:
    assert desk.status().as_of is None
    tell(desk)
    desk.queue.note_link(Problem(Code.CAPTIVE_PORTAL, content_type="text/html"), NOON)
    desk.queue.note_clock(-90.0, 1.0, NOON)
    status = desk.status()
    assert status.as_of is not None and status.clock_offset_s == -90.0 and status.person == WANG
    assert status.link_problem is not None and status.link_problem.code is Code.CAPTIVE_PORTAL
    desk.signed_out()
    status = desk.status()
    assert (status.signed_in, status.person, status.waiting) == (False, None, 0)
    assert desk.cases(Lookup()) == desk.activity() == desk.outbox() == ()
    assert desk.home().tasks == ()


def test_settings_are_kept(desk: RealDesk) -> None:
    assert desk.setting("theme") is None
    desk.set_setting("theme", "sunlight")
    assert desk.setting("theme") == "sunlight"
    desk.set_setting("theme", None)
    assert desk.setting("theme") is None


# The picker


def test_a_folder_is_shown_from_new_to_old_with_what_is_wrong(desk: RealDesk, tmp_path: Path) -> None:
    folder = tmp_path / "卡 1"
    folder.mkdir()
    for n in range(5):
        (folder / f"{n}.jpg").write_bytes(photo(n))
        os.utime(folder / f"{n}.jpg", (1_700_000_000 + n, 1_700_000_000 + n))
    (folder / "broken.jpg").write_bytes(b"\xff\xd8 no")
    os.utime(folder / "broken.jpg", (1_600_000_000, 1_600_000_000))
    (folder / "notes.txt").write_text("no photo")
    first = desk.list_folder(folder, limit=4)
    assert [row.name for row in first] == ["4.jpg", "3.jpg", "2.jpg", "1.jpg"]
    assert all(row.thumbnail and row.problem is None and row.has_position is False for row in first)
    (folder / "new.jpg").write_bytes(photo(9))  # pages fit together until the folder is opened again
    rest = desk.list_folder(folder, offset=4, limit=4)
    assert [row.name for row in rest] == ["0.jpg", "broken.jpg"]
    assert rest[1].problem is not None and rest[1].thumbnail is None
    assert desk.list_folder(folder)[0].name == "new.jpg"
    with pytest.raises(Problem, match="file_missing"):
        desk.list_folder(tmp_path / "gone")


def test_cards_and_the_users_folders_are_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, card = tmp_path / "home", tmp_path / "EOS"
    for folder in (home / "图片", home / "Desktop", home / ".config", card / "DCIM" / "100CANON", card / "DCIM" / "101CANON"):
        folder.mkdir(parents=True)
    (home / ".config" / "user-dirs.dirs").write_text('XDG_PICTURES_DIR="$HOME/图片"\nXDG_DOWNLOAD_DIR="$HOME/gone"\n', encoding="utf-8")
    monkeypatch.setattr(picking, "mounts", lambda: [card])
    monkeypatch.setattr(Path, "home", lambda: home)
    assert picking.photo_folders() == (
        ("card", card / "DCIM" / "101CANON"), ("card", card / "DCIM" / "100CANON"), ("pictures", home / "图片"),
        ("desktop", home / "Desktop"), ("home", home),
    )
