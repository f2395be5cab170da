"""`python3 main.py demo`: a hub and two windows to play with; `--headless` lives the story by itself, and so does a machine
without a screen."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from fieldclient.demo.processes import StoryBroken
from fieldclient.start.qt_libraries import has_screen
from fieldclient.start.say import say

EPILOG = """Without --headless: an embedded hub and two windows, a grid worker's and a handler's, with a seeded district.
"No signal" is a switch on the page "me". Closing both windows ends the demo. Without a screen it lives the story by itself.

exit codes: 0 everything held, 1 something did not (DIR/story.json says what), 2 wrong use"""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="main.py demo", description="See it work. / 演示。", epilog=EPILOG,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--headless", action="store_true", help="live the story on off-screen windows, by real clicks and keys")
    parser.add_argument("--out", type=Path, metavar="DIR",
                        help="with --headless: story.json and screenshots go here (default: a new folder, which is told)")
    parser.add_argument("--photos", type=Path, metavar="DIR", help="use the photos of this folder instead of the demo's own")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="language of the windows (default zh)")
    parser.add_argument("--data", type=Path, metavar="DIR", help="keep the demo's data here (default: a folder that goes away)")
    options = parser.parse_args(arguments)
    if options.photos is not None and not options.photos.is_dir():
        parser.error(f"{options.photos} is not a folder")
    if not options.headless and has_screen(os.environ):
        from fieldclient.demo.play import play

        return play(options)
    if not options.headless:
        say("没有图形界面：演示将在后台窗口中自动进行，约一分钟。",
            "There is no screen: the demo lives itself on off-screen windows, which takes about a minute.")
    out = options.out.absolute() if options.out is not None else Path(tempfile.mkdtemp(prefix="fieldclient-story-"))
    return _headless(out, options.photos, options.lang)


def _headless(out: Path, photos: Path | None, language: str) -> int:
    """`out` gets `story.json`, a screenshot for each step and the processes' logs; the devices' folders go away."""
    from fieldclient.demo.photos import choose
    from fieldclient.demo.record import Record
    from fieldclient.demo.story import Story

    out.mkdir(parents=True, exist_ok=True)
    record = Record(out)
    try:
        with tempfile.TemporaryDirectory(prefix="fieldclient-demo-") as workplace:
            Story(record, choose(photos), Path(workplace), language).live()
    except BaseException as why:
        record.write("broken")
        if not isinstance(why, StoryBroken):
            raise
        print(f"the story does not hold: {why}", file=sys.stderr)
        return 1
    record.write("holds")
    print(f"the story holds: {out / 'story.json'}")
    return 0
