"""One person at two hubs, e.g. for training and in earnest: what belongs to the one is never sent to or shown at the other.

What is kept for a person belongs to the hub of their account. When they sign in to another one, all of it is put under a name
of its own, and what was put away for the other hub comes back. The price: it is not counted or shown until they sign in to its
hub again; it is in every full export.
"""

from __future__ import annotations

from fieldclient.store.database import Database

_TABLES = (
    "mutations", "uploads", "preview_uploads", "cases", "case_media", "notices", "published", "activity", "taking_part", "takes",
    "case_campaigns", "fetch_again",
)


def parked(person: str, hub_id: str) -> str:
    """The name under which a person's work for a hub lies while they work for another. No hub gives ids with a line break."""
    return f"{person}\n{hub_id}"


def change_hub(database: Database, person: str, before: str, now: str) -> None:
    """Put away what belongs to the hub `before` and bring back what belongs to the hub `now`. Call inside the change that
    signs the person in. Drafts of new reports go along with the person: no hub knows of them yet."""
    _move(database, person, parked(person, before))
    _move(database, parked(person, now), person)


def _move(database: Database, source: str, target: str) -> None:
    for table in _TABLES:
        database.write(f"UPDATE {table} SET person = ? WHERE person = ?", (target, source))
    database.write(
        "UPDATE drafts SET person = ? WHERE person = ? AND (case_id IS NOT NULL OR state = 'sealed')", (target, source)
    )
    database.write("UPDATE people SET id = ? WHERE id = ?", (target, source))
