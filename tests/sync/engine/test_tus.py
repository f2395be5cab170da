"""The tus client against a small server that misbehaves as told. Foreign servers: tests/foreign."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from sync.engine.exchange import Timeouts
from sync.engine.tus import TusClient, TusUpload, encode_metadata
from sync.protocol.problems import Code, Problem
from tests.sync.engine import bad_server
from tests.sync.engine.bad_server import Handler, Request

DATA = bytes(range(256)) * 40
TUS = {"Tus-Resumable": "1.0.0"}


@dataclass
class Server:
    """Keeps one upload. `odd` answers some requests instead: by number, counted from 0."""

    extensions: str = "creation,checksum"
    data: bytes = b""
    gone: bool = False
    location: str = "/files/one"
    most: int = 0
    odd: dict[int, tuple[int, dict[str, str]]] = field(default_factory=dict)
    cut_after: int | None = None
    made: int = 0
    asked: int = 0

    def __call__(self, handler: Handler, request: Request) -> None:
        number, self.asked = self.asked, self.asked + 1
        if number in self.odd:
            handler.say(*self.odd[number])
            return
        {"OPTIONS": self.options, "POST": self.create, "HEAD": self.head, "PATCH": self.patch, "DELETE": self.delete}[
            request.method](handler, request)

    def options(self, handler: Handler, request: Request) -> None:
        most = {"Tus-Max-Size": str(self.most)} if self.most else {}
        handler.say(204, {**TUS, **most, "Tus-Version": "1.0.0", "Tus-Extension": self.extensions, "Tus-Checksum-Algorithm": "md5,sha256"})

    def create(self, handler: Handler, request: Request) -> None:
        self.made, self.data, self.gone = self.made + 1, b"", False
        handler.say(201, {**TUS, "Location": self.location})

    def head(self, handler: Handler, request: Request) -> None:
        if self.gone:
            handler.say(404, TUS)
        else:
            handler.say(200, {**TUS, "Upload-Offset": str(len(self.data)), "Upload-Length": str(len(DATA))})

    def patch(self, handler: Handler, request: Request) -> None:
        if int(request.headers["Upload-Offset"]) != len(self.data):
            handler.say(409, TUS)
            return
        if told := request.headers.get("Upload-Checksum"):
            name, _, digest = told.partition(" ")
            if base64.b64decode(digest) != hashlib.new(name, request.body).digest():
                handler.say(460, TUS)
                return
        self.data += request.body
        if self.cut_after is not None and len(self.data) > self.cut_after:
            self.cut_after = None
            handler.reset()
            return
        handler.say(204, {**TUS, "Upload-Offset": str(len(self.data))})

    def delete(self, handler: Handler, request: Request) -> None:
        handler.say(404 if self.gone else 204, TUS)
        self.gone = True


@contextmanager
def client_of(server: Server, **options: object) -> Iterator[tuple[TusClient, bad_server.BadServer]]:
    with bad_server.serving(server) as served:
        made = TusClient(f"{served.url}/files", chunk_bytes=3000, timeouts=Timeouts(connect_s=60, read_s=60), **options)  # type: ignore[arg-type]
        yield made, served
        made.close()


def test_a_file_goes_up_in_pieces_with_checksums() -> None:
    server, seen, places = Server(), [], []
    with client_of(server, headers=lambda method, path: {"Authorization": "Bearer t"}) as (client, served):
        upload = TusUpload(len(DATA), {"filename": "街.jpg", "sha256": "ab"})
        assert client.send(upload, io.BytesIO(DATA), on_progress=seen.append, on_location=places.append)
        assert server.data == DATA and seen == [0, 3000, 6000, 9000, len(DATA)]
        assert places == [f"{served.url}/files/one"] == [upload.location]
        asked = [each for each in served.requests if each.method == "PATCH"]
        assert all(each.headers["Upload-Checksum"].startswith("sha256 ") for each in asked) and len(asked) == 4
        assert all(each.headers["Authorization"] == "Bearer t" for each in served.requests)
        made = next(each for each in served.requests if each.method == "POST")
        assert made.headers["Upload-Length"] == str(len(DATA)) and made.headers["Tus-Resumable"] == "1.0.0"
        assert made.headers["Upload-Metadata"] == encode_metadata({"filename": "街.jpg", "sha256": "ab"})


def test_a_cut_is_told_and_the_next_try_goes_on_from_there() -> None:
    server = Server(cut_after=5000)
    with client_of(server) as (client, served):
        upload = TusUpload(len(DATA))
        with pytest.raises(Problem) as found:
            client.send(upload, io.BytesIO(DATA))
        assert found.value.code is Code.NO_NETWORK and len(server.data) == 6000
        assert client.send(upload, io.BytesIO(DATA)) and server.data == DATA and server.made == 1
        sent = sum(len(each.body) for each in served.requests if each.method == "PATCH")
        assert sent == len(DATA)


def test_another_process_goes_on_at_the_kept_place() -> None:
    server = Server(data=DATA[:4000])
    with client_of(server) as (client, served):
        assert client.send(TusUpload(len(DATA), location=f"{served.url}/files/one"), io.BytesIO(DATA))
        assert server.data == DATA and server.made == 0


def test_an_upload_that_expired_begins_anew() -> None:
    server = Server(data=DATA[:4000], gone=True)
    with client_of(server) as (client, served):
        assert client.send(TusUpload(len(DATA), location=f"{served.url}/files/one"), io.BytesIO(DATA))
        assert server.data == DATA and server.made == 1


@pytest.mark.parametrize("status", [409, 460])
def test_an_offset_or_checksum_that_does_not_fit_is_asked_for_again(status: int) -> None:
    server = Server(odd={2: (status, TUS)})
    with client_of(server) as (client, _):
        assert client.send(TusUpload(len(DATA)), io.BytesIO(DATA)) and server.data == DATA


def test_a_server_that_never_agrees_is_given_up() -> None:
    server = Server(odd={number: (409, TUS) for number in range(2, 100, 2)})
    with client_of(server) as (client, _), pytest.raises(Problem) as found:
        client.send(TusUpload(len(DATA)), io.BytesIO(DATA))
    assert found.value.code is Code.OFFSET_MISMATCH


@pytest.mark.parametrize(("status", "headers", "code"), [
    (401, TUS, Code.SIGN_IN_EXPIRED), (413, TUS, Code.MEDIA_TOO_LARGE), (429, {**TUS, "Retry-After": "3"}, Code.HUB_BUSY),
    (500, TUS, Code.HUB_ERROR), (507, TUS, Code.QUOTA_FULL), (412, {**TUS, "Tus-Version": "0.2"}, Code.WIRE_TOO_NEW),
    (302, {"Location": "http://login.example/"}, Code.CAPTIVE_PORTAL), (200, {"Content-Type": "text/html"}, Code.CAPTIVE_PORTAL),
])
def test_what_an_answer_means(status: int, headers: dict[str, str], code: Code) -> None:
    with client_of(Server(odd={1: (status, headers)})) as (client, _), pytest.raises(Problem) as found:
        client.send(TusUpload(len(DATA)), io.BytesIO(DATA))
    assert found.value.code is code


def test_a_file_above_the_told_limit_is_not_begun() -> None:
    server = Server(most=100)
    with client_of(server) as (client, _), pytest.raises(Problem) as found:
        client.send(TusUpload(len(DATA)), io.BytesIO(DATA))
    assert found.value.code is Code.MEDIA_TOO_LARGE and server.made == 0


@pytest.mark.parametrize("location", ["http://elsewhere.example/files/one", "https://127.0.0.1/files/one"])
def test_another_host_is_never_told_anything(location: str) -> None:
    with client_of(Server(location=location)) as (client, served), pytest.raises(Problem) as found:
        client.send(TusUpload(len(DATA)), io.BytesIO(DATA))
    assert found.value.code is Code.NOT_OUR_REPLY and len(served.requests) == 2


def test_a_server_that_can_the_least_gets_no_checksum() -> None:
    server = Server(extensions="creation")
    with client_of(server) as (client, served):
        assert client.send(TusUpload(len(DATA)), io.BytesIO(DATA)) and server.data == DATA
        assert not any("Upload-Checksum" in each.headers for each in served.requests)


def test_stopping_and_taking_back() -> None:
    server = Server()
    with client_of(server) as (client, _):
        upload = TusUpload(len(DATA))
        assert not client.send(upload, io.BytesIO(DATA), should_stop=lambda: len(server.data) >= 3000)
        assert 3000 <= len(server.data) < len(DATA) and upload.location is not None
        client.terminate(upload.location)
        client.terminate(upload.location)
        assert server.gone and client.offset(upload.location) is None


def test_a_file_cut_short_on_the_card_is_told() -> None:
    with client_of(Server()) as (client, _), pytest.raises(Problem) as found:
        client.send(TusUpload(len(DATA)), io.BytesIO(DATA[:5000]))
    assert found.value.code is Code.FILE_TRUNCATED


@pytest.mark.parametrize("name", ["", "a b", "a,b", "名"])
def test_names_that_the_protocol_does_not_allow(name: str) -> None:
    with pytest.raises(ValueError):
        encode_metadata({name: "x"})
