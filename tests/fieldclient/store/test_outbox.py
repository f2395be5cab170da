"""The outbox as the sync engine asks for it: every promise of `DeviceQueue` about records and files on their way."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from fieldclient.store import Store
from fieldclient.store.drafts import DraftState
from sync.engine.device import Delivery, DeviceQueue
from sync.protocol.feed import CaseChanged
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.mutations import MediaReceipt, Mutation, Outcome, Receipt
from sync.protocol.problems import Code, Problem
from tests.fieldclient.store.making import (
    LI,
    NOON,
    WANG,
    TestClock,
    acted,
    case,
    filed,
    open_store,
    page,
    photo,
    receipt,
    session,
    sha,
)

LATER = NOON + timedelta(minutes=5)
NO_NETWORK = Problem(Code.NO_NETWORK)


def came(data: bytes) -> MediaReceipt:
    return MediaReceipt(sha256=sha(data), size_bytes=len(data), offset_bytes=len(data), complete=True, received_at=NOON)


@pytest.fixture
def store(tmp_path: Path):  # type: ignore[no-untyped-def]
    opened = open_store(tmp_path)
    yield opened
    opened.close()


def reopened(store: Store) -> Store:
    """After a power cut: the process is gone, nothing was said goodbye to."""
    store.close()
    return Store(store.folder, clock=store.clock)


def test_the_store_is_the_engines_port(store: Store) -> None:
    queue: DeviceQueue = store.queue()  # held to by mypy too
    names = [name for name in vars(DeviceQueue) if not name.startswith("_")]
    assert len(names) > 20
    assert all(callable(getattr(queue, name)) for name in names)


# Sealing


def test_sealing_is_one_step_and_a_second_seal_changes_nothing(store: Store) -> None:
    mutation = filed(store, photo(1), photo(2))
    draft = store.drafts.get(mutation.case_id)
    assert draft.state is DraftState.SEALED

    def never(seal: object) -> Mutation:
        raise AssertionError("sealed twice")

    from fieldclient.store.records import Title

    assert store.outbox.seal(never, Title("problem"), store.clock(), draft=draft.id) == mutation
    queue = store.queue()
    entry, = queue.entries()
    assert (entry.mutation, entry.seq, entry.act, entry.case_id) == (mutation.id, 1, Act.SUBMIT, mutation.case_id)
    assert (entry.state, entry.attempts, entry.problem) == (Delivery.WAITING, 0, None)
    assert entry.media == (sha(photo(1)), sha(photo(2)))
    assert [(m.sha256, m.seq, m.state, m.wanted) for m in queue.media_entries()] == [
        (each, 1, Delivery.WAITING, False) for each in sorted(entry.media)
    ]
    record = store.cases.find("p-wang", mutation.case_id)
    assert record is not None and record.own == mutation and record.view is None


def test_what_fails_while_sealing_leaves_the_draft_and_the_number(store: Store) -> None:
    from fieldclient.store.records import Title
    from tests.fieldclient.store.making import drafted

    draft = drafted(store, photo())

    def broken(seal: object) -> Mutation:
        raise Problem(Code.BODY_INVALID, field="description")

    with pytest.raises(Problem):
        store.outbox.seal(broken, Title("problem"), store.clock(), draft=draft.id)
    assert store.drafts.get(draft.id).state is DraftState.OPEN
    assert store.queue().entries() == []
    assert filed(store).seq == 1


def test_the_sealed_bytes_never_change(store: Store) -> None:
    mutation = filed(store, photo())
    raw = bytes(store.database.read("SELECT payload FROM mutations")[0]["payload"])
    queue = store.queue()
    queue.mark_travelling([mutation.id], NOON)
    queue.back_to_waiting([mutation.id], NO_NETWORK, LATER)
    queue.note_clock(12.5, 0.1, NOON)
    queue.mark_travelling([mutation.id], NOON)
    queue.settle([receipt(mutation)], NOON)
    assert bytes(store.database.read("SELECT payload FROM mutations")[0]["payload"]) == raw
    assert queue.mutation(mutation.id) == mutation
    assert mutation.clock_offset_s is None
    assert filed(store).clock_offset_s == 12.5


def test_numbers_are_given_once_without_a_gap_over_all_people(store: Store) -> None:
    first = filed(store)
    store.signed_in(session(LI))
    second = filed(store)
    store = reopened(store)
    third = filed(store)
    assert [first.seq, second.seq, third.seq] == [1, 2, 3]
    assert first.device == second.device == third.device == store.settings.device_id()
    assert (first.person, second.person) == ("p-wang", "p-li")
    store.close()


# Records


def test_receipts_leave_the_lists_as_if_all_were_worked_out_anew(store: Store) -> None:
    queue = store.queue()
    plain, with_photo, refused, twice, unnumbered = filed(store), filed(store, photo()), filed(store), filed(store), filed(store)
    withdrawn = acted(store, twice.case_id, Act.WITHDRAW)
    seen = acted(store, filed(store).case_id, Act.WITHDRAW)
    queue.apply_page(page(CaseChanged(case=case(id=seen.case_id, reporter=WANG.id))), NOON)
    no = receipt(refused, Outcome.REFUSED, problem=Problem(Code.FORBIDDEN).to_wire())
    queue.mark_travelling([plain.id, with_photo.id, refused.id], NOON)
    store.cases.touched.forget()
    queue.settle([
        receipt(plain), receipt(with_photo, Outcome.DUPLICATE), no, receipt(twice), receipt(withdrawn, version=2), receipt(seen),
        Receipt(mutation=unnumbered.id, outcome=Outcome.APPLIED, case_id=unnumbered.case_id, version=1, received_at=NOON),
    ], NOON)

    def kept() -> dict[str, tuple[object, ...]]:
        return {row["id"]: tuple(row) for row in store.database.read("SELECT * FROM cases")}
    found = kept()
    touched = store.cases.touched.seen()
    assert len(found) == 6 and touched is not None
    assert {row[0] for case_id, row in found.items() if case_id != unnumbered.case_id} <= touched
    assert [store.cases.find(WANG.id, each.case_id).number for each in (plain, with_photo, twice)] == ["3702142026112000001"] * 3
    assert store.cases.find(WANG.id, unnumbered.case_id).number is None
    store.cases.refresh_all(WANG.id)
    assert kept() == found


def test_a_receipt_without_a_number_takes_none_away(store: Store) -> None:
    mutation = filed(store)
    later = acted(store, mutation.case_id, Act.WITHDRAW)
    without = Receipt(mutation=later.id, outcome=Outcome.APPLIED, case_id=later.case_id, version=2, received_at=NOON)
    store.queue().settle([receipt(mutation), without], NOON)
    assert store.cases.find(WANG.id, mutation.case_id).number == receipt(mutation).case_number


def test_travelling_is_durable_before_the_bytes_leave_and_waits_again_after_a_cut(store: Store) -> None:
    mutation = filed(store, photo())
    store.queue().mark_travelling([mutation.id], NOON)
    store.queue().settle([], NOON)
    other = Store(store.folder, read_only=True)
    entry, = other.outbox.entries("p-wang")
    assert (entry.state, entry.attempts) == (Delivery.TRAVELLING, 1)
    other.close()
    store = reopened(store)
    entry, = store.queue().entries()
    assert (entry.state, entry.attempts) == (Delivery.WAITING, 1)
    store.close()


def test_a_file_and_its_preview_that_were_travelling_wait_again_after_a_cut(store: Store) -> None:
    ref, = filed(store, photo()).media
    assert store.previews.keep(ref, b"a small picture", NOON).preview is not None
    preview, original = store.queue().media_entries()
    for each in (preview, original):
        store.queue().media_travelling(each.sha256, NOON)
    assert preview.preview and [each.state for each in store.queue().media_entries()] == [Delivery.TRAVELLING] * 2
    store = reopened(store)
    assert [(each.state, each.attempts) for each in store.queue().media_entries()] == [(Delivery.WAITING, 1)] * 2
    store.close()


def test_back_to_waiting_tells_why_and_when(store: Store) -> None:
    first, second = filed(store), filed(store)
    queue = store.queue()
    queue.mark_travelling([first.id, second.id], NOON)
    queue.settle([receipt(second)], NOON)
    queue.back_to_waiting([first.id, second.id], NO_NETWORK, LATER)
    entry, = queue.entries()
    assert (entry.mutation, entry.state, entry.next_try_at) == (first.id, Delivery.WAITING, LATER)
    assert entry.problem is not None and entry.problem.code == "no_network"
    queue.mark_travelling([first.id], NOON)
    queue.back_to_waiting([first.id], None, None)
    entry, = queue.entries()
    assert (entry.problem, entry.next_try_at, entry.attempts) == (None, None, 2)


@pytest.mark.parametrize(("outcome", "state", "wanted"), [
    (Outcome.APPLIED, None, True),
    (Outcome.DUPLICATE, None, True),
    (Outcome.CONFLICT, Delivery.REFUSED, True),
    (Outcome.REFUSED, Delivery.REFUSED, False),
])
def test_a_receipt_settles(store: Store, outcome: Outcome, state: Delivery | None, wanted: bool) -> None:
    mutation = filed(store, photo())
    queue = store.queue()
    queue.mark_travelling([mutation.id], NOON)
    problem = Problem(Code.VERSION_CONFLICT, version=3).to_wire() if state else None
    said = receipt(mutation, outcome, problem=problem)
    queue.settle([said, receipt(mutation.__class__(**{**{f: getattr(mutation, f) for f in mutation.__struct_fields__}, "id": "unknown"}))], NOON)
    assert [entry.state for entry in queue.entries()] == ([state] if state else [])
    assert [media.wanted for media in queue.media_entries()] == [wanted]
    record = store.outbox.find(mutation.id)
    assert record is not None and record.receipt == said and record.title.number == said.case_number
    case_row = store.cases.find("p-wang", mutation.case_id)
    assert case_row is not None and case_row.number == said.case_number
    assert case_row.needs_me is (state is not None)


def test_an_arrived_act_never_turns_back(store: Store) -> None:
    mutation = filed(store)
    queue = store.queue()
    queue.settle([receipt(mutation)], NOON)
    before = store.outbox.find(mutation.id)
    queue.settle([receipt(mutation, Outcome.REFUSED, problem=Problem(Code.FORBIDDEN).to_wire())], LATER)
    queue.mark_travelling([mutation.id], LATER)
    queue.back_to_waiting([mutation.id], NO_NETWORK, LATER)
    assert store.outbox.find(mutation.id) == before
    assert queue.entries() == []


def test_a_refused_act_waits_for_a_person(store: Store) -> None:
    mutation = filed(store, photo())
    queue = store.queue()
    queue.settle([receipt(mutation, Outcome.REFUSED, problem=Problem(Code.PART_MISSING, parts="place").to_wire())], NOON)
    assert store.outbox.totals("p-wang").attention == 1
    record = store.outbox.find(mutation.id)
    assert record is not None
    store.outbox.retry(record)
    entry, = queue.entries()
    assert (entry.mutation, entry.state, entry.problem) == (mutation.id, Delivery.WAITING, None)
    queue.settle([receipt(mutation, Outcome.REFUSED, problem=Problem(Code.PART_MISSING, parts="place").to_wire())], NOON)
    store.outbox.set_aside(store.outbox.find(mutation.id) or pytest.fail(), NOON)
    assert queue.entries() == []
    assert store.outbox.totals("p-wang").attention == 0
    assert store.outbox.find(mutation.id) is not None
    assert (store.media.get(sha(photo())) or pytest.fail()).path.exists()
    assert [found.id for found in store.cases.page("p-wang", which="ended")] == [mutation.case_id]


def test_an_unreadable_act_is_kept_aside_and_holds_nothing_up(store: Store) -> None:
    broken, good = filed(store, photo()), filed(store)
    store.database.write("UPDATE mutations SET payload = ? WHERE id = ?", (b"{", broken.id))
    queue = store.queue()
    with pytest.raises(Problem) as told:
        queue.mutation(broken.id)
    assert (told.value.code, told.value.facts) == (Code.ROW_UNREADABLE, {"table": "mutations", "id": broken.id})
    assert [entry.mutation for entry in queue.entries()] == [good.id]
    kept, = store.quarantine.all()
    assert (kept.place, kept.name) == ("mutations", broken.id)
    store.database.write("UPDATE mutations SET state = 'nonsense' WHERE id = ?", (good.id,))
    assert queue.entries() == []
    assert store.quarantine.count() == 2


# Files


def test_a_file_travels_once_for_all_acts_that_name_it(store: Store) -> None:
    data = photo()
    first, second = filed(store, data), filed(store, data)
    queue = store.queue()
    entry, = queue.media_entries()
    assert (entry.seq, entry.wanted) == (1, False)
    queue.settle([receipt(second)], NOON)
    entry, = queue.media_entries()
    assert entry.wanted
    queue.media_travelling(entry.sha256, NOON)
    queue.media_progress(entry.sha256, 100)
    queue.media_arrived(came(data), NOON)
    queue.media_arrived(came(data), LATER)
    assert queue.media_entries() == []
    assert store.outbox.totals("p-wang").waiting == 1  # the first act's record
    queue.settle([receipt(first)], NOON)
    assert store.outbox.totals("p-wang") == store.outbox.totals("nobody")
    third = filed(store, data)
    assert queue.media_entries() == []
    assert store.outbox.find(third.id).files_left == 0  # type: ignore[union-attr]


def test_a_report_has_arrived_when_its_files_have(store: Store) -> None:
    mutation = filed(store, photo(1), photo(2))
    queue = store.queue()
    queue.settle([receipt(mutation)], NOON)
    assert queue.entries() == []
    assert store.outbox.totals("p-wang").waiting == 1
    assert store.outbox.totals("p-wang").waiting_bytes == len(photo(1)) + len(photo(2))
    queue.media_arrived(came(photo(1)), NOON)
    assert [own.delivery for own in store.cases.acts("p-wang", mutation.case_id)] == [Delivery.WAITING]
    queue.media_travelling(sha(photo(2)), NOON)
    assert [own.delivery for own in store.cases.acts("p-wang", mutation.case_id)] == [Delivery.TRAVELLING]
    queue.media_arrived(came(photo(2)), NOON)
    assert [own.delivery for own in store.cases.acts("p-wang", mutation.case_id)] == [Delivery.ARRIVED]
    assert store.outbox.totals("p-wang").waiting == 0


def test_a_file_falls_back_and_a_refused_one_waits_for_a_person(store: Store) -> None:
    mutation = filed(store, photo())
    queue = store.queue()
    queue.settle([receipt(mutation)], NOON)
    queue.media_travelling(sha(photo()), NOON)
    queue.media_back(sha(photo()), NO_NETWORK, LATER)
    entry, = queue.media_entries()
    assert (entry.state, entry.attempts, entry.next_try_at) == (Delivery.WAITING, 1, LATER)
    queue.media_refused(sha(photo()), Problem(Code.MEDIA_TOO_LARGE, limit_bytes=1))
    assert queue.media_entries() == []
    assert store.outbox.totals("p-wang").attention == 1
    assert [own.refused for own in store.cases.acts("p-wang", mutation.case_id)] == [True]
    store.outbox.retry(store.outbox.find(mutation.id) or pytest.fail())
    assert [media.state for media in queue.media_entries()] == [Delivery.WAITING]
    assert queue.entries() == []  # the record has arrived and stays so


def test_a_file_that_is_gone_from_the_device_is_told(store: Store) -> None:
    filed(store, photo())
    media = store.media.get(sha(photo())) or pytest.fail()
    media.path.unlink()
    queue = store.queue()
    with pytest.raises(Problem, match="file_missing") as told:
        queue.open_media(sha(photo()))
    queue.media_refused(sha(photo()), told.value)
    assert store.outbox.totals("p-wang").attention == 1
    assert [kept.reason for kept in store.quarantine.all()] == ["file_missing"]


def test_what_the_hub_lost_goes_again(store: Store) -> None:
    data = photo()
    mutation = filed(store, data)
    queue = store.queue()
    queue.settle([receipt(mutation)], NOON)
    assert queue.requeue_media([sha(data)]) == 0
    queue.media_arrived(came(data), NOON)
    assert queue.requeue_media([sha(data), sha(data), "0" * 64]) == 1
    entry, = queue.media_entries()
    assert (entry.state, entry.offset_bytes, entry.wanted) == (Delivery.WAITING, 0, True)
    assert store.outbox.totals("p-wang").waiting == 1


# People


def test_a_queue_gives_only_its_persons_work(store: Store) -> None:
    of_wang = filed(store, photo(1))
    wang = store.queue()
    store.signed_in(session(LI))
    of_li = filed(store, photo(2))
    li = store.queue()
    assert [entry.mutation for entry in li.entries()] == [of_li.id]
    assert [media.sha256 for media in li.media_entries()] == [sha(photo(2))]
    # A cycle that was under way when the tablet changed hands moves nothing more and keeps no page.
    assert wang.entries() == wang.media_entries() == wang.wanted_downloads() == []
    with pytest.raises(Problem, match="sign_in_needed"):
        wang.apply_page(page(), NOON)
    with pytest.raises(Problem, match="sign_in_needed"):
        wang.mark_travelling([of_wang.id], NOON)
    wang.settle([receipt(of_wang)], NOON)  # but a receipt that came counts
    store.signed_in(session(WANG))
    assert store.queue().entries() == []
    assert [media.sha256 for media in store.queue().media_entries()] == [sha(photo(1))]
    store.signed_out()
    assert store.queue().entries() == store.queue().media_entries() == []


def test_the_same_photo_of_two_people_travels_for_each(store: Store) -> None:
    first = filed(store, photo())
    store.queue().settle([receipt(first)], NOON)
    store.queue().media_arrived(came(photo()), NOON)
    store.signed_in(session(LI))
    second = filed(store, photo())
    store.queue().settle([receipt(second)], NOON)
    assert [media.sha256 for media in store.queue().media_entries()] == [sha(photo())]


def test_drafts_of_before_the_first_sign_in_belong_to_who_signs_in(tmp_path: Path) -> None:
    store = open_store(tmp_path, TestClock(), person=None)
    draft = store.drafts.new("", Act.SUBMIT, store.clock())
    store.signed_in(session(WANG))
    assert [each.id for each in store.drafts.open_of("p-wang")] == [draft.id]
    store.signed_in(session(LI))
    assert store.drafts.open_of("p-li") == []
    store.close()


def test_the_version_of_my_own_last_act_is_known_before_the_next_pull(store: Store) -> None:
    view = case(Stage.DISPATCHED, version=3)
    store.queue().apply_page(page(), NOON)
    mutation = acted(store, view.id, Act.RECEIVE, base=3)
    assert store.outbox.version_known("p-wang", view.id) == 0
    store.queue().settle([receipt(mutation, version=4)], NOON)
    assert store.outbox.version_known("p-wang", view.id) == 4
