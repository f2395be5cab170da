"""``main.py test``: every check of the project through one runner, with its closing line at the end."""

from __future__ import annotations

import os
import subprocess
import sys


def main(argv: list[str]) -> int:
    """Run all tests, or those that ``argv`` (pytest's own arguments) names; returns pytest's exit code."""
    project = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    # A test must not open windows on the screen of whoever runs it.
    variables = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    return subprocess.call([sys.executable, "-m", "pytest", *argv], cwd=project, env=variables)
