"""Results shown to everybody come out in issues (期), one a month: the newest first, each under its heading. Pure; no Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from fieldclient.ui.words import Words

if TYPE_CHECKING:
    from fieldclient.ui.activity.activity_room import ActivityLine


def issue_of(at: datetime) -> str:
    """"2026-11": of the month in which it was shown, where this device is."""
    return f"{at.astimezone():%Y-%m}"


def in_issues(lines: Sequence[ActivityLine], words: Words) -> list[ActivityLine]:
    """The first of each issue carries its heading and how many it holds; the others carry none."""
    counted = Counter(line.issue for line in lines)
    out: list[ActivityLine] = []
    for line in lines:
        begins = not out or out[-1].issue != line.issue
        year, _, month = line.issue.partition("-")
        heading = words.phrase("issue_heading", year=year, number=str(int(month or 0))) if begins else ""
        out.append(replace(line, issue_heading=heading, issue_count=words.count("case", counted[line.issue]) if begins else ""))
    return out
