"""Identity: UUIDv7 made on the device, so that a repeat can be recognised and a list sorts by birth."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
# No 0 1 I L O U: they are misread on a screen in the sun and misheard on the phone.
_SHORT = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


_source: Callable[[], str] | None = None


@contextmanager
def ids_from(source: Callable[[], str]) -> Iterator[None]:
    """Ids come from `source` inside, for the whole process: a simulated world that has to happen again in the same way."""
    global _source
    before, _source = _source, source
    try:
        yield
    finally:
        _source = before


def new_id() -> str:
    """A new UUIDv7 (RFC 9562) as 36 lower-case characters; ids made in one process always grow."""
    if _source is not None:
        return _source()
    import uuid6  # when first needed: it reads its own version from the disk at import, and the window opens without an id

    return str(uuid6.uuid7())


def is_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None


def is_sha256(text: str) -> bool:
    return _SHA256.fullmatch(text) is not None


def local_reference(report_id: str) -> str:
    """The four characters a person calls a report by until the hub gives a case number, e.g. '7F3K'.

    Taken from the random tail, because the head of a UUIDv7 is the clock and equal for a whole morning.
    """
    number = int(report_id.replace("-", "")[-12:], 16)
    out = ""
    for _ in range(4):
        number, digit = divmod(number, len(_SHORT))
        out += _SHORT[digit]
    return out
