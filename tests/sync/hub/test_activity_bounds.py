"""What a stranger's bytes can do at the door of activity and of map tiles: one clear refusal, and nothing that stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.protocol.activity import PATH_ACTIVITY
from sync.protocol.position import Datum
from sync.protocol.tiles import MOST_PART_BYTES, PATH_TILES
from tests.fieldclient.geo.tile_making import write_mbtiles
from tests.sync.hub.test_http import Line, line, server
from tests.sync.hub.town import Town

__all__ = ["line", "server"]
A_NOTICE = "0197a000-0000-7000-8000-000000000000"


@pytest.mark.parametrize(("told", "status"), [
    ({"choice": {"taking_part": True, "nickname": "风筝", "at": "2026-10-05T09:00:00"}}, 422),  # of which zone?
    ({"reads": [{"notice": A_NOTICE, "at": "2026-10-05T09:00:00"}]}, 422),
    ({"reads": [{"notice": "a\u0000b", "at": "2026-10-05T09:00:00Z"}]}, 200),  # no id of ours, and no text for a table
    ({"choice": {"taking_part": True, "nickname": "a\u0000b", "at": "2026-10-05T09:00:00Z"}}, 200),
    ({"choice": {"taking_part": True, "nickname": "风" * 5_000, "at": "2026-10-05T09:00:00Z"}}, 200),
    ({"choice": {"taking_part": True, "nickname": "风" * 40_000, "at": "2026-10-05T09:00:00Z"}}, 413),
    ({"choice": {"taking_part": True, "nickname": "风筝", "at": "0001-01-01T00:00:00+14:00"}}, 200),  # its clock had stopped
])
def test_what_cannot_be_is_refused_or_changes_nothing(line: Line, told: dict[str, object], status: int) -> None:  # noqa: F811
    assert line.ask("POST", PATH_ACTIVITY, json=told).status_code == status
    again = line.ask("POST", PATH_ACTIVITY, json={})
    assert again.status_code == 200, "and the next question is answered as ever"
    joined = again.json().get("choice") is not None
    assert joined == (told.get("choice", {}).get("at", "").startswith("0001"))  # type: ignore[attr-defined]


def test_tiles_are_for_who_is_signed_in_and_come_in_bounds(town: Town, line: Line, tmp_path: Path) -> None:  # noqa: F811
    offer = town.service.tiles.add(write_mbtiles(tmp_path / "m"), "市南区", Datum.WGS84)
    path = f"{PATH_TILES}/{offer.sha256}"
    for asked in (PATH_TILES, path):
        assert line.ask("GET", asked, headers={"Authorization": ""}).status_code == 401
    for told, status in (("bytes=0-9", 206), (f"bytes=0-{10**12}", 206), ("bytes=9-0", 422), ("bytes=-9", 422), ("bytes=0-9,20-29", 422),
                         ("bytes=٠-٩", 422), (f"bytes={10**12}-", 416), ("bytes=99999999999999-", 422)):
        answer = line.ask("GET", path, headers={"Range": told.encode()})
        assert (told, answer.status_code) == (told, status)
        assert len(answer.content) <= MOST_PART_BYTES
    for wrong in ("x", "..%2f..%2fhub.sqlite", "0" * 64, offer.sha256.upper()):
        assert line.ask("GET", f"{PATH_TILES}/{wrong}").status_code == 404
