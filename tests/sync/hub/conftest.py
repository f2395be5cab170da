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


@pytest.fixture(scope="session")
def manual_template(template: Path) -> Path:
    folder = template.with_name("manual")
    shutil.copytree(template, folder)
    town = Town(folder)
    town.configure(MANUAL)
    town.close()
    return folder


@pytest.fixture
def manual(manual_template: Path, tmp_path: Path) -> Iterator[Town]:
    """The same town where every act needs a person."""
    folder = tmp_path / "manual"
    shutil.copytree(manual_template, folder)
    town = Town(folder)
    yield town
    town.close()


@pytest.fixture(scope="module")
def shared(manual_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One such town for all tests of a module that only add cases and never move its clock."""
    folder = tmp_path_factory.mktemp("shared") / "hub"
    shutil.copytree(manual_template, folder)
    town = Town(folder)
    yield town
    town.close()
