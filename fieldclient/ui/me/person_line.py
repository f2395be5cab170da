"""Somebody who has signed in on this device, as a row to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fieldclient.work.locking import Known


@dataclass(frozen=True)
class PersonLine:
    """Nothing of their work but how much of it waits."""

    id: str
    name: str
    line: str
    lock: bool


def line_of(known: Known, words: Any) -> PersonLine:
    roles = words.listing(words.of(role) for role in known.roles)
    waits = words.phrase("person_waits", count=str(known.waiting)) if known.waiting else ""
    return PersonLine(known.id, known.name, " · ".join(part for part in (roles, waits) if part), known.lock)
