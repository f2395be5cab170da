"""Drafts as the window sees and changes them."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from fieldclient.store import Store
from fieldclient.store.drafts import DraftRow, DraftState
from fieldclient.work import acts as rules
from fieldclient.work import drafting
from fieldclient.work.campaigns import campaign_left, campaign_names, note_left
from fieldclient.work.catalogue import names_of
from fieldclient.work.drafting import Reading, read_draft
from fieldclient.work.fields import column_value
from fieldclient.work.photo_views import PhotoViews
from fieldclient.work.views import DraftView
from sync.protocol.feed import CaseView
from sync.protocol.lifecycle import Act
from sync.protocol.media import Shot, Usage
from sync.protocol.mutations import HandlingResult, ResultUnit
from sync.protocol.position import Position, PositionSource, is_valid
from sync.protocol.problems import Code, Problem
from sync.protocol.public_words import personal
from sync.protocol.report import Kind

UNDO_FOR = timedelta(hours=12)


class Writing:
    def __init__(self, store: Store, photos: PhotoViews) -> None:
        self._store = store
        self._photos = photos

    # Looking

    def own(self, draft_id: str) -> DraftRow:
        """A draft of the person who works here. BODY_INVALID (field) for anybody else's: there is no such draft to them."""
        draft = self._store.drafts.get(draft_id)
        if draft.person != self._store.people.current_id():
            raise Problem(Code.BODY_INVALID, field="draft")
        return draft

    def reading(self, draft: DraftRow) -> Reading:
        rows = self._store.media.get_many([photo.sha256 for photo in draft.photos])
        return read_draft(draft, {sha256: row.ref for sha256, row in rows.items()})

    def case_of(self, draft: DraftRow) -> CaseView | None:
        record = self._store.cases.find(draft.person, draft.case_id) if draft.case_id else None
        return record.view if record is not None else None

    def view(self, draft_id: str) -> DraftView:
        return self._view(self.own(draft_id))

    def all(self) -> tuple[DraftView, ...]:
        return tuple(self._view(draft) for draft in self._store.drafts.open_of(self._store.people.current_id()))

    def _view(self, draft: DraftRow) -> DraftView:
        reading, catalogue = self.reading(draft), self._store.catalogues.current()
        case = self.case_of(draft)
        subcategory = draft.subcategory if draft.act in rules.NEW_CASE else case.subcategory if case is not None else None
        zh, en = names_of(catalogue, subcategory)
        campaign_zh, campaign_en = campaign_names(self._store, draft.person, draft.campaign)
        notes = [note.problem.to_problem() for note in draft.notes]
        notes += [
            Problem(Code.FILE_MISSING, sha256=photo.sha256) for photo in draft.photos if not self._is_here(photo.sha256)
        ]
        return DraftView(
            id=draft.id, act=draft.act, case_id=draft.case_id, kind=draft.kind, subcategory=subcategory, subcategory_zh=zh,
            subcategory_en=en, description=draft.description, position=reading.position, place_text=draft.place_text,
            observed_at=reading.observed_at, time_source=reading.time_source,
            photos=self._photos.of_refs(draft.person, reading.refs),
            missing=drafting.lacking(reading, case, catalogue), changed_at=draft.changed_at, reason=draft.reason,
            result=HandlingResult(draft.result) if draft.result else None, quantity=draft.quantity,
            unit=ResultUnit(draft.unit) if draft.unit else None, choice=draft.choice, notes=tuple(notes), until=draft.until,
            recovered=draft.recovered, based_on=draft.based_on, same_as=draft.same_as,
            campaign=draft.campaign, campaign_zh=campaign_zh, campaign_en=campaign_en,
            campaign_left=None if draft.campaign else campaign_left(self._store, draft.person, draft.id),
        )

    def _is_here(self, sha256: str) -> bool:
        media = self._store.media.get(sha256)
        return media is not None and not media.missing

    # Beginning

    def begin(self, kind: Kind, campaign: str | None = None) -> DraftView:
        """An empty report; the unfinished empty one is given again rather than a second. `campaign`: what it is made for."""
        person, at = self._store.people.current_id(), self._store.clock()
        with self._store.database.change():
            for draft in self._store.drafts.open_of(person):
                if draft.act is Act.SUBMIT and _is_empty(draft):
                    if (draft.kind, draft.campaign) != (kind, campaign):
                        self._store.drafts.save(draft.id, at, kind=kind.value, campaign=campaign)
                    return self.view(draft.id)
            version = self._store.catalogues.current().version
            draft = self._store.drafts.new(person, Act.SUBMIT, at, kind=kind, catalogue_version=version)
            if campaign is not None:
                self._store.drafts.save(draft.id, at, campaign=campaign)
        return self.view(draft.id)

    def begin_act(self, case_id: str, act: Act, kind: Kind) -> DraftView:
        """The draft of an act on a case, begun or continued. What a check says is chosen in it: only opening it by 'not
        passed' or 'unable' chooses that."""
        person, at = self._store.people.current_id(), self._store.clock()
        with self._store.database.change():
            draft = self._store.drafts.open_for(person, case_id, rules.same_draft(act)) if case_id else None
            if draft is None:
                draft = self._store.drafts.new(
                    person, rules.draft_act(act), at, case_id=case_id or None, kind=kind,
                    catalogue_version=self._store.catalogues.current().version,
                )
                self._begin_words(draft, at)
            choice = rules.CHOICE_OF_CHECK.get(act)
            if choice is not None and act is not Act.CHECK_PASS and draft.choice != choice:
                self._store.drafts.save(draft.id, at, choice=choice)
        return self.view(draft.id)

    def _begin_words(self, draft: DraftRow, at: datetime) -> None:
        """What everybody is to read begins with the result, as far as it names nobody."""
        case = self.case_of(draft) if draft.act is Act.PUBLISH else None
        if case is not None and case.result_text and not personal(case.result_text):
            self._store.drafts.save(draft.id, at, description=case.result_text)

    # Changing

    def save_field(self, draft_id: str, name: str, value: str | float | None) -> DraftView:
        draft = self.own(draft_id)
        if name == "campaign" and draft.campaign and not value:
            note_left(self._store, draft.person, draft_id, draft.campaign)
        self._store.drafts.save(draft_id, self._store.clock(), **{name: column_value(name, value, draft.act)})
        return self.view(draft_id)

    def place_by_hand(self, draft_id: str, latitude: float, longitude: float) -> DraftView:
        self.own(draft_id)
        if not is_valid(latitude, longitude):
            raise Problem(Code.POSITION_OUT_OF_RANGE, latitude=latitude, longitude=longitude)
        at = self._store.clock()
        place = Position(latitude=latitude, longitude=longitude, source=PositionSource.HAND, fixed_at=at)
        self._store.drafts.save(draft_id, at, hand_position=msgspec.json.encode(place))
        return self.view(draft_id)

    def note_fix(self, draft_id: str, position: Position) -> DraftView:
        draft = self.own(draft_id)
        times = [ref.captured_at for ref in self.reading(draft).refs if ref.captured_at is not None]
        kept = drafting.better_fix(draft.fix_position, position, times)
        if kept is not draft.fix_position:
            self._store.drafts.save(draft_id, self._store.clock(), fix_position=msgspec.json.encode(kept))
        return self.view(draft_id)

    def move_photo(self, draft_id: str, sha256: str, shot: Shot, usage: Usage | None = None) -> None:
        """Into another slot; the photo that stood there takes the place that becomes free."""
        draft, at = self.own(draft_id), self._store.clock()
        moved = next((photo for photo in draft.photos if photo.sha256 == sha256), None)
        if moved is None or (moved.shot, moved.usage) == (shot, usage or moved.usage):
            return
        with self._store.database.change():
            stood = (each for each in draft.photos if (each.shot, each.usage) == (shot, usage or moved.usage))
            before = next(stood, None) if shot is not Shot.OTHER else None
            if before is not None:
                self._store.drafts.move_photo(draft_id, before.sha256, moved.shot, at, moved.usage)
            self._store.drafts.move_photo(draft_id, sha256, shot, at, usage)

    def undo_discard(self, draft_id: str) -> DraftView:
        """TOO_LATE (until) after 12 hours; an open draft is given as it is."""
        draft, at = self.own(draft_id), self._store.clock()
        if draft.state is DraftState.DISCARDED and draft.discarded_at is not None:
            if at > draft.discarded_at + UNDO_FOR:
                raise Problem(Code.TOO_LATE, until=_text(draft.discarded_at + UNDO_FOR))
            self._store.drafts.undo_discard(draft_id, at)
        return self.view(draft_id)


def _is_empty(draft: DraftRow) -> bool:
    """Nothing of it was made by a person. A recovered one never is: somebody's photos are in it."""
    made = (draft.subcategory, draft.description.strip(), draft.place_text.strip(), draft.hand_position, draft.observed_at)
    return not draft.photos and not any(made) and draft.based_on is None and not draft.recovered


def _text(at: datetime) -> str:
    return at.isoformat()
