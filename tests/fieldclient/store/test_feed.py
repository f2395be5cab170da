"""What the hub tells: whole pages or none, snapshots that replace, each person's own, and the files that come along."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from fieldclient.store import Store
from fieldclient.store.sweep import Found
from sync.engine.device import DeviceQueue
from sync.protocol.feed import CaseChanged, CaseRevoked, CaseView, Notice, Published, RulesChanged
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.media import MediaRef, Usage
from sync.protocol.people import Role
from sync.protocol.problems import Code, Problem
from sync.protocol.report import Kind
from sync.protocol.tasks import Task, TaskKind
from tests.fieldclient.store.making import (
    LI,
    NOON,
    WANG,
    acted,
    case,
    deadline,
    drafted,
    filed,
    keep,
    open_store,
    page,
    photo,
    receipt,
    ref_of,
    session,
    sha,
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path, person=LI)
    yield opened
    opened.close()


def shown(store: Store, which: str = "all", text: str = "", **more: object) -> list[str]:
    return [found.id for found in store.cases.page(store.people.current_id(), which=which, text=text, **more)]  # type: ignore[arg-type]


def tell(store: Store, *views: CaseView, **more: object) -> None:
    store.queue().apply_page(page(*(CaseChanged(case=view) for view in views), **more), store.clock())  # type: ignore[arg-type]


# Pages and cursors


def test_a_page_and_its_cursor_come_together(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = case(), case()
    queue = store.queue()
    assert queue.cursor() is None
    real = store.cases.keep

    def failing(person: str, views: Sequence[CaseView], generation: int, *, anew: bool) -> list[CaseView]:
        real(person, views[:1], generation, anew=anew)
        raise Problem(Code.DISK_FULL, free_bytes=0, needed_bytes=1)

    with monkeypatch.context() as patched:
        patched.setattr(store.cases, "keep", failing)
        with pytest.raises(Problem):
            queue.apply_page(page(CaseChanged(case=one), CaseChanged(case=two)), NOON)
    assert (queue.cursor(), shown(store)) == (None, [])
    queue.apply_page(page(CaseChanged(case=one), CaseChanged(case=two)), NOON)
    assert queue.cursor() == "c1"
    assert sorted(shown(store)) == sorted([one.id, two.id])


def test_the_same_page_again_changes_nothing(store: Store) -> None:
    view = case(files=(ref_of(photo()),))
    note = Notice(id="n1", code="case_dispatched", at=NOON)
    told = page(CaseChanged(case=view), note)
    store.queue().apply_page(told, NOON)
    store.feed.mark_read("p-li", "n1", NOON)
    before = [tuple(row) for row in store.database.read("SELECT * FROM cases")]
    store.queue().apply_page(told, NOON)
    assert [tuple(row) for row in store.database.read("SELECT * FROM cases")] == before
    assert store.feed.notices("p-li", 10) == [(note, True)]


def test_an_older_version_never_replaces_a_newer_one_but_in_a_snapshot(store: Store) -> None:
    new = case(version=5, place_text="新")
    old = msgspec.structs.replace(new, version=4, place_text="旧")
    tell(store, new)
    tell(store, old)
    assert (store.cases.find("p-li", new.id) or pytest.fail()).view == new
    tell(store, old, snapshot=True)  # the hub was put back from a copy
    assert (store.cases.find("p-li", new.id) or pytest.fail()).view == old


def test_a_snapshot_replaces_what_was_in_sight_when_its_last_page_is_in(store: Store) -> None:
    gone, stays, comes = case(), case(), case()
    mine = filed(store)
    tell(store, gone, stays)
    store.queue().apply_page(page(Published(id="x", kind=Kind.PROBLEM, at=NOON)), NOON)
    tell(store, stays, snapshot=True, more=True, cursor="s1")
    assert gone.id in shown(store)
    assert store.feed.pulled_at("p-li") is not None
    tell(store, comes, cursor="s2")
    assert sorted(shown(store)) == sorted([stays.id, comes.id, mine.case_id])
    assert store.feed.published("p-li", 10) == []
    tell(store, gone, cursor="c9")  # and it may come back into sight
    assert gone.id in shown(store)


def test_a_snapshot_that_breaks_off_goes_on_after_a_restart(store: Store) -> None:
    gone, stays = case(), case()
    tell(store, gone, stays)
    tell(store, stays, snapshot=True, more=True, cursor="s1")
    store.close()
    again = Store(store.folder, clock=store.clock)
    assert again.queue().cursor() == "s1"
    tell(again, cursor="s2")
    assert shown(again) == [stays.id]
    again.close()


def test_a_case_out_of_sight_is_gone_with_its_photos_and_my_acts_stay(store: Store) -> None:
    other = ref_of(photo(2))
    view = case(Stage.HANDLING, handler=LI.id, files=(ref_of(photo(1)), other))
    tell(store, view)
    store.queue().store_download(other.sha256, 0, [photo(2)])
    mutation = acted(store, view.id, Act.FEEDBACK, photo(3))
    store.queue().apply_page(page(CaseRevoked(case_id=view.id)), NOON)
    assert shown(store) == [] and shown(store, text="香港东路") == []
    assert store.cases.find("p-li", view.id) is None
    assert [entry.mutation for entry in store.queue().entries()] == [mutation.id]
    assert store.sweep()[Found.LET_GO] == 1
    assert store.media.get(other.sha256) is None
    assert (store.media.get(sha(photo(3))) or pytest.fail()).path.exists()


def test_a_photo_that_is_added_while_its_copy_is_let_go_keeps_its_bytes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ref, added = ref_of(photo()), store.clock()
    taken = store.files.take_bytes(photo(), "")
    with store.database.change():
        store.media.keep(taken, ref, added, made=False)  # the hub's, and no case names it any more
    store.files.release(taken)
    draft = drafted(store)
    adding = threading.Thread(target=lambda: keep(store, photo(), draft.id))
    real = store.files.forget

    def forget(path: Path) -> None:
        if path == store.files.path(ref.sha256, "jpg") and not adding.ident:
            adding.start()
            adding.join(0.3)  # as far as it can come meanwhile
        real(path)

    monkeypatch.setattr(store.files, "forget", forget)
    assert store.sweep()[Found.LET_GO] == 1
    adding.join()
    media = store.media.get(ref.sha256) or pytest.fail()
    assert media.made and media.path.read_bytes() == photo()


def test_my_own_report_out_of_sight_is_what_this_device_knows_of_it(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    mutation = filed(store)
    store.queue().settle([receipt(mutation)], NOON)
    tell(store, case(Stage.FILED, 2, id=mutation.case_id, reporter=WANG.id, number="n"))
    store.queue().apply_page(page(CaseRevoked(case_id=mutation.case_id)), NOON)
    record = store.cases.find("p-wang", mutation.case_id)
    assert record is not None and record.view is None and record.own == mutation
    store.close()


def test_two_people_on_one_tablet_never_see_each_others_cases(store: Store) -> None:
    of_li = case()
    note = Notice(id="n1", code="case_dispatched", at=NOON, text="给李")
    store.queue().apply_page(page(CaseChanged(case=of_li), note, cursor="li"), NOON)
    store.signed_in(session(WANG))
    assert shown(store) == shown(store, text="香港东路") == []
    assert store.feed.notices("p-wang", 10) == [] and store.queue().cursor() is None
    tell(store, msgspec.structs.replace(of_li, description="", tasks=()), cursor="wang")
    store.signed_in(session(LI))
    assert (store.cases.find("p-li", of_li.id) or pytest.fail()).view == of_li
    assert store.queue().cursor() == "li"


def test_another_hub_is_asked_from_the_start(store: Store) -> None:
    tell(store, case())
    store.signed_in(session(LI, "hub-2"))
    assert store.queue().cursor() is None


def test_an_unreadable_case_is_kept_aside_and_asked_for_again(store: Store) -> None:
    broken, good = case(), case()
    tell(store, broken, good)
    store.database.write("UPDATE cases SET raw = ? WHERE id = ?", (b'{"id": 3}', broken.id))
    assert shown(store) == [good.id]
    assert [(kept.place, kept.name) for kept in store.quarantine.all()] == [("cases", broken.id)]
    assert store.queue().cursor() is None


def test_a_new_rule_book_is_not_the_stores_to_fetch(store: Store) -> None:
    store.queue().apply_page(page(RulesChanged(catalogue_version=9)), NOON)
    assert store.queue().catalogue_version() < 9


# Lists


def test_lists_are_sorted_by_urgency(store: Store) -> None:
    late = case(Stage.HANDLING, deadline=deadline(NOON - timedelta(hours=1)))
    soon = case(Stage.DISPATCHED, deadline=deadline(NOON + timedelta(hours=1)))
    calm = case(Stage.DISPATCHED, deadline=deadline(NOON + timedelta(days=3)))
    open_ended = case(Stage.HANDLING)
    elsewhere = case(Stage.HANDLING, handler="p-other", deadline=deadline(NOON - timedelta(days=1)))
    ended = case(Stage.CLOSED, closed_at=NOON)
    tell(store, ended, open_ended, calm, elsewhere, soon, late)
    assert shown(store, "to_do") == [late.id, soon.id, calm.id, open_ended.id]
    assert shown(store) == [late.id, soon.id, calm.id, open_ended.id, elsewhere.id, ended.id]
    assert shown(store, "ended") == [ended.id]
    assert shown(store, "to_do", limit=2, offset=1) == [soon.id, calm.id]
    assert store.cases.count_due("p-li", NOON) == (0, 1)
    assert store.cases.count_due("p-li", NOON + timedelta(minutes=20)) == (1, 1)
    assert store.cases.count_due("p-li", NOON + timedelta(hours=2)) == (0, 2)


def test_a_light_that_was_reached_or_stopped_counts_as_it_is(store: Store) -> None:
    stopped = deadline(NOON + timedelta(hours=1), met_at=NOON)
    reached = deadline(NOON + timedelta(hours=9), level=1)
    tell(store, case(Stage.HANDLING, deadline=stopped), case(Stage.HANDLING, deadline=reached))
    assert store.cases.count_due("p-li", NOON + timedelta(hours=5)) == (0, 1)


TASK = Task(id="t1", number="HC1", kind=TaskKind.CHECK, case_id="c", person=WANG.id, issued_at=NOON, due_at=NOON)


@pytest.mark.parametrize(("person", "view", "task"), [
    (LI, case(Stage.DISPATCHED), "handle"),
    (LI, case(Stage.HANDLING, handler=LI.id), "handle"),
    (LI, case(Stage.HANDLING, handler="p-other"), None),
    (LI, case(Stage.HANDLING, department="d-2"), None),
    (LI, case(Stage.SUSPENDED), None),
    (LI, case(Stage.HANDLED), None),
    (WANG, case(Stage.DISPATCHED), None),
    (WANG, case(Stage.CHECKING, tasks=(TASK,)), "check"),
    (WANG, case(Stage.VERIFYING, tasks=(msgspec.structs.replace(TASK, kind=TaskKind.VERIFY),)), "verify"),
    (WANG, case(Stage.CHECKING, tasks=(msgspec.structs.replace(TASK, person="p-other"),)), None),
    (WANG, case(Stage.CLOSED, tasks=(TASK,)), None),
])
def test_what_is_asked_of_whom(tmp_path: Path, person, view: CaseView, task: str | None) -> None:  # type: ignore[no-untyped-def]
    store = open_store(tmp_path, person=person)
    tell(store, view)
    row = store.database.read("SELECT task, needs_me FROM cases")[0]
    assert (row["task"], bool(row["needs_me"])) == (task, task is not None)
    store.close()


def test_what_i_have_answered_offline_is_not_asked_again(store: Store) -> None:
    view = case(Stage.HANDLING, version=3, handler=LI.id)
    tell(store, view)
    mutation = acted(store, view.id, Act.FEEDBACK, photo(), base=3)
    assert shown(store, "to_do") == []
    store.queue().settle([receipt(mutation, version=4)], NOON)
    assert shown(store, "to_do") == []  # the hub's view of version 3 does not hold it yet
    tell(store, msgspec.structs.replace(view, version=5, stage=Stage.HANDLING, round=1))  # not passed: it is mine again
    assert shown(store, "to_do") == [view.id]


def test_a_changed_role_changes_what_is_asked(store: Store) -> None:
    tell(store, case(Stage.DISPATCHED))
    assert len(shown(store, "to_do")) == 1
    store.signed_in(session(msgspec.structs.replace(LI, roles=(Role.COLLECTOR,))))
    assert shown(store, "to_do") == []


# Searching


@pytest.mark.parametrize(("text", "found"), [
    ("0042", True), ("3702142026112000042", True), ("香港东路", True), ("港东", True), ("路 8", True), ("８号", True),
    ("垃圾", True), ("圾", True), ("崂", True), ("桶边 香港", True), ("环卫", True), ("桶边香港", False), ("处号", False), ("9999", False),
    ("  ", True), ("'\"*()", True), ("NEAR(", False),
])
def test_cases_are_found_by_any_two_characters(store: Store, text: str, found: bool) -> None:
    tell(store, case())
    assert bool(shown(store, text=text)) is found


def test_a_case_is_found_by_what_it_says_now(store: Store) -> None:
    view = case(place_text="江西路")
    tell(store, view)
    tell(store, msgspec.structs.replace(view, version=2, place_text="漳州路"))
    assert shown(store, text="江西路") == []
    assert shown(store, text="漳州") == [view.id]


def test_a_case_is_found_by_its_subcategory_in_the_catalogue_of_today(store: Store) -> None:
    tell(store, case(subcategory="C01-01"), case(subcategory="C09-01"))
    assert len(shown(store, text="暴露", subcategories=["C01-01"])) == 1


# Files of cases


def test_files_are_wanted_for_what_is_asked_of_me_first_and_never_those_that_are_here(store: Store) -> None:
    later = case(Stage.DISPATCHED, files=(ref_of(photo(1)),), deadline=deadline(NOON + timedelta(days=1)))
    first = case(Stage.DISPATCHED, files=(ref_of(photo(2)), ref_of(photo(3))), deadline=deadline(NOON))
    not_mine = case(Stage.HANDLING, files=(ref_of(photo(4)),), handler="p-other")
    mine = case(Stage.CLOSED, files=(ref_of(photo(5), Usage.HANDLE_AFTER),), reporter=LI.id)
    tell(store, later, first, not_mine, mine)
    assert [w.sha256 for w in store.queue().wanted_downloads()] == [sha(photo(n)) for n in (2, 3, 1, 5)]
    store.queue().store_download(sha(photo(2)), 0, [photo(2)])
    assert [w.sha256 for w in store.queue().wanted_downloads()] == [sha(photo(n)) for n in (3, 1, 5)]
    media = store.media.get(sha(photo(2))) or pytest.fail()
    assert media.path.read_bytes() == photo(2) and not media.made


def wanting(store: Store) -> tuple[DeviceQueue, MediaRef]:
    ref = ref_of(photo())
    tell(store, case(Stage.DISPATCHED, files=(ref,)))
    return store.queue(), ref


def breaking(*pieces: bytes) -> Iterator[bytes]:
    yield from pieces
    raise ConnectionResetError("the line broke")  # an OSError that has nothing to do with this disk


def test_a_download_goes_on_where_it_broke_off(store: Store) -> None:
    queue, ref = wanting(store)
    data = photo()
    with pytest.raises(ConnectionResetError):
        queue.store_download(ref.sha256, 0, breaking(data[:1000], data[1000:5000]))
    assert [w.have_bytes for w in queue.wanted_downloads()] == [5000]
    store.close()
    again = Store(store.folder, clock=store.clock)
    queue = again.queue()
    assert [w.have_bytes for w in queue.wanted_downloads()] == [5000]
    queue.store_download(ref.sha256, 4000, [data[4000:]])  # the part is cut there first
    assert queue.wanted_downloads() == []
    assert (again.media.get(ref.sha256) or pytest.fail()).path.read_bytes() == data
    assert list((store.folder / "parts").iterdir()) == []
    again.close()


@pytest.mark.parametrize("pieces", [[b"x" * 40_000], [photo()[:-1]], [photo(), b"more"], []])
def test_wrong_bytes_are_dropped(store: Store, pieces: list[bytes]) -> None:
    queue, ref = wanting(store)
    with pytest.raises(Problem) as told:
        queue.store_download(ref.sha256, 0, pieces)
    assert told.value.code is Code.MEDIA_HASH_MISMATCH
    assert [w.have_bytes for w in queue.wanted_downloads()] == [0]
    assert store.media.get(ref.sha256) is None
    queue.store_download(ref.sha256, 0, [photo()])


def test_a_part_that_is_gone_starts_anew(store: Store) -> None:
    queue, ref = wanting(store)
    with pytest.raises(Problem, match="media_hash_mismatch"):
        queue.store_download(ref.sha256, 5000, [photo()[5000:]])
    assert [w.have_bytes for w in queue.wanted_downloads()] == [0]


def test_nothing_is_written_when_there_is_no_room(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    queue, ref = wanting(store)
    monkeypatch.setattr(store.files.disk, "free_bytes", lambda folder: store.files.reserve_bytes)
    with pytest.raises(Problem, match="disk_full"):
        queue.store_download(ref.sha256, 0, [photo()])
    assert list((store.folder / "parts").iterdir()) == []


def test_a_download_that_did_not_come_waits_its_turn(store: Store) -> None:
    queue, ref = wanting(store)
    for _ in range(2):
        queue.download_back(ref.sha256, Problem(Code.MEDIA_MISSING, sha256=ref.sha256), NOON + timedelta(hours=1))
    wanted, = queue.wanted_downloads()
    assert (wanted.attempts, wanted.next_try_at) == (2, NOON + timedelta(hours=1))


def test_the_hubs_files_have_their_share_of_the_disk_and_no_more(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from fieldclient.store import downloads

    queue, ref = wanting(store)
    monkeypatch.setattr(downloads, "LIMIT_BYTES", ref.size_bytes - 1)
    assert queue.wanted_downloads() == []
    small = MediaRef(**{**{name: getattr(ref, name) for name in ref.__struct_fields__}, "sha256": "ab" * 32, "size_bytes": 100})
    tell(store, case(Stage.DISPATCHED, files=(ref, small), version=2), cursor="c2")
    assert [each.sha256 for each in queue.wanted_downloads()] == [small.sha256], "one that is too large holds up none"


# Rules from the hub


def test_a_catalogue_is_used_from_the_next_call_on_and_a_broken_one_never(store: Store) -> None:
    from sync.protocol.catalogue import encode_catalogue

    queue = store.queue()
    ours = store.catalogues.current()
    city = msgspec.structs.replace(ours, id="city", version=7)
    queue.save_catalogue(encode_catalogue(city), NOON)
    assert queue.catalogue_version() == 7
    with pytest.raises(Problem, match="catalogue_invalid"):
        queue.save_catalogue(b"<html>", NOON)
    assert queue.catalogue_version() == 7
    store.close()
    again = Store(store.folder, clock=store.clock)
    assert again.queue().catalogue_version() == 7
    again.database.write("UPDATE catalogues SET raw = ?", (b"{",))
    again.close()
    third = Store(store.folder, clock=store.clock)
    assert third.catalogues.current() == ours
    assert [kept.place for kept in third.quarantine.all()] == ["catalogues"]
    third.close()


def test_what_is_known_of_the_way_survives_a_restart(store: Store) -> None:
    queue = store.queue()
    queue.note_clock(-3.25, 0.5, NOON)
    queue.note_link(Problem(Code.CAPTIVE_PORTAL, content_type="text/html"), NOON)
    store.close()
    again = Store(store.folder, clock=store.clock)
    clock, link = again.settings.clock(), again.settings.link()
    assert clock is not None and clock.offset_s == -3.25
    assert link is not None and link.problem is not None and link.problem.code == "captive_portal"
    again.queue().note_link(None, NOON)
    assert (again.settings.link() or pytest.fail()).problem is None
    again.close()
