"""Files that arrived once and that the hub lists as missing now, because its disk was put back to an older copy.

Whether they go again is decided after the last page of a pull: an earlier page may tell of the time before they arrived. Until
then they are remembered here, in the page's own transaction, because the next pull goes on after that page and hears no more
of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from fieldclient.store.case_table import SOME, names
from fieldclient.store.database import Database
from fieldclient.store.settings import Settings
from fieldclient.store.uploads import Uploads
from sync.protocol.feed import CaseView


class LostFiles:
    def __init__(self, database: Database, settings: Settings, uploads: Uploads) -> None:
        self._database = database
        self._settings = settings
        self._uploads = uploads

    def told(self, person: str, hub_id: str | None, views: Iterable[CaseView]) -> None:
        """What a page says of the files of some cases. Call inside the page's change."""
        files = [file for view in views for file in view.media]
        lacking = names([file.ref.sha256 for file in files if not file.arrived])
        before = self._kept(person, hub_id)
        rows = self._database.read(
            f"SELECT sha256 FROM uploads WHERE person = ? AND state = 'arrived' AND sha256 IN {SOME}", (person, lacking))
        now = (before - {file.ref.sha256 for file in files}) | {row["sha256"] for row in rows}
        if now != before:
            self._settings.put(_name(person, hub_id), msgspec.json.encode(sorted(now)).decode() if now else None)

    def requeue(self, owner: str, person: str, hub_id: str | None, told: Sequence[str]) -> int:
        """These, and what earlier pages told of, go again; how many. `owner`: whose rows they are by now."""
        kept = self._kept(person, hub_id)
        if not kept and not told:
            return 0
        with self._database.change():
            if kept:
                self._settings.put(_name(person, hub_id), None)
            return self._uploads.requeue(owner, sorted({*kept, *told}))

    def _kept(self, person: str, hub_id: str | None) -> set[str]:
        kept = self._settings.get(_name(person, hub_id))
        return set(msgspec.json.decode(kept, type=list[str])) if kept else set()


def _name(person: str, hub_id: str | None) -> str:
    return f"lost files {hub_id} {person}"
