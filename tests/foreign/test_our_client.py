"""Our tus client at a server of others, @tus/server: upload, cut, resume in another process, take back."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from sync.engine.tus import TusClient, TusUpload
from sync.protocol.problems import Code, Problem
from tests.foreign.conftest import SHAKY
from tests.links.plan import LinkPlan
from tests.links.process import Link

WAY_BROKE = (Code.NO_NETWORK, Code.TIMED_OUT, Code.NOT_OUR_REPLY, Code.HUB_ERROR)


@dataclass(frozen=True, slots=True)
class Theirs:
    port: int
    folder: Path

    def kept(self) -> set[str]:
        """Hashes of the files that lie at the server."""
        return {hashlib.sha256(path.read_bytes()).hexdigest() for path in self.folder.iterdir() if path.suffix != ".json"}


@pytest.fixture(scope="module")
def theirs(peers: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theirs]:
    folder = tmp_path_factory.mktemp("theirs")
    with subprocess.Popen(["node", str(peers / "tus_server.mjs"), str(folder)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = re.fullmatch(r"PORT (\d+)\n", process.stdout.readline())
        assert told, "@tus/server did not start"
        yield Theirs(int(told[1]), folder)
        process.terminate()


@contextmanager
def client(port: int, chunk_bytes: int = 256 * 1024) -> Iterator[TusClient]:
    made = TusClient(f"http://127.0.0.1:{port}/files", chunk_bytes=chunk_bytes)
    try:
        yield made
    finally:
        made.close()


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def upload_of(photo: Path) -> TusUpload:
    return TusUpload(size_bytes=photo.stat().st_size, metadata={"filename": photo.name})


def test_a_photo_arrives(theirs: Theirs, small: Path) -> None:
    with client(theirs.port) as ours, small.open("rb") as file:
        assert "creation" in ours.server().extensions
        assert ours.send(upload_of(small), file)
    assert digest(small) in theirs.kept()


def test_it_goes_on_after_every_cut(theirs: Theirs, photo: Path) -> None:
    upload, cuts = upload_of(photo), 0
    with Link(SHAKY, theirs.port) as link, client(link.port, 64 * 1024) as ours, photo.open("rb") as file:
        while True:
            try:
                assert ours.send(upload, file)
                break
            except Problem as problem:
                assert problem.code in WAY_BROKE, problem
                cuts += 1
                assert cuts < 3000
        counters = link.counters()
    assert counters["killed"] >= 3, "nothing was cut"
    assert digest(photo) in theirs.kept()
    assert counters["up_bytes"] < 1.5 * photo.stat().st_size


def test_another_process_goes_on_where_the_first_one_stopped(theirs: Theirs, small: Path) -> None:
    """All that is kept is the address."""
    seen: list[int] = []
    with client(theirs.port, 50_000) as first, small.open("rb") as file:
        upload = upload_of(small)
        assert not first.send(upload, file, should_stop=lambda: bool(seen) and seen[-1] >= 150_000, on_progress=seen.append)
    with Link(LinkPlan(), theirs.port) as link, client(link.port, 50_000) as second, small.open("rb") as file:
        again = upload_of(small)
        assert upload.location is not None
        again.location = upload.location.replace(f":{theirs.port}/", f":{link.port}/")
        assert second.send(again, file)
        assert link.counters()["up_bytes"] < 160_000
    assert digest(small) in theirs.kept()


def test_an_upload_is_taken_back(theirs: Theirs, small: Path) -> None:
    with client(theirs.port) as ours:
        upload = upload_of(small)
        location = ours.create(upload)
        assert ours.append(location, 0, small.read_bytes()[:1000]) == 1000
        ours.terminate(location)
        assert ours.offset(location) is None
        ours.terminate(location)
    assert digest(small) not in theirs.kept()


def test_one_that_the_server_forgot_begins_anew(theirs: Theirs, small: Path) -> None:
    with client(theirs.port) as ours, small.open("rb") as file:
        upload = upload_of(small)
        ours.terminate(ours.create(upload))
        assert ours.send(upload, file)
    assert digest(small) in theirs.kept()


def test_a_wrong_offset_is_asked_for_again(theirs: Theirs, small: Path) -> None:
    with client(theirs.port) as ours:
        upload = upload_of(small)
        location = ours.create(upload)
        assert ours.append(location, 10, b"abc") is None
        assert ours.offset(location) == 0
        assert ours.send(upload, io.BytesIO(small.read_bytes()))
    assert digest(small) in theirs.kept()
