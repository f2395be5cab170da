"""What a file is by its first bytes: enough to tell a photo, a video or a recording from anything else. Pure."""

from __future__ import annotations

from sync.protocol.media import MediaKind

NEEDED_BYTES = 32
_PHOTO, _VIDEO, _AUDIO = MediaKind.PHOTO, MediaKind.VIDEO, MediaKind.AUDIO

_STARTS: tuple[tuple[bytes, frozenset[MediaKind]], ...] = (
    (b"\xff\xd8\xff", frozenset({_PHOTO})),  # JPEG
    (b"\x89PNG\r\n\x1a\n", frozenset({_PHOTO})),
    (b"GIF8", frozenset({_PHOTO})),
    (b"II*\x00", frozenset({_PHOTO})),  # TIFF and most raw formats
    (b"MM\x00*", frozenset({_PHOTO})),
    (b"BM", frozenset({_PHOTO})),
    (b"\x1aE\xdf\xa3", frozenset({_VIDEO, _AUDIO})),  # Matroska, WebM
    (b"OggS", frozenset({_VIDEO, _AUDIO})),
    (b"ID3", frozenset({_AUDIO})),  # MP3 with a tag
    (b"fLaC", frozenset({_AUDIO})),
    (b"#!AMR", frozenset({_AUDIO})),
    (b"\x00\x00\x01\xba", frozenset({_VIDEO})),  # MPEG program stream
    (b"\x00\x00\x01\xb3", frozenset({_VIDEO})),
)
_RIFF = {b"WEBP": frozenset({_PHOTO}), b"WAVE": frozenset({_AUDIO}), b"AVI ": frozenset({_VIDEO})}
_STILL_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"})
_SOUND_BRANDS = frozenset({b"M4A ", b"M4B "})


def kinds(head: bytes) -> frozenset[MediaKind]:
    """What a file that starts like this may be; empty when it is no photo, video or sound."""
    for start, found in _STARTS:
        if head.startswith(start):
            return found
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], frozenset())
    if head[4:8] == b"ftyp":
        return _of_brand(head[8:12])
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:  # MPEG audio frame or ADTS
        return frozenset({_AUDIO})
    return frozenset()


def _of_brand(brand: bytes) -> frozenset[MediaKind]:
    if brand in _STILL_BRANDS:
        return frozenset({_PHOTO})
    if brand in _SOUND_BRANDS:
        return frozenset({_AUDIO})
    return frozenset({_VIDEO, _AUDIO})  # mp4, mov, 3gp hold either


_MIMES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG", "image/png"), (b"GIF8", "image/gif"), (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"), (b"BM", "image/bmp"), (b"\x1aE\xdf\xa3", "video/webm"), (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"), (b"fLaC", "audio/flac"), (b"#!AMR", "audio/amr"), (b"\x00\x00\x01", "video/mpeg"),
)
_RIFF_MIMES = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}


def mime_of(head: bytes) -> str:
    """The MIME type of a file whose sender did not tell it; empty when it is no photo, video or sound."""
    for start, mime in _MIMES:
        if head.startswith(start):
            return mime
    if head[:4] == b"RIFF":
        return _RIFF_MIMES.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        if brand in _STILL_BRANDS:
            return "image/avif" if brand.startswith(b"avi") else "image/heic"
        return "audio/mp4" if brand in _SOUND_BRANDS else "video/quicktime" if brand == b"qt  " else "video/mp4"
    return "audio/mpeg" if kinds(head) == {_AUDIO} else ""
