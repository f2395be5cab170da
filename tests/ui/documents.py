"""All pictures of the documents, made anew by the product's own windows: `python -m tests.ui.documents [FOLDER]`, some minutes.

FOLDER is docs/screenshots when none is named. The day's pictures are those of the demo's story; rooms that the story does not
enter have a script each, which can show them in other sizes and themes too.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "screenshots"
STORY = {  # a picture of the story → its name in the documents
    "report_1_offline": "report",
    "handled_offline": "after-photo",
    "handled_offline-2": "handled-offline",
    "checked": "check",
    "rated": "rate",
    "rated-2": "cases",
    "places": "home",
    "places-4": "activity",
    "places-5": "me",
    "quiet": "outbox",
}
ROOMS = (  # arguments behind `python -m`
    ("tests.ui.advice_screens",),
    ("tests.ui.viewfinder_screens", "--docs"),
    ("tests.ui.intake.pictures",),
    ("tests.ui.patrol.pictures",),
)


def take_story(folder: Path, language: str) -> None:
    """Live the demo's day in this language and keep what the documents show of it."""
    with tempfile.TemporaryDirectory() as lived:
        subprocess.run([sys.executable, "main.py", "demo", "--headless", "--out", lived, "--lang", language], cwd=ROOT, check=True)
        for taken, name in STORY.items():
            (picture,) = Path(lived).glob(f"[0-9][0-9]-{taken}.png")
            shutil.copyfile(picture, folder / f"{language}-{name}.png")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.ui.documents", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    folder = parser.parse_args().folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    for module, *options in ROOMS:
        subprocess.run([sys.executable, "-m", module, str(folder), *options], cwd=ROOT, check=True)
    for language in ("zh", "en"):
        take_story(folder, language)
    return 0


if __name__ == "__main__":
    sys.exit(main())
