"""One sync cycle: records out and in, files out, files in; what goes out goes by stream where the hub speaks it.

Everything that went through is durable on both ends, whatever happens next; a cycle that is cut anywhere is simply run again.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from sync.engine.activity import exchange_activity
from sync.engine.clock import Clock, ClockKeeper
from sync.engine.device import DeviceQueue
from sync.engine.files import fetch_catalogue, fetch_files, send_files
from sync.engine.lanes import Around
from sync.engine.outbox import earliest_try
from sync.engine.records import exchange_records, pull_all
from sync.engine.retry import Draw
from sync.engine.stream_client import NotSpoken, StreamClient, streams_of
from sync.engine.stream_cycle import send_by_stream
from sync.engine.trip import CycleOver, CycleReport, Policy, Progress, Trip
from sync.protocol.hub import Hub
from sync.protocol.problems import Problem


def run_cycle(
    hub: Hub, device: DeviceQueue, clock: Clock, policy: Policy | None = None, *, keeper: ClockKeeper | None = None,
    draw: Draw = random.random, should_stop: Callable[[], bool] = lambda: False,
    on_progress: Callable[[Progress], None] = lambda progress: None, woken: Callable[[], bool] = lambda: False,
    around: Callable[[], Around] = Around,
) -> CycleReport:
    """Run one cycle to its end, to the first problem that is everybody's, or until `should_stop` (asked between any two
    pieces). `woken`: something was enqueued since it was last asked; it goes next, in the middle of a long upload.
    `around`: network and battery, by which originals travel or wait. Never raises a Problem: it stands in the report, and
    the queue is in order."""
    trip = Trip(
        hub=hub, device=device, clock=clock, policy=policy or Policy(), keeper=keeper or ClockKeeper(), draw=draw,
        should_stop=should_stop, on_progress=on_progress, woken=woken, around=around,
    )
    problem: Problem | None = None
    stopped = False
    try:
        _run(trip)
    except CycleOver as over:
        problem, stopped = over.problem, over.problem is None
    except Problem as found:  # the store's own
        problem = found
    return _close(trip, problem, stopped)


def _run(trip: Trip) -> None:
    trip.go_on()
    streams = streams_of(trip.hub)
    known = streams is not None and _recall(trip, streams)
    if trip.policy.greet and not known:
        _greet(trip)
    swallowed = streams is not None and streams.speaks and not _streamed(trip, streams)
    try:
        exchange_records(trip)  # after a stream: what it could not take, and every change
    except CycleOver as over:
        if swallowed and streams is not None:
            streams.met(over.problem)
        raise
    if swallowed and streams is not None and streams.uploader.wary and _streamed(trip, streams):
        swallowed = False  # it was a portal, and somebody has signed in to it meanwhile: the hub spoke a moment ago
        exchange_records(trip)
    if trip.policy.send_files and (streams is None or not streams.speaks or swallowed):
        before = trip.tally.files_sent
        send_files(trip)
        if trip.tally.files_sent > before:
            pull_all(trip)  # what the files set in motion, e.g. a case that waited for its photos
    if streams is not None and swallowed:
        streams.avoid()  # the old way went through
    if trip.policy.greet and known:
        _greet(trip)  # what is urgent has gone; now who is there, which wire, which catalogue
    fetch_catalogue(trip)
    exchange_activity(trip)
    if trip.policy.fetch_files:
        fetch_files(trip)


def _recall(trip: Trip, streams: StreamClient) -> bool:
    """Whether the hub is known, now or from an earlier run: then nothing is asked before the first useful byte."""
    if not streams.known:
        info = trip.device.hub_info()
        if info is not None:
            streams.heard(info.features)
    return streams.known


def _streamed(trip: Trip, streams: StreamClient) -> bool:
    """False when this way has no stream."""
    try:
        send_by_stream(trip, streams)
    except NotSpoken:
        return False
    return True


def _greet(trip: Trip) -> None:
    sent, started = trip.clock.now(), trip.clock.monotonic()
    try:
        info = trip.hub.hello()
    except Problem as problem:
        raise CycleOver(problem) from problem
    trip.tally.hub = info
    trip.device.note_hub(info)
    trip.catalogue_wanted = max(trip.catalogue_wanted, info.catalogue_version)
    trip.hear_time(info.hub_time, sent, started)


def _close(trip: Trip, problem: Problem | None, stopped: bool) -> CycleReport:
    next_try_at = None
    try:
        trip.note_clock()
        device, now = trip.device, trip.clock.now()
        try:  # before the store changes again: what it was asked a moment ago it still knows
            next_try_at = earliest_try(device.entries(), device.media_entries(), device.wanted_downloads(), now)
        finally:
            if not stopped:
                device.note_link(problem, now)
    except Problem as found:
        problem = problem or found
    return trip.tally.report(trip, problem, stopped, next_try_at)
