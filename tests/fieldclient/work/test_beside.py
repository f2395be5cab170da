"""Advice beside the store's thread: the latest question counts, and what nobody wants any more ends."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from fieldclient.work.beside import Beside

LONG_S = 60.0


@pytest.fixture
def beside() -> Iterator[Beside]:
    made = Beside("advice of a test")
    yield made
    made.close()


def test_what_is_dropped_ends_between_two_looks_and_answers_nothing(beside: Beside) -> None:
    begun, dropped, answers, looks = threading.Event(), threading.Event(), list[object](), list[int]()

    def look() -> str:
        for number in range(3):
            if not beside.is_wanted():
                break
            looks.append(number)
            begun.set()
            assert dropped.wait(LONG_S)
        return "seen"

    beside.ask("photos", look, answers.append)
    beside.ask("photos of another", lambda: "other", answers.append)
    assert begun.wait(LONG_S)
    beside.drop("photos")
    dropped.set()
    beside.finish()
    assert looks == [0] and answers == ["other"]


def test_after_a_drop_a_new_question_is_answered(beside: Beside) -> None:
    answers = list[object]()
    beside.drop("draft")
    beside.ask("draft", lambda: (beside.is_wanted(), 1), answers.append)
    beside.finish()
    assert answers == [(True, 1)]
