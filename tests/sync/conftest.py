"""A PostgreSQL server for all tests of this folder that ask for one, and a town in it to be copied."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.postgres import NoPostgres, Server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """Started when the first test asks. Where none can be had the tests are left out, and it is said why."""
    try:
        with Server() as server:
            yield server
    except NoPostgres as reason:
        print(f"left out: {reason}", file=sys.__stderr__, flush=True)
        pytest.skip(str(reason))


class PostgresTown:
    """The demonstration town in a database that nobody works in."""

    def __init__(self, server: Server, folder: Path) -> None:
        from tests.sync.hub.town import SEED, Town

        self._server = server
        self._origin = server.database()
        town = Town(folder / "hub", database_url=self._origin)
        town.service.load_seed(SEED)
        town.close()

    @contextmanager
    def copy(self) -> Iterator[str]:
        url = self._server.database(copy_of=self._origin)
        try:
            yield url
        finally:
            self._server.drop(url)


@pytest.fixture(scope="session")
def postgres_town(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> PostgresTown:
    return PostgresTown(postgres, tmp_path_factory.mktemp("postgres-town"))
