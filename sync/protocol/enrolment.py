"""Setting a device up by one link: which hub, whose, what it asks of devices. Short enough for a QR code, signed, dated.

    fieldclient://enrol/1.PAYLOAD.SIGNATURE

PAYLOAD is a struct as MessagePack in base64url, SIGNATURE Ed25519 over its bytes by the key named in it. At a first time the
signature shows that nothing was changed on the way, and a person decides by name, address and fingerprint; a device that knows
this hub already takes a later code only from the same key. A code opens nothing: it holds no password and no token, so it may
hang on a wall and be photographed; that is why it need not be good for one use only.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote, urlsplit

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sync.protocol import identity
from sync.protocol.problems import Code, Problem

SCHEME = "fieldclient://enrol/"
VERSION = "1"
MAX_LINK = 2900  # characters: the largest QR code holds 2,953
MAX_AUTHORITY_BYTES = 1600  # of a certificate, DER; an elliptic one has 500, one with RSA and 4,096 bits 1,400
LONGEST = timedelta(days=366)
CLOCK_SLACK = timedelta(days=1)  # a new tablet's clock may be off by a zone
_STATEMENT = b"fieldclient setting up 1\n"


class Policies(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an organisation asks of the devices that work for it. None: it says nothing."""

    pin: bool = False  # everybody sets one
    lock_minutes: int | None = None
    originals_when_it_costs: bool | None = None  # as `TravelRules.when_it_costs`
    daily_mb: int | None = None  # of originals where bytes cost
    language: str = ""


class Setup(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a code says. `authority`: the organisation's own certificate authority, DER. Times: seconds since 1970 UTC."""

    hub: str
    organisation: str
    hub_id: str
    key: bytes
    issued: int
    expires: int
    login: str = ""  # filled in for whom it was made
    authority: bytes = b""
    policies: Policies = Policies()

    @property
    def host(self) -> str:
        return (urlsplit(self.hub).hostname or "").lower()


def fingerprint(key: bytes) -> str:
    """Of a hub's key: five groups of four signs that can be read out over a telephone."""
    text = base64.b32encode(hashlib.sha256(key).digest()).decode()[:20]
    return " ".join(text[at:at + 4] for at in range(0, 20, 4))


def new_key() -> bytes:
    """32 bytes: the private half of a hub's key for codes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_of(private: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def link_of(setup: Setup, private: bytes) -> str:
    """The link. SETUP_INVALID (too_large) when no code could hold it."""
    payload = msgspec.msgpack.encode(setup)
    signature = Ed25519PrivateKey.from_private_bytes(private).sign(_STATEMENT + payload)
    link = f"{SCHEME}{VERSION}.{identity.text(payload)}.{identity.text(signature)}"
    if len(link) > MAX_LINK or len(setup.authority) > MAX_AUTHORITY_BYTES:
        raise Problem(Code.SETUP_INVALID, reason="too_large")
    return link


def looks_like_link(text: str) -> bool:
    return text.strip().lower().startswith(SCHEME)


def read_link(text: str, now: datetime) -> Setup:
    """What a link says, checked as far as a link can be. SETUP_INVALID (not_one, newer, damaged, expired, early, content).

    Nothing of it is done yet: a person sees it first.
    """
    text = text.strip()
    if not looks_like_link(text) or len(text) > MAX_LINK or not text.isascii():
        raise Problem(Code.SETUP_INVALID, reason="not_one")
    version, _, rest = text[len(SCHEME):].partition(".")
    if version != VERSION:
        raise Problem(Code.SETUP_INVALID, reason="newer" if version.isdecimal() else "damaged")
    payload, _, told = rest.partition(".")
    setup = _signed(_raw(payload), _raw(told))
    _check(setup, now.astimezone(UTC))
    return setup


def _raw(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as cause:
        raise Problem(Code.SETUP_INVALID, reason="damaged") from cause


def _signed(payload: bytes, signature: bytes) -> Setup:
    try:
        setup = msgspec.msgpack.decode(payload, type=Setup)
        Ed25519PublicKey.from_public_bytes(setup.key).verify(signature, _STATEMENT + payload)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, InvalidSignature, ValueError) as cause:
        raise Problem(Code.SETUP_INVALID, reason="damaged") from cause
    return setup


def _check(setup: Setup, now: datetime) -> None:
    issued, expires = setup.issued, setup.expires
    if not 0 < issued < expires < 2**40 or expires - issued > LONGEST.total_seconds():
        raise Problem(Code.SETUP_INVALID, reason="content")
    if now.timestamp() >= expires:
        raise Problem(Code.SETUP_INVALID, reason="expired")
    if now.timestamp() < issued - CLOCK_SLACK.total_seconds():
        raise Problem(Code.SETUP_INVALID, reason="early")
    if not _plain(setup.organisation, 80) or not _plain(setup.hub_id, 64) or not _is_address(setup.hub):
        raise Problem(Code.SETUP_INVALID, reason="content")
    minutes, limit = setup.policies.lock_minutes, setup.policies.daily_mb
    sane = (minutes is None or 1 <= minutes <= 24 * 60) and (limit is None or 0 <= limit <= 1024 * 1024)
    if not sane or (setup.login and not _plain(setup.login, 64)) or len(setup.authority) > MAX_AUTHORITY_BYTES:
        raise Problem(Code.SETUP_INVALID, reason="content")


def _plain(text: str, most: int) -> bool:
    """Words that a person reads as they are: no control signs, none that turns the direction, nothing that cannot be seen."""
    return bool(text.strip()) and len(text) <= most and text.isprintable()


def _is_address(text: str) -> bool:
    """A plain address of a host: no user name (https://hub.city@evil.example), no path that hides where it goes."""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    safe = text == unquote(text) and text.isascii() and text.isprintable() and len(text) <= 200
    bare = not parts.query and not parts.fragment and parts.username is None and "@" not in text and "\\" not in text
    return parts.scheme in ("https", "http") and bool(host) and safe and bare and (port is None or 0 < port < 65536)
