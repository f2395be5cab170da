"""Which catalogue takes another's place, and which is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec
import pytest

from sync.protocol.catalogue import MAX_CATALOGUE_BYTES, Catalogue, decode_catalogue, encode_catalogue, newer
from sync.protocol.problems import Code, Next, Problem
from tests.sync.protocol.calendars import RESOURCES

RAW = (RESOURCES / "catalogue" / "catalogue-v1.json").read_bytes()
CATALOGUE = decode_catalogue(RAW)


def variant(**changes: Any) -> Catalogue:
    return msgspec.structs.replace(CATALOGUE, **changes)


@pytest.mark.parametrize(
    ("offered", "held", "takes"),
    [
        (variant(version=2), variant(version=1), True),
        (variant(version=1), variant(version=1), False),
        (variant(version=1), variant(version=2), False),
        (variant(released=date(2027, 1, 1)), variant(released=date(2026, 1, 1)), True),
        (variant(id="370214"), CATALOGUE, True),
        (variant(id="370214", version=1), variant(version=7), True),
        (variant(version=7), variant(id="370214", version=1), False),
        (variant(id="370214", version=2), variant(id="370214", version=1), True),
        (variant(id="370214", version=1), variant(id="370214", version=2), False),
        (variant(id="421200"), variant(id="370214", version=9), True),
    ],
)
def test_which_catalogue_is_kept(offered: Catalogue, held: Catalogue, takes: bool) -> None:
    assert newer(offered, held) is takes


def test_there_and_back() -> None:
    assert decode_catalogue(encode_catalogue(CATALOGUE)) == CATALOGUE


def test_a_newer_hub_may_say_more() -> None:
    more = json.loads(RAW)
    more["colour"] = "green"
    more["subcategories"][0]["reward"] = "A"
    assert decode_catalogue(json.dumps(more).encode()) == CATALOGUE


def spoil(*path: str | int, value: Any) -> Callable[[Any], None]:
    def change(whole: Any) -> None:
        for step in path[:-1]:
            whole = whole[step]
        whole[path[-1]] = value
    return change


def first(field: str, value: Any) -> Callable[[Any], None]:
    return spoil("subcategories", 0, field, value=value)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (spoil("version", value=0), "version"),
        (spoil("version", value="one"), "version"),
        (spoil("id", value=" "), "id"),
        (spoil("categories", value=[]), "categories"),
        (spoil("subcategories", value=[]), "subcategories"),
        (spoil("categories", 1, "code", value="C01"), "categories.C01"),
        (spoil("categories", 0, "zh", value=""), "categories.C01.name"),
        (first("code", "C01-02"), "subcategories.C01-02"),
        (first("code", "C01/01"), "subcategories.C01/01"),
        (first("category", "C77"), "subcategories.C01-01.category"),
        (first("en", "  "), "subcategories.C01-01.name"),
        (first("limit", {"value": 0, "unit": "work_hour"}), "subcategories.C01-01.limit"),
        (first("limit", {"value": -4, "unit": "work_hour"}), "subcategories.C01-01.limit"),
        (first("limit", {"value": 99999, "unit": "work_day"}), "subcategories.C01-01.limit"),
        (first("limit", {"value": 4, "unit": "fortnight"}), "subcategories[0].limit.unit"),
        (first("gb2026", "601"), "subcategories.C01-01.gb2026"),
        (first("gb_related", ["x"]), "subcategories.C01-01.gb2026"),
        (first("evidence", {"key": "", "min_photos": 1, "hint_zh": "", "hint_en": ""}), "subcategories.C01-01.evidence"),
        (first("evidence", {"key": "", "min_photos": 40, "hint_zh": "", "hint_en": ""}), "subcategories.C01-01.evidence"),
        (first("evidence", {"key": "", "max_video_s": 0, "hint_zh": "", "hint_en": ""}), "subcategories.C01-01.max_video_s"),
        (first("season", {"zh": "", "en": "", "windows": [["02-30", "03-01"]]}), "subcategories.C01-01.season"),
        (first("limit_season", {"zh": "", "en": "", "windows": []}), "subcategories.C01-01.season"),
        (first("confused_with", ["C01-01"]), "subcategories.C01-01.confused_with"),
        (first("confused_with", ["C77-01"]), "subcategories.C01-01.confused_with"),
        (first("keywords_pinyin", ["one"]), "subcategories.C01-01.keywords_pinyin"),
    ],
)
def test_a_catalogue_that_cannot_be_relied_on_is_refused_by_the_name_of_its_field(
    change: Callable[[Any], None], field: str
) -> None:
    whole = json.loads(RAW)
    change(whole)
    with pytest.raises(Problem) as caught:
        decode_catalogue(json.dumps(whole).encode())
    assert (caught.value.code, caught.value.next) == (Code.CATALOGUE_INVALID, Next.STOP)
    assert caught.value.facts == {"field": field}


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        (b"", "json"), (b"<html>sign in</html>", "json"), (b"[]", "json"), (RAW[: len(RAW) // 2], "json"),
        (b"\xff\xfe\x00", "json"), (b" " * (MAX_CATALOGUE_BYTES + 1), "size"),
    ],
)
def test_what_is_no_catalogue_is_refused(raw: bytes, field: str) -> None:
    with pytest.raises(Problem) as caught:
        decode_catalogue(raw)
    assert (caught.value.code, caught.value.facts) == (Code.CATALOGUE_INVALID, {"field": field})
