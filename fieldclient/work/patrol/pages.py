"""One patrol put together for the screen and the summary: its track, its grids, its reports."""

from __future__ import annotations

from contextlib import suppress

from fieldclient.geo.area import Area
from fieldclient.geo.tracks import Track
from fieldclient.store import Store
from fieldclient.store.overlay import latest
from fieldclient.store.patrols import OwnReport, PatrolRow, Result
from fieldclient.work.catalogue import names_of
from fieldclient.work.patrol.plane import Plane
from fieldclient.work.patrol.reckoning import Reckoned, plane_of
from fieldclient.work.patrol.views import GridLine, Outline, PatrolLine, PatrolMap, PatrolPage, ReportLine
from fieldclient.work.pictures import Pictures
from fieldclient.work.places import Places
from fieldclient.work.rows import delivery_of
from sync.protocol.ids import local_reference
from sync.protocol.media import MediaKind
from sync.protocol.position import Position, PositionSource
from sync.protocol.problems import Problem


def counted(store: Store, row: PatrolRow, result: Result) -> PatrolLine:
    """As a line of a list. Of a patrol with a plan only the planned grids are counted as covered."""
    until = row.ended_at or store.clock()
    planned = {grid.code for grid in row.planned}
    covered = {grid.code for grid in result.covered}
    return PatrolLine(
        id=row.id, team=row.team, started_at=row.started_at, ended_at=row.ended_at, ending=row.ending,
        lasting_s=max(0.0, (until - row.started_at).total_seconds()), distance_m=result.distance_m, planned=len(planned),
        covered=len(covered & planned if planned else covered),
        reports=len(store.patrols.reports(row.person, row.started_at, until)),
    )


class Pages:
    def __init__(self, store: Store, pictures: Pictures, places: Places) -> None:
        self._store, self._pictures, self._places = store, pictures, places

    def of(self, row: PatrolRow, line: PatrolLine, track: Track, reckoned: Reckoned) -> PatrolPage:
        result = row.result if row.result is not None else reckoned.result
        self._pictures.begin_list()
        made = self._store.patrols.reports(row.person, row.started_at, row.ended_at or self._store.clock())
        reports = tuple(self._report(number, each, row.person) for number, each in enumerate(made, 1))
        areas = self._areas(row, result)
        account = self._store.people.account(row.person)
        return PatrolPage(
            line=line, person=account.person.name if account is not None else "", moving_s=result.moving_s, gaps=result.gaps,
            points=len(track.fixes), grids=grid_lines(row, result, {area.code for area in areas}), reports=reports,
            map=self._map(row, result, track, reckoned, areas, reports), track=track,
            track_hidden=row.track_hidden_at is not None,
        )

    def pictures(self, page: PatrolPage, box_px: int) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        rows = self._store.media.get_many([sha256 for report in page.reports for sha256 in report.photos])
        drawn = {sha256: marks for report in page.reports for sha256, marks in report.drawn}
        for sha256, media in rows.items():
            with suppress(Problem, OSError):
                found[sha256] = self._pictures.shown(media, drawn.get(sha256, ()), box_px).read_bytes()
        return found

    def _report(self, number: int, made: OwnReport, person: str) -> ReportLine:
        mutation = self._store.outbox.mutation(made.mutation)
        report = mutation.body.report
        assert report is not None  # of the acts that begin a case
        record = self._store.cases.find(person, made.case_id)
        view = record.view if record is not None else None
        photos = tuple(ref.sha256 for ref in mutation.media if ref.kind is MediaKind.PHOTO)
        zh, en = names_of(self._store.catalogues.current(), report.subcategory)
        media = self._store.media.get_many(photos[:1])
        drawn = {ref.sha256: ref.marks for ref in mutation.media if ref.marks}
        return ReportLine(
            number=number, case_id=made.case_id,
            reference=(view.number if view is not None else None) or local_reference(made.case_id), kind=report.kind,
            subcategory=report.subcategory or "", subcategory_zh=zh, subcategory_en=en, place=report.place_text,
            description=report.description, at=mutation.made_at, position=report.position, photos=photos,
            thumbnail=self._pictures.thumbnail(media.get(photos[0]), drawn.get(photos[0], ())) if photos else None,
            drawn=tuple(drawn.items()), delivery=delivery_of(latest(self._store.cases.acts(person, made.case_id))),
        )

    def _areas(self, row: PatrolRow, result: Result) -> list[Area]:
        """Outlines of what was planned and of what was covered, where they are known."""
        wanted = {grid.code for grid in (*row.planned, *result.covered)}
        return [area for area in self._places.grids() if area.code in wanted] if wanted else []

    def _map(self, row: PatrolRow, result: Result, track: Track, reckoned: Reckoned, areas: list[Area],
             reports: tuple[ReportLine, ...]) -> PatrolMap | None:
        plane = plane_of(track) if track.fixes else _plane_without_track(areas, reports)
        if plane is None:
            return None
        planned, covered = {grid.code for grid in row.planned}, {grid.code for grid in result.covered}
        return PatrolMap(
            plane=plane,
            stretches=tuple(tuple(plane.point(fix.latitude, fix.longitude) for fix in each) for each in reckoned.segments),
            outlines=tuple(Outline(area.code, area.name, area.code in planned, area.code in covered, rings(area, plane))
                           for area in areas),
            dots=tuple((each.number, plane.of(each.position)) for each in reports if each.position is not None),
        )


def grid_lines(row: PatrolRow, result: Result, drawn: set[str]) -> tuple[GridLine, ...]:
    """The planned ones first, then those covered beside the plan."""
    planned, covered = {grid.code for grid in row.planned}, {grid.code for grid in result.covered}
    lines = [GridLine(each.code, each.name, True, each.code in covered, each.code in drawn | covered) for each in row.planned]
    lines += [GridLine(each.code, each.name, False, True, True) for each in result.covered if each.code not in planned]
    return tuple(lines)


def rings(area: Area, plane: Plane) -> tuple[tuple[tuple[float, float], ...], ...]:
    import shapely  # geometry is loaded when it is wanted, not at start

    shape = shapely.from_wkb(area.shape)
    found = []
    for part in shapely.get_parts(shape):
        for ring in (part.exterior, *part.interiors):
            found.append(plane.ring((point[0], point[1]) for point in ring.coords))
    return tuple(found)


def _plane_without_track(areas: list[Area], reports: tuple[ReportLine, ...]) -> Plane | None:
    """Around the first report, else the first grid."""
    for report in reports:
        if report.position is not None:
            return Plane(report.position)
    if not areas:
        return None
    import shapely  # the same

    middle = shapely.centroid(shapely.from_wkb(areas[0].shape))
    return Plane(Position(latitude=middle.y, longitude=middle.x, source=PositionSource.TRACK))
