"""One town, reached two ways: in process and over HTTP on a real socket. Every test of this folder runs on both; what is about
records and the feed runs once more on a hub that keeps them in PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.engine.exchange import Exchange
from sync.engine.link import HttpHub
from sync.hub.http.server import HubServer
from sync.hub.service import LocalHub
from sync.protocol.hub import Hub
from sync.protocol.people import SignIn
from tests.sync.conftest import PostgresTown
from tests.sync.hub.conftest import template
from tests.sync.hub.town import Device, Town

__all__ = ["template"]

Reach = Callable[[str, str | None], Hub]  # device, token → a hub as that device sees it


class Place(Town):
    """A town whose people use whichever way is being tested."""

    reach: Reach

    def sign_in(self, login: str, device: str | None = None) -> Device:
        device = device or f"device-of-{login}"
        request = SignIn(login=login, password=f"{login}-demo", device_id=device, device_name="tablet")
        session = self.reach(device, None).sign_in(request)
        return Device(self, login, device, self.reach(device, session.token))


ON_POSTGRES = ("test_records", "test_feed", "test_identity")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "place" in metafunc.fixturenames:
        also = ["postgres"] if metafunc.module.__name__.endswith(ON_POSTGRES) else []
        metafunc.parametrize("place", ["local", "http", *also], indirect=True)


@pytest.fixture
def place(request: pytest.FixtureRequest, template: Path, tmp_path: Path) -> Iterator[Place]:
    folder = tmp_path / "hub"
    if request.param == "postgres":
        yield from _on_postgres(folder, request.getfixturevalue("postgres_town"))
        return
    shutil.copytree(template, folder)
    place = Place(folder)
    if request.param == "local":
        place.reach = lambda device, token: LocalHub(place.service, token)
        yield place
        place.close()
        return
    links: list[HttpHub] = []

    def reach(device: str, token: str | None) -> Hub:
        links.append(HttpHub(Exchange(server.url, device, lambda: token)))
        return links[-1]

    place.reach = reach
    with HubServer(place.service, tick_s=3600) as server:
        yield place
        for link in links:
            link.close()
    place.close()


def _on_postgres(folder: Path, towns: PostgresTown) -> Iterator[Place]:
    with towns.copy() as url:
        place = Place(folder, database_url=url)
        place.reach = lambda device, token: LocalHub(place.service, token)
        yield place
        place.close()
