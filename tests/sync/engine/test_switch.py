"""The switch lets go of what is behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from sync.engine.switch import SwitchedHub
from sync.protocol.hub import let_go
from sync.protocol.problems import Code, Problem


class Answer:
    """A download whose connection is given back by `close` alone, like `pieces.Pieces`."""

    def __init__(self) -> None:
        self.pieces = iter((b"a", b"b"))
        self.open = True

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        return next(self.pieces)

    def close(self) -> None:
        self.open = False


class Behind:
    def __init__(self) -> None:
        self.answer = Answer()

    def download(self, sha256: str, *, offset_bytes: int = 0) -> Iterator[bytes]:
        return self.answer


@pytest.mark.parametrize("read", [0, 1, 2])
def test_a_download_is_let_go_wherever_its_reader_stops(read: int) -> None:
    behind: Any = Behind()
    chunks = SwitchedHub(behind).download("0" * 64)
    assert [next(chunks) for _ in range(read)] == [b"a", b"b"][:read] and behind.answer.open
    let_go(chunks)
    assert not behind.answer.open


def test_a_download_that_is_read_to_its_end_or_switched_off_is_let_go_by_itself() -> None:
    whole: Any = Behind()
    assert b"".join(SwitchedHub(whole).download("0" * 64)) == b"ab" and not whole.answer.open
    cut: Any = Behind()
    hub = SwitchedHub(cut)
    chunks = hub.download("0" * 64)
    assert next(chunks) == b"a"
    hub.set_offline(True)
    with pytest.raises(Problem) as told:
        next(chunks)
    assert told.value.code is Code.NO_NETWORK and not cut.answer.open
