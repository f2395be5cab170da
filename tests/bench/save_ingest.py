"""The hub's part of `bench save`: photos, each acknowledged as durable, beside nginx, which acknowledges before the disk has them.

The client is the same plain program for both servers: the library that the device uses too, a photo from its file in one
request, the next when the answer is here; on one connection, and on four as when several tablets have come back to the office.
Beside both stands what the disk itself allows: the same photos by a bare loop without a network and without a hash. The
stream, which several receipts may lag behind, is only told: nginx has nothing like it.
"""

from __future__ import annotations

import hashlib
import http.client
import os
import shutil
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import requests

from sync.protocol import stream, wire
from sync.protocol.stream import Down
from tests.bench.rows import Row
from tests.bench.save_nginx import serving
from tests.bench.save_photos import Photos

ROOT = Path(__file__).resolve().parents[2]
GOAL = 0.75
DEVICE = "bench-device"
PEER = "nginx DAV PUT, no fsync"
HUB = "PATCH"
STREAM = "stream"
BARE = "bare loop"
LINES = (1, 4)
RUNS = tuple((way, lines) for lines in LINES for way in (PEER, HUB, BARE)) + ((STREAM, 1),)
Speeds = dict[tuple[str, int], list[float]]
_OPEN = 8  # files of a stream whose receipts are not here yet
_FRAMES = 8  # in one write


def measure(folder: Path, photos: Photos, count: int, rounds: int) -> list[Row]:
    speeds: Speeds = {run: [] for run in RUNS}
    with ExitStack() as stack:
        put = stack.enter_context(serving(folder / "nginx"))
        for number in range(rounds + 1):  # the first only warms
            for run in RUNS if number % 2 else reversed(RUNS):
                some = card(folder / "card", photos, 20 if number == 0 else count)
                os.sync()  # what the one before left for the disk to do is not this one's
                taken = once(folder, put, some, *run)
                if number:
                    speeds[run].append(sum(path.stat().st_size for path in some) / 1e6 / taken)
                shutil.rmtree(folder / "card")
    return rows(speeds, count)


def once(folder: Path, put: int, photos: Sequence[Path], way: str, lines: int) -> float:
    """Seconds for all of them, a share on each line."""
    if way == PEER:
        taken = side_by_side(lambda share: send_put(put, share), photos, lines)
        shutil.rmtree(folder / "nginx" / "files")
        (folder / "nginx" / "files").mkdir(mode=0o777)
        return taken
    place = folder / "place"
    if way == BARE:
        place.mkdir()
        taken = side_by_side(lambda share: keep_bare(place, share), photos, lines)
    else:
        with hub(place) as (port, token):
            send = send_stream if way == STREAM else send_patch
            taken = side_by_side(lambda share: send(port, token, share), photos, lines)
    shutil.rmtree(place)
    return taken


def side_by_side(send: Callable[[Sequence[Path]], float], photos: Sequence[Path], lines: int) -> float:
    with ThreadPoolExecutor(lines) as pool:
        began = time.perf_counter()
        list(pool.map(send, [photos[first::lines] for first in range(lines)]))
        return time.perf_counter() - began


def card(folder: Path, photos: Photos, count: int) -> list[Path]:
    """New photos as files, each named by its hash."""
    folder.mkdir()
    made = []
    for _ in range(count):
        data = photos.next()
        made.append(folder / hashlib.sha256(data).hexdigest())
        made[-1].write_bytes(data)
    return made


def rows(speeds: Speeds, count: int) -> list[Row]:
    found = {run: statistics.median(taken) for run, taken in speeds.items()}
    out = []
    for lines in LINES:
        peer, here = found[PEER, lines], "one connection" if lines == 1 else f"{lines} connections"
        ratio = found[HUB, lines] / peer
        out += [
            Row(what=f"hub, {count} photos over {here}, durable when acknowledged (a ratio of at least {GOAL})",
                value=round(found[HUB, lines], 1), unit="MB/s", beside=round(peer, 1), beside_what=PEER, ratio=round(ratio, 3),
                goal=GOAL, holds=ratio >= GOAL),
            _beside(f"bare loop: write, fsync, rename, fsync of the folder, {here.replace('connection', 'thread')}",
                    found[BARE, lines], peer),
        ]
    return [*out, _beside("hub, by the stream over one connection", found[STREAM, 1], found[PEER, 1])]


def _beside(what: str, value: float, peer: float) -> Row:
    return Row(what=what, value=round(value, 1), unit="MB/s", beside=round(peer, 1), beside_what=PEER, ratio=round(value / peer, 3))


@contextmanager
def hub(folder: Path):  # type: ignore[no-untyped-def]
    """Port and token of a fresh hub on this disk."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.save_hub", str(folder), DEVICE], cwd=ROOT, text=True, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        try:
            port, token = process.stdout.readline().split()
            yield int(port), token
        finally:
            process.stdin.close()


def headers(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", wire.HEADER_DEVICE: DEVICE, wire.HEADER_WIRE: "1"}


def keep_bare(folder: Path, photos: Sequence[Path]) -> float:
    """Seconds. As `save_device.Least` does it, without a row: the least that makes a photo durable."""
    began = time.perf_counter()
    for path in photos:
        part = folder / f"{path.name}.part"
        with part.open("wb", buffering=0) as file:
            file.write(path.read_bytes())
            os.fsync(file.fileno())
        part.rename(folder / path.name)
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
    return time.perf_counter() - began


def send_put(port: int, photos: Sequence[Path]) -> float:
    """Seconds. By the library that the device uses too, from the file, as everybody would."""
    with requests.Session() as session:
        session.trust_env = False
        began = time.perf_counter()
        for path in photos:
            with path.open("rb") as file:
                answer = session.put(f"http://127.0.0.1:{port}/{path.name}", data=file)
            assert answer.status_code in (201, 204), answer.status_code
        return time.perf_counter() - began


def send_patch(port: int, token: str, photos: Sequence[Path]) -> float:
    """Seconds. Each photo in one request."""
    with requests.Session() as session:
        session.trust_env = False
        began = time.perf_counter()
        for path in photos:
            with path.open("rb") as file:
                receipt = session.patch(f"http://127.0.0.1:{port}{wire.PATH_MEDIA}/{path.name}", data=file, headers={
                    **headers(token), "Content-Type": wire.BYTES, wire.HEADER_OFFSET: "0",
                    wire.HEADER_LENGTH: str(path.stat().st_size), wire.HEADER_MIME: "image/jpeg",
                }).json()
            assert receipt["complete"] and receipt["sha256"] == path.name, receipt
        return time.perf_counter() - began


def send_stream(port: int, token: str, photos: Sequence[Path]) -> float:
    """Seconds, until the receipt of the last one. A few receipts may be under way while the next photo goes up."""
    line = socket.create_connection(("127.0.0.1", port))
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    head = {**headers(token), "Host": "127.0.0.1", "Content-Type": stream.CONTENT_TYPE, "Transfer-Encoding": "chunked"}
    line.sendall((f"POST {stream.PATH_STREAM} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in head.items()) + "\r\n").encode())
    answer = http.client.HTTPResponse(line, method="POST")
    answer.begin()
    assert answer.status == 200, answer.status
    receipts = Receipts(answer)
    receipts.hello.wait(10)
    began = time.perf_counter()
    for n, path in enumerate(photos):
        offer = stream.Offer(n=n, sha256=path.name, size_bytes=path.stat().st_size, mime="image/jpeg")
        frames = [stream.offer(offer)]
        with path.open("rb") as file:
            while piece := file.read(stream.MAX_DATA_BYTES):
                frames += (stream.data_header(n, file.tell() - len(piece), len(piece)), piece)
                if len(frames) > 2 * _FRAMES:
                    say(line, frames)
                    frames = []
        say(line, frames)
        receipts.wait_for(n + 1 - _OPEN)
    receipts.wait_for(len(photos))
    taken = time.perf_counter() - began
    assert sorted(receipts.hashes) == sorted(path.name for path in photos), "receipts for other photos"
    say(line, [stream.frame(stream.Up.END)])
    line.sendall(b"0\r\n\r\n")
    line.close()
    return taken


def say(line: socket.socket, frames: Sequence[bytes]) -> None:
    if frames:
        line.sendall(b"".join((b"%x\r\n" % sum(map(len, frames)), *frames, b"\r\n")))


class Receipts:
    """What comes down, heard by a thread of its own."""

    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self.hashes: list[str] = []
        self.hello = threading.Event()
        self._answer = answer
        self._more = threading.Condition()
        self._wrong = ""
        threading.Thread(target=self._hear, daemon=True).start()

    def wait_for(self, count: int) -> None:
        with self._more:
            assert self._more.wait_for(lambda: len(self.hashes) >= count or self._wrong, 60) and not self._wrong, self._wrong

    def _hear(self) -> None:
        frames = stream.Frames(stream.DOWN_LIMITS)
        try:
            while piece := self._answer.read1(1 << 16):
                for kind, payload in frames.feed(piece):
                    self._heard(kind, payload)
        except (OSError, http.client.HTTPException, ValueError) as cause:
            self._wrong = self._wrong or f"the stream broke: {cause}"
        with self._more:
            self._wrong = self._wrong or "the stream ended"
            self._more.notify_all()

    def _heard(self, kind: int, payload: memoryview) -> None:
        with self._more:
            if kind == Down.HELLO:
                self.hello.set()
            elif kind == Down.DONE:
                self.hashes.append(stream.read_done(payload).receipt.sha256)
            elif kind == Down.PROBLEM:
                self._wrong = bytes(payload).decode()
            self._more.notify_all()
