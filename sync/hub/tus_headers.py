"""Headers of tus 1.0, read and checked. Pure: text in, values out, or Problem(BODY_INVALID) with the header's name."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from typing import Any, NoReturn
from urllib.parse import urljoin, urlsplit

from sync.protocol.problems import Code, Problem

VERSION = "1.0.0"
EXTENSIONS = (
    "creation,creation-with-upload,creation-defer-length,expiration,checksum,termination,concatenation,"
    "concatenation-unfinished"
)
ALGORITHMS: dict[str, Callable[[], Any]] = {
    "sha256": hashlib.sha256, "sha1": hashlib.sha1, "sha512": hashlib.sha512, "md5": hashlib.md5,
}
PATH_TUS = "/v1/tus"
FEATURE = "tus1"  # in `HubInfo.features`
MAX_METADATA = 4096  # characters
MAX_PARTS = 64  # of one file
_MAX_DIGITS = 13
_KEY = re.compile(r"[!-+\--~]{1,128}")  # printable ASCII but space and comma
_ID = re.compile(r"[A-Za-z0-9_-]{16,43}")


def whole(told: str | None, header: str) -> int:
    """A non-negative integer; ASCII digits and nothing else."""
    if told is None or not (told.isascii() and told.isdigit() and len(told) <= _MAX_DIGITS):
        _wrong(header)
    return int(told)


def length(told: str | None, deferred: str | None) -> int | None:
    """Upload-Length, or None when the client does not know it yet. One of the two has to be told, and only one."""
    if deferred is not None:
        if deferred != "1" or told is not None:
            _wrong("upload-defer-length")
        return None
    return whole(told, "upload-length")


def metadata(told: str) -> dict[str, bytes]:
    """Upload-Metadata: comma-separated pairs of a key and its Base64 value, the value may be missing; keys are unique."""
    if not told.isascii() or len(told) > MAX_METADATA:
        _wrong("upload-metadata")
    found: dict[str, bytes] = {}
    for pair in told.split(","):
        key, _, value = pair.strip(" ").partition(" ")
        if _KEY.fullmatch(key) is None or key in found:
            _wrong("upload-metadata")
        found[key] = _base64(value, "upload-metadata")
    return found


def checksum(told: str) -> tuple[Any, bytes]:
    """Upload-Checksum: an empty hash object and the digest that it has to come to."""
    name, _, value = told.partition(" ")
    made = ALGORITHMS.get(name)
    if made is None:
        _wrong("upload-checksum")
    hasher, digest = made(), _base64(value, "upload-checksum")
    if len(digest) != hasher.digest_size:
        _wrong("upload-checksum")
    return hasher, digest


def concat(told: str) -> tuple[str, ...] | None:
    """Upload-Concat: None for a part, the ids of the parts for the whole."""
    if told == "partial":
        return None
    kind, mark, urls = told.partition(";")
    ids = [identity(url) for url in urls.split(" ") if url]
    if kind != "final" or not mark or not 0 < len(ids) <= MAX_PARTS or not told.isascii() or not told.isprintable():
        _wrong("upload-concat")
    return tuple(ids)


def identity(url: str) -> str:
    """The id of an upload by its absolute or relative URL."""
    try:
        path = urlsplit(urljoin(PATH_TUS, url)).path
    except ValueError:
        _wrong("upload-concat")
    head, _, last = path.rpartition("/")
    if not head.endswith(PATH_TUS) or _ID.fullmatch(last) is None:
        _wrong("upload-concat")
    return last


def _base64(told: str, header: str) -> bytes:
    try:
        return base64.b64decode(told, validate=True)
    except (binascii.Error, ValueError):
        _wrong(header)


def _wrong(header: str) -> NoReturn:
    raise Problem(Code.BODY_INVALID, field=header)
