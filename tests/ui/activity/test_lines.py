"""Notices and results in words; every code of the hub has a look of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from fieldclient.ui.activity.activity_room import _LOOKS, activity_line
from fieldclient.ui.words import Words
from fieldclient.work.views import ActivityRow
from sync.protocol.feed import NoticeCode
from sync.protocol.report import Kind

NOW = datetime(2026, 11, 20, 6, 32, tzinfo=UTC)


def row(code: str, **more) -> ActivityRow:
    return ActivityRow(**{
        "id": "n1", "code": code, "case_id": "c1", "number": "370214", "kind": Kind.PROBLEM, "subcategory_zh": "井盖破损",
        "subcategory_en": "Broken manhole cover", "place": "正阳路", "text": "", "at": NOW - timedelta(minutes=3), "before": None,
        "after": None, **more})


def test_every_notice_has_an_icon_and_a_meaning() -> None:
    assert set(_LOOKS) == set(NoticeCode)


@pytest.mark.parametrize("code", list(NoticeCode))
def test_every_notice_becomes_a_line(code: NoticeCode) -> None:
    for language in ("zh", "en"):
        line = activity_line(row(code), Words(language), NOW)
        assert line.title and line.when and line.unread and not line.published


def test_only_lateness_is_yellow_or_red() -> None:
    loud = {code for code, (_, meaning) in _LOOKS.items() if meaning in ("overdue", "overdueAgain")}
    assert loud == {NoticeCode.CASE_OVERDUE, NoticeCode.CASE_OVERDUE_AGAIN}


def test_a_notice_tells_its_facts_and_what_it_is_about() -> None:
    line = activity_line(row("report_refused", facts={"reason": "photo_unclear"}, text="请补拍近景"), Words("zh"), NOW)
    assert (line.title, line.text, line.line) == ("你的上报未予立案：照片不清楚", "请补拍近景", "井盖破损 · 正阳路 · 370214")


def test_a_published_result_is_titled_by_the_matter() -> None:
    line = activity_line(row("published", case_id=None, number=None, text="已更换井盖", facts={"department": "市政养护所"},
                             before="/tmp/a b.jpg", after="/tmp/c.jpg"), Words("zh"), NOW)
    assert (line.title, line.line, line.published, line.unread) == ("井盖破损 · 正阳路", "市政养护所", True, False)
    assert line.before == "file:///tmp/a%20b.jpg"


def test_praise_is_named_by_its_kind() -> None:
    praise = row("published", kind=Kind.PRAISE, subcategory_zh="", subcategory_en="", place="", number=None)
    line = activity_line(praise, Words("en"), NOW)
    assert line.title == "Praise"


def test_a_notice_from_a_newer_hub_is_shown_all_the_same() -> None:
    line = activity_line(row("from_the_future"), Words("zh"), NOW)
    assert (line.title, line.icon_name) == ("案件有新的消息", "bell")
