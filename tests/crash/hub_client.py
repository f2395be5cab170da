"""Devices of a hub that is about to be cut. What they note is what the hub's 2xx promised them.

They speak the wire as docs/wire.md writes it, by nothing but the standard library: a device that shares no code with the hub.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sync.protocol import wire
from sync.protocol.ids import new_id
from tests.crash.campaign import Cutter
from tests.crash.hub_stream import PATIENCE_S, Cut, NotOurs, StreamLine

LOGINS = ("wang", "wang")  # two devices of one person, each with a connection of its own
PLACE = {"latitude": 36.07, "longitude": 120.376, "source": "gnss", "accuracy_m": 8.0}
LARGE_BYTES = 160 * 1024


@dataclass
class Promises:
    """Of one hub's life after life. `new_files` have not been looked at since they were promised."""

    tokens: dict[str, str] = field(default_factory=dict)  # by device
    receipts: dict[str, tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=dict)  # mutation, receipt
    files: dict[str, int] = field(default_factory=dict)
    begun: dict[str, bytes] = field(default_factory=dict)  # photos of acts with a receipt that have none of their own yet
    new_files: set[str] = field(default_factory=set)
    cursors: dict[str, str] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)  # of cases, as the feed told
    copies: set[str] = field(default_factory=set)  # published photos
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self) -> int:
        return len(self.tokens) + len(self.receipts) + len(self.files) + len(self.versions) + len(self.copies)


class Device:
    """One connection. Every method raises Cut when the line breaks."""

    def __init__(self, port: int, name: str, token: str = "") -> None:
        self.port, self.name, self.token = port, name, token
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
        sent = {
            wire.HEADER_WIRE: "1", wire.HEADER_DEVICE: self.name, **({"Authorization": f"Bearer {self.token}"} if self.token else {}),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        try:
            self._line.request(method, path, body or None, sent)
            answer = self._line.getresponse()
            status, told, raw = answer.status, answer.headers, answer.read()
        except (OSError, http.client.HTTPException) as cause:
            self._line.close()
            raise Cut(str(cause)) from cause
        if status >= 500:
            raise Cut(f"{status} {raw[:200]!r}")
        return status, told, raw

    def good(self, method: str, path: str, body: bytes = b"", fine: tuple[int, ...] = (), **headers: str) -> Any:
        """The JSON of a 2xx. After the power went an error is as good as a cut line; before, the harness looks at it."""
        status, _, raw = self.ask(method, path, body, **headers)
        if status >= 300 and status not in fine:
            raise NotOurs(f"{method} {path}: {status} {raw[:300]!r}")
        return json.loads(raw) if raw else None

    def close(self) -> None:
        self._line.close()


def jpeg(base: bytes, name: str) -> bytes:
    text = name.encode()
    return base[:2] + b"\xff\xfe" + (len(text) + 2).to_bytes(2, "big") + text + base[2:]


class Worker(threading.Thread):
    """A device that reports, sends photos and looks at the feed until the line is cut."""

    def __init__(
        self, device: Device, login: str, promises: Promises, base: bytes, chance: random.Random, cutter: Cutter,
    ) -> None:
        super().__init__(name=device.name, daemon=True)
        self.device, self.login, self.promises, self.base, self.chance, self.cutter = device, login, promises, base, chance, cutter
        self.wrong: str | None = None
        self.stream: StreamLine | None = None  # half of the lives go by one
        self._seq = time.monotonic_ns()

    @contextmanager
    def noting(self, count: int = 1) -> Iterator[None]:
        """A 2xx is here: what it promises is noted inside, unless the cut was before."""
        if not self.cutter.is_before(time.monotonic_ns()):
            raise Cut
        with self.promises.lock:
            yield
        self.cutter.kept(count)

    def run(self) -> None:
        try:
            if not self.device.token:
                self.sign_in()
            for data in [data for data in self.promises.begun.values() if self.chance.random() < 0.5]:
                self.go_on(data)
            if self.chance.random() < 0.5:
                self.stream = StreamLine(self.device.port, self.device.name, self.device.token)
            while True:
                self.report()
                if self.chance.random() < 0.6:
                    self.look()
        except Cut:
            pass
        except Exception as cause:
            self.wrong = f"{type(cause).__name__}: {cause}"
        finally:
            self.device.close()
            if self.stream is not None:
                self.stream.close()

    def sign_in(self) -> None:
        body = {"login": self.login, "password": f"{self.login}-demo", "device_id": self.device.name}
        self.device.token = self.device.good("POST", wire.PATH_SIGN_IN, json.dumps(body).encode())["token"]
        with self.noting():
            self.promises.tokens[self.device.name] = self.device.token

    def report(self) -> None:
        """A batch of reports, then their photos in pieces."""
        photos = [[self.photo() for _ in range(2)] for _ in range(self.chance.choice((1, 1, 2, 4)))]
        acts = [self.act(two) for two in photos]
        push = self.push if self.stream is None else self.stream.push
        for act, two, receipt in zip(acts, photos, push(acts), strict=True):
            if receipt["outcome"] != "applied":
                raise NotOurs(f"a new act was answered with {receipt}")
            with self.noting():
                self.promises.receipts[act["id"]] = (act, receipt)
                self.promises.begun |= {hashlib.sha256(data).hexdigest(): data for data in two}
        every = {hashlib.sha256(data).hexdigest(): data for two in photos for data in two}
        if self.stream is None:
            for data in every.values():
                self.send(data)
            return
        for sha256 in self.stream.send(every, self.chance):
            self.arrived(sha256, len(every[sha256]))

    def photo(self) -> bytes:
        """Now and then a large one: it goes another way through the hub."""
        return jpeg(self.base, new_id()) + bytes(LARGE_BYTES if self.chance.random() < 0.25 else 0)

    def go_on(self, data: bytes) -> None:
        """With a photo that was under way when the hub was cut: from where the hub says that it stands."""
        sha256 = hashlib.sha256(data).hexdigest()
        _, headers, _ = self.device.ask("HEAD", f"{wire.PATH_MEDIA}/{sha256}", Upload_Length=str(len(data)))
        if sha256 in self.promises.begun:  # the other device may have been faster
            self.send(data, int(headers[wire.HEADER_OFFSET]))

    def act(self, photos: list[bytes]) -> dict[str, Any]:
        """Half of them are handled on the spot: they are closed by rule and shown to everybody."""
        done = self.chance.random() < 0.5
        case_id, now = new_id(), datetime.now(UTC).isoformat()
        self._seq += 1
        usages = (("handle_before", "near"), ("handle_after", "near")) if done else (("report", "far"), ("report", "near"))
        media = [
            {"sha256": hashlib.sha256(data).hexdigest(), "size_bytes": len(data), "mime": "image/jpeg", "kind": "photo",
             "usage": usage, "shot": shot}
            for data, (usage, shot) in zip(photos, usages, strict=True)
        ]
        report = {"id": case_id, "kind": "problem", "subcategory": "C01-01", "created_at": now, "position": PLACE, "description": "垃圾"}
        return {
            "id": new_id(), "device": self.device.name, "seq": self._seq, "person": self.login,
            "act": "self_handled" if done else "submit", "case_id": case_id, "made_at": now, "clock_offset_s": 0.0, "base_version": 0,
            "body": {"report": report, "text": "已捡"}, "media": media,
        }

    def push(self, acts: list[dict[str, Any]]) -> list[dict[str, Any]]:
        answer = self.device.good("POST", wire.PATH_PUSH, json.dumps({"mutations": acts}).encode(), Content_Type=wire.JSON)
        return list(answer["receipts"])

    def send(self, data: bytes, start: int = 0) -> None:
        sha256 = hashlib.sha256(data).hexdigest()
        stops = (self.chance.randrange(1, len(data)) for _ in range(self.chance.randrange(3)))
        ends = sorted({*(each for each in stops if each > start), len(data)})
        receipt: dict[str, Any] = {}
        while not receipt.get("complete"):
            end = next((each for each in ends if each > start), len(data))  # all of it may be there and not be looked at yet
            receipt = self.device.good(
                "PATCH", f"{wire.PATH_MEDIA}/{sha256}", data[start:end], fine=(409,), Content_Type=wire.BYTES,
                Upload_Offset=str(start), Upload_Length=str(len(data)), Upload_Mime="image/jpeg",
            )
            # Another device of theirs sends the same file: it is gone on with from where the two of them have come.
            start = receipt["offset_bytes"] if "code" not in receipt else receipt["facts"]["offset_bytes"]
        if not receipt.get("complete") or receipt["sha256"] != sha256:
            raise NotOurs(f"all of a file was sent and the answer is {receipt}")
        self.arrived(sha256, len(data))

    def arrived(self, sha256: str, size_bytes: int) -> None:
        with self.noting():
            self.promises.files[sha256] = size_bytes
            self.promises.new_files.add(sha256)
            self.promises.begun.pop(sha256, None)

    def look(self) -> None:
        cursor = self.promises.cursors.get(self.device.name)
        page = self.device.good("GET", f"{wire.PATH_PULL}?limit=50" + (f"&cursor={cursor}" if cursor else ""))
        with self.noting(0):
            self.promises.cursors[self.device.name] = page["cursor"]
            for change in page["changes"]:
                told(self.promises, change)


def told(promises: Promises, change: dict[str, Any]) -> None:
    """What a change promises: this version of the case, or these public copies."""
    if "case" in change:
        case = change["case"]
        promises.versions[case["id"]] = max(case["version"], promises.versions.get(case["id"], 0))
    for which in ("before", "after"):
        if isinstance(change.get(which), str):
            promises.copies.add(change[which])
