"""Sending by stream for one cycle: a line, and when it breaks another at once, as long as each brings something further."""

from __future__ import annotations

from sync.engine.stream_client import NotSpoken, StreamClient
from sync.engine.stream_drive import Drive, is_everybodys
from sync.engine.trip import CycleOver, Trip
from sync.protocol.problems import Code, Problem

AGAIN_S = 0.02  # after a cut, and later a fortieth of the time since it; a jitter of half of it lies around it
AGAIN_SHARE = 1 / 40  # a hundred tries in four seconds: most are refused by this very machine, and a hub that starts bears it
AGAIN_FOR_S = 4.0  # a way that was good a moment ago is tried so fast for so long; then the loop's own waits begin
AGAIN_CONNECT_S = 3.0  # a lost first packet is sent again after one second and after three
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
    while True:
        trip.go_on()
        try:
            line = client.open(None if good_at is None else AGAIN_CONNECT_S)
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
            now = trip.clock.monotonic()
            if drive.moved:
                good_at, drive.moved, renewed = now, False, False
            drive.up.wary = drive.up.wary or problem.code in (Code.CAPTIVE_PORTAL, Code.NOT_OUR_REPLY)
            _judge(problem, client, good_at, now)
        trip.nap(max(AGAIN_S, AGAIN_SHARE * (now - (good_at or now))) * (0.5 + trip.draw()))


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
