"""A refused act begun again: a new draft with everything of it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from fieldclient.store import Store
from fieldclient.store.database import Value
from fieldclient.store.records import OutboxRecord
from fieldclient.work import acts as rules
from sync.protocol.lifecycle import Act
from sync.protocol.mutations import Mutation
from sync.protocol.position import Position, PositionSource
from sync.protocol.report import Kind


def begin_again(store: Store, record: OutboxRecord) -> str:
    """The id of the new draft; the one begun before for the same refusal when it is still open."""
    at = store.clock()
    with store.database.change():
        begun = next((draft for draft in store.drafts.open_of(record.person) if draft.based_on == record.id), None)
        if begun is not None:
            return begun.id
        mutation = store.outbox.mutation(record.id)
        new_case = mutation.act in rules.NEW_CASE
        draft = store.drafts.new(
            record.person, rules.draft_act(mutation.act), at, case_id=None if new_case else mutation.case_id,
            kind=Kind(record.title.kind), based_on=record.id, catalogue_version=store.catalogues.current().version,
        )
        store.drafts.save(draft.id, at, **_fields(mutation))
        for ref in mutation.media:
            if store.media.get(ref.sha256) is not None:
                store.drafts.add_photo(draft.id, ref.sha256, ref.usage, ref.shot, ref.origin, at)
                if ref.marks:
                    store.drafts.mark_photo(draft.id, ref.sha256, ref.marks, at)
    return draft.id


def _fields(mutation: Mutation) -> dict[str, Value]:
    body, report = mutation.body, mutation.body.report
    fields: dict[str, Value] = {
        "description": (report.description if report is not None else body.text) or "",
        "reason": body.text if mutation.act is Act.SELF_HANDLED else body.reason,
        "result": body.result, "quantity": body.quantity, "unit": body.unit,
        "choice": body.verify or body.level or rules.CHOICE_OF_CHECK.get(mutation.act), "until": _iso(body.until),
    }
    if report is not None:
        fields |= {
            "subcategory": report.subcategory, "place_text": report.place_text, "observed_at": _iso(report.observed_at),
            "same_as": report.same_as, "campaign": report.campaign,
        }
    if body.contact is not None:
        fields |= {"choice": body.contact.way, "reason": body.contact.whom, "place_text": body.contact.name,
                   "observed_at": _iso(body.contact.at)}
    if body.release is not None:
        fields |= {"choice": body.release.before, "reason": body.release.after}
    return fields | _place(report.position if report is not None else body.position)


def _place(position: Position | None) -> dict[str, Value]:
    """What a hand placed stays placed by hand; what a photo says it says again; a fix of that moment is kept as one."""
    if position is None:
        return {}
    if position.source is PositionSource.HAND:
        return {"hand_position": msgspec.json.encode(position)}
    return {"fix_position": msgspec.json.encode(position)} if position.source is PositionSource.GNSS else {}


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at is not None else None
