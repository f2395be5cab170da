"""Runs that are kept: a comparison of an hour can be made in pieces, go on after a break, and be put into one table at its end."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from tests.bench.link_course import Outcome


def path_of(folder: Path, link: int, seed: int, photos: int, who: str) -> Path:
    name = "".join(letter if letter.isalnum() else "-" for letter in who)
    return folder / f"link{link}-seed{seed}-{photos:02d}photos-{name}.json"


def kept(path: Path) -> Outcome | None:
    """The outcome of an earlier run; None when there was none."""
    return Outcome(**json.loads(path.read_text("utf-8"))) if path.exists() else None


def keep(path: Path, outcome: Outcome) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".part")
    beside.write_text(json.dumps(dataclasses.asdict(outcome)), "utf-8")
    beside.replace(path)
