"""What a person can do with patrols, one method each. Every change is durable when the call returns.

The track stays here: it is neither part of an act nor of an export. Who wants to hand it on writes it to a GPX file.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from fieldclient.geo.area import Level
from fieldclient.geo.tracks import Fix, Track
from fieldclient.store import Store
from fieldclient.store.patrols import Ending, Grid, PatrolRow, Result
from fieldclient.work.patrol.pages import Pages, counted
from fieldclient.work.patrol.reckoning import Reckoned, box_of, cleaned, left_at, reckon
from fieldclient.work.patrol.saving import save
from fieldclient.work.patrol.views import GridChoice, PatrolLine, PatrolPage
from fieldclient.work.pictures import Pictures
from fieldclient.work.places import Places
from sync.engine.around import look_around
from sync.protocol.problems import Code, Problem

UNDO_FOR = timedelta(hours=12)
MOST_PLANNED = 200
MOST_TEAM = 60
TEAM = "patrol.team"  # the setting with the team of last time


class Patrols:
    """Of the person who works here now; nobody sees those of others."""

    def __init__(self, store: Store, pictures: Pictures, places: Places) -> None:
        self._store, self._places = store, places
        self._pages = Pages(store, pictures, places)
        self._reckoned: tuple[tuple[object, ...], Track, Reckoned] | None = None

    @property
    def _person(self) -> str:
        return self._store.people.current_id()

    def own(self, patrol: str) -> PatrolRow:
        """BODY_INVALID (field) for anybody else's: there is no such patrol to them."""
        row = self._store.patrols.get(patrol)
        if row.person != self._person:
            raise Problem(Code.BODY_INVALID, field="patrol")
        return row

    # Before

    def team(self) -> str:
        """The team of last time, else the one the hub knows this person in."""
        account = self._store.people.current()
        return self._store.settings.get(TEAM) or (account.person.team if account is not None else None) or ""

    def choices(self, query: str = "", limit: int = 60) -> tuple[list[GridChoice], int]:
        """Grids to plan: one's own first, then the imported ones by code; by name or code. And how many there are in all."""
        account = self._store.people.current()
        own = account.person.grids if account is not None else ()
        known = {area.code: area.name for area in self._places.grids()}
        rows = [GridChoice(code, known.get(code, ""), True) for code in own]
        rows += [GridChoice(code, name, False) for code, name in sorted(known.items()) if code not in own]
        wanted = query.strip().casefold()
        hits = [row for row in rows if wanted in row.code or wanted in row.name.casefold()]
        return hits[:limit], len(hits)

    def start(self, team: str = "", planned: Sequence[str] = ()) -> PatrolLine:
        """One at a time: when one is running already, that one is given."""
        running = self.running()
        if running is not None:
            return running
        if len(planned) > MOST_PLANNED:
            raise Problem(Code.LIMIT_REACHED, limit=MOST_PLANNED)
        names = {area.code: area.name for area in self._places.grids()}
        grids = tuple(Grid(code, names.get(code, "")) for code in dict.fromkeys(planned))
        team = " ".join(team.split())[:MOST_TEAM]
        with self._store.database.change():
            self._store.settings.put(TEAM, team or None)
            row = self._store.patrols.start(self._person, team, grids, self._store.clock())
        return self._line(row)

    # On the way

    def running(self) -> PatrolLine | None:
        row = self._store.patrols.running(self._person)
        return None if row is None else self._line(row)

    def found_running(self) -> tuple[PatrolLine | None, PatrolLine | None]:
        """At the start of the app: the patrol that goes on, and the one that was forgotten and is ended now."""
        self._store.patrols.erase_hidden(self._store.clock() - UNDO_FOR)
        row = self._store.patrols.running(self._person)
        if row is None:
            return None, None
        ended_at = left_at(row.started_at, self._store.patrols.last_point(row.id), self._store.clock())
        if ended_at is None:
            return self._line(row), None
        return None, self._end(row, ended_at, Ending.LEFT)

    def note(self, patrol: str, fixes: Sequence[Fix]) -> None:
        """Points of the track. BODY_INVALID when the patrol is not one's own or is over: its track is closed."""
        if self.own(patrol).ended_at is not None:
            raise Problem(Code.BODY_INVALID, field="patrol")
        self._store.patrols.append(patrol, fixes)

    def battery(self) -> tuple[float | None, bool | None]:
        """Share 0 … 1 and whether a charger holds it; None where the system does not tell."""
        around = look_around()
        return around.battery_share, around.charging

    def end(self, patrol: str) -> PatrolLine:
        """A second time changes nothing."""
        row = self.own(patrol)
        return self._line(row) if row.ended_at is not None else self._end(row, self._store.clock(), Ending.PERSON)

    def _end(self, row: PatrolRow, at: datetime, ending: Ending) -> PatrolLine:
        result = self._reckon(row)[1].result
        self._store.patrols.end(row.id, max(at, row.started_at), ending, result)
        return self._line(self._store.patrols.get(row.id))

    # Afterwards

    def all(self) -> list[PatrolLine]:
        return [self._line(row) for row in self._store.patrols.of(self._person)]

    def page(self, patrol: str) -> PatrolPage:
        row = self.own(patrol)
        track, reckoned = self._reckon(row)
        return self._pages.of(row, self._line(row), track, reckoned)

    def pictures(self, page: PatrolPage, box_px: int) -> dict[str, bytes]:
        """Small JPEGs of the photos of its reports, by hash; those that cannot be shown are left out."""
        return self._pages.pictures(page, box_px)

    def hide_track(self, patrol: str) -> None:
        """Deletes the track: gone at once, erased for good after `UNDO_FOR`. The result stays. BODY_INVALID while the patrol is
        under way: it has to be ended first."""
        if self.own(patrol).ended_at is None:
            raise Problem(Code.BODY_INVALID, field="patrol")
        self._store.patrols.hide_track(patrol, self._store.clock())

    def show_track(self, patrol: str) -> None:
        """Undo of `hide_track`."""
        self._store.patrols.hide_track(self.own(patrol).id, None)

    def save_gpx(self, patrol: str, target: Path) -> None:
        """The person hands their track on. TRACK_INVALID (empty) when there is none any more; DISK_FULL, DISK_FAILED."""
        from fieldclient.work.patrol.gpx import as_gpx  # its library is loaded when it is wanted

        row = self.own(patrol)
        track = self._reckon(row)[0]
        if not track.fixes:
            raise Problem(Code.TRACK_INVALID, name=target.name, reason="empty")
        save(target, as_gpx(track, row.team, row.started_at))

    def save_summary(self, target: Path, pdf: bytes) -> None:
        """What was drawn, whole or not at all. DISK_FULL, DISK_FAILED."""
        save(target, pdf)

    def _line(self, row: PatrolRow) -> PatrolLine:
        result = row.result if row.result is not None else self._reckon(row)[1].result
        return counted(self._store, row, result)

    def _reckon(self, row: PatrolRow) -> tuple[Track, Reckoned]:
        """The track and what it amounts to; of a deleted one what was kept."""
        if row.track_hidden_at is not None:
            return Track(()), Reckoned(row.result or Result(), ())
        last = self._store.patrols.last_point(row.id)
        key = (row.id, last, self._store.areas.version())
        if self._reckoned is None or self._reckoned[0] != key:
            track = cleaned(self._store.patrols.points(row.id))
            areas = self._places.near(box_of(track.fixes), Level.GRID) if track.fixes else []
            self._reckoned = key, track, reckon(track, areas)
        return self._reckoned[1], self._reckoned[2]
