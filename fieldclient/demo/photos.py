"""The photos that the story uses: its own, or a folder of somebody's, as they are. Nothing about them is changed."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fieldclient.capture.read import read_evidence
from fieldclient.demo.processes import ROOT, StoryBroken

OWN = ROOT / "resources" / "demo"
LARGEST_FOLDER = 5000  # files looked at in a foreign folder


@dataclass(frozen=True)
class Album:
    """One photo or more for every part of the story. `reports` holds far and near of each of the four reports."""

    reports: tuple[tuple[Path, ...], ...]
    after: Path
    check: Path

    def all(self) -> Iterator[Path]:
        for report in self.reports:
            yield from report
        yield self.after
        yield self.check


def choose(folder: Path | None) -> Album:
    """The demo's own album, or one out of this folder's photos; the same photo serves again when there are few."""
    return _own() if folder is None else _foreign(folder)


def _own() -> Album:
    told = json.loads((OWN / "photos.json").read_text("utf-8"))["story"]
    return Album(reports=tuple(tuple(OWN / name for name in report) for report in told["reports"]),
                 after=OWN / told["after"], check=OWN / told["check"])


def _foreign(folder: Path) -> Album:
    """Ten different photos when there are so many: a hash then tells which part of the story it came from."""
    usable: list[Path] = []
    seen: set[str] = set()
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    for path in files[:LARGEST_FOLDER]:
        found = read_evidence(path)
        if found.usable and found.kind == "photo" and found.sha256 not in seen:
            seen.add(found.sha256)
            usable.append(path)
        if len(usable) == 10:
            break
    if len(usable) < 4:
        raise StoryBroken(f"{folder} holds {len(usable)} photos that can be read; the story needs at least four")
    pairs = tuple((usable[2 * i % len(usable)], usable[(2 * i + 1) % len(usable)]) for i in range(4))
    return Album(reports=pairs, after=usable[8 % len(usable)], check=usable[9 % len(usable)])


def lay_out(photos: Sequence[Path], folder: Path) -> list[str]:
    """Put copies where the picker looks, the first one newest, so that they lie first in its grid. Gives their names."""
    for old in folder.iterdir():
        old.unlink()
    names = []
    for number, photo in enumerate(photos):
        name = f"{number + 1:02d}-{photo.name}"
        shutil.copyfile(photo, folder / name)
        moment = 1_800_000_000 - number * 60
        os.utime(folder / name, (moment, moment))
        names.append(name)
    return names
