"""What `Hub.push` promises: one receipt each, in order, applied at most once, ever."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from sync.protocol.ids import new_id
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.marks import Mark
from sync.protocol.media import MediaKind, Shot, Usage
from sync.protocol.mutations import MAX_BATCH, ActBody, Mutation, Outcome, RatingLevel
from sync.protocol.position import Position, PositionSource
from sync.protocol.problems import Code
from sync.protocol.report import Kind, Report
from tests.sync.contract.conftest import Place
from tests.sync.hub.town import HERE, LITTER, REPORT_PHOTOS, Device, fix, jpeg, photos, rated, ref_of


def a_report(device: Device, **more: object) -> Mutation:
    case_id = new_id()
    files = photos(*REPORT_PHOTOS)
    facts = {"position": HERE, "subcategory": LITTER, "kind": Kind.PROBLEM} | more
    report = Report(id=case_id, created_at=device.town.clock(), **facts)
    return device.mutation(
        Act.SUBMIT, case_id, body=ActBody(report=report), media=tuple(ref for _, ref in files)
    )


def test_a_report_gets_a_number_and_says_which_bytes_are_missing(place: Place) -> None:
    wang = place["wangfang"]
    mutation = a_report(wang)
    receipt = wang.send(mutation)[0]
    assert receipt.outcome is Outcome.APPLIED
    assert receipt.mutation == mutation.id and receipt.case_id == mutation.case_id
    assert receipt.case_number is not None and len(receipt.case_number) == 20
    assert receipt.media_missing == tuple(ref.sha256 for ref in mutation.media)
    assert receipt.received_at == place.clock()


def test_a_repeat_is_answered_with_the_first_receipt(place: Place) -> None:
    wang = place["wangfang"]
    mutation = a_report(wang)
    first = wang.send(mutation)[0]
    place.clock.move(hours=5)
    again = wang.send(mutation, mutation)
    assert [receipt.outcome for receipt in again] == [Outcome.DUPLICATE] * 2
    assert all(msgspec.structs.replace(r, outcome=Outcome.APPLIED) == first for r in again)
    assert len(place.dossier(mutation.case_id).steps) == 1


def test_the_same_id_with_other_content_is_refused_and_changes_nothing(place: Place) -> None:
    wang = place["wangfang"]
    mutation = a_report(wang)
    wang.send(mutation)
    other = msgspec.structs.replace(mutation, made_at=place.clock.move(minutes=1))
    receipt = wang.send(other)[0]
    assert receipt.outcome is Outcome.REFUSED and receipt.problem is not None
    assert receipt.problem.code == Code.ID_REUSED.value
    assert wang.send(mutation)[0].outcome is Outcome.DUPLICATE


def test_many_repeats_at_once_make_one_case(place: Place) -> None:
    devices = [place.sign_in("wangfang") for _ in range(8)]
    mutation = a_report(devices[0])
    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(lambda device: device.send(mutation)[0], devices * 3))
    outcomes = [receipt.outcome for receipt in receipts]
    assert outcomes.count(Outcome.APPLIED) == 1 and outcomes.count(Outcome.DUPLICATE) == 23
    assert len({receipt.case_number for receipt in receipts}) == 1


def test_a_refused_one_does_not_stop_the_next_and_order_is_kept(place: Place) -> None:
    wang = place["wangfang"]
    good, unplaced, last = a_report(wang), a_report(wang, position=None), a_report(wang)
    receipts = wang.send(good, unplaced, last)
    assert [r.mutation for r in receipts] == [good.id, unplaced.id, last.id]
    assert [r.outcome for r in receipts] == [Outcome.APPLIED, Outcome.REFUSED, Outcome.APPLIED]
    assert receipts[1].problem is not None and receipts[1].problem.code == Code.PART_MISSING.value
    assert receipts[1].problem.facts == {"parts": "place"}
    assert wang.send(unplaced)[0].outcome is Outcome.REFUSED
    assert int(receipts[2].case_number[14:19]) == int(receipts[0].case_number[14:19]) + 1


def test_one_batch_may_build_on_itself(place: Place) -> None:
    zhou = place["zhouning"]
    report = a_report(zhou)
    withdraw = zhou.mutation(Act.WITHDRAW, report.case_id)
    assert [r.outcome for r in zhou.send(report, withdraw)] == [Outcome.APPLIED] * 2
    assert place.case(report.case_id).stage is Stage.WITHDRAWN


def test_an_unsigned_act_of_somebody_else_waits_for_the_centre_and_occupies_no_id(place: Place) -> None:
    wang, li = place["wangfang"], place["liqiang"]
    mutation = a_report(wang)
    refused = li.send(mutation)[0]
    assert (refused.outcome, refused.problem.code) == (Outcome.REFUSED, Code.QUARANTINED.value)
    assert refused.problem.facts == {"reason": "unsigned"} and place.find(mutation.case_id) is None
    other_device = msgspec.structs.replace(mutation, device="another-device")
    assert wang.send(other_device)[0].problem.code == Code.QUARANTINED.value
    assert wang.send(mutation)[0].outcome is Outcome.APPLIED


def test_a_stale_act_that_still_fits_is_applied(place: Place) -> None:
    case_id = place["wangfang"].report()
    liu = place["liuyang"]
    stale = liu.mutation(Act.RECEIVE, case_id, base_version=1)
    done = fix_after(liu, stale, case_id)
    assert [receipt.outcome for receipt in done] == [Outcome.APPLIED, Outcome.APPLIED]


def fix_after(liu: Device, receive: Mutation, case_id: str):
    """Received and handled while offline: both were made on the same old version."""
    ref = ref_of(jpeg(), Usage.HANDLE_AFTER, Shot.NEAR)
    body = ActBody(result="fixed", text="清理完毕")
    feedback = liu.mutation(Act.FEEDBACK, case_id, base_version=1, media=(ref,), body=body)
    return liu.send(receive, feedback)


def test_a_case_that_moved_on_keeps_the_act_as_a_late_note(place: Place) -> None:
    case_id = place["wangfang"].report()
    liu, huang = place["liuyang"], place["huangmin"]
    before = place.case(case_id).version
    assert huang.do(Act.RECEIVE, case_id).outcome is Outcome.APPLIED
    fix(place, case_id, "huangmin")
    files = photos((Usage.HANDLE_AFTER, Shot.NEAR))
    body = ActBody(result="fixed", text="我也处理了")
    late = liu.mutation(
        Act.FEEDBACK, case_id, base_version=before, body=body, media=tuple(ref for _, ref in files)
    )
    receipt = liu.send(late)[0]
    assert receipt.outcome is Outcome.CONFLICT
    assert receipt.problem.code == Code.VERSION_CONFLICT.value
    assert receipt.problem.facts["base_version"] == before and receipt.problem.facts["stage"] == "checking"
    assert receipt.media_missing == (files[0][1].sha256,)
    for data, ref in files:
        liu.upload(data, ref.mime)
    assert liu.send(late)[0].outcome is Outcome.CONFLICT
    view = huang.sees(case_id)
    note = view.timeline[-1]
    assert (note.late, note.text, note.media) == (True, "我也处理了", (files[0][1].sha256,))
    assert view.stage is Stage.CHECKING and view.result_text == "已清理"
    assert b"".join(huang.hub.download(files[0][1].sha256)) == files[0][0]


def test_an_act_on_a_case_now_out_of_sight_is_kept_too(place: Place) -> None:
    """The case was handed back and went elsewhere while the handler was offline: their work must not vanish."""
    case_id = place["wangfang"].report()
    liu, gao = place["liuyang"], place["gaofeng"]
    liu.do(Act.RECEIVE, case_id)
    made_on = place.case(case_id).version
    gao.do(Act.RETURN, case_id, body=ActBody(reason="wrong_place"))
    gao.do(Act.DISPATCH, case_id, body=ActBody(department="sz"))
    receipt = fix(place, case_id, "liuyang", base_version=made_on)
    assert receipt.outcome is Outcome.CONFLICT
    assert place.dossier(case_id).steps[-1].late
    assert place["sunlei"].sees(case_id).timeline[-1].text == "已清理"
    assert liu.sees(case_id) is None


def test_an_act_that_was_never_possible_is_refused(place: Place) -> None:
    case_id = place["wangfang"].report()
    receipt = place["liuyang"].do(Act.FEEDBACK, case_id, body=ActBody(result="fixed", text="好了"))
    assert receipt.outcome is Outcome.REFUSED
    assert receipt.problem.code == Code.ACT_NOT_NOW.value and receipt.problem.facts["stage"] == "dispatched"
    assert len(place.dossier(case_id).steps) == 3


def test_only_the_reporter_leaves_a_note_as_the_reporter(place: Place) -> None:
    """A collector of the grid has the case in sight and may withdraw reports, but their own ones only."""
    case_id = place["zhouning"].report()
    colleague = place["wangfang"]
    assert colleague.sees(case_id) is not None
    before = len(place.dossier(case_id).steps)
    for act, body in (
        (Act.WITHDRAW, ActBody(text="随便写")), (Act.RATE, rated(RatingLevel.NOT_SATISFIED)),
        (Act.REOPEN, ActBody(text="随便写")),
    ):
        receipt = colleague.do(act, case_id, body=body, base_version=0)
        assert (receipt.outcome, receipt.problem.code) == (Outcome.REFUSED, Code.NOT_YOURS.value)
    assert len(place.dossier(case_id).steps) == before


def test_a_stranger_learns_nothing_about_a_case(place: Place) -> None:
    case_id = place["wangfang"].report()
    zhou = place["zhouning"]
    unknown = zhou.do(Act.RATE, new_id(), body=rated(RatingLevel.SATISFIED))
    stranger = zhou.do(Act.RATE, case_id, body=rated(RatingLevel.SATISFIED))
    assert unknown.problem == stranger.problem and stranger.problem.code == Code.CASE_UNKNOWN.value
    assert (stranger.case_number, stranger.version) == (None, 0)


def test_a_batch_that_is_too_long_is_told_as_such(place: Place) -> None:
    wang = place["wangfang"]
    many = [wang.mutation(Act.WITHDRAW, new_id()) for _ in range(MAX_BATCH + 1)]
    try:
        wang.send(*many)
    except Exception as problem:
        assert problem.code is Code.BODY_INVALID
    else:
        raise AssertionError("a batch beyond the bound was taken")
    assert len(wang.send(*many[:201])) == 201


def test_values_out_of_bounds_are_refused_by_name(place: Place) -> None:
    wang = place["wangfang"]
    zero = Position(latitude=0, longitude=0, source=PositionSource.EXIF)
    cases = {
        "report.position": a_report(wang, position=zero),
        "report.description": a_report(wang, description="字" * 501),
        "report.grid": a_report(wang, grid="37020200100100x"),
        "media": msgspec.structs.replace(
            a_report(wang), media=tuple(ref for _, ref in photos(*[(Usage.REPORT, Shot.FAR)] * 11))
        ),
        "media.size_bytes": msgspec.structs.replace(a_report(wang), media=(
            msgspec.structs.replace(photos((Usage.REPORT, Shot.FAR))[0][1], size_bytes=10**10),
        )),
        "media.mime": msgspec.structs.replace(a_report(wang), media=(
            msgspec.structs.replace(photos((Usage.REPORT, Shot.FAR))[0][1], kind=MediaKind.AUDIO),
        )),
        "case_id": msgspec.structs.replace(a_report(wang), case_id="not-an-id"),
        "report.id": msgspec.structs.replace(a_report(wang), case_id=new_id()),
        "size": wang.mutation(Act.WITHDRAW, new_id(), body=ActBody(text="x" * 300_000)),
        "made_at": msgspec.structs.replace(a_report(wang), made_at=place.clock().replace(tzinfo=None)),
        "report.created_at": a_report(wang, observed_at=datetime(1, 1, 1, tzinfo=UTC)),
        "media.captured_at": msgspec.structs.replace(a_report(wang), media=(
            msgspec.structs.replace(photos((Usage.REPORT, Shot.FAR))[0][1], captured_at=datetime(9999, 12, 31, tzinfo=UTC)),
        )),
        "media.marks": msgspec.structs.replace(a_report(wang), media=(
            msgspec.structs.replace(
                photos((Usage.REPORT, Shot.FAR))[0][1], marks=(Mark(kind="blur", points=((0.1, 0.1), (0.1, 0.9))),)),
        )),
        "media.position": msgspec.structs.replace(a_report(wang), media=(
            msgspec.structs.replace(
                photos((Usage.REPORT, Shot.FAR))[0][1],
                position=msgspec.structs.replace(HERE, fixed_at=datetime(9999, 12, 31, tzinfo=UTC)),
            ),
        )),
    }
    for field, mutation in cases.items():
        receipt = wang.send(mutation)[0]
        assert receipt.outcome is Outcome.REFUSED, field
        assert (receipt.problem.code, receipt.problem.facts["field"]) == (Code.BODY_INVALID.value, field)


@pytest.mark.parametrize("ahead, offset_s", [
    (timedelta(days=400), -400 * 86_400.0), (timedelta(days=-20_000), None), (timedelta(days=36_500), None),
    (timedelta(0), 1e300), (timedelta(0), -1e15), (timedelta(0), 7.0e9),
])
def test_a_report_is_taken_however_wrong_the_clock_of_its_device(
    place: Place, ahead: timedelta, offset_s: float | None
) -> None:
    wang = place["wangfang"]
    mutation = msgspec.structs.replace(a_report(wang), made_at=place.clock() + ahead, clock_offset_s=offset_s)
    receipt = wang.send(mutation)[0]
    assert receipt.outcome is Outcome.APPLIED, receipt.problem
    view = wang.sees(mutation.case_id)
    assert view is not None and view.stage is Stage.SUBMITTED
