"""The link against a real server that misbehaves: every way of going wrong has its own code, and the queue stays intact."""

from __future__ import annotations

import gzip
import hashlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from sync.engine.clock import Reading
from sync.engine.cycle import run_cycle
from sync.engine.device import Delivery
from sync.engine.exchange import Exchange, Timeouts
from sync.engine.link import HttpHub
from sync.protocol.feed import Page
from sync.protocol.mutations import MediaReceipt, Outcome, PushBatch, PushReply, Receipt
from sync.protocol.people import HubInfo
from sync.protocol.problems import Code, Next, Problem
from sync.protocol.sealing import seal
from sync.protocol.wire import HEADER_PROBLEM, decode, encode
from tests.sync.engine.bad_server import HTML, OURS, Handler, Request, Script, reply, serving
from tests.sync.engine.making import T0, HandClock, photo, report
from tests.sync.engine.memory_device import MemoryDevice

PATIENT = Timeouts(connect_s=60.0, read_s=60.0, total_s=60.0)
QUICK = Timeouts(connect_s=60.0, read_s=0.4, total_s=60.0)  # where silence is what is looked for
PORTAL = b"<!doctype html><title>Welcome to the hotel</title>"
DATA = photo(1)
SHA = hashlib.sha256(DATA).hexdigest()


@contextmanager
def linked(url: str, token: str | None = "secret-token", **more: object) -> Iterator[HttpHub]:
    hub = HttpHub(Exchange(url, "device-1", lambda: token, **{"timeouts": PATIENT, **more}))  # type: ignore[arg-type]
    try:
        yield hub
    finally:
        hub.close()


def failing(script: Script, ask: Callable[[HttpHub], object] = lambda hub: hub.pull(None), **more: object) -> Problem:
    with serving(script) as server, linked(server.url, **more) as hub, pytest.raises(Problem) as caught:
        ask(hub)
    return caught.value


def told(status: int, code: Code | str, headers: dict[str, str] | None = None, **facts: object) -> Script:
    body = encode({"code": str(code), "facts": facts, "next": "ask"})
    return reply(status, {**OURS, **(headers or {})}, body)


ANSWERS: list[tuple[str, Script, Code, dict[str, object]]] = [
    ("portal page", reply(200, HTML, PORTAL), Code.CAPTIVE_PORTAL, {"content_type": "text/html"}),
    ("portal page as 401", reply(401, HTML, PORTAL), Code.CAPTIVE_PORTAL, {}),
    ("portal page as 404", reply(404, HTML, PORTAL), Code.CAPTIVE_PORTAL, {}),
    ("portal says so", reply(511, {}, b""), Code.CAPTIVE_PORTAL, {}),
    ("sent to a portal", reply(302, {"Location": "http://portal.example/login"}), Code.CAPTIVE_PORTAL, {}),
    ("sent elsewhere here", reply(302, {"Location": "/login"}), Code.NOT_OUR_REPLY, {"status": 302}),
    ("sent elsewhere by us", reply(307, {**OURS, "Location": "http://other.example/"}), Code.NOT_OUR_REPLY, {"status": 307}),
    ("a stranger's json", reply(200, {"Content-Type": "application/json"}, b"{}"), Code.NOT_OUR_REPLY, {"status": 200}),
    ("a stranger's 401", reply(401, {"WWW-Authenticate": "Basic"}), Code.NOT_OUR_REPLY, {"status": 401}),
    ("a stranger's 403", reply(403, {"Content-Type": "text/plain"}, b"no"), Code.NOT_OUR_REPLY, {"status": 403}),
    ("a page with our header", reply(200, {**OURS, **HTML}, PORTAL), Code.NOT_OUR_REPLY, {"status": 200}),
    ("garbage", reply(200, OURS, b"{[}"), Code.NOT_OUR_REPLY, {"status": 200}),
    ("other json", reply(200, OURS, b'{"cursor": 5}'), Code.NOT_OUR_REPLY, {"status": 200}),
    ("nothing", reply(200, OURS, b""), Code.NOT_OUR_REPLY, {"status": 200}),
    ("broken gzip", reply(200, {**OURS, "Content-Encoding": "gzip"}, b"\x1f\x8bnope"), Code.NOT_OUR_REPLY, {}),
    ("truncated", reply(200, OURS, b'{"cursor": "1"', length=500), Code.TIMED_OUT, {}),
    ("401 expired", told(401, Code.SIGN_IN_EXPIRED), Code.SIGN_IN_EXPIRED, {}),
    ("401 needed", told(401, Code.SIGN_IN_NEEDED), Code.SIGN_IN_NEEDED, {}),
    ("401 silent", reply(401, OURS), Code.SIGN_IN_EXPIRED, {}),
    ("403 told", told(403, Code.NOT_YOURS, act="receive"), Code.NOT_YOURS, {"act": "receive"}),
    ("403 silent", reply(403, OURS), Code.FORBIDDEN, {}),
    ("404 told", told(404, Code.MEDIA_MISSING, sha256="x"), Code.MEDIA_MISSING, {"sha256": "x"}),
    ("404 silent", reply(404, OURS, b"Not Found"), Code.NOT_OUR_REPLY, {"status": 404}),
    ("409 told", told(409, Code.OFFSET_MISMATCH, offset_bytes=7), Code.OFFSET_MISMATCH, {"offset_bytes": 7}),
    ("413 told", told(413, Code.MEDIA_TOO_LARGE, limit_bytes=9), Code.MEDIA_TOO_LARGE, {"limit_bytes": 9}),
    ("413 of a gateway", reply(413, HTML, b"<h1>413</h1>"), Code.BODY_INVALID, {"field": "size"}),
    ("422 told", told(422, Code.BODY_INVALID, field="mutations[0]"), Code.BODY_INVALID, {"field": "mutations[0]"}),
    ("426 told", told(426, Code.WIRE_TOO_OLD), Code.WIRE_TOO_OLD, {}),
    ("426 silent", reply(426, OURS), Code.WIRE_TOO_OLD, {}),
    ("429 seconds", told(429, Code.HUB_BUSY, {"Retry-After": "17"}), Code.HUB_BUSY, {"retry_after_s": 17.0}),
    ("429 part of a second", reply(429, {**OURS, "Retry-After": "1.5"}), Code.HUB_BUSY, {"retry_after_s": 1.5}),
    ("429 silent", reply(429, {**OURS, "Retry-After": "3"}), Code.HUB_BUSY, {"retry_after_s": 3.0}),
    ("429 nothing said", reply(429, OURS), Code.HUB_BUSY, {"retry_after_s": None}),
    ("429 of a gateway", reply(429, {**HTML, "Retry-After": "8"}), Code.HUB_BUSY, {"retry_after_s": 8.0}),
    ("blocked", told(429, Code.SIGN_IN_BLOCKED, {"Retry-After": "60"}), Code.SIGN_IN_BLOCKED, {"retry_after_s": 60.0}),
    ("500 told", told(500, Code.INTERNAL, reference="abc"), Code.HUB_ERROR, {"status": 500, "reference": "abc"}),
    ("500 silent", reply(500, OURS, b"Internal Server Error"), Code.HUB_ERROR, {"status": 500}),
    ("500 disk of the hub", told(500, Code.DISK_FULL), Code.HUB_ERROR, {"status": 500}),
    ("502 of a gateway", reply(502, HTML, b"<h1>Bad Gateway</h1>"), Code.HUB_ERROR, {"status": 502}),
    ("503 busy", reply(503, {**OURS, "Retry-After": "5"}), Code.HUB_BUSY, {"retry_after_s": 5.0}),
    ("503 down", reply(503, HTML, PORTAL), Code.HUB_ERROR, {"status": 503}),
    ("507", told(507, Code.QUOTA_FULL, limit_bytes=5), Code.QUOTA_FULL, {"limit_bytes": 5}),
    ("a newer hub's code", told(400, "moon_phase_wrong"), Code.INTERNAL, {"reference": "moon_phase_wrong"}),
    ("facts with odd names", reply(400, OURS, b'{"code":"forbidden","facts":{"next":"x","code":"y","self":1}}'), Code.FORBIDDEN, {}),
]


@pytest.mark.parametrize(("name", "script", "code", "facts"), ANSWERS, ids=[a[0] for a in ANSWERS])
def test_every_bad_answer_has_its_code_and_leaves_the_queue_as_it_was(
    name: str, script: Script, code: Code, facts: dict[str, object]
) -> None:
    timeouts = QUICK if code is Code.TIMED_OUT else PATIENT
    problem = failing(script, timeouts=timeouts)
    assert problem.code is code
    assert {k: problem.facts.get(k) for k in facts} == facts
    device = MemoryDevice()
    sent = device.enqueue(report(1, DATA), DATA)
    with serving(after_hello(script)) as server, linked(server.url, timeouts=timeouts) as hub:
        found = run_cycle(hub, device, HandClock())
    assert found.problem is not None or found.items
    assert device.outbox[sent.id].state is Delivery.WAITING and device.files and device.cursor() is None
    assert not device.receipts and not device.media_receipts


def after_hello(script: Script) -> Script:
    info = HubInfo(hub_id="hub-1", name="x", wire=1, wire_oldest=1, hub_time=T0, catalogue_version=1)
    good = reply(200, OURS, encode(info))
    return lambda handler, request: (good if request.path == "/v1/hello" else script)(handler, request)


def test_retry_after_as_a_date_counts_from_the_answers_own_date() -> None:
    then = datetime(2001, 1, 1, tzinfo=UTC)
    headers = {"Date": format_datetime(then, usegmt=True),
               "Retry-After": format_datetime(then + timedelta(seconds=90), usegmt=True)}
    assert failing(reply(429, {**OURS, **headers})).facts["retry_after_s"] == 90.0
    past = {"Date": headers["Retry-After"], "Retry-After": headers["Date"]}
    assert failing(reply(429, {**OURS, **past})).facts["retry_after_s"] == 0.0
    assert failing(reply(429, {**OURS, "Retry-After": "sometime"})).facts["retry_after_s"] is None


def test_an_answer_cut_off_in_the_middle_is_not_read() -> None:
    def cut(handler: Handler, request: Request) -> None:
        handler.say(200, OURS, b'{"cursor": "1"', length=500)
        handler.close_connection = True

    assert failing(cut).code is Code.NOT_OUR_REPLY


# No answer at all


def asking(url: str, **more: object) -> Problem:
    with linked(url, **more) as hub, pytest.raises(Problem) as caught:
        hub.hello()
    return caught.value


def test_refused_is_no_network() -> None:
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))  # nobody else gets this port, and nobody listens at it
        assert asking(f"http://127.0.0.1:{mute.getsockname()[1]}").code is Code.NO_NETWORK


def test_a_name_without_address_is_told_with_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(host: str, *more: object, **options: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)  # some networks have an answer to every name
    found = asking("https://hub.invalid")
    assert (found.code, found.facts) == (Code.NAME_NOT_FOUND, {"host": "hub.invalid"})


def test_silence_is_a_timeout() -> None:
    found = failing(lambda handler, request: None, timeouts=QUICK)
    assert (found.code, found.facts) == (Code.TIMED_OUT, {"timeout_s": QUICK.read_s})


def test_a_drip_of_bytes_is_a_timeout_too() -> None:
    dripped: list[bytes] = []

    def drip(handler: Handler, request: Request) -> None:
        handler.say(200, OURS, b"", length=10_000)
        while len(dripped) < 900:  # until nobody takes them any more: a minute and a half if they were all taken
            handler.wfile.write(b" ")
            handler.wfile.flush()
            dripped.append(b" ")
            time.sleep(0.1)

    assert failing(drip, timeouts=Timeouts(connect_s=60.0, read_s=60.0, total_s=1.0)).code is Code.TIMED_OUT
    assert len(dripped) < 900


@pytest.mark.parametrize("inside", [False, True])
def test_a_reset_is_no_network(inside: bool) -> None:
    def script(handler: Handler, request: Request) -> None:
        if inside:
            handler.say(200, OURS, b"{", length=100)
        handler.reset()

    assert failing(script).code is Code.NO_NETWORK


def test_a_reset_in_the_middle_of_an_upload_is_no_network() -> None:
    with serving(reply(200, OURS, b"{}"), read_only=100_000) as server, linked(server.url) as hub:
        with pytest.raises(Problem) as caught:
            hub.upload(SHA, 8_000_000, "image/jpeg", 0, b"x" * 8_000_000)
    assert caught.value.code is Code.NO_NETWORK and server.requests == []


def test_something_that_is_not_http() -> None:
    def script(handler: Handler, request: Request) -> None:
        handler.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")
        handler.wfile.flush()
        handler.close_connection = True

    assert failing(script).code is Code.NOT_OUR_REPLY


def test_tls_that_is_none_is_told_with_the_host() -> None:
    with serving(reply(200, OURS)) as server:
        found = asking(server.url.replace("http:", "https:"))
    assert (found.code, found.facts, found.next) == (Code.TLS_FAILED, {"host": "127.0.0.1"}, Next.ASK)


def test_an_untrusted_certificate_is_told_and_nothing_is_sent(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from tests.sync.engine.certificate import serving_tls
    with serving_tls(reply(200, OURS), tmp_path) as server:
        with linked(f"https://127.0.0.1:{server.server_port}") as hub, pytest.raises(Problem) as caught:
            hub.pull(None)
    assert caught.value.code is Code.TLS_FAILED and server.requests == []


@pytest.mark.parametrize("url", ["", "hub", "ftp://hub.example", "http://", "https://user:pw@hub.example", "https://hub.example/?a=1",
                                 "http://[::1", "http://hub.example:99999", "https://a..b/"])
def test_what_is_no_address_is_said_before_anything_is_sent(url: str) -> None:
    with pytest.raises(Problem) as caught:
        Exchange(url, "d", lambda: "t")
    assert caught.value.code is Code.NO_HUB_SET


@pytest.mark.parametrize(("url", "plain_ok", "good"), [
    ("http://hub.example", False, False), ("http://10.0.0.5:8080", False, False), ("http://hub.example", True, True),
    ("http://127.0.0.1:1", False, True), ("http://localhost:1", False, True), ("http://[::1]:1", False, True),
    ("http://localhost.evil.example", False, False), ("https://hub.example/base/", False, True),
])
def test_plain_http_only_on_this_machine_or_by_enrolment(url: str, plain_ok: bool, good: bool) -> None:
    if good:
        assert Exchange(url, "d", lambda: "t", plain_ok=plain_ok).url == url.rstrip("/")
        return
    with pytest.raises(Problem) as caught:
        Exchange(url, "d", lambda: "t", plain_ok=plain_ok)
    assert caught.value.code is Code.TLS_FAILED and caught.value.facts["reason"] == "plain_http"


# What leaves


def test_every_request_says_who_and_which_wire_and_only_signed_ones_carry_the_token() -> None:
    with serving(reply(404, OURS)) as server, linked(server.url) as hub:
        for ask in (hub.hello, lambda: hub.pull("c 1", limit=5, wait_s=0), hub.sign_out, hub.catalogue):
            with pytest.raises(Problem):
                ask()
    hello, pull, out, catalogue = server.requests
    assert "Authorization" not in hello.headers
    assert pull.path == "/v1/changes?limit=5&wait_s=0&cursor=c+1"
    assert out.method == "POST" and out.headers["Content-Length"] == "0"
    for request in (pull, out, catalogue):
        assert request.headers["Authorization"] == "Bearer secret-token"
    for request in server.requests:
        assert request.headers["X-Fieldclient-Wire"] == "2"
        assert request.headers["X-Fieldclient-Device"] == "device-1"


def test_a_redirect_never_carries_the_token_away() -> None:
    with serving(reply(200, OURS)) as thief:
        for status in (301, 302, 303, 307, 308):
            failing(reply(status, {**OURS, "Location": thief.url.replace("127.0.0.1", "localhost") + "/v1/changes"}))
    assert thief.requests == []


@pytest.mark.parametrize("token", [None, "", "two\nlines", "späť"])
def test_no_usable_token_is_said_before_anything_is_sent(token: str | None) -> None:
    with serving(reply(200, OURS)) as server, linked(server.url, token) as hub, pytest.raises(Problem) as caught:
        hub.push([seal(report(1))])
    assert caught.value.code is Code.SIGN_IN_NEEDED and server.requests == []


def test_a_netrc_cannot_put_another_secret_in_the_tokens_place(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login other password stolen\n")
    monkeypatch.setenv("NETRC", str(netrc))
    with serving(reply(404, OURS)) as server, linked(server.url) as hub:
        hub._exchange._session.trust_env = True
        for ask in (lambda: hub.pull(None), hub.hello):
            with pytest.raises(Problem):
                ask()
    assert server.requests[0].headers["Authorization"] == "Bearer secret-token"
    assert "Authorization" not in server.requests[1].headers


def test_batches_are_packed_and_read_back_the_same() -> None:
    sent = [report(i) for i in range(20)]
    with serving(reply(404, OURS)) as server, linked(server.url) as hub, pytest.raises(Problem):
        hub.push([seal(each) for each in sent])
    request = server.requests[0]
    assert request.headers["Content-Encoding"] == "gzip"
    raw = gzip.decompress(request.body)
    assert decode(raw, PushBatch).mutations == tuple(sent) and len(request.body) < len(raw) / 3


def test_one_connection_serves_many_questions_and_a_stale_one_is_replaced() -> None:
    page = encode(Page(cursor="1", hub_time=T0))
    ports: list[int] = []

    def script(handler: Handler, request: Request) -> None:
        ports.append(handler.client_address[1])
        handler.say(200, OURS, page)
        if len(ports) == 3:
            handler.close_connection = True  # as a server does that had enough of an idle line

    with serving(script) as server, linked(server.url) as hub:
        for _ in range(5):
            assert hub.pull("0").cursor == "1"
    assert len(set(ports[:3])) == 1 and len(set(ports)) == 2


# Files


def at_offset(offset: str, length: str = "1000", **more: str) -> Script:
    return reply(200, {**OURS, "Upload-Offset": offset, "Upload-Length": length, **more})


def test_where_a_file_stands_comes_from_headers() -> None:
    with serving(at_offset("400")) as server, linked(server.url) as hub:
        assert hub.media_state(SHA, 1000) == MediaReceipt(sha256=SHA, size_bytes=1000, offset_bytes=400)
    assert (server.requests[0].method, server.requests[0].headers["Upload-Length"]) == ("HEAD", "1000")
    tag = {"Upload-Complete": "1", "ETag": f'"{SHA}"'}
    with serving(at_offset("1000", **tag)) as server, linked(server.url) as hub:
        assert hub.media_state(SHA, 1000).complete


@pytest.mark.parametrize("script", [
    at_offset("x"), at_offset("-1"), at_offset("1001"), at_offset("1", "999"), reply(200, OURS),
    at_offset("1000", **{"Upload-Complete": "1"}), at_offset("1000", **{"Upload-Complete": "1", "ETag": '"' + "0" * 64 + '"'}),
])
def test_a_state_that_makes_no_sense_is_not_believed(script: Script) -> None:
    assert failing(script, lambda hub: hub.media_state(SHA, 1000)).code is Code.NOT_OUR_REPLY


def test_an_error_to_head_is_told_in_a_header() -> None:
    script = reply(413, {**OURS, HEADER_PROBLEM: '{"code":"media_too_large","facts":{"limit_bytes":5}}'})
    found = failing(script, lambda hub: hub.media_state(SHA, 1000))
    assert (found.code, found.facts) == (Code.MEDIA_TOO_LARGE, {"limit_bytes": 5})


def test_a_piece_travels_with_its_place_and_kind() -> None:
    receipt = MediaReceipt(sha256=SHA, size_bytes=1000, offset_bytes=1000, complete=True)
    with serving(reply(200, OURS, encode(receipt))) as server, linked(server.url) as hub:
        assert hub.upload(SHA, 1000, "image/heic", 600, DATA[600:]) == receipt
        hub.upload(SHA, 1000, "image/heic", 1000, b"")
    sent, empty = server.requests
    assert (sent.method, sent.path, sent.body) == ("PATCH", f"/v1/media/{SHA}", DATA[600:])
    names = ("Upload-Offset", "Upload-Length", "Upload-Mime", "Content-Type", "Content-Length")
    assert [sent.headers[n] for n in names] == ["600", "1000", "image/heic", "application/offset+octet-stream", "400"]
    assert empty.headers["Content-Length"] == "0" and "Transfer-Encoding" not in empty.headers


def test_a_wrong_hash_echoed_is_no_receipt() -> None:
    wrong = MediaReceipt(sha256="0" * 64, size_bytes=1000, offset_bytes=1000, complete=True)
    device = MemoryDevice()
    sent = device.enqueue(report(1, DATA), DATA)

    def script(handler: Handler, request: Request) -> None:
        {"/v1/mutations": push_reply(sent.id), "/v1/changes": reply(200, OURS, encode(Page(cursor="1", hub_time=T0)))}.get(
            request.path.partition("?")[0], at_offset("0") if request.method == "HEAD" else reply(200, OURS, encode(wrong)),
        )(handler, request)

    with serving(after_hello(script)) as server, linked(server.url) as hub:
        found = run_cycle(hub, device, HandClock())
    assert [i.problem.code for i in found.items] == [Code.MEDIA_HASH_MISMATCH]
    assert device.media[SHA].state is Delivery.WAITING and not device.media_receipts and device.files[SHA] == DATA


def push_reply(mutation: str) -> Script:
    receipt = Receipt(mutation=mutation, outcome=Outcome.APPLIED, case_id="c", received_at=T0)
    return reply(200, OURS, encode(PushReply(receipts=(receipt,), hub_time=T0)))


def file_reply(status: int, body: bytes, **headers: str) -> Script:
    return reply(status, {**OURS, "Content-Type": "image/jpeg", "ETag": f'"{SHA}"', **headers}, body)


@pytest.mark.parametrize(("script", "offset"), [
    (file_reply(200, DATA), 0), (file_reply(206, DATA[400:], **{"Content-Range": "bytes 400-999/1000"}), 400),
    (file_reply(200, DATA), 400), (file_reply(206, DATA[100:], **{"Content-Range": "bytes 100-999/1000"}), 400),
])
def test_a_file_comes_from_the_wanted_place_whatever_the_hub_makes_of_the_range(script: Script, offset: int) -> None:
    with serving(script) as server, linked(server.url) as hub:
        assert b"".join(hub.download(SHA, offset_bytes=offset)) == DATA[offset:]
    assert server.requests[0].headers.get("Range") == (f"bytes={offset}-" if offset else None)
    assert server.requests[0].headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize(("script", "code"), [
    (reply(200, HTML, PORTAL), Code.CAPTIVE_PORTAL),
    (reply(200, OURS, DATA), Code.NOT_OUR_REPLY),
    (file_reply(206, DATA[500:], **{"Content-Range": "bytes 500-999/1000"}), Code.NOT_OUR_REPLY),
    (file_reply(206, DATA), Code.NOT_OUR_REPLY),
    (told(404, Code.MEDIA_MISSING), Code.MEDIA_MISSING),
    (told(416, Code.OFFSET_MISMATCH), Code.OFFSET_MISMATCH),
])
def test_bytes_that_are_not_the_files_are_not_taken(script: Script, code: Code) -> None:
    assert failing(script, lambda hub: list(hub.download(SHA, offset_bytes=400))).code is code


def test_a_download_cut_off_says_so_after_what_came() -> None:
    def script(handler: Handler, request: Request) -> None:
        handler.say(200, {**OURS, "ETag": f'"{SHA}"'}, DATA[:300], length=1000)
        handler.close_connection = True

    got: list[bytes] = []
    with serving(script) as server, linked(server.url) as hub, pytest.raises(Problem) as caught:
        got.extend(hub.download(SHA))
    assert caught.value.code is Code.NOT_OUR_REPLY and DATA.startswith(b"".join(got))


def test_a_hash_that_is_none_is_never_made_into_a_path() -> None:
    with serving(reply(200, OURS)) as server, linked(server.url) as hub, pytest.raises(Problem) as caught:
        hub.download("../../etc/passwd")
    assert caught.value.code is Code.MEDIA_MISSING and server.requests == []


# Versions, clocks, cutting


@pytest.mark.parametrize(("wire", "oldest", "code"), [(9, 3, Code.WIRE_TOO_OLD), (0, 0, Code.WIRE_TOO_NEW)])
def test_a_hub_of_another_age(wire: int, oldest: int, code: Code) -> None:
    info = HubInfo(hub_id="h", name="x", wire=wire, wire_oldest=oldest, hub_time=T0, catalogue_version=1)
    assert failing(reply(200, OURS, encode(info)), lambda hub: hub.hello()).code is code


@pytest.mark.parametrize("days", [-400, 0, 3])
def test_every_answer_of_ours_measures_the_clock(days: int) -> None:
    def dated(status: int, headers: dict[str, str], body: bytes = b"") -> Script:
        def script(handler: Handler, request: Request) -> None:
            date = format_datetime(datetime.now(UTC) + timedelta(days=days), usegmt=True)
            handler.say(status, {**headers, "Date": date}, body)
        return script

    readings: list[Reading] = []
    started = time.monotonic()
    failing(dated(500, OURS), on_reading=readings.append)
    took_s = time.monotonic() - started
    failing(dated(200, HTML, PORTAL), on_reading=readings.append)
    failing(reply(500, {**OURS, "Date": "not a date"}), on_reading=readings.append)
    assert len(readings) == 1
    assert abs(readings[0].offset_s - days * 86400) <= readings[0].uncertainty_s < 1.0 + took_s


def test_a_cut_from_another_thread_ends_a_long_wait_at_once() -> None:
    asked, hold = threading.Event(), threading.Event()

    def script(handler: Handler, request: Request) -> None:
        if "wait_s=20" in request.path:
            asked.set()
            hold.wait(60)
        handler.say(200, OURS, encode(Page(cursor="1", hub_time=T0)))

    with serving(script) as server, linked(server.url) as hub:
        hub.pull(None)  # from now on the connection is a kept one
        cutting = threading.Thread(target=lambda: asked.wait(60) and hub.cut())
        cutting.start()
        with pytest.raises(Problem) as caught:
            hub.pull(None, wait_s=20)
        cutting.join()
        hold.set()
        assert len(server.requests) == 2  # a cut is not taken for a stale connection and tried again
        assert caught.value.code is Code.NO_NETWORK
        assert hub.pull(None).cursor == "1"  # and the next question finds its way


def test_an_endless_answer_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.engine.exchange.MAX_ANSWER_BYTES", 100_000)
    bomb = gzip.compress(b" " * 50_000_000)
    assert failing(reply(200, {**OURS, "Content-Encoding": "gzip"}, bomb)).code is Code.NOT_OUR_REPLY


def test_the_token_is_in_no_problem(capsys: pytest.CaptureFixture[str]) -> None:
    for _, script, code, _ in ANSWERS:
        problem = failing(script, timeouts=QUICK if code is Code.TIMED_OUT else PATIENT)
        assert "secret-token" not in repr(problem) + str(problem) + str(problem.facts)




def test_a_hub_that_is_set_and_changed_while_the_app_runs() -> None:
    page = encode(Page(cursor="1", hub_time=T0))
    address: list[str | None] = [None]
    with serving(reply(200, OURS, page)) as one, serving(reply(200, OURS, page)) as two:
        hub = HttpHub(Exchange(lambda: address[0], "device-1", lambda: "t"))
        for wrong in (None, "", "nonsense"):
            address[0] = wrong
            with pytest.raises(Problem) as caught:
                hub.pull(None)
            assert caught.value.code is Code.NO_HUB_SET
        for server in (one, two, one):
            address[0] = server.url
            assert hub.pull(None).cursor == "1"
        hub.close()
    assert (len(one.requests), len(two.requests)) == (2, 1)
