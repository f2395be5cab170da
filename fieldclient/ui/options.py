"""What the client's command line may say."""

from __future__ import annotations

import argparse
from pathlib import Path

from fieldclient.ui.engine import MODES
from fieldclient.ui.languages import codes

PASSWORD_VARIABLE = "FIELDCLIENT_PASSWORD"


def size(text: str) -> tuple[int, int]:
    """1280x800"""
    try:
        width, height = (int(part) for part in text.lower().split("x"))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is not a size like 1280x800") from error
    if not (200 <= width <= 8000 and 200 <= height <= 8000):
        raise argparse.ArgumentTypeError(f"{text} is out of range")
    return width, height


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="main.py client", description="Open the client. / 打开客户端。",
        epilog=f"With --login, the password is read from {PASSWORD_VARIABLE} and used once, when nobody is signed in.")
    made.add_argument("link", nargs="?", default="", help="a link fieldclient://… to be looked at; an open window takes it over")
    made.add_argument("--register-links", choices=("on", "off"), help="let the desktop open such links with this app, or not")
    made.add_argument("--data", type=Path, help="the data folder (default: the system's place for this user)")
    made.add_argument("--hub", default="", help="address of the hub, for example https://hub.example.cn")
    made.add_argument("--plain-http", action="store_true", help="allow an unencrypted hub on another machine")
    made.add_argument("--login", default="", help="name to sign in with")
    made.add_argument("--lang", choices=codes(), help="language for this run")
    made.add_argument("--theme", choices=MODES, help="colours for this run")
    made.add_argument("--scale", type=float, help="size of type for this run, 1.0 to 2.0")
    made.add_argument("--size", type=size, help="size of the window, for example 1280x800")
    made.add_argument("--no-motion", action="store_true", help="no movements")
    made.add_argument("--no-signal", action="store_true", help="start as if there were no network")
    made.add_argument("--offscreen", action="store_true", help="no window on any screen (for tests)")
    made.add_argument("--title", default="", help="a word for the window's title, to tell several apart")
    return made


def fixed_look(options: argparse.Namespace) -> dict[str, str]:
    """What the command line demands of the look."""
    fixed = {"language": options.lang, "theme": options.theme,
             "scale": str(options.scale) if options.scale is not None else None,
             "motion": "0" if options.no_motion else None}
    return {name: value for name, value in fixed.items() if value is not None}
