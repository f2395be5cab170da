"""What a person can do with what waits: hold it back, send it first, bring back what was put away; and when originals travel."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from fieldclient.store import Store
from fieldclient.store.drafts import DraftRow
from fieldclient.store.records import OutboxRecord
from fieldclient.work.asked import hub_now
from fieldclient.work.catalogue import names_of
from fieldclient.work.outbox_views import PutAway, Travel
from fieldclient.work.writing import UNDO_FOR
from sync.engine.lanes import Around, TravelRules, held
from sync.protocol.problems import Code, Problem

if TYPE_CHECKING:
    from fieldclient.work.acting import Acting

MOST_MB = 100_000


class Waiting:
    """Each change is durable when its method returns. BODY_INVALID (mutation) for an act that is not this person's."""

    def __init__(self, store: Store, acting: Acting) -> None:
        self._store = store
        self._acting = acting

    def pause(self, mutation_id: str, on: bool) -> None:
        self._store.marks.pause(self._acting.own_act(mutation_id).id, on, self._store.clock())

    def put_first(self, mutation_id: str, on: bool) -> None:
        self._store.marks.put_first(self._acting.own_act(mutation_id).id, on, self._store.clock())

    def send_anyway(self, mutation_id: str) -> None:
        """Also originals that the rules hold back now."""
        self._store.marks.send_anyway(self._acting.own_act(mutation_id).id, self._store.clock())

    def pause_all(self, on: bool) -> None:
        self._store.marks.pause_all(self._store.people.current_id(), on)

    def is_stopped(self) -> bool:
        return self._store.people.current_id() in self._store.marks.kept().stopped

    # When originals travel

    def travel(self, around: Around) -> Travel:
        rules, now = self._store.settings.travel_rules(hub_now(self._store)), self._store.clock().astimezone()
        moved = self._store.uploads.moved_since(now.replace(hour=0, minute=0, second=0, microsecond=0))
        return Travel(rules, moved, held(rules, around, moved, now), self.is_stopped())

    def set_rules(self, rules: TravelRules) -> None:
        """BODY_INVALID (field) for what cannot be meant."""
        if not (0 <= rules.from_hour <= 24 and 0 <= rules.until_hour <= 24):
            raise Problem(Code.BODY_INVALID, field="hours")
        if not 0.0 <= rules.least_battery_share <= 1.0:
            raise Problem(Code.BODY_INVALID, field="battery")
        if rules.daily_bytes is not None and not 0 <= rules.daily_bytes <= MOST_MB * 1_000_000:
            raise Problem(Code.BODY_INVALID, field="daily_bytes")
        self._store.settings.set_travel_rules(rules, hub_now(self._store))

    # Put away

    def put_away(self) -> tuple[PutAway, ...]:
        """Drafts that were discarded and refused acts that were set aside in the last twelve hours, the latest first."""
        person, since = self._store.people.current_id(), self._store.clock() - UNDO_FOR
        drafts = [_draft_away(self._store, row) for row in self._store.drafts.discarded_since(person, since) if _worth(row)]
        acts = [_act_away(self._store, record, at) for record, at in self._store.outbox.set_aside_since(person, since)]
        return tuple(sorted((*drafts, *acts), key=lambda each: each.at, reverse=True))

    def bring_back(self, mutation_id: str) -> None:
        """A refused act asks for a decision again. TOO_LATE (until) after twelve hours; one that was not put away stays."""
        record, now = self._acting.own_act(mutation_id), self._store.clock()
        known = {each.id: at for each, at in self._store.outbox.set_aside_since(record.person, now - UNDO_FOR)}
        if record.set_aside and record.id not in known:
            raise Problem(Code.TOO_LATE, until="12 h")
        self._store.outbox.bring_back(record)


def _worth(draft: DraftRow) -> bool:
    """Somebody made something of it."""
    said = (draft.subcategory, draft.description.strip(), draft.place_text.strip(), draft.reason, draft.result, draft.quantity)
    return bool(draft.photos) or any(said)


def _draft_away(store: Store, draft: DraftRow) -> PutAway:
    at = draft.discarded_at or draft.changed_at
    zh, en = names_of(store.catalogues.current(), draft.subcategory)
    return PutAway(draft.id, True, draft.act, zh, en, at, at + UNDO_FOR)


def _act_away(store: Store, record: OutboxRecord, at: datetime) -> PutAway:
    zh, en = names_of(store.catalogues.current(), record.title.subcategory)
    return PutAway(record.id, False, record.act, zh, en, at, at + UNDO_FOR)
