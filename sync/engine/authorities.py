"""A certificate authority of the organisation's own, for a hub inside its network.

It is trusted beside the public ones, for this hub alone and by this program alone; no check is ever switched off. Who adds it
compares the fingerprint with what the organisation says, as with a key to a door.
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from sync.protocol.problems import Code, Problem

MAX_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """`fingerprint`: SHA-256 of the certificate, as pairs of hex digits with colons. `pem`: one or more certificates."""

    name: str
    fingerprint: str
    good_until: datetime
    pem: str


def read_authority(raw: bytes, now: datetime) -> Authority:
    """From PEM or DER. AUTHORITY_INVALID (reason: unreadable, private_key, not_authority, expired, too_large)."""
    if len(raw) > MAX_BYTES:
        raise Problem(Code.AUTHORITY_INVALID, reason="too_large")
    if b"PRIVATE KEY" in raw:
        raise Problem(Code.AUTHORITY_INVALID, reason="private_key")  # somebody picked the wrong file, and must hear it
    found = _certificates(raw)
    for certificate in found:
        if not _may_sign(certificate):
            raise Problem(Code.AUTHORITY_INVALID, reason="not_authority")
        if certificate.not_valid_after_utc < now:
            raise Problem(Code.AUTHORITY_INVALID, reason="expired")
    first = found[0]
    return Authority(
        name=_name(first), fingerprint=first.fingerprint(hashes.SHA256()).hex(":").upper(),
        good_until=min(each.not_valid_after_utc for each in found),
        pem="".join(each.public_bytes(Encoding.PEM).decode() for each in found),
    )


def _certificates(raw: bytes) -> list[x509.Certificate]:
    try:
        if b"-----BEGIN" in raw:
            return x509.load_pem_x509_certificates(raw)
        return [x509.load_der_x509_certificate(raw)]
    except ValueError as cause:
        raise Problem(Code.AUTHORITY_INVALID, reason="unreadable") from cause


def _may_sign(certificate: x509.Certificate) -> bool:
    try:
        basic = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    return basic.ca


def _name(certificate: x509.Certificate) -> str:
    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        found = certificate.subject.get_attributes_for_oid(kind)
        if found:
            return str(found[0].value)
    return certificate.subject.rfc4514_string()


def trust(pem: str) -> ssl.SSLContext:
    """A context that checks certificate and name as always, and knows these authorities too."""
    context = ssl.create_default_context()
    try:
        context.load_verify_locations(cadata=pem)
    except (ssl.SSLError, ValueError) as cause:
        raise Problem(Code.AUTHORITY_INVALID, reason="unreadable") from cause
    return context
