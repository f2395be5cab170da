"""``main.py test``: every check of the project through one runner, with its closing line at the end."""

from __future__ import annotations

import os


def main(argv: list[str]) -> int:
    """Run all tests, or those that ``argv`` (pytest's own arguments) names; returns pytest's exit code."""
    # Set before Qt is loaded: a test must not open windows on the screen of whoever runs it.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("PYTHONDONTWRITEBYTECODE", "1")
    import pytest

    project = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    os.chdir(project)
    return int(pytest.main(argv))
