"""Save what a version leaves behind, when it is released: ``python -m tests.released.save VERSION`` in its checkout.

Into ``tests/released/VERSION`` go the program without its window, two devices (one with a full queue, a draft and a refused
act; one of a handler with unsent work), the hub they belong to, what they held (``contents.json``), and a recording of the
wire (``wire.json``). Nothing in there is ever changed afterwards.
"""

from __future__ import annotations

import base64
import io
import json
import shutil
import socket
import sys
import tarfile
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h11
from argon2 import PasswordHasher
from PIL import Image

from fieldclient.store.secrets import account_name
from fieldclient.work import RealDesk, open_desk
from sync.engine.clock import SystemClock
from sync.engine.cycle import run_cycle
from sync.engine.exchange import Exchange
from sync.engine.link import HttpHub
from sync.engine.trip import Policy
from sync.hub.http.server import HubServer
from sync.hub.service import HubService
from sync.protocol.lifecycle import Act
from sync.protocol.people import SignIn
from tests.sync.small_district import COLLECTOR, GRID, HANDLER, write_seed

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = (
    "sync", "fieldclient/__init__.py", "fieldclient/resources.py", "fieldclient/store", "fieldclient/work", "fieldclient/capture", "fieldclient/geo",
    "resources/catalogue", "resources/calendar", "resources/demo/district.toml", "tests/__init__.py", "tests/sync/__init__.py",
    "tests/sync/field_device.py", "tests/sync/small_district.py",
)


def photo(shade: int) -> bytes:
    out = io.BytesIO()
    image = Image.linear_gradient("L").resize((320, 240)).point(lambda value: (value + shade) % 256)
    image.save(out, "JPEG", quality=70)
    return out.getvalue()


class Recorder:
    """Stands between a device and the hub and writes down every question with its answer."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.exchanges: list[dict[str, Any]] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        far = socket.create_connection(("127.0.0.1", self._port))
        questions, answers = h11.Connection(h11.SERVER), h11.Connection(h11.CLIENT)
        while True:
            asked = self._message(near, questions, far)
            if asked is None:
                return
            answers.send(h11.Request(method=asked["method"], target=asked["target"], headers=[("host", "x")]))
            answers.send(h11.EndOfMessage())
            told = self._message(far, answers, near)
            if told is None:
                return
            self.exchanges.append({"question": asked, "answer": told})
            answers.start_next_cycle()
            questions.send(h11.Response(status_code=200, headers=[("content-length", "0")]))
            questions.send(h11.EndOfMessage())
            questions.start_next_cycle()

    def _message(self, source: socket.socket, reader: h11.Connection, target: socket.socket) -> dict[str, Any] | None:
        """Read one message and pass its bytes on."""
        found: dict[str, Any] = {}
        body = b""
        while True:
            event = reader.next_event()
            if event is h11.NEED_DATA:
                raw = source.recv(65536)
                if not raw:
                    return None
                target.sendall(raw)
                reader.receive_data(raw)
            elif isinstance(event, h11.Request):
                found = {"method": event.method.decode(), "target": event.target.decode(), "headers": _headers(event)}
            elif isinstance(event, h11.Response):
                found = {"status": event.status_code, "headers": _headers(event)}
            elif isinstance(event, h11.Data):
                body += bytes(event.data)
            elif isinstance(event, h11.EndOfMessage):
                return {**found, "body": base64.b64encode(body).decode()}
            else:
                return None

    def close(self) -> None:
        self._listener.close()


def _headers(event: h11.Request | h11.Response) -> dict[str, str]:
    return {name.decode().lower(): value.decode("latin-1") for name, value in event.headers}


class Device:
    def __init__(self, folder: Path, url: str, login: str) -> None:
        self.desk: RealDesk = open_desk(folder, reserve_bytes=0)
        self.token = ""
        self.hub = HttpHub(Exchange(url, self.desk.device_id, lambda: self.token))
        session = self.hub.sign_in(SignIn(login=login, password=f"{login}-demo", device_id=self.desk.device_id))
        self.token = session.token
        self.desk.signed_in(session)
        self.account = account_name(self.desk.device_id, session.hub_id, session.person.id)

    def sync(self) -> None:
        report = run_cycle(self.hub, self.desk.queue, SystemClock(), Policy())
        assert report.problem is None and not report.items, report

    def report(self, shade: int, text: str) -> str:
        draft = self.draft(shade, text)
        return self.desk.submit(draft)

    def draft(self, shade: int, text: str) -> str:
        draft = self.desk.new_draft()
        self.desk.save_field(draft.id, "subcategory", self.desk.subcategories()[0].code)
        self.desk.save_field(draft.id, "description", text)
        self.desk.place_by_hand(draft.id, *GRID)
        self.desk.add_photo_bytes(draft.id, photo(shade))
        self.desk.add_photo_bytes(draft.id, photo(shade + 1))
        return draft.id

    def contents(self) -> dict[str, Any]:
        database = self.desk.store.database
        rows = database.read("SELECT id, case_id, act, state FROM mutations ORDER BY seq")
        return {
            "device": self.desk.device_id, "token": self.token, "account": self.account,
            "mutations": [dict(row) for row in rows], "drafts": [draft.id for draft in self.desk.drafts()],
            "cases": [row["id"] for row in database.read("SELECT id FROM cases WHERE raw IS NOT NULL ORDER BY id")],
            "media": [row["sha256"] for row in database.read("SELECT sha256 FROM media ORDER BY sha256")],
        }


def live(folder: Path) -> dict[str, Any]:
    """A morning in the district; devices and hub are closed afterwards."""
    service = HubService(folder / "hub", hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    service.load_seed(write_seed(folder))
    with HubServer(service, tick_s=3600) as server:
        recorder = Recorder(int(server.url.rsplit(":", 1)[1]))
        wang, liu = Device(folder / "collector", recorder.url, COLLECTOR), Device(folder / "handler", recorder.url, HANDLER)
        cases = [wang.report(10 * number, f"sent report {number}") for number in range(3)]
        wang.sync()
        liu.sync()
        liu.desk.act(cases[0], Act.RECEIVE)
        liu.sync()
        wang.sync()
        list(liu.hub.download(wang.contents()["media"][0]))
        exchanges = list(recorder.exchanges)
        liu.desk.act(cases[1], Act.RECEIVE)
        answer = liu.desk.draft_for(cases[0], Act.FEEDBACK).id
        liu.desk.save_field(answer, "result", "fixed")
        liu.desk.save_field(answer, "description", "cleaned up")
        liu.desk.add_photo_bytes(answer, photo(99))
        liu.desk.submit(answer)
        for number in range(4):
            wang.report(100 + 10 * number, f"waiting report {number}")
        wang.draft(200, "half a report")
        contents = {"collector": wang.contents(), "handler": liu.contents()}
        recorder.close()
        for device in (wang, liu):
            device.hub.close()
            device.desk.close()
    service.close()
    return {"contents": contents, "exchanges": exchanges}


def pack(target: Path, folder: Path, choose: Callable[[tarfile.TarInfo], tarfile.TarInfo | None], *names: str) -> None:
    with tarfile.open(target, "w:xz") as archive:
        for name in names:
            archive.add(folder / name, name, filter=choose)


def plain(found: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Nobody's name, no time, nothing that Python made by itself."""
    if "__pycache__" in found.name or found.name.endswith((".pyc", "-shm", ".lock")):
        return None
    found.uid = found.gid = 0
    found.uname = found.gname = ""
    found.mtime = 0
    return found


def main(version: str, into: Path = ROOT / "tests" / "released") -> None:
    target = into / version
    target.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lived = live(folder)
        shutil.rmtree(folder / "collector" / "logs", ignore_errors=True)
        for part in ("collector", "handler", "hub"):
            pack(target / f"{part}.tar.xz", folder, plain, part)
    pack(target / "program.tar.xz", ROOT, plain, *PROGRAM)
    for part in ("contents", "exchanges"):
        file = target / ("wire.json" if part == "exchanges" else "contents.json")
        file.write_text(json.dumps(lived[part], indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
