"""What could not be read, as the window shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fieldclient.store import Store


@dataclass(frozen=True)
class KeptAside:
    """Something that could not be read: kept whole in a folder of its own, for somebody who can help. `place` is 'files',
    'database' or a table; `reason` a problem's code, or 'malformed'."""

    id: int
    place: str
    name: str
    reason: str
    at: datetime
    seen: bool
    path: str | None  # where a file or a database lies


def kept_aside(store: Store) -> tuple[KeptAside, ...]:
    """The latest first, with where it lies while it does."""
    folder = store.files.quarantine
    return tuple(
        KeptAside(each.id, each.place, each.name, each.reason, each.at, each.seen,
                  str(folder / each.name) if (folder / each.name).exists() else None)
        for each in reversed(store.quarantine.all())
    )
