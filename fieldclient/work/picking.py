"""Files that could be taken: usual folders, and what lies in them with a small picture of each."""

from __future__ import annotations

import hashlib
import os
import sys
from collections import OrderedDict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from fieldclient.capture.folder import Entry, Listing, list_folder
from fieldclient.work.pictures import Pictures
from fieldclient.work.views import PickRow

REMEMBERED = 2000
PHOTOS_VARIABLE = "FIELDCLIENT_PHOTOS"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Picking:
    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self._listing: Listing | None = None
        self._seen: OrderedDict[str, PickRow] = OrderedDict()

    def page(self, folder: Path, offset: int, limit: int) -> tuple[PickRow, ...]:
        """Files from new to old. The folder is looked at anew for its first page only, so that pages fit together."""
        if self._listing is None or self._listing.path != folder or offset == 0:
            self._listing = list_folder(folder)
        return tuple(self._row(entry) for entry in self._listing.files[offset : offset + limit])

    def _row(self, entry: Entry) -> PickRow:
        stamp = f"{entry.path}\0{entry.size_bytes}\0{entry.modified_at}"
        key = hashlib.sha256(os.fsencode(stamp)).hexdigest()
        row = self._seen.pop(key, None) or self._look(entry, key)
        self._seen[key] = row
        while len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return row

    def _look(self, entry: Entry, key: str) -> PickRow:
        from fieldclient.capture.read import (
            read_evidence,  # decoders are loaded when somebody picks, not at start
        )

        found = read_evidence(entry.path)
        return PickRow(
            path=str(entry.path), name=entry.name, thumbnail=self._pictures.of_file(entry.path, key) if found.usable else None,
            modified_at=entry.modified_at or _EPOCH, size_bytes=entry.size_bytes,
            has_position=found.position is not None if found.usable else None,
            taken_at=found.taken_at, problem=found.fatal, notes=tuple(found.problems),
        )


def photo_folders() -> tuple[tuple[str, Path], ...]:
    """Places where photos usually are: (code, path) with codes card, pictures, downloads, desktop, home. Cards come first:
    who has put one in wants to see it. FIELDCLIENT_PHOTOS names a folder that comes before all."""
    home = Path.home()
    found = [("pictures", Path(named))] if (named := os.environ.get(PHOTOS_VARIABLE)) else []
    found += [("card", path) for root in mounts() for path in _card(root)]
    for code, name in (("pictures", "XDG_PICTURES_DIR"), ("downloads", "XDG_DOWNLOAD_DIR"), ("desktop", "XDG_DESKTOP_DIR")):
        folder = _user_folder(home, name)
        if folder is not None and folder != home:
            found.append((code, folder))
    found.append(("home", home))
    seen: dict[Path, str] = {}
    for code, path in found:
        seen.setdefault(path, code)
    return tuple((code, path) for path, code in seen.items() if path.is_dir())


_PLAIN = {
    "XDG_PICTURES_DIR": ("Pictures", "图片"), "XDG_DOWNLOAD_DIR": ("Downloads", "下载"), "XDG_DESKTOP_DIR": ("Desktop", "桌面"),
}


def _user_folder(home: Path, name: str) -> Path | None:
    """As the desktop's settings say, else by its usual name."""
    try:
        lines = (home / ".config" / "user-dirs.dirs").read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    for line in lines:
        key, _, value = line.partition("=")
        if key.strip() == name:
            return Path(value.strip().strip('"').replace("$HOME", str(home)))
    return next((home / plain for plain in _PLAIN[name] if (home / plain).is_dir()), None)


def mounts() -> Sequence[Path]:
    if sys.platform == "darwin":
        return _inside(Path("/Volumes"))
    if os.name == "nt":
        return [Path(f"{letter}:\\") for letter in "DEFGHIJKLMNOPQRSTUVWXYZ" if Path(f"{letter}:\\").exists()]
    user = os.environ.get("USER", "")
    roots = (Path("/media") / user, Path("/run/media") / user, Path("/media"), Path("/mnt"))
    return [path for root in roots for path in _inside(root)]


def _inside(root: Path) -> list[Path]:
    try:
        return sorted(path for path in root.iterdir() if path.is_dir())
    except OSError:
        return []


def _card(root: Path) -> list[Path]:
    """Cameras keep their pictures in DCIM/100XXXXX, a new folder for every thousand."""
    dcim = root / "DCIM"
    return _inside(dcim)[::-1][:5] or ([dcim] if dcim.is_dir() else [])
