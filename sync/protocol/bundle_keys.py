"""The keys of bundles: the content key wrapped for whoever may read, and the hub's receipts under it.

X25519 (RFC 7748) with HKDF-SHA256 (RFC 5869) and ChaCha20-Poly1305 (RFC 8439), each from `cryptography`; nothing of it is ours.
"""

from __future__ import annotations

import base64
import binascii
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.protocol import identity, wire
from sync.protocol.bundle_shapes import NOT_READABLE, Delivered, Head, Slip
from sync.protocol.problems import Code, Problem

_WRAP = b"fieldclient bundle key 1\n"
_NONCE_BYTES = 12


def new_hub_key() -> bytes:
    """32 bytes: the private half of a hub's bundle key."""
    return X25519PrivateKey.generate().private_bytes_raw()


def public_of(private: bytes) -> bytes:
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def key_for_hub(head: Head, private: bytes) -> bytes:
    """The content key. BUNDLE_INVALID (other_hub) when it was not made for this hub's key."""
    ephemeral = identity.raw(head.ephemeral, 32)
    if head.reader != identity.text(public_of(private)) or ephemeral is None:
        raise Problem(Code.BUNDLE_INVALID, reason="other_hub")
    boxed = _bytes(head.box)
    try:
        under = _derived(X25519PrivateKey.from_private_bytes(private), ephemeral, ephemeral, head.bundle)
        return ChaCha20Poly1305(under).decrypt(boxed[:_NONCE_BYTES], boxed[_NONCE_BYTES:], _WRAP)
    except (InvalidTag, ValueError) as cause:  # ValueError also: a point that was chosen so that every key gives the same
        raise Problem(Code.BUNDLE_INVALID, reason="other_hub") from cause


def seal_receipts(delivered: Delivered, key: bytes) -> Slip:
    """What the hub hands to whoever brought the bundle."""
    nonce = b"\xff" + secrets.token_bytes(11)  # no chunk's counter ever begins so
    boxed = ChaCha20Poly1305(key).encrypt(nonce, wire.encode(delivered), delivered.bundle.encode())
    return Slip(
        bundle=delivered.bundle, at=delivered.at, acts=len(delivered.receipts), files=len(delivered.files),
        box=identity.text(nonce + boxed),
    )


def open_receipts(slip: Slip, key: bytes) -> Delivered:
    """BUNDLE_INVALID (damaged) when it is not this bundle's: nothing counts as arrived then."""
    boxed = _bytes(slip.box)
    try:
        opened = ChaCha20Poly1305(key).decrypt(boxed[:_NONCE_BYTES], boxed[_NONCE_BYTES:], slip.bundle.encode())
        return wire.decode(opened, Delivered)
    except (InvalidTag, *NOT_READABLE) as cause:
        raise Problem(Code.BUNDLE_INVALID, reason="damaged") from cause


def for_hub(ephemeral: X25519PrivateKey, public: bytes, bundle: str, key: bytes) -> str:
    """The content key, wrapped for whoever holds the private half of `public`; base64url."""
    under = _derived(ephemeral, public, ephemeral.public_key().public_bytes_raw(), bundle)
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return identity.text(nonce + ChaCha20Poly1305(under).encrypt(nonce, key, _WRAP))


def _derived(private: X25519PrivateKey, public: bytes, ephemeral: bytes, bundle: str) -> bytes:
    shared = private.exchange(X25519PublicKey.from_public_bytes(public))
    return HKDF(algorithm=SHA256(), length=32, salt=ephemeral, info=_WRAP + bundle.encode()).derive(shared)


def _bytes(told: str) -> bytes:
    """Of base64url without padding; too short for any box when it is none."""
    try:
        return base64.urlsafe_b64decode(told.encode("ascii") + b"=" * (-len(told) % 4))
    except (binascii.Error, ValueError):
        return b""
