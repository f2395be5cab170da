"""Large bodies that go past the server's own way: whole, in pieces, slowly, cut, refused, with the next request right behind."""

from __future__ import annotations

import os
import socket
import ssl
import time
from pathlib import Path

import pytest
import requests

from sync.hub.http import straight
from sync.hub.http.server import HubServer
from sync.protocol import wire
from tests.sync.engine.certificate import self_signed
from tests.sync.hub.test_http import Line, line, server, sha, upload
from tests.sync.hub.town import Town, jpeg

__all__ = ["line", "server"]
LARGE = 3 * straight.ROOM_BYTES + 4321


def photo(size_bytes: int = LARGE) -> bytes:
    begun = jpeg()
    return begun + os.urandom(size_bytes - len(begun))


def head(line: Line, data: bytes, offset_bytes: int = 0, length: int | None = None) -> bytes:
    told = line.headers | {
        wire.HEADER_OFFSET: str(offset_bytes), wire.HEADER_LENGTH: str(len(data)), wire.HEADER_MIME: "image/jpeg",
        "Host": "hub", "Content-Length": str(len(data) - offset_bytes if length is None else length),
    }
    return f"PATCH {wire.PATH_MEDIA}/{sha(data)} HTTP/1.1\r\n".encode() + b"".join(
        f"{name}: {value}\r\n".encode() for name, value in told.items()) + b"\r\n"


def connected(line: Line) -> socket.socket:
    host, _, port = line.url.removeprefix("http://").partition(":")
    return socket.create_connection((host, int(port)), timeout=20)


def answer(raw: socket.socket) -> tuple[int, bytes]:
    """One answer with a length, read to its last byte and not further."""
    told = b""
    while not told.endswith(b"\r\n\r\n"):
        told += raw.recv(1)
    length = next(int(each.split(b":")[1]) for each in told.split(b"\r\n") if each.lower().startswith(b"content-length"))
    body = b""
    while len(body) < length:
        body += raw.recv(length - len(body))
    return int(told.split()[1]), body


def stands(line: Line, data: bytes) -> int:
    state = line.ask("HEAD", f"{wire.PATH_MEDIA}/{sha(data)}", headers={wire.HEADER_LENGTH: str(len(data))})
    return int(state.headers[wire.HEADER_OFFSET])


def come_to(line: Line, data: bytes, size_bytes: int) -> None:
    """What was sent counts, and not a byte more."""
    until = time.monotonic() + 60
    while (there := stands(line, data)) < size_bytes and time.monotonic() < until:
        time.sleep(0.02)
    assert there == size_bytes


@pytest.mark.parametrize("size_bytes", [
    straight.MIN_BYTES - 1, straight.MIN_BYTES, straight.ROOM_BYTES, 2 * straight.ROOM_BYTES, 2 * straight.ROOM_BYTES + 1, LARGE,
])
def test_bodies_of_every_size_one_after_the_other_on_one_line(town: Town, line: Line, size_bytes: int) -> None:
    for _ in range(3):
        data = photo(size_bytes)
        receipt = upload(line, data, 0, data).json()
        assert (receipt["complete"], receipt["sha256"]) == (True, sha(data))
        assert town.service.media._files.path(sha(data)).read_bytes() == data


def test_requests_that_follow_in_the_same_packet(line: Line) -> None:
    first, second = photo(), photo()
    with connected(line) as raw:
        raw.sendall(head(line, first) + first + head(line, second) + second + b"GET /v1/hello HTTP/1.1\r\nHost: hub\r\n\r\n")
        told = [answer(raw) for _ in range(3)]
    assert [status for status, _ in told] == [200] * 3
    assert [b'"complete":true' in body for _, body in told] == [True, True, False]


def test_a_body_that_drips(line: Line) -> None:
    """Quick at first, so that the hub waits for larger pieces, and then a few bytes at a time: what came counts soon."""
    data = photo()
    quick = 2 * straight.ROOM_BYTES + 10_000
    with connected(line) as raw:
        raw.sendall(head(line, data) + data[:quick])
        come_to(line, data, quick)
        for at in range(quick, quick + 50, 10):
            raw.sendall(data[at:at + 10])
            time.sleep(0.02)
        raw.sendall(data[quick + 50:])
        assert answer(raw)[0] == 200
    assert stands(line, data) == len(data)


@pytest.mark.parametrize("came", [straight.MIN_BYTES, straight.ROOM_BYTES, straight.ROOM_BYTES + 77_000, LARGE - 1])
def test_all_that_came_before_a_cut_is_kept(line: Line, came: int) -> None:
    data = photo()
    with connected(line) as raw:
        raw.sendall(head(line, data) + data[:came])
        time.sleep(0.1)
    come_to(line, data, came)
    assert upload(line, data, came, data[came:]).json()["complete"]


def test_refused_in_the_middle_the_line_is_of_use_afterwards(line: Line) -> None:
    """Not a picture, told so while most of it is still to come; a wrong offset; a body that is here already."""
    data, none = photo(), os.urandom(LARGE)
    with connected(line) as raw:
        for sent, offset, status in ((none, 0, 422), (data, 77, 409), (data, 0, 200), (data, 0, 200)):
            raw.sendall(head(line, sent, offset) + sent[offset:])
            assert answer(raw)[0] == status
        raw.sendall(b"GET /v1/hello HTTP/1.1\r\nHost: hub\r\n\r\n")
        assert answer(raw)[0] == 200
    assert stands(line, none) == 0


def test_over_tls_a_large_body_comes_the_same_way(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = self_signed(tmp_path)
    taken: list[int] = []
    made = straight.Straight.__init__

    def noted(self: straight.Straight, connection: straight.HubProtocol, size_bytes: int) -> None:
        taken.append(size_bytes)
        made(self, connection, size_bytes)

    monkeypatch.setattr(straight.Straight, "__init__", noted)
    with HubServer(town.service, tick_s=3600, certificate=certificate) as server, requests.Session() as session:
        line = Line(town, server)
        line.session.close()
        line.session, session.verify, session.trust_env = session, str(certificate), False
        for _ in range(3):
            data = photo()
            assert upload(line, data, 0, data).json()["complete"]
        context = ssl.create_default_context(cafile=str(certificate))
        plain = socket.create_connection(("127.0.0.1", server.port), timeout=20)
        data = photo()
        with context.wrap_socket(plain, server_hostname="127.0.0.1") as raw:
            raw.sendall(head(line, data) + data[:straight.ROOM_BYTES + 5])
            come_to(line, data, straight.ROOM_BYTES + 5)
            raw.sendall(data[straight.ROOM_BYTES + 5:])
            assert answer(raw)[0] == 200
    assert taken == [LARGE] * 4
