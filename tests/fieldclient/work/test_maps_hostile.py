"""What a hostile file of tiles, or a hostile hub, can do to the courier: nothing but be refused with a sentence."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from fieldclient.store.tile_sets import TakeState
from fieldclient.work.maps import taking
from sync.protocol.position import Datum
from sync.protocol.problems import Code
from sync.protocol.tiles import TileOffers, sensible
from tests.fieldclient.geo.tile_making import write_pmtiles
from tests.fieldclient.work.test_maps import Town, town

__all__ = ["town"]


@pytest.mark.parametrize("at", [8, 24, 56])  # root directory, metadata, tiles: where they begin
def test_a_file_that_points_beyond_all_files_is_refused(town: Town, tmp_path: Path, at: int) -> None:  # noqa: F811
    path = write_pmtiles(tmp_path / "given")
    data = bytearray(path.read_bytes())
    data[at:at + 8] = ((1 << 63) + 5).to_bytes(8, "little")
    path.write_bytes(data)
    looked, problem = town.ask(lambda done: town.desk.maps.courier.beside(lambda: town.desk.maps.look_into(path), done))
    if looked is None:  # metadata that cannot be read are no reason to refuse the tiles
        assert problem.code is Code.TILES_INVALID and problem.facts == {"reason": "damaged"}
    else:
        assert at == 24
    held, problem = town.ask(lambda done: town.desk.maps.courier.bring_in(path, Datum.WGS84, "", done))
    assert (held is None) == (looked is None)


def test_whoever_asks_the_courier_hears_a_word_whatever_happens(town: Town) -> None:  # noqa: F811
    def stumble() -> None:
        raise ZeroDivisionError

    answer, problem = town.ask(lambda done: town.desk.maps.courier.beside(stumble, done))
    assert answer is None and problem.code is Code.INTERNAL and problem.facts["reference"]


def test_an_offer_that_is_no_name_for_a_file_is_not_seen(town: Town) -> None:  # noqa: F811
    """The hub's own list was changed: a hash with steps out of the folder, a size below nothing, words that turn around."""
    wrong = [{"sha256": "../../evil"}, {"size_bytes": -1}, {"datum": Datum.BD09}, {"name": "a\u202eb"},
             {"bounds": (float("nan"), 0.0, 1.0, 1.0)}, {"name": "x" * 1001}]
    assert sensible(town.offer)
    offers = [msgspec.structs.replace(town.offer, **each) for each in wrong]
    assert not any(map(sensible, offers))
    index = town.folder.parent / "hub" / "tiles" / "offers.json"
    index.write_bytes(msgspec.json.encode(TileOffers(offers=(*offers[:4], town.offer))))
    town.go()
    found, problem = town.ask(town.desk.maps.ask_offers)
    assert problem is None and [offer.sha256 for offer in found] == [town.offer.sha256]


def test_an_area_that_cannot_be_kept_is_told_and_not_tried_for_ever(town: Town) -> None:  # noqa: F811
    """Its file lies there damaged: SQLite's own error is told as the disk's."""
    town.go()
    found = town.estimate()
    folder = town.desk.store.tile_sets.folder
    folder.mkdir(parents=True, exist_ok=True)
    made = taking.AreaFile

    def damaged(path: Path) -> taking.AreaFile:
        path.write_bytes(b"no database at all" * 100)
        return made(path)

    taking.AreaFile = damaged  # type: ignore[assignment,misc]
    try:
        town.desk.maps.take(found)
        town.until(TakeState.FAILED)
    finally:
        taking.AreaFile = made  # type: ignore[misc]
    problem = town.desk.maps.takes()[0].problem
    assert problem is not None and problem.code is Code.DISK_FAILED
