"""What the page of one case asks for besides the case: where it lies, its pictures for paper, a file for the person."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from fieldclient.store import Store
from fieldclient.store.fetch_again import Absent
from fieldclient.work.case_maps import CaseMap, case_map
from fieldclient.work.patrol.saving import save, usual_folder
from fieldclient.work.pictures import Pictures
from fieldclient.work.places import Places
from fieldclient.work.views import CasePage
from sync.protocol.marks import Marks
from sync.protocol.problems import Problem

ASKED = "fetch.asked"  # raised with each original that is asked for: a reason for the link to look


class CaseDesk:
    def __init__(self, store: Store, pictures: Pictures, places: Places) -> None:
        self._store, self._pictures, self._places = store, pictures, places

    def map(self, page: CasePage) -> CaseMap | None:
        """None for a case without a place."""
        return case_map(self._places, page.position, page.grid, page.grid_name) if page.position is not None else None

    def pictures(self, drawn: Mapping[str, Marks], box_px: int) -> dict[str, bytes]:
        """Upright JPEGs of photos that are here, by hash, with what was drawn on them; what is still at the hub, or cannot
        be read, is left out."""
        found: dict[str, bytes] = {}
        for sha256, media in self._store.media.get_many(list(drawn)).items():
            with suppress(Problem, OSError):
                found[sha256] = self._pictures.shown(media, drawn[sha256], box_px).read_bytes()
        return found

    def absent(self, sha256: str) -> Absent | None:
        """Of an original that the hub has and this device has not; None for every other."""
        return self._store.downloads.absent(self._store.people.current_id(), sha256)

    def fetch_again(self, sha256: str) -> None:
        """It comes with the next network that the rules allow. Its hash is compared before it is kept."""
        with self._store.database.change():
            self._store.downloads.again.ask(self._store.people.current_id(), sha256, self._store.clock())
            self._store.settings.put(ASKED, str(int(self._store.settings.get(ASKED) or "0") + 1))

    def save(self, path: Path, data: bytes) -> None:
        """Whole or not at all. FILE_MISSING, DISK_FULL, DISK_FAILED."""
        save(path, data)

    def usual_folder(self) -> Path:
        return usual_folder()
