"""A case and a draft as lines of a list."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fieldclient.ui.home.lines import (
    draft_line,
    freshness,
    news_line,
    task_line,
    waiting_text,
)
from fieldclient.ui.parts.case_line import case_line, stage_meaning
from fieldclient.ui.words import Words
from fieldclient.work.views import ActivityRow, CaseRow, Delivery, DraftView, Light, Status
from sync.protocol.feed import Priority
from sync.protocol.lifecycle import Act, Part, Stage
from sync.protocol.report import Kind
from sync.protocol.tasks import TaskKind

NOW = datetime(2026, 11, 20, 6, 32, tzinfo=UTC)
CASE = CaseRow(
    id="c1", number="37021420261121000427", local_reference="草-7F3K", kind=Kind.PROBLEM, subcategory="C09-02",
    subcategory_zh="井盖破损", subcategory_en="Broken manhole cover", place="正阳路 196 号", stage=Stage.HANDLING,
    delivery=Delivery.NONE, light=Light.DUE_SOON, due_at=NOW + timedelta(minutes=20), overdue_by_s=None, priority=Priority.NORMAL,
    thumbnail=None, changed_at=NOW - timedelta(hours=2), mine=False, task=TaskKind.HANDLE, needs_me=True)
DRAFT = DraftView(
    id="d1", act=Act.SUBMIT, case_id=None, kind=Kind.PROBLEM, subcategory=None, subcategory_zh="", subcategory_en="",
    description="", position=None, place_text="", observed_at=None, time_source=None, photos=(),
    missing=(Part.SUBCATEGORY, Part.PLACE), changed_at=NOW - timedelta(minutes=1))
ZH, EN = Words("zh"), Words("en")


def test_a_case_in_words() -> None:
    line = case_line(CASE, ZH, NOW)
    assert (line.title, line.line) == ("井盖破损", "正阳路 196 号 · 37021420261121000427")
    assert (line.stage_text, line.stage_meaning, line.task_text) == ("处置中", "inHand", "处置")
    assert (line.light, line.deadline_text) == ("due_soon", "还剩 20 分")
    assert (line.delivery, line.delivery_text, line.urgent_text) == ("none", "", "")


def test_before_the_hub_answers_the_local_reference_and_the_delivery_are_shown() -> None:
    line = case_line(replace(CASE, number=None, stage=None, delivery=Delivery.ARRIVED, light=Light.NONE, due_at=None), EN, NOW)
    assert line.line.endswith("草-7F3K")
    assert (line.stage_text, line.delivery, line.delivery_text) == ("", "arrived", "Arrived")


@pytest.mark.parametrize(("delivery", "shown"), [
    (Delivery.NONE, "none"), (Delivery.ARRIVED, "none"), (Delivery.WAITING, "waiting"), (Delivery.TRAVELLING, "travelling"),
    (Delivery.REFUSED, "refused"),
])
def test_what_has_arrived_needs_no_mark_once_the_stage_is_known(delivery: Delivery, shown: str) -> None:
    assert case_line(replace(CASE, delivery=delivery), ZH, NOW).delivery == shown


def test_kinds_without_a_category_are_named_by_their_kind() -> None:
    assert case_line(replace(CASE, kind=Kind.PRAISE, subcategory=None, subcategory_zh=""), ZH, NOW).title == "点赞"
    assert case_line(replace(CASE, subcategory="unsure", subcategory_zh=""), EN, NOW).title == "Not sure of the category"
    assert case_line(replace(CASE, subcategory=None, subcategory_zh="", subcategory_en="", place=""), ZH, NOW).line.startswith("未知地点")


def test_urgent_is_said_and_only_then() -> None:
    assert case_line(replace(CASE, priority=Priority.URGENT), ZH, NOW).urgent_text == "紧急"


@pytest.mark.parametrize("stage", [*Stage, None])
def test_no_stage_is_yellow_or_red(stage: Stage | None) -> None:
    assert stage_meaning(stage) in ("neutral", "inHand", "done")


def test_a_draft_says_what_it_lacks() -> None:
    line = draft_line(DRAFT, ZH, NOW)
    assert (line.title, line.line, line.when) == ("未完成的上报", "还缺：问题类别、地点", "1 分钟前")
    ready = draft_line(replace(DRAFT, missing=(), subcategory="C09-02", subcategory_zh="井盖破损"), ZH, NOW)
    assert (ready.title, ready.line) == ("井盖破损", "可以提交")
    assert draft_line(replace(DRAFT, act=Act.FEEDBACK), EN, NOW).title == "Handling feedback"
    assert draft_line(replace(DRAFT, kind=Kind.PRAISE), EN, NOW).icon_name == "thumbs-up"


STATUS = Status(waiting=2, waiting_bytes=4_200_000, travelling=0, attention=0, drafts=0, as_of=NOW - timedelta(minutes=5),
                clock_offset_s=None, signed_in=True, person=None)


@pytest.mark.parametrize(("minutes", "said"), [(5, False), (59, False), (60, True), (60 * 30, True)])
def test_what_is_old_is_said_aloud(minutes: int, said: bool) -> None:
    fresh, stale = freshness(replace(STATUS, as_of=NOW - timedelta(minutes=minutes)), ZH, NOW)
    assert fresh.startswith("数据截至 ") and bool(stale) is said


def test_before_the_first_sync_and_without_a_person() -> None:
    assert freshness(replace(STATUS, as_of=None), EN, NOW) == ("", "Not synced yet. Your tasks appear here with the first network.")
    assert freshness(replace(STATUS, signed_in=False, as_of=None), EN, NOW) == ("", "")


def test_what_waits_is_told_with_its_size() -> None:
    assert waiting_text(STATUS, ZH) == "待发 · 4.2 MB"
    assert waiting_text(replace(STATUS, waiting=0, waiting_bytes=0), EN) == "to send"


def test_a_task_says_how_far_it_is() -> None:
    assert task_line(replace(CASE, distance_m=2300.0), ZH, NOW).line == "距你 2.3 公里 · 正阳路 196 号 · 37021420261121000427"
    assert task_line(CASE, ZH, NOW).line == "正阳路 196 号 · 37021420261121000427"


def test_a_message_to_many_is_told_by_its_title() -> None:
    row = ActivityRow(id="n", code="bulletin", case_id=None, number=None, kind=None, subcategory_zh="", subcategory_en="", place="",
                      text="请检查围挡", at=NOW, before=None, after=None, facts={"title": "大风预警", "by": "高峰"})
    line = news_line(row, ZH, NOW)
    assert (line.title, line.line, line.icon_name) == ("大风预警", "请检查围挡", "megaphone")
