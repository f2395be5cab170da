"""What is found by its words and by the initials of how it is read, against looking at every text."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin.pinyin_dict import pinyin_dict

from fieldclient.resources import resource
from fieldclient.store.case_text import folded, plain_number, query, runs, terms, words
from fieldclient.store.initials import InitialsBlock, is_initials, letters_of
from fieldclient.store.piles import NumbersBlock, Pile, ShortBlock
from tests.fieldclient.store.making import open_store


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The table as a device has it, in memory."""
    store = open_store(tmp_path_factory.mktemp("device"))
    made = store.database.one("SELECT sql FROM sqlite_master WHERE name = 'case_words'")
    store.close()
    assert made is not None
    connection = sqlite3.connect(":memory:")
    connection.execute(made["sql"])
    connection.execute("CREATE TABLE texts (row INTEGER PRIMARY KEY, text TEXT)")
    yield connection
    connection.close()


def found(index: sqlite3.Connection, texts: list[str], wanted: str) -> set[int] | None:
    index.execute("DELETE FROM case_words")
    index.executemany("INSERT INTO case_words (rowid, words) VALUES (?, ?)", [(at, words(text)) for at, text in enumerate(texts)])
    phrase = query(wanted)
    return None if phrase is None else {row[0] for row in index.execute("SELECT rowid FROM case_words WHERE case_words MATCH ?", (phrase,))}


def like(index: sqlite3.Connection, texts: list[str], wanted: str) -> set[int]:
    index.execute("DELETE FROM texts")
    index.executemany("INSERT INTO texts VALUES (?, ?)", list(enumerate(texts)))
    escaped = wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return {row[0] for row in index.execute("SELECT row FROM texts WHERE text LIKE ? ESCAPE '\\'", (f"%{escaped}%",))}


SIGNS = "垃圾桶占道经营路号东西南北网格𠀀𰻝鿋龦〇々かガ가abzABZéÉßİ0189０９ＡｚｂＢ①㎡½ ,.-_/（）、，。;:!?'\"*%\\\t🔥🚗👍🏽❤️👨‍👩‍👧"
TEXTS = st.lists(st.text(st.sampled_from(SIGNS), max_size=24), min_size=1, max_size=8)


@settings(max_examples=150, deadline=None)
@given(texts=TEXTS, data=st.data())
def test_whatever_like_finds_is_found(index: sqlite3.Connection, texts: list[str], data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(texts))
    start = data.draw(st.integers(0, len(text)))
    wanted = text[start : start + data.draw(st.integers(1, 9))]
    ours = found(index, texts, wanted)
    if ours is None:
        assert not runs(wanted)  # signs that part words: there is nothing to look for
    else:
        assert ours >= like(index, texts, wanted)


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(st.text(st.sampled_from("垃圾桶占道经营ab01"), max_size=12), min_size=1, max_size=8),
       wanted=st.text(st.sampled_from("垃圾桶占道经营ab01"), min_size=1, max_size=4))
def test_what_is_found_has_it(index: sqlite3.Connection, texts: list[str], wanted: str) -> None:
    assert found(index, texts, wanted) == {at for at, text in enumerate(texts) if wanted in text}


@pytest.mark.parametrize(("text", "wanted", "hit"), [
    ("桶边有垃圾", "垃圾", True), ("桶边有垃圾", "垃", True), ("桶边有垃圾", "圾桶", False), ("香港东路 8 号", "8号", True),
    ("香港东路 8 号", "路8", True), ("ＫＴＶ门口", "ktv", True), ("KTV门口", "ｋｔｖ门", True), ("火🔥灾", "🔥", True), ("火灾", "🔥", False),
    ("吃𰻝𰻝面", "𰻝面", True), ("吃𰻝𰻝面", "面", True), ("垃圾，桶", "圾桶", False), ("㎡", "m2", True), ("Straße", "STRASSE", True),
    ("a_b", "b", True), ("NEAR(", "near", True), ("甲 AND 乙", "and", True),
])
def test_words_by_table(index: sqlite3.Connection, text: str, wanted: str, hit: bool) -> None:
    assert found(index, [text], wanted) == ({0} if hit else set())


@pytest.mark.parametrize(("text", "expected"), [
    ("", ()), ("  ", ()), ("'\"*()", ()), ("垃圾 香港", ("垃圾", "香港")), ("A A ａ", ("a",)), ("路，8号", ("路", "8号")), ("。 好", ("好",)),
    ("井盖？", ("井盖",)), ("“井盖”、松动！", ("井盖", "松动")), ("C01-01", ("c01-01",)), ("(C01-01)?", ("c01-01",)), ("#8", ("8",)),
    ("井盖🔥", ("井盖🔥",)), ("吃𰻝𰻝面", ("吃𰻝𰻝面",)),
])
def test_terms(text: str, expected: tuple[str, ...]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize(("number", "plain"), [
    ("3702142026112000042", "3702142026112000042"), ("Q7", "q7"), ("城管〔2026〕8号", None), ("A-1", None), ("", None), (None, None)])
def test_numbers_that_need_no_words(number: str | None, plain: str | None) -> None:
    assert plain_number(number) == plain


# Initials


def test_the_shipped_table_is_what_the_dictionary_says() -> None:
    script = resource("pinyin", "build_initials.py")
    assert subprocess.run([sys.executable, str(script), "--check"], timeout=60).returncode == 0
    assert Path(script).with_name("initials.tsv").read_text("utf-8").count("\t") > 600


@pytest.mark.parametrize(("sign", "letters"), [
    ("行", "hx"), ("重", "ctz"), ("路", "l"), ("女", "nr"), ("a", "a"), ("8", ""), ("，", ""), ("〇", "lxy"), ("𠀀", "h"), ("\U000f0123", ""),
])
def test_a_character_has_the_letters_of_all_its_readings(sign: str, letters: str) -> None:
    assert letters_of(sign) == letters


@pytest.mark.parametrize(("wanted", "hits"), [
    ("bllj", [0]), ("BLLJ".lower(), [0]), ("xr", [2]), ("hr", [2]), ("ktvmk", [4]), ("jx", []), ("bl", [0, 2]), ("c", [5]), ("z", [5]),
    ("xg", [0]), ("zz", []), ("xgdlbh", []), ("bhl", []),
])
def test_initials_by_table(wanted: str, hits: list[int]) -> None:
    block = InitialsBlock([words("暴露垃圾", "香港东路 8 号"), words("没有"), words("行人，暴露"), "", words("KTV门口"), words("重")])
    assert block.find(wanted).tolist() == hits


HANZI = "行重长乐单参朝调校石车都曾垃圾桶占道经营路号东西"


@settings(max_examples=100, deadline=None)
@given(texts=st.lists(st.text(st.sampled_from(HANZI + "ab8，"), max_size=10), min_size=1, max_size=6),
       wanted=st.text(st.sampled_from("abcdhjlrstxyz"), min_size=2, max_size=4))
def test_initials_are_every_reading_of_neighbours(texts: list[str], wanted: str) -> None:
    def reads(sign: str) -> str:
        return "".join(each[:1] for each in pinyin_dict.get(ord(sign), "").split(",")) or (sign if sign.isalpha() else "")

    def has(text: str) -> bool:
        plain = folded(text)
        return any(all(letter in reads(sign) for letter, sign in zip(wanted, plain[at:], strict=False))
                   for at in range(len(plain) - len(wanted) + 1))

    expected = [at for at, text in enumerate(texts) if has(text)]
    assert InitialsBlock([words(text) for text in texts]).find(wanted).tolist() == expected


@pytest.mark.parametrize(("term", "meant"), [("bl", True), ("b", False), ("b8", False), ("垃圾", False), ("é", False)])
def test_what_may_be_initials(term: str, meant: bool) -> None:
    assert is_initials(term) is meant


# Piles


@pytest.mark.parametrize("make", [NumbersBlock, ShortBlock])
def test_a_pile_finds_what_is_there_now(make: type[NumbersBlock] | type[ShortBlock], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fieldclient.store.piles.YOUNG", 4)
    pile, now = Pile(make), dict[int, str]()
    for turn, texts in enumerate(({0: "ab1", 1: "b12"}, {2: "12", 3: "", 4: "1a"}, {0: "x", 5: "121"}, {2: "a", 0: "12"}, {})):
        pile.put(texts)
        now |= texts
        for wanted in ("1", "12", "ab", "x", "9", "121"):
            expected = [wanted in now.get(at, "") for at in range(7)]
            assert pile.find(wanted, 7).tolist() == expected, (turn, wanted)


@pytest.mark.parametrize("make", [NumbersBlock, ShortBlock])
def test_a_block_that_is_wholly_out_of_date_is_dropped(
    make: type[NumbersBlock] | type[ShortBlock], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Numbers of the same cases that come anew, for weeks: each search would look through all that they ever were."""
    for name, value in (("YOUNG", 4), ("SMALL", 3)):  # blocks of four are never joined
        monkeypatch.setattr(f"fieldclient.store.piles.{name}", value)
    pile = Pile(make)
    pile.put({8: "z", 9: "z", 10: "z", 11: "z"})
    for turn in range(20):
        pile.put({at: f"{turn}a" for at in range(8)})
    assert len(pile._blocks) == 2 and sum(map(len, (pile._good, pile._blocks))) == 4
    assert pile.find("19a", 12).tolist() == [True] * 8 + [False] * 4 and not pile.find("18a", 12).any()
    assert pile.find("z", 12).tolist() == [False] * 8 + [True] * 4


@pytest.mark.parametrize("small", [1, 9, 40])
@pytest.mark.parametrize("make", [NumbersBlock, ShortBlock, InitialsBlock])
def test_blocks_that_were_joined_find_what_they_found_apart(
    make: type[NumbersBlock] | type[ShortBlock] | type[InitialsBlock], small: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("YOUNG", 5), ("SMALL", small), ("MOST_SMALL", 3)):
        monkeypatch.setattr(f"fieldclient.store.piles.{name}", value)
    draw, pile, now = random.Random(small), Pile(make), dict[int, str]()
    for _ in range(60):
        texts = {draw.randrange(80): "".join(draw.choices("ab12", k=draw.randrange(9))) for _ in range(4)}
        texts = {at: words(text) if make is InitialsBlock else text for at, text in texts.items()}
        pile.put(texts)
        now |= texts
    for wanted in ("a", "ab", "bba", "aab"):
        expected = [at in now and bool(len(make([now[at]]).find(wanted))) for at in range(90)]
        assert any(expected) and pile.find(wanted, 90).tolist() == expected
