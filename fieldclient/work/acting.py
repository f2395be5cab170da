"""What a person does: a draft sealed, a tap, a rating, and the decisions about what was refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec

from fieldclient.store import Store
from fieldclient.store.cases import CaseRecord
from fieldclient.store.drafts import DraftRow, DraftState
from fieldclient.store.outbox import Seal
from fieldclient.store.overlay import OwnAct
from fieldclient.store.people import Account
from fieldclient.store.records import OutboxRecord, Title
from fieldclient.work import acts as rules
from fieldclient.work import drafting
from fieldclient.work.drafting import Reading
from fieldclient.work.intake import Intake
from fieldclient.work.places import Places
from fieldclient.work.writing import Writing
from sync.engine.device import Delivery
from sync.protocol.feed import CaseView
from sync.protocol.lifecycle import Act
from sync.protocol.media import Origin
from sync.protocol.mutations import ActBody, Mutation, RatingLevel
from sync.protocol.problems import Code, Problem
from sync.protocol.report import Kind
from sync.protocol.requirements import Context, missing
from sync.protocol.rights import CaseFacts, task_for

Sign = Callable[[bytes], str]  # sealed bytes → KEYID.SIGNATURE


class Acting:
    def __init__(self, store: Store, writing: Writing, intake: Intake) -> None:
        self._store = store
        self._writing = writing
        self._intake = intake
        self.places = Places(store)
        self._signer: tuple[str, Sign] | None = None  # whose key it is

    def sign_with(self, person: str, sign: Sign | None) -> None:
        """From now on this person's acts are signed at capture; None: they are not, and nobody's are."""
        self._signer = None if sign is None else (person, sign)

    def _sign_of(self, account: Account) -> Sign | None:
        return self._signer[1] if self._signer is not None and self._signer[0] == account.person.id else None

    def _account(self) -> Account:
        account = self._store.people.current()
        if account is None:
            raise Problem(Code.SIGN_IN_NEEDED)  # what is written stays; it is sent by whoever signs in
        return account

    def record(self, case_id: str) -> CaseRecord:
        """CASE_UNKNOWN for a case that is not in this person's sight."""
        record = self._store.cases.find(self._store.people.current_id(), case_id)
        if record is None:
            raise Problem(Code.CASE_UNKNOWN)
        return record

    # Drafts

    def submit(self, draft_id: str, now: datetime) -> str:
        draft = self._writing.own(draft_id)
        if draft.state is DraftState.SEALED:
            return self._store.outbox.case_of_draft(draft_id)
        self._intake.pictures(draft)
        account, reading, case = self._account(), self._writing.reading(draft), self._writing.case_of(draft)
        drafting.check_bounds(reading)
        short = drafting.lacking(reading, case, self._store.catalogues.current())
        if short:
            raise Problem(Code.PART_MISSING, parts=",".join(part.value for part in short))
        if reading.act in rules.NEW_CASE:
            return self._seal(account, reading, Title(draft.kind.value, draft.subcategory, place=draft.place_text.strip()))
        return self._submit_on_case(account, reading, now)

    def _submit_on_case(self, account: Account, reading: Reading, now: datetime) -> str:
        record = self.record(reading.draft.case_id or "")
        facts = self._check_may(reading.act, record, account, now)
        task = task_for(reading.act, account.person.id, facts.tasks) if record.view is not None else None
        return self._seal(account, reading, _title(record), task.id if task is not None else None, self._version(record))

    def _check_may(self, act: Act, record: CaseRecord, account: Account, now: datetime) -> CaseFacts:
        """Raises why not; else the case as my acts that wait will leave it."""
        acts = self._store.cases.acts(account.person.id, record.id)
        facts = rules.predicted(record.view, record.own, acts, account.actor)
        rules.check_may(act, facts, record.view, account.actor, now)
        return facts

    def _seal(
        self, account: Account, reading: Reading, title: Title, task: str | None = None, base_version: int = 0
    ) -> str:
        draft = reading.draft
        grid = self.places.where(reading.position).grid if reading.position is not None else ""  # before the transaction

        def make(seal: Seal) -> Mutation:
            mutation = drafting.mutation_of(reading, seal, account.person.id, base_version, task)
            return msgspec.structs.replace(mutation, body=_with_grid(mutation.body, grid))

        at = self._store.clock()
        with self._store.database.change():
            mutation = self._store.outbox.seal(make, title, at, draft=draft.id, sign=self._sign_of(account))
            self._take_place_of(draft, at)
        return mutation.case_id

    def _take_place_of(self, draft: DraftRow, at: datetime) -> None:
        """The refused act that this one was begun from has its answer now; on the same case it would hold this one up."""
        before = self._store.outbox.find(draft.based_on) if draft.based_on else None
        if before is not None and before.case_id == draft.case_id:
            self._store.outbox.set_aside(before, at)

    def _version(self, record: CaseRecord) -> int:
        """The version the person was looking at; after my own act that has arrived, the one that act made."""
        shown = record.view.version if record.view is not None else 0
        return max(shown, self._store.outbox.version_known(self._store.people.current_id(), record.id))

    def praise(self, photo: Path | None, text: str, now: datetime) -> str:
        """Drafted, sealed and queued. When the photo cannot be taken nothing is sent, and the words stay as a draft."""
        self._account()
        draft = self._store.drafts.new(
            self._store.people.current_id(), Act.SUBMIT, self._store.clock(), kind=Kind.PRAISE,
            catalogue_version=self._store.catalogues.current().version,
        )
        self._store.drafts.save(draft.id, self._store.clock(), description=text)
        if photo is not None:
            self._intake.add_files(draft, [photo], shot=None, origin=Origin.FILE, usage=None)
            notes = [note for note in self._store.drafts.get(draft.id).notes if note.sha256 is None]
            if notes:
                raise notes[0].problem.to_problem()
        return self.submit(draft.id, now)

    # Taps

    def act(self, case_id: str, act: Act, now: datetime) -> str:
        """Gives the mutation id. A second tap while the first has not been settled gives the first again."""
        return self._tap(case_id, act, ActBody(), now)

    def rate(self, case_id: str, level: str, text: str, now: datetime) -> str:
        try:
            body = ActBody(level=RatingLevel(level), text=text.strip()[: drafting.MAX_TEXT] or None)
        except ValueError as cause:
            raise Problem(Code.BODY_INVALID, field="level") from cause
        return self._tap(case_id, Act.RATE, body, now)

    def _tap(self, case_id: str, act: Act, body: ActBody, now: datetime) -> str:
        account, record = self._account(), self.record(case_id)
        waiting = _on_its_way(self._store.cases.acts(account.person.id, case_id), act)
        if waiting is not None:
            return waiting.mutation
        self._check_may(act, record, account, now)
        short = missing(act, body, (), _context(record.view))
        if short:
            raise Problem(Code.PART_MISSING, parts=",".join(part.value for part in short))
        base_version = self._version(record)

        def make(seal: Seal) -> Mutation:
            return Mutation(
                id=seal.id, device=seal.device, seq=seal.seq, person=account.person.id, act=act, case_id=case_id,
                base_version=base_version, made_at=seal.made_at, clock_offset_s=seal.clock_offset_s, body=body,
            )

        return self._store.outbox.seal(make, _title(record), self._store.clock(), sign=self._sign_of(account)).id

    # Needs attention

    def own_act(self, mutation_id: str) -> OutboxRecord:
        record = self._store.outbox.find(mutation_id)
        if record is None or record.person != self._store.people.current_id():
            raise Problem(Code.BODY_INVALID, field="mutation")
        return record

    def set_aside(self, mutation_id: str) -> None:
        """Only what was refused: what waits is on its way, and taking it back is an act of its own (withdraw)."""
        record = self.own_act(mutation_id)
        if not self._is_refused(record):
            raise Problem(Code.ACT_NOT_NOW, act=record.act.value)
        self._store.outbox.set_aside(record, self._store.clock())

    def _is_refused(self, record: OutboxRecord) -> bool:
        files = self._store.uploads.of_mutation(record.person, record.id)
        return record.state is Delivery.REFUSED or any(file.state is Delivery.REFUSED for file in files)


def _on_its_way(acts: list[OwnAct], act: Act) -> OwnAct | None:
    """The last of my acts on the case, when it is this one and has not been settled."""
    last = acts[-1] if acts else None
    unsettled = (Delivery.WAITING, Delivery.TRAVELLING)
    return last if last is not None and last.act is act and last.state in unsettled else None


def _with_grid(body: ActBody, grid: str) -> ActBody:
    """A report names its unit grid by itself, where this device has the areas."""
    if body.report is None or not grid:
        return body
    return msgspec.structs.replace(body, report=msgspec.structs.replace(body.report, grid=grid))


def _title(record: CaseRecord) -> Title:
    view, report = record.view, record.own.body.report if record.own is not None else None
    if view is not None:
        return Title(view.kind.value, view.subcategory, view.number, view.place_text or view.grid_name)
    assert report is not None
    return Title(report.kind.value, report.subcategory, record.number, report.place_text)


def _context(view: CaseView | None) -> Context:
    return Context(kind=view.kind if view is not None else Kind.PROBLEM)
