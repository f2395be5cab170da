"""How far an intake is, in words. Pure; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fieldclient.ui.words import Words
from fieldclient.work.card.cards import Course as Course
from fieldclient.work.card.cards import shown_name


@dataclass(frozen=True)
class CourseShown:
    stage: str
    share: float
    counts: tuple[str, ...]
    file: str
    stopped: str
    gone_on: str


def course_shown(course: Course, words: Words) -> CourseShown:
    told = course.progress
    counts = [words.phrase("intake_kept", count=str(course.kept))]
    for phrase, count in (("intake_before", course.passed_over), ("intake_there", course.duplicates), ("intake_bad", course.bad)):
        if count:
            counts.append(words.phrase(phrase, count=str(count)))
    gone_on = words.phrase("intake_gone_on", count=str(course.passed_over)) if course.passed_over else ""
    share = _share(course)
    name = Path(shown_name(told.path)).name if course.running and told.path else ""
    return CourseShown(_stage(course, words), share, tuple(counts), name, _stopped(course, words), gone_on)


def _stage(course: Course, words: Words) -> str:
    told = course.progress
    if course.cancelled and course.running:
        return words.phrase("intake_stopping")
    if course.stage == "finding":
        return words.phrase("intake_finding")
    if course.stage not in ("taking", "pictures"):
        return ""
    name = "intake_paused" if course.paused else f"intake_{course.stage}"
    return words.phrase(name, done=str(told.done), total=str(told.total))


def _share(course: Course) -> float:
    """By bytes where they are known: a video counts for what it weighs."""
    told = course.progress
    if course.stage == "done":
        return 1.0
    if told.total_bytes:
        return told.done_bytes / told.total_bytes
    return told.done / told.total if told.total else -1.0


def _stopped(course: Course, words: Words) -> str:
    if course.problem is not None:
        return words.sentence(course.problem)
    if course.stage != "done":
        return ""
    if course.cancelled:
        return words.phrase("intake_cancelled", count=str(course.kept + course.passed_over))
    if course.files == 0:
        return words.phrase("intake_nothing")
    return ""
