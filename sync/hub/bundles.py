"""Bundles at the hub: opened with its key, taken like anything that came over the wire, answered with a slip for the maker.

A bundle may come twice, over several carriers, or after its acts came by themselves: acts are known by their ids, files by their
hashes, and the slip says the same each time. Each act is judged by its own signature (`signatures`), so that a carrier adds and
takes away nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from sqlalchemy import Connection

from sync.hub.db import tables
from sync.hub.db.database import get_meta
from sync.hub.db.upsert import add_if_new
from sync.hub.signatures import key_row, verify
from sync.hub.world import PersonRow, World
from sync.protocol import bundle, bundle_keys, identity
from sync.protocol.bundle_shapes import (
    MAX_BUNDLE_BYTES,
    NOT_READABLE,
    Delivered,
    Head,
    Manifest,
    Packed,
    Slip,
)
from sync.protocol.ids import is_id
from sync.protocol.mutations import MediaReceipt, Outcome, Receipt
from sync.protocol.problems import Code, Problem
from sync.protocol.sealing import Sealed

if TYPE_CHECKING:
    from sync.hub.service import HubService

ACTS_AT_ONCE = 200
PIECE_BYTES = 1024 * 1024
BUSY_RETRY_S = 10
_META = "bundle_key"
_PASSING = (Code.BUNDLE_INVALID, Code.HUB_BUSY, Code.QUOTA_FULL)


class Bundles:
    """Of one hub. Its private key lies in the database, as the tokens' hashes and everything it would open do."""

    def __init__(self, service: HubService) -> None:
        self._service = service
        self._public: str | None = None  # told at every greeting, and dear to compute

    def public_key(self) -> str:
        """Base64url, for `HubInfo.bundle_key`; made once."""
        if self._public is None:
            self._public = identity.text(bundle_keys.public_of(self._private()))
        return self._public

    def _private(self) -> bytes:
        with self._service.database.read() as connection:
            kept = get_meta(connection, _META)
        if kept is None:
            kept = self._service.database.run(self._make)
        found = identity.raw(kept or "", identity.PUBLIC_BYTES)
        assert found is not None
        return found

    def _make(self, connection: Connection) -> str | None:
        """Another process may have been quicker: its key counts."""
        add_if_new(connection, tables.meta, {"key": _META, "value": identity.text(bundle_keys.new_hub_key())})
        return get_meta(connection, _META)

    def take(self, file: BinaryIO, size_bytes: int, carrier: PersonRow | None = None) -> Slip:
        """Take what is in it and give the slip. BUNDLE_INVALID (reason) for a file that cannot be used; then nothing was taken.
        What a later piece of a damaged file stops stays taken: a whole copy finds it there."""
        if size_bytes > MAX_BUNDLE_BYTES:
            raise Problem(Code.BUNDLE_INVALID, reason="damaged")
        file.seek(0)
        head = bundle.read_head(file)
        if not is_id(head.bundle):  # it becomes part of file names
            raise Problem(Code.BUNDLE_INVALID, reason="damaged")
        if head.hub != self._service.hub_id:
            raise Problem(Code.BUNDLE_INVALID, reason="other_hub")
        key = bundle_keys.key_for_hub(head, self._private())
        vouched = self._check_signature(file, size_bytes, head)
        opened = bundle.Opened(file, key)
        world = self._service.world()
        author = world.people.get(opened.manifest.person)
        own = author is not None and vouched == (author.id, head.device)
        # Where nobody vouches for the whole, no act may pass for its bearer's own: the bearer's device is a word nobody knows.
        caller = (author, head.device) if author is not None and own else (
            carrier or author or _anybody(world), f"bundle {secrets.token_hex(16)}")
        acts, receipts = self._push(opened.manifest, *caller)
        named = None if own else _named(acts, receipts, author)
        files = self._files(opened, author, head.device, named)
        return bundle_keys.seal_receipts(
            Delivered(bundle=head.bundle, at=self._service.clock(), receipts=tuple(receipts), files=tuple(files)), key
        )

    def _check_signature(self, file: BinaryIO, size_bytes: int, head: Head) -> tuple[str, str] | None:
        """Who vouches for the whole: person and device of a key that the hub knows and that was not ended; acts sealed while
        their key was locked count by it. A key it does not know leaves the word to the acts' own signatures."""
        statement, signature = bundle.signature_of(file, size_bytes)
        with self._service.database.read() as connection:
            known = key_row(connection, head.signer)
        if known is not None and not verify(known.public, statement, signature):
            raise Problem(Code.BUNDLE_INVALID, reason="damaged")
        return (known.person, known.device) if known is not None and known.ended_at is None else None

    def _push(self, manifest: Manifest, person: PersonRow, device: str) -> tuple[list[Sealed], list[Receipt]]:
        """What this hub cannot read is passed over: it stays waiting at its maker's, and a newer hub takes it."""
        from sync.hub.service import Caller

        caller = Caller(person=person, device=device)
        acts = [each for each in manifest.sealed() if _readable(each)]
        receipts: list[Receipt] = []
        for start in range(0, len(acts), ACTS_AT_ONCE):
            receipts += self._service.push(caller, acts[start : start + ACTS_AT_ONCE]).receipts
        return acts, receipts

    def _files(
        self, opened: bundle.Opened, author: PersonRow | None, device: str, named: frozenset[str] | None
    ) -> Iterator[MediaReceipt]:
        """`named`: only these, because only acts that count named them; None: all, their author vouches for the whole."""
        for packed, pieces in opened.files():
            wanted = author is not None and author.active and (named is None or packed.sha256 in named)
            receipt = self._file(packed, pieces, author, device) if author is not None and wanted else None
            for _ in pieces:
                pass  # the next file begins where this one ends
            if receipt is not None and receipt.complete:
                yield receipt

    def _file(self, packed: Packed, pieces: Iterator[bytes], author: PersonRow, device: str) -> MediaReceipt | None:
        """As if the author had sent it. One that is no photo stays waiting at its maker's. What passes (no room, another line
        with the same file) is raised, so that no slip is given for less than came."""
        media = self._service.media
        try:
            receipt = media.state(author, packed.sha256, packed.size_bytes)
            if not receipt.complete:
                offset = 0
                for piece in _in_pieces(pieces):
                    if offset + len(piece) > receipt.offset_bytes:
                        fresh = piece[max(0, receipt.offset_bytes - offset):]
                        receipt = media.upload(
                            author, device, packed.sha256, packed.size_bytes, packed.mime, receipt.offset_bytes, fresh
                        )
                    offset += len(piece)
        except Problem as problem:
            if problem.code is Code.OFFSET_MISMATCH:
                raise Problem(Code.HUB_BUSY, retry_after_s=BUSY_RETRY_S) from problem
            if problem.code in _PASSING:
                raise
            return None
        self._service.bell.ring()
        return receipt


def _readable(sealed: Sealed) -> bool:
    try:
        sealed.raw.decode()
        return bool(sealed.mutation.id)
    except NOT_READABLE:
        return False


def _named(acts: Sequence[Sealed], receipts: Sequence[Receipt], author: PersonRow | None) -> frozenset[str]:
    """Files that acts of this author name which the hub has taken."""
    taken = {receipt.mutation for receipt in receipts if receipt.outcome is not Outcome.REFUSED}
    mine = [each.mutation for each in acts if author is not None and each.mutation.person == author.id]
    return frozenset(ref.sha256 for mutation in mine if mutation.id in taken for ref in mutation.media)


def _in_pieces(pieces: Iterator[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for piece in pieces:
        held += piece
        if len(held) >= PIECE_BYTES:
            yield bytes(held)
            held.clear()
    if held:
        yield bytes(held)


def _anybody(world: World) -> PersonRow:
    """Nobody here made it: the acts go to quarantine, under the name of who comes first."""
    found = next((person for _, person in sorted(world.people.items()) if person.active), None)
    if found is None:
        raise Problem(Code.BUNDLE_INVALID, reason="other_hub")
    return found
