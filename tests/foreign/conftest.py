"""A hub of ours behind a bad link, tus-js-client and @tus/server of others. What cannot be installed is skipped with its reason."""

from __future__ import annotations

import hashlib
import io
import json
import random
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from PIL import Image

from sync.hub.http.server import HubServer
from sync.hub.service import HubService, LocalHub
from sync.protocol.people import SignIn
from tests.bench.peers.install import node_peers
from tests.bench.rows import CannotMeasure
from tests.links.plan import LinkPlan
from tests.links.process import Link
from tests.sync.small_district import COLLECTOR, HANDLER, write_seed

PEERS = Path(__file__).resolve().parents[1] / "bench" / "peers" / "tus"
PATIENCE_S = 90
# Fast, so that the tests are; cut so often that nothing of the photo's size gets through in one piece.
SHAKY = LinkPlan(up_bit_s=8e6, down_bit_s=8e6, rtt_s=0.02, up_for_s=0.25, outage_s=0.1)
SMALL_BYTES, PHOTO_BYTES = 300_000, 1_500_000


@dataclass(frozen=True, slots=True)
class Hub:
    """Ours, listening, with somebody signed in."""

    service: HubService
    port: int
    token: str
    other_token: str  # of somebody else

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def local(self) -> LocalHub:
        hub = LocalHub(self.service)
        hub.sign_in(SignIn(login=COLLECTOR, password=f"{COLLECTOR}-demo", device_id="asking"))
        return hub


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    folder = tmp_path_factory.mktemp("hub")
    service = HubService(folder / "data", hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    service.load_seed(write_seed(folder))
    tokens = [LocalHub(service).sign_in(SignIn(login=login, password=f"{login}-demo", device_id=f"of-{login}")).token
              for login in (COLLECTOR, HANDLER)]
    with HubServer(service, tick_s=3600) as server:
        yield Hub(service, server.port, *tokens)
    service.close()


@pytest.fixture
def way(hub: Hub) -> Iterator[Callable[[LinkPlan], Link]]:
    """A link to the hub, made as told and taken down at the end."""
    links: list[Link] = []

    def made(plan: LinkPlan) -> Link:
        links.append(Link(plan, hub.port))
        return links[-1]
    yield made
    for link in links:
        link.close()


@pytest.fixture(scope="session")
def peers() -> Path:
    try:
        return node_peers(PEERS)
    except CannotMeasure as reason:
        pytest.skip(f"tus-js-client and @tus/server cannot be used here: {reason}")


class TusJs:
    """One run of tus-js-client; its lines as they come."""

    def __init__(self, peers: Path, asked: dict[str, Any]) -> None:
        self.lines: list[str] = []
        self._heard = threading.Condition()
        self._popen = subprocess.Popen(
            ["node", str(peers / "tus_client.mjs"), json.dumps(asked)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._popen.stdout is not None
        for line in self._popen.stdout:
            with self._heard:
                self.lines.append(line.strip())
                self._heard.notify_all()

    def wait_for(self, true: Callable[[str], bool]) -> str:
        """The first line of which it is true."""
        with self._heard:
            found = self._heard.wait_for(lambda: [line for line in self.lines if true(line)], PATIENCE_S)
        assert found, f"not said: {self.lines[-20:]}"
        return found[0]

    def end(self) -> str:
        """Its last word."""
        try:
            self._popen.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"it never came to its end: {self.lines[-20:]}") from None
        self._reader.join(60)
        return self.lines[-1] if self.lines else ""

    def kill(self) -> None:
        """SIGKILL; harmless when it has ended."""
        self._popen.kill()
        self._popen.wait()
        self._reader.join(60)
        assert self._popen.stdout is not None
        self._popen.stdout.close()


@pytest.fixture
def tus_js(peers: Path) -> Iterator[Callable[..., TusJs]]:
    """Start tus-js-client with an act; whatever still runs at the end of the test is ended."""
    started: list[TusJs] = []

    def start(**asked: Any) -> TusJs:
        started.append(TusJs(peers, {"act": "upload", "options": {}, **asked}))
        return started[-1]
    yield start
    for each in started:
        each.kill()


@pytest.fixture(scope="session")
def album(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("album")


@pytest.fixture
def small(album: Path, request: pytest.FixtureRequest) -> Path:
    """A photo of 300 kB that no other test has."""
    return _own_photo(album, SMALL_BYTES, request)


@pytest.fixture
def photo(album: Path, request: pytest.FixtureRequest) -> Path:
    """A photo of 1.5 MB that no other test has."""
    return _own_photo(album, PHOTO_BYTES, request)


def _own_photo(album: Path, size_bytes: int, request: pytest.FixtureRequest) -> Path:
    """A JPEG with the test's name and noise in comments before the picture."""
    chance, picture = random.Random(request.node.nodeid), io.BytesIO()
    Image.effect_noise((320, 240), 60).save(picture, "JPEG")
    room, comments = size_bytes - picture.tell(), b""
    while room > 0:
        part = min(60_000, room) if not 60_000 < room < 60_010 else 50_000
        comments += b"\xff\xfe" + (part - 2).to_bytes(2, "big") + chance.randbytes(part - 4)
        room -= part
    own = album / f"{hashlib.sha256(comments).hexdigest()[:16]}.jpg"
    own.write_bytes(picture.getvalue()[:2] + comments + picture.getvalue()[2:])
    return own
