"""What goes on among people, at the hub: points by a table, the ledger on real cases, the ranking, messages and who read them."""

from __future__ import annotations

import argparse
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from sync.hub import bulletin_command, bulletins, points, points_book
from sync.hub.activity import standings, team_of
from sync.hub.case import Case, Publication
from sync.hub.dossier import Held
from sync.hub.points import Known
from sync.hub.seed import read_seed
from sync.protocol.activity import (
    Activity,
    Choice,
    PointsRule,
    Read,
    Told,
    nickname_problem,
    season_of,
)
from sync.protocol.feed import Notice
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.media import Shot, Usage
from sync.protocol.mutations import ActBody, RatingLevel
from sync.protocol.people import Role
from sync.protocol.problems import Code, Problem
from sync.protocol.report import Kind, Report
from tests.sync.hub.stages import ok
from tests.sync.hub.town import HERE, MONDAY_9, SEED, Device, Town, jpeg, photos, ref_of


def ask(device: Device, **told: Any) -> Activity:
    hub: Any = device.hub
    answer: Activity = hub.activity(Told(**told))
    return answer


# What is due, by a table


def case(reporter: str = "wangfang", kind: Kind = Kind.PROBLEM, **more: Any) -> Case:
    report = Report(id="c", kind=kind, subcategory="C01-01", created_at=MONDAY_9, position=more.pop("position", HERE))
    facts: dict[str, Any] = {"stage": Stage.FILED, "filed_at": MONDAY_9, "subcategory": "C01-01", **more}
    return Case(id="c", number="1", report=report, reporter=reporter, reporter_role=Role.COLLECTOR, created_at=MONDAY_9, **facts)


def held(*shots: Shot, bound: bool = True) -> tuple[Held, ...]:
    return tuple(Held(seq=1, ref=ref_of(jpeg(), Usage.REPORT, shot), person="wangfang", round=1, bound=bound) for shot in shots)


ALL_THREE = (Shot.FAR, Shot.NEAR, Shot.DETAIL)


@pytest.mark.parametrize(("made", "known", "due"), [
    (case(), Known(), {("wangfang", "filed"): 3, ("wangfang", "subcategory"): 1}),
    (case(subcategory="C09-01"), Known(), {("wangfang", "filed"): 20}),
    (case(), Known(media=held(*ALL_THREE)), {("wangfang", "filed"): 3, ("wangfang", "subcategory"): 1, ("wangfang", "evidence"): 1}),
    (case(), Known(media=held(*ALL_THREE, bound=False)), {("wangfang", "filed"): 3, ("wangfang", "subcategory"): 1}),
    (case(position=msgspec.structs.replace(HERE, accuracy_m=80.0)), Known(media=held(*ALL_THREE)),
     {("wangfang", "filed"): 3, ("wangfang", "subcategory"): 1}),
    (case(stage=Stage.SUBMITTED, filed_at=None), Known(), {}),
    (case(stage=Stage.VOIDED), Known(), {}),
    (case(stage=Stage.REFUSED, filed_at=None), Known(refused_as_false=True), {("wangfang", "false_report"): -20}),
    (case(stage=Stage.REFUSED, filed_at=None), Known(), {}),
    (case(rating=RatingLevel.SATISFIED, stage=Stage.CLOSED), Known(),
     {("wangfang", "filed"): 3, ("wangfang", "subcategory"): 1, ("wangfang", "rating"): 1}),
    (case("chenchen", Kind.PRAISE, filed_at=None, publication=Publication.DONE), Known(), {("chenchen", "praise"): 1}),
    (case("chenchen", Kind.PRAISE, filed_at=None), Known(), {}),
    (case("liuyang", department="hw"), Known(), {}),  # what their own department handles
    (case("liuyang", department="sz"), Known(), {("liuyang", "filed"): 3, ("liuyang", "subcategory"): 1}),
    (case("linyue"), Known(), {}),  # the centre
    (case(), Known(verified_by=("chenchen", "zhaomin")),
     {("wangfang", "filed"): 3, ("wangfang", "subcategory"): 1, ("chenchen", "verified"): 2}),
    (case(), Known(witnesses=tuple((who, MONDAY_9 + timedelta(hours=hours)) for who, hours in (
        ("liqiang", 30), ("zhaomin", 3), ("zhouning", 2), ("chenchen", 1), ("sunlei", 4), ("wangfang", 1)))),
     {("wangfang", "filed"): 3, ("wangfang", "subcategory"): 1, ("chenchen", "co_witness"): 1, ("zhouning", "co_witness"): 1,
      ("zhaomin", "co_witness"): 1}),
])
def test_what_a_case_gives(town: Town, made: Case, known: Known, due: dict[tuple[str, str], int]) -> None:
    found = points.due(made, known, town.service.world(), MONDAY_9)
    assert {(each.person, each.rule.value): each.delta for each in found} == due


# The ledger


def test_points_are_given_at_filing_once_and_taken_back_when_it_is_voided(town: Town) -> None:
    reporter = town["wangfang"]
    case_id = reporter.report(files=photos((Usage.REPORT, Shot.FAR), (Usage.REPORT, Shot.NEAR), (Usage.REPORT, Shot.DETAIL)))
    assert ask(reporter).points == 0  # the clock has not come by
    for _ in range(3):
        town.service.tick()
    answer = ask(reporter)
    assert (answer.points_on, answer.points, answer.balance, answer.season) == (True, 5, 5, "2026Q4")
    assert {each.rule: each.delta for each in answer.entries} == {
        PointsRule.FILED: 3, PointsRule.SUBCATEGORY: 1, PointsRule.EVIDENCE: 1}
    assert {each.number for each in answer.entries} == {town.case(case_id).number}
    town.clock.move(minutes=1)
    ok(town["machao"].do(Act.VOID, case_id, body=ActBody(text="误报")))
    town.service.tick()
    answer = ask(reporter)
    assert (answer.points, answer.entries[0].rule, answer.entries[0].delta) == (0, PointsRule.REVERSED, -5)


def test_the_book_begun_anew_writes_nothing_twice(town: Town) -> None:
    town["wangfang"].report()
    town.service.tick()
    before = ask(town["wangfang"])
    town.service.start_new_epoch()  # a backup was put back: its place in the feed means nothing any more
    town.service.tick()
    assert ask(town["wangfang"]).entries == before.entries


def test_a_book_begun_in_a_large_city_is_written_over_many_looks_of_the_clock(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(points_book, "AT_ONCE", 1)
    monkeypatch.setattr(points_book, "ROUNDS", 2)
    for _ in range(5):
        town["wangfang"].report()
    filed = []
    for _ in range(4):
        town.service.tick()
        filed.append(sum(each.rule is PointsRule.FILED for each in ask(town["wangfang"]).entries))
    assert filed == [2, 4, 5, 5]


def test_the_day_and_the_month_have_a_cap(town: Town) -> None:
    seed = read_seed(SEED)
    rules = msgspec.structs.replace(seed.points, reports_a_day=2, points_a_month=7)
    town.service.load_seed(msgspec.structs.replace(seed, points=rules))
    for _ in range(3):
        town["wangfang"].report()
    town.service.tick()
    answer = ask(town["wangfang"])
    assert answer.points == 7  # 3 + 1, 3 and no more
    assert sorted(each.delta for each in answer.entries if each.rule is PointsRule.FILED) == [0, 3, 3]


# The ranking


def test_only_who_takes_part_is_shown_and_only_by_nickname(town: Town) -> None:
    wang, chen = town["wangfang"], town["chenchen"]
    wang.report()
    town.service.tick()
    assert ask(chen).ranking == ()
    assert ask(wang, choice=Choice(taking_part=True, nickname=" 巷口 的风 ", at=town.clock())).choice is not None
    told = ask(chen, choice=Choice(taking_part=True, nickname="拍客小陈", at=town.clock()))
    assert [(each.place, each.nickname, each.points, each.mine) for each in told.ranking] == [
        (1, "巷口 的风", 4, False), (2, "拍客小陈", 0, True)]
    raw = msgspec.json.encode(told).decode()
    assert "王芳" not in raw and "wangfang" not in raw
    town.clock.move(minutes=1)
    gone = ask(wang, choice=Choice(at=town.clock()))
    assert gone.choice == Choice(at=town.clock())
    assert [each.nickname for each in ask(chen).ranking] == ["拍客小陈"]


@pytest.mark.parametrize(("nickname", "problem"), [
    ("拍客小陈", "taken"), ("拍", "short"), ("一二三四五六七八九十一二三", "long"), ("王芳本人", "own_name"), ("13800138000", "number"),
    ("138-0013 80", "number"), ("风\u200b筝", "signs"), ("WANGFANG", "own_name"), ("风筝", "")])
def test_not_every_nickname_is_taken(town: Town, nickname: str, problem: str) -> None:
    ask(town["chenchen"], choice=Choice(taking_part=True, nickname="拍客小陈", at=town.clock()))
    told = ask(town["wangfang"], choice=Choice(taking_part=True, nickname=nickname, at=town.clock()))
    assert told.nickname_problem == problem
    assert [each.nickname for each in told.ranking] == (["拍客小陈", nickname] if not problem else ["拍客小陈"])


def test_of_two_choices_the_later_one_holds_whenever_it_comes(town: Town) -> None:
    wang = town["wangfang"]
    ask(wang, choice=Choice(taking_part=True, nickname="风筝", at=town.clock()))
    late = Choice(at=town.clock() - timedelta(hours=1))  # chosen before, on a tablet that was offline
    assert ask(wang, choice=late).ranking[0].nickname == "风筝"


@pytest.mark.parametrize(("ranked", "places"), [
    ([("a", "A", 9), ("b", "B", 9), ("c", "C", 4)], [1, 1, 3]), ([], []), ([("a", "A", 0)], [1])])
def test_equal_points_share_a_place(ranked: list[tuple[str, str, int]], places: list[int]) -> None:
    assert [each.place for each in standings(ranked, "c")] == places


def test_my_own_line_is_told_however_far_down() -> None:
    ranked = [(str(at), f"n{at}", 100 - at) for at in range(80)]
    lines = standings(ranked, "70")
    assert len(lines) == 51 and (lines[-1].place, lines[-1].mine) == (71, True)


# Messages to many


def test_messages_are_read_once_and_counted(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    world, wang = town.service.world(), town["wangfang"]
    chosen = argparse.Namespace(title=" 大风 预警 ", text="请检查围挡", login="gaofeng", role=["collector"], department=[], team=[], to=[])
    assert bulletin_command.run_send(town.service, chosen) == 0
    notice = next(each for each in wang.news() if isinstance(each, Notice))
    assert (notice.code, notice.facts, notice.text) == ("bulletin", {"title": "大风 预警", "by": world.names["gaofeng"]}, "请检查围挡")
    for _ in range(2):
        assert ask(wang, reads=(Read(notice=notice.id, at=town.clock()),)).reads == (notice.id,)
    # knowing an id gives nothing: of another's notice nothing is counted
    ask(town["chenchen"], reads=(Read(notice=notice.id, at=town.clock()),))
    collectors = len([person for person in world.people.values() if Role.COLLECTOR in person.role_set])
    counted = ask(town["gaofeng"]).bulletins[0]
    assert (counted.title, counted.told, counted.read) == ("大风 预警", collectors, 1)
    assert ask(wang).bulletins == ()
    capsys.readouterr()
    assert bulletin_command.run_list(town.service, argparse.Namespace(json=False)) == 0
    assert "大风 预警" in capsys.readouterr().out


@pytest.mark.parametrize(("title", "body", "to"), [("", "x", 1), ("x" * 81, "", 1), ("x", "y" * 2001, 1), ("x", "", 0)])
def test_a_message_without_a_title_or_anybody_is_not_sent(town: Town, title: str, body: str, to: int) -> None:
    people = list(town.service.world().people.values())
    with pytest.raises(Problem) as refused:
        town.service.database.run(lambda one: bulletins.publish(one, people[0], title, body, people[:to], town.clock()))
    assert refused.value.code is Code.BODY_INVALID


# A team, campaigns, the seed


def test_a_team_of_two_has_no_week_and_one_of_three_has(town: Town) -> None:
    world = town.service.world()
    people = dict(world.people)
    assert team_of(world, people["chenchen"]) is None  # alone in the team
    for login in ("zhouning", "wangfang"):
        people[login] = msgspec.structs.replace(people[login], team=people["chenchen"].team)
    world = msgspec.structs.replace(world, people=people)
    found = team_of(world, people["wangfang"])
    assert found is not None and set(found.people) == {"chenchen", "zhouning", "wangfang"}
    assert team_of(world, people["zhaomin"]) is None


def test_a_teams_week_counts_by_days_and_names_nobody(town: Town) -> None:
    seed, team_of_three = read_seed(SEED), ("wangfang", "liqiang", "zhaomin")
    town.service.load_seed(msgspec.structs.replace(seed, people=tuple(
        msgspec.structs.replace(each, team="一队") if each.login in team_of_three else each for each in seed.people)))
    town["wangfang"].report()
    town["liqiang"].report()
    town["chenchen"].report()  # of another team
    team = ask(town["zhaomin"]).team
    assert team is not None and (team.name, team.people, len(team.days), team.days[7].day) == ("一队", 3, 14, MONDAY_9.date())
    assert [day.done for day in team.days] == [0] * 7 + [2] + [0] * 6
    assert "王芳" not in msgspec.json.encode(team).decode()


def test_campaigns_of_the_seed_are_told_and_run_in_their_season(town: Town) -> None:
    campaign = ask(town["chenchen"]).campaigns[0]
    day = MONDAY_9.date()
    assert campaign.runs_on(day) and not campaign.runs_on(day.replace(month=7))


@pytest.mark.parametrize(("month", "season"), [(1, "2026Q1"), (3, "2026Q1"), (4, "2026Q2"), (9, "2026Q3"), (12, "2026Q4")])
def test_a_season_is_a_quarter(month: int, season: str) -> None:
    assert season_of(MONDAY_9.date().replace(month=month, day=1)) == season


def test_an_empty_name_forbids_nothing() -> None:
    assert nickname_problem("风筝", ("", "王芳")) == ""
