"""What time alone does, and what a seed, a calendar or a broken rule changes."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from PIL import Image

from sync.hub import publish, rules
from sync.hub.case import Publication
from sync.hub.publish import public_copy
from sync.protocol.deadlines import TimedStage
from sync.protocol.feed import CaseChanged, CaseRevoked, Published
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.mutations import ActBody
from sync.protocol.report import Kind
from tests.sync.hub import stages
from tests.sync.hub.stages import ok
from tests.sync.hub.town import Town, check, fix


def level(town: Town, case_id: str, stage: TimedStage = TimedStage.HANDLE) -> int:
    return town.case(case_id).deadlines[stage].level


def closed_case(town: Town) -> str:
    case_id = town["wangfang"].report()
    ok(stages.receive(town, case_id))
    ok(fix(town, case_id))
    ok(check(town, case_id))
    return case_id


def test_yellow_then_red_are_noted_once_and_told(manual: Town) -> None:
    town = manual
    case_id = stages.bring(town, Stage.HANDLING)
    cursor = town["liuyang"].pull_all()[1]
    town.clock.move(hours=6)
    town.service.tick()
    assert level(town, case_id) == 0  # exactly at the due time it is not late
    town.clock.move(seconds=1)
    town.service.tick()
    assert level(town, case_id) == 1
    assert town["liuyang"].notices().count("case_overdue") == 1
    changes, cursor = town["liuyang"].pull_all(cursor)
    assert [c.case.deadline.level for c in changes if isinstance(c, CaseChanged)] == [1]
    for _ in range(3):
        town.service.tick()
    assert town["liuyang"].pull_all(cursor)[0] == []
    assert "case_overdue_again" not in town["guozhiyuan"].notices()
    town.clock.move(hours=24)
    town.service.tick()
    assert level(town, case_id) == 2
    assert "case_overdue_again" in town["guozhiyuan"].notices()


def test_an_extension_relieves_and_a_late_decision_forgives(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.HANDLING)
    ok(manual["liuyang"].do(Act.EXTEND, case_id, body=ActBody(text="雨")))
    manual.clock.move(hours=7)
    manual.service.tick()
    assert level(manual, case_id) == 1
    ok(manual["gaofeng"].do(Act.EXTEND, case_id, body=ActBody(approve=True)))
    assert level(manual, case_id) == 0


def test_a_report_that_nobody_looks_at_becomes_late_too(manual: Town) -> None:
    case_id = manual["zhouning"].report()
    manual.clock.move(minutes=20)
    manual.service.tick()
    assert level(manual, case_id, TimedStage.TRIAGE) == 1
    assert "case_overdue" in manual["linyue"].notices() and "case_overdue" not in manual["zhouning"].notices()


def test_ended_cases_leave_the_lists_after_thirty_days_but_not_the_reporters(town: Town) -> None:
    case_id = closed_case(town)
    cursor = town["liuyang"].pull_all()[1]
    town.clock.move(days=29)
    town.service.tick()
    assert town["liuyang"].sees(case_id) is not None
    town.clock.move(days=2)
    town.service.tick()
    assert CaseRevoked(case_id=case_id) in town["liuyang"].pull_all(cursor)[0]
    for login in ("liuyang", "zhaomin", "linyue"):
        assert town[login].sees(case_id) is None
    assert town["wangfang"].sees(case_id) is not None


def test_old_changes_are_cleared_and_old_cursors_start_anew(town: Town) -> None:
    wang = town["wangfang"]
    case_id = wang.report()
    cursor = wang.hub.pull(None).cursor
    town.clock.move(days=91)
    wang = town.sign_in("wangfang")
    wang.report(arrive=False)
    assert town.service.tick().changes_cleared > 0
    old = cursor.rsplit(".", 1)[0] + ".1"
    page = wang.hub.pull(old)
    assert page.snapshot and case_id in [c.case.id for c in page.changes if isinstance(c, CaseChanged)]


def test_other_working_hours_move_the_open_deadlines(town: Town) -> None:
    from sync.hub.seed import read_seed
    from sync.protocol.workcalendar import WorkPolicy
    from tests.sync.hub.town import SEED

    case_id = town["wangfang"].report()
    before = town.case(case_id).deadlines[TimedStage.HANDLE].due_at
    seed = msgspec.structs.replace(read_seed(SEED), working_hours=WorkPolicy(rest_weekdays=(1, 7)))  # Mondays off
    assert town.service.load_seed(seed).recomputed == 1
    assert town.case(case_id).deadlines[TimedStage.HANDLE].due_at > before + timedelta(hours=12)
    assert town.service.load_seed(seed).recomputed == 0


def test_a_defect_in_a_rule_does_not_cost_the_act(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(rules, "route", broken)
    case_id = town["wangfang"].report()
    assert town.case(case_id).stage is Stage.FILED
    assert [step.act for step in town.dossier(case_id).steps] == [Act.SUBMIT, Act.FILE]


def test_a_defect_in_one_act_does_not_hold_up_the_next(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    from sync.hub import intake

    wang = town["wangfang"]
    real = intake.place
    calls: list[int] = []

    def broken(*args: Any) -> None:
        calls.append(1)
        if len(calls) == 1:
            raise ZeroDivisionError
        real(*args)

    monkeypatch.setattr(intake, "place", broken)
    from tests.sync.contract.test_records import a_report

    first, second = a_report(wang), a_report(wang)
    receipts = wang.send(first, second)
    assert [receipt.outcome for receipt in receipts] == ["refused", "applied"]
    assert receipts[0].problem is not None and receipts[0].problem.code == "internal"
    assert wang.send(first)[0].outcome == "applied"  # a mended hub takes it


def test_the_clock_of_one_broken_case_does_not_stop_the_others(
    manual: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sync.hub import clocks

    first, second = (stages.bring(manual, Stage.HANDLING) for _ in range(2))
    manual.clock.move(hours=7)
    real = clocks.raise_levels
    monkeypatch.setattr(
        clocks, "raise_levels", lambda case, now: real(case, now) if case.id == second else 1 / 0
    )
    manual.service.tick()
    assert (level(manual, first), level(manual, second)) == (0, 1)
    monkeypatch.setattr(clocks, "raise_levels", real)
    manual.clock.move(hours=1)
    manual.service.tick()
    assert level(manual, first) == 1


# Publication


def shown(town: Town) -> list[Published]:
    return [change for change in town["zhouning"].pull_all()[0] if isinstance(change, Published)]


def test_results_are_shown_with_copies_that_say_nothing_more(town: Town) -> None:
    case_id = closed_case(town)
    assert town.case(case_id).publication is Publication.DUE
    assert town.service.tick().published == 1 and town.service.tick().published == 0
    (result,) = shown(town)
    assert (result.department_name, result.text, result.grid_name) == ("环境卫生服务中心", "已清理", "东海西路网格")
    assert "路口有垃圾" not in str(result) and "王芳" not in str(result) and "刘洋" not in str(result)
    for sha256 in (result.before, result.after):
        with Image.open(io.BytesIO(b"".join(town["zhouning"].hub.download(sha256)))) as image:
            image.load()
            assert not image.getexif() and "comment" not in image.info and "exif" not in image.info


def test_no_photos_without_release_and_nothing_without_policy(town: Town) -> None:
    town.configure(release_photos=False)
    closed_case(town)
    town.service.tick()
    (result,) = shown(town)
    assert (result.before, result.after) == (None, None)
    town.configure(publish_results=False)
    closed_case(town)
    town.service.tick()
    assert len(shown(town)) == 1


def test_where_a_plate_is_the_evidence_nothing_is_shown(town: Town) -> None:
    from sync.protocol.catalogue import PrivacyLevel

    restricted = next(
        one for one in town.service.world().catalogue.subcategories
        if one.privacy is PrivacyLevel.RESTRICTED and not one.evidence.video_may_replace
    )
    case_id = town["wangfang"].report(subcategory=restricted.code)
    handler = town.service.world().staff_of(town.case(case_id).department)[0].id
    ok(stages.receive(town, case_id, by=handler))
    ok(fix(town, case_id, handler))
    ok(check(town, case_id))
    assert town.case(case_id).publication is Publication.NO


def test_praise_is_shown_once_answered_and_a_reopened_result_is_taken_back(town: Town) -> None:
    from sync.protocol.media import Shot, Usage
    from tests.sync.hub.town import photos

    praise = town["zhouning"].report(kind=Kind.PRAISE, subcategory=None, description="扫得真干净")
    ok(stages.answer(town, praise))
    town.service.tick()
    assert [result.text for result in shown(town)] == ["扫得真干净"]
    case_id = closed_case(town)
    town.service.tick()
    cursor = town["zhouning"].pull_all()[1]
    new = photos((Usage.SUPPLEMENT, Shot.NEAR))
    ok(town["wangfang"].do(Act.REOPEN, case_id, *new, body=ActBody(text="又有了")))
    ok(town["linyue"].do(Act.REOPEN, case_id, body=ActBody(approve=True)))
    (taken_back,) = [c for c in town["zhouning"].pull_all(cursor)[0] if isinstance(c, Published)]
    assert taken_back.withdrawn and taken_back.text == ""
    assert len(shown(town)) == 1


def test_copies_stand_upright_and_what_is_no_picture_has_none() -> None:
    image = Image.new("RGB", (40, 20), (200, 10, 10))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x010E] = "somebody's name"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    copy = public_copy(out.getvalue())
    assert copy is not None and b"somebody" not in copy
    with Image.open(io.BytesIO(copy)) as upright:
        assert upright.size == (20, 40)
    assert public_copy(b"not a picture") is None and public_copy(out.getvalue()[:60]) is None
    big = Image.new("RGB", (4000, 3000))
    out = io.BytesIO()
    big.save(out, "JPEG")
    with Image.open(io.BytesIO(public_copy(out.getvalue()) or b"")) as small:
        assert max(small.size) == publish.LONG_SIDE_PX
