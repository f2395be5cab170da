"""The key of one person on this device: made at sign-in, kept where the sign-in is kept, never anywhere else.

What the safe keeps for an account is one text: the token of the first wire as it is, or, from a hub that knows keys, the refresh
token and the private half together, so that the one is never there without the other.
"""

from __future__ import annotations

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.protocol import identity

_PRIVATE_BYTES = 32


class DeviceKey:
    """Ed25519. Any thread. Nothing of it is in a log, a problem or a representation."""

    def __init__(self, private: bytes | None = None) -> None:
        """A new one, or the one of these bytes."""
        self._key = Ed25519PrivateKey.generate() if private is None else Ed25519PrivateKey.from_private_bytes(private)
        self._public = self._key.public_key().public_bytes_raw()
        self.id = identity.key_id(self._public)

    def __repr__(self) -> str:
        return f"DeviceKey({self.id})"

    @property
    def public(self) -> str:
        return identity.text(self._public)

    def sign(self, statement: bytes) -> bytes:
        return self._key.sign(statement)

    def sign_act(self, sealed: bytes) -> str:
        """What stands in `Sealed.signature`; some forty microseconds."""
        return identity.join_signature(self.id, self._key.sign(identity.act_statement(sealed)))

    def prove_enrolment(self, login: str, device: str) -> str:
        """`SignIn.key_proof`."""
        return identity.text(self._key.sign(identity.enrolment_statement(login, device, self.public)))

    def private_text(self) -> str:
        """For the safe alone."""
        return identity.text(self._key.private_bytes_raw())


class _Kept(msgspec.Struct, kw_only=True):
    refresh: str
    key: str


def pack(refresh: str, key: DeviceKey) -> str:
    """What the safe keeps of a sign-in with a key."""
    return msgspec.json.encode(_Kept(refresh=refresh, key=key.private_text())).decode()


def unpack(secret: str) -> tuple[str, DeviceKey] | None:
    """Refresh token and key; None for a token of the first wire, or for what cannot be read."""
    try:
        kept = msgspec.json.decode(secret, type=_Kept)
    except msgspec.DecodeError:
        return None
    private = identity.raw(kept.key, _PRIVATE_BYTES)
    return None if private is None else (kept.refresh, DeviceKey(private))
