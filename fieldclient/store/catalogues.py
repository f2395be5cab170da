"""The catalogues this device knows: the one that ships, and what a hub sent in its place."""

from __future__ import annotations

from datetime import datetime

from fieldclient.resources import built_in_catalogue
from fieldclient.store.database import Database
from fieldclient.store.quarantine import Quarantine
from fieldclient.store.times import from_ms, to_ms
from sync.protocol.catalogue import Catalogue, decode_catalogue, newer
from sync.protocol.problems import Problem


class Catalogues:
    """`current` is decoded once; a newer one is in use from the next call on."""

    def __init__(self, database: Database, quarantine: Quarantine) -> None:
        self._database = database
        self._quarantine = quarantine
        self._current: Catalogue | None = None

    def current(self) -> Catalogue:
        if self._current is None:
            self._current = self._kept() or built_in_catalogue()
        return self._current

    def _kept(self) -> Catalogue | None:
        """The hub's, unless it cannot be read or the product now ships a newer one of the same line."""
        row = self._database.one("SELECT * FROM catalogues ORDER BY kept_ms DESC, version DESC LIMIT 1")
        if row is None:
            return None
        try:
            kept = decode_catalogue(row["raw"])
        except Problem as problem:
            if not self._database.read_only:
                with self._database.change():
                    self._quarantine.keep_row(
                        "catalogues", str(row["version"]), row, problem.code.value, from_ms(row["kept_ms"])
                    )
                    self._database.write("DELETE FROM catalogues WHERE version = ?", (row["version"],))
            return None
        return None if newer(built_in_catalogue(), kept) else kept

    def save(self, raw: bytes, at: datetime) -> None:
        """Use it from now on. CATALOGUE_INVALID (field) leaves the old one in use."""
        offered = decode_catalogue(raw)
        self._database.write(
            "INSERT OR REPLACE INTO catalogues (version, raw, kept_ms) VALUES (?, ?, ?)", (offered.version, raw, to_ms(at))
        )
        self._current = offered
