"""What waits, as the outbox shows it: one line per act, record and files counted together."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from fieldclient.store import Store
from fieldclient.store.records import OutboxRecord
from fieldclient.store.uploads import UploadRecord
from fieldclient.work.catalogue import names_of
from fieldclient.work.photo_views import PhotoViews
from fieldclient.work.three_way import Difference, three_way
from fieldclient.work.views import Delivery, OutboxFile, OutboxRow
from sync.engine.device import Delivery as Way
from sync.protocol.ids import local_reference
from sync.protocol.media import MediaKind
from sync.protocol.problems import Code, Problem, ProblemBody


class OutboxRows:
    def __init__(self, store: Store, photos: PhotoViews) -> None:
        self._store = store
        self._photos = photos

    def of(self, records: list[OutboxRecord]) -> tuple[OutboxRow, ...]:
        files = {each.id: self._store.uploads.of_mutation(each.person, each.id) for each in records}
        drawn = self._store.outbox.drawn([each.id for each in records])
        pictures = self._photos.first_thumbnails({
            key: [(file.sha256, drawn.get(key, {}).get(file.sha256, ())) for file in of[:4]] for key, of in files.items()})
        rows = tuple(self._row(each, files[each.id], pictures.get(each.id)) for each in records)
        return tuple(_in_line(row, head) for row, head in zip(rows, _heads(records), strict=True))

    def _row(self, record: OutboxRecord, files: list[UploadRecord], thumbnail: str | None) -> OutboxRow:
        arrived = record.state is Way.ARRIVED
        zh, en = names_of(self._store.catalogues.current(), record.title.subcategory)
        done = [file for file in files if file.state is Way.ARRIVED]
        problem, next_try_at, attempts = _why(record, files)
        marks = self._store.marks.kept()
        return OutboxRow(
            mutation_id=record.id, case_id=record.case_id, act=record.act, title_zh=zh, title_en=en,
            reference=record.title.number or local_reference(record.case_id), thumbnail=thumbnail, made_at=record.made_at,
            delivery=delivery_of(record.state, files), record_arrived=arrived, files=len(files), files_arrived=len(done),
            sent_bytes=(record.size_bytes if arrived else 0) + sum(min(f.offset_bytes, f.size_bytes) for f in files),
            total_bytes=record.size_bytes + sum(file.size_bytes for file in files), attempts=attempts,
            next_try_at=next_try_at, problem=problem.to_problem() if problem is not None else None,
            receipt_hashes=tuple(file.receipt.sha256 for file in done if file.receipt is not None),
            differences=self._differences(record), paused=record.id in marks.paused, first=record.id in marks.first,
            parts=tuple(self._part(file) for file in files),
        )

    def _part(self, file: UploadRecord) -> OutboxFile:
        media = self._store.media.get(file.sha256)
        return OutboxFile(
            sha256=file.sha256, kind=media.ref.kind if media is not None else MediaKind.PHOTO, size_bytes=file.size_bytes,
            sent_bytes=min(file.offset_bytes, file.size_bytes), delivery=Delivery(file.state.value),
            problem=file.problem.to_problem() if file.problem is not None else None, next_try_at=file.next_try_at,
        )

    def _differences(self, record: OutboxRecord) -> tuple[Difference, ...]:
        """Of what the hub kept as a note, because the case had moved on."""
        if record.problem is None or record.problem.code != Code.VERSION_CONFLICT.value:
            return ()
        case = self._store.cases.find(record.person, record.case_id)
        with suppress(Problem):
            mutation = self._store.outbox.mutation(record.id)
            return three_way(mutation, self._store.outbox.base(record.id), case.view if case is not None else None)
        return ()


def _heads(records: list[OutboxRecord]) -> list[OutboxRecord | None]:
    """For each act the one of its case that the hub has to hear before it; None when nothing is in its way."""
    first: dict[str, OutboxRecord] = {}
    for record in sorted(records, key=lambda each: each.seq):
        if record.state is not Way.ARRIVED:
            first.setdefault(record.case_id, record)
    return [
        head if each.state is not Way.ARRIVED and (head := first[each.case_id]) is not each else None for each in records
    ]


def _in_line(row: OutboxRow, head: OutboxRecord | None) -> OutboxRow:
    return row if head is None else replace(row, behind=head.id, behind_refused=head.state is Way.REFUSED)


def delivery_of(state: Way, files: list[UploadRecord]) -> Delivery:
    """Of an act with all that belongs to it."""
    states = {file.state for file in files}
    if Way.REFUSED in (state, *states):
        return Delivery.REFUSED
    if Way.TRAVELLING in (state, *states):
        return Delivery.TRAVELLING
    if state is Way.ARRIVED and states <= {Way.ARRIVED}:
        return Delivery.ARRIVED
    return Delivery.WAITING


def _why(record: OutboxRecord, files: list[UploadRecord]) -> tuple[ProblemBody | None, datetime | None, int]:
    """Why it is not there yet: the record's reason, and once that has arrived the reason of the file that is next."""
    if record.state is not Way.ARRIVED:
        return record.problem, record.next_try_at, record.attempts
    open_files = [file for file in files if file.state is not Way.ARRIVED]
    refused = [file for file in open_files if file.state is Way.REFUSED]
    first = next(iter(refused or [file for file in open_files if file.problem is not None] or open_files), None)
    return (first.problem, first.next_try_at, first.attempts) if first is not None else (None, None, record.attempts)
