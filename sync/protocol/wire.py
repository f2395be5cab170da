"""The wire's version, names and encoding: JSON by msgspec, unknown fields tolerated, so that old and new can talk.

Every question of `hub.Hub` over HTTP (docs/wire.md tells each in full). Bodies are JSON unless said; a problem is a
`ProblemBody` with a 4xx or 5xx status.

    hello        GET   /v1/hello                                                                  -> 200 HubInfo
    sign_in      POST  /v1/sign-in            SignIn                                               -> 200 Session
    sign_out     POST  /v1/sign-out                                                                -> 204
    push         POST  /v1/mutations          PushBatch                                            -> 200 PushReply
    pull         GET   /v1/changes            ?cursor= &limit= &wait_s=                            -> 200 Page
    media_state  HEAD  /v1/media/{sha256}     Upload-Length; answer: Upload-Offset, Upload-Length, Upload-Complete: 1|0,
                                              and when complete ETag: "sha256 as the hub computed it"
    upload       PATCH /v1/media/{sha256}     Upload-Offset, Upload-Length, Upload-Mime, bytes     -> 200 MediaReceipt
    download     GET   /v1/media/{sha256}     Range: bytes=N-                                      -> 200 or 206, bytes
    catalogue    GET   /v1/catalogue          If-None-Match                                        -> 200 JSON or 304

Every request but hello and sign-in carries `Authorization: Bearer TOKEN`; every request carries HEADER_WIRE and
HEADER_DEVICE. Every answer carries HEADER_WIRE, HEADER_HUB and Date. Bodies may be gzip'd both ways; media never is.
A HEAD that fails has no body: HEADER_PROBLEM carries the ProblemBody as JSON.
"""

from __future__ import annotations

from typing import TypeVar

import msgspec

WIRE = 2  # what this code speaks
WIRE_OLDEST = 1  # the oldest it still understands

HEADER_WIRE = "X-Fieldclient-Wire"  # on every request and every answer: an answer without it is not ours
HEADER_HUB = "X-Fieldclient-Hub"  # the hub's id, on every answer
HEADER_DEVICE = "X-Fieldclient-Device"
HEADER_OFFSET = "Upload-Offset"
HEADER_LENGTH = "Upload-Length"
HEADER_MIME = "Upload-Mime"
HEADER_COMPLETE = "Upload-Complete"
HEADER_PROBLEM = "X-Fieldclient-Problem"
JSON = "application/json"
BYTES = "application/offset+octet-stream"

CHUNK_BYTES = 256 * 1024  # one PATCH: small enough that a weak link loses little, large enough to keep round trips rare
MAX_PUSH_BYTES = 4 * 1024 * 1024  # a whole batch of mutations after unpacking; more is answered with 413

PATH_HELLO = "/v1/hello"
PATH_SIGN_IN = "/v1/sign-in"
PATH_SIGN_OUT = "/v1/sign-out"
PATH_PUSH = "/v1/mutations"
PATH_PULL = "/v1/changes"
PATH_MEDIA = "/v1/media"  # /{sha256}
PATH_BUNDLES = "/v1/bundles"  # /{bundle id}: what a carrier brings
PATH_CATALOGUE = "/v1/catalogue"

T = TypeVar("T")

_encoder = msgspec.json.Encoder()


def encode(value: object) -> bytes:
    """The JSON bytes of a protocol struct."""
    return _encoder.encode(value)


def decode(raw: bytes | str, kind: type[T]) -> T:
    """A protocol struct from JSON bytes. Raises msgspec.DecodeError (ValidationError included) for anything else."""
    return msgspec.json.decode(raw, type=kind)
