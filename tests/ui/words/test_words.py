"""Everything that people may see has words in both languages, and the words fit their facts."""

from __future__ import annotations

import string
import time
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

import pytest

from fieldclient.capture.flaws import Flaw
from fieldclient.capture.verdicts import Likeness, View
from fieldclient.geo.area import Level
from fieldclient.geo.plausible import Question
from fieldclient.ui.words import SENTENCES, TABLES, Pair, Words, cases, measures, notices, phrases
from fieldclient.work.three_way import Field
from fieldclient.work.views import Delivery, Light
from sync.protocol import activity, feed, lifecycle, limits, media, mutations, people, position, report, tasks
from sync.protocol.lifecycle import Act, Part, Stage
from sync.protocol.mutations import ResultUnit
from sync.protocol.problems import Code, Next, Problem
from sync.protocol.rights import How

SEEN: tuple[type[StrEnum], ...] = (
    lifecycle.Stage, lifecycle.PublicStage, lifecycle.Act, lifecycle.Part, Delivery, Field, Light, report.Kind, feed.Priority,
    feed.Doubt, tasks.TaskKind, tasks.TaskState, tasks.VerifyResult, mutations.HandlingResult, mutations.RatingLevel,
    mutations.RefuseReason, mutations.ReturnReason, mutations.ResultUnit, mutations.Outcome, limits.LimitUnit, media.Shot,
    media.Usage, media.MediaKind, media.Origin, media.TimeSource, position.PositionSource, position.Datum, people.Role, Flaw,
    Level, Likeness, View, Question, mutations.ContactWay, mutations.Contacted, activity.PointsRule,
)
SILENT = {Delivery.NONE, Light.NONE}  # said by showing nothing
NOW = datetime(2026, 11, 20, 6, 32, tzinfo=UTC)


def speaks(pair: Pair) -> bool:
    chinese = any("一" <= sign <= "鿿" for sign in pair.zh)
    return bool(pair.en) and not any("一" <= sign <= "鿿" for sign in pair.en) and (chinese or pair.zh == pair.en
                                                                                     or len(pair.zh) <= 24)


@pytest.mark.parametrize("kind", SEEN, ids=lambda kind: kind.__name__)
def test_every_value_has_a_word_in_both_languages(kind: type[StrEnum]) -> None:
    for value in kind:
        zh, en = Words("zh").of(value), Words("en").of(value)
        if value in SILENT and type(value) in (Delivery, Light):
            assert (zh, en) == ("", "")
        else:
            assert zh and en and speaks(Pair(zh, en)), value


def test_everybody_is_spoken_to_in_one_way() -> None:
    """你 and nowhere 您: a tool among colleagues."""
    root = Path(__file__).resolve().parents[3]
    files = [*(root / "fieldclient" / "ui").rglob("*.py"), root / "resources" / "i18n" / "fieldclient_zh.ts"]
    assert [path.name for path in files if "您" in path.read_text("utf-8")] == []


def test_no_enumeration_is_told_twice_and_none_is_left_out() -> None:
    told = [type(next(iter(table))) for table in TABLES]
    assert sorted(told, key=lambda kind: kind.__name__) == sorted(SEEN, key=lambda kind: kind.__name__)
    assert set(cases.STEPS) == set(Act)


@pytest.mark.parametrize("code", list(Code))
def test_every_problem_has_a_sentence_in_both_languages(code: Code) -> None:
    pair = SENTENCES[code]
    assert pair.zh.endswith("。") and pair.en.endswith("."), "a sentence ends"
    assert speaks(pair)
    assert places(pair.zh) == places(pair.en), "both languages tell the same facts"


@pytest.mark.parametrize("pair", [*notices.NOTICES.values(), *phrases.PHRASES.values()], ids=lambda pair: pair.en)
def test_phrases_tell_the_same_facts_in_both_languages(pair: Pair) -> None:
    assert speaks(pair)
    assert places(pair.zh) == places(pair.en)


def test_every_notice_of_the_hub_has_a_sentence() -> None:
    assert set(feed.NoticeCode) | {notices.PUBLISHED, notices.BULLETIN} == set(notices.NOTICES)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize(("problem", "zh", "en"), [
    (Problem(Code.NO_NETWORK), "没有网络，已存好，联网后自动发送。", "No network. Everything is kept and will be sent when you are online."),
    (Problem(Code.HUB_BUSY, retry_after_s=130), "服务器繁忙，2 分后自动重试。", "The hub is busy. It will be tried again in 2 min."),
    (Problem(Code.PART_MISSING, parts="far_photo,place"), "还缺：远景照片、地点。已存为草稿。",
     "Still missing: a far photo, the place. It is kept as a draft."),
    (Problem(Code.ACT_NOT_NOW, act="submit", stage="filed"), "服务器已收到这条上报，不会重复立案。本机内容已保留。",
     "The hub has this report already, so it was not taken twice. What you made is kept."),
    (Problem(Code.ACT_NOT_NOW, act="receive", stage="closed"), "案件现在不能“接收”。内容已保留。",
     "“Accept case” is not possible at this stage. What you made is kept."),
    (Problem(Code.DISK_FULL, free_bytes=1_500_000, needed_bytes=4_000_000), "本机空间不足：剩 1.5 MB，需要 4.0 MB。请清理后再拍。",
     "Not enough space: 1.5 MB free, 4.0 MB needed. Please make room before taking photos."),
    (Problem(Code.CLOCK_WRONG, offset_s=-7260.0), "本机时间与服务器相差 2 小时 1 分，请校准系统时间。",
     "This device's clock is off by 2 h 1 min. Please set it right."),
])
def test_sentences_tell_their_facts(problem: Problem, zh: str, en: str) -> None:
    assert Words("zh").sentence(problem) == zh
    assert Words("en").sentence(problem) == en


def test_a_missing_or_odd_fact_never_breaks_a_sentence() -> None:
    for code in Code:
        for language in ("zh", "en"):
            assert Words(language).sentence(Problem(code, next=Next.ASK, act="from_the_future", parts="unheard_of"))


def test_an_unknown_notice_still_says_something() -> None:
    assert Words("zh").notice("from_the_future", {}) == "案件有新的消息"
    assert Words("en").notice("report_refused", {"reason": "photo_unclear"}) == "Your report was not filed: Photo unclear"
    assert Words("en").notice("task_issued", {"kind": "check"}) == "New task: Check"


@pytest.mark.parametrize(("seconds", "zh", "en"), [
    (0, "0 秒", "0 s"), (59.9, "59 秒", "59 s"), (60, "1 分", "1 min"), (3599, "59 分", "59 min"), (3600, "1 小时", "1 h"),
    (7800, "2 小时 10 分", "2 h 10 min"), (86400, "1 天", "1 d"), (273600, "3 天 4 小时", "3 d 4 h"), (-5, "0 秒", "0 s"),
])
def test_lengths_of_time(seconds: float, zh: str, en: str) -> None:
    assert Words("zh").lasting(seconds) == zh
    assert Words("en").lasting(seconds) == en


@pytest.mark.parametrize(("back", "zh", "en"), [
    (timedelta(seconds=20), "刚刚", "just now"), (timedelta(minutes=5), "5 分钟前", "5 min ago"),
    (timedelta(hours=3), "3 小时前", "3 h ago"),
])
def test_how_long_ago(back: timedelta, zh: str, en: str) -> None:
    assert Words("zh").ago(NOW - back, NOW) == zh
    assert Words("en").ago(NOW - back, NOW) == en


def test_beyond_a_day_the_date_is_told() -> None:
    at = datetime(2026, 11, 3, 12, 5).astimezone()
    assert Words("zh").ago(at, NOW) == "11月3日 12:05"
    assert Words("en").ago(at, NOW) == "3 Nov 12:05"
    assert Words("en").moment(datetime(2025, 2, 1, 8, 0).astimezone(), NOW) == "1 Feb 2025 08:00"
    assert Words("zh").moment(NOW - timedelta(days=1), NOW) == f"昨天 {measures.clock(NOW)}"


@pytest.mark.parametrize(("light", "left_s", "late_s", "zh", "en"), [
    (Light.ON_TIME, 7800, None, "还剩 2 小时 10 分", "2 h 10 min left"),
    (Light.DUE_SOON, 600, None, "还剩 10 分", "10 min left"),
    (Light.OVERDUE, -3600, 3600.0, "已超期 1 小时", "Overdue 1 h"),
    (Light.OVERDUE_AGAIN, -90000, None, "再次超期 1 天 1 小时", "Overdue again 1 d 1 h"),
    (Light.NONE, 0, None, "", ""),
])
def test_deadlines_in_words(light: Light, left_s: int, late_s: float | None, zh: str, en: str) -> None:
    due = NOW + timedelta(seconds=left_s)
    assert Words("zh").deadline(light, due, late_s, NOW) == zh
    assert Words("en").deadline(light, due, late_s, NOW) == en


def test_measures_and_counts() -> None:
    zh, en = Words("zh"), Words("en")
    assert (zh.distance(84.6), en.distance(84.6), en.distance(1540)) == ("85 米", "85 m", "1.5 km")
    assert [en.size(n) for n in (0, 1, 8_200, 99_999, 2_340_000, 3_100_000_000)] == [
        "0 kB", "1 kB", "8 kB", "100 kB", "2.3 MB", "3.1 GB"]
    assert (zh.count("waiting", 3), en.count("draft", 1), en.count("draft", 2)) == ("3 条待发", "1 draft", "2 drafts")
    assert (zh.quantity(2.0, ResultUnit.PIECES), en.quantity(1.25, ResultUnit.METRES)) == ("2 座", "1.25 m")
    assert [en.quantity(value, ResultUnit.PLACES) for value in (0.0, 1.0, 2.0)] == ["0 places", "1 place", "2 places"]
    assert (zh.quantity(1.0, ResultUnit.PLACES), en.quantity(1.0, ResultUnit.METRES)) == ("1 处", "1 m")
    assert all(word in measures.COUNTED for word in ("waiting", "attention", "photo"))


def test_what_can_only_be_asked_for_says_so() -> None:
    assert Words("zh").act(Act.EXTEND, How.ASK) == "申请延期"
    assert Words("en").act(Act.EXTEND, How.ASK) == "Ask: Extend"
    assert Words("zh").act(Act.RECEIVE) == "接收"
    assert Words("zh").parts((Part.FAR_PHOTO, Part.PLACE)) == "远景照片、地点"
    assert Words("en").name("井盖破损", "") == "井盖破损"
    assert Words("en").of(Stage.HANDLING) == "Being handled"


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York"])
@pytest.mark.parametrize(("at", "told"), [
    (datetime.max.replace(tzinfo=UTC), "31 Dec 9999"), (datetime.min.replace(tzinfo=UTC), "1 Jan 1"),
])
def test_the_clock_of_a_broken_camera_is_told_as_it_is(
    at: datetime, told: str, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    if hasattr(time, "tzset"):
        time.tzset()
    try:
        words = Words("en")
        assert words.moment(at, datetime(2026, 11, 20, tzinfo=UTC)).startswith(told)
        assert told.split()[1] in measures.day(at, "en")
    finally:
        monkeypatch.undo()
        if hasattr(time, "tzset"):
            time.tzset()


@pytest.mark.parametrize(("field", "zh", "en"), [
    ("text", "（文字说明）", "(your words)"), ("body.text", "（文字说明）", "(your words)"), ("report.place_text", "（地点描述）", "(the place)"),
    ("frame.D", "（frame.D）", "(frame.D)"),
])
def test_what_the_hub_refuses_is_called_as_on_the_page(field: str, zh: str, en: str) -> None:
    refused = Problem(Code.BODY_INVALID, field=field)
    assert zh in Words("zh").sentence(refused) and en in Words("en").sentence(refused)
    assert "PIN" in Words("zh").sentence(Problem(Code.BODY_INVALID, field="pin", limit=6))
