"""Writing everything a person has on this device into a folder of plain files."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from fieldclient import __version__
from fieldclient.store import Store
from fieldclient.store.disk import PIECE_BYTES, Disk, told
from fieldclient.store.media_rows import MediaRow
from fieldclient.store.overlay import latest
from fieldclient.work.catalogue import names_of
from fieldclient.work.export_reports import as_csv, as_geojson
from fieldclient.work.photo_copies import PhotoCopies, problems_of
from sync.protocol.feed import CaseView
from sync.protocol.ids import local_reference, new_id
from sync.protocol.mutations import Mutation
from sync.protocol.position import Datum
from sync.protocol.problems import Code, Problem

_OF_A_PERSON = ("drafts", "uploads", "mutations", "cases", "case_media", "notices", "published")


@dataclass
class Export:
    """`person` None: everybody. `copies`: photos of reports once more, as copies that say place and time."""

    store: Store
    person: str | None
    copies: PhotoCopies | None = None

    def write(self, target: Path) -> dict[str, Any]:
        """The manifest. FOLDER_UNREADABLE when `target` is not empty or cannot be written, DISK_FULL before anything is."""
        _check_target(target)
        building = target.parent / f".{target.name}-{new_id()}"
        try:
            self._check_room(target.parent)
            building.mkdir(mode=0o700)
            manifest = self._fill(building)
            _sync_all(building)
            if target.exists():
                target.rmdir()
            os.rename(building, target)
            Disk().sync_folder(target.parent)
        except OSError as cause:
            raise told(cause) from cause
        finally:
            if building.exists():
                shutil.rmtree(building, ignore_errors=True)
        return manifest

    def _check_room(self, folder: Path) -> None:
        needed = self.store.database.path.stat().st_size * 2
        needed += sum(media.ref.size_bytes for media in self._media()) * (2 if self.copies is not None else 1)
        free = shutil.disk_usage(folder).free
        if free < needed:
            raise Problem(Code.DISK_FULL, free_bytes=free, needed_bytes=needed)

    def _fill(self, folder: Path) -> dict[str, Any]:
        files, problems = self._copy_media(folder)
        copies = list(self._write_copies(folder))
        files, problems = files + copies, problems + problems_of(copies)
        self._copy_database(folder / "store.sqlite3")
        reports = list(self._reports())
        (folder / "reports.csv").write_bytes(as_csv(reports))
        _write_json(folder / "reports.geojson", as_geojson(reports))
        for name in ("store.sqlite3", "reports.csv", "reports.geojson"):
            files.append({"file": name, **_hash(folder / name)})
        manifest = {
            "app": f"fieldclient {__version__}", "made_at": self.store.clock().isoformat(), "person": self.person,
            "reports": len(reports), "files": files, "problems": problems,
        }
        _write_json(folder / "manifest.json", manifest)
        return manifest

    # Media

    def _media(self) -> list[MediaRow]:
        """Files that the person made or has in a case in sight."""
        everybody = self.person is None
        rows = self.store.database.read(
            """
            SELECT sha256 FROM media m WHERE ? OR EXISTS (SELECT 1 FROM uploads u WHERE u.sha256 = m.sha256 AND u.person = ?)
                OR EXISTS (SELECT 1 FROM case_media c WHERE c.sha256 = m.sha256 AND c.person = ?)
                OR EXISTS (SELECT 1 FROM draft_media d JOIN drafts w ON w.id = d.draft
                    WHERE d.sha256 = m.sha256 AND w.person = ?) ORDER BY sha256
            """, (int(everybody), self.person, self.person, self.person))
        if not everybody and _has(self.store.database.connection, "card_files"):  # taken in, and in no report yet
            own = self.store.database.read(
                "SELECT DISTINCT sha256 FROM card_files WHERE person = ? AND sha256 IS NOT NULL", (self.person,))
            rows = sorted({row["sha256"]: row for row in (*rows, *own)}.values(), key=lambda row: str(row["sha256"]))
        return list(self.store.media.get_many([row["sha256"] for row in rows]).values())

    def _copy_media(self, folder: Path) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
        files: list[dict[str, Any]] = []
        problems: list[dict[str, str]] = []
        for media in self._media():
            name = f"media/{media.path.parent.name}/{media.path.name}"
            try:
                found, size = _copy(media.path, folder / name)
            except FileNotFoundError:
                problems.append({"file": name, "code": Code.FILE_MISSING.value})
                continue
            if found != media.ref.sha256:
                problems.append({"file": name, "code": Code.MEDIA_HASH_MISMATCH.value})
            files.append({"file": name, "sha256": found, "size_bytes": size})
        return files, problems

    # Database

    def _copy_database(self, target: Path) -> None:
        """SQLite's own backup: what a plain copy of a database in use would lose is in it."""
        copy = sqlite3.connect(target, isolation_level=None)
        try:
            with self.store.database.told():
                self.store.database.connection.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")
                _leave_out_tracks(copy)
                if self.person is not None:
                    self._leave_out_others(copy)
                copy.execute("VACUUM")
                found = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
        finally:
            copy.close()
        if found != "ok":
            raise Problem(Code.ROW_UNREADABLE, table="database", id="store.sqlite3")

    def _leave_out_others(self, copy: sqlite3.Connection) -> None:
        copy.execute("PRAGMA foreign_keys=OFF")
        copy.execute("PRAGMA secure_delete=ON")
        copy.execute("BEGIN")
        copy.execute("DELETE FROM case_words WHERE rowid IN (SELECT row FROM cases WHERE person <> ?)", (self.person,))
        for table in _OF_A_PERSON:
            copy.execute(f"DELETE FROM {table} WHERE person <> ?", (self.person,))
        cards = _has(copy, "card_files")
        for table in ("card_files", "patrols", "case_campaigns", "fetch_again"):
            if _has(copy, table):
                copy.execute(f"DELETE FROM {table} WHERE person <> ?", (self.person,))
        copy.execute("DELETE FROM people WHERE id <> ?", (self.person,))
        copy.execute("DELETE FROM settings WHERE name NOT IN ('device_id', 'seq')")  # who signed in last, where they were
        for table, key, owner in (("draft_media", "draft", "drafts"), ("draft_notes", "draft", "drafts"),
                                  ("mutation_media", "mutation", "mutations")):
            copy.execute(f"DELETE FROM {table} WHERE {key} NOT IN (SELECT id FROM {owner})")
        copy.execute(f"""
            DELETE FROM media WHERE sha256 NOT IN (
                SELECT sha256 FROM uploads UNION SELECT sha256 FROM draft_media UNION SELECT sha256 FROM case_media
                {"UNION SELECT sha256 FROM card_files WHERE sha256 IS NOT NULL" if cards else ""})""")
        for table, key, owner in (("case_places", "row", "cases"), ("photo_looks", "sha256", "media")):
            if _has(copy, table):
                copy.execute(f"DELETE FROM {table} WHERE {key} NOT IN (SELECT {key} FROM {owner})")
        # What could not be read may be anybody's.
        copy.execute("UPDATE quarantine SET content = NULL")
        copy.execute("INSERT INTO case_words (case_words) VALUES ('optimize')")
        copy.execute("COMMIT")

    # Reports

    def _people(self) -> list[str]:
        if self.person is not None:
            return [self.person]
        return [row["id"] for row in self.store.database.read("SELECT id FROM people ORDER BY id")]

    def _write_copies(self, folder: Path) -> Iterator[dict[str, Any]]:
        for person, _, mutation in self._filed() if self.copies is not None else ():
            account, known = self.store.people.account(person), self.store.outbox.find(mutation.id)
            assert self.copies is not None
            yield from self.copies.write(
                folder, mutation, known.title.number if known is not None else None, account.person.name if account else "")

    def _reports(self) -> Iterator[dict[str, Any]]:
        """With what the hub has told of it since."""
        for person, case_id, mutation in self._filed():
            record = self.store.cases.find(person, case_id)
            shown = latest(self.store.cases.acts(person, case_id))
            yield self._report(mutation, record.view if record is not None else None, shown.delivery.value if shown else "")

    def _filed(self) -> Iterator[tuple[str, str, Mutation]]:
        """Person, case and report: what was reported on this device, oldest first."""
        for person in self._people():
            for row in self.store.database.read(
                "SELECT id, case_id FROM mutations WHERE person = ? AND act IN ('submit', 'self_handled') ORDER BY seq", (person,)
            ):
                try:
                    yield person, row["case_id"], self.store.outbox.mutation(row["id"])
                except Problem:
                    continue  # its bytes are in the copy of the database, in quarantine

    def _report(self, mutation: Mutation, view: CaseView | None, delivery: str) -> dict[str, Any]:
        report = mutation.body.report
        assert report is not None
        zh, en = names_of(self.store.catalogues.current(), report.subcategory)
        known = self.store.outbox.find(mutation.id)
        place = report.position
        media = self.store.media.get_many([ref.sha256 for ref in mutation.media])
        return {
            "reference": local_reference(report.id), "number": known.title.number if known is not None else None,
            "kind": report.kind.value, "subcategory": report.subcategory, "subcategory_zh": zh, "subcategory_en": en,
            "description": report.description, "place": report.place_text,
            "latitude": place.latitude if place else None, "longitude": place.longitude if place else None,
            "datum": Datum.WGS84.value if place else None,
            "position_source": place.source.value if place else None, "accuracy_m": place.accuracy_m if place else None,
            "observed_at": _iso(report.observed_at), "reported_at": _iso(mutation.made_at),
            "stage": view.stage.value if view is not None else None, "delivery": delivery,
            "photos": [f"media/{row.path.parent.name}/{row.path.name}" for row in media.values()],
        }


def _has(connection: sqlite3.Connection, table: str) -> bool:
    """A database that an older version left, and nobody has opened since, does not know the newest tables."""
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone() is not None


def _leave_out_tracks(copy: sqlite3.Connection) -> None:
    """Where somebody walked is handed on by themselves, patrol by patrol, or not at all."""
    if _has(copy, "patrol_points"):
        copy.execute("PRAGMA secure_delete=ON")
        copy.execute("DELETE FROM patrol_points")


def _check_target(target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Problem(Code.FOLDER_NOT_EMPTY)
    if not target.parent.is_dir():
        raise Problem(Code.FILE_MISSING)


def _copy(source: Path, target: Path) -> tuple[str, int]:
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as reading, target.open("xb") as writing:
        while piece := reading.read(PIECE_BYTES):
            digest.update(piece)
            size += writing.write(piece)
    shutil.copystat(source, target)
    return digest.hexdigest(), size


def _hash(path: Path) -> dict[str, Any]:
    data = path.read_bytes()
    return {"sha256": hashlib.sha256(data).hexdigest(), "size_bytes": len(data)}


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _sync_all(folder: Path) -> None:
    """On the disk before it gets its name."""
    disk = Disk()
    for path in folder.rglob("*"):
        if path.is_dir():
            disk.sync_folder(path)
        elif sys.platform != "win32":
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
    disk.sync_folder(folder)


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at is not None else None
