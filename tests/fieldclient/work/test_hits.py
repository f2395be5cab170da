"""What was looked for is shown where it stands: literally, in any width and case, across spaces, and as initials."""

from __future__ import annotations

import pytest

from fieldclient.store.initials import letters_of
from fieldclient.work.hits import LONGEST, excerpt, spans, wanted_of


def lit(text: str, looked_for: str) -> list[str]:
    return [text[start:end] for start, end in spans(text, wanted_of(looked_for), letters_of)]


@pytest.mark.parametrize(("text", "looked_for", "found"), [
    ("正阳路 12 号井盖破损", "井盖", ["井盖"]),
    ("正阳路 12 号井盖破损", "12号", ["12 号"]),
    ("正阳路 12 号井盖破损", "正阳路 破损", ["正阳路", "破损"]),
    ("正阳路 １２ 号", "12", ["１２"]),
    ("暴露垃圾", "bllj", ["暴露垃圾"]),
    ("暴露垃圾", "BL", ["暴露"]),
    ("暴露垃圾满溢", "lj my", ["垃圾满溢"]),
    ("Exposed litter", "LITTER", ["litter"]),
    ("37021420261121000427", "0427", ["0427"]),
    ("aaa", "aa", ["aaa"]),
    ("井盖,破损", "井盖,破损", ["井盖", "破损"]),
    ("井盖", "路灯", []), ("井盖", "", []), ("井盖", "。", []), ("", "井盖", []), ("井盖", "g", []),
])
def test_what_is_lit(text: str, looked_for: str, found: list[str]) -> None:
    assert lit(text, looked_for) == found


def test_without_readings_letters_are_letters() -> None:
    assert spans("暴露垃圾", wanted_of("bllj")) == ()


def test_an_excerpt_shows_the_first_hit_with_what_stands_around_it() -> None:
    text = "昨天下午有居民来电反映在小区北门外的人行道上有一处井盖缺了一角" + "，" + "很危险" * 30
    part, hits = excerpt(text, spans(text, wanted_of("井盖")))
    assert part.startswith("…") and part.endswith("…") and len(part) <= LONGEST + 2
    assert [part[start:end] for start, end in hits] == ["井盖"]
    whole, hits = excerpt("井盖缺了\n一角", spans("井盖缺了\n一角", wanted_of("一角")))
    assert whole == "井盖缺了 一角" and [whole[start:end] for start, end in hits] == ["一角"]
    assert excerpt(text, ()) == ("", ())


def test_hits_beyond_the_excerpt_are_left_out_and_one_on_its_edge_is_cut() -> None:
    text = "ab" + "x" * (LONGEST - 3) + "ab" + "x" * 50 + "ab"
    part, hits = excerpt(text, spans(text, wanted_of("ab")))
    assert [part[start:end] for start, end in hits] == ["ab", "a"]
