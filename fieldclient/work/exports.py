"""A selection of cases as a file, beside everything else that goes on: it may hold a hundred thousand of them."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from fieldclient.store import Store
from fieldclient.store.cases import CaseRecord
from fieldclient.store.disk import Disk, told
from fieldclient.store.overlay import latest
from fieldclient.work.case_lists import CaseLists
from fieldclient.work.export_places import GeoJson, Kml
from fieldclient.work.export_rows import Row, Wording, row_of
from fieldclient.work.export_tables import CsvTable, XlsxTable
from fieldclient.work.list_views import Lookup
from fieldclient.work.rows import Viewer
from sync.protocol.ids import new_id
from sync.protocol.problems import Code, Problem

_log = logging.getLogger(__name__)
IN_BLOCK = 100
BREATH_S = 0.002  # between two blocks: who waits for the window or the store comes in here
MOST = 1_000_000  # rows that a sheet of XLSX can take, about


class Format(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"
    GEOJSON = "geojson"
    KML = "kml"


class _Target(Protocol):
    def add(self, row: Row) -> None: ...
    def finish(self) -> None: ...


_TARGETS: dict[Format, Callable[[Path, Wording, datetime], AbstractContextManager[_Target]]] = {
    Format.XLSX: XlsxTable, Format.CSV: CsvTable, Format.GEOJSON: GeoJson, Format.KML: Kml,
}


class Cancelled(Exception):
    """Somebody thought better of it."""


class ExportRun:
    """One export under way. Any thread may look; `done` and `total` count cases, `total` 0 while they are looked up."""

    def __init__(self, path: Path, *, bound: bool = True) -> None:
        self.path = path
        self.bound = bound  # ends when the tablet changes hands
        self.done = self.total = 0
        self.problem: Problem | None = None
        self.cancelled = False
        self._stop = threading.Event()
        self._over = threading.Event()

    @property
    def over(self) -> bool:
        """Nothing more happens: the file is there, or `problem` says why not, or `cancelled`."""
        return self._over.is_set()

    def cancel(self) -> None:
        """Nothing is left of the file."""
        self._stop.set()

    def wait(self, timeout_s: float | None = None) -> bool:
        return self._over.wait(timeout_s)

    def check(self) -> None:
        if self._stop.is_set():
            raise Cancelled


class Exports:
    """`write` begins and gives the run at once; `write_now` is done when it returns."""

    def __init__(self, store: Store, lists: CaseLists, viewer: Callable[[], Viewer]) -> None:
        self._store, self._lists, self._viewer = store, lists, viewer
        self._runs: list[tuple[threading.Thread, ExportRun]] = []

    def write(self, kind: Format | str, wanted: Lookup | Sequence[str], path: Path, wording: Wording | None = None) -> ExportRun:
        """`wanted`: a list as it is chosen, or ids of cases in the order in which they are to stand. Only cases in the sight of
        who works here are written. Raises FILE_MISSING (no such folder) and SIGN_IN_NEEDED at once."""
        viewer, run, kind = self._viewer(), ExportRun(path), Format(kind)
        _check_folder(path)
        thread = threading.Thread(
            target=self._beside, args=(run, viewer, kind, wanted, wording or Wording()), name="export", daemon=True)
        self._runs = [each for each in self._runs if not each[1].over] + [(thread, run)]
        thread.start()
        return run

    def write_now(self, kind: Format | str, wanted: Lookup | Sequence[str], path: Path, wording: Wording | None = None) -> int:
        """How many cases were written."""
        run = ExportRun(path, bound=False)
        _check_folder(path)
        self._write(run, self._viewer(), Format(kind), wanted, wording or Wording())
        return run.done

    def close(self) -> None:
        """What is under way is given up, and nothing of it is left."""
        for _, run in self._runs:
            run.cancel()
        for thread, _ in self._runs:
            thread.join()

    def _beside(self, run: ExportRun, viewer: Viewer, kind: Format, wanted: Lookup | Sequence[str], wording: Wording) -> None:
        try:
            self._write(run, viewer, kind, wanted, wording)
        except Problem as problem:
            run.problem = problem
        except Cancelled:
            run.cancelled = True
        except Exception:  # the thread's last word must be heard: a screen that waits for ever would be worse
            reference = new_id()
            _log.exception("an export failed, reference %s", reference)
            run.problem = Problem(Code.INTERNAL, reference=reference)
        finally:
            run._over.set()

    def _write(self, run: ExportRun, viewer: Viewer, kind: Format, wanted: Lookup | Sequence[str], wording: Wording) -> None:
        """Whole or not at all, in place of what was there."""
        part = run.path.with_name(f".{run.path.name}-{new_id()}.part")
        try:
            ids = list(self._ids(run, viewer, wanted)) if isinstance(wanted, Lookup) else list(dict.fromkeys(wanted))
            run.total = len(ids)
            with _TARGETS[kind](part, wording, viewer.now) as target:
                for row in self._rows(run, viewer, ids):
                    target.add(row)
                target.finish()
            _put(part, run.path)
        except OSError as cause:
            raise told(cause) from cause
        finally:
            part.unlink(missing_ok=True)

    def _ids(self, run: ExportRun, viewer: Viewer, lookup: Lookup) -> Iterator[str]:
        lookup = replace(lookup, limit=1000, offset=0, after="")
        for _ in range(MOST // lookup.limit):
            run.check()
            found, after = self._lists.ids(lookup, viewer)
            yield from found
            if not after:
                return
            lookup = replace(lookup, after=after)

    def _rows(self, run: ExportRun, viewer: Viewer, ids: Sequence[str]) -> Iterator[Row]:
        catalogue, person = self._store.catalogues.current(), viewer.person.id
        for start in range(0, len(ids), IN_BLOCK):
            run.check()
            if run.bound and self._store.people.current_id() != person:
                raise Problem(Code.SIGN_IN_NEEDED)  # the tablet changed hands meanwhile
            block = ids[start : start + IN_BLOCK]
            records: list[CaseRecord] = self._store.cases.find_all(person, block)
            acts = self._store.cases.acts_of(person, [record.id for record in records])
            for record in records:
                shown = latest(acts.get(record.id, []))
                yield row_of(record, catalogue, shown.delivery.value if shown is not None else "", viewer.now)
                run.done += 1
            run.total -= len(block) - len(records)  # went out of sight since they were looked up
            time.sleep(BREATH_S)


def _put(part: Path, path: Path) -> None:
    disk = Disk()
    with part.open("rb+") as file:
        disk.sync(file)  # type: ignore[arg-type]  # a file that can be read too
    os.replace(part, path)
    disk.sync_folder(path.parent)


def _check_folder(path: Path) -> None:
    if not path.parent.is_dir():
        raise Problem(Code.FILE_MISSING)
