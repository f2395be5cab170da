"""What a tablet without a network says about a draft before it is sent: real photos, real areas, real cases."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from fieldclient.capture.flaws import Flaw
from fieldclient.capture.pixels import upright
from fieldclient.capture.verdicts import View
from fieldclient.geo.plausible import Question
from fieldclient.resources import resource
from fieldclient.work import RealDesk
from sync.protocol.position import Position, PositionSource
from sync.protocol.problems import Problem
from tests.fieldclient.store.making import LI, session
from tests.fieldclient.work.test_already import ME, draft_with, known, submitted

FAR, NEAR, DETAIL = (resource("demo", f"rubbish-{shot}.jpg") for shot in ("far", "near", "detail"))
THERE = Position(latitude=36.06615, longitude=120.38234, source=PositionSource.HAND)


def with_areas(desk: RealDesk) -> None:
    desk.advice.places.bring_in(resource("demo", "district.toml"))


def asked(desk: RealDesk, draft_id: str) -> list[Question]:
    return [each.question for each in desk.advice.draft(draft_id).doubts]


def test_a_place_names_its_grid_and_who_answers_for_it(desk: RealDesk) -> None:
    draft_id = draft_with(desk, FAR)
    assert not desk.advice.draft(draft_id).where.known  # no areas, nothing said
    with_areas(desk)
    where = desk.advice.draft(draft_id).where
    assert (where.grid, where.community, where.outside) == ("370202001001002", "370202001001", False)
    assert where.department


def test_a_place_outside_is_said_and_stays(desk: RealDesk) -> None:
    with_areas(desk)
    draft_id = draft_with(desk, FAR)
    assert asked(desk, draft_id) == []
    desk.place_by_hand(draft_id, 36.9, 120.9)
    assert Question.OUTSIDE in asked(desk, draft_id)
    position = desk.draft(draft_id).position
    assert position is not None and (position.latitude, position.longitude) == (36.9, 120.9)


def test_a_turned_pair_is_asked_about_and_a_person_turns_it(desk: RealDesk) -> None:
    with_areas(desk)
    draft_id = desk.new_draft().id
    desk.place_by_hand(draft_id, 36.066, 120.382)
    assert asked(desk, draft_id) == []
    desk.place_by_hand(draft_id, 60.382, 36.066)
    assert Question.SWAPPED not in asked(desk, draft_id)  # neither way round it is near
    desk.place_by_hand(draft_id, 36.066, 60.0)
    assert asked(desk, draft_id) == [Question.OUTSIDE]


def test_the_distance_between_pin_and_photo_is_told(desk: RealDesk) -> None:
    draft_id = draft_with(desk, FAR)
    assert desk.advice.draft(draft_id).photo_m is None  # the photo's own place
    desk.place_by_hand(draft_id, THERE.latitude + 50 / 111_195, THERE.longitude)
    near = desk.advice.draft(draft_id)
    assert near.photo_m == pytest.approx(50, abs=6) and near.doubts == ()
    desk.place_by_hand(draft_id, THERE.latitude + 400 / 111_195, THERE.longitude)
    assert Question.PIN_FAR_FROM_PHOTO in asked(desk, draft_id)


def test_a_case_nearby_is_offered_until_the_person_says_otherwise(desk: RealDesk) -> None:
    case_id = known(desk, 0, "C01-01", position=THERE)
    draft_id = draft_with(desk, FAR)
    (case,) = desk.advice.draft(draft_id).cases
    assert (case.row.id, case.row.subcategory) == (case_id, "C01-01") and case.distance_m < 20
    desk.advice.another_matter(draft_id, [case_id])
    assert desk.advice.draft(draft_id).cases == ()
    assert [each.row.id for each in desk.advice.draft(draft_with(desk, NEAR)).cases] == [case_id]  # of another draft nothing was said


def test_the_same_matter_goes_along_in_the_report(desk: RealDesk) -> None:
    case_id = known(desk, 0, "C01-01", position=THERE, number="37020226112200016")
    draft_id = draft_with(desk, FAR, NEAR)
    desk.advice.same_matter(draft_id, case_id)
    advice = desk.advice.draft(draft_id)
    assert advice.chosen is not None and (advice.chosen.row.id, advice.cases) == (case_id, ())
    assert desk.draft(draft_id).subcategory == "C01-01"  # the case's own, because none was chosen
    sent = desk.submit(draft_id)
    record = desk.store.cases.find(ME, sent)
    assert record is not None and record.own is not None and record.own.body.report is not None
    assert record.own.body.report.same_as == case_id
    assert desk.case(sent).same_as == "37020226112200016"


def test_it_can_be_taken_back_and_nobody_names_what_they_cannot_see(desk: RealDesk) -> None:
    case_id, draft_id = known(desk, 0, "C01-01", position=THERE), draft_with(desk, FAR)
    desk.advice.same_matter(draft_id, case_id)
    desk.advice.same_matter(draft_id, None)
    assert desk.draft(draft_id).same_as is None
    desk.signed_in(session(LI))
    for job in (desk.advice.draft, desk.advice.photos, desk.advice.remarks):
        with pytest.raises(Problem):
            job(draft_id)
    with pytest.raises(Problem):
        desk.advice.same_matter(draft_with(desk, NEAR), case_id)


def test_a_reused_photo_is_told_with_its_case(desk: RealDesk) -> None:
    case_id = submitted(desk, FAR, NEAR)
    draft_id = draft_with(desk, FAR)
    (reused,) = desk.advice.photos(draft_id).reused
    assert reused.row is not None and (reused.row.id, reused.row.mine) == (case_id, True)
    desk.advice.another_matter(draft_id, [reused.photo.found.sha256])
    assert desk.advice.photos(draft_id).reused == ()


def spoilt(folder: Path, name: str, **how: Any) -> Path:
    picture = upright(DETAIL, 1600).point(lambda light: light // 12) if how.get("dark") else upright(DETAIL, 1600).resize((400, 300))
    picture.save(folder / name, "JPEG")
    return folder / name


def test_photos_are_judged_one_by_one(desk: RealDesk, tmp_path: Path) -> None:
    draft_id = draft_with(desk, FAR, spoilt(tmp_path, "dark.jpg", dark=True), spoilt(tmp_path, "small.jpg"))
    by_shot = {photo.shot.value: photo.sha256 for photo in desk.draft(draft_id).photos}
    told = {sha256: [each.flaw for each in remarks] for sha256, remarks in desk.advice.remarks(draft_id).items()}
    assert by_shot["far"] not in told
    assert told[by_shot["near"]] == [Flaw.DARK] and Flaw.TOO_SMALL in told[by_shot["detail"]]


def test_a_photo_needs_no_place_where_the_report_has_one(desk: RealDesk, tmp_path: Path) -> None:
    draft_id = draft_with(desk, spoilt(tmp_path, "dark.jpg", dark=True))
    (sha256,) = (photo.sha256 for photo in desk.draft(draft_id).photos)
    assert [each.flaw for each in desk.advice.remarks(draft_id)[sha256]] == [Flaw.DARK, Flaw.NO_POSITION]
    desk.place_by_hand(draft_id, THERE.latitude, THERE.longitude)
    assert [each.flaw for each in desk.advice.remarks(draft_id)[sha256]] == [Flaw.DARK]


def test_an_after_photo_is_laid_over_whichever_photo_of_before_fits(desk: RealDesk) -> None:
    case_id = submitted(desk, FAR, NEAR)
    before = [photo.sha256 for photo in desk.case(case_id).before]
    ids = {}
    for name in ("rubbish-after", "manhole-far"):
        draft_id = draft_with(desk, resource("demo", f"{name}.jpg"))
        ids[name] = desk.draft(draft_id).photos[0].sha256
    match = desk.advice.match(before, ids["rubbish-after"])
    assert match is not None and match.found.view is View.MATCH
    assert desk.store.media.get(match.before).ref.sha256 == next(  # type: ignore[union-attr]
        photo.sha256 for photo in desk.case(case_id).before if photo.shot.value == "far")
    other = desk.advice.match(before, ids["manhole-far"])
    assert other is not None and other.found.view is not View.MATCH
    assert desk.advice.match(before, "0" * 64) is None


def test_advice_comes_on_its_own_thread_for_the_latest_question(desk: RealDesk) -> None:
    draft_id, started, answers = draft_with(desk, FAR), threading.Event(), []
    told = threading.Event()

    def slow(advice: Any) -> str:
        started.wait(60)
        return threading.current_thread().name

    desk.advice.later("first", slow, answers.append)
    for _ in range(3):
        desk.advice.later("draft", lambda advice: advice.draft(draft_id), answers.append)
    desk.advice.later("bad", lambda advice: advice.draft("nobody's"), answers.append)
    desk.advice.later("last", lambda advice: 0, lambda _: told.set())
    started.set()
    assert told.wait(60)
    assert answers[0] == "advice" and [each.draft_id for each in answers[1:]] == [draft_id]
