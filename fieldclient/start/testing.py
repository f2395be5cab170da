"""``main.py test``: every check of the project through one runner, with its closing line at the end."""

from __future__ import annotations

import os
import subprocess
import sys

MOST_WORKERS = 4  # more windows and hubs at once than this wait for each other's disk


def main(argv: list[str]) -> int:
    """Run all tests, or those that ``argv`` (pytest's own arguments) names; returns pytest's exit code."""
    project = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    # A test must not open windows on the screen of whoever runs it.
    variables = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    # The tests start hundreds of programs: none of them should compile the product anew, whatever the caller's shell says.
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.call([sys.executable, "-m", "pytest", *(argv or at_once(os.cpu_count()))], cwd=project, env=variables)


def at_once(cores: int | None) -> list[str]:
    """The whole suite is shared out among processes, file by file: what a file sets up once is set up once. One more than cores:
    a third of the time a test waits for a disk, a clock or another program."""
    workers = min((cores or 1) + 1, MOST_WORKERS)
    return ["-n", str(workers), "--dist", "loadfile"]
