"""tus: who hears that all bytes are here throws the photo away. So that is never said of a file that is not kept."""

from __future__ import annotations

import io
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError

from sync.hub import part
from sync.hub.http.server import HubServer
from sync.hub.media import MediaLimits
from sync.hub.tus_headers import PATH_TUS
from sync.hub.world import PersonRow
from sync.protocol.people import Role
from sync.protocol.problems import Code, Problem
from tests.sync.hub.test_tus import Client, b64, big, sha, stored
from tests.sync.hub.town import Town


@pytest.fixture
def server(town: Town) -> Iterator[HubServer]:
    with HubServer(town.service, tick_s=3600) as server:
        yield server


@pytest.fixture
def tus(town: Town, server: HubServer) -> Iterator[Client]:
    client = Client(town, server)
    yield client
    client.line.close()


def partial(town: Town) -> list[str]:
    return sorted(each.name for each in (town.folder / "media/partial").iterdir())


class Defect(Exception):
    """Where a test wants one."""


def failing(*_args: object) -> None:
    raise Defect


def test_the_length_is_told_only_after_an_answer_that_failed_was_made_good(
    town: Town, tus: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = big(3000)
    url = tus.begin(3000)
    monkeypatch.setattr(town.service.tus, "keep", failing)
    assert tus.patch(url, 0, data).status == 500
    for _ in range(2):
        answer = tus.ask("HEAD", url)
        assert answer.status == 500 and answer["Upload-Offset"] is None and not stored(town, data)
    monkeypatch.undo()
    head = tus.ask("HEAD", url)
    assert (head.status, head["Upload-Offset"], head["ETag"]) == (200, "3000", f'"{sha(data)}"')
    assert stored(town, data) and not partial(town)
    assert town["wangfang"].hub.media_state(sha(data), 3000).complete


def test_a_database_that_failed_at_the_end_makes_no_acknowledgement(
    town: Town, tus: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = big(3000, 2)
    url = tus.begin(3000)
    monkeypatch.setattr(town.service.media.arrivals, "keep", failing)
    assert tus.patch(url, 0, data).status == 500
    assert tus.ask("HEAD", url)["Upload-Offset"] != "3000"
    monkeypatch.undo()
    at = tus.offset(url)
    if at != len(data):
        assert tus.patch(url, at, data[at:]).status == 204
    assert stored(town, data) and tus.ask("HEAD", url)["ETag"] == f'"{sha(data)}"'


def test_a_file_above_the_quota_is_no_success_for_their_client_either(template: Path, tmp_path: Path) -> None:
    folder = tmp_path / "hub"
    shutil.copytree(template, folder)
    town = Town(folder, limits=MediaLimits(unnamed_bytes_per_person=1000))
    data = big(3000, 3)
    with HubServer(town.service, tick_s=3600) as server:
        client = Client(town, server)
        url = client.begin(len(data))
        assert client.patch(url, 0, data).status == 507
        answer = client.ask("HEAD", url)
        assert answer.status == 507 and answer["Upload-Offset"] is None and not stored(town, data)
        theirs = TusClient(server.url + PATH_TUS, headers={"Authorization": f"Bearer {client.token}"})
        with pytest.raises(TusCommunicationError):
            theirs.uploader(file_stream=io.BytesIO(data), chunk_size=1000, url=server.url + url).upload()
        client.line.close()
    town.close()


def test_a_hub_that_was_killed_before_the_end_ends_it_when_it_is_asked(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    data = big(300_000, 4)
    with HubServer(town.service, tick_s=3600) as server:
        client = Client(town, server)
        url = client.begin(len(data))
        monkeypatch.setattr(town.service.tus, "keep", failing)
        assert client.patch(url, 0, data).status == 500
        client.line.close()
        other = Town(town.folder, town.clock)
        with HubServer(other.service, tick_s=3600) as second:
            again = Client(other, second)
            assert again.offset(url) == len(data) and stored(other, data)
            again.line.close()
        other.close()


def test_what_turns_out_to_be_wrong_at_the_end_is_told_and_then_gone(
    town: Town, tus: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = big(3000, 5)
    url = tus.begin(3000, Upload_Metadata=f"sha256 {b64('0' * 64)}")
    monkeypatch.setattr(town.service.tus, "keep", failing)
    assert tus.patch(url, 0, data).status == 500
    monkeypatch.undo()
    assert tus.ask("HEAD", url).status == 460
    assert tus.ask("HEAD", url).status == 410 and not stored(town, data)


@pytest.mark.parametrize("where", ["fsync", "place"])
def test_whoever_asks_while_the_disk_still_works_waits_for_it(
    town: Town, server: HubServer, tus: Client, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """`fsync`: before the file is durable; `place`: after it, before the database knows."""
    data = big(3000, 6)
    url = tus.begin(3000)
    inside, gate = threading.Event(), threading.Event()
    keep, settle = town.service.media.arrivals.keep, part.Part.settle

    def slow_settle(self: part.Part) -> None:
        inside.set()
        assert gate.wait(100)
        settle(self)

    def slow_keep(*args: object) -> object:
        inside.set()
        assert gate.wait(100)
        return keep(*args)  # type: ignore[arg-type]

    if where == "fsync":
        monkeypatch.setattr(part.Part, "settle", slow_settle)
    else:
        monkeypatch.setattr(town.service.media.arrivals, "keep", slow_keep)
    asking = [Client(town, server) for _ in range(4)]
    with ThreadPoolExecutor(5) as pool:
        patched = pool.submit(tus.patch, url, 0, data)
        assert inside.wait(100)
        heads = [pool.submit(client.ask, "HEAD", url) for client in asking]
        done = [each for each in heads if _ended(each, 0.3)]
        assert not done and not stored(town, data)
        if where == "place":
            second = Client(town, server)
            assert second.patch(url, 3000, b"").status == 503
            second.line.close()
        gate.set()
        assert patched.result(60).status == 204
        assert [each.result(60)["ETag"] for each in heads] == [f'"{sha(data)}"'] * 4
    for client in asking:
        client.line.close()
    assert stored(town, data) and not partial(town)


def _ended(asked: object, wait_s: float) -> bool:
    try:
        asked.result(wait_s)  # type: ignore[attr-defined]
    except TimeoutError:
        return False
    return True


def test_a_file_that_was_finished_between_two_looks_leaves_nothing(
    town: Town, server: HubServer, tus: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = big(3000, 7)
    url = tus.begin(3000)
    with monkeypatch.context() as mishap:
        mishap.setattr(town.service.tus, "keep", failing)
        assert tus.patch(url, 0, data).status == 500
    other, enter = Client(town, server), town.service.tus.open.enter
    first = []

    def late(*args: object, **more: object) -> object:
        if not first:
            first.append(1)
            assert other.patch(url, 3000, b"").status == 204
        return enter(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(town.service.tus.open, "enter", late)
    head = tus.ask("HEAD", url)
    assert first and (head["Upload-Offset"], head["ETag"]) == ("3000", f'"{sha(data)}"')
    assert stored(town, data) and not partial(town)
    other.line.close()


def test_whoever_came_second_to_an_end_that_failed_hears_no_success(
    town: Town, tus: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, service = big(3000, 9), town.service.tus
    url = tus.begin(3000)
    with monkeypatch.context() as mishap:
        mishap.setattr(service, "keep", failing)
        assert tus.patch(url, 0, data).status == 500
    person = PersonRow(id="wangfang", login="wangfang", name="wangfang", roles=(Role.COLLECTOR,))
    upload = service.find(person, url.rpartition("/")[2])
    assert upload.offset_bytes == 3000
    held = service.open.enter(upload, town.clock())
    held.over = True  # as the first one leaves it, whose file then did not come to its place
    with pytest.raises(Problem) as told:
        service.complete(person, held, upload)
    assert told.value.code == Code.HUB_BUSY
    service.close_idle(held)
    assert tus.offset(url) == 3000 and stored(town, data)


def test_parts_and_what_is_not_complete_are_told_as_they_stand(town: Town, tus: Client) -> None:
    data = big(3000, 8)
    url = tus.begin(3000, Upload_Concat="partial")
    tus.patch(url, 0, data)
    assert tus.offset(url) == 3000 and not stored(town, data)
    unknown = tus.begin(None)
    tus.patch(unknown, 0, data)
    assert tus.offset(unknown) == 3000 and not stored(town, data)
