"""Cards beside the window: one intake at a time on a thread of its own, and a look at what is mounted.

The store's connections are one to a thread, so the card is read while the store's own thread answers the window.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from fieldclient.geo.tracks import Track
from fieldclient.store import Store
from fieldclient.store.people import NOBODY
from fieldclient.work.card.drafting import make_drafts
from fieldclient.work.card.listing import CardPhoto, read_list, stamp_of
from fieldclient.work.card.mounts import Mounted, Watch
from fieldclient.work.card.screens import make_screens
from fieldclient.work.card.sorting import Sorting, from_text
from fieldclient.work.card.taking import Control, Progress, Taking
from fieldclient.work.patrol.tracks import own_tracks
from fieldclient.work.pictures import Pictures
from sync.protocol.ids import is_sha256
from sync.protocol.problems import Code, Problem

OPEN_INTAKE = "intake.open"  # the setting of what is being taken in, for who goes on after a kill
log = logging.getLogger(__name__)
Tell = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Course:
    """How far an intake is. `files` is what lies in its folders; `problem` says why it stopped before its end."""

    stage: str = ""  # "", "finding", "taking", "pictures", "done"
    progress: Progress = Progress("")
    folder: str = ""
    files: int = 0
    kept: int = 0
    duplicates: int = 0
    bad: int = 0
    passed_over: int = 0
    paused: bool = False
    cancelled: bool = False
    problem: Problem | None = None

    @property
    def running(self) -> bool:
        return self.stage not in ("", "done")


@dataclass(frozen=True, slots=True)
class Open:
    """An intake that was not finished: where it was, and what the person had done with it."""

    folders: tuple[str, ...]
    tracks: tuple[str, ...]
    sorting: Sorting


class Cards:
    """Everything may be called from any thread; `tell` is called on the intake's own, whenever `course` has moved."""

    def __init__(self, store: Store, pictures: Pictures) -> None:
        self._store, self._pictures = store, pictures
        self._guard = threading.Lock()
        self._control = Control()
        self._thread: threading.Thread | None = None
        self._course = Course()
        self._paths: dict[str, list[str]] = {}
        self._watch = Watch()

    @property
    def course(self) -> Course:
        return self._course

    # Taking in

    def take(self, folders: Sequence[str], tell: Tell) -> None:
        """Begin, or go on. Nothing happens while another intake is under way; one that was cancelled is waited for, beside the
        store's thread."""
        person = self._store.people.current_id()
        with self._guard:
            before = self._thread if self._course.running else None
            if before is not None and not self._control.is_cancelled():
                return
            self._control, self._course, self._paths = Control(), Course("finding"), {}
            arguments = (person, tuple(folders), self._control, before, tell)
            self._thread = threading.Thread(target=self._run, args=arguments, name="intake", daemon=True)
            self._thread.start()

    def pause(self) -> None:
        """Nothing happens to one that is over."""
        with self._guard:
            if self._course.running:
                self._control.pause()
                self._course = replace(self._course, paused=True)

    def go_on(self) -> None:
        with self._guard:
            self._control.go_on()
            self._course = replace(self._course, paused=False)

    def cancel(self) -> None:
        """What was kept stays kept; the next intake of the folder goes on behind it."""
        with self._guard:
            self._control.cancel()
            if self._course.running:
                self._course = replace(self._course, cancelled=True, paused=False)

    def close(self) -> None:
        """Before the store closes: the file under way is finished, or left whole."""
        self._watch.stop()
        self._control.cancel()
        if self._thread is not None:
            self._thread.join()

    def _run(
        self, person: str, folders: Sequence[str], control: Control, before: threading.Thread | None, tell: Tell
    ) -> None:
        if before is not None:
            before.join()
        try:
            self._take_all(person, folders, control, tell)
            self._move(control, tell, stage="pictures", paused=control.is_paused)
            hashes = [each.file.sha256 for each in self._read(person or self.person(), folders) if each.file.sha256]
            if not control.is_cancelled():
                make_screens(
                    self._store, hashes, control=control, progress=lambda told: self._move(control, tell, progress=told))
        except Problem as problem:
            self._move(control, tell, problem=self._course.problem or problem)
        except Exception:  # the thread's last word must be heard: a screen that waits for ever would be worse
            reference = f"{int(time.time()):x}"[-6:]
            log.exception("an intake broke off, reference %s", reference)
            self._move(control, tell, problem=Problem(Code.INTERNAL, reference=reference))
        self._move(control, tell, stage="done", paused=False, cancelled=control.is_cancelled())

    def _take_all(self, person: str, folders: Sequence[str], control: Control, tell: Tell) -> None:
        """One folder after the other. What stops one is told, and those behind it wait for the next time."""
        for folder in folders:
            before = self._course

            def progress(told: Progress, before: Course = before, folder: str = folder) -> None:
                self._move(
                    control, tell, stage=told.stage, progress=told, folder=folder, kept=before.kept + told.kept,
                    bad=before.bad + told.bad, duplicates=before.duplicates + told.duplicates,
                    passed_over=before.passed_over + told.passed_over,
                    paused=control.is_paused)

            try:
                outcome = Taking(self._store, person, control=control, progress=progress).run(folder)
            except Problem as problem:
                self._move(control, tell, problem=problem)
                return
            if control is self._control:
                self._paths[folder] = [each.path for each in outcome.walk.files]
            self._move(
                control, tell, files=before.files + len(outcome.walk.files), kept=before.kept + outcome.kept,
                duplicates=before.duplicates + outcome.duplicates, bad=before.bad + outcome.bad,
                passed_over=before.passed_over + outcome.passed_over)

    def _move(self, control: Control, tell: Tell, **changes: object) -> None:
        """Not of one that was cancelled and has a successor."""
        with self._guard:
            if control is not self._control:
                return
            self._course = replace(self._course, **changes)  # type: ignore[arg-type]
        tell()

    # On the table

    def read(self, folders: Sequence[str]) -> list[CardPhoto]:
        """What was taken in from these folders; of a folder that was read to its end, only what still lies there."""
        return self._read(self.person(), folders)

    def _read(self, person: str, folders: Sequence[str]) -> list[CardPhoto]:
        return [photo for folder in folders for photo in read_list(self._store, person, folder, self._paths.get(folder))]

    def person(self) -> str:
        """Who works here now: a table belongs to whoever laid it out, and to whoever signs in after nobody did."""
        return self._store.people.current_id()

    def picture(self, sha256: str) -> str | None:
        """The path of its thumbnail, when it is made."""
        return self._pictures.made(sha256) if is_sha256(sha256) else None

    def read_tracks(self, paths: Sequence[str]) -> tuple[list[Track], list[tuple[str, Problem]]]:
        """The tracks in these files, and for each that is none why."""
        from fieldclient.geo.tracks_files import read_track

        tracks, problems = [], []
        for path in paths:
            try:
                tracks.append(read_track(path))
            except Problem as problem:
                problems.append((path, problem))
        return tracks, problems

    def on_table(
        self, folders: Sequence[str], track_paths: Sequence[str]
    ) -> tuple[list[CardPhoto], list[Track], list[tuple[str, Problem]]]:
        """The photos of these folders and the tracks that may place them: the files', and those of one's own patrols."""
        photos = self.read(folders)
        tracks, problems = self.read_tracks(track_paths)
        own = own_tracks(self._store, self.person(), (each.ref.captured_at for each in photos if each.ref is not None))
        return photos, [*tracks, *own], problems

    def code_shown(self, photo: CardPhoto) -> tuple[str, float]:
        """The camera and its offset by a code in this photo. CLOCK_NOT_SHOWN (name) when there is none to be read."""
        from fieldclient.capture.clock_photo import time_shown
        from fieldclient.geo.clocks import from_code

        stamp = stamp_of(photo.ref, None) if photo.ref is not None else None
        media = self._store.media.get(photo.ref.sha256) if photo.ref is not None else None
        shown = time_shown(media.path) if stamp is not None and media is not None else None
        if stamp is None or shown is None:
            raise Problem(Code.CLOCK_NOT_SHOWN, name=Path(shown_name(photo.file.path)).name)
        return stamp.camera, from_code(shown, stamp.clock_at)

    def make_drafts(self, sorting: Sorting, group_ids: Sequence[str]) -> list[str]:
        """Drafts of these groups, in their order, of what this person took in; the ids of those that were made."""
        wanted, person, photos = set(group_ids), self.person(), sorting.by_key()
        groups = [each for each in sorting.board.groups if each.id in wanted]
        own = self._store.card_files.taken_by(person, list(photos))
        made = make_drafts(self._store, person, groups, [photos[each] for each in photos if each in own], sorting.shots)
        return list(made.values())

    # Between two starts

    def remember(self, text: str | None) -> None:
        """The intake that is open, as `sorting.to_text` writes it; None when it is finished. Each person has their own."""
        person = self.person()
        with self._store.database.change():
            self._store.settings.put(f"{OPEN_INTAKE}.{person}", text)
            if person != NOBODY:  # it has become theirs
                self._store.settings.put(f"{OPEN_INTAKE}.{NOBODY}", None)

    def recall(self) -> Open | None:
        """What `remember` kept for who works here now, or before anybody signed in."""
        kept = (self._store.settings.get(f"{OPEN_INTAKE}.{each}") for each in (self.person(), NOBODY))
        text = next(filter(None, kept), None)
        if text is None:
            return None
        try:
            sorting, folders, tracks = from_text(text)
        except ValueError:
            return None
        return Open(folders, tracks, sorting)

    def open_name(self) -> str:
        """The folder of the intake that was not finished, for a title; empty when there is none."""
        found = self.recall()
        return Path(shown_name(found.folders[0])).name if found is not None and found.folders else ""

    # Cards that are put in

    def watch(self, tell: Tell) -> None:
        """Look for cards from now on; `tell` is called when one comes or goes."""
        self._watch.start(tell)

    def mounted(self) -> tuple[Mounted, ...]:
        """Cards with photos that are in now."""
        return self._watch.found

    def offered(self) -> Mounted | None:
        """A card to be offered: the first that nobody said "not now" to."""
        return self._watch.offered()

    def not_now(self, path: str) -> None:
        """Do not offer this card again until it was taken out."""
        self._watch.dismiss(path)

    def now(self) -> datetime:
        return self._store.clock()


def shown_name(path: str) -> str:
    """A path for people: as UTF-8, else as GBK, in which older systems of this country write names."""
    raw = os.fsencode(path)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")
