"""Which cases belong to which campaign, on the device: chosen and counted, and kept up with what the hub tells."""

from __future__ import annotations

from pathlib import Path

from fieldclient.store import Store
from fieldclient.store.case_wanted import Counts, Wanted
from sync.protocol.feed import CaseChanged, CaseRevoked, CaseView
from sync.protocol.lifecycle import Stage
from tests.fieldclient.store.making import LI, NOON, WANG, case, open_store, page, photo, ref_of, session

ROADS = frozenset({"roads"})


def tell(store: Store, *views: CaseView) -> None:
    store.queue().apply_page(page(*(CaseChanged(case=view) for view in views)), store.clock())


def chosen(store: Store, **wanted: object) -> set[str]:
    person = store.people.current_id()
    found = store.cases.lists.page(person, Wanted(**wanted), NOON)  # type: ignore[arg-type]
    return {record.id for record in store.cases.records(person, found.rows)}


def counts(store: Store, **wanted: object) -> Counts:
    return store.cases.lists.counts(store.people.current_id(), Wanted(**wanted), NOON)  # type: ignore[arg-type]


def test_cases_are_chosen_and_counted_by_campaign_and_it_changes_with_them(tmp_path: Path) -> None:
    store = open_store(tmp_path, person=LI)
    views = [case(Stage.HANDLING, campaign=of) for of in ("roads", "roads", "dogs", None)]
    views.append(case(Stage.CLOSED, campaign="roads"))
    tell(store, *views)
    assert chosen(store, campaigns=ROADS) == {views[0].id, views[1].id, views[4].id}
    assert chosen(store, campaigns=ROADS, which="ended") == {views[4].id}
    assert chosen(store, campaigns=ROADS | {"dogs"}, which="all") == {views[0].id, views[1].id, views[2].id, views[4].id}
    assert chosen(store, campaigns=frozenset({"none such"})) == set()
    found = counts(store, campaigns=ROADS, stages=frozenset({"handling"}))
    assert (found.total, found.campaigns) == (2, {"roads": 2, "dogs": 1})  # the others as if none of its kind were chosen
    tell(store, case(Stage.HANDLING, 2, id=views[0].id, campaign=None), case(Stage.HANDLING, 2, id=views[3].id, campaign="roads"))
    assert chosen(store, campaigns=ROADS) == {views[1].id, views[3].id, views[4].id}
    store.queue().apply_page(page(CaseRevoked(case_id=views[1].id)), store.clock())
    assert chosen(store, campaigns=ROADS) == {views[3].id, views[4].id}
    left = store.database.number("SELECT COUNT(*) FROM case_campaigns WHERE row NOT IN (SELECT row FROM cases)")
    assert left == 0 and store.database.number("SELECT COUNT(*) FROM case_campaigns") == 3
    store.close()


def test_nobody_counts_what_another_person_sees(tmp_path: Path) -> None:
    store = open_store(tmp_path, person=LI)
    tell(store, case(Stage.HANDLING, campaign="roads"))
    store.signed_in(session(WANG))
    assert counts(store, stages=frozenset({"handling"})).campaigns == {}
    store.close()


def test_what_one_hub_says_stays_there_when_its_person_works_for_another(tmp_path: Path) -> None:
    store = open_store(tmp_path, person=LI)
    original = ref_of(photo())
    view = case(Stage.HANDLING, campaign="roads", files=(original,))
    tell(store, view)
    store.downloads.again.ask(LI.id, original.sha256, NOON)
    store.signed_in(session(LI, "hub-2"))
    assert counts(store, stages=frozenset({"handling"})).campaigns == {}
    for table in ("case_campaigns", "fetch_again"):
        assert store.database.number(f"SELECT COUNT(*) FROM {table} WHERE person = ?", (LI.id,)) == 0
    store.signed_in(session(LI, "hub-1"))
    assert chosen(store, campaigns=ROADS) == {view.id} and counts(store, campaigns=ROADS).campaigns == {"roads": 1}
    absent = store.downloads.again.absent(LI.id, original.sha256)
    assert absent is not None and absent.asked
    store.close()
