"""Tracks: read from files of strangers, cleaned, and asked for a place at a moment."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from functools import reduce
from operator import xor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldclient.geo.choose import choose_position
from fieldclient.geo.tracks import (
    MAX_AGE_S,
    MAX_GAP_S,
    Fix,
    Track,
    Why,
    apart_m,
    make_track,
    where_at,
    where_on,
)
from fieldclient.geo.tracks_files import parse_track, read_track
from fieldclient.geo.tracks_nmea import looks_like_nmea
from sync.protocol.position import Position, PositionSource
from sync.protocol.problems import Code, Problem

NINE = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)  # nine o'clock in China
T0 = NINE.timestamp()


def at(seconds: float) -> datetime:
    return NINE + timedelta(seconds=seconds)


def fix(seconds: float, north_m: float = 0.0, **more: object) -> Fix:
    return Fix(T0 + seconds, 36.06 + north_m / 111_195, 120.38, **more)  # type: ignore[arg-type]


WALK = make_track(fix(10 * step, 14 * step) for step in range(30))


@pytest.mark.parametrize(("seconds", "why", "north_m", "age_s"), [
    (0, Why.FIX, 0, 0), (20, Why.FIX, 28, 0), (25, Why.BETWEEN, 35, 5), (22, Why.BETWEEN, 30.8, 2), (-20, Why.NEAREST, 0, 20),
    (310, Why.NEAREST, 406, 20), (-31, Why.BEFORE, None, 31), (400, Why.AFTER, None, 110),
])
def test_the_place_at_a_moment(seconds: float, why: Why, north_m: float | None, age_s: float) -> None:
    found = where_at(WALK, at(seconds))
    assert found.why is why and found.age_s == pytest.approx(age_s)
    if north_m is None:
        assert found.position is None and found.distance_m is None
        return
    assert found.position is not None and found.position.source is PositionSource.TRACK
    assert (found.position.latitude - 36.06) * 111_195 == pytest.approx(north_m, abs=0.1)
    assert found.distance_m == pytest.approx(0 if why is not Why.BETWEEN else age_s * 1.4, abs=0.1)


@pytest.mark.parametrize(("pause_s", "walked_m", "why"), [
    (MAX_GAP_S, 150, Why.BETWEEN), (MAX_GAP_S + 1, 150, Why.GAP), (1800, 10, Why.BETWEEN), (7200, 10, Why.GAP),
])
def test_a_pause_stays_a_pause_unless_nobody_moved(pause_s: float, walked_m: float, why: Why) -> None:
    track = make_track([fix(0), fix(pause_s, walked_m)])
    assert where_at(track, at(pause_s / 2)).why is why
    assert len(track.segments()) == (1 if why is Why.BETWEEN else 2)


def test_beside_a_pause_the_nearest_fix_counts_for_a_while_and_grows_coarser() -> None:
    track = make_track([fix(0), fix(600, 500)])
    near, nearer, none = (where_at(track, at(s)) for s in (20, 5, MAX_AGE_S + 1))
    assert near.why is nearer.why is Why.NEAREST and none.why is Why.GAP and none.position is None
    assert near.position and nearer.position and near.position.accuracy_m and nearer.position.accuracy_m
    assert near.position.accuracy_m > nearer.position.accuracy_m


def test_double_times_and_jumps_are_left_out_and_counted() -> None:
    track = make_track([fix(20, 28), fix(0), fix(10, 14), fix(10, 900), fix(30, 9_000), fix(31, 42), fix(40, 56)])
    assert [each.at_s - T0 for each in track.fixes] == [0, 10, 20, 31, 40]
    assert (track.duplicates, track.jumps, track.unreadable) == (1, 1, 0)


def test_a_new_place_that_goes_on_is_believed_and_nothing_is_made_up_between() -> None:
    track = make_track([fix(0), fix(10, 14), *(fix(20 + 10 * n, 50_000 + 14 * n) for n in range(4))])
    assert track.jumps == 0 and len(track.fixes) == 6 and [len(each) for each in track.segments()] == [2, 4]
    assert where_at(track, at(15)).why is Why.NEAREST


def test_no_place_on_earth_is_unreadable() -> None:
    track = make_track([fix(0), Fix(T0 + 1, 0, 0), Fix(T0 + 2, 95, 1), Fix(math.nan, 36, 120), Fix(T0 + 3, math.inf, 1)])
    assert len(track.fixes) == 1 and track.unreadable == 4
    assert where_at(Track(()), at(0)).why is Why.EMPTY


def test_over_the_date_line_it_goes_the_short_way() -> None:
    track = make_track([Fix(T0, -17.0, 179.9995), Fix(T0 + 100, -17.0, -179.9995)])
    found = where_at(track, at(50)).position
    assert found is not None and abs(abs(found.longitude) - 180) < 1e-6


def test_of_several_tracks_the_finer_one_speaks() -> None:
    coarse = make_track([fix(0, accuracy_m=40.0), fix(20, 28, accuracy_m=40.0)])
    fine = make_track([fix(0, 5, accuracy_m=4.0), fix(20, 33, accuracy_m=4.0)])
    assert where_on([coarse, fine], at(10)) == where_on([fine, coarse], at(10)) == where_at(fine, at(10))
    assert where_on([make_track([fix(5000)]), coarse], at(10)) == where_at(coarse, at(10))
    assert where_on([], at(0)).why is Why.EMPTY


def test_a_hand_and_the_photo_itself_are_stronger_than_a_track() -> None:
    track = where_at(WALK, at(25)).position
    assert track is not None
    hand = Position(latitude=36.1, longitude=120.4, source=PositionSource.HAND)
    exif = Position(latitude=36.2, longitude=120.4, source=PositionSource.EXIF)
    assert choose_position([track, hand, exif]) is hand
    assert choose_position([track, exif]) is exif
    assert choose_position([track]) is track


FIXES = st.lists(
    st.tuples(st.integers(0, 5000), st.floats(-2000, 2000, allow_nan=False), st.booleans()), min_size=0, max_size=40)


@settings(max_examples=150, deadline=None)
@given(FIXES, st.integers(-200, 5200))
def test_an_interpolated_place_lies_between_its_neighbours(rows: list[tuple[int, float, bool]], moment: int) -> None:
    track = make_track(fix(seconds, north_m, begins=begins) for seconds, north_m, begins in rows)
    times = [each.at_s for each in track.fixes]
    assert times == sorted(set(times))
    assert len(track.fixes) + track.duplicates + track.jumps == len(rows)
    assert [each for part in track.segments() for each in part] == list(track.fixes)
    found = where_at(track, at(moment))
    if found.position is None:
        return
    assert found.position.accuracy_m is not None and found.position.accuracy_m > 0 and found.age_s is not None
    here = Fix(T0 + moment, found.position.latitude, found.position.longitude)
    nearest = min(track.fixes, key=lambda each: abs(each.at_s - here.at_s))
    if found.why is Why.BETWEEN:
        a = max((each for each in track.fixes if each.at_s < here.at_s), key=lambda each: each.at_s)
        b = min((each for each in track.fixes if each.at_s > here.at_s), key=lambda each: each.at_s)
        assert apart_m(a, here) + apart_m(here, b) == pytest.approx(apart_m(a, b), abs=0.01)
        assert found.age_s == pytest.approx(abs(nearest.at_s - here.at_s))
    else:
        assert found.age_s <= MAX_AGE_S


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 300), min_size=1, max_size=20))
def test_the_answer_never_jumps_while_the_moment_moves_on(moments: list[float]) -> None:
    """On an even walk nobody is ever faster than they walked."""
    places = [(each, where_at(WALK, at(each)).position) for each in sorted(moments)]
    for (t1, a), (t2, b) in zip(places, places[1:], strict=False):
        assert a is not None and b is not None
        assert abs(b.latitude - a.latitude) * 111_195 <= 1.41 * (t2 - t1) + 0.01


# Files

GPX = """<?xml version="1.0" encoding="{encoding}"?>
<gpx version="1.1" creator="手持机" xmlns="http://www.topografix.com/GPX/1/1"><trk><name>巡查</name><trkseg>
<trkpt lat="36.06" lon="120.38"><ele>12.5</ele><time>2026-10-01T01:00:00Z</time><hdop>2.0</hdop></trkpt>
<trkpt lat="36.0601" lon="120.38"><time>2026-10-01T09:00:10+08:00</time></trkpt>
<trkpt lat="36.0602" lon="120.38"></trkpt></trkseg>
<trkseg><trkpt lat="36.0603" lon="120.38"><time>2026-10-01T01:00:40.5Z</time></trkpt></trkseg></trk></gpx>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-16", "utf-8-sig"])
def test_gpx_in_any_encoding(encoding: str) -> None:
    data = GPX.format(encoding="utf-8" if encoding == "utf-8-sig" else encoding).encode(encoding)
    track = parse_track(data)
    assert [each.at_s - T0 for each in track.fixes] == [0, 10, 40.5] and track.unreadable == 1
    assert track.fixes[0].altitude_m == 12.5 and track.fixes[0].accuracy_m == 10
    assert [len(each) for each in track.segments()] == [2, 1]  # a segment of the file stays one


@pytest.mark.parametrize(("data", "reason"), [
    (b"", "unknown"), (b"\x00\xff" * 40, "unknown"), (b"<html><body>404</body></html>", "broken"), (b"<gpx><trk>", "broken"),
    (b"<gpx version='1.1'></gpx>", "empty"), (b"name,lat,lon\n1,2,3\n", "unknown"),
    (b'<!DOCTYPE gpx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><gpx version="1.1"><name>&b;</name></gpx>', "broken"),
    (b'<!DOCTYPE gpx SYSTEM "file:///etc/passwd"><gpx version="1.1"/>', "broken"),
    (b"<gpx version='1.1'><trk><trkseg><trkpt lat='north' lon='1'><time>2026-10-01T01:00:00Z</time></trkpt></trkseg></trk></gpx>", "broken"),
    (GPX.format(encoding="punycode").encode("punycode"), "broken"),  # Python reads it, and takes hours for a long one
])
def test_what_is_no_track_is_told_with_its_name(data: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "轨迹.gpx"
    path.write_bytes(data)
    with pytest.raises(Problem) as told:
        read_track(path)
    assert (told.value.code, told.value.facts) == (Code.TRACK_INVALID, {"name": "轨迹.gpx", "reason": reason})


def test_a_track_that_is_not_there(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "gone.gpx", Code.FILE_MISSING), (tmp_path, Code.FILE_UNREADABLE)):
        with pytest.raises(Problem) as told:
            read_track(path)
        assert told.value.code is code


def nmea(*bodies: str) -> bytes:
    lines = [f"${body}*{reduce(xor, body.encode()):02X}" for body in bodies]
    return "\r\n".join(lines).encode()


def rmc(clock: str, day: str = "011026", latitude: str = "3603.600", status: str = "A", talker: str = "GN") -> str:
    return f"{talker}RMC,{clock},{status},{latitude},N,12022.800,E,1.0,0.0,{day},,,A"


def gga(clock: str, latitude: str = "3603.600", quality: int = 1, talker: str = "GP", hdop: str = "1.2") -> str:
    return f"{talker}GGA,{clock},{latitude},N,12022.800,E,{quality},09,{hdop},15.0,M,8.0,M,,"


def seconds(data: bytes) -> list[float]:
    return [each.at_s - T0 for each in parse_track(data).fixes]


def test_nmea_of_mixed_talkers_is_one_fix_a_second() -> None:
    track = parse_track(nmea(
        gga("010000.00"), rmc("010000.00"), "GPGSA,A,3,01,02,,,,,,,,,,,2.0,3.0,1.5", rmc("010001.00", talker="BD"),
        gga("010002.00", talker="GL"), rmc("010002.00", talker="GP")))
    assert [each.at_s - T0 for each in track.fixes] == [0, 1, 2]
    assert [each.accuracy_m for each in track.fixes] == [6.0, 15.0, 6.0]  # from GGA, from GSA, from GGA
    assert track.fixes[0].altitude_m == 15.0 and track.fixes[0].latitude == pytest.approx(36.06)


def test_nmea_lines_with_a_wrong_checksum_are_left_out_and_counted() -> None:
    good = nmea(rmc("010000.00"), rmc("010002.00"))
    torn = nmea(rmc("010001.00")).replace(b"3603.600", b"3703.600")
    track = parse_track(b"logger started\r\n" + torn + b"\r\n" + good + b"\r\n$GNRMC,0100")
    assert [each.at_s - T0 for each in track.fixes] == [0, 2] and track.unreadable >= 2


def test_nmea_over_midnight_with_and_without_a_date() -> None:
    day = 86400 - 3600  # midnight UTC after NINE, in seconds
    assert seconds(nmea(rmc("235959.00"), gga("000000.50"), gga("000001.00"))) == [day - 1, day + 0.5, day + 1]
    # before the first date: dated backwards from it
    assert seconds(nmea(gga("235958.00"), gga("235959.00"), rmc("000000.00", "021026"))) == [day - 2, day - 1, day]


@pytest.mark.parametrize("refused", [rmc("010001.00", status="V"), gga("010001.00", quality=0), gga("010001.00", quality=8)])
def test_nmea_without_a_fix_or_made_up_does_not_count(refused: str) -> None:
    assert seconds(nmea(rmc("010000.00"), refused, rmc("010002.00"))) == [0, 2]


def test_nmea_that_never_tells_a_day_is_no_track() -> None:
    with pytest.raises(Problem) as told:
        parse_track(nmea(gga("010000.00")), "log.nmea")
    assert told.value.facts["reason"] == "empty"


def test_what_only_begins_like_nmea_is_seen_in_one_look() -> None:
    """Each beginning was once read to the end of the line."""
    assert not looks_like_nmea(b"$GPGGA," * 9000)
    assert looks_like_nmea(b"2026 $GPRMC,,V,,,,,,,,,,N*53") and looks_like_nmea(b"$GPGGA,$GPGGA,1,\"#%&'()+~*7F")
