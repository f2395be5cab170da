"""The hub's machine: the production service on a folder of its own, its power and its back-ups."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine

from sync.hub import part
from sync.hub.db import sqlite
from sync.hub.service import HubService
from tests.sync.world.disk import Machine, PowerOff, Saved, connect
from tests.sync.world.town import QUICK, hub_template

if TYPE_CHECKING:
    from tests.sync.world.world import World


_KEPT: dict[str, Any] = {}


@contextmanager
def _statements_kept() -> Iterator[None]:
    """The toolkit translates each statement once a process, and not anew after every start of a hub in it."""
    before = sqlite.open_engine

    def open_engine(path: Path) -> Engine:
        engine = before(path)
        engine.dialect = _KEPT.setdefault("dialect", engine.dialect)
        engine._compiled_cache = _KEPT.setdefault("statements", engine._compiled_cache)
        return engine

    sqlite.open_engine = open_engine
    try:
        yield
    finally:
        sqlite.open_engine = before


class SimHub:
    def __init__(self, world: World) -> None:
        self.world = world
        folder = world.folder / "hub"
        hub_template().copy(folder)
        self.machine = Machine("the hub", folder)
        self.machine.settle(hub_template().listings(folder))
        self.saved: Saved | None = None
        self.restored = 0
        self.service: HubService | None = None
        self._witness: sqlite3.Connection | None = None
        self.start()

    def start(self) -> None:
        """Harmless when it runs."""
        while self.service is None:
            part._boot[:] = [f"start {self.machine.cuts}"]  # which start of the machine this is: a power cut makes a new one
            try:
                with _statements_kept():
                    self.service = HubService(self.machine.folder, self.world.clock, hasher=QUICK)
            except PowerOff:
                self.machine.power_on()
        self.machine.cut_in = None

    def server_turn(self) -> None:
        """What the server does by itself twice a second."""
        if self.service is not None:
            try:
                self.service.media.note_due()
            except PowerOff:
                self.lost_power()

    def stop(self) -> None:
        """In order, as an operator stops it."""
        self.machine.cut_in = None
        self._let_go_of_witness()
        if self.service is not None:
            self.service.close()
            self.service = None

    def _let_go_of_witness(self) -> None:
        if self._witness is not None:
            self._witness.close()
            self._witness = None

    def lost_power(self) -> None:
        """Down until the next step of the story."""
        self.machine.power_off()
        self._let_go_of_witness()
        if self.service is not None:
            self.service.database.close()
            for live in self.service.media._lives.all():
                live.part.close()
            self.service = None
        self.machine.power_on()

    def back_up(self) -> None:
        self.saved = self.machine.save()

    def restore(self) -> bool:
        if self.saved is None:
            return False
        self.stop()
        self.machine.put_back(self.saved)
        self.start()
        assert self.service is not None
        self.service.start_new_epoch()
        self.restored += 1
        self.world.ledger.hub_was_restored()
        return True

    def loses_files(self) -> bool:
        """The disk with the photos is put back to its copy; the database lies on another one."""
        if self.saved is None:
            return False
        self.stop()
        self.machine.put_back(Saved(self.saved.files, self.machine.save().databases))
        self.start()
        assert self.service is not None
        self.service.start_new_epoch()
        self.world.ledger.files_were_restored()
        return True

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """What is committed, read past the service: a witness that no slip of the hub's own code can mislead."""
        if self._witness is None:
            self._witness = connect(self.machine.folder / "hub.sqlite", isolation_level=None)
            self._witness.row_factory = sqlite3.Row
        return self._witness.execute(sql, values).fetchall()

    @contextmanager
    def full_disk(self) -> Iterator[None]:
        """No room for files; the database still writes."""
        assert self.service is not None
        files: Any = self.service.files
        files.free_bytes = lambda: 0
        try:
            yield
        finally:
            del files.free_bytes
