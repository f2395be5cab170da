"""Notices and results in words; every code of the hub has a look of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from fieldclient.ui.activity.activity_room import _LOOKS, activity_line
from fieldclient.ui.activity.issues import in_issues
from fieldclient.ui.activity.points_board import (
    entry_line,
    season_text,
    standing_text,
)
from fieldclient.ui.words import Words
from fieldclient.work.among import Points, PointsLine
from fieldclient.work.views import ActivityRow
from sync.protocol.activity import Choice, PointsRule, Standing
from sync.protocol.feed import NoticeCode
from sync.protocol.report import Kind

NOW = datetime(2026, 11, 20, 6, 32, tzinfo=UTC)


def row(code: str, **more) -> ActivityRow:
    return ActivityRow(**{
        "id": "n1", "code": code, "case_id": "c1", "number": "370214", "kind": Kind.PROBLEM, "subcategory_zh": "井盖破损",
        "subcategory_en": "Broken manhole cover", "place": "正阳路", "text": "", "at": NOW - timedelta(minutes=3), "before": None,
        "after": None, **more})


def test_results_come_in_issues_of_a_month_newest_first() -> None:
    months = [datetime(2026, month, day, 4, tzinfo=UTC) for month, day in ((11, 20), (11, 2), (9, 15))]
    lines = [activity_line(row("published", id=f"r{at}", at=at), Words("zh"), NOW) for at in months]
    shown = in_issues(lines, Words("zh"))
    assert [(line.issue_heading, line.issue_count) for line in shown] == [("2026 年第 11 期", "2 件"), ("", ""), ("2026 年第 9 期", "1 件")]
    assert in_issues(lines, Words("en"))[0].issue_heading == "Issue 11 of 2026" and in_issues([], Words("zh")) == []
    assert activity_line(row("report_filed"), Words("zh"), NOW).issue == ""


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


def test_a_message_to_many_has_its_title_and_its_author() -> None:
    line = activity_line(row("bulletin", case_id=None, number=None, kind=None, subcategory_zh="", subcategory_en="", place="",
                             text="请检查围挡", facts={"title": "大风预警", "by": "高峰"}), Words("zh"), NOW)
    assert (line.title, line.text, line.line, line.bulletin, line.icon_name) == ("大风预警", "请检查围挡", "高峰 发布", True, "megaphone")


def test_points_in_words() -> None:
    entry = PointsLine(PointsRule.FILED, 20, NOW - timedelta(minutes=3), "c1", "370214", "井盖破损", "Broken cover", True)
    line = entry_line(entry, Words("zh"), NOW)
    assert (line.title, line.line, line.delta, line.case_id) == ("上报已立案", "井盖破损 · 370214 · 3 分钟前", "+20", "c1")
    loss = PointsLine(PointsRule.FALSE_REPORT, -20, NOW, "c2", "", "", "", False)
    assert (entry_line(loss, Words("en"), NOW).delta, entry_line(loss, Words("en"), NOW).case_id) == ("−20", "")


def test_where_somebody_stands() -> None:
    zh = Words("zh")
    mine = Standing(place=2, nickname="风筝", points=3, mine=True)
    assert standing_text(Points(ranking=(mine,), taking_part=9), zh) == "第 2 名，共 9 人参加"
    assert standing_text(Points(choice=Choice(taking_part=True, nickname="风筝", at=NOW)), zh) == "已加入，联网后显示名次"
    assert (standing_text(Points(taking_part=9), zh), standing_text(Points(), zh)) == ("共 9 人参加", "")
    assert (season_text("2026Q4", zh), season_text("", zh)) == ("2026 年第 4 季度", "")
