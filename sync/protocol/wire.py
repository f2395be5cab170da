"""The wire's version, names and encoding: JSON by msgspec, unknown fields tolerated, so that old and new can talk."""

from __future__ import annotations

from typing import TypeVar

import msgspec

WIRE = 1  # what this code speaks
WIRE_OLDEST = 1  # the oldest it still understands

HEADER_WIRE = "X-Fieldclient-Wire"  # on every request and every answer: an answer without it is not ours
HEADER_HUB = "X-Fieldclient-Hub"  # the hub's id, on every answer
HEADER_DEVICE = "X-Fieldclient-Device"
HEADER_OFFSET = "Upload-Offset"
HEADER_LENGTH = "Upload-Length"
JSON = "application/json"
BYTES = "application/offset+octet-stream"

CHUNK_BYTES = 256 * 1024  # one PATCH: small enough that a weak link loses little, large enough to keep round trips rare

PATH_HELLO = "/v1/hello"
PATH_SIGN_IN = "/v1/sign-in"
PATH_SIGN_OUT = "/v1/sign-out"
PATH_PUSH = "/v1/mutations"
PATH_PULL = "/v1/changes"
PATH_MEDIA = "/v1/media"  # /{sha256}
PATH_CATALOGUE = "/v1/catalogue"

T = TypeVar("T")

_encoder = msgspec.json.Encoder()


def encode(value: object) -> bytes:
    """The JSON bytes of a protocol struct."""
    return _encoder.encode(value)


def decode(raw: bytes | str, kind: type[T]) -> T:
    """A protocol struct from JSON bytes. Raises msgspec.DecodeError (ValidationError included) for anything else."""
    return msgspec.json.decode(raw, type=kind)
