"""tus 1.0 by its text: every MUST of the protocol and of the extensions that the hub announces, as requests and answers."""

from __future__ import annotations

import base64
import hashlib
import http.client
import random
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from tusclient.client import TusClient

from sync.hub.http.server import HubServer
from sync.hub.tus_headers import EXTENSIONS, PATH_TUS
from sync.protocol import wire
from tests.sync.hub.town import Town, jpeg

BYTES = wire.BYTES


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def big(size: int, seed: int = 1) -> bytes:
    return (jpeg() + random.Random(seed).randbytes(size))[:size]


def b64(data: bytes | str) -> str:
    return base64.b64encode(data.encode() if isinstance(data, str) else data).decode()


class Answer:
    def __init__(self, found: http.client.HTTPResponse) -> None:
        self.status, self.headers, self.body = found.status, found.headers, found.read()

    def __getitem__(self, name: str) -> str | None:
        return self.headers[name]


class Client:
    """Requests by hand, with nothing that was not asked for."""

    def __init__(self, town: Town, server: HubServer, login: str = "wangfang") -> None:
        self.line = http.client.HTTPConnection(server.host, server.port, timeout=60)
        self.token = town[login].hub.token

    def ask(self, method: str, path: str, body: Any = None, *, bare: bool = False, **headers: str | None) -> Answer:
        told = {} if bare else {"Tus-Resumable": "1.0.0", "Authorization": f"Bearer {self.token}"}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        self.line.request(method, path, body, {name: value for name, value in told.items() if value is not None})
        answer = Answer(self.line.getresponse())
        assert answer["Tus-Resumable"] == "1.0.0"
        assert answer["Cache-Control"] == "no-store" or answer.status == 204
        return answer

    def begin(self, size: int | None, **headers: str | None) -> str:
        length = {"Upload_Defer_Length": "1"} if size is None else {"Upload_Length": str(size)}
        answer = self.ask("POST", PATH_TUS, **length, **headers)
        assert answer.status == 201, (answer.status, answer.body)
        return str(answer["Location"])

    def patch(self, url: str, offset: int, data: bytes, **headers: str | None) -> Answer:
        return self.ask("PATCH", url, data, **{"Content_Type": BYTES, "Upload_Offset": str(offset)} | headers)

    def offset(self, url: str) -> int:
        return int(self.ask("HEAD", url)["Upload-Offset"] or -1)


@pytest.fixture(scope="module")
def module_town(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    import shutil

    folder = tmp_path_factory.mktemp("tus") / "hub"
    shutil.copytree(template, folder)
    town = Town(folder)
    yield town
    town.close()


@pytest.fixture(scope="module")
def server(module_town: Town) -> Iterator[HubServer]:
    with HubServer(module_town.service, tick_s=3600) as server:
        yield server


@pytest.fixture
def tus(module_town: Town, server: HubServer) -> Iterator[Client]:
    client = Client(module_town, server)
    yield client
    client.line.close()


def stored(town: Town, data: bytes) -> bool:
    path = town.service.files.path(sha(data))
    return path.exists() and path.read_bytes() == data


# Core protocol

def test_options_tells_what_there_is_without_a_version_or_a_sign_in(tus: Client) -> None:
    for told in (None, "9.9.9"):
        answer = tus.ask("OPTIONS", PATH_TUS, bare=True, Tus_Resumable=told)
        assert answer.status == 204 and answer["Tus-Version"] == "1.0.0" and int(answer["Tus-Max-Size"] or -1) > 0
        assert (answer["Tus-Extension"] or "").split(",") == EXTENSIONS.split(",")
        assert "sha1" in (answer["Tus-Checksum-Algorithm"] or "").split(",")


@pytest.mark.parametrize("method", ["POST", "HEAD", "PATCH", "DELETE"])
@pytest.mark.parametrize("version", [None, "0.2.2", "2.0.0", "1.0"])
def test_another_version_is_told_ours_and_nothing_is_done(tus: Client, method: str, version: str | None) -> None:
    url = tus.begin(10)
    answer = tus.ask(method, PATH_TUS if method == "POST" else url, Tus_Resumable=version, Upload_Length="10",
                     Content_Type=BYTES, Upload_Offset="0")
    assert answer.status == 412 and answer["Tus-Version"] == "1.0.0"
    assert tus.ask("HEAD", url).status == 200 and tus.offset(url) == 0


@pytest.mark.parametrize("method", ["POST", "HEAD", "PATCH", "DELETE"])
def test_a_stranger_gets_nothing(tus: Client, method: str) -> None:
    url = tus.begin(10)
    for told in (None, "Bearer x", "Basic eDp4"):
        assert tus.ask(method, url if method != "POST" else PATH_TUS, Authorization=told, Upload_Length="3").status == 401


def test_another_persons_upload_is_as_one_that_never_was(tus: Client, module_town: Town, server: HubServer) -> None:
    url, other = tus.begin(10), Client(module_town, server, "zhouning")
    for method in ("HEAD", "PATCH", "DELETE"):
        answer = other.ask(method, url, Content_Type=BYTES, Upload_Offset="0")
        assert answer.status == 404 and answer["Upload-Offset"] is None
    assert tus.offset(url) == 0
    other.line.close()


def test_a_file_in_pieces_with_its_offsets(tus: Client, module_town: Town) -> None:
    data = big(3000)
    url = tus.begin(3000, Upload_Metadata=f"filename {b64('a.jpg')},filetype {b64('image/jpeg')},secret")
    head = tus.ask("HEAD", url)
    assert (head.status, head["Upload-Offset"], head["Upload-Length"], head["Upload-Defer-Length"]) == (200, "0", "3000", None)
    assert head["Upload-Metadata"] == f"filename {b64('a.jpg')},filetype {b64('image/jpeg')},secret"
    for first, end in ((0, 1), (1, 1000), (1000, 3000)):
        answer = tus.patch(url, first, data[first:end])
        assert (answer.status, answer["Upload-Offset"], answer.body) == (204, str(end), b"")
    assert answer["ETag"] == f'"{sha(data)}"' and stored(module_town, data)
    head = tus.ask("HEAD", url)
    assert (head.status, head["Upload-Offset"], head["Upload-Length"], head["ETag"]) == (200, "3000", "3000", f'"{sha(data)}"')
    assert tus.patch(url, 3000, b"").status == 204
    assert module_town["wangfang"].hub.media_state(sha(data), 3000).complete


@pytest.mark.parametrize("offset", ["1", "4", "10", "999999999999"])
def test_a_wrong_offset_conflicts_and_changes_nothing(tus: Client, offset: str) -> None:
    url = tus.begin(10)
    tus.patch(url, 0, b"\xff\xd8\xff")
    assert tus.ask("PATCH", url, b"x", Content_Type=BYTES, Upload_Offset=offset).status == 409
    assert tus.offset(url) == 3


@pytest.mark.parametrize(("header", "value", "status"), [
    ("Upload_Offset", None, 400), ("Upload_Offset", "-1", 400), ("Upload_Offset", "x", 400), ("Upload_Offset", "1.0", 400),
    ("Upload_Offset", "²", 400), ("Content_Type", None, 415), ("Content_Type", "application/octet-stream", 415),
    ("Upload_Checksum", "sha1", 400), ("Upload_Checksum", "nonsense abcd", 400), ("Upload_Checksum", "sha1 !!!", 400),
    ("Upload_Checksum", "SHA1 2jmj7l5rSw0yVb/vlWAYkK/YBwk=", 400), ("Upload_Checksum", "sha1 YWJj", 400),
    ("Trailer", "Upload-Checksum", 400),
])
def test_a_patch_that_is_none_changes_nothing(tus: Client, header: str, value: str | None, status: int) -> None:
    url = tus.begin(10)
    told = {"Content_Type": BYTES, "Upload_Offset": "0"} | {header: value}
    value_bytes = {name: each.encode("utf-8") if each and not each.isascii() else each for name, each in told.items()}
    assert tus.ask("PATCH", url, b"abc", **value_bytes).status == status  # type: ignore[arg-type]
    assert tus.offset(url) == 0


@pytest.mark.parametrize("method", ["HEAD", "PATCH", "DELETE"])
@pytest.mark.parametrize("id_", ["x", "A" * 32, "..", "%2e%2e%2fhub.sqlite", "A" * 500])
def test_what_never_was_is_not_found(tus: Client, method: str, id_: str) -> None:
    answer = tus.ask(method, f"{PATH_TUS}/{id_}", Content_Type=BYTES, Upload_Offset="0")
    assert answer.status == 404 and answer["Upload-Offset"] is None


def test_more_bytes_than_announced_are_not_taken(tus: Client) -> None:
    url = tus.begin(10)
    assert tus.patch(url, 0, b"\xff\xd8\xff" + bytes(8)).status == 413
    assert tus.offset(url) == 0
    chunks = (piece for piece in (b"\xff\xd8\xff", bytes(4), bytes(40)))
    assert tus.ask("PATCH", url, chunks, Content_Type=BYTES, Upload_Offset="0").status == 413
    assert tus.offset(url) <= 10


def test_another_method_may_be_named_in_a_header(tus: Client, module_town: Town) -> None:
    data = big(100, 7)
    url = tus.begin(100)
    told = {"Content_Type": BYTES, "Upload_Offset": "0", "X_HTTP_Method_Override": "PATCH"}
    assert tus.ask("POST", url, data[:50], **told).status == 204
    assert tus.ask("GET", url, X_HTTP_Method_Override="HEAD")["Upload-Offset"] == "50"
    assert tus.ask("POST", url, X_HTTP_Method_Override="DELETE").status == 204
    assert tus.ask("HEAD", url).status == 410
    assert tus.ask("DELETE", PATH_TUS, Upload_Length="5", X_HTTP_Method_Override="POST").status == 201


@pytest.mark.parametrize(("method", "path"), [("PUT", PATH_TUS), ("PATCH", PATH_TUS), ("PUT", PATH_TUS + "/abc"), ("POST", PATH_TUS + "/abc")])
def test_a_method_that_is_not_spoken_here(tus: Client, method: str, path: str) -> None:
    answer = tus.ask(method, path)
    assert answer.status == 405 and "OPTIONS" in (answer["Allow"] or "")


def test_a_cut_request_leaves_what_it_brought(tus: Client, server: HubServer, module_town: Town) -> None:
    import time

    data = big(300_000, 3)
    url = tus.begin(len(data))
    line = http.client.HTTPConnection(server.host, server.port, timeout=60)
    line.putrequest("PATCH", url)
    for name, value in {"Tus-Resumable": "1.0.0", "Authorization": f"Bearer {tus.token}", "Content-Type": BYTES,
                        "Upload-Offset": "0", "Content-Length": str(len(data))}.items():
        line.putheader(name, value)
    line.endheaders()
    line.send(data[:200_000])
    line.close()
    until = time.monotonic() + 60
    while tus.offset(url) != 200_000:
        assert time.monotonic() < until
        time.sleep(0.02)
    assert tus.patch(url, 200_000, data[200_000:])["ETag"] == f'"{sha(data)}"' and stored(module_town, data)


# Creation

@pytest.mark.parametrize(("headers", "status"), [
    ({}, 400),
    ({"Upload_Length": "-1"}, 400), ({"Upload_Length": "x"}, 400), ({"Upload_Length": "1e3"}, 400),
    ({"Upload_Length": "5", "Upload_Defer_Length": "1"}, 400),
    ({"Upload_Defer_Length": "0"}, 400), ({"Upload_Defer_Length": "2"}, 400), ({"Upload_Defer_Length": "true"}, 400),
    ({"Upload_Length": str(256 * 1024 * 1024 + 1)}, 413), ({"Upload_Length": "9" * 13}, 413),
    ({"Upload_Length": str(65 * 1024 * 1024), "Upload_Metadata": f"filetype {b64('image/jpeg')}"}, 413),
    ({"Upload_Length": "0"}, 422),
    ({"Upload_Length": "5", "Upload_Metadata": "key YQ==,key YQ=="}, 400),
    ({"Upload_Length": "5", "Upload_Metadata": "key not-base-64!"}, 400),
    ({"Upload_Length": "5", "Upload_Metadata": ",a YQ=="}, 400),
    ({"Upload_Length": "5", "Upload_Metadata": "a b c"}, 400),
    ({"Upload_Length": "5", "Upload_Metadata": "a " + "A" * 5000}, 400),
    ({"Upload_Length": "5", "Upload_Metadata": f"sha256 {b64('short')}"}, 400),
    ({"Upload_Length": "5", "Upload_Concat": "nonsense"}, 400),
    ({"Upload_Length": "5", "Upload_Concat": "final;"}, 400),
    ({"Upload_Length": "5", "Upload_Concat": f"final;{PATH_TUS}/{'A' * 32}"}, 400),
    ({"Upload_Concat": "final;"}, 400), ({"Upload_Concat": "final;/elsewhere/x"}, 400),
    ({"Upload_Concat": f"final;{PATH_TUS}/{'A' * 32}"}, 404),
])
def test_a_creation_that_is_none(tus: Client, headers: dict[str, str], status: int) -> None:
    answer = tus.ask("POST", PATH_TUS, **headers)
    assert answer.status == status and answer["Location"] is None


def test_the_length_may_come_later_and_then_stays(tus: Client, module_town: Town) -> None:
    data = big(500, 4)
    url = tus.begin(None)
    for told in range(2):
        head = tus.ask("HEAD", url)
        assert (head["Upload-Defer-Length"], head["Upload-Length"], head["Upload-Offset"]) == ("1", None, str(told * 200))
        if not told:
            assert tus.patch(url, 0, data[:200]).status == 204
    assert tus.patch(url, 200, b"", Upload_Length="100").status == 400  # shorter than what is here
    assert tus.patch(url, 200, data[200:300], Upload_Length="500").status == 204
    head = tus.ask("HEAD", url)
    assert (head["Upload-Defer-Length"], head["Upload-Length"]) == (None, "500")
    assert tus.patch(url, 300, data[300:], Upload_Length="501").status == 400
    assert tus.patch(url, 300, data[300:], Upload_Length="500").status == 204
    assert stored(module_town, data)


def test_bytes_may_come_with_the_creation(tus: Client, module_town: Town) -> None:
    data = big(500, 5)
    for part in (0, 200, 500):
        fresh = big(500, 50 + part)
        answer = tus.ask("POST", PATH_TUS, fresh[:part], Upload_Length="500", Content_Type=BYTES)
        assert (answer.status, answer["Upload-Offset"]) == (201, str(part))
        if part < 500:
            assert tus.patch(str(answer["Location"]), part, fresh[part:]).status == 204
        assert stored(module_town, fresh)
    assert tus.ask("POST", PATH_TUS, data, Upload_Length="500", Content_Type="image/jpeg").status == 415


# Expiration

def test_unfinished_uploads_expire_and_say_when(town: Town) -> None:
    with HubServer(town.service, tick_s=3600) as server:
        client = Client(town, server)
        answer = client.ask("POST", PATH_TUS, Upload_Length="100")
        url = str(answer["Location"])
        assert parsedate_to_datetime(str(answer["Upload-Expires"])) > town.clock()
        town.clock.move(days=20)
        answer = client.patch(url, 0, big(100)[:50])
        assert parsedate_to_datetime(str(answer["Upload-Expires"])) > town.clock()
        assert answer["Upload-Expires"].endswith(" GMT")
        town.service.tick()
        town.clock.move(days=29)
        assert town.service.tick().uploads_dropped == 0 and client.offset(url) == 50
        town.clock.move(days=2)
        assert client.ask("HEAD", url).status == 410
        assert town.service.tick().uploads_dropped == 1
        for method in ("HEAD", "PATCH", "DELETE"):
            answer = client.ask(method, url, Content_Type=BYTES, Upload_Offset="50")
            assert answer.status == 410 and answer["Upload-Offset"] is None
        assert not list((town.folder / "media/partial").iterdir())
        town.clock.move(days=31)
        town.service.tick()
        assert client.ask("HEAD", url).status == 404
        client.line.close()


# Checksum

@pytest.mark.parametrize("name", ["sha1", "sha256", "sha512", "md5"])
def test_a_piece_with_its_checksum(tus: Client, module_town: Town, name: str) -> None:
    data = big(5000, hash(name) % 1000)
    url = tus.begin(5000)
    right = b64(hashlib.new(name, data[:3000]).digest())
    wrong = b64(hashlib.new(name, b"other").digest())
    for _ in range(2):
        assert tus.patch(url, 0, data[:3000], Upload_Checksum=f"{name} {wrong}").status == 460
        assert tus.offset(url) == 0
    assert tus.patch(url, 0, data[:3000], Upload_Checksum=f"{name} {right}").status == 204
    assert tus.patch(url, 3000, b"x" * 2000, Upload_Checksum=f"{name} {wrong}").status == 460
    assert tus.offset(url) == 3000
    assert tus.patch(url, 3000, data[3000:])["ETag"] == f'"{sha(data)}"' and stored(module_town, data)


def test_a_creation_with_a_wrong_checksum_keeps_no_bytes(tus: Client) -> None:
    answer = tus.ask("POST", PATH_TUS, b"\xff\xd8\xff", Upload_Length="9", Content_Type=BYTES,
                     Upload_Checksum=f"sha1 {b64(hashlib.sha1(b'other').digest())}")
    assert answer.status == 460


def test_the_hash_of_the_whole_may_be_told_before(tus: Client, module_town: Town) -> None:
    data = big(1000, 9)
    url = tus.begin(1000, Upload_Metadata=f"sha256 {b64(sha(data))}")
    assert tus.patch(url, 0, data)["ETag"] == f'"{sha(data)}"'
    url = tus.begin(1000, Upload_Metadata=f"sha256 {b64(sha(b'other'))}")
    assert tus.patch(url, 0, data[:-1] + b"?").status == 460
    assert tus.ask("HEAD", url).status == 410


# Termination

def test_an_upload_can_be_ended_and_stays_ended(tus: Client, module_town: Town) -> None:
    data = big(400, 10)
    half, whole = tus.begin(400), tus.begin(400)
    tus.patch(half, 0, data[:100])
    tus.patch(whole, 0, data)
    for url in (half, whole):
        answer = tus.ask("DELETE", url)
        assert (answer.status, answer.body) == (204, b"")
        for method in ("HEAD", "PATCH", "DELETE"):
            assert tus.ask(method, url, Content_Type=BYTES, Upload_Offset="0").status == 410
    assert stored(module_town, data)  # what has become evidence is nobody's to remove this way
    assert not list((module_town.folder / "media/partial").glob(f"*{half.rpartition('/')[2]}*"))


# Concatenation

def parts(tus: Client, *pieces: bytes) -> list[str]:
    urls = [tus.begin(len(piece), Upload_Concat="partial", Upload_Metadata=f"part {b64('x')}") for piece in pieces]
    for url, piece in zip(urls, pieces, strict=True):
        assert tus.patch(url, 0, piece).status == 204
    return urls


def test_parts_become_one_file_in_the_order_told(tus: Client, module_town: Town, server: HubServer) -> None:
    data = big(3000, 11)
    second, first, third = parts(tus, data[1000:2500], data[:1000], data[2500:])
    head = tus.ask("HEAD", first)
    assert (head["Upload-Concat"], head["Upload-Offset"]) == ("partial", "1000")
    told = f"final;{first} {server.url}{second} {third}"
    answer = tus.ask("POST", PATH_TUS, Upload_Concat=told, Upload_Metadata=f"filename {b64('a')}")
    assert answer.status == 201 and answer["ETag"] == f'"{sha(data)}"' and stored(module_town, data)
    url = str(answer["Location"])
    head = tus.ask("HEAD", url)
    assert (head["Upload-Offset"], head["Upload-Length"], head["Upload-Concat"]) == ("3000", "3000", told)
    assert head["Upload-Metadata"] == f"filename {b64('a')}"  # and nothing of its parts
    assert tus.patch(url, 3000, b"").status == 403
    again = tus.ask("POST", PATH_TUS, Upload_Concat=told)  # the first answer was lost
    assert again.status == 201 and again["ETag"] == f'"{sha(data)}"'


def test_the_whole_may_be_asked_for_before_its_parts_are_complete(tus: Client, module_town: Town) -> None:
    data = big(2000, 12)
    (first,) = parts(tus, data[:1000])
    second = tus.begin(1000, Upload_Concat="partial")
    answer = tus.ask("POST", PATH_TUS, Upload_Concat=f"final;{first} {second}")
    url = str(answer["Location"])
    assert answer.status == 201
    head = tus.ask("HEAD", url)
    assert (head["Upload-Offset"], head["Upload-Length"]) == (None, "2000")
    assert tus.patch(url, 0, data).status == 403
    tus.patch(second, 0, data[1000:1500])
    assert tus.ask("HEAD", url)["Upload-Offset"] is None
    assert tus.patch(second, 500, data[1500:]).status == 204
    head = tus.ask("HEAD", url)
    assert (head["Upload-Offset"], head["Upload-Length"], head["ETag"]) == ("2000", "2000", f'"{sha(data)}"')
    assert stored(module_town, data)


def test_only_parts_can_be_joined(tus: Client) -> None:
    whole = tus.begin(10)
    assert tus.ask("POST", PATH_TUS, Upload_Concat=f"final;{whole}").status == 400
    (first,) = parts(tus, b"\xff\xd8\xff" + bytes(60))
    answer = tus.ask("POST", PATH_TUS, b"x", Upload_Concat=f"final;{first}", Content_Type=BYTES)
    assert answer.status == 403
    assert tus.ask("HEAD", first).status == 200


# The store's own rules hold here too

def test_what_is_no_photo_is_refused_as_soon_as_it_shows(tus: Client) -> None:
    url = tus.begin(100_000)
    assert tus.patch(url, 0, b"<html>" + bytes(100)).status == 422
    assert tus.ask("HEAD", url).status == 410
    url = tus.begin(1000, Upload_Metadata=f"filetype {b64('video/mp4')}")
    assert tus.patch(url, 0, big(500)).status == 422


def test_a_device_may_not_begin_without_end(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.hub.tus.MAX_OPEN", 3)
    with HubServer(town.service, tick_s=3600) as server:
        client = Client(town, server)
        urls = [client.begin(10) for _ in range(3)]
        assert client.ask("POST", PATH_TUS, Upload_Length="10").status == 507
        client.ask("DELETE", urls[0])
        client.begin(10)
        client.line.close()


def test_a_killed_hub_knows_every_byte_and_the_hash_is_right(town: Town) -> None:
    data = big(300_000, 13)
    with HubServer(town.service, tick_s=3600) as server:
        client = Client(town, server)
        url = client.begin(len(data))
        client.patch(url, 0, data[:100_000])
        client.line.close()
        other = Town(town.folder, town.clock)
        with HubServer(other.service, tick_s=3600) as second:
            again = Client(other, second)
            assert again.offset(url) == 100_000
            assert again.patch(url, 100_000, data[100_000:])["ETag"] == f'"{sha(data)}"'
            again.line.close()
        other.close()
    assert stored(town, data)


# A client that others wrote

def test_tuspy_uploads_and_goes_on(tus: Client, server: HubServer, module_town: Town, tmp_path: Path) -> None:
    data = big(700_000, 14)
    (tmp_path / "photo.jpg").write_bytes(data)
    client = TusClient(server.url + PATH_TUS, headers={"Authorization": f"Bearer {tus.token}"})
    with (tmp_path / "photo.jpg").open("rb") as file:
        first = client.uploader(file_stream=file, chunk_size=200_000, metadata={"filetype": "image/jpeg"}, upload_checksum=True)
        first.upload(stop_at=400_000)
        second = client.uploader(file_stream=file, chunk_size=200_000, url=first.url)
        assert second.offset == 400_000
        second.upload()
    assert stored(module_town, data)
