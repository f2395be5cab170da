"""Who vouches: a device's key, what it signs, and the proofs that stand in for a password. Only shapes, bytes and rules.

A key belongs to one person on one device. It signs two kinds of statement, told apart by their first line, so that neither can
be passed off as the other: an act at capture (over the sealed bytes), and a proof that a request comes from the device that the
refresh token was given to (after RFC 9449, with the hub's clock as the only clock that counts).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from datetime import datetime
from enum import StrEnum
from typing import Protocol

import msgspec

PUBLIC_BYTES = 32  # Ed25519, RFC 8032
SIGNATURE_BYTES = 64
KEY_ID_BYTES = 16  # of the SHA-256 of the public key
PROOF_WINDOW_S = 120.0  # how far a proof's time may be from the hub's, either way
MAX_AUTHORIZATION = 2048  # characters of the header
MAX_NONCE = 64

KEYS, SIGNED = "keys", "signed"  # what a hub announces in HubInfo.features
SCHEME = "Proof"  # `Authorization: Proof REFRESH.STATEMENT.SIGNATURE`
HEADER_ACCESS = "X-Fieldclient-Access"  # on the answer to a request with a proof: `Access` as JSON
PATH_ENROL = "/v1/enrol"  # POST Enrol, with a token of the first wire: Session
PATH_DEVICES = "/v1/devices"  # GET: DeviceList
PATH_END_DEVICE = "/v1/devices/end"  # POST EndDevice: DeviceList
ACCESS_PREFIX = "a."  # tells a short token from one of the first wire at sight

_ACT = b"fieldclient act 1\n"
_PROOF = b"fieldclient proof 1\n"
_ENROL = b"fieldclient enrolment 1\n"


def text(raw: bytes) -> str:
    """Base64url without padding (RFC 4648 section 5)."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw(told: str, size_bytes: int) -> bytes | None:
    """The bytes of such a text; None when it is none, or not of this size."""
    try:
        found = base64.b64decode(told.encode("ascii") + b"=" * (-len(told) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return found if len(found) == size_bytes and text(found) == told else None


def key_id(public: bytes) -> str:
    """The name of a key: nobody can choose it."""
    return text(hashlib.sha256(public).digest()[:KEY_ID_BYTES])


def act_statement(sealed: bytes) -> bytes:
    """What is signed of a mutation: its sealed bytes."""
    return _ACT + sealed


def enrolment_statement(login: str, device: str, public: str) -> bytes:
    """What a new key signs to show that who signs in holds it."""
    return _ENROL + "\n".join((login, device, public)).encode()


def join_signature(key: str, signature: bytes) -> str:
    """`KEYID.SIGNATURE`, as it stands in `Sealed.signature`."""
    return f"{key}.{text(signature)}"


def split_signature(told: str) -> tuple[str, bytes] | None:
    """Key id and signature; None for what is no signature of ours."""
    key, _, signature = told.partition(".")
    found = raw(signature, SIGNATURE_BYTES)
    return None if found is None or raw(key, KEY_ID_BYTES) is None else (key, found)


def token_hash(token: str) -> str:
    """What is kept of a token, and what a proof says of it."""
    return hashlib.sha256(token.encode()).hexdigest()


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """One request, as the device vouches for it. `at`: seconds since 1970 UTC by the hub's clock, as the device reckons it."""

    key: str
    hub: str
    method: str
    path: str
    at: float
    nonce: str
    refresh: str  # token_hash of the refresh token it goes with


class ProofFault(StrEnum):
    """Why a proof is not taken. `time` and `used` are mended by making it once more."""

    TIME = "time"
    USED = "used"
    REQUEST = "request"  # made for something else


def proof_statement(proof: bytes) -> bytes:
    return _PROOF + proof


def fault_of(proof: Proof, *, hub: str, method: str, path: str, refresh: str, at: float) -> ProofFault | None:
    """Whether a proof fits this request; its signature and whether it was used before are asked elsewhere."""
    told = "\n".join((proof.hub, proof.method, proof.path, proof.refresh))
    meant = "\n".join((hub, method, path, token_hash(refresh)))
    if not hmac.compare_digest(told.encode(), meant.encode()) or not 16 <= len(proof.nonce) <= MAX_NONCE:
        return ProofFault.REQUEST
    return None if abs(proof.at - at) <= PROOF_WINDOW_S else ProofFault.TIME


def join_authorization(refresh: str, proof: bytes, signature: bytes) -> str:
    return f"{SCHEME} {refresh}.{text(proof)}.{text(signature)}"


class Presented(msgspec.Struct, frozen=True, kw_only=True):
    """A refresh token with its proof, as it came in a header. Nothing of it has been checked."""

    refresh: str
    proof: Proof
    statement: bytes
    signature: bytes


def split_authorization(told: str) -> Presented | None:
    """What an `Authorization: Proof …` holds (the part after the scheme); None when it cannot be read."""
    parts = told.split(".")
    if len(told) > MAX_AUTHORIZATION or len(parts) != 3 or not told.isascii():
        return None
    refresh, middle, end = parts
    signature = raw(end, SIGNATURE_BYTES)
    statement = raw(middle, len(middle) * 3 // 4)
    if signature is None or statement is None or not refresh:
        return None
    try:
        proof = msgspec.json.decode(statement, type=Proof)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return Presented(refresh=refresh, proof=proof, statement=statement, signature=signature)


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """A short token. Its life is told in seconds, so that a device with a wrong clock knows when it ends."""

    token: str
    lifetime_s: float


class Enrol(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A device that is signed in without a key, e.g. since before an update, brings one. `key_proof`: `enrolment_statement` with
    the person's id in place of the login."""

    key: str
    key_proof: str
    device_name: str = ""


class DeviceRow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A device that a person is, or lately was, signed in on. Times are the hub's."""

    device: str
    name: str = ""
    since: datetime
    used_at: datetime
    this: bool = False
    ended_at: datetime | None = None
    lost_since: datetime | None = None  # acts made there from then on wait for the centre


class DeviceList(msgspec.Struct, frozen=True, kw_only=True):
    devices: tuple[DeviceRow, ...]


class EndDevice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Sign this device out. `lost_since` None: from now on."""

    device: str
    lost_since: datetime | None = None


class Doubt(StrEnum):
    """Why an act waits for the centre instead of being done (quarantine)."""

    UNSIGNED = "unsigned"  # somebody else's act without a signature
    WRONG = "wrong"  # the bytes are not those that were signed, or the key is not this person's
    KEY_UNKNOWN = "key_unknown"  # somebody else's act, signed with a key that this hub never saw
    KEY_ENDED = "key_ended"  # made after the device was reported lost
    PERSON_UNKNOWN = "person_unknown"  # whoever made it works here no longer


class Devices(Protocol):
    """What a signed-in person may ask about their devices, beside `hub.Hub`."""

    def devices(self) -> DeviceList:
        """Where they are, or lately were, signed in."""
        ...

    def end_device(self, device: str, lost_since: datetime | None = None) -> DeviceList:
        """Sign one of them out: its tokens end now, acts made there from `lost_since` on wait for the centre."""
        ...
