"""Every question a device may ask. Answered in process by `sync.hub.service` and over HTTP by `sync.engine.link`.

One contract suite (`tests/sync/contract`) holds both to the same behaviour. Every method may raise `Problem`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from sync.protocol.feed import Page
from sync.protocol.mutations import MediaReceipt, PushReply
from sync.protocol.people import HubInfo, Session, SignIn
from sync.protocol.sealing import Sealed


class Hub(Protocol):
    """A hub as one signed-in device sees it."""

    def hello(self) -> HubInfo:
        """Who answers, what wire it speaks, what time it is there. Needs no sign-in."""
        ...

    def sign_in(self, request: SignIn) -> Session:
        """A token for this person on this device. SIGN_IN_WRONG, SIGN_IN_BLOCKED (retry_after_s)."""
        ...

    def sign_out(self) -> None:
        """Forget the token of this device. Harmless when it is already forgotten."""
        ...

    def push(self, batch: Sequence[Sealed]) -> PushReply:
        """One receipt per mutation, in order. Each is applied at most once, ever; a refused one does not stop the next."""
        ...

    def pull(self, cursor: str | None, *, limit: int = 200, wait_s: float = 0.0) -> Page:
        """Changes after `cursor` in commit order; None or an outdated cursor answers with a snapshot. Waits up to `wait_s`
        seconds for the first change when there is none."""
        ...

    def media_state(self, sha256: str, size_bytes: int) -> MediaReceipt:
        """How much of this file the hub has *from this person*; complete means 'already have it' and no byte need travel."""
        ...

    def upload(self, sha256: str, size_bytes: int, mime: str, offset_bytes: int, data: bytes) -> MediaReceipt:
        """Append bytes at an offset. The receipt of the last piece is given only after the hash was verified and the
        bytes are durable. OFFSET_MISMATCH (offset_bytes), MEDIA_HASH_MISMATCH, MEDIA_TOO_LARGE, QUOTA_FULL."""
        ...

    def download(self, sha256: str, *, offset_bytes: int = 0) -> Iterator[bytes]:
        """The bytes from the offset on of a file of a case that this person may see. MEDIA_MISSING otherwise, the same whether it
        is not there or not theirs; OFFSET_MISMATCH at or past the end."""
        ...

    def catalogue(self) -> bytes:
        """The newest catalogue as the JSON that `catalogue.decode_catalogue` reads."""
        ...


def let_go(chunks: object) -> None:
    """For whoever takes a `download`: one that is not read to its end gives its connection back now, and not when the collector
    of garbage comes by."""
    close = getattr(chunks, "close", None)
    if close is not None:
        close()
