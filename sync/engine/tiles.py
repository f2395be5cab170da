"""Map tiles from the hub: which packages there are, whole ones that go on after a cut, and parts of them with their hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import msgspec

from sync.engine.answers import is_json, unreadable
from sync.engine.exchange import Exchange, Question
from sync.protocol.ids import is_sha256
from sync.protocol.problems import Code, Problem
from sync.protocol.tiles import HEADER_DIGEST, MOST_OFFERS, MOST_PART_BYTES, PATH_TILES, TileOffers, sensible
from sync.protocol.wire import decode


class HttpTiles:
    """Through the exchange of a `link.HttpHub` and on its thread."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def offers(self) -> TileOffers:
        """What makes no sense is left out."""
        answer = self._exchange.ask(Question(method="GET", path=PATH_TILES))
        if not is_json(answer):
            raise unreadable(answer.status)
        try:
            told = decode(answer.body, TileOffers).offers
        except msgspec.DecodeError as error:
            raise unreadable(answer.status) from error
        return TileOffers(offers=tuple(filter(sensible, told))[:MOST_OFFERS])

    def whole(self, sha256: str, offset_bytes: int) -> Iterator[bytes]:
        """The bytes from the offset to the end. MEDIA_MISSING, OFFSET_MISMATCH, and what the line brings."""
        headers = {"Accept-Encoding": "identity", "Range": f"bytes={offset_bytes}-"}
        answer, pieces = self._exchange.stream(Question(method="GET", path=_path(sha256), headers=headers, media=True))
        try:
            if answer.status != 206 or not _starts_at(answer.headers.get("Content-Range", ""), offset_bytes):
                raise unreadable(answer.status)
        except Problem:
            pieces.close()
            raise
        return pieces

    def part(self, sha256: str, offset_bytes: int, length: int) -> bytes:
        """Just these bytes, at most MOST_PART_BYTES; compared with the hash that came with them. MEDIA_HASH_MISMATCH."""
        if not 0 < length <= MOST_PART_BYTES:
            raise Problem(Code.BODY_INVALID, field="range")
        told = f"bytes={offset_bytes}-{offset_bytes + length - 1}"
        answer = self._exchange.ask(Question(
            method="GET", path=_path(sha256), headers={"Accept-Encoding": "identity", "Range": told}, media=True))
        if answer.status != 206 or not _starts_at(answer.headers.get("Content-Range", ""), offset_bytes):
            raise unreadable(answer.status)
        found = hashlib.sha256(answer.body).hexdigest()
        if found != answer.headers.get(HEADER_DIGEST, "").strip() or len(answer.body) > length:
            raise Problem(Code.MEDIA_HASH_MISMATCH, sha256=sha256, found=found)
        return answer.body


def _path(sha256: str) -> str:
    if not is_sha256(sha256):
        raise Problem(Code.MEDIA_MISSING, sha256=sha256[:64])
    return f"{PATH_TILES}/{sha256}"


def _starts_at(told: str, offset_bytes: int) -> bool:
    return told.strip().startswith(f"bytes {offset_bytes}-")
