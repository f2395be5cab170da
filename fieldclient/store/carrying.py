"""A shared tablet hands its reports on: what others signed at capture may travel in the session of who is here now.

The signature says whose it is, so the hub takes it as its author's. What is unsigned, what the hub doubted, and what comes after
such an act in its case waits for its author's own session.
"""

from __future__ import annotations

from fieldclient.store.database import Database
from fieldclient.store.outbox import Outbox
from fieldclient.store.uploads import Uploads
from sync.engine.device import Entry, MediaEntry
from sync.protocol.mutations import Receipt
from sync.protocol.problems import Code

_OPEN = "set_aside_ms IS NULL AND (state <> 'arrived' OR files_left > 0)"  # as the index `mutations_open` has it

_FILES = """
    FROM uploads u JOIN people p ON p.id = u.person
    WHERE p.hub_id = ? AND p.id <> ? AND u.state IN ('waiting', 'travelling') AND u.wanted = 1 AND EXISTS (
        SELECT 1 FROM mutation_media x JOIN mutations m ON m.id = x.mutation
        WHERE x.sha256 = u.sha256 AND m.person = u.person AND m.signature <> '')
"""


class Carrying:
    def __init__(self, database: Database, outbox: Outbox, uploads: Uploads) -> None:
        self._database = database
        self._outbox = outbox
        self._uploads = uploads

    def entries(self, person: str, hub_id: str) -> list[Entry]:
        """Of everybody else on this device who works for the same hub."""
        others = self._database.kept_rows(
            f"""
            SELECT id FROM people p WHERE hub_id = ? AND id <> ? AND EXISTS (
                SELECT 1 FROM mutations WHERE person = p.id AND {_OPEN} AND state <> 'arrived')
            """, hub_id, person)
        return [entry for row in others for entry in self._of(row["id"])]

    def _of(self, author: str) -> list[Entry]:
        signed = {row["id"] for row in self._database.read(
            f"SELECT id FROM mutations WHERE person = ? AND {_OPEN} AND state <> 'arrived' AND signature <> ''", (author,)
        )}
        entries = self._outbox.entries(author)
        held_up = {entry.case_id for entry in entries if entry.mutation not in signed or _doubted(entry)}
        return [entry for entry in entries if entry.case_id not in held_up]

    def media(self, person: str, hub_id: str) -> list[MediaEntry]:
        """Their files that the hub waits for: of acts that were signed, which a hub that knows keys books to their author."""
        found: dict[str, MediaEntry] = {}
        for row in self._database.kept_rows(f"SELECT DISTINCT u.person {_FILES}", hub_id, person):
            mine = {each["sha256"] for each in self._database.read(
                f"SELECT u.sha256 {_FILES} AND u.person = ?", (hub_id, person, row["person"]))}
            found.update((entry.sha256, entry) for entry in self._uploads.entries(row["person"]) if entry.sha256 in mine)
        return list(found.values())

    def owner(self, person: str, hub_id: str, sha256: str) -> str | None:
        """Whose file it is among theirs; None when it is nobody's."""
        row = self._database.one(f"SELECT u.person {_FILES} AND u.sha256 = ? ORDER BY u.seq", (hub_id, person, sha256))
        return None if row is None else str(row["person"])

    def is_doubt_about_another(self, receipt: Receipt, person: str) -> bool:
        """The hub would not take it out of this person's hands; from its author's own it may."""
        if receipt.problem is None or receipt.problem.code != Code.QUARANTINED.value:
            return False
        record = self._outbox.find(receipt.mutation)
        return record is not None and record.person != person


def _doubted(entry: Entry) -> bool:
    return entry.problem is not None and entry.problem.code == Code.QUARANTINED.value
