"""Every screen in every look, with a page over them: `python -m tests.ui.golden FOLDER [--jobs 2] [--only home 'case-*' …]
[--lang zh en] [--theme light dark sunlight] [--size 800x1280 …] [--scale 1 2] [--for SECONDS] [--keep]`.

Pictures that the same sources have made already are not made again, so that a run which was cut goes on; `--for` cuts it after so
many seconds (exit code 3), `--keep` keeps pictures of older sources, to look at while others work. FOLDER/index.html shows them all,
with every text that is cut, sticks out, lies on another or stands out too little; the exit code is 1 when there is one.
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
from fnmatch import fnmatch
from pathlib import Path

os.environ.update(QT_QPA_PLATFORM="offscreen", QT_QUICK_BACKEND="software", QT_SCALE_FACTOR="1", TZ="Asia/Shanghai")
time.tzset()

from fieldclient.ui.engine import MODES  # noqa: E402 - the platform is chosen above
from tests.ui.golden import devices, page, taking  # noqa: E402
from tests.ui.golden.looks import LANGUAGES, SCALES, SIZES, Look, every  # noqa: E402
from tests.ui.golden.screens import SCREENS, Screen  # noqa: E402

ROOT = Path(__file__).resolve().parents[3]
SOURCES = ("fieldclient", "sync/protocol", "resources/fonts", "resources/icons", "resources/i18n", "tests/ui/golden", "tests/ui/district.py")
EACH = 12  # screens to a process
UNFINISHED = 3


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m tests.ui.golden", description=__doc__)
    made.add_argument("folder", type=Path)
    made.add_argument("--jobs", type=int, default=2)
    made.add_argument("--only", nargs="+", default=["*"], help="names of screens, or patterns")
    made.add_argument("--lang", nargs="+", default=list(LANGUAGES))
    made.add_argument("--theme", nargs="+", default=list(MODES))
    made.add_argument("--size", nargs="+", default=[f"{width}x{height}" for width, height in SIZES])
    made.add_argument("--scale", nargs="+", type=float, default=list(SCALES))
    made.add_argument("--for", dest="seconds", type=float, default=0.0, help="leave the rest to another run after so long")
    made.add_argument("--keep", action="store_true", help="also pictures of other sources")
    made.add_argument("--here", action="store_true", help=argparse.SUPPRESS)  # a worker: in this process
    return made


def looks_of(options: argparse.Namespace) -> list[Look]:
    return [look for look in every() if look.language in options.lang and look.theme in options.theme
            and page.size(look) in options.size and look.scale in options.scale]


def screens_of(options: argparse.Namespace) -> list[Screen]:
    return [screen for screen in SCREENS if any(fnmatch(screen.name, only) for only in options.only)]


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


def begin(folder: Path, keep: bool) -> None:
    """Pictures of other sources go."""
    mark, now = folder / "sources.txt", stamp()
    if not keep and not (mark.exists() and mark.read_text("ascii") == now):
        for name in ("pictures", "devices"):
            shutil.rmtree(folder / name, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        mark.write_text(now, "ascii")
    devices.prepare(folder / "devices")


def environment(folder: Path) -> dict[str, str]:
    """The processes after the first need not compile what it has compiled."""
    return {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "bytecode"), "PYTHONDONTWRITEBYTECODE": "", "QT_LOGGING_RULES": "qt.multimedia*=false"}


def work(folder: Path, screens: Sequence[Screen], options: argparse.Namespace, end: float) -> None:
    """A process that photographs these."""
    left = end - time.monotonic() if options.seconds else 0.0
    if options.seconds and left <= 0:
        return
    chosen = [item for name in ("lang", "theme", "size", "scale") for item in (f"--{name}", *map(str, getattr(options, name)))]
    subprocess.run([sys.executable, "-m", "tests.ui.golden", str(folder), "--here", *chosen, "--for", str(left),
                    "--only", *[screen.name for screen in screens]], cwd=ROOT, env=environment(folder), check=False)


def main() -> int:
    options = parser().parse_args()
    folder, looks, screens = options.folder.resolve(), looks_of(options), screens_of(options)
    begun = time.monotonic()
    end = begun + options.seconds
    if options.here:
        taking.take(folder, screens, looks, lambda: bool(options.seconds) and time.monotonic() > end)
        return 0
    begin(folder, options.keep)
    unfinished = [screen for screen in screens if missing(folder, [screen], looks)]
    before = missing(folder, screens, looks)
    with ThreadPoolExecutor(options.jobs) as jobs:
        list(jobs.map(lambda portion: work(folder, portion, options, end), portions(unfinished)))
    after = missing(folder, screens, looks)
    if before > after:
        took = time.monotonic() - begun
        print(f"{before - after} pictures in {took:.0f} s, {took / (before - after):.2f} s each")
    lines = page.write(folder, screens, looks)
    print("\n".join([*lines, f"{len(screens) * len(looks) - after} pictures, {len(lines)} faults: {folder / 'index.html'}"]))
    if after:
        print(f"{after} pictures are still to be made: the same command goes on")
        return UNFINISHED
    return 1 if lines else 0


def missing(folder: Path, screens: Sequence[Screen], looks: Sequence[Look]) -> int:
    return sum(not taking.file_of(folder, screen, look).exists() for screen in screens for look in looks)


if __name__ == "__main__":
    sys.exit(main())
