"""Every screen in every look, with a page over them: `python -m tests.ui.golden FOLDER [--jobs 2] [--screens home cases …]
[--lang zh en] [--theme light dark sunlight] [--size 800x1280 …] [--scale 1 2]`.

Pictures that the same sources have made already are not made again, so that a run which was cut goes on. FOLDER/index.html shows
them all, with every text that is cut, sticks out or lies on another; the exit code is 1 when there is one.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

os.environ.update(QT_QPA_PLATFORM="offscreen", QT_QUICK_BACKEND="software", QT_SCALE_FACTOR="1", TZ="Asia/Shanghai")
time.tzset()

from tests.ui.golden import devices, page, taking  # noqa: E402 - the platform is chosen above
from tests.ui.golden.looks import LANGUAGES, SCALES, SIZES, Look, every  # noqa: E402
from tests.ui.golden.screens import SCREENS, Screen  # noqa: E402

ROOT = Path(__file__).resolve().parents[3]
SOURCES = ("fieldclient", "sync/protocol", "resources/fonts", "resources/icons", "resources/i18n", "tests/ui/golden", "tests/ui/district.py")
EACH = 5  # screens to a process


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m tests.ui.golden", description=__doc__)
    made.add_argument("folder", type=Path)
    made.add_argument("--jobs", type=int, default=2)
    made.add_argument("--screens", nargs="+", choices=[screen.name for screen in SCREENS], default=[screen.name for screen in SCREENS])
    made.add_argument("--lang", nargs="+", default=list(LANGUAGES))
    made.add_argument("--theme", nargs="+", default=["light", "dark", "sunlight"])
    made.add_argument("--size", nargs="+", default=[f"{width}x{height}" for width, height in SIZES])
    made.add_argument("--scale", nargs="+", type=float, default=list(SCALES))
    made.add_argument("--here", action="store_true", help=argparse.SUPPRESS)  # a worker: in this process
    return made


def looks_of(options: argparse.Namespace) -> list[Look]:
    return [look for look in every() if look.language in options.lang and look.theme in options.theme
            and page.size(look) in options.size and look.scale in options.scale]


def portions(screens: Sequence[Screen]) -> Iterator[list[Screen]]:
    for device in dict.fromkeys(screen.device for screen in screens):
        mine = [screen for screen in screens if screen.device == device]
        yield from (mine[at:at + EACH] for at in range(0, len(mine), EACH))


def stamp() -> str:
    """Changes with everything a picture may depend on."""
    told = hashlib.sha256()
    for source in SOURCES:
        for file in sorted((ROOT / source).rglob("*")) if (ROOT / source).is_dir() else [ROOT / source]:
            if file.is_file() and "__pycache__" not in file.parts:
                told.update(f"{file.relative_to(ROOT)} ".encode() + hashlib.sha256(file.read_bytes()).digest())
    return told.hexdigest()


def begin(folder: Path) -> None:
    """Pictures of other sources go."""
    mark, now = folder / "sources.txt", stamp()
    if not mark.exists() or mark.read_text("ascii") != now:
        for name in ("pictures", "devices"):
            shutil.rmtree(folder / name, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        mark.write_text(now, "ascii")
    devices.prepare(folder / "devices")


def work(folder: Path, screens: Sequence[Screen], options: argparse.Namespace) -> None:
    chosen = [item for name in ("lang", "theme", "size", "scale") for item in (f"--{name}", *map(str, getattr(options, name)))]
    subprocess.run([sys.executable, "-m", "tests.ui.golden", str(folder), "--here", *chosen, "--screens", *[screen.name for screen in screens]],
                   cwd=ROOT, check=True)
    print(f"{time.strftime('%H:%M:%S')} {', '.join(screen.name for screen in screens)}", flush=True)


def main() -> int:
    options = parser().parse_args()
    folder, looks = options.folder.resolve(), looks_of(options)
    screens = [screen for screen in SCREENS if screen.name in options.screens]
    if options.here:
        taking.take(folder, screens, looks)
        return 0
    begin(folder)
    with ThreadPoolExecutor(options.jobs) as jobs:
        list(jobs.map(lambda portion: work(folder, portion, options), portions(
            [screen for screen in screens if not all(taking.file_of(folder, screen, look).exists() for look in looks)])))
    lines = page.write(folder, screens, looks)
    print("\n".join([*lines, f"{len(screens) * len(looks)} pictures, {len(lines)} faults: {folder / 'index.html'}"]))
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
