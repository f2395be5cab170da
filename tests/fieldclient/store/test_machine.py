"""Any order of writing, sending, answering and cutting the power, held against a model that is a few dictionaries."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule

from fieldclient.store import Store
from fieldclient.store.drafts import DraftState
from sync.engine.device import Delivery
from sync.protocol.lifecycle import Act
from sync.protocol.mutations import MediaReceipt, Mutation, Outcome
from sync.protocol.problems import Code, Problem
from tests.fieldclient.store.making import (
    LI,
    NOON,
    WANG,
    TestClock,
    acted,
    keep,
    photo,
    receipt,
    ref_of,
    session,
    sha,
)

PHOTOS = [photo(n, 64, 48) for n in range(4)]
OUTCOMES = st.sampled_from([Outcome.APPLIED, Outcome.DUPLICATE, Outcome.CONFLICT, Outcome.REFUSED])


class Model:
    """What has to be true, in the plainest form."""

    def __init__(self) -> None:
        self.drafts: dict[str, dict[str, object]] = {}  # open ones: person, text, photos
        self.acts: dict[str, dict[str, object]] = {}  # by mutation: person, state, files, aside
        self.files: dict[tuple[str, str], str] = {}  # (person, hash): waiting, travelling, arrived
        self.sealed: dict[str, Mutation] = {}


class StoreMachine(RuleBasedStateMachine):
    drafts = Bundle("drafts")
    mutations = Bundle("mutations")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="store-machine-"))
        self.clock = TestClock()
        self.store = Store(self.folder, clock=self.clock)
        self.store.signed_in(session(WANG))
        self.model = Model()

    @property
    def person(self) -> str:
        return self.store.people.current_id()

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    # What a person does

    @rule(target=drafts, text=st.text(max_size=5))
    def begin(self, text: str) -> str:
        draft = self.store.drafts.new(self.person, Act.SUBMIT, self.clock())
        text = text.encode("utf-8", "replace").decode()
        self.store.drafts.save(draft.id, self.clock(), description=text)
        self.model.drafts[draft.id] = {"person": self.person, "text": text, "photos": []}
        return draft.id

    @rule(draft=drafts, data=st.sampled_from(PHOTOS))
    def add_photo(self, draft: str, data: bytes) -> None:
        if draft not in self.model.drafts:
            return
        keep(self.store, data, draft)
        photos = self.model.drafts[draft]["photos"]
        assert isinstance(photos, list)
        if sha(data) not in photos:
            photos.append(sha(data))

    @rule(draft=drafts, text=st.sampled_from(["", "一", "二二"]))
    def write(self, draft: str, text: str) -> None:
        try:
            self.store.drafts.save(draft, self.clock(), description=text)
            self.model.drafts[draft]["text"] = text
        except Problem:
            assert draft not in self.model.drafts

    @rule(target=mutations, draft=consumes(drafts))
    def seal(self, draft: str) -> str:
        from fieldclient.store.records import Title

        if draft not in self.model.drafts:
            return multiple()  # type: ignore[return-value]
        known = self.model.drafts.pop(draft)
        person, hashes = str(known["person"]), list(known["photos"])  # type: ignore[call-overload]
        refs = tuple(ref_of(next(data for data in PHOTOS if sha(data) == each)) for each in hashes)

        def make(seal) -> Mutation:  # type: ignore[no-untyped-def]
            from sync.protocol.mutations import ActBody
            from sync.protocol.report import Kind, Report

            report = Report(id=draft, kind=Kind.PROBLEM, description=str(known["text"]), created_at=seal.made_at)
            return Mutation(
                id=seal.id, device=seal.device, seq=seal.seq, person=person, act=Act.SUBMIT, case_id=draft,
                made_at=seal.made_at, body=ActBody(report=report), media=refs,
            )

        mutation = self.store.outbox.seal(make, Title("problem"), self.clock(), draft=draft)
        assert self.store.outbox.seal(make, Title("problem"), self.clock(), draft=draft) == mutation
        self._remember(mutation, hashes)
        return mutation.id

    @rule(target=mutations, mutation=mutations)
    def withdraw(self, mutation: str) -> str:
        if self.model.sealed[mutation].person != self.person:
            return multiple()  # type: ignore[return-value]
        made = acted(self.store, self.model.sealed[mutation].case_id, Act.WITHDRAW)
        self._remember(made, [])
        return made.id

    def _remember(self, mutation: Mutation, hashes: list[str]) -> None:
        self.model.sealed[mutation.id] = mutation
        self.model.acts[mutation.id] = {"person": mutation.person, "state": "waiting", "files": hashes, "aside": False}
        for each in hashes:
            self.model.files.setdefault((mutation.person, each), "waiting")

    @rule(mutation=mutations)
    def retry(self, mutation: str) -> None:
        act = self.model.acts[mutation]
        self.store.outbox.retry(self.store.outbox.find(mutation))  # type: ignore[arg-type]
        if act["state"] == "refused":
            act["state"] = "waiting"
        if act["state"] != "travelling":
            act["aside"] = False

    @rule(mutation=mutations)
    def put_aside(self, mutation: str) -> None:
        if self.model.acts[mutation]["state"] == "refused":
            self.store.outbox.set_aside(self.store.outbox.find(mutation), self.clock())  # type: ignore[arg-type]
            self.model.acts[mutation]["aside"] = True

    # What the engine does

    @rule()
    def push(self) -> None:
        entries = [each for each in self.store.queue().entries() if each.state is Delivery.WAITING]
        self.store.queue().mark_travelling([each.mutation for each in entries], NOON)
        for each in entries:
            self.model.acts[each.mutation]["state"] = "travelling"

    @rule(mutation=mutations, outcome=OUTCOMES)
    def answer(self, mutation: str, outcome: Outcome) -> None:
        """Receipts may come for anything at any time: twice, late, after a restart."""
        act = self.model.acts[mutation]
        taken = outcome in (Outcome.APPLIED, Outcome.DUPLICATE)
        problem = None if taken else Problem(Code.ACT_NOT_NOW).to_wire()
        self.store.queue().settle([receipt(self.model.sealed[mutation], outcome, problem=problem)], NOON)
        if act["state"] != "arrived":
            act["state"] = "arrived" if taken else "refused"

    @rule()
    def line_breaks(self) -> None:
        travelling = [key for key, act in self.model.acts.items() if act["state"] == "travelling"]
        self.store.queue().back_to_waiting(list(self.model.acts), Problem(Code.NO_NETWORK), NOON)
        for each in travelling:
            self.model.acts[each]["state"] = "waiting"

    @rule(data=st.sampled_from(PHOTOS), happens=st.sampled_from(["travels", "arrives", "lost"]))
    def file(self, data: bytes, happens: str) -> None:
        key, queue = (self.person, sha(data)), self.store.queue()
        before = self.model.files.get(key)
        if happens == "travels":
            queue.media_travelling(sha(data), NOON)
            after = "travelling" if before in ("waiting", "travelling") else before
        elif happens == "arrives":
            queue.media_arrived(MediaReceipt(
                sha256=sha(data), size_bytes=len(data), offset_bytes=len(data), complete=True), NOON)
            after = "arrived" if before else None
        else:
            assert queue.requeue_media([sha(data)]) == (1 if before == "arrived" else 0)
            after = "waiting" if before == "arrived" else before
        if after is not None:
            self.model.files[key] = after

    @rule()
    def power_cut(self) -> None:
        self.store.close()
        self.store = Store(self.folder, clock=self.clock)
        for act in self.model.acts.values():
            if act["state"] == "travelling":
                act["state"] = "waiting"
        for key, state in self.model.files.items():
            if state == "travelling":
                self.model.files[key] = "waiting"

    @rule(person=st.sampled_from([WANG, LI]))
    def somebody_else(self, person) -> None:  # type: ignore[no-untyped-def]
        self.store.signed_in(session(person))

    # What is always true

    @invariant()
    def the_queue_is_what_is_open(self) -> None:
        wanted = [
            (self.model.sealed[key].seq, key, act["state"]) for key, act in self.model.acts.items()
            if act["person"] == self.person and act["state"] != "arrived" and not act["aside"]
        ]
        entries = self.store.queue().entries()
        assert [(each.seq, each.mutation, each.state.value) for each in entries] == sorted(wanted)  # type: ignore[type-var]
        assert [each.seq for each in entries] == sorted(each.seq for each in entries)

    @invariant()
    def files_stand_where_they_stand(self) -> None:
        wanted = {key[1]: state for key, state in self.model.files.items() if key[0] == self.person and state != "arrived"}
        assert {each.sha256: each.state.value for each in self.store.queue().media_entries()} == wanted

    @invariant()
    def the_strip_counts_right(self) -> None:
        open_acts = [
            act for act in self.model.acts.values() if act["person"] == self.person and not act["aside"]
            and (act["state"] != "arrived" or any(self.model.files[self.person, each] != "arrived" for each in act["files"]))  # type: ignore[attr-defined]
        ]
        totals = self.store.outbox.totals(self.person)
        refused = sum(act["state"] == "refused" for act in open_acts)
        assert (totals.waiting, totals.attention) == (len(open_acts) - refused, refused)

    @invariant()
    def drafts_are_as_written(self) -> None:
        shown = {draft.id: draft for draft in self.store.drafts.open_of(self.person)}
        wanted = {key for key, draft in self.model.drafts.items() if draft["person"] == self.person}
        assert set(shown) == wanted
        for key in wanted:
            assert shown[key].description == self.model.drafts[key]["text"]
            assert [each.sha256 for each in shown[key].photos] == self.model.drafts[key]["photos"]

    @invariant()
    def every_report_is_one_case_and_seals_never_change(self) -> None:
        mine = {each.case_id for each in self.model.sealed.values() if each.person == self.person}
        assert sorted(record.id for record in self.store.cases.page(self.person, limit=1000)) == sorted(mine)
        for key, mutation in self.model.sealed.items():
            assert self.store.outbox.mutation(key) == mutation
            if mutation.act is Act.SUBMIT:
                assert self.store.drafts.get(mutation.case_id).state is DraftState.SEALED
        assert self.store.quarantine.count() == 0


StoreMachine.TestCase.settings = settings(
    max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestStoreMachine = StoreMachine.TestCase
