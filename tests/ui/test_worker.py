"""The store's thread: order, exceptions, the guest, the end."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator

import pytest

from fieldclient.store.giving_way import ANSWERS
from fieldclient.ui.worker import SLICE_BYTES, Guest, Worker, slices
from sync.protocol.problems import Code, Problem


class Notebook:
    """A stand-in for what the thread owns: it only knows on which thread it was made and used."""

    def __init__(self) -> None:
        self.home = threading.get_ident()
        self.lines: list[int] = []
        self.closed = False

    def add(self, number: int) -> int:
        assert threading.get_ident() == self.home, "only the store's thread touches the store"
        self.lines.append(number)
        return number

    def close(self) -> None:
        assert threading.get_ident() == self.home
        self.closed = True


@pytest.fixture
def worker(qapp) -> Iterator[Worker[Notebook]]:
    made: Worker[Notebook] = Worker(Notebook)
    made.start()
    yield made
    assert made.close(60)


def test_answers_come_in_the_order_of_asking_on_the_window_thread(worker: Worker[Notebook], qtbot) -> None:
    came: list[tuple[int, int]] = []
    for number in range(200):
        worker.ask(lambda book, n=number: book.add(n), lambda answer: came.append((answer, threading.get_ident())))
    qtbot.waitUntil(lambda: len(came) == 200, timeout=60_000)
    assert [answer for answer, _ in came] == list(range(200))
    assert {thread for _, thread in came} == {threading.get_ident()}


def test_who_answers_comes_behind_the_window(worker: Worker[Notebook]) -> None:
    usual = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    nice = worker.call(lambda book: os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
    assert nice == (min(19, usual + ANSWERS) if sys.platform == "linux" else usual)


def test_a_problem_reaches_who_asked_and_the_next_job_runs(worker: Worker[Notebook], qtbot) -> None:
    told: list[Problem] = []
    came: list[int] = []

    def refuse(book: Notebook) -> int:
        raise Problem(Code.DISK_FULL, free_bytes=1, needed_bytes=2)

    worker.ask(refuse, came.append, told.append)
    worker.ask(lambda book: book.add(7), came.append)
    qtbot.waitUntil(lambda: came == [7], timeout=60_000)
    assert [problem.code for problem in told] == [Code.DISK_FULL]


def test_what_nobody_foresaw_becomes_internal_with_a_reference_in_the_log(worker: Worker[Notebook], qtbot, caplog) -> None:
    told: list[Problem] = []
    worker.unforeseen.connect(told.append)
    worker.ask(lambda book: 1 / 0)
    qtbot.waitUntil(lambda: bool(told), timeout=60_000)
    assert told[0].code is Code.INTERNAL
    assert str(told[0].facts["reference"]) in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_changed_follows_what_was_written_and_nothing_else(worker: Worker[Notebook], qtbot) -> None:
    changes: list[None] = []
    worker.changed.connect(lambda: changes.append(None))
    asked: list[int] = []
    worker.ask(lambda book: book.add(1), asked.append)
    qtbot.waitUntil(lambda: asked == [1], timeout=60_000)
    assert changes == []
    worker.do(lambda book: book.add(2), asked.append)
    qtbot.waitUntil(lambda: len(changes) == 1, timeout=60_000)
    assert asked == [1, 2], "the answer comes before the news of the change"
    worker.do(lambda book: 1 / 0, asked.append, lambda problem: None)
    worker.ask(lambda book: book.add(3), asked.append)
    qtbot.waitUntil(lambda: asked == [1, 2, 3], timeout=60_000)
    assert len(changes) == 1, "what failed changed nothing"


def test_a_store_that_cannot_be_opened_refuses_every_job_with_its_reason(qapp, qtbot) -> None:
    def broken() -> Notebook:
        raise Problem(Code.STORE_NEWER, found=9, known=1)

    worker: Worker[Notebook] = Worker(broken)
    told: list[Code] = []
    worker.failed_to_open.connect(lambda problem: told.append(problem.code))
    worker.start()
    worker.ask(lambda book: book.add(1), None, lambda problem: told.append(problem.code))
    qtbot.waitUntil(lambda: len(told) == 2, timeout=60_000)
    assert told == [Code.STORE_NEWER, Code.STORE_NEWER]
    assert worker.close(60)


def test_close_finishes_what_was_asked_and_closes_the_store(qapp) -> None:
    made: list[Notebook] = []

    def opening() -> Notebook:
        made.append(Notebook())
        return made[0]

    worker: Worker[Notebook] = Worker(opening)
    worker.start()
    for number in range(50):
        worker.do(lambda book, n=number: book.add(n))
    assert worker.close(60)
    assert made[0].lines == list(range(50)) and made[0].closed
    worker.ask(lambda book: book.add(99), lambda answer: pytest.fail("nobody answers any more"))
    assert made[0].lines == list(range(50))
    with pytest.raises(RuntimeError):
        worker.call(lambda book: book.add(1))


def test_a_guest_waits_for_its_answer_and_gets_its_problems(worker: Worker[Notebook]) -> None:
    guest = Guest(worker, lambda book: book)
    answers: list[object] = []

    def on_sync_thread() -> None:
        answers.append(guest.add(5))
        try:
            guest.add("a", "b")
        except TypeError as error:
            answers.append(type(error))

    thread = threading.Thread(target=on_sync_thread)
    thread.start()
    thread.join(60)
    assert answers == [5, TypeError]


class Downloads:
    """The port's promise about `store_download`: what came before the exception stays as the part."""

    def __init__(self) -> None:
        self.part = b""
        self.whole: bytes | None = None
        self.calls = 0

    def store_download(self, sha256: str, offset_bytes: int, chunks: Iterator[bytes]) -> None:
        self.calls += 1
        self.part = self.part[:offset_bytes]
        for chunk in chunks:
            self.part += chunk
        self.whole = self.part


@pytest.mark.parametrize("lengths", [[0], [10], [SLICE_BYTES, 1], [400_000] * 9, [SLICE_BYTES * 3, 5]])
def test_a_download_is_handed_over_in_slices(lengths: list[int], qapp) -> None:
    worker: Worker[Downloads] = Worker(Downloads)
    worker.start()
    chunks = [bytes([i + 1]) * length for i, length in enumerate(lengths)]
    thread = threading.Thread(target=lambda: Guest(worker, lambda d: d).store_download("x", 0, iter(chunks)))
    thread.start()
    thread.join(60)
    whole, calls = worker_state(worker)
    assert whole == b"".join(chunks)
    assert calls <= 1 + sum(lengths) // SLICE_BYTES
    assert worker.close(60)


def test_a_download_that_breaks_keeps_what_came_and_tells_why(qapp) -> None:
    worker: Worker[Downloads] = Worker(Downloads)
    worker.start()
    told: list[Code] = []

    def chunks() -> Iterator[bytes]:
        yield b"a" * SLICE_BYTES
        yield b"b" * 10
        raise Problem(Code.NO_NETWORK)

    def on_sync_thread() -> None:
        try:
            Guest(worker, lambda d: d).store_download("x", 0, chunks())
        except Problem as problem:
            told.append(problem.code)

    thread = threading.Thread(target=on_sync_thread)
    thread.start()
    thread.join(60)
    assert told == [Code.NO_NETWORK]
    future: list[bytes] = []
    worker.ask(lambda d: future.append(d.part))
    assert worker.close(60)
    assert future == [b"a" * SLICE_BYTES + b"b" * 10]


def worker_state(worker: Worker[Downloads]) -> tuple[bytes | None, int]:
    answer: list[tuple[bytes | None, int]] = []
    thread = threading.Thread(target=lambda: answer.append(worker.call(lambda d: (d.whole, d.calls))))
    thread.start()
    thread.join(60)
    return answer[0]


def test_slices_mark_the_last() -> None:
    assert list(slices([])) == [(b"", True)]
    assert [(len(block), last) for block, last in slices([b"x" * SLICE_BYTES, b"y"])] == [(SLICE_BYTES, False), (1, True)]
