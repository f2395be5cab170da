"""Run by `bench freeze`: a real window that imports 20 photos while a timer on its thread looks at the clock."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from PIL import Image
from PySide6.QtCore import QUrl

from fieldclient.ui import engine
from fieldclient.ui.app import Client
from fieldclient.ui.options import parser
from fieldclient.work.views import DraftView
from tests.bench.gaps import Gaps, live, wait
from tests.bench.progress import say

PHOTOS = 20
SIZE = (4000, 3000)


def make_photos(folder: Path) -> list[Path]:
    """Twelve-megapixel JPEGs, each of its own bytes, as large as a phone's."""
    grain = Image.effect_noise((SIZE[0] // 4, SIZE[1] // 4), 60).resize(SIZE)
    paths = []
    for number in range(PHOTOS):
        path = folder / f"photo-{number:02d}.jpg"
        toned = Image.merge("RGB", [grain.point([min(255, v * (90 + number + 3 * k) // 100) for v in range(256)]) for k in range(3)])
        exif = Image.Exif()
        exif[0x9003] = f"2026:11:20 09:{number:02d}:00"
        toned.save(path, quality=92, exif=exif)
        paths.append(path)
    return paths


def is_another(report: Any, before: DraftView | None) -> bool:
    """What is dropped before goes to the report that is still on the screen."""
    view = report.editor.view
    return view is not None and (before is None or view.id != before.id)


def run(client: Client, photos: list[Path]) -> None:
    kept = [0]

    def count() -> int:
        client.worker.ask(lambda desk: sum(len(draft.photos) for draft in desk.drafts()), lambda n: kept.__setitem__(0, n))
        return kept[0]

    client.open()
    wait(lambda: client.window is not None and client.window.isVisible(), lambda: "the window")
    live(3000)  # the rooms are made one after the other when home is there
    client.frame.signInLater()
    report = client.frame.room("report")
    live(1500)
    gaps = Gaps()
    live(1500)
    idle_ms = gaps.longest_ms
    client.frame.go("report")
    report.newReport()  # type: ignore[attr-defined]
    live(1000)  # the page is made once, at its first showing: not the import
    gaps.reset()
    begun = time.perf_counter()
    for first in range(0, PHOTOS, 10):
        before = report.editor.view  # type: ignore[attr-defined]
        report.newReport()  # type: ignore[attr-defined]
        wait(lambda before=before: is_another(report, before), lambda: "a new report")
        live(1500)  # as long as a person takes to choose
        say(f"photos {first + 1} to {first + 10} of {PHOTOS} are dropped")
        report.dropFiles([QUrl.fromLocalFile(str(path)) for path in photos[first:first + 10]])  # type: ignore[attr-defined]
        wait(lambda first=first: count() >= first + 10, lambda: f"the photos: {kept[0]} of {PHOTOS} are kept")
    live(500)
    print(f"import_ms\t{gaps.longest_ms}\nown_ms\t{gaps.own_ms}\nworked_ms\t{gaps.worked_ms}\nidle_ms\t{idle_ms}")
    print(f"photos\t{kept[0]}\nseconds\t{time.perf_counter() - begun}")
    print(f"megabytes\t{sum(path.stat().st_size for path in photos) / 1e6}")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        photos = make_photos(Path(folder))
        engine.go_offscreen()
        _application = engine.application(["fieldclient"])
        client = Client(parser().parse_args(["--data", f"{folder}/data", "--lang", "zh"]))
        try:
            run(client, photos)
        finally:
            client.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
