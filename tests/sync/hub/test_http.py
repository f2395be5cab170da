"""The wire as HTTP, spoken by hand: statuses, headers, bounds, and lines that break."""

from __future__ import annotations

import gzip
import hashlib
import json
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any

import pytest
import requests

from sync.hub.http import bodies
from sync.hub.http.app import MAX_AT_THE_DOOR
from sync.hub.http.server import HubServer
from sync.protocol import wire
from sync.protocol.ids import new_id
from sync.protocol.media import Shot, Usage
from sync.protocol.people import Session, SignIn
from sync.protocol.problems import Problem
from tests.sync.contract.test_records import a_report
from tests.sync.hub.town import Town, jpeg, photos, ref_of


@pytest.fixture
def server(town: Town) -> Iterator[HubServer]:
    with HubServer(town.service, tick_s=3600) as server:
        yield server


class Line:
    """Requests by hand as one signed-in device."""

    def __init__(self, town: Town, server: HubServer, login: str = "wangfang") -> None:
        self.device = town[login]
        self.url = server.url
        self.headers = {
            "Authorization": f"Bearer {self.device.hub.token}", wire.HEADER_WIRE: "1",
            wire.HEADER_DEVICE: self.device.device,
        }
        self.session = requests.Session()

    def ask(self, method: str, path: str, **more: Any) -> requests.Response:
        headers = self.headers | more.pop("headers", {})
        return self.session.request(method, self.url + path, headers=headers, timeout=100, **more)


@pytest.fixture
def line(town: Town, server: HubServer) -> Iterator[Line]:
    line = Line(town, server)
    yield line
    line.session.close()


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_every_answer_is_marked_as_ours(town: Town, line: Line) -> None:
    answers = [
        line.ask("GET", wire.PATH_HELLO), line.ask("GET", "/nowhere"), line.ask("DELETE", wire.PATH_HELLO),
        line.ask("GET", wire.PATH_PULL, headers={"Authorization": "Bearer x"}), line.ask("POST", wire.PATH_SIGN_IN),
        line.ask("HEAD", f"{wire.PATH_MEDIA}/xyz", headers={wire.HEADER_LENGTH: "1"}),
    ]
    assert [answer.status_code for answer in answers] == [200, 404, 405, 401, 422, 422]
    for answer in answers:
        assert answer.headers[wire.HEADER_WIRE] == "2"
        assert answer.headers[wire.HEADER_HUB] == town.service.hub_id
        assert parsedate_to_datetime(answer.headers["Date"]) == town.clock()
        assert answer.headers["X-Content-Type-Options"] == "nosniff" and "server" not in answer.headers
    for answer in answers[1:5]:
        assert {"code", "next"} <= set(answer.json()) | {"next"} and answer.headers["Content-Type"] == wire.JSON
    problem = json.loads(answers[5].headers[wire.HEADER_PROBLEM])
    assert problem["code"] == "body_invalid" and answers[5].content == b""


def test_a_token_is_for_one_device_only(line: Line) -> None:
    answer = line.ask("GET", wire.PATH_PULL, headers={wire.HEADER_DEVICE: "another"})
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_an_old_wire_is_told_to_update(line: Line) -> None:
    answer = line.ask("GET", wire.PATH_HELLO, headers={wire.HEADER_WIRE: "0"})
    assert (answer.status_code, answer.json()["code"]) == (426, "wire_too_old")
    assert line.ask("GET", wire.PATH_HELLO, headers={wire.HEADER_WIRE: "7"}).status_code == 200


@pytest.mark.parametrize("told", ["\u00b2", "9" * 5000, "-1", "1.0", ""])
def test_a_wire_that_is_no_number_is_told_to_update(line: Line, told: str) -> None:
    answer = line.ask("GET", wire.PATH_HELLO, headers={wire.HEADER_WIRE: told.encode("latin-1")})
    assert (answer.status_code, answer.json()["code"]) == (426, "wire_too_old")


def test_a_path_with_a_line_break_is_one_line_of_the_log(line: Line, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="sync.hub.http.app"):
        line.ask("GET", f"{wire.PATH_MEDIA}/a%0d%0aGET%20forged")
    assert [record.getMessage().count("\n") for record in caplog.records] == [0] * len(caplog.records)
    assert "forged" in caplog.text


def test_blocked_sign_in_says_when(line: Line) -> None:
    for _ in range(5):
        body = json.dumps({"login": "wangfang", "password": "x", "device_id": "d"})
        answer = line.ask("POST", wire.PATH_SIGN_IN, data=body)
        assert answer.status_code == 401
    answer = line.ask("POST", wire.PATH_SIGN_IN, data=body)
    assert (answer.status_code, answer.headers["Retry-After"], answer.json()["code"]) == (429, "30", "sign_in_blocked")


def test_a_crowd_at_the_door_does_not_hold_up_those_inside(
    town: Town, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sign-ins that take for ever: the ninth is sent away, and everybody who is signed in goes on as before."""
    go_on, inside = threading.Event(), threading.Semaphore(0)
    real = town.service.sign_in

    def slow(told: SignIn) -> Session:
        inside.release()
        assert go_on.wait(100)
        return real(told)

    monkeypatch.setattr(town.service, "sign_in", slow)
    body = json.dumps({"login": "wangfang", "password": "wangfang-demo", "device_id": "d"})
    with ThreadPoolExecutor(60) as crowd:
        knocks = [crowd.submit(requests.post, line.url + wire.PATH_SIGN_IN, body, timeout=100) for _ in range(60)]
        try:
            assert inside.acquire(timeout=100)
            turned_away = [done.result() for done in islice(as_completed(knocks, timeout=100), 60 - MAX_AT_THE_DOOR)]
            assert line.ask("GET", wire.PATH_PULL).status_code == 200
        finally:
            go_on.set()
        let_in = [one.result() for one in knocks if one.result() not in turned_away]
    assert {one.status_code for one in turned_away} == {503}
    assert turned_away[0].json()["code"] == "hub_busy" and turned_away[0].headers["Retry-After"] == "5"
    assert [one.status_code for one in let_in] == [200] * MAX_AT_THE_DOOR


def test_bodies_may_be_packed_both_ways(town: Town, line: Line) -> None:
    mutation = a_report(line.device)
    raw = b'{"mutations":[' + wire.encode(mutation) + b"]}"
    answer = line.ask("POST", wire.PATH_PUSH, data=gzip.compress(raw), headers={"Content-Encoding": "gzip"})
    assert answer.json()["receipts"][0]["outcome"] == "applied"
    catalogue = line.ask("GET", wire.PATH_CATALOGUE, headers={"Accept-Encoding": "gzip"})
    assert catalogue.headers["Content-Encoding"] == "gzip" and catalogue.content == town.service.catalogue()
    plain = line.ask("GET", wire.PATH_CATALOGUE, headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers and plain.content == catalogue.content
    same = line.ask("GET", wire.PATH_CATALOGUE, headers={"If-None-Match": plain.headers["ETag"]})
    assert (same.status_code, same.content) == (304, b"")


def test_a_bomb_is_stopped_at_the_bound(line: Line) -> None:
    bomb = gzip.compress(bytes(60 * 1024 * 1024), 6)
    answer = line.ask("POST", wire.PATH_PUSH, data=bomb, headers={"Content-Encoding": "gzip"})
    assert (answer.status_code, answer.json()["code"]) == (413, "body_invalid")
    big = line.ask("POST", wire.PATH_PUSH, data=b" " * (wire.MAX_PUSH_BYTES + 1))
    assert big.status_code == 413
    with pytest.raises(bodies.TooLarge):
        bodies.unpack(bomb, 1000)
    for broken in (b"not gzip", gzip.compress(b"x" * 100)[:-9], zlib.compress(b"x")):
        with pytest.raises(Problem):
            bodies.unpack(broken, 1000)


NESTED = b"[" * 100_000 + b"]" * 100_000


@pytest.mark.parametrize("body", [
    b"", b"{", b"[]", b'{"mutations": 1}', b'{"mutations":[{}]}', b"\xff\xfe", b"null", NESTED,
    b'{"mutations":' + NESTED + b"}", b'{"mutations":[' + NESTED + b"]}", b'{"mutations":[{"x":' + NESTED + b"}]}",
])
def test_a_batch_that_cannot_be_read_is_refused_as_a_whole(line: Line, body: bytes) -> None:
    answer = line.ask("POST", wire.PATH_PUSH, data=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "body_invalid")


def test_one_mutation_that_cannot_be_read_does_not_hold_up_the_others(line: Line) -> None:
    good, strange, wrong = (json.loads(wire.encode(a_report(line.device))) for _ in range(3))
    strange["act"] = "teleport"
    wrong["made_at"] = "yesterday"
    answer = line.ask("POST", wire.PATH_PUSH, data=json.dumps({"mutations": [strange, good, wrong]}))
    receipts = answer.json()["receipts"]
    assert [receipt["outcome"] for receipt in receipts] == ["refused", "applied", "refused"]
    assert [receipt["mutation"] for receipt in receipts] == [strange["id"], good["id"], wrong["id"]]
    assert receipts[0]["problem"]["code"] == "act_unknown" and receipts[0]["problem"]["facts"] == {"act": "teleport"}
    assert receipts[2]["problem"]["facts"] == {"field": "made_at"}


def test_unknown_fields_are_tolerated(line: Line) -> None:
    mutation = json.loads(wire.encode(a_report(line.device))) | {"from_the_future": {"x": 1}}
    mutation["body"]["report"]["mood"] = "fine"
    answer = line.ask("POST", wire.PATH_PUSH, data=json.dumps({"mutations": [mutation]}))
    assert answer.json()["receipts"][0]["outcome"] == "applied"


@pytest.mark.parametrize("query", ["?limit=x", "?wait_s=nan", "?limit=-1", "?wait_s=inf"])
def test_numbers_in_a_question_are_checked(line: Line, query: str) -> None:
    assert line.ask("GET", wire.PATH_PULL + query).status_code == 422


def upload(line: Line, data: bytes, offset: int, piece: bytes, **headers: str) -> requests.Response:
    told = {
        wire.HEADER_OFFSET: str(offset), wire.HEADER_LENGTH: str(len(data)), wire.HEADER_MIME: "image/jpeg",
        "Content-Type": wire.BYTES,
    }
    return line.ask("PATCH", f"{wire.PATH_MEDIA}/{sha(data)}", data=piece, headers=told | headers)


def test_a_whole_file_may_come_in_one_request_and_go_out_in_ranges(line: Line) -> None:
    data = jpeg() + bytes(3_000_000)
    answer = upload(line, data, 0, data)
    assert answer.json()["complete"] and answer.json()["sha256"] == sha(data)
    state = line.ask("HEAD", f"{wire.PATH_MEDIA}/{sha(data)}", headers={wire.HEADER_LENGTH: str(len(data))})
    assert (state.headers[wire.HEADER_COMPLETE], state.headers["ETag"]) == ("1", f'"{sha(data)}"')
    near = photos((Usage.REPORT, Shot.NEAR))
    line.device.report(files=[(data, ref_of(data, Usage.REPORT, Shot.FAR)), *near])
    part = line.ask("GET", f"{wire.PATH_MEDIA}/{sha(data)}", headers={"Range": "bytes=100-"})
    assert (part.status_code, part.content) == (206, data[100:])
    assert part.headers["Content-Range"] == f"bytes 100-{len(data) - 1}/{len(data)}"
    assert part.headers["Content-Type"] == "image/jpeg" and "Content-Encoding" not in part.headers
    past = line.ask("GET", f"{wire.PATH_MEDIA}/{sha(data)}", headers={"Range": f"bytes={len(data)}-"})
    assert (past.status_code, past.headers["Content-Range"]) == (416, f"bytes */{len(data)}")
    assert line.ask("GET", f"{wire.PATH_MEDIA}/{sha(data)}", headers={"Range": "bytes=0-5"}).status_code == 422


def test_a_refused_piece_leaves_the_connection_usable(line: Line) -> None:
    data = jpeg() + bytes(300_000)
    for _ in range(3):
        answer = upload(line, data, 77, data[77:77 + wire.CHUNK_BYTES])
        assert (answer.status_code, answer.json()["facts"]["offset_bytes"]) == (409, 0)
    assert line.ask("GET", wire.PATH_HELLO).status_code == 200


@pytest.mark.parametrize("headers", [
    {wire.HEADER_LENGTH: "9" * 5000}, {wire.HEADER_OFFSET: "9" * 5000},
    {wire.HEADER_LENGTH: "x"}, {wire.HEADER_OFFSET: "-1"}, {wire.HEADER_LENGTH: "9" * 30}, {wire.HEADER_MIME: "text/html"},
])
def test_headers_of_an_upload_are_checked(line: Line, headers: dict[str, str]) -> None:
    data = jpeg()
    assert upload(line, data, 0, data, **headers).status_code == 422


def test_what_arrived_of_a_cut_request_is_kept(line: Line) -> None:
    data = jpeg() + bytes(600_000)
    host, _, port = line.url.removeprefix("http://").partition(":")
    raw = socket.create_connection((host, int(port)))
    head = f"PATCH {wire.PATH_MEDIA}/{sha(data)} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {len(data)}\r\n"
    told = line.headers | {
        wire.HEADER_OFFSET: "0", wire.HEADER_LENGTH: str(len(data)), wire.HEADER_MIME: "image/jpeg",
    }
    head += "".join(f"{name}: {value}\r\n" for name, value in told.items()) + "\r\n"
    raw.sendall(head.encode() + data[:200_000])
    raw.close()
    until, offset = time.monotonic() + 60, 0
    while offset != 200_000:
        assert time.monotonic() < until, offset
        state = line.ask("HEAD", f"{wire.PATH_MEDIA}/{sha(data)}", headers={wire.HEADER_LENGTH: str(len(data))})
        offset = int(state.headers[wire.HEADER_OFFSET])
        time.sleep(0.05)
    assert upload(line, data, offset, data[offset:]).json()["complete"]


def test_a_defect_shows_a_reference_and_nothing_of_the_inside(
    town: Town, line: Line, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr(town.service, "pull", broken)
    answer = line.ask("GET", wire.PATH_PULL)
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    reference = answer.json()["facts"]["reference"]
    assert "secret" not in answer.text and reference in caplog.text


def test_the_log_names_no_person_and_no_token(
    town: Town, line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG"):
        line.device.town.sign_in("zhouning")
        body = json.dumps({"login": "zhouning", "password": "zhouning-demo", "device_id": "d"})
        token = line.ask("POST", wire.PATH_SIGN_IN, data=body).json()["token"]
        line.ask("GET", wire.PATH_PULL)
        line.device.report(description="我家在三楼")
    told = caplog.text
    for secret in (token, line.device.hub.token, "zhouning-demo", "三楼", "周宁"):
        assert secret not in told


def test_nothing_is_served_from_outside_the_media_folder(line: Line) -> None:
    for path in ("../hub.sqlite", "..%2fhub.sqlite", "%2e%2e/%2e%2e/etc/passwd", "a" * 64, new_id()):
        assert line.ask("GET", f"{wire.PATH_MEDIA}/{path}").status_code in (404, 422)
