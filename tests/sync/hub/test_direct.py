"""Quick bodies that one thread reads from the socket to the disk, and when it is not that thread that reads them."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable

import pytest

from sync.hub.http import direct, straight
from sync.hub.http.server import HubServer
from tests.sync.hub.test_http import Line, line, server, sha, upload
from tests.sync.hub.test_straight import LARGE, answer, connected, head, photo, stands
from tests.sync.hub.town import Town

__all__ = ["line", "server"]


@pytest.fixture
def looped(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Sizes of bodies, or of what was left of them, that the loop read."""
    taken: list[int] = []
    made = straight.Straight.__init__

    def noted(self: straight.Straight, connection: straight.HubProtocol, size_bytes: int) -> None:
        taken.append(size_bytes)
        made(self, connection, size_bytes)

    monkeypatch.setattr(straight.Straight, "__init__", noted)
    return taken


def free(server: HubServer) -> int:
    return len(server._app._rooms._free)


def comes_true(what: Callable[[], bool]) -> bool:
    until = time.monotonic() + 60
    while not what() and time.monotonic() < until:
        time.sleep(0.01)
    return what()


def test_a_quick_body_needs_no_turn_of_the_loop(town: Town, server: HubServer, line: Line, looped: list[int]) -> None:
    for _ in range(3):
        data = photo()
        assert upload(line, data, 0, data).json()["complete"]
        assert town.service.media._files.path(sha(data)).read_bytes() == data
    assert set(looped) <= {0}  # nothing was left
    assert free(server) == direct.MOST


def test_nobody_slow_keeps_a_thread(server: HubServer, line: Line, looped: list[int]) -> None:
    """A slow one has its bytes kept, gives its room back and goes on by the loop, on the same line."""
    data = photo()
    came = direct.ROOM_BYTES + 1000
    with connected(line) as raw:
        raw.sendall(head(line, data) + data[:came])
        assert comes_true(lambda: bool(looped))
        assert looped[0] >= LARGE - came and free(server) == direct.MOST
        assert comes_true(lambda: stands(line, data) == came)
        raw.sendall(data[came:])
        assert answer(raw)[0] == 200
        again = photo()
        raw.sendall(head(line, again) + again)
        assert answer(raw)[0] == 200
    assert stands(line, data) == stands(line, again) == LARGE


def test_more_than_there_are_rooms_for_all_arrive(server: HubServer, line: Line, looped: list[int]) -> None:
    server._app._rooms._free.clear()
    for _ in range(2):
        data = photo()
        assert upload(line, data, 0, data).json()["complete"]
    assert looped == [LARGE, LARGE]


@pytest.mark.parametrize("came", [0, 10, direct.ROOM_BYTES, LARGE - 1])
def test_a_cut_gives_the_room_back_and_keeps_what_came(server: HubServer, line: Line, came: int) -> None:
    data = photo()
    with connected(line) as raw:
        raw.sendall(head(line, data) + data[:came])
    assert comes_true(lambda: stands(line, data) == came and free(server) == direct.MOST)
    assert upload(line, data, came, data[came:]).json()["complete"]


def test_a_refusal_in_the_middle_gives_the_room_back(server: HubServer, line: Line) -> None:
    """And the same line still hears of a few bytes: it was asked to wait for many."""
    none, data = bytes(LARGE), photo()
    for _ in range(3):
        assert upload(line, none, 0, none).status_code == 422
        assert line.ask("GET", "/v1/hello").status_code == 200
    assert upload(line, data, 5, data[5:]).status_code == 409
    assert line.ask("GET", "/v1/hello").status_code == 200
    assert free(server) == direct.MOST
    assert upload(line, data, 0, data).json()["complete"]


def test_without_another_handle_the_loop_reads(
    server: HubServer, line: Line, looped: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_left(_: int) -> int:
        raise OSError(errno.EMFILE, "too many open files")

    monkeypatch.setattr(direct.os, "dup", none_left)
    for _ in range(direct.MOST + 1):
        data = photo(straight.ROOM_BYTES)
        assert upload(line, data, 0, data).json()["complete"]
    assert free(server) == direct.MOST and len(looped) == direct.MOST + 1


def test_small_requests_in_one_packet_keep_their_own_bodies(server: HubServer, line: Line) -> None:
    """The first one's body is here as a whole while the second one's lies with the connection."""
    first, second = photo(straight.MIN_BYTES), photo(straight.MIN_BYTES + 9)
    with connected(line) as raw:
        raw.sendall(head(line, first) + first + head(line, second) + second)
        assert [answer(raw)[0], answer(raw)[0]] == [200, 200]
    assert (stands(line, first), stands(line, second)) == (len(first), len(second))
    assert free(server) == direct.MOST
