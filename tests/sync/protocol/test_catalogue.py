"""The catalogue that ships: its facts, rules and texts."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from sync.protocol.catalogue import (
    BUILT_IN,
    LimitBasis,
    PrivacyLevel,
    SubcategoryKind,
    clock_start,
    decode_catalogue,
    gb_alias_2013,
)
from sync.protocol.limits import LimitUnit
from sync.protocol.media import Shot
from sync.protocol.report import Kind
from tests.sync.protocol.calendars import RESOURCES, at, limit, shipped_calendar

FOLDER = RESOURCES / "catalogue"
RAW = (FOLDER / "catalogue-v1.json").read_bytes()
CATALOGUE = decode_catalogue(RAW)


def table(name: str) -> list[dict[str, str]]:
    with (FOLDER / "source" / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_all_146_in_ten_categories_and_five_extensions() -> None:
    assert len(CATALOGUE.subcategories) == 146
    ten = [category.code for category in CATALOGUE.categories if not category.extension]
    assert ten == [f"C{n:02d}" for n in range(1, 11)]
    assert [category.code for category in CATALOGUE.categories if category.extension] == ["X01", "X02", "X03", "X04", "X99"]
    assert sum(len(CATALOGUE.in_category(code)) for code in ten) == 117
    assert [entry.kind for entry in CATALOGUE.kinds] == [Kind.PROBLEM, Kind.PRAISE, Kind.CONSULTATION, Kind.SUGGESTION]
    assert [category.order for category in CATALOGUE.categories] == list(range(1, 16))
    assert (CATALOGUE.id, CATALOGUE.version) == (BUILT_IN, 1)


LIMITS = [
    ("C01-01", "4 work_hour", "06010"), ("C01-02", "5 work_day", "06011"), ("C01-12", "2 urgent_hour", "06020"),
    ("C02-08", "2 urgent_hour", "06007"), ("C02-10", "1 work_day", None), ("C03-01", "1 work_day", "07001"),
    ("C04-01", "2 work_hour", "09009"), ("C05-01", "2 urgent_hour", "09005"), ("C06-05", "4 urgent_hour", "01031"),
    ("C07-01", "5 work_day", "07008"), ("C08-04", "15 work_day", "04002"), ("C08-07", "1 urgent_hour", "06022"),
    ("C09-01", "2 urgent_hour", "01023"), ("C09-12", "3 work_day", "02017"), ("C10-01", "2 work_day", "03007"),
    ("X01-04", "2 work_hour", "08004"), ("X02-05", "1 urgent_hour", None), ("X03-01", "2 natural_day", "06001"),
    ("X04-03", "2 work_hour", "09003"), ("X99-01", "2 work_day", None),
]


@pytest.mark.parametrize(("code", "expected", "gb"), LIMITS)
def test_limits_and_national_codes(code: str, expected: str, gb: str | None) -> None:
    found = CATALOGUE.subcategory(code)
    assert found is not None
    assert (found.limit, found.gb2026) == (limit(expected), gb)


def test_units_and_bases_add_up() -> None:
    assert Counter(found.limit.unit for found in CATALOGUE.subcategories) == {
        LimitUnit.WORK_DAY: 96, LimitUnit.WORK_HOUR: 27, LimitUnit.URGENT_HOUR: 21, LimitUnit.NATURAL_DAY: 2
    }
    assert sum(found.limit_basis is LimitBasis.OWN for found in CATALOGUE.subcategories) == 21


def test_every_national_code_exists_under_the_name_shown() -> None:
    names = {(row["code"], row["name"].removesuffix("异常")) for row in table("gb47678_5")}
    codes = {code for code, _ in names}
    assert len(table("gb47678_5")) == 403
    for found in CATALOGUE.subcategories:
        assert found.gb2026 is None or (found.gb2026, found.gb_name) in names
        assert codes.issuperset(found.gb_related) and found.gb2026 not in found.gb_related
        component = found.gb2026 is not None and found.gb2026 < "06" and found.kind is not SubcategoryKind.COMPONENT
        assert not component or found.code in {"C01-13", "C07-05"}, "a component code is for a component"


def test_urgent_is_every_urgent_hour_and_every_hazard() -> None:
    for found in CATALOGUE.subcategories:
        assert found.urgent is (found.limit.unit is LimitUnit.URGENT_HOUR or found.category == "X02"), found.code


EVIDENCE = [
    # code, video may replace, scale advised, tag advised
    ("C01-01", False, False, False), ("C05-03", True, False, False), ("C01-05", True, False, False),
    ("X01-06", True, False, False), ("C06-01", False, True, False), ("C06-03", False, True, False),
    ("C09-01", False, False, True), ("C09-18", False, False, True), ("C09-06", False, True, False),
    ("X02-02", True, False, False), ("C05-13", True, False, False),
]


@pytest.mark.parametrize(("code", "video", "scale", "tag"), EVIDENCE)
def test_evidence(code: str, video: bool, scale: bool, tag: bool) -> None:
    found = CATALOGUE.subcategory(code)
    assert found is not None
    rule = found.evidence
    assert (rule.video_may_replace, rule.scale_advised, rule.tag_advised) == (video, scale, tag)


def test_a_problem_takes_far_and_near_and_says_how_in_both_languages() -> None:
    for found in CATALOGUE.subcategories:
        rule = found.evidence
        assert (set(rule.required), rule.min_photos, rule.max_video_s) == ({Shot.FAR, Shot.NEAR}, 2, 30), found.code
        assert rule.hint_zh and rule.hint_en
        assert found.close_zh and found.close_en


def test_where_the_plate_or_the_person_is_the_evidence_nothing_is_public() -> None:
    restricted = {found.code for found in CATALOGUE.subcategories if found.privacy is PrivacyLevel.RESTRICTED}
    assert restricted == {
        "C02-03", "C03-05", "C04-01", "C04-05", "C04-06", "X01-06", "X01-07", "X04-01", "X04-03", "X04-04"
    }
    for found in CATALOGUE.subcategories:
        assert ("不公开" in found.evidence.hint_zh) is (found.code in restricted), found.code


@pytest.mark.parametrize(
    ("code", "others"),
    [
        ("C01-06", {"C01-01", "C01-02", "C09-24"}),
        ("C05-01", {"C05-02", "C05-03"}),
        ("C02-01", {"C02-05"}),
        ("C01-07", {"C08-06"}),
        ("C03-01", {"C03-03", "C10-09"}),
    ],
)
def test_easily_confused(code: str, others: set[str]) -> None:
    found = CATALOGUE.subcategory(code)
    assert found is not None and set(found.confused_with) == others
    assert found.tell_apart_zh and found.tell_apart_en


def test_confusion_goes_both_ways() -> None:
    for found in CATALOGUE.subcategories:
        for other in found.confused_with:
            back = CATALOGUE.subcategory(other)
            assert back is not None and found.code in back.confused_with


def test_every_text_is_there_and_pinyin_fits_its_characters() -> None:
    for found in CATALOGUE.subcategories:
        assert len(found.keywords_zh) >= 4 and len(found.keywords_en) >= 3, found.code
        assert len(found.keywords_zh) == len(set(found.keywords_zh)), found.code
        characters = sum("\u4e00" <= sign <= "\u9fff" for sign in found.zh)
        assert len(found.pinyin.split()) == len(found.pinyin_initials) == characters, found.code
        assert found.pinyin.isascii() and found.pinyin.replace(" ", "").islower()
    for category in CATALOGUE.categories:
        assert category.definition_zh and category.definition_en and category.icon
    manhole = CATALOGUE.subcategory("C09-01")
    assert manhole is not None and manhole.pinyin_initials == "jgqsyw"
    assert (manhole.name("zh"), manhole.name("en")) == ("井盖缺失移位", "Missing or shifted manhole cover")


def test_every_icon_is_drawn() -> None:
    used = {entry.icon for group in (CATALOGUE.kinds, CATALOGUE.categories, CATALOGUE.subcategories) for entry in group}
    drawn = {path.stem for path in (RESOURCES / "icons").glob("*.svg")}
    assert used - drawn == set()


def test_lookups() -> None:
    assert CATALOGUE.subcategory("C77-01") is None, "a draft may name one that vanished"
    assert CATALOGUE.subcategory(None) is None
    assert CATALOGUE.category("C77") is None
    assert CATALOGUE.in_category("C77") == ()
    assert [found.code for found in CATALOGUE.by_gb("06010")] == ["C01-01", "C01-10"]
    assert [found.code for found in CATALOGUE.by_gb("01002")] == ["C09-01", "C09-02", "C09-03", "C09-04"]
    assert CATALOGUE.by_gb("99999") == ()


def test_a_season_holds_the_clock_until_it_begins() -> None:
    calendar = shipped_calendar()
    planting, other = CATALOGUE.subcategory("C08-04"), CATALOGUE.subcategory("C08-03")
    assert planting is not None and other is not None
    for filed, starts in [
        ("2026-07-01 10:00", "2026-10-15 00:00"),
        ("2026-10-20 10:00", "2026-10-20 10:00"),
        ("2026-05-15 23:00", "2026-05-15 23:00"),
        ("2026-05-16 00:00", "2026-10-15 00:00"),
        ("2026-12-24 10:00", "2027-03-01 00:00"),
    ]:
        assert clock_start(planting, at(filed), calendar) == at(starts)
        assert clock_start(other, at(filed), calendar) == at(filed)
    winter = CATALOGUE.subcategory("X02-03")
    assert winter is not None and winter.season is not None
    assert winter.season.covers(date(2027, 1, 5)) and not winter.season.covers(date(2026, 8, 5))


# -- national codes of 2013 (domain 2.2)


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("01-10", "06010"), ("0110", "06010"), (" 01-10 ", "06010"), ("02-01", "07001"), ("04-05", "09005"),
        ("04-10", "09010"), ("03-04", "08004"), ("05-07", "10001"), ("05-08", "10002"), ("06-01", "09013"),
        ("05-01", None),  # burst pipes have no national code any more
        ("05-05", None), ("06-02", None),
        ("01-31", None), ("02-05", None), ("04-07", None),  # gaps of 2026
        ("01-93", None), ("04-96", None),  # a city's own, counted down from 99
        ("01-00", None), ("07-01", None), ("21-01", None), ("", None), ("01-1", None), ("abcd", None), ("06010", None), ("０１１０", None),
    ],
)  # fmt: skip
def test_event_codes_of_2013(old: str, now: str | None) -> None:
    assert gb_alias_2013(old) == now


def test_every_alias_is_a_national_code() -> None:
    known = {row["code"] for row in table("gb47678_5")}
    aliases = {gb_alias_2013(f"{number:04d}") for number in range(10_000)} - {None}
    assert aliases <= known
    assert len(aliases) == 51 + 7 + 16 + 21 + 2


def test_the_file_is_what_its_tables_say() -> None:
    script = FOLDER / "build_catalogue.py"
    done = subprocess.run(
        [sys.executable, str(script), "--check"], capture_output=True, text=True, cwd=Path(script).anchor, check=False
    )
    assert done.returncode == 0, "run resources/catalogue/build_catalogue.py\n" + done.stderr
