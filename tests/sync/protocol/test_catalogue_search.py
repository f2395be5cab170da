"""Finding a subcategory by what people really type."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.protocol.catalogue import Catalogue, Subcategory, decode_catalogue
from sync.protocol.catalogue_search import search
from tests.sync.protocol.calendars import RESOURCES

CATALOGUE = decode_catalogue((RESOURCES / "catalogue" / "catalogue-v1.json").read_bytes())


def codes(query: str, catalogue: Catalogue = CATALOGUE, **more: object) -> list[str]:
    return [found.code for found in search(catalogue, query, **more)]  # type: ignore[arg-type]


FIRST = [
    # names
    ("暴露垃圾", "C01-01"), ("井盖", "C09-01"), ("井盖破损", "C09-02"), ("露天烧烤", "C05-04"), ("飞线", "C06-04"),
    ("古树", "C08-12"), ("渣土车", "X01-06"), ("积水", "X02-02"), ("招牌缺字", "C10-01"), ("流浪犬", "X04-02"),
    # everyday words
    ("垃圾桶满了", "C01-06"), ("小广告", "C03-01"), ("牛皮癣", "C03-01"), ("违停", "C04-01"), ("电动车", "C04-02"),
    ("僵尸车", "C02-03"), ("地锁", "C04-07"), ("坑", "C09-06"), ("路灯坏了", "C09-18"), ("红绿灯", "C09-16"),
    ("煤气味", "X02-05"), ("爆水管", "X02-04"), ("违建", "X03-01"), ("广场舞", "C05-13"), ("树倒了", "C08-05"),
    ("路牙", "C09-08"), ("消防栓", "C09-29"), ("西瓜", "C05-10"), ("收废品", "C05-08"), ("空调外机", "X02-08"),
    # sentences
    ("门口有个井盖没了很危险", "C09-01"), ("小区楼道里堆了好多杂物", "C02-10"), ("有人在路边洗车", "C05-07"),
    ("夜间工地噪音", "X01-01"), ("垃圾桶满了没人管", "C01-06"), ("沙发没人要扔在路边", "C02-02"), ("盲道 停车", "C04-05"),
    # pinyin, whole or begun, together or apart, and first letters
    ("jinggai", "C09-01"), ("jing gai po", "C09-02"), ("lajitong", "C01-06"), ("xiaoguanggao", "C03-01"),
    ("niupixuan", "C03-01"), ("lvhuadai", "C08-02"), ("LÜHUADAI", "C08-02"), ("honglvdeng", "C09-16"), ("weiting", "C04-01"),
    ("ludeng", "C09-18"), ("jgps", "C09-02"), ("bllj", "C01-01"), ("xgg", "C03-01"), ("npx", "C03-01"), ("gxdc", "C04-03"),
    # English
    ("manhole cover", "C09-01"), ("Manhole", "C09-01"), ("ｍａｎｈｏｌｅ", "C09-01"), ("broken manhole cover", "C09-02"),
    ("pothole", "C09-06"), ("potholes", "C09-06"), ("graffiti", "C03-02"), ("illegal parking", "C04-01"),
    ("e-bike", "C04-02"), ("e bike charging", "C06-04"), ("street light", "C09-18"), ("gas", "X02-05"), ("burst pipe", "X02-04"),
    ("stray dogs", "X04-02"), ("tree down", "C08-05"), ("bench", "C09-27"), ("snow", "X02-03"), ("bbq", "C05-04"),
    ("shared bike", "C04-03"), ("awning", "C10-10"), ("full bin", "C01-06"), ("broken sign", "C10-02"),
    # codes: ours, national of 2026, an event's of 2013, a component's related one
    ("C09-01", "C09-01"), ("c0901", "C09-01"), ("C09 01", "C09-01"), ("06010", "C01-01"), ("07001", "C03-01"),
    ("01-10", "C01-01"), ("0201", "C03-01"), ("04-05", "C05-01"), ("01002", "C09-01"), ("02020", "C09-14"),
]


@pytest.mark.parametrize(("query", "first"), FIRST)
def test_what_comes_first(query: str, first: str) -> None:
    assert codes(query)[0] == first


@pytest.mark.parametrize(
    ("query", "among"),
    [
        ("井盖", ["C09-01", "C09-02", "C09-03", "C09-04"]),
        ("共享单车", ["C04-03", "C04-04"]),
        ("消防通道", ["C02-11", "C04-06"]),
        ("围挡", ["X01-05", "C07-05"]),
        ("卫生脏乱", ["C01-01", "C01-15"]),
        ("sanitation", ["C01-01", "C01-15"]),
        ("x02", ["X02-01", "X02-08"]),
        ("C10", ["C10-01", "C10-10"]),
        ("06001", ["X03-01", "X03-02"]),
        ("ramp", ["C09-10", "X03-05", "C04-05"]),
        ("dog", ["X04-02", "C01-11"]),
    ],
)
def test_what_is_found_among_others(query: str, among: list[str]) -> None:
    assert set(among) <= set(codes(query))


@pytest.mark.parametrize("query", ["zzz", "不明飞行物", "a", "a b", "99999", "qqqq wwww"])
def test_nothing_found_is_an_empty_answer(query: str) -> None:
    assert codes(query) == []


@pytest.mark.parametrize("query", ["%%%", "🚲", "\0", " ,;。 "])
def test_signs_alone_are_as_good_as_nothing_typed(query: str) -> None:
    assert codes(query) == codes("")


def test_better_kinds_of_match_come_before_weaker_ones() -> None:
    """Name exactly, name's beginning, name's middle, everyday word, sound."""
    assert codes("公厕")[:2] == ["C01-13", "C09-25"], "both names begin with it, in the catalogue's order"
    names = {found.code: found.zh for found in CATALOGUE.subcategories}
    ranked = [names[code] for code in codes("垃圾", limit=50)]
    first_without = next(at for at, name in enumerate(ranked) if "垃圾" not in name)
    assert all("垃圾" not in name for name in ranked[first_without:]), "names first, then everyday words"
    assert ranked[0].startswith("垃圾")


def test_recent_ones_are_lifted_among_equals_only() -> None:
    assert codes("井盖", recent=["C09-04"])[:2] == ["C09-04", "C09-01"]
    assert codes("井盖", recent=["C09-03", "C09-04"])[:3] == ["C09-03", "C09-04", "C09-01"]
    assert codes("井盖破损", recent=["C09-04", "C09-01"])[0] == "C09-02", "an exact name stays first"
    assert codes("垃圾", limit=50, recent=["C02-02"])[0] == "C01-06", "an everyday word stays behind a name"
    assert "C01-01" not in codes("井盖", recent=["C01-01"]), "what does not match is not brought in"


def test_nothing_typed_shows_the_recent_then_the_catalogue() -> None:
    assert codes("", recent=["X02-02", "C05-01"])[:4] == ["X02-02", "C05-01", "C01-01", "C01-02"]
    assert codes("   ", limit=3) == ["C01-01", "C01-02", "C01-03"]
    assert codes("", recent=["C77-01"], limit=1) == ["C01-01"], "a code that vanished is left out"


def test_limit_and_staff() -> None:
    assert len(codes("", limit=5)) == 5
    assert len(codes("", limit=500)) == 146
    assert "X01-03" in codes("掘路")
    assert "X01-03" not in codes("掘路", staff=False)
    assert len(codes("", limit=500, staff=False)) == sum(found.citizen_visible for found in CATALOGUE.subcategories)


@pytest.mark.parametrize("category", [category.code for category in CATALOGUE.categories])
def test_everything_is_found_by_its_names_and_words(category: str) -> None:
    """Against its own category alone: whether a word is found does not depend on the others, only its rank does."""
    near = msgspec.structs.replace(CATALOGUE, subcategories=CATALOGUE.in_category(category))
    for found in near.subcategories:
        for query in (found.code, found.zh, found.en, found.pinyin):
            assert codes(query, near)[0] == found.code, query
        for word in (*found.keywords_zh, *found.keywords_en, *found.keywords_pinyin):
            assert found.code in codes(word, near, limit=50), (found.code, word)


@pytest.mark.parametrize("found", CATALOGUE.subcategories[::6], ids=lambda found: found.code)
def test_its_own_name_comes_first_among_all(found: Subcategory) -> None:
    assert [codes(query)[0] for query in (found.code, found.zh, found.en, found.pinyin)] == [found.code] * 4


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_answered_with_known_subcategories_once_each(query: str) -> None:
    answer = codes(query, limit=200)
    assert len(answer) == len(set(answer)) <= 146
    assert codes(query, limit=200) == answer
