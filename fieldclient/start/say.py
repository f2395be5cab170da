"""Short sentences on the terminal, in Chinese and in English, before any window or catalogue of words exists."""

from __future__ import annotations

import sys

NO_ENVIRONMENT = 3
NO_LIBRARIES = 4


class StartProblem(Exception):
    """The program cannot start. Carries one sentence in each language and the process's exit code."""

    def __init__(self, chinese: str, english: str, exit_code: int) -> None:
        super().__init__(english)
        self.chinese = chinese
        self.english = english
        self.exit_code = exit_code


def say(chinese: str, english: str) -> None:
    """One line in each language on stderr; stdout belongs to the command's own answer."""
    sys.stderr.write(f"{chinese}\n{english}\n")
    sys.stderr.flush()


def progress(chinese: str, english: str) -> None:
    """One line for a phase of the first start."""
    sys.stderr.write(f"{chinese}  {english}\n")
    sys.stderr.flush()
