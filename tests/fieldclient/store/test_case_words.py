"""Words of cases that come in bulk are written later: whoever looks for something finds everything all the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from fieldclient.store import Store
from fieldclient.store.case_wanted import Term, Wanted
from fieldclient.store.case_words import BLOCK, BULK
from sync.protocol.feed import CaseChanged, CaseRevoked, CaseView
from sync.protocol.lifecycle import Stage
from tests.fieldclient.store.making import LI, NOON, case, open_store, page

MANY = 2 * BLOCK + 50


def views(count: int, **more: object) -> list[CaseView]:
    return [case(Stage.FILED, number=f"3702142026{number:08d}", description=f"{number}号井盖松动", **more) for number in range(count)]


def tell(store: Store, *told: CaseView, cursor: str = "9") -> None:
    store.queue(LI.id).apply_page(page(*(CaseChanged(case=each) for each in told), cursor=cursor), NOON)


def found(store: Store, text: str) -> int:
    wanted = Wanted(terms=(Term(text, frozenset()),))
    rows = store.cases.lists.page(LI.id, wanted, NOON, limit=10_000).rows
    assert store.cases.lists.counts(LI.id, wanted, NOON).total == len(rows)
    return len(rows)


def indexed(store: Store) -> int:
    return store.database.number("SELECT COUNT(*) FROM case_words")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path / "device", person=LI)) as opened:
        yield opened


@pytest.mark.parametrize(("count", "at_once"), [(BULK - 1, BULK - 1), (BULK, 0), (MANY, 0)])
def test_a_page_in_bulk_is_kept_first_and_found_whole(store: Store, count: int, at_once: int) -> None:
    tell(store, *views(count))
    assert indexed(store) == at_once
    assert found(store, "井盖") == count
    assert indexed(store) == count and not store.cases.words.catch_up()


def test_block_by_block_and_across_a_restart(store: Store, tmp_path: Path) -> None:
    for first in range(2):
        tell(store, *views(MANY, place_text="东口" if first else "西口"), cursor=str(first))
    assert store.cases.words.catch_up() and indexed(store) == BLOCK
    store.close()
    with closing(Store(tmp_path / "device")) as again:
        again.cases.words.catch_up_all()
        assert indexed(again) == 2 * MANY
        assert found(again, "东口") == MANY and found(again, "西口") == MANY


def test_what_changes_or_goes_before_it_was_the_turn_of_its_words(store: Store) -> None:
    made = views(MANY)
    tell(store, *made)
    changed = msgspec.structs.replace(made[0], version=made[0].version + 1, description="井盖已换成水篦子")
    tell(store, changed, cursor="10")
    store.queue(LI.id).apply_page(page(CaseRevoked(case_id=made[1].id), cursor="11"), NOON)
    assert found(store, "水篦子") == 1 and found(store, "松动") == MANY - 2
    assert store.database.number("SELECT COUNT(*) FROM case_words WHERE rowid NOT IN (SELECT row FROM cases)") == 0
    assert indexed(store) == MANY - 1


def test_a_block_that_breaks_off_leaves_nothing_half(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    tell(store, *views(MANY))

    def cut(*_: object) -> None:
        raise RuntimeError("cut")

    with monkeypatch.context() as broken:
        broken.setattr(store.cases.words, "_written", cut)
        with pytest.raises(RuntimeError):
            store.cases.words.catch_up()
    assert indexed(store) == 0
    assert found(store, "松动") == MANY and indexed(store) == MANY


def test_initials_that_were_read_before_hear_of_them(store: Store) -> None:
    tell(store, *views(3))
    assert found(store, "jgsd") == 3  # 井盖松动
    tell(store, *views(MANY, place_text="东口"), cursor="10")
    assert found(store, "jgsd") == MANY + 3


def test_reading_ahead_writes_what_is_due(store: Store) -> None:
    tell(store, *views(MANY))
    store.cases.lists.warm(LI.id)
    assert indexed(store) == MANY
