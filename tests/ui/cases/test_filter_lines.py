"""Chips, lines and orders of the list by tables, without a window."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fieldclient.ui.cases.filter_lines import (
    GRIDS_SHOWN,
    campaign_chips,
    chosen_count,
    cleared,
    grid_chips,
    light_chips,
    near_chips,
    stage_chips,
    strip_chips,
    summary,
    toggled,
    usual_order,
)
from fieldclient.ui.cases.list_lines import grouped, list_line, marked, reader, section_of, stop_line
from fieldclient.ui.words import Words
from fieldclient.work.views import CaseCounts, CaseRow, Delivery, Light, Lookup
from sync.protocol.feed import Priority
from sync.protocol.lifecycle import Stage
from sync.protocol.report import Kind
from sync.protocol.tasks import TaskKind

ZH, EN = Words("zh"), Words("en")
NOW = datetime(2026, 11, 20, 6, 32, tzinfo=UTC)
COUNTS = CaseCounts(total=1234, stages={"": 2, "handling": 7, "closed": 3}, lights={Light.OVERDUE: 4},
                    grids=tuple((f"g{at:02}", f"正阳路{at}网格", 90 - at) for at in range(30)), mine=5, near=None)
ROW = CaseRow(
    id="c1", number="37021420261121000427", local_reference="A7K2", kind=Kind.PROBLEM, subcategory="C09-01", subcategory_zh="井盖缺失",
    subcategory_en="Missing manhole cover", place="正阳路 12 号 <东>", stage=Stage.HANDLING, delivery=Delivery.NONE, light=Light.OVERDUE,
    due_at=NOW, overdue_by_s=600.0, priority=Priority.NORMAL, thumbnail=None, changed_at=NOW, mine=False, task=None, needs_me=True,
    said="井盖缺了一角，晚上看不清")


@pytest.mark.parametrize("chip", ["light:overdue", "stage:handling", "stage:unsent", "grid:g01", "mine:", "near:500", "campaign:roads"])
def test_a_chip_is_chosen_and_taken_off_again(chip: str) -> None:
    chosen = toggled(Lookup(), chip)
    assert chosen_count(chosen) == 1 and toggled(chosen, chip) == Lookup() and cleared(chosen) == Lookup()


def test_campaigns_go_by_their_name_and_a_chosen_one_is_there_whatever_is_known() -> None:
    counts = replace(COUNTS, campaigns=(("roads", "秋冬道路", "Winter roads", 4), ("dogs", "文明养犬", "", 0)))
    chips = campaign_chips(EN, Lookup(campaigns=("old",)), counts)
    assert [(chip.id, chip.title, chip.count, chip.chosen) for chip in chips] == [
        ("campaign:roads", "Winter roads", "4", False), ("campaign:dogs", "文明养犬", "0", False), ("campaign:old", "old", "0", True)]
    strip = [chip.id for chip in strip_chips(ZH, Lookup(), counts)]
    assert [chip for chip in strip if chip.startswith("campaign")] == ["campaign:roads"]
    assert strip.index("light:overdue") < strip.index("campaign:roads") < strip.index("near:500"), "in sight on a narrow list"
    chosen = Lookup(campaigns=("roads",))
    assert summary(ZH, chosen, {}, {"roads": "秋冬道路"}) == "秋冬道路" and summary(ZH, chosen, {}) == "roads"


@pytest.mark.parametrize("chip", ["", "light:green", "near:here", "nothing:1"])
def test_what_is_no_chip_changes_nothing(chip: str) -> None:
    assert toggled(Lookup(), chip) == Lookup()


def test_another_nearness_takes_the_place_of_the_first() -> None:
    assert toggled(Lookup(near_m=500.0), "near:200").near_m == 200.0


def test_chips_say_what_they_would_show() -> None:
    told = {chip.id: (chip.title, chip.count) for chip in light_chips(EN, Lookup(), COUNTS)}
    assert told["light:overdue"] == ("Overdue", "4") and told["light:none"] == ("No deadline", "0")
    assert [(chip.id, chip.count) for chip in stage_chips(ZH, Lookup(stages=("filed",)), COUNTS)] == [
        ("stage:unsent", "2"), ("stage:filed", "0"), ("stage:handling", "7"), ("stage:closed", "3")]
    assert [chip.count for chip in near_chips(ZH, Lookup(), COUNTS)] == [""] * 4
    assert [chip.title for chip in near_chips(ZH, Lookup(), COUNTS)] == ["200 米内", "500 米内", "1 公里内", "3 公里内"]
    near = near_chips(ZH, Lookup(near_m=200.0), replace(COUNTS, near=1500))
    assert [(chip.count, chip.chosen) for chip in near][:2] == [("1,500", True), ("", False)]
    assert all(chip.count == "" for chip in strip_chips(ZH, Lookup(), None))


def test_of_many_grids_the_chosen_and_those_with_most_cases() -> None:
    shown = grid_chips(ZH, Lookup(grids=("g29", "gone")), COUNTS)
    assert [chip.id for chip in shown[:3]] == ["grid:g29", "grid:gone", "grid:g00"] and len(shown) == GRIDS_SHOWN + 2
    assert shown[1].title == "gone" and shown[1].count == "0"
    assert [chip.id for chip in grid_chips(ZH, Lookup(), COUNTS, "路17")] == ["grid:g17"]


def test_the_strip_keeps_its_order_and_shows_whatever_is_chosen() -> None:
    before = [chip.id for chip in strip_chips(ZH, Lookup(), COUNTS)]
    after = [chip.id for chip in strip_chips(ZH, Lookup(lights=(Light.OVERDUE, Light.NONE), stages=("closed",), grids=("g03",)), COUNTS)]
    assert after[: len(before)] == before and after[len(before):] == ["light:none", "stage:closed", "grid:g03"]
    assert "near:3000" in [chip.id for chip in strip_chips(ZH, Lookup(near_m=3000.0), COUNTS)]
    assert "mine:" not in [chip.id for chip in strip_chips(ZH, Lookup(which="mine"), COUNTS)]


def test_a_choice_in_words() -> None:
    lookup = Lookup(text="井盖", lights=(Light.NONE,), stages=("",), grids=("g01", "g99"), only_mine=True, near_m=500.0, sort="distance")
    assert summary(ZH, lookup, {"g01": "正阳路1网格"}) == "“井盖” · 无时限 · 尚未送达 · 正阳路1网格 · g99 · 我上报的 · 500 米内 · 按距离"
    assert summary(EN, Lookup(), {}) == ""


@pytest.mark.parametrize(("which", "order"), [("to_do", "deadline"), ("all", "deadline"), ("mine", "changed"), ("ended", "changed")])
def test_the_usual_order(which: str, order: str) -> None:
    assert usual_order(Lookup(which=which)) == order


@pytest.mark.parametrize(("lookup", "section"), [
    (Lookup(which="to_do"), "late"), (Lookup(which="to_do", sort="deadline"), "late"), (Lookup(which="to_do", sort="distance"), ""),
    (Lookup(which="all"), "yours"), (Lookup(which="all", sort="newest"), ""), (Lookup(which="mine"), ""),
])
def test_groups_belong_to_the_order_of_deadlines(lookup: Lookup, section: str) -> None:
    assert section_of(ROW, lookup) == section


def test_groups_stay_whole() -> None:
    lines = [list_line(ZH, replace(ROW, id=str(at), light=light), NOW, Lookup(which="to_do"))
             for at, light in enumerate((Light.ON_TIME, Light.DUE_SOON, Light.OVERDUE, Light.DUE_SOON))]
    assert [line.id for line in grouped(lines)] == ["2", "1", "3", "0"]


@pytest.mark.parametrize(("text", "title", "line", "said"), [
    ("", "", "", ""),
    ("井盖", "<b>井盖</b>缺失", "", "<b>井盖</b>缺了一角，晚上看不清"),
    ("jgqs", "<b>井盖缺失</b>", "", ""),
    ("东", "", "正阳路 12 号 &lt;<b>东</b>&gt; · 37021420261121000427", ""),
    ("0427", "", "正阳路 12 号 &lt;东&gt; · 3702142026112100<b>0427</b>", ""),
])
def test_a_line_shows_why_it_was_found(text: str, title: str, line: str, said: str) -> None:
    lookup = Lookup(text=text)
    made = list_line(ZH, ROW, NOW, lookup, reader(text))
    assert (made.title_hit, made.line_hit, made.said_hit) == (title, line, said)


def test_marks_say_what_is_asked_how_late_and_where_it_is() -> None:
    plain = list_line(ZH, replace(ROW, task=TaskKind.HANDLE), NOW, Lookup())
    assert plain.marks == ("overdue", "clock-alert", "已超期 10 分", "inHand", "", "处置中")
    asked = replace(ROW, task=TaskKind.CHECK, light=Light.NONE, due_at=None, delivery=Delivery.REFUSED, priority=Priority.URGENT)
    assert list_line(EN, asked, NOW, Lookup()).marks == (
        "inHand", "clipboard-check", EN.of(TaskKind.CHECK), "attention", "alert-triangle", "Urgent", "attention", "alert-circle",
        EN.of(Delivery.REFUSED))
    assert stop_line(EN, replace(ROW, distance_m=90.0), NOW, 3).marks[:3] == ("inHand", "map-pin", "3")
    assert stop_line(EN, ROW, NOW, 3).far == "place not known"


def test_how_far_is_told_where_it_matters() -> None:
    near = replace(ROW, distance_m=350.4)
    assert list_line(ZH, near, NOW, Lookup(sort="distance")).far == "350 米"
    assert list_line(EN, near, NOW, Lookup(near_m=500.0)).far == "350 m"
    assert list_line(ZH, near, NOW, Lookup()).far == "" and list_line(ZH, ROW, NOW, Lookup(sort="distance")).far == ""


def test_marked_text_cannot_break_out_of_its_label() -> None:
    assert marked("<img src=x>&", [(1, 4)]) == "&lt;<b>img</b> src=x&gt;&amp;" and marked("<b>", []) == ""
