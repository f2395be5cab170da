"""Results shown to everybody that were taken back, begun anew or lost: what a late decision and a made copy still do."""

from __future__ import annotations

import io

from PIL import ExifTags, Image

from sync.hub.case import Publication
from sync.hub.db import case_rows
from sync.protocol.feed import NoticeCode
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.media import Usage
from sync.protocol.mutations import ActBody, Outcome
from tests.sync.hub import stages
from tests.sync.hub.stages import ok
from tests.sync.hub.test_showing import CHIEF, LEADER, REPORTER, WORDS, body, photo, published, shown
from tests.sync.hub.town import NEW_PHOTO, Town, photos


def test_who_did_not_know_that_it_was_taken_back_shows_it_to_nobody(manual: Town) -> None:
    """A face was seen in it. The leader's tablet had decided before, without a network."""
    case_id = stages.bring(manual, Stage.CLOSED)
    seen = manual.case(case_id).version
    ok(manual[CHIEF].do(Act.PUBLISH, case_id, body=body(manual, case_id)))
    manual.service.tick()
    ok(manual[CHIEF].do(Act.TAKE_BACK, case_id))
    late = manual[LEADER].do(Act.PUBLISH, case_id, body=body(manual, case_id), base_version=seen)
    assert late.outcome is Outcome.CONFLICT and manual.service.tick().published == 0 and shown(manual) == []
    taken_back = manual.case(case_id).version
    ok(manual[LEADER].do(Act.PUBLISH, case_id, body=ActBody(text="换一种说法"), base_version=taken_back))
    manual.service.tick()
    assert [result.text for result in shown(manual)] == ["换一种说法"]


def test_one_person_takes_back_and_shows_anew_without_a_network(manual: Town) -> None:
    case_id = published(manual)
    seen = manual.case(case_id).version
    ok(manual[CHIEF].do(Act.TAKE_BACK, case_id, base_version=seen))
    ok(manual[CHIEF].do(Act.PUBLISH, case_id, body=ActBody(text="换一种说法"), base_version=seen))
    manual.service.tick()
    assert [result.text for result in shown(manual)] == ["换一种说法"]


def test_a_decision_about_the_round_before_shows_nothing_of_the_new_one(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.CLOSED)
    seen = manual.case(case_id).version
    ok(manual[REPORTER].do(Act.REOPEN, case_id, *photos(*NEW_PHOTO), body=ActBody(text="又有了")))
    ok(manual["linyue"].do(Act.REOPEN, case_id, body=ActBody(approve=True)))
    with manual.service.database.write() as connection:
        case = case_rows.find_case(connection, case_id)
        case.stage = Stage.CLOSED
        case_rows.save_case(connection, case, None)
    late = manual[LEADER].do(Act.PUBLISH, case_id, body=ActBody(text=WORDS), base_version=seen)
    assert late.outcome is Outcome.CONFLICT and manual.case(case_id).publication is Publication.NO


def test_copies_that_were_lost_are_made_again_and_nobody_is_told_twice(manual: Town) -> None:
    case_id = published(manual)
    (result,) = shown(manual)
    since = manual.case(case_id).shown_at
    manual.service.files.path(result.after).unlink()
    manual.clock.move(hours=1)
    assert manual.service.start_new_epoch() == 1 and manual.service.tick().published == 1
    assert [again.after for again in shown(manual)] == [result.after] and manual.case(case_id).shown_at == since
    assert manual[REPORTER].notices().count(NoticeCode.RESULT_SHOWN) == 1


def test_a_photo_that_cannot_be_turned_upright_stops_no_clock(manual: Town) -> None:
    """Its EXIF says the width in words, which raises what no reader of pictures says that it raises. The words go out all the same."""
    case_id, out, exif = stages.bring(manual, Stage.CLOSED), io.BytesIO(), Image.Exif()
    exif[ExifTags.Base.Orientation], exif[ExifTags.Base.Make] = 6, "maker"
    Image.new("RGB", (24, 16)).save(out, "JPEG", exif=exif)
    damaged = out.getvalue().replace(b"\x01\x0f\x00\x02", b"\x01\x00\x00\x02")
    assert damaged != out.getvalue()
    manual.service.files.path(photo(manual, case_id, Usage.HANDLE_AFTER)).write_bytes(damaged)
    ok(manual[CHIEF].do(Act.PUBLISH, case_id, body=body(manual, case_id)))
    assert manual.service.tick().published == 1
    (result,) = shown(manual)
    assert result.text == WORDS and result.before is not None and result.after is None
