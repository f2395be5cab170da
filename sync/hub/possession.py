"""Who holds which bytes. Knowing a hash is not holding: it must never open somebody else's photo (domain 5.12)."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from sync.hub import sight
from sync.hub.db import case_rows, feed_rows, tables
from sync.hub.db.quick import Quick
from sync.hub.view import may_open
from sync.hub.world import PersonRow

_sent, _named, _act = tables.uploads.c, tables.case_media.c, tables.mutations.c
_HAS_SENT = Quick(select(_sent.complete).where(_sent.person == bindparam("of_person"), _sent.sha256 == bindparam("of")))
_FOR_WHOM = Quick(
    select(_named.person)
    .join_from(tables.case_media, tables.mutations, (_act.case_id == _named.case_id) & (_act.person == _named.person))
    .where(_named.sha256 == bindparam("of"), (_named.person == bindparam("of_person"))
           | (_act.device == bindparam("of_device")) | (_act.carried_by == bindparam("of_person")))
    .distinct()
)


def has_sent(connection: Connection, person: str, sha256: str) -> bool:
    """True when this person's own upload of these bytes is complete and was verified."""
    return bool(_HAS_SENT.value(connection, of_person=person, of=sha256))


def for_whom(connection: Connection, person: str, device: str, sha256: str) -> str:
    """Whose upload this is. On a shared tablet the next person's session also brings the photos of the one before: of an act
    that was made on this very device, or that this person carried. The act named the hash and the bytes will be held against
    it, so they are its author's. What a person names themselves is always theirs."""
    named = _FOR_WHOM.column(connection, of=sha256, of_person=person, of_device=device)
    return person if person in named or not named else min(named)


def may_fetch(connection: Connection, person: PersonRow, sha256: str) -> bool:
    """True when the bytes are public, or belong to a case in sight whose files of this kind the person may open."""
    if feed_rows.is_released(connection, sha256):
        return True
    for case_id in case_rows.cases_holding(connection, sha256, sight.own_keys(person)):
        case = case_rows.find_case(connection, case_id)
        tasks = tuple(case_rows.tasks_of(connection, case_id))
        for held in case_rows.media_of(connection, case_id):
            bound = held.bound and held.ref.sha256 == sha256
            if case is not None and bound and may_open(case, tasks, held, person):
                return True
    return False


def holds(connection: Connection, person: PersonRow, sha256: str) -> bool:
    return has_sent(connection, person.id, sha256) or may_fetch(connection, person, sha256)
