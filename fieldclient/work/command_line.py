"""What the commands for scripts and support share: where the data lies, how they speak, and how they end."""

from __future__ import annotations

import argparse
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fieldclient.work.data_folder import DATA_VARIABLE, data_dir
from sync.protocol.problems import Problem

if TYPE_CHECKING:
    from fieldclient.ui.words import Words

DONE = 0
FAILED = 1
ATTENTION = 3  # it went through, and something waits for a person


def parser(name: str, about: str, exit_codes: str) -> argparse.ArgumentParser:
    """With the options that all of them have."""
    made = argparse.ArgumentParser(
        prog=f"main.py {name}", description=about, epilog=exit_codes, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument(
        "--data", metavar="DIR", help=f"the data folder (default: {DATA_VARIABLE}, else the system's place for this user)"
    )
    made.add_argument("--json", action="store_true", help="machine-readable output")
    made.add_argument("--lang", choices=("en", "zh"), default="en", help="language of what is said to a person")
    return made


def folder_of(options: argparse.Namespace) -> Path:
    return data_dir(options.data)


def speak_utf8() -> None:
    """Chinese comes out whole wherever this runs; a byte that is no text comes out escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def words_of(options: argparse.Namespace) -> Words:
    from fieldclient.ui.words import Words

    return Words(options.lang)


def fail(options: argparse.Namespace, problem: Problem) -> int:
    """One sentence on stderr, or the problem as JSON on stdout. Returns the exit code."""
    if options.json:
        print(json.dumps({"problem": {"code": problem.code.value, "facts": problem.facts}}, ensure_ascii=False), flush=True)
    else:
        print(words_of(options).sentence(problem), file=sys.stderr, flush=True)
    return FAILED
