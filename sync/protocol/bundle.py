"""Acts and their files in one sealed file, for the way to the hub that needs no network: a stick, a colleague's tablet.

Whoever carries a bundle can neither read nor change it: the content key is wrapped for the hub (X25519, HKDF, ChaCha20-Poly1305).
The whole is signed by the key of the person who made it; each act in it carries its own signature besides. Who delivers it, and
how often, is all the same: acts are known by their ids and files by their hashes.

    magic · head (u32 length + JSON) · chunks (u32 length with the last one marked + ciphertext) · Ed25519 signature (64 bytes)
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import BinaryIO, Protocol

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from sync.protocol import bundle_keys, identity, wire
from sync.protocol.bundle_shapes import MAX_ACTS, NOT_READABLE, Head, Manifest, Packed
from sync.protocol.problems import Code, Problem
from sync.protocol.sealing import Sealed

MAGIC = b"FIELDBUNDLE1\n"
CHUNK_BYTES = 64 * 1024
TAG_BYTES = 16
MAX_HEAD_BYTES = 16 * 1024
MAX_MANIFEST_BYTES = 16 * 1024 * 1024
_LAST = 1 << 31
_STATEMENT = b"fieldclient bundle 1\n"

Sign = Callable[[bytes], bytes]


class Writes(Protocol):
    """Takes everything that it is given, or raises."""

    def write(self, raw: bytes, /) -> object: ...


def write(
    out: Writes, *, bundle: str, hub: str, device: str, signer: str, sign: Sign, made_at: datetime, manifest: Manifest,
    contents: Iterable[Iterable[bytes]], hub_public: bytes,
) -> bytes:
    """Write a bundle and return its content key, with which the hub's receipts will be read. `contents`: the bytes of each of
    `manifest.files`. FILE_TRUNCATED when one of them is not as long as the manifest says."""
    key = ChaCha20Poly1305.generate_key()
    ephemeral = X25519PrivateKey.generate()
    head = wire.encode(Head(
        bundle=bundle, hub=hub, device=device, signer=signer, made_at=made_at, acts=len(manifest.acts),
        files=len(manifest.files), reader=identity.text(hub_public), box=bundle_keys.for_hub(ephemeral, hub_public, bundle, key),
        ephemeral=identity.text(ephemeral.public_key().public_bytes_raw()),
    ))
    hashed = hashlib.sha256()

    def put(raw: bytes) -> None:
        hashed.update(raw)
        out.write(raw)

    put(MAGIC + len(head).to_bytes(4, "big") + head)
    for chunk in _sealed_chunks(_plain(manifest, contents), key, hashlib.sha256(head).digest()):
        put(chunk)
    out.write(sign(_STATEMENT + hashed.digest()))
    return key


def _plain(manifest: Manifest, contents: Iterable[Iterable[bytes]]) -> Iterator[bytes]:
    told = wire.encode(manifest)
    if len(told) > MAX_MANIFEST_BYTES or len(manifest.acts) > MAX_ACTS:
        raise Problem(Code.BUNDLE_INVALID, reason="too_large")  # nobody could read it
    yield len(told).to_bytes(4, "big") + told
    for file, pieces in zip(manifest.files, contents, strict=True):
        size = 0
        for piece in pieces:
            size += len(piece)
            yield piece
        if size != file.size_bytes:
            raise Problem(Code.FILE_TRUNCATED, sha256=file.sha256, size_bytes=size)


def _sealed_chunks(plain: Iterable[bytes], key: bytes, about: bytes) -> Iterator[bytes]:
    cipher, held, number = ChaCha20Poly1305(key), bytearray(), 0
    for piece in plain:
        held += piece
        while len(held) > CHUNK_BYTES:
            yield _chunk(cipher, bytes(held[:CHUNK_BYTES]), number, about, last=False)
            del held[:CHUNK_BYTES]
            number += 1
    yield _chunk(cipher, bytes(held), number, about, last=True)


def _chunk(cipher: ChaCha20Poly1305, plain: bytes, number: int, about: bytes, *, last: bool) -> bytes:
    boxed = cipher.encrypt(_nonce(number, last), plain, about)
    return (len(boxed) | (_LAST if last else 0)).to_bytes(4, "big") + boxed


def _nonce(number: int, last: bool) -> bytes:
    """Counter and end mark: a chunk left out, moved or missing at the end is found."""
    return number.to_bytes(11, "big") + bytes([last])


def read_head(file: BinaryIO) -> Head:
    """BUNDLE_INVALID (reason: not_one, newer, damaged) for anything that is no bundle of ours."""
    if file.read(len(MAGIC)) != MAGIC:
        raise Problem(Code.BUNDLE_INVALID, reason="not_one")
    size = int.from_bytes(file.read(4), "big")
    raw = file.read(size) if 0 < size <= MAX_HEAD_BYTES else b""
    try:
        return wire.decode(raw, Head)
    except NOT_READABLE as cause:
        raise Problem(Code.BUNDLE_INVALID, reason="damaged") from cause


def signature_of(file: BinaryIO, size_bytes: int) -> tuple[bytes, bytes]:
    """The statement that was signed and its signature. Reads the whole file once."""
    hashed, left = hashlib.sha256(), size_bytes - identity.SIGNATURE_BYTES
    file.seek(0)
    while left > 0 and (piece := file.read(min(CHUNK_BYTES, left))):
        hashed.update(piece)
        left -= len(piece)
    return _STATEMENT + hashed.digest(), file.read(identity.SIGNATURE_BYTES)


class Opened:
    """An open bundle: the manifest, then its files one after the other, each to be read to its end before the next."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        file.seek(0)
        self.head = read_head(file)
        start = file.tell()
        file.seek(len(MAGIC) + 4)
        about = hashlib.sha256(file.read(start - len(MAGIC) - 4)).digest()
        self._plain = _Plain(file, ChaCha20Poly1305(key), about)
        size = int.from_bytes(self._plain.exactly(4), "big")
        if size > MAX_MANIFEST_BYTES:
            raise Problem(Code.BUNDLE_INVALID, reason="damaged")
        try:
            self.manifest = wire.decode(self._plain.exactly(size), Manifest)
            fits = len(self.manifest.acts) == len(self.manifest.signatures) <= MAX_ACTS
        except NOT_READABLE as cause:
            raise Problem(Code.BUNDLE_INVALID, reason="damaged") from cause
        if not fits:
            raise Problem(Code.BUNDLE_INVALID, reason="damaged")

    def files(self) -> Iterator[tuple[Packed, Iterator[bytes]]]:
        for file in self.manifest.files:
            yield file, self._plain.pieces(file.size_bytes)


class _Plain:
    def __init__(self, file: BinaryIO, cipher: ChaCha20Poly1305, about: bytes) -> None:
        self._file = file
        self._cipher = cipher
        self._about = about
        self._held = b""
        self._number = 0
        self._over = False

    def _more(self) -> None:
        if self._over:
            raise Problem(Code.BUNDLE_INVALID, reason="damaged")
        told = int.from_bytes(self._file.read(4), "big")
        self._over, size = bool(told & _LAST), told & ~_LAST
        if not TAG_BYTES <= size <= CHUNK_BYTES + TAG_BYTES:
            raise Problem(Code.BUNDLE_INVALID, reason="damaged")
        try:
            self._held = self._cipher.decrypt(_nonce(self._number, self._over), self._file.read(size), self._about)
        except InvalidTag as cause:
            raise Problem(Code.BUNDLE_INVALID, reason="damaged") from cause
        self._number += 1

    def pieces(self, size_bytes: int) -> Iterator[bytes]:
        left = size_bytes
        while left:
            if not self._held:
                self._more()
                continue
            piece, self._held = self._held[:left], self._held[left:]
            left -= len(piece)
            yield piece

    def exactly(self, size_bytes: int) -> bytes:
        return b"".join(self.pieces(size_bytes))


def manifest_of(person: str, acts: Sequence[Sealed], files: Sequence[Packed]) -> Manifest:
    return Manifest(
        person=person, acts=tuple(msgspec.Raw(each.raw) for each in acts), signatures=tuple(each.signature for each in acts),
        files=tuple(files),
    )
