from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.hub.town import MANUAL, SEED, Town


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the seed loaded, to be copied: migrating and hashing takes most of a short test's time."""
    folder = tmp_path_factory.mktemp("template") / "hub"
    town = Town(folder)
    town.service.load_seed(SEED)
    town.close()
    return folder


@pytest.fixture
def town(template: Path, tmp_path: Path) -> Iterator[Town]:
    """The demonstration town: what its policy lets the hub do by itself, it does."""
    folder = tmp_path / "hub"
    shutil.copytree(template, folder)
    town = Town(folder)
    yield town
    town.close()


@pytest.fixture
def manual(town: Town) -> Town:
    """The same town where every act needs a person."""
    town.configure(MANUAL)
    return town
