"""Files against the rows that name them, for both ends."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path


def wrong_files(folder: Path, hash_in: Callable[[Path], str], rows: Mapping[str, int]) -> list[str]:
    """Below `folder`: files that are not what their name says, files without a row, rows (hash: bytes) without their file."""
    found, seen = [], set()
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.parent.name == "partial":
            continue
        named, data = hash_in(path), path.read_bytes()
        seen.add(named)
        if hashlib.sha256(data).hexdigest() != named:
            found.append(f"a file is not what its name says: {named[:8]} ({len(data)} bytes)")
        elif named not in rows:
            found.append(f"a file without a row: {named[:8]}")
        elif rows[named] != len(data):
            found.append(f"a row tells another size: {named[:8]}")
    return found + [f"a row without its file: {sha256[:8]}" for sha256 in rows if sha256 not in seen]
