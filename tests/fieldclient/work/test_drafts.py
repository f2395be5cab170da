"""Writing: every change is durable when the call returns, and nothing a person typed is lost."""

from __future__ import annotations

import errno
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fieldclient.store.disk import Disk
from fieldclient.work import RealDesk, open_desk
from fieldclient.work.views import DraftView, Lookup
from sync.protocol.feed import CaseChanged
from sync.protocol.lifecycle import Act, Part, Stage
from sync.protocol.media import Origin, Shot, TimeSource, Usage
from sync.protocol.position import Position, PositionSource
from sync.protocol.problems import Code, Problem
from sync.protocol.report import Kind
from tests.fieldclient.capture.making import gps, jpeg, text, tiff_block
from tests.fieldclient.store.making import LI, NOON, WANG, TestClock, case, keep, page, photo, session, sha

HERE = (36.0700, 120.3760)


def reopened(desk: RealDesk, clock: TestClock) -> RealDesk:
    desk.close()
    return open_desk(desk.store.folder, clock=clock)


def fix(at: datetime, accuracy_m: float = 5.0, latitude: float = 36.1) -> Position:
    return Position(latitude=latitude, longitude=120.4, source=PositionSource.GNSS, accuracy_m=accuracy_m, fixed_at=at)


# Fields


@pytest.mark.parametrize(("name", "value", "kept"), [
    ("kind", "praise", Kind.PRAISE),
    ("subcategory", "C01-01", "C01-01"),
    ("subcategory", "", None),
    ("description", "  两个  空格 ", "  两个  空格 "),
    ("description", "半个字\ud83d", "半个字?"),
    ("description", None, ""),
    ("place_text", "香港中路 8 号", "香港中路 8 号"),
    ("observed_at", "2026-11-20T10:00:00+08:00", datetime(2026, 11, 20, 2, 0, tzinfo=UTC)),
    ("reason", "wrong_place", "wrong_place"),
    ("result", "partly", "partly"),
    ("result", "", None),
    ("quantity", 2.5, 2.5),
    ("quantity", "3", 3.0),
    ("quantity", "", None),
    ("unit", "vehicles", "vehicles"),
    ("choice", "whatever", "whatever"),
    ("until", "2026-12-01T00:00:00+08:00", datetime(2026, 11, 30, 16, 0, tzinfo=UTC)),
])
def test_a_field_is_kept_over_a_power_cut(desk: RealDesk, clock: TestClock, name: str, value: object, kept: object) -> None:
    draft = desk.new_draft()
    assert getattr(desk.save_field(draft.id, name, value), name) == kept  # type: ignore[arg-type]
    again = reopened(desk, clock)
    assert getattr(again.draft(draft.id), name) == kept
    again.close()


@pytest.mark.parametrize(("name", "value"), [
    ("kind", "complaint"), ("kind", None), ("result", "done"), ("unit", "miles"), ("quantity", "many"), ("quantity", -1),
    ("quantity", float("nan")), ("observed_at", "yesterday"), ("observed_at", "2026-11-20T10:00:00"), ("person", "p-li"),
    ("id", "x"), ("state", "sealed"),
])
def test_a_field_that_cannot_be_is_refused_and_nothing_changes(desk: RealDesk, name: str, value: object) -> None:
    draft = desk.new_draft()
    with pytest.raises(Problem) as told:
        desk.save_field(draft.id, name, value)  # type: ignore[arg-type]
    assert (told.value.code, told.value.facts) == (Code.BODY_INVALID, {"field": name})
    assert desk.draft(draft.id) == draft


def test_an_empty_draft_is_given_again_and_a_begun_one_is_not(desk: RealDesk) -> None:
    first = desk.new_draft()
    assert desk.new_draft(Kind.SUGGESTION).id == first.id
    assert desk.draft(first.id).kind is Kind.SUGGESTION
    desk.save_field(first.id, "description", "长椅坏了")
    assert desk.new_draft().id != first.id
    assert len(desk.drafts()) == desk.status().drafts == 2


def test_a_discarded_draft_can_be_taken_back_for_twelve_hours(desk: RealDesk, clock: TestClock) -> None:
    draft = desk.new_draft()
    desk.add_photo_bytes(draft.id, photo())
    desk.discard_draft(draft.id)
    assert desk.drafts() == ()
    with pytest.raises(Problem):
        desk.save_field(draft.id, "description", "x")
    clock.go(hours=11)
    assert [view.sha256 for view in desk.undo_discard(draft.id).photos] == [sha(photo())]
    desk.discard_draft(draft.id)
    clock.go(hours=12, minutes=1)
    with pytest.raises(Problem) as told:
        desk.undo_discard(draft.id)
    assert told.value.code is Code.TOO_LATE
    assert (desk.store.media.get(sha(photo())) or pytest.fail()).path.exists()


def test_somebody_elses_draft_is_no_draft(desk: RealDesk) -> None:
    draft = desk.new_draft()
    desk.signed_in(session(LI))
    for call in (
        lambda: desk.draft(draft.id), lambda: desk.save_field(draft.id, "description", "x"), lambda: desk.submit(draft.id),
        lambda: desk.add_photo_bytes(draft.id, photo()), lambda: desk.discard_draft(draft.id),
        lambda: desk.remove_photo(draft.id, "0" * 64), lambda: desk.place_by_hand(draft.id, 1, 1),
    ):
        with pytest.raises(Problem, match="body_invalid"):
            call()
    desk.signed_in(session(WANG))
    assert desk.draft(draft.id) == draft


# Photos


def test_photos_fill_far_near_and_detail_in_the_order_given(desk: RealDesk, tmp_path: Path) -> None:
    paths = []
    for n in range(5):
        paths.append(tmp_path / f"{n}.jpg")
        paths[-1].write_bytes(photo(n))
    draft = desk.new_draft()
    draft = desk.add_photos(draft.id, paths[:1])
    draft = desk.add_photos(draft.id, [paths[1]], shot=Shot.DETAIL)
    draft = desk.add_photos(draft.id, paths[2:])
    shots = [Shot.FAR, Shot.DETAIL, Shot.NEAR, Shot.OTHER, Shot.OTHER]
    assert [(view.sha256, view.shot) for view in draft.photos] == [(sha(photo(n)), shots[n]) for n in range(5)]
    assert all(view.usage is Usage.REPORT and view.path and view.thumbnail and Path(view.thumbnail).exists() for view in draft.photos)
    draft = desk.move_photo(draft.id, sha(photo(2)), Shot.FAR)
    assert [view.shot for view in draft.photos] == [Shot.NEAR, Shot.DETAIL, Shot.FAR, Shot.OTHER, Shot.OTHER]
    assert list((desk.store.folder / "incoming").iterdir()) == []
    draft = desk.remove_photo(draft.id, sha(photo(2)))
    assert [view.sha256 for view in draft.photos] == [sha(photo(n)) for n in (0, 1, 3, 4)]
    assert desk.add_photos(draft.id, [paths[2]]).photos[-1].shot is Shot.FAR
    assert len(desk.add_photos(draft.id, paths).photos) == 5


def test_bad_files_are_notes_and_the_others_are_kept(desk: RealDesk, tmp_path: Path) -> None:
    (tmp_path / "good.jpg").write_bytes(photo())
    (tmp_path / "空.jpg").write_bytes(b"")
    (tmp_path / "text.jpg").write_text("not a photo")
    (tmp_path / "folder.jpg").mkdir()
    (tmp_path / "small.png").write_bytes(photo(2, 320, 240))
    names = ["空.jpg", "text.jpg", "good.jpg", "gone.jpg", "folder.jpg", "small.png"]
    draft = desk.add_photos(desk.new_draft().id, [tmp_path / name for name in names])
    assert [view.sha256 for view in draft.photos] == [sha(photo()), sha(photo(2, 320, 240))]
    assert [(note.code, note.facts.get("name")) for note in draft.notes] == [
        (Code.FILE_EMPTY, "空.jpg"), (Code.FILE_NOT_MEDIA, "text.jpg"), (Code.FILE_MISSING, "gone.jpg"),
        (Code.FILE_NOT_MEDIA, "folder.jpg"), (Code.FILE_TOO_SMALL, "small.png"), (Code.FILE_MISLABELLED, "small.png"),
    ]
    draft = desk.add_photos(draft.id, [])  # what could not be taken is told once
    assert {note.code for note in draft.notes} == {Code.FILE_TOO_SMALL, Code.FILE_MISLABELLED}
    assert desk.remove_photo(draft.id, sha(photo(2, 320, 240))).notes == ()


def test_no_more_than_ten_photos(desk: RealDesk, tmp_path: Path) -> None:
    paths = []
    for n in range(12):
        paths.append(tmp_path / f"{n}.jpg")
        paths[-1].write_bytes(photo(n))
    draft = desk.add_photos(desk.new_draft().id, paths)
    assert len(draft.photos) == 10
    assert [(note.code, note.facts["name"]) for note in draft.notes] == [
        (Code.LIMIT_REACHED, "10.jpg"), (Code.LIMIT_REACHED, "11.jpg")
    ]
    with pytest.raises(Problem, match="limit_reached"):
        desk.add_photo_bytes(draft.id, photo(99))


def test_a_full_disk_is_told_and_what_was_taken_stays(tmp_path: Path) -> None:
    class Filling(Disk):
        left = 10**9

        def free_bytes(self, folder: Path) -> int:
            return self.left

        def write(self, file, data: bytes) -> None:  # type: ignore[no-untyped-def]
            self.left -= len(data)
            if self.left < 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            super().write(file, data)

    disk = Filling()
    desk = open_desk(tmp_path / "data", clock=TestClock(), disk=disk, reserve_bytes=0)
    desk.signed_in(session(WANG))
    paths = []
    for n in range(3):
        paths.append(tmp_path / f"{n}.jpg")
        paths[-1].write_bytes(photo(n))
    draft = desk.new_draft()
    desk.check_room(1)
    disk.left = len(photo(0)) + 100
    with pytest.raises(Problem) as told:
        desk.add_photos(draft.id, paths)
    assert told.value.code is Code.DISK_FULL
    assert [view.sha256 for view in desk.draft(draft.id).photos] == [sha(photo(0))]
    with pytest.raises(Problem, match="disk_full"):
        desk.check_room(1)
    desk.save_field(draft.id, "description", "照片放不下了")
    desk.close()


def test_where_and_when_are_the_photos_until_a_hand_says_otherwise(desk: RealDesk, clock: TestClock, tmp_path: Path) -> None:
    exif = {0x9003: text("2026:11:20 11:30:00"), 0x9011: text("+08:00")}
    old = jpeg(block=tiff_block(exif={0x9003: text("2026:11:20 11:20:00"), 0x9011: text("+08:00")}))
    placed = jpeg(block=tiff_block(exif=exif, place=gps(36.0701, 120.3761)))
    (tmp_path / "a.jpg").write_bytes(placed)
    (tmp_path / "b.jpg").write_bytes(old)
    draft = desk.add_photos(desk.new_draft().id, [tmp_path / "a.jpg", tmp_path / "b.jpg"])
    assert draft.position is not None and draft.position.source is PositionSource.EXIF
    assert (draft.observed_at, draft.time_source) == (datetime(2026, 11, 20, 3, 20, tzinfo=UTC), TimeSource.EXIF_OFFSET)
    draft = desk.note_fix(draft.id, fix(clock.at))  # half an hour after the photo: that is a fix of somewhere else
    assert draft.position is not None and draft.position.source is PositionSource.EXIF
    draft = desk.place_by_hand(draft.id, 36.5, 120.5)
    assert draft.position is not None and (draft.position.source, draft.position.latitude) == (PositionSource.HAND, 36.5)
    desk.note_fix(draft.id, fix(clock.at, 1.0))
    desk.add_photos(draft.id, [tmp_path / "a.jpg"])
    again = reopened(desk, clock)
    draft = again.draft(draft.id)
    assert draft.position is not None and draft.position.source is PositionSource.HAND
    draft = again.save_field(draft.id, "observed_at", "2026-11-20T09:00:00+08:00")
    assert (draft.observed_at, draft.time_source) == (datetime(2026, 11, 20, 1, 0, tzinfo=UTC), TimeSource.HAND)
    draft = again.save_field(draft.id, "observed_at", None)
    assert draft.time_source is TimeSource.EXIF_OFFSET
    again.close()


@pytest.mark.parametrize("pair", [(0.0, 0.0), (91.0, 0.0), (0.0, 181.0), (float("nan"), 1.0)])
def test_a_place_that_is_none_is_refused(desk: RealDesk, pair: tuple[float, float]) -> None:
    draft = desk.new_draft()
    with pytest.raises(Problem, match="position_out_of_range"):
        desk.place_by_hand(draft.id, *pair)


def test_a_photo_of_our_own_camera_has_this_devices_time_and_place(desk: RealDesk, clock: TestClock) -> None:
    draft = desk.new_draft()
    here = fix(clock.at)
    draft = desk.add_photo_bytes(draft.id, photo(), position=here)
    view, = draft.photos
    assert (view.time_source, view.position) == (TimeSource.DEVICE, here)
    assert draft.position == here and draft.time_source is TimeSource.DEVICE
    ref = (desk.store.media.get(view.sha256) or pytest.fail()).ref
    assert ref.origin is Origin.CAMERA
    clock.go(minutes=30)  # finished at home: the fix made there is not where it was
    assert desk.note_fix(draft.id, fix(clock.at, 3.0, latitude=35.0)).position == here


def test_of_two_fixes_the_one_beside_the_photo_is_kept(desk: RealDesk, clock: TestClock) -> None:
    draft = desk.new_draft()
    early = fix(clock.at, 20.0)
    assert desk.note_fix(draft.id, early).position == early
    better = fix(clock.at + timedelta(seconds=5), 8.0)
    desk.note_fix(draft.id, better)
    desk.add_photo_bytes(draft.id, photo())
    assert desk.draft(draft.id).position == better
    desk.note_fix(draft.id, fix(clock.at + timedelta(seconds=30), 50.0))
    assert desk.draft(draft.id).position == better
    best = fix(clock.at + timedelta(seconds=40), 3.0)
    assert desk.note_fix(draft.id, best).position == best
    clock.go(hours=1)
    assert desk.note_fix(draft.id, fix(clock.at, 1.0, latitude=35.0)).position == best


# Sending


def complete(desk: RealDesk, **more: object) -> DraftView:
    draft = desk.new_draft()
    desk.add_photo_bytes(draft.id, photo(1))
    desk.add_photo_bytes(draft.id, photo(2))
    desk.place_by_hand(draft.id, *HERE)
    desk.save_field(draft.id, "subcategory", "C01-01")
    for name, value in more.items():
        desk.save_field(draft.id, name, value)  # type: ignore[arg-type]
    return desk.draft(draft.id)


def test_what_is_missing_is_said_and_the_draft_stays(desk: RealDesk) -> None:
    draft = desk.new_draft()
    assert draft.missing == (Part.SUBCATEGORY, Part.PLACE, Part.FAR_PHOTO, Part.NEAR_PHOTO)
    with pytest.raises(Problem) as told:
        desk.submit(draft.id)
    assert told.value.facts == {"parts": "subcategory,place,far_photo,near_photo"}
    assert desk.draft(draft.id) == draft


@pytest.mark.parametrize(("name", "text", "field"), [
    ("description", "字" * 501, "description"), ("place_text", "路" * 201, "place_text"),
])
def test_what_is_too_long_is_told_while_it_can_be_mended(desk: RealDesk, name: str, text: str, field: str) -> None:
    draft = complete(desk, **{name: text})
    with pytest.raises(Problem) as told:
        desk.submit(draft.id)
    assert (told.value.code, told.value.facts["field"]) == (Code.BODY_INVALID, field)
    assert getattr(desk.draft(draft.id), name) == text


def test_nobody_signed_in_writes_and_whoever_signs_in_sends(tmp_path: Path) -> None:
    desk = open_desk(tmp_path, clock=TestClock())
    draft = complete(desk)
    assert desk.status().signed_in is False and desk.status().drafts == 1
    with pytest.raises(Problem, match="sign_in_needed"):
        desk.submit(draft.id)
    assert desk.home().drafts[0].id == draft.id
    desk.signed_in(session(WANG))
    assert desk.submit(draft.id) == draft.id
    desk.close()


def test_two_taps_make_one_report(desk: RealDesk) -> None:
    draft = complete(desk)
    assert desk.submit(draft.id) == desk.submit(draft.id)
    assert len(desk.cases(Lookup())) == desk.status().waiting == 1
    with pytest.raises(Problem):
        desk.save_field(draft.id, "description", "too late")
    assert [row.code for row in desk.recent_subcategories()] == ["C01-01"]
    assert desk.home().reported_today == 1


def test_a_report_says_what_the_draft_said(desk: RealDesk, clock: TestClock) -> None:
    draft = complete(desk, description=" 桶边有垃圾 ", place_text="香港中路 8 号")
    case_id = desk.submit(draft.id)
    entry, = desk.queue.entries()
    mutation = desk.store.outbox.mutation(entry.mutation)
    report = mutation.body.report
    assert report is not None and report.id == case_id == mutation.case_id
    assert (report.kind, report.subcategory, report.description) == (Kind.PROBLEM, "C01-01", "桶边有垃圾")
    assert (report.position, report.observed_at, report.place_text) == (draft.position, draft.observed_at, "香港中路 8 号")
    assert report.catalogue_version == desk.store.catalogues.current().version
    assert [(ref.shot, ref.usage, ref.origin) for ref in mutation.media] == [
        (Shot.FAR, Usage.REPORT, Origin.CAMERA), (Shot.NEAR, Usage.REPORT, Origin.CAMERA)
    ]
    assert mutation.made_at == clock.at or mutation.made_at < clock.at


def test_praise_is_one_call(desk: RealDesk, tmp_path: Path) -> None:
    case_id = desk.praise(None, "保洁员很认真")
    assert desk.case(case_id).row.kind is Kind.PRAISE
    (tmp_path / "a.jpg").write_bytes(photo())
    assert len(desk.case(desk.praise(tmp_path / "a.jpg", "")).before) == 1
    with pytest.raises(Problem, match="part_missing"):
        desk.praise(None, " ")
    (tmp_path / "b.jpg").write_bytes(b"no photo")
    with pytest.raises(Problem, match="file_not_media"):
        desk.praise(tmp_path / "b.jpg", "写好的话")
    assert "写好的话" in [draft.description for draft in desk.drafts()]
    assert desk.status().waiting == 2


def test_an_act_that_is_not_ones_own_is_refused_before_anything_is_written(desk: RealDesk) -> None:
    view = case(Stage.DISPATCHED)
    desk.queue.apply_page(page(CaseChanged(case=view)), NOON)
    for act, code in ((Act.FEEDBACK, Code.ROLE_NOT_ALLOWED), (Act.CHECK_PASS, Code.NOT_YOURS), (Act.CLOSE, Code.ROLE_NOT_ALLOWED)):
        with pytest.raises(Problem) as told:
            desk.draft_for(view.id, act)
        assert told.value.code is code
    with pytest.raises(Problem, match="role_not_allowed"):
        desk.act(view.id, Act.RECEIVE)
    with pytest.raises(Problem, match="case_unknown"):
        desk.act("nothing", Act.RECEIVE)
    assert desk.drafts() == ()


def test_handing_back_needs_a_reason(desk: RealDesk) -> None:
    desk.signed_in(session(LI))
    view = case(Stage.DISPATCHED, version=4)
    desk.queue.apply_page(page(CaseChanged(case=view)), NOON)
    draft = desk.draft_for(view.id, Act.RETURN)
    assert draft.missing == (Part.REASON,)
    desk.save_field(draft.id, "reason", "not_our_duty")
    desk.submit(draft.id)
    entry, = desk.queue.entries()
    mutation = desk.store.outbox.mutation(entry.mutation)
    assert (mutation.act, mutation.base_version, mutation.body.reason) == (Act.RETURN, 4, "not_our_duty")
    shown = desk.case(view.id)
    assert shown.row.stage is Stage.DISPATCHED and not shown.row.needs_me


def test_self_handled_has_a_before_and_an_after(desk: RealDesk) -> None:
    draft = desk.draft_for("", Act.SELF_HANDLED)
    desk.add_photo_bytes(draft.id, photo(1))
    desk.place_by_hand(draft.id, *HERE)
    draft = desk.save_field(draft.id, "subcategory", "C01-01")
    assert draft.missing == (Part.AFTER_PHOTO,)
    draft = desk.add_photo_bytes(draft.id, photo(2), usage=Usage.HANDLE_AFTER)
    assert draft.missing == ()
    shown = desk.case(desk.submit(draft.id))
    assert [view.sha256 for view in shown.before] == [sha(photo(1))]
    assert [view.sha256 for view in shown.after] == [sha(photo(2))]


def test_a_recovered_photo_is_seen_and_never_mixed_into_a_new_report(desk: RealDesk, clock: TestClock) -> None:
    (desk.store.folder / "incoming" / "lost~1.whole").write_bytes(photo())
    again = reopened(desk, clock)
    found, = again.drafts()
    assert found.recovered and [view.sha256 for view in found.photos] == [sha(photo())]
    assert again.new_draft().id != found.id
    again.close()


def test_a_photo_that_vanished_is_told_in_the_draft(desk: RealDesk) -> None:
    draft = complete(desk)
    path = Path(draft.photos[0].path or "")
    path.unlink()
    desk.sweep()
    draft = desk.draft(draft.id)
    assert [note.code for note in draft.notes] == [Code.FILE_MISSING]
    assert desk.status().quarantined == 1
    told, = desk.kept_aside()
    assert (told.place, told.name, told.reason, told.seen, told.path) == ("files", draft.photos[0].sha256, "file_missing", False, None)
    desk.kept_aside_seen()
    assert desk.status().quarantined == 0 and [each.seen for each in desk.kept_aside()] == [True]


def test_the_slow_look_runs_beside_the_work_and_ends_with_it(desk: RealDesk, clock: TestClock) -> None:
    taken = desk.store.files.take_bytes(photo(), "")
    desk.store.files.place(taken, "jpg")
    desk.store.files.release(taken)
    found = threading.Event()
    desk.sweep_later(0.01, found.set)
    assert found.wait(60)
    assert [draft.recovered for draft in desk.drafts()] == [True]
    desk.sweep_later(3600)
    again = reopened(desk, clock)  # closing does not wait for it
    again.close()


def test_a_large_file_that_is_no_photo_is_not_even_copied(desk: RealDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "film.iso").write_bytes(b"CD001" * 1000)
    monkeypatch.setattr(desk.store.files, "take_file", lambda *a, **n: pytest.fail("copied"))
    draft = desk.add_photos(desk.new_draft().id, [tmp_path / "film.iso"])
    assert [note.code for note in draft.notes] == [Code.FILE_NOT_MEDIA]


def test_a_small_picture_is_made_once_and_again_when_the_cache_is_gone(desk: RealDesk) -> None:
    import shutil

    ref = keep(desk.store, photo(1, 1600, 1200))
    made = desk.marking.picture(ref.sha256, (), 640)
    from PIL import Image

    with Image.open(made) as small:
        assert max(small.size) == 640
    before = made.stat().st_mtime_ns
    assert desk.marking.picture(ref.sha256, (), 640).stat().st_mtime_ns == before
    shutil.rmtree(desk.store.folder / "cache")
    assert desk.marking.picture(ref.sha256, (), 640).exists()
    with pytest.raises(Problem, match="file_missing"):
        desk.marking.picture("0" * 64, (), 640)
