"""Two hub processes on one PostgreSQL database, as an operator starts them: news cross, kills lose nothing, nobody hears the
password."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from sync.engine.exchange import Exchange
from sync.engine.link import HttpHub
from sync.hub.db import tables
from sync.hub.db.database import HEAD, Database
from sync.protocol.feed import CaseChanged, Page
from sync.protocol.mutations import Outcome
from sync.protocol.people import SignIn
from tests.postgres import Server
from tests.sync.conftest import PostgresTown
from tests.sync.hub.processes import Served, hub, hub_json
from tests.sync.hub.test_feed_order_postgres import a_report
from tests.sync.hub.town import Device, Town

SECRET = "nobody-hears-this"


@pytest.fixture
def address(postgres_town: PostgresTown, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """In the variable, with a password (which this server does not ask for)."""
    with postgres_town.copy() as url:
        address = url.replace("postgres@", f"postgres:{SECRET}@")
        monkeypatch.setenv("FIELDCLIENT_HUB_DATABASE", address)
        yield address


class Line:
    """A signed-in device's way to one of the hubs."""

    def __init__(self, url: str, login: str) -> None:
        self.token: str | None = None
        self.hub = HttpHub(Exchange(url, f"device-of-{login}", lambda: self.token))
        self.token = self.hub.sign_in(
            SignIn(login=login, password=f"{login}-demo", device_id=f"device-of-{login}")
        ).token


def cases_in(page: Page) -> list[str]:
    return [change.case.id for change in page.changes if isinstance(change, CaseChanged)]


def everything(line: Line) -> tuple[list[str], str]:
    page, found = line.hub.pull(None), list[str]()
    found += cases_in(page)
    while page.more:
        page = line.hub.pull(page.cursor)
        found += cases_in(page)
    return found, page.cursor


def test_two_hubs_serve_one_database(address: str, tmp_path: Path) -> None:
    folder = tmp_path / "hub"
    first, second = Served(folder), Served(folder, 0, "--log", "info")
    try:
        assert first.url != second.url
        wang, acceptor = Line(first.url, "wangfang"), Line(second.url, "linyue")
        cursor = everything(acceptor)[1]
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(acceptor.hub.pull, cursor, wait_s=30)
            town = Town(tmp_path / "inspector", database_url=address)  # to make an act; it is sent over the first hub's socket
            device = Device(town, "wangfang", "device-of-wangfang", wang.hub)
            town._devices["wangfang"] = device
            act = a_report(town, "wangfang")
            assert device.send(act)[0].outcome is Outcome.APPLIED
            assert cases_in(waiting.result(40)) == [act.case_id], "the other hub's waiting device is told"
        first.kill()
        device.hub = Line(second.url, "wangfang").hub
        assert device.send(act)[0].outcome is Outcome.DUPLICATE, "what one hub took the other knows, also after a kill"
        status = hub_json(folder, "status")
        assert status["database"]["kind"] == "postgresql" and status["database"]["revision"] == HEAD
        assert status["feed"]["changes"] > 0 and status["feed"].get("held_back_by") is None
        town.close()
    finally:
        first.kill()
        code, complaints = second.stop()
    assert code == 0 and SECRET not in complaints


def test_a_database_that_cannot_be_used_is_one_sentence_without_the_password(tmp_path: Path) -> None:
    for url in (f"postgresql://hub:{SECRET}@127.0.0.1:1/none", f"mysql://hub:{SECRET}@127.0.0.1/none", f"://{SECRET}"):
        told = hub(tmp_path / "hub", "--database", url, "status")
        assert told.returncode == 1, told
        assert told.stderr.count("\n") == 1 and SECRET not in told.stderr + told.stdout
        assert "database" in told.stderr and "Traceback" not in told.stderr


def test_a_database_of_another_encoding_is_refused(postgres: Server, tmp_path: Path) -> None:
    with postgres.connect() as connection:
        connection.execute("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    told = hub(tmp_path / "hub", "--database", postgres.url("latin"), "status")
    assert told.returncode == 1 and "LATIN1" in told.stderr and told.stderr.count("\n") == 1
    postgres.drop(postgres.url("latin"))


def test_status_of_a_hub_on_a_file(tmp_path: Path) -> None:
    status = hub_json(tmp_path / "hub", "status")
    assert status["database"]["kind"] == "sqlite" and status["database"]["durable"]
    assert status["feed"] == {"changes": 0, "waiting": 0, "held_back_s": 0.0, "held_back_by": None}


def test_migrations_lead_to_the_tables_here_too(postgres: Server, tmp_path: Path) -> None:
    url = postgres.database()
    with ThreadPoolExecutor(3) as pool:  # hubs that are started together bring the tables up to date once
        doors = list(pool.map(lambda _: Database(tmp_path / "hub", url), range(3)))
    with doors[0].read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
    for door in doors:
        door.close()
    postgres.drop(url)
