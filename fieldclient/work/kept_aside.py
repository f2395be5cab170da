"""What could not be read, as the window shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


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
