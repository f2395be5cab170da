"""The story as it was lived: one entry for each step, written anew after every step, so that a broken story is told too."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fieldclient.demo.processes import StoryBroken


class Record:
    """`DIR/story.json` and the screenshots beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._steps: list[dict[str, Any]] = []
        self._begun = time.monotonic()

    @contextmanager
    def step(self, name: str, what: str) -> Iterator[dict[str, Any]]:
        """One step. The body fills ids, hashes, stage, delivery and checks with `require`; a failure is recorded and goes on."""
        entry: dict[str, Any] = {"step": name, "what": what, "seconds": 0.0, "ids": [], "hashes": [],
                                 "stage": None, "delivery": None, "holds": False}
        self._steps.append(entry)
        begun = time.monotonic()
        try:
            yield entry
            entry["holds"] = True
        except StoryBroken as why:
            entry["problem"] = str(why)
            raise
        finally:
            entry["seconds"] = round(time.monotonic() - begun, 2)
            self.write("going on")
            print(f"  {'ok  ' if entry['holds'] else 'FAIL'} {entry['seconds']:6.2f} s  {what}", flush=True)

    def picture(self, entry: dict[str, Any]) -> Path:
        """Where this step's screenshot goes."""
        number = self._steps.index(entry) + 1
        extra = len(entry.setdefault("screenshots", []))
        name = f"{number:02d}-{entry['step']}{'' if not extra else f'-{extra + 1}'}.png"
        entry["screenshots"].append(name)
        return self.folder / name

    def write(self, outcome: str) -> None:
        told = {"story": "one report from photo to rating", "outcome": outcome,
                "seconds": round(time.monotonic() - self._begun, 2), "steps": self._steps}
        path = self.folder / "story.json"
        part = path.with_suffix(".part")
        part.write_text(json.dumps(told, ensure_ascii=False, indent=1, default=str) + "\n", "utf-8")
        part.replace(path)


def require(holds: object, why: str) -> None:
    """A promise of the story. Not an assert: it must hold under `python -O` too."""
    if not holds:
        raise StoryBroken(why)
