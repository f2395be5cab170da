"""What travels next: a table of small cases, and laws that hold for every outbox."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from sync.engine.device import Delivery, Download, Entry, MediaEntry
from sync.engine.outbox import (
    Limits,
    batches,
    due_downloads,
    earliest_try,
    is_suspect,
    next_media,
    ready,
    smaller,
)
from sync.protocol.lifecycle import Act
from sync.protocol.media import MediaKind, Usage
from sync.protocol.problems import Code, Problem
from tests.sync.engine.making import T0

W, T, A, R = Delivery.WAITING, Delivery.TRAVELLING, Delivery.ARRIVED, Delivery.REFUSED
LATER = T0 + timedelta(minutes=5)
PROBLEM = Problem(Code.HUB_ERROR, status=500).to_wire()


def entry(seq: int, case: str, state: Delivery = W, *, later: bool = False, size: int = 100, tries: int = 0) -> Entry:
    return Entry(
        mutation=f"m{seq}", seq=seq, case_id=case, act=Act.SUBMIT, made_at=T0, state=state, size_bytes=size,
        attempts=tries, next_try_at=LATER if later else None, problem=PROBLEM if later else None,
    )


def file(seq: int, name: str, state: Delivery = W, *, wanted: bool = True, offset: int = 0, size: int = 100,
         later: bool = False) -> MediaEntry:
    return MediaEntry(
        sha256=name, size_bytes=size, mime="image/jpeg", kind=MediaKind.PHOTO, usage=Usage.REPORT, seq=seq, state=state,
        wanted=wanted, offset_bytes=offset, next_try_at=LATER if later else None,
    )


def seqs(entries: Sequence[Entry]) -> list[int]:
    return [e.seq for e in entries]


def test_one_act_of_each_case_in_the_order_they_were_made() -> None:
    assert seqs(ready([entry(3, "b"), entry(1, "a"), entry(2, "a")], T0)) == [1, 3]


def test_a_refused_entry_holds_up_its_own_case_only() -> None:
    assert seqs(ready([entry(1, "a", R), entry(2, "a"), entry(3, "b")], T0)) == [3]


def test_a_waiting_item_holds_up_its_own_case_only() -> None:
    queue = [entry(1, "a", later=True), entry(2, "a"), entry(3, "b")]
    assert seqs(ready(queue, T0)) == [3]
    assert seqs(ready(queue, LATER)) == [1, 3]
    assert seqs(ready(queue, T0, impatient=True)) == [1, 3]


def test_an_impatient_person_does_not_revive_what_was_refused() -> None:
    assert ready([entry(1, "a", R), entry(2, "a")], T0, impatient=True) == []


def test_what_was_travelling_travels_again() -> None:
    assert seqs(ready([entry(1, "a", T), entry(2, "a")], T0)) == [1]


def test_what_arrived_makes_way() -> None:
    assert seqs(ready([entry(1, "a", A), entry(2, "a")], T0)) == [2]


def test_what_just_failed_still_holds_up_its_case() -> None:
    assert seqs(ready([entry(1, "a"), entry(2, "a"), entry(3, "b")], T0, tried={"m1"})) == [3]


def test_batches_keep_to_count_and_bytes() -> None:
    queue = [entry(i, f"c{i}", size=400) for i in range(7)]
    assert [seqs(b) for b in batches(queue, Limits(count=3, size_bytes=1000))] == [[0, 1], [2, 3], [4, 5], [6]]
    assert [seqs(b) for b in batches(queue, Limits(count=3, size_bytes=10**6))] == [[0, 1, 2], [3, 4, 5], [6]]


def test_one_entry_larger_than_the_bound_still_goes() -> None:
    assert [seqs(b) for b in batches([entry(1, "a", size=5000)], Limits(count=3, size_bytes=10))] == [[1]]


def test_a_suspect_goes_last_and_alone() -> None:
    queue = [entry(1, "a", later=True), entry(2, "b"), entry(3, "c", later=True), entry(4, "d")]
    assert [seqs(b) for b in batches(queue, Limits())] == [[2, 4], [1], [3]]


def test_pushes_shrink_after_a_broken_one_and_only_where_it_broke() -> None:
    queue = [entry(i, f"c{i}", tries=3 if i < 30 else 0) for i in range(330)]
    assert [len(b) for b in batches(queue, Limits(count=200, size_bytes=10**6))] == [25, 25, 200, 80]


def test_the_smallest_push_is_not_one() -> None:
    assert smaller(Limits(count=200, size_bytes=2**20), 50) == Limits(count=8, size_bytes=16 * 1024)
    assert smaller(Limits(count=2, size_bytes=10), 50) == Limits(count=2, size_bytes=10)


def test_a_begun_file_is_finished_before_an_older_one_is_begun() -> None:
    assert next_media([file(1, "old"), file(2, "begun", offset=5)], T0).sha256 == "begun"  # type: ignore[union-attr]


def test_files_of_the_oldest_report_go_first_and_small_ones_of_them() -> None:
    queue = [file(2, "b", size=1), file(1, "big", size=9), file(1, "small", size=3)]
    assert next_media(queue, T0).sha256 == "small"  # type: ignore[union-attr]


def test_files_wait_for_their_record_and_their_time() -> None:
    assert next_media([file(1, "a", wanted=False), file(2, "b", later=True), file(3, "c", R), file(4, "d", A)], T0) is None
    assert next_media([file(1, "a", wanted=False), file(2, "b", later=True)], T0, impatient=True) is not None
    assert next_media([file(2, "b")], T0, tried={"b"}) is None


def test_downloads_in_the_stores_order_but_begun_ones_first() -> None:
    wanted = [Download(sha256="a", size_bytes=9), Download(sha256="b", size_bytes=9, have_bytes=3),
              Download(sha256="c", size_bytes=9, next_try_at=LATER)]
    assert [d.sha256 for d in due_downloads(wanted, T0)] == ["b", "a"]
    assert [d.sha256 for d in due_downloads(wanted, T0, impatient=True)] == ["b", "a", "c"]


def test_the_timer_is_set_for_the_first_wait_that_ends() -> None:
    soon = T0 + timedelta(seconds=9)
    assert earliest_try([], [], [], T0) is None
    assert earliest_try([entry(1, "a", later=True)], [], [Download(sha256="a", size_bytes=1, next_try_at=soon)], T0) == soon
    assert earliest_try([entry(1, "a", R, later=True)], [file(1, "x", later=True, wanted=False)], [], T0) is None


entries = st.lists(
    st.builds(
        entry, seq=st.integers(0, 10**6), case=st.sampled_from("abcdefgh"), state=st.sampled_from(Delivery),
        later=st.booleans(), size=st.integers(1, 3000), tries=st.integers(0, 12),
    ),
    unique_by=lambda e: e.seq, max_size=60,
)


@given(queue=entries, count=st.integers(1, 9), size=st.integers(1, 9000))
def test_laws_of_batches(queue: list[Entry], count: int, size: int) -> None:
    open_ = ready(queue, T0)
    cut = batches(open_, Limits(count=count, size_bytes=size))
    sent = [e for batch in cut for e in batch]
    assert sorted(seqs(sent)) == seqs(open_)  # each once, none lost
    for batch in cut:
        assert 1 <= len(batch) <= count
        assert len(batch) == 1 or sum(e.size_bytes for e in batch) <= size
        assert len(batch) == 1 or not any(is_suspect(e) for e in batch)


@given(queue=entries)
def test_nothing_overtakes_within_a_case_and_no_case_waits_for_another(queue: list[Entry]) -> None:
    open_ = ready(queue, T0)
    assert all(e.state in (W, T) and e.next_try_at is None for e in open_)
    for case in {e.case_id for e in queue}:
        of_case = sorted((e for e in queue if e.case_id == case and e.state is not A), key=lambda e: e.seq)
        alone = ready(of_case, T0)
        assert [e for e in open_ if e.case_id == case] == alone
        assert alone in ([], of_case[:1])


@given(queue=entries)
def test_the_order_in_which_the_store_lists_does_not_matter(queue: list[Entry]) -> None:
    assert ready(list(reversed(queue)), T0) == ready(queue, T0)
