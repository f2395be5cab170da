"""A case's page: everything the hub tells of it, my own files and acts over it, and what I can do now."""

from __future__ import annotations

from dataclasses import replace

from fieldclient.resources import built_in_calendar
from fieldclient.store import Store
from fieldclient.store.cases import CaseRecord
from fieldclient.store.drafts import DraftRow
from fieldclient.store.overlay import OwnAct
from fieldclient.work import acts as rules
from fieldclient.work.asking import ASKED_FOR, rules_of
from fieldclient.work.campaigns import campaign_names
from fieldclient.work.lights import used_fraction
from fieldclient.work.photo_views import AFTER, BEFORE, PhotoViews
from fieldclient.work.progress import progress_of, progress_unsent
from fieldclient.work.rows import Rows, Viewer
from fieldclient.work.views import (
    AllowedAct,
    AskRules,
    CasePage,
    CaseRow,
    Delivery,
    DiscardedDraft,
    PhotoView,
    UnsentAct,
)
from fieldclient.work.writing import UNDO_FOR
from sync.engine.device import Delivery as Way
from sync.protocol.feed import CaseView
from sync.protocol.ids import local_reference
from sync.protocol.lifecycle import Act
from sync.protocol.mutations import Mutation
from sync.protocol.problems import Problem


class Pages:
    def __init__(self, store: Store, rows: Rows, photos: PhotoViews) -> None:
        self._store = store
        self._rows = rows
        self._photos = photos

    def of(self, record: CaseRecord, viewer: Viewer) -> CasePage:
        acts = self._store.cases.acts(viewer.person.id, record.id)
        row = self._rows.of([record], viewer)[0]
        photos = self._photos.of_case(viewer.person.id, record.view, self._carrying(record, acts))
        allowed = self._allowed(record, acts, viewer)
        unsent = self._unsent(acts)
        if record.view is not None:
            same_as = self._number(viewer.person.id, record.view.same_as)
            zh, en = campaign_names(self._store, viewer.person.id, record.view.campaign)
            return replace(
                _from_hub(record.view, row, photos, allowed, unsent, viewer), same_as=same_as, campaign_zh=zh, campaign_en=en,
                rules=_rules(allowed, record.view, viewer), discarded=self._discarded(record, allowed, viewer))
        assert record.own is not None and record.own.body.report is not None
        same_as = self._number(viewer.person.id, record.own.body.report.same_as)
        zh, en = campaign_names(self._store, viewer.person.id, record.own.body.report.campaign)
        return replace(
            _from_here(record.own, row, photos, allowed, unsent, viewer), same_as=same_as, campaign_zh=zh, campaign_en=en)

    def _number(self, person: str, case_id: str | None) -> str:
        """Of another case, where it is in this person's sight."""
        other = self._store.cases.find(person, case_id) if case_id else None
        return "" if other is None else other.number or local_reference(other.id)

    def _carrying(self, record: CaseRecord, acts: list[OwnAct]) -> list[Mutation]:
        """My acts whose files the hub's view may not name yet. A row that cannot be read is told in quarantine."""
        out = []
        for own in acts:
            if own.set_aside:
                continue
            try:
                out.append(self._store.outbox.mutation(own.mutation))
            except Problem:
                continue
        return out

    def _allowed(self, record: CaseRecord, acts: list[OwnAct], viewer: Viewer) -> tuple[AllowedAct, ...]:
        facts = rules.predicted(record.view, record.own, acts, viewer.actor)
        begun = self._store.drafts.open_acts(viewer.person.id, record.id)
        hub = self._store.settings.hub_info()
        return tuple(
            AllowedAct(act, how, begun.get(rules.draft_act(act)))
            for act, how in rules.open_acts(facts, record.view, viewer.actor, viewer.now).items()
            if rules.understood(act, hub)
        )

    def _discarded(
        self, record: CaseRecord, allowed: tuple[AllowedAct, ...], viewer: Viewer
    ) -> tuple[DiscardedDraft, ...]:
        """The latest of each act that may still be done and has not been begun anew."""
        free = {entry.act for entry in allowed if entry.draft_id is None}
        found: dict[Act, DiscardedDraft] = {}
        for draft in self._store.drafts.discarded_since(viewer.person.id, self._store.clock() - UNDO_FOR):
            if draft.case_id == record.id and draft.act in free and draft.discarded_at is not None and _has_work(draft):
                found.setdefault(draft.act, DiscardedDraft(draft.id, draft.act, draft.discarded_at))
        return tuple(found.values())

    def _unsent(self, acts: list[OwnAct]) -> tuple[UnsentAct, ...]:
        out = []
        for own in acts:
            if own.state is Way.ARRIVED and not own.files_left or own.set_aside:
                continue
            record = self._store.outbox.find(own.mutation)
            problem = record.problem.to_problem() if record is not None and record.problem is not None else None
            out.append(UnsentAct(own.mutation, own.act, own.made_at, Delivery(own.delivery.value), problem))
        return tuple(out)


def _rules(allowed: tuple[AllowedAct, ...], view: CaseView, viewer: Viewer) -> tuple[AskRules, ...]:
    asked = [entry.act for entry in allowed if entry.act in ASKED_FOR]
    return tuple(rules_of(act, view, viewer.now, built_in_calendar()) for act in asked)


def _has_work(draft: DraftRow) -> bool:
    """An empty one is discarded by leaving it, and nobody misses it."""
    made = (draft.description.strip(), draft.reason, draft.result, draft.choice, draft.until, draft.quantity)
    return bool(draft.photos) or any(each is not None and each != "" for each in made)


def _from_hub(
    view: CaseView, row: CaseRow, photos: tuple[PhotoView, ...], acts: tuple[AllowedAct, ...],
    unsent: tuple[UnsentAct, ...], viewer: Viewer,
) -> CasePage:
    before, after, others = sort_photos(photos)
    return CasePage(
        row=row, description=view.description, position=view.position, before=before, after=after, others=others,
        timeline=view.timeline, unsent=unsent, acts=acts, tasks=view.tasks, department_name=view.department_name,
        handler_name=view.handler_name, reporter_name=view.reporter_name, created_at=view.created_at,
        used_fraction=used_fraction(view, row.task, viewer.now, built_in_calendar()), result=view.result,
        result_text=view.result_text, quantity=view.quantity, unit=view.unit, rating=view.rating, reply=view.reply,
        hold_media=view.hold_media, pending=view.pending.act if view.pending is not None else None, round=view.round,
        media=view.media, received_at=view.received_at, grid=view.grid, grid_name=view.grid_name, contacts=view.contacts,
        on_show=view.on_show, progress=progress_of(view) if row.mine else (),
    )


def _from_here(
    own: Mutation, row: CaseRow, photos: tuple[PhotoView, ...], acts: tuple[AllowedAct, ...],
    unsent: tuple[UnsentAct, ...], viewer: Viewer,
) -> CasePage:
    """A report that the hub has not answered yet."""
    report = own.body.report
    assert report is not None
    before, after, others = sort_photos(photos)
    return CasePage(
        row=row, description=report.description, position=report.position, before=before, after=after, others=others,
        timeline=(), unsent=unsent, acts=acts, tasks=(), department_name="", handler_name="",
        reporter_name=viewer.person.name, created_at=report.created_at, used_fraction=None, result=None, result_text="",
        quantity=None, unit=None, rating=None, reply="", hold_media=False, pending=None, round=1,
        progress=progress_unsent(own),
    )


def sort_photos(
    photos: tuple[PhotoView, ...],
) -> tuple[tuple[PhotoView, ...], tuple[PhotoView, ...], tuple[PhotoView, ...]]:
    """(how it was, how it is now, everything else)"""
    before = tuple(photo for photo in photos if photo.usage in BEFORE)
    after = tuple(photo for photo in photos if photo.usage in AFTER)
    others = tuple(photo for photo in photos if photo.usage not in BEFORE | AFTER)
    return before, after, others
