"""Sending by stream for one cycle: a line, and when it breaks another at once, as long as each brings something further."""

from __future__ import annotations

from sync.engine.stream_client import NotSpoken, StreamClient
from sync.engine.stream_drive import Drive, is_everybodys
from sync.engine.trip import CycleOver, Trip
from sync.protocol.problems import Code, Problem

AGAIN_S = 0.015  # after a cut, and later a sixtieth of the time since it; a jitter of half of it lies around it
AGAIN_SHARE = 1 / 60  # 150 tries in four seconds: most are refused by this very machine, and a hub that starts bears it
AGAIN_FOR_S = 4.0  # a way that was good a moment ago is tried so fast for so long; then the loop's own waits begin
AGAIN_CONNECT_S = 3.0  # a try takes so long at the most …
LEAST_CONNECT_S = 0.6  # … and less where the hub is near: the system sends a lost first packet again after one second and then
CONNECT_ROUNDS = 2.5  # after three, and a way that comes back in between would be noticed that much later
_GONE = (Code.NO_NETWORK, Code.TIMED_OUT, Code.NAME_NOT_FOUND)
# What a proxy, a portal or an older hub says to a request it does not know. The old way finds out what it is.
_PERHAPS_THE_WAY = (Code.NOT_OUR_REPLY, Code.CAPTIVE_PORTAL, Code.BODY_INVALID, Code.HUB_ERROR, Code.INTERNAL)


def send_by_stream(trip: Trip, client: StreamClient) -> None:
    """Everything that may travel. Raises CycleOver; NotSpoken when this way has no stream, and then everything waits as
    before."""
    drive = Drive(trip, client)
    problem: Problem | None = None
    try:
        if drive.anything():
            _ride_on(trip, client, drive)
    except CycleOver as over:
        problem = over.problem
        raise
    except Problem as found:
        problem = found
        raise CycleOver(found) from found
    finally:
        drive.leave(problem)


def _ride_on(trip: Trip, client: StreamClient, drive: Drive) -> None:
    good_at: float | None = None  # when the way last brought something further
    renewed = False
    tries = 0  # since then
    while True:
        trip.go_on()
        try:
            line = client.open(None if good_at is None else connect_s(client.uploader.pace.round_s, tries))
            if client.uploader is not drive.up:
                line.close()
                raise NotSpoken  # the hub's address was changed in this moment: the next cycle begins anew
            drive.ride(line)
            return
        except Problem as problem:
            trip.go_on()
            if not renewed and client.again(problem):
                renewed = True
                continue
            now, tries = trip.clock.monotonic(), tries + 1
            if drive.moved:
                good_at, drive.moved, renewed, tries = now, False, False, 0
            drive.up.wary = drive.up.wary or problem.code in (Code.CAPTIVE_PORTAL, Code.NOT_OUR_REPLY)
            _judge(problem, client, good_at, now)
        trip.nap(max(AGAIN_S, AGAIN_SHARE * (now - (good_at or now))) * (0.5 + trip.draw()))


def connect_s(round_s: float | None, tries: int) -> float:
    """How long one try to connect may take when the way was good a moment ago; longer each time, because it may have become
    slower."""
    if round_s is None:
        return AGAIN_CONNECT_S
    return min(AGAIN_CONNECT_S, max(LEAST_CONNECT_S, CONNECT_ROUNDS * round_s) * 1.5 ** min(tries, 10))


def _judge(problem: Problem, client: StreamClient, good_at: float | None, now: float) -> None:
    """Give up, or return to try again."""
    if is_everybodys(problem) and problem.code is not Code.NAME_NOT_FOUND:
        if problem.code is Code.CAPTIVE_PORTAL and not client.is_wall():
            raise NotSpoken(problem)
        raise CycleOver(problem)
    if problem.code in _PERHAPS_THE_WAY:
        raise NotSpoken(problem)
    if problem.code not in _GONE or good_at is None or now - good_at > AGAIN_FOR_S:
        raise CycleOver(problem)
