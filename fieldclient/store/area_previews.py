"""Small pictures of the photos of some cases: which are not here yet, and keeping them as they come."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fieldclient.store.database import Database
from fieldclient.store.previews import Previews
from sync.protocol.media import MAX_PREVIEW_BYTES
from sync.protocol.problems import Code, Problem

AT_A_TIME = 2000  # cases
_MISSING = """
    SELECT DISTINCT json_extract(m.value, '$.ref.preview.sha256') AS sha256,
        json_extract(m.value, '$.ref.preview.size_bytes') AS size_bytes, json_extract(m.value, '$.ref.sha256') AS original
    FROM cases c, json_each(CAST(c.raw AS TEXT), '$.media') m
    WHERE c.row IN (SELECT value FROM json_each(?)) AND c.person = ? AND c.raw IS NOT NULL
        AND json_extract(m.value, '$.preview') = 1
        AND NOT EXISTS (SELECT 1 FROM media x WHERE x.sha256 = json_extract(m.value, '$.ref.sha256') AND x.missing_ms IS NULL)
        AND NOT EXISTS (SELECT 1 FROM previews p WHERE p.sha256 = json_extract(m.value, '$.ref.preview.sha256'))
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    sha256: str
    size_bytes: int
    original: str


class AreaPreviews:
    def __init__(self, database: Database, previews: Previews) -> None:
        self._database, self._previews = database, previews

    def missing(self, person: str, rows: Sequence[int]) -> list[Wanted]:
        """Of these rows of cases, each once."""
        found: dict[str, Wanted] = {}
        for start in range(0, len(rows), AT_A_TIME):
            for row in self._database.read(_MISSING, (json.dumps(rows[start : start + AT_A_TIME]), person)):
                size = row["size_bytes"]
                if isinstance(row["sha256"], str) and isinstance(size, int) and 0 < size <= MAX_PREVIEW_BYTES:
                    found[row["sha256"]] = Wanted(row["sha256"], size, row["original"])
        return list(found.values())

    def keep(self, wanted: Wanted, data: bytes, at: datetime) -> None:
        """MEDIA_HASH_MISMATCH for other bytes than were asked for."""
        found = hashlib.sha256(data).hexdigest()
        if found != wanted.sha256:
            raise Problem(Code.MEDIA_HASH_MISMATCH, sha256=wanted.sha256, found=found)
        self._previews.keep_fetched(wanted.sha256, wanted.original, data, at)
