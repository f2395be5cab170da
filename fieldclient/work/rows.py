"""Lines of lists: the hub's last truth with my own acts laid over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fieldclient.store import Store
from fieldclient.store.case_listed import ListedCase
from fieldclient.store.cases import CaseRecord
from fieldclient.store.overlay import OwnAct, latest, task_of
from fieldclient.work.acts import predicted
from fieldclient.work.catalogue import names_of
from fieldclient.work.lights import NO_LIMIT, lateness
from fieldclient.work.photo_views import PhotoViews, shown_files
from fieldclient.work.views import CaseRow, Delivery
from sync.protocol.feed import Priority
from sync.protocol.ids import local_reference
from sync.protocol.people import Person
from sync.protocol.position import Position, distance_m
from sync.protocol.rights import Actor
from sync.protocol.tasks import TaskKind


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, and what time it is at the hub."""

    person: Person
    actor: Actor
    now: datetime


class Rows:
    def __init__(self, store: Store, photos: PhotoViews) -> None:
        self._store = store
        self._photos = photos

    def of(self, records: Sequence[CaseRecord | ListedCase], viewer: Viewer, *, here: Position | None = None,
           said: bool = False) -> tuple[CaseRow, ...]:
        """Lines of these cases, in their order. `here`: with how far each is from there; `said`: with what it says."""
        acts = self._store.cases.acts_of(viewer.person.id, [record.id for record in records])
        pictures = self._photos.first_thumbnails({r.id: shown_files(r.view, r.own) for r in records})
        return tuple(
            self._row(record, acts.get(record.id, []), pictures.get(record.id), viewer, here, record.description if said else "")
            for record in records)

    def _row(self, record: CaseRecord | ListedCase, acts: list[OwnAct], thumbnail: str | None, viewer: Viewer,
             here: Position | None, said: str) -> CaseRow:
        view = record.view
        report = record.own.body.report if record.own is not None else None
        task = self._task(record, acts, viewer)
        late = lateness(view, task, viewer.now) if view is not None else NO_LIMIT
        source = view if view is not None else report
        assert source is not None  # a record has one or the other
        zh, en = names_of(self._store.catalogues.current(), source.subcategory)
        place = source.place_text or (view.grid_name if view is not None else "")
        shown, there = latest(acts), source.position if here is not None else None
        return CaseRow(
            id=record.id, number=record.number, local_reference=local_reference(record.id), kind=source.kind,
            subcategory=source.subcategory, subcategory_zh=zh, subcategory_en=en, place=place,
            stage=view.stage if view is not None else None, delivery=delivery_of(shown), light=late.light, due_at=late.due_at,
            overdue_by_s=late.overdue_by_s, priority=view.priority if view is not None else Priority.NORMAL,
            thumbnail=thumbnail, changed_at=record.changed_at,
            mine=view is None or view.reporter == viewer.person.id, task=task, needs_me=record.needs_me,
            distance_m=distance_m(here, there) if here is not None and there is not None else None, said=said,
        )

    def _task(self, record: CaseRecord | ListedCase, acts: list[OwnAct], viewer: Viewer) -> TaskKind | None:
        if isinstance(record, ListedCase):
            return record.task
        if record.view is None:
            return None
        return task_of(predicted(record.view, None, acts, viewer.actor), viewer.person)


def delivery_of(own: OwnAct | None) -> Delivery:
    return Delivery.NONE if own is None else Delivery(own.delivery.value)
