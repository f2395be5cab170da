"""Photos into draft reports, and what a person does with the proposal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldclient.geo.clusters import Board, History, Taken, assign, cluster, merge, move, split
from sync.protocol.media import MAX_PHOTOS_PER_ACT
from sync.protocol.position import Position, PositionSource

NINE = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)


def photo(key: str, minutes: float | None = None, north_m: float | None = None) -> Taken:
    place = None if north_m is None else Position(latitude=36.06 + north_m / 111_195, longitude=120.38, source=PositionSource.EXIF)
    return Taken(key, None if minutes is None else NINE + timedelta(minutes=minutes), place)


def keys(board: Board) -> list[str]:
    return ["".join(group.keys) for group in board.groups]


@pytest.mark.parametrize(("photos", "expected", "loose"), [
    ([photo("a", 0, 0), photo("b", 1, 10), photo("c", 2, 200)], ["ab", "c"], ""),
    ([photo("a", 0, 0), photo("b", 11, 0)], ["a", "b"], ""),  # the same place, another visit
    ([photo("a", 0, 0), photo("b", 9, 30), photo("c", 10, 60)], ["ab", "c"], ""),  # a slow walk is not one place
    ([photo("a", 0, 0), photo("b", 1), photo("c", 2, 5)], ["abc"], ""),  # one without a place, in between
    ([photo("a", 0, 0), photo("b", 3)], ["a", "b"], ""),  # too late to belong without a place
    ([photo("a", 0), photo("b", 1), photo("c", 5)], ["ab", "c"], ""),  # times alone
    ([photo("a", 0, 0), photo("b", None, 10), photo("c", None, 500), photo("d")], ["ab", "c"], "d"),
    ([photo("a", 0, 0), photo("a", 0, 0)], ["a"], ""),
    ([], [], ""),
])
def test_the_proposal(photos: list[Taken], expected: list[str], loose: str) -> None:
    board = cluster(photos)
    assert keys(board) == expected and "".join(board.loose) == loose
    assert cluster(reversed(photos)) == board


def test_a_report_never_holds_more_photos_than_the_hub_takes() -> None:
    board = cluster(photo(f"{n:02}", n / 60, 0) for n in range(25))
    assert [len(each.keys) for each in board.groups] == [MAX_PHOTOS_PER_ACT, MAX_PHOTOS_PER_ACT, 5]


BOARD = cluster([photo("a", 0, 0), photo("b", 1, 5), photo("c", 20, 0), photo("d", 40, 0), photo("e")])
AB, C, D = (group.id for group in BOARD.groups)


def test_merging_and_splitting() -> None:
    one = merge(assign(BOARD, [C], "C01-01"), [D, AB, C])
    assert keys(one) == ["abcd"] and (one.groups[0].id, one.groups[0].subcategory) == (AB, "C01-01")
    two = split(one, ["c", "b"])
    assert keys(two) == ["ad", "bc"] and two.groups[1].subcategory == "C01-01"
    assert keys(split(BOARD, ["a"])) == ["b", "a", "c", "d"] and split(BOARD, ["c"]) == BOARD and merge(BOARD, [C]) == BOARD
    assert keys(split(BOARD, ["e", "c"])) == ["ab", "d", "ce"] or "e" in split(BOARD, ["e", "c"]).groups[1].keys


def test_moving_by_drag() -> None:
    assert keys(move(BOARD, ["c", "e"], AB)) == ["abce", "d"] and move(BOARD, ["c", "e"], AB).loose == ()
    assert move(BOARD, ["a"], AB) == BOARD
    with pytest.raises(KeyError):
        move(BOARD, ["a"], "nowhere")


def test_everything_can_be_undone() -> None:
    history = History(BOARD).done(merge(BOARD, [AB, C]))
    history = history.done(split(history.now, ["d"]))  # nothing changed: nothing to undo
    assert history.undo().now == BOARD and history.undo().redo() == history and history.undo().undo().now == BOARD
    assert history.undo().done(assign(BOARD, [C], "x")).future == ()


ACTS = st.lists(st.tuples(st.sampled_from(["merge", "split", "move"]), st.sets(st.integers(0, 11), max_size=5)), max_size=12)


@settings(max_examples=100, deadline=None)
@given(ACTS)
def test_no_photo_is_ever_lost_or_doubled(acts: list[tuple[str, set[int]]]) -> None:
    board = cluster([*(photo(chr(97 + n), 7 * n, 25 * (n % 3)) for n in range(10)), photo("k"), photo("l")])
    history = History(board)
    for what, numbers in acts:
        now = history.now
        chosen = [chr(97 + n) for n in numbers]
        ids = [now.groups[n].id for n in numbers if n < len(now.groups)]
        if what == "merge":
            now = merge(now, ids)
        elif what == "split":
            now = split(now, chosen)
        elif now.groups:
            now = move(now, chosen, now.groups[0].id)
        history = history.done(now)
        held = [key for group in now.groups for key in group.keys] + list(now.loose)
        assert sorted(held) == list("abcdefghijkl")
        assert all(group.keys for group in now.groups) and len({group.id for group in now.groups}) == len(now.groups)
    while history.past:
        history = history.undo()
    assert history.now == board
