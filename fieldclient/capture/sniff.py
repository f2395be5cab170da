"""What a file is, from its first bytes. Names lie: cards, chat apps and browsers rename freely.

Camera raw files are TIFF here: DNG and most others are built that way, and what is shown of them is the JPEG inside.
"""

from __future__ import annotations

from pathlib import PurePath

from fieldclient.capture.adts import is_adts

HEAD_BYTES = 4096  # every signature below lies within

_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
_AVIF_BRANDS = {b"avif", b"avis"}
_HEIF_BRANDS = {b"mif1", b"msf1"}
_AUDIO_BRANDS = {b"M4A ", b"M4B ", b"M4P "}
_VIDEO_BRANDS = {
    b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"hvc1", b"dash", b"M4V ", b"MSNV",
    b"XAVC", b"f4v ", b"mmp4",
}  # fmt: skip

_PREFIXES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"fLaC", "audio/flac"),
    (b"#!AMR", "audio/amr"),
    (b"ID3", "audio/mpeg"),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_BMP_HEADERS = {12, 40, 52, 56, 64, 108, 124}
_QUICKTIME_FIRST_BOXES = {b"moov", b"mdat", b"wide"}  # QuickTime from before `ftyp`

_SUFFIXES = {
    "image/jpeg": ".jpg .jpeg .jpe .jfif .mpo",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/gif": ".gif",
    "image/bmp": ".bmp .dib",
    "image/heic": ".heic .heics",
    "image/heif": ".heif .heifs .hif",
    "image/avif": ".avif",
    "image/tiff": ".tif .tiff .dng",
    "video/mp4": ".mp4 .m4v",
    "video/quicktime": ".mov .qt",
    "video/3gpp": ".3gp .3g2",
    "video/webm": ".webm",
    "video/x-matroska": ".mkv .mka",
    "video/ogg": ".ogv",
    "video/x-msvideo": ".avi",
    "audio/mp4": ".m4a .m4b",
    "audio/aac": ".aac",
    "audio/wav": ".wav",
    "audio/ogg": ".ogg .oga .opus .spx",
    "audio/mpeg": ".mp3",
    "audio/amr": ".amr",
    "audio/flac": ".flac",
    "application/pdf": ".pdf",
    "text/plain": ".txt .md .log .csv .json .xml .html",
    "application/zip": ".zip .docx .xlsx .pptx",
}
_BY_SUFFIX = {suffix: mime for mime, suffixes in _SUFFIXES.items() for suffix in suffixes.split()}

# One container, several customary names: not worth a word to a person.
_SAME = (
    {"image/heic", "image/heif"},
    {"video/mp4", "video/quicktime", "video/3gpp", "audio/mp4"},
    {"video/webm", "audio/webm", "video/x-matroska", "audio/x-matroska"},
    {"audio/aac", "audio/mp4"},
    {"video/ogg", "audio/ogg"},
)


def sniff(head: bytes) -> str | None:
    """The MIME type of a file that starts with `head` (its first `HEAD_BYTES`), or None when it is no known medium.

    For containers that hold sound or pictures alike this is the customary reading; `containers` looks at the tracks.
    """
    for prefix, mime in _PREFIXES:
        if head.startswith(prefix):
            return mime
    if head[:2] == b"BM" and _looks_like_bmp(head):
        return "image/bmp"
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    if head[4:8] in _QUICKTIME_FIRST_BOXES:
        return "video/quicktime"
    if head[:4] == b"\x1aE\xdf\xa3":
        return "video/webm" if b"webm" in head[:64] else "video/x-matroska" if b"matroska" in head[:64] else None
    if head[:4] == b"OggS":
        return "video/ogg" if b"\x80theora" in head[:512] else "audio/ogg"
    return "audio/aac" if is_adts(head) else None


def _looks_like_bmp(head: bytes) -> bool:
    """Two letters are not enough: the reserved words are zero and the header has a customary length."""
    return head[6:10] == b"\0\0\0\0" and int.from_bytes(head[14:18], "little") in _BMP_HEADERS


def _by_brand(head: bytes) -> str | None:
    """ISO base media: the major brand first, then the compatible ones."""
    length = min(int.from_bytes(head[:4], "big"), len(head), 512)
    brands = [head[8:12]] + [head[at : at + 4] for at in range(16, length - 3, 4)]
    everything = set(brands)
    if everything & _AVIF_BRANDS:
        return "image/avif"
    if everything & _HEIC_BRANDS:
        return "image/heic"
    if everything & _HEIF_BRANDS:
        return "image/heif"
    for brand in brands:
        if brand == b"qt  ":
            return "video/quicktime"
        if brand in _AUDIO_BRANDS:
            return "audio/mp4"
        if brand[:2] == b"3g":
            return "video/3gpp"
        if brand in _VIDEO_BRANDS:
            return "video/mp4"
    return None


def said_by_name(name: str) -> str | None:
    """What the name's ending promises, or None when it promises nothing known."""
    return _BY_SUFFIX.get(PurePath(name).suffix.lower())


def agrees(said: str, found: str) -> bool:
    """Whether the name's promise and the content are one and the same to a person."""
    return said == found or any(said in same and found in same for same in _SAME)


_SHORT = {
    "video/quicktime": "MOV",
    "video/3gpp": "3GP",
    "video/x-msvideo": "AVI",
    "video/x-matroska": "MKV",
    "audio/x-matroska": "MKA",
    "audio/mpeg": "MP3",
    "audio/mp4": "M4A",
    "text/plain": "TXT",
}


def short_name(mime: str) -> str:
    """A type as people call it: JPEG, HEIC, MOV."""
    return _SHORT.get(mime, mime.partition("/")[2].upper())


def is_media_name(name: str) -> bool:
    """Whether a listing that may not open files should offer this one."""
    said = said_by_name(name)
    return said is not None and said.partition("/")[0] in ("image", "video", "audio")
