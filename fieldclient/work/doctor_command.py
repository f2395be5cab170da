"""`doctor`: how this device stands, without a word that anybody wrote and without a place anybody was."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from fieldclient.work import command_line
from fieldclient.work.diagnosis import Diagnosis

_ABOUT = """Say how the app stands on this device: versions, the store's integrity, what waits and since when, problems by
code, disk, clock, the way to the hub. It can be passed on to support: there are no names, texts, positions, addresses of
photos or tokens in it. It only looks, and may be run while the app is open."""
_EXIT_CODES = """exit codes:
  0  nothing needs attention
  2  the arguments are wrong
  3  something needs attention: see `findings`"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run `doctor`. Returns the exit code."""
    made = command_line.parser("doctor", _ABOUT, _EXIT_CODES)
    made.add_argument("--online", action="store_true", help="also ask the hub who it is (nothing is sent but this question)")
    made.add_argument("--thorough", action="store_true", help="also check every row and every file, which may take minutes")
    made.add_argument(
        "--plain-http", action="store_true", help="with --online: allow an unencrypted hub on another machine"
    )
    options = made.parse_args(argv)
    command_line.speak_utf8()
    found = Diagnosis(
        command_line.folder_of(options), online=options.online, thorough=options.thorough, plain_ok=options.plain_http
    ).look()
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for line in _lines(found):
            print(line)
    return command_line.ATTENTION if found["findings"] else command_line.DONE


def _lines(value: Any, name: str = "") -> Iterator[str]:
    """One fact a line, named by its path."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _lines(inner, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list):
        yield f"{name}: {', '.join(map(str, value)) or 'none'}"
    else:
        yield f"{name}: {'-' if value is None else value}"
