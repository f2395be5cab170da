"""Slips planted on purpose, each a thing that has gone wrong in somebody's field app. The laws have to find every one of them.

A slip is put in by replacing a piece of the product for the length of a story; nothing of it is in the product.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from tests.sync.world.disk import Machine

Patch = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Bug:
    name: str
    told: str  # the slip in a sentence
    plant: Patch


BUGS: dict[str, Bug] = {}


def bug(told: str) -> Callable[[Patch], Patch]:
    """Register a slip under its function's name."""
    def register(plant: Patch) -> Patch:
        name = plant.__name__
        BUGS[name] = Bug(name, told, plant)
        return plant
    return register


@contextmanager
def planted(name: str) -> Iterator[None]:
    load()
    with pytest.MonkeyPatch.context() as patch:
        BUGS[name].plant(patch)
        yield


def never_synced(patch: pytest.MonkeyPatch, what: Callable[[Machine, str], bool]) -> None:
    """The product forgets fsync where `what` says so: of a machine, for a path."""
    before = Machine.synced

    def synced(machine: Machine, descriptor: int, path: str) -> None:
        if not what(machine, path):
            before(machine, descriptor, path)

    patch.setattr(Machine, "synced", synced)


def load() -> dict[str, Bug]:
    """All of them."""
    from tests.sync.world import bugs_of_device, bugs_of_engine, bugs_of_hub  # noqa: F401 - they register themselves

    return BUGS
