"""Bounds of a stream, and what many lines at once make of one file."""

from __future__ import annotations

import errno
import random
import shutil
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from sync.hub import part
from sync.hub.http import patience, stream_line
from sync.hub.http.server import HubServer
from sync.hub.media import MediaLimits
from sync.protocol import ranges, stream
from sync.protocol.problems import Code
from sync.protocol.stream import Down, Up
from tests.sync.contract.test_records import a_report
from tests.sync.hub.streaming import Talk, talking
from tests.sync.hub.test_stream import big, server, sha, stored, talk
from tests.sync.hub.town import Device, Town

__all__ = ["server", "talk"]


def until(fits: object, wait_s: float = 60.0) -> None:
    end = time.monotonic() + wait_s
    while not fits():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_slow_disk_holds_the_line_back_and_not_the_hubs_memory(
    town: Town, server: HubServer, talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, gate = town.service.media.write, threading.Event()

    def slow(*args: object) -> object:
        gate.wait(100)
        return real(*args)

    monkeypatch.setattr(town.service.media, "write", slow)
    data = big(24_000_000)
    talk.offer(0, data)
    sending = threading.Thread(target=talk.send, args=(0, data))
    sending.start()
    until(lambda: server._app.streams._all())  # the hub has heard of it
    (line,) = server._app.streams._all()
    until(lambda: line._queued > stream_line.QUEUE_BYTES)
    time.sleep(0.3)
    assert line._queued < 3 * stream_line.QUEUE_BYTES and line.bytes_in < 4_000_000
    gate.set()
    sending.join(60)
    talk.hear(Down.DONE)
    assert stored(town, data) and line._queued == 0


@pytest.mark.parametrize("why", [Code.FILE_NOT_MEDIA, Code.HUB_BUSY])
def test_a_refused_file_holds_up_nothing_behind_it(
    town: Town, server: HubServer, talk: Talk, monkeypatch: pytest.MonkeyPatch, why: Code
) -> None:
    real, gate = town.service.media.enter, threading.Event()

    def slow(*args: object) -> object:
        gate.wait(100)
        return real(*args)

    def full(*args: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(town.service.media, "enter", slow)  # so that all that the line may keep is written, and refused, at once
    if why is Code.HUB_BUSY:
        monkeypatch.setattr(part, "write_at", full)
    data = bytes(2_000_000) if why is Code.FILE_NOT_MEDIA else big(2_000_000)
    talk.offer(0, data)
    sending = threading.Thread(target=talk.send, args=(0, data))
    sending.start()
    until(lambda: server._app.streams._all())  # the hub has heard of it
    (line,) = server._app.streams._all()
    until(lambda: line._queued > stream_line.QUEUE_BYTES)
    gate.set()
    trouble = talk.hear(Down.PROBLEM)
    assert (trouble.n, trouble.problem.code) == (0, why)
    sending.join(60)
    monkeypatch.undo()
    mutation, other = a_report(town["wangfang"]), big(5000)
    talk.push(mutation)
    talk.offer(1, other)
    talk.send(1, other)
    assert talk.hear(Down.REPLY).receipts[0].mutation == mutation.id
    assert talk.hear(Down.DONE).n == 1
    assert line._queued == 0
    talk.finish()
    talk.wait_closed()
    assert talk.ended


def test_acts_that_wait_are_bounded_and_each_is_answered(
    town: Town, server: HubServer, talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, gate = town.service.push, threading.Event()

    def slow(*args: object) -> object:
        gate.wait(100)
        return real(*args)

    monkeypatch.setattr(town.service, "push", slow)
    mutations = [a_report(town["wangfang"]) for _ in range(3 * stream.MAX_PUSHES)]
    for mutation in mutations:
        talk.push(mutation)
    until(lambda: server._app.streams._all())  # the hub has heard of it
    (line,) = server._app.streams._all()
    until(lambda: len(line._pushes) >= stream.MAX_PUSHES)
    gate.set()
    talk.finish()
    talk.wait_closed()
    replies = talk.all(Down.REPLY)
    assert [reply.receipts[0].mutation for reply in replies] == [one.id for one in mutations]


def test_too_many_open_files_end_the_line(talk: Talk) -> None:
    for n in range(stream.MAX_OPEN_FILES + 1):
        talk.offer(n, big(1000, n))
    trouble = talk.hear(Down.PROBLEM)
    assert trouble.problem.code == Code.BODY_INVALID and trouble.n is None


def test_quota_and_room_hold_here_too(template: Path, tmp_path: Path) -> None:
    for limits, code in ((MediaLimits(unfinished_bytes_per_device=3000), Code.QUOTA_FULL),
                         (MediaLimits(keep_free_bytes=1 << 60), Code.HUB_BUSY)):
        folder = tmp_path / code.value
        shutil.copytree(template, folder)
        town = Town(folder, limits=limits)
        with HubServer(town.service, tick_s=3600) as server, talking(server, town["wangfang"]) as talk:
            data, other = big(5000), big(5000, 2)
            talk.offer(0, data)
            talk.send(0, data, 0, 4000)
            if code is Code.QUOTA_FULL:
                talk.hear(Down.ACK)
                talk.offer(1, other)
                talk.send(1, other, 0, 2000)
                assert talk.hear(Down.PROBLEM).n == 1
            assert talk.hear(Down.PROBLEM).problem.code == code
            talk.say(stream.frame(Up.HERE, b"!"))
            talk.hear(Down.HERE)
        town.close()


def storm(server: HubServer, device: Device, data: bytes, seed: int) -> bool:
    """Pieces of random size at random places over lines that are cut, now and then wrong ones; True when a receipt came."""
    luck = random.Random(seed)
    for attempt in range(40):
        with talking(server, device) as talk:
            talk.offer(0, data, ask=True)
            kind, told = talk.hear_one_of(Down.STAND, Down.DONE)
            if kind == Down.DONE:
                return True
            talk.forget()
            missing = list(ranges.gaps(told.ranges, len(data)))
            for first, end in missing if attempt % 2 else reversed(missing):
                wrong = attempt < 6 and luck.random() < 0.1
                with suppress(OSError):
                    talk.send(0, bytes(len(data)) if wrong else data, first, end, luck.randrange(1, 32 * 1024))
                if attempt < 12 and luck.random() < 0.5:
                    break  # the line is cut in the middle of it
            else:
                kind, _ = talk.hear_one_of(Down.DONE, Down.PROBLEM, Down.STAND)  # a stand: too many gaps, not all was kept
                if kind == Down.DONE:
                    return True
    return False


def test_a_storm_of_cuts_on_many_lines_ends_in_the_right_file(town: Town, server: HubServer) -> None:
    """Two tablets of one person and another person who has the same photo."""
    data = big(700_000)
    people = [town["wangfang"], town.sign_in("wangfang", "second-tablet"), town["zhouning"]]
    with ThreadPoolExecutor(len(people)) as pool:
        assert list(pool.map(lambda one: storm(server, one[1], data, one[0]), enumerate(people))) == [True] * 3
    assert stored(town, data)
    for person in people:
        assert person.hub.media_state(sha(data), len(data)).complete
    until(lambda: not list((town.folder / "media/partial").iterdir()))


@pytest.mark.parametrize("said", [[b""], [b"GET /v1/hel"], [b"GET /v1/hello HTTP/1.1\r\nHost: hub\r\n\r\n", b"GET /v1/hel"]])
def test_who_never_ends_a_request_is_not_waited_for(town: Town, monkeypatch: pytest.MonkeyPatch, said: list[bytes]) -> None:
    monkeypatch.setattr(patience, "_LOOK_S", 0.1)
    with HubServer(town.service, tick_s=3600) as server, talking(server, town["wangfang"]) as talk:
        talk.hear(Down.HELLO)
        with socket.create_connection((server.host, server.port), 60) as line:
            line.sendall(said[0])
            for more in said[1:]:
                answer = b""
                while not answer.endswith(b"}"):
                    answer += line.recv(65536)
                line.sendall(more)
            monkeypatch.setattr(patience, "HEAD_S", 0.4)  # whoever has asked in time has been heard by now
            with suppress(ConnectionResetError):
                while line.recv(4096):
                    pass
        talk.say(stream.frame(Up.HERE, b"!"))  # an open request is nobody who waits
        talk.hear(Down.HERE)
