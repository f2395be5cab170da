"""From one device to another over the local network, without any hub: the receiver shows a code, the sender types it.

What travels is a bundle, which neither of them nor anybody who listens can read or change; so the line needs no secret. The
code keeps strangers on the same network from filling the tablet: it counts while the receiver waits, and five wrong tries end it.
"""

from __future__ import annotations

import hashlib
import hmac
import http.server
import io
import json
import re
import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, ClassVar

import msgspec
import requests

from fieldclient.store import Store
from fieldclient.work.handover import carrying
from sync.protocol.bundle_shapes import MAX_BUNDLE_BYTES, Head, Slip
from sync.protocol.problems import Code, Problem

PATH = "/handover/1"
PIECE_BYTES = 256 * 1024
WRONG_TRIES = 5
SILENCE_S = 20.0
HEAD_BYTES = 32 * 1024  # the bundle's own head lies in here
_NAME = re.compile(r"^" + PATH + r"/([0-9a-f-]{36})$")


def new_code() -> str:
    """Eight digits: quickly typed, and too many for five tries."""
    return f"{secrets.randbelow(10**8):08d}"


def proof(code: str, nonce: str, what: str) -> str:
    """Whoever knows the code can make it, for this nonce and this request alone."""
    return hmac.new(code.encode(), f"{nonce}\n{what}".encode(), hashlib.sha256).hexdigest()


def own_address() -> str:
    """The address by which others on the network reach this device; the loopback's when there is none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        try:
            sock.connect(("192.0.2.1", 9))  # nothing is sent: the system only chooses the way
            return str(sock.getsockname()[0])
        except OSError:
            return "127.0.0.1"


class Receiver:
    """Waits for bundles until it is closed. `keep` is called with the head, size and bytes of each, one after the other."""

    def __init__(
        self, keep: Callable[[Head, int, Iterator[bytes]], Head], look: Callable[[BinaryIO], Head],
        slip_of: Callable[[str], Slip | None], *, host: str = "", port: int = 0,
    ) -> None:
        self.code = new_code()
        self.taken: list[Head] = []
        self._keep, self._look, self._slip_of = keep, look, slip_of
        self._nonces: set[str] = set()
        self._wrong = 0
        self._busy = threading.Lock()
        receiver = self

        class Bound(_Handler):
            owner: ClassVar[Receiver] = receiver

        self._server = http.server.ThreadingHTTPServer((host, port), Bound)
        self._server.daemon_threads = True
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def nonce(self) -> str:
        with self._busy:
            if len(self._nonces) > 100:
                self._nonces.clear()
            made = secrets.token_hex(16)
            self._nonces.add(made)
            return made

    def allows(self, nonce: str, told: str, what: str) -> bool:
        with self._busy:
            known = nonce in self._nonces
            self._nonces.discard(nonce)
            good = known and self._wrong < WRONG_TRIES and hmac.compare_digest(told, proof(self.code, nonce, what))
            self._wrong += 0 if good or not known else 1
            return good

    def take(self, size_bytes: int, sha256: str, source: BinaryIO) -> Head:
        with self._busy:
            hashed, first = hashlib.sha256(), source.read(min(size_bytes, HEAD_BYTES))
            head = self._look(io.BytesIO(first))

            def pieces() -> Iterator[bytes]:
                left, piece = size_bytes, first
                while piece:
                    hashed.update(piece)
                    left -= len(piece)
                    if left == 0 and hashed.hexdigest() != sha256:
                        raise Problem(Code.BUNDLE_INVALID, reason="damaged")
                    yield piece
                    piece = source.read(min(left, PIECE_BYTES)) if left else b""

            found = self._keep(head, size_bytes, pieces())
            self.taken.append(found)
            return found

    def slip(self, name: str) -> Slip | None:
        with self._busy:
            return self._slip_of(name)


class _Handler(http.server.BaseHTTPRequestHandler):
    owner: ClassVar[Receiver]
    protocol_version = "HTTP/1.1"
    timeout = SILENCE_S

    def do_GET(self) -> None:
        if self.path == PATH:
            self._answer(200, {"nonce": self.owner.nonce()})
            return
        name = self._allowed("slip")
        slip = self.owner.slip(name) if name else None
        if name and slip is None:
            self._answer(404, {"code": Code.MEDIA_MISSING.value})
        elif slip is not None:
            self._answer(200, msgspec.to_builtins(slip))

    def do_PUT(self) -> None:
        told = self.headers.get("Content-Length", "")
        size = int(told) if told.isascii() and told.isdigit() and len(told) < 14 else 0
        sha256 = self.headers.get("X-Sha256", "")
        if not 0 < size <= MAX_BUNDLE_BYTES:
            self._answer(413, {"code": Code.BUNDLE_INVALID.value, "facts": {"reason": "damaged"}})
        elif self._allowed(f"{size} {sha256}"):
            try:
                head = self.owner.take(size, sha256, self.rfile)  # type: ignore[arg-type]
                self._answer(201, {"bundle": head.bundle})
            except Problem as problem:
                self._answer(422, msgspec.to_builtins(problem.to_wire()))

    def _allowed(self, what: str) -> str | None:
        found = _NAME.match(self.path)
        nonce, told = self.headers.get("X-Nonce", ""), self.headers.get("X-Proof", "")
        if found is None:
            self._answer(404, {"code": Code.MEDIA_MISSING.value})
        elif not self.owner.allows(nonce, told, f"{found[1]} {what}"):
            self._answer(403, {"code": Code.FORBIDDEN.value})
        else:
            return found[1]
        return None

    def _answer(self, status: int, told: object) -> None:
        raw = json.dumps(told, default=str).encode()
        self.close_connection = True
        self.send_response_only(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_: object) -> None:
        """Nothing: the journal hears of what was taken from whoever asked."""


def receiver_for(store: Store, *, host: str = "", port: int = 0) -> Receiver:
    """A receiver that keeps what comes among the bundles that this device carries."""
    return Receiver(
        lambda head, size, pieces: carrying.keep(store, head, size, pieces), lambda file: carrying.look(store, file),
        lambda name: next(iter(store.bundles.slips([name])), None), host=host, port=port,
    )


def send(address: str, code: str, path: Path, name: str) -> None:
    """A bundle to the receiver at `HOST:PORT`. NO_NETWORK, FORBIDDEN (wrong code), or what the receiver says of it."""
    size = path.stat().st_size
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        headers = _headers(address, code, f"{name} {size} {sha256}") | {"X-Sha256": sha256}
        _ask("PUT", f"http://{address}{PATH}/{name}", headers, file)


def fetch_slip(address: str, code: str, name: str) -> Slip:
    """The hub's receipts, when whoever carried the bundle has them. MEDIA_MISSING before."""
    raw = _ask("GET", f"http://{address}{PATH}/{name}", _headers(address, code, f"{name} slip"), None)
    try:
        return msgspec.json.decode(raw, type=Slip)
    except msgspec.DecodeError as cause:
        raise Problem(Code.NOT_OUR_REPLY, status=200) from cause


def _headers(address: str, code: str, what: str) -> dict[str, str]:
    try:
        nonce = str(json.loads(_ask("GET", f"http://{address}{PATH}", {}, None))["nonce"])
    except (ValueError, KeyError, TypeError) as cause:
        raise Problem(Code.NOT_OUR_REPLY, status=200) from cause
    return {"X-Nonce": nonce, "X-Proof": proof(code.strip(), nonce, what)}


def _ask(method: str, url: str, headers: dict[str, str], body: BinaryIO | None) -> bytes:
    try:
        with requests.Session() as session:
            session.trust_env = False  # a neighbour is not behind the system's proxy
            answer = session.request(method, url, headers=headers, data=body, timeout=(5.0, SILENCE_S), allow_redirects=False)
    except requests.RequestException as cause:
        raise Problem(Code.NO_NETWORK) from cause
    if answer.status_code < 300:
        return answer.content
    try:
        told = answer.json()
        problem = Problem(Code(told["code"]), **told.get("facts", {}))
    except (ValueError, KeyError, TypeError, AttributeError):
        problem = Problem(Code.NOT_OUR_REPLY, status=answer.status_code)
    raise problem

