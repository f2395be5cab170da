"""Activity and home in the window beside a real hub: joining the ranking, charts as tables, the way from home, the week saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt


def test_activity_from_home_to_the_ranking_and_back(lived: Any, whole: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    window = whole(lived.data("zhaomin"), hub=lived.url, login="zhaomin", language="zh")
    window.until(lambda: window.room_of("home").loaded, "home has looked")
    _campaign(window)
    window.click("home.numbers")
    window.until(lambda: window.room_of("activity").tab == "numbers", "the numbers")
    _charts(window)
    _week_saved(window, monkeypatch, tmp_path)
    _ranking(window)
    window.key(Qt.Key.Key_Escape)
    assert window.room_of("activity").tab == "news"


def _campaign(window: Any) -> None:
    """Its cases from the banner, with the chip chosen; and a report for it, which can be taken out of it again."""
    window.click("home.campaign.winter-roads.cases")
    window.until(lambda: window.frame.property("place") == "cases", "the list")
    listing = window.room_of("cases").listing
    window.until(lambda: listing.lookup.campaigns == ("winter-roads",) and listing.loaded, "its cases")
    window.until(lambda: window.seen("cases.chip.campaign:winter-roads") is not None, "the chip")
    window.go("home")
    window.click("home.campaign.winter-roads.report")
    window.until(lambda: window.seen("report.campaign") is not None, "the campaign in the form")
    assert window.find("report.campaign").property("value") == "秋冬道路安全随手拍"
    editor = window.room_of("report").editor
    window.click("report.campaign")
    window.until(lambda: not editor.view.campaign and "秋冬道路安全随手拍" in editor.property("campaignLeft"), "taken out")
    window.until(lambda: window.find("report.campaign").property("value") != "秋冬道路安全随手拍", "and said")
    window.click("report.campaign")
    window.until(lambda: editor.view.campaign == "winter-roads", "put back")
    window.click("report.campaign")
    window.until(lambda: not editor.view.campaign, "taken out again")
    window.go("home")


def _charts(window: Any) -> None:
    said = window.text("activity.numbers.week.summary")
    assert said.startswith("本周")
    assert window.seen("activity.numbers.week.rows") is None
    window.click("activity.numbers.week.table")
    window.find("activity.numbers.week.rows")
    window.click("activity.numbers.heat.table")
    rows = window.find("activity.numbers.heat.rows")
    assert rows.property("heads") == ["网格", "未结", "超期", "近 30 天"]


def _week_saved(window: Any, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr("fieldclient.work.among.usual_folder", lambda: folder)
    window.click("activity.numbers.save")
    window.until(lambda: any(folder.glob("week-*.pdf")), "the file")
    first = next(folder.glob("week-*.pdf"))
    assert first.read_bytes().startswith(b"%PDF-")
    first.write_bytes(b"with a remark of mine")
    window.until(lambda: not window.room_of("activity").busy, "the first is done")
    window.click("activity.numbers.save")
    window.until(lambda: (folder / f"{first.stem} (2).pdf").exists(), "a second one beside it")
    assert first.read_bytes() == b"with a remark of mine"


def _ranking(window: Any) -> None:
    window.room_of("activity").showTab("points")
    window.settle()
    window.click("activity.rank.join")
    window.type("activity.rank.nickname", "赵敏本人")
    window.click("activity.rank.save")
    field = window.find("activity.rank.nickname")
    window.until(lambda: "真实姓名" in field.property("problem"), "the sentence")
    window.type("activity.rank.nickname", "网格一点通")
    window.click("activity.rank.save")
    window.until(lambda: window.room_of("activity").points.takingPart, "joined")
    window.link.sync_now()
    window.until(lambda: window.ask(lambda desk: desk.among.points()).choice_known, "the hub knows")
    window.room_of("activity").refresh()
    window.until(lambda: window.seen("activity.rank.1/网格一点通") is not None, "in the ranking")
    window.click("activity.rank.join")
    window.until(lambda: window.seen("activity.rank.1/网格一点通") is None, "gone at once")
