"""Calls from other threads reach the window's thread, in order, each once, and without those threads touching Qt."""

from __future__ import annotations

import ast
import threading
from pathlib import Path

import pytest

from fieldclient.ui.post import Post

UI = Path(__file__).resolve().parents[2] / "fieldclient" / "ui"


def test_calls_of_many_threads_run_here_each_once_and_in_their_order(qtbot) -> None:
    post, got, where = Post(), [], set()

    def take(who: int, what: int) -> None:
        got.append((who, what))
        where.add(threading.get_ident())

    def run(who: int) -> None:
        for what in range(500):
            post.put(lambda what=what: take(who, what))

    threads = [threading.Thread(target=run, args=(who,)) for who in range(4)]
    for thread in threads:
        thread.start()
    qtbot.waitUntil(lambda: len(got) == 2000, timeout=60_000)
    for thread in threads:
        thread.join()
    assert where == {threading.get_ident()}
    for who in range(4):
        assert [what for by, what in got if by == who] == list(range(500))
    post.close()


def test_a_call_that_puts_another_does_not_hold_the_loop(qtbot) -> None:
    post, seen = Post(), []

    def again(left: int) -> None:
        seen.append(left)
        if left:
            post.put(lambda: again(left - 1))

    post.put(lambda: again(50))
    qtbot.waitUntil(lambda: len(seen) == 51, timeout=60_000)
    post.close()


class Watch:
    """A clock that is moved by hand."""

    at = 0.0

    def perf_counter(self) -> float:
        return self.at


def test_an_answer_does_not_come_behind_something_long_in_the_same_turn_nor_is_it_put_off_for_ever(qtbot, monkeypatch) -> None:
    watch = Watch()
    monkeypatch.setattr("fieldclient.ui.post.time", watch)
    post, seen = Post(), []

    def frame() -> None:
        """Stands before the answer in the queue of the loop, and takes long."""
        watch.at += 0.02
        seen.append("frame")

    def answer_behind(frames: int) -> list[str]:
        seen.clear()
        post.put(lambda: seen.append("answer"))
        post._hear()
        for _ in range(frames):
            frame()
            post._deliver()
        qtbot.waitUntil(lambda: "answer" in seen, timeout=60_000)
        return list(seen)

    assert answer_behind(0) == ["answer"]
    assert answer_behind(1) == ["frame", "answer"]
    found = answer_behind(6)  # every turn has a frame
    assert found.index("answer") == 3 and found.count("answer") == 1
    seen.clear()
    post.put(lambda: seen.append("answer"))
    post._hear()
    frame()
    post._deliver()
    assert seen == ["frame"]  # it waits for the next turn
    qtbot.waitUntil(lambda: "answer" in seen, timeout=60_000)
    post.close()


@pytest.mark.qt_no_exception_capture
def test_a_call_that_fails_does_not_take_the_others_with_it(qtbot, monkeypatch) -> None:
    told: list[BaseException] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, error, trace: told.append(error))
    post, seen = Post(), []
    post.put(lambda: 1 // 0)
    post.put(lambda: seen.append("after"))
    qtbot.waitUntil(lambda: seen == ["after"], timeout=60_000)
    assert [type(error) for error in told] == [ZeroDivisionError]
    post.close()


def test_nothing_comes_after_the_end(qtbot) -> None:
    post, seen = Post(), []
    post.put(lambda: seen.append(1))
    post.close()
    post.put(lambda: seen.append(2))
    qtbot.wait(30)
    assert seen == []
    post.close()


def test_threads_of_the_window_are_started_only_where_this_is_known() -> None:
    """A new thread beside the window's has to hand its news over through the post: look here before adding a file."""
    starting = {
        path.name for path in UI.rglob("*.py")
        if any(isinstance(node, ast.Attribute) and node.attr == "Thread" for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    }
    assert starting == {"app.py", "link.py", "worker.py", "aside.py", "bus_thread.py", "doorway.py", "draughtsman.py", "pen.py", "storage_desk.py"}
