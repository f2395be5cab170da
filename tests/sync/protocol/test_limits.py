"""Cities' spellings of a limit (domain 2.6 and 5.5)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.limits import UNREADABLE_LIMIT, Limit, LimitUnit, parse_limit

READ = [
    ("4工作时", 4, LimitUnit.WORK_HOUR),
    ("2紧急工作时", 2, LimitUnit.URGENT_HOUR),
    ("2紧急工作小时", 2, LimitUnit.URGENT_HOUR),
    ("3紧急工作日", 3, LimitUnit.NATURAL_DAY),
    ("6小时", 6, LimitUnit.WORK_HOUR),
    ("2工作小时", 2, LimitUnit.WORK_HOUR),
    ("5天", 5, LimitUnit.WORK_DAY),
    ("15工作日", 15, LimitUnit.WORK_DAY),
    ("2自然日", 2, LimitUnit.NATURAL_DAY),
    ("3个工作日", 3, LimitUnit.WORK_DAY),
    ("24小时内", 24, LimitUnit.WORK_HOUR),
    ("2个工作日以内", 2, LimitUnit.WORK_DAY),
    (" 4 工作时 ", 4, LimitUnit.WORK_HOUR),
    ("４工作时", 4, LimitUnit.WORK_HOUR),
    ("0.5小时", 0.5, LimitUnit.WORK_HOUR),
    ("两小时", 2, LimitUnit.WORK_HOUR),
    ("三个工作日", 3, LimitUnit.WORK_DAY),
    ("十五工作日", 15, LimitUnit.WORK_DAY),
    ("二十天", 20, LimitUnit.WORK_DAY),
    ("一百零五天", 105, LimitUnit.WORK_DAY),
]


@pytest.mark.parametrize(("text", "value", "unit"), READ)
def test_spellings(text: str, value: float, unit: LimitUnit) -> None:
    parsed = parse_limit(text)
    assert (parsed.limit, parsed.season, parsed.understood) == (Limit(value=value, unit=unit), None, True)
    assert parsed.text == text


@pytest.mark.parametrize(
    ("text", "season"),
    [("种植季节15工作日", "种植季节"), ("种植季15工作日", "种植季"), ("春季 十五 工作日", "春季")],
)
def test_a_season_is_kept_by_name(text: str, season: str) -> None:
    parsed = parse_limit(text)
    assert parsed.season == season
    assert parsed.limit == Limit(value=15, unit=LimitUnit.WORK_DAY)


@pytest.mark.parametrize(
    "text", ["", "尽快", "0工作日", "-2工作日", "工作日", "4", "4工作时或2天", "4 hours", "零天", "99999天", "²工作日次"]
)
def test_what_cannot_be_read_is_one_natural_day_with_its_text_kept(text: str) -> None:
    parsed = parse_limit(text)
    assert (parsed.limit, parsed.understood, parsed.text) == (UNREADABLE_LIMIT, False, text)
    assert UNREADABLE_LIMIT == Limit(value=1, unit=LimitUnit.NATURAL_DAY)


@given(st.text(alphabet="0123456789.一二两十百零个紧急工作时日小天自然种植季节内以 x", max_size=14))
def test_any_text_gives_a_limit_above_zero(text: str) -> None:
    parsed = parse_limit(text)
    assert parsed.limit.value > 0
    assert parsed.text == text
