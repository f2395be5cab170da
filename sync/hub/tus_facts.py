"""What a foreign client says of its upload, as far as the hub makes use of it. Pure."""

from __future__ import annotations

import msgspec

from sync.hub import tus_headers
from sync.hub.tus_rows import Upload
from sync.protocol.ids import is_sha256
from sync.protocol.media import kind_of
from sync.protocol.problems import Code, Problem


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What a client says of an upload. `mime` and `sha256` are empty where it does not say them."""

    size_bytes: int | None
    metadata: str = ""
    concat: str = ""
    mime: str = ""
    sha256: str = ""


def facts(upload: Upload) -> Facts:
    return read_facts(upload.size_bytes, upload.metadata, upload.concat)


def read_facts(size_bytes: int | None, metadata: str, concat: str) -> Facts:
    """What the metadata says of the file: `filetype` and `sha256` (hexadecimal). Raises Problem(BODY_INVALID)."""
    told = tus_headers.metadata(metadata) if metadata else {}
    mime = told.get("filetype", b"").decode("ascii", "replace").partition(";")[0].strip().lower()
    sha256 = told.get("sha256", b"").decode("ascii", "replace").strip().lower()
    if sha256 and not is_sha256(sha256):
        raise Problem(Code.BODY_INVALID, field="upload-metadata")
    known = mime if kind_of(mime) is not None else ""  # "application/octet-stream" says nothing: then the bytes tell
    return Facts(size_bytes=size_bytes, metadata=metadata, concat=concat, mime=known, sha256=sha256)
