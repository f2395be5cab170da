"""Mutated photos, read one after the other: the same seed gives the same files."""

from __future__ import annotations

import random
import tempfile
import time
import warnings
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from fieldclient.capture.evidence import Evidence
from fieldclient.capture.read import read_evidence
from sync.protocol.position import is_valid
from tests.fieldclient.capture.corpus import HERE_ZONE, NOW, corpus

_SHARP = (0, 1, 2, 5, 7, 8, 0x0A, 0x7F, 0x80, 0xFE, 0xFF)
PROBED = 8  # one file in so many is decoded too; of the others the headers are read


@dataclass
class Fuzzed:
    """What came of one run. `slowest_s` is processor time, so that a busy machine does not count."""

    files: int = 0
    usable: int = 0
    placed: int = 0
    slowest_s: float = 0.0
    failures: list[str] = field(default_factory=list)


@cache
def seeds() -> tuple[tuple[str, bytes, bytes | None], ...]:
    """Files of the corpus that differ in structure: each container's positions, orientations, XMP and damage."""
    return tuple((each.name, each.data, each.sidecar) for index, each in enumerate(corpus())
                 if index % 3 == 0 or "-place-" not in each.name)


def mutated(chance: random.Random) -> tuple[str, bytes, bytes | None]:
    """One damaged file: bytes changed where structure is, runs copied or taken out, ends cut, two files joined."""
    name, seed, sidecar = chance.choice(seeds())
    data = bytearray(seed)
    for _ in range(chance.choice((1, 1, 2, 4, 8, 24))):
        reach = min(len(data), chance.choice((48, 400, 1500, len(data) or 1)))
        at = chance.randrange(reach) if reach else 0
        way = chance.random()
        if way < 0.55 and data:
            data[at] = chance.choice(_SHARP) if chance.random() < 0.6 else chance.randrange(256)
        elif way < 0.7:
            word = chance.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, len(data), at)).to_bytes(4, chance.choice(("big", "little")))
            data[at : at + 4] = word
        elif way < 0.8:
            del data[at : at + chance.choice((1, 2, 4, 12, 60))]
        elif way < 0.9:
            data[at:at] = data[at : at + chance.choice((2, 4, 12, 200))]
        elif way < 0.95:
            del data[chance.randrange(len(data) + 1) :]
        else:
            data += chance.randbytes(chance.randrange(64))
    if sidecar is not None:
        sidecar = bytes(chance.choice((each, chance.randrange(256))) if chance.random() < 0.01 else each for each in sidecar)
    return name, bytes(data), sidecar


def fuzz(worker: int, files: int, until: float) -> Fuzzed:
    """Read `files` mutated files, or as many as there is time for."""
    chance = random.Random(f"geotag {worker}")
    run = Fuzzed()
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        while run.files < files and time.time() < until:
            name, data, sidecar = mutated(chance)
            path = Path(folder) / name
            path.write_bytes(data)
            if sidecar is not None:
                path.with_suffix(".xmp").write_bytes(sidecar)
            _read(path, run)
            path.unlink()
            path.with_suffix(".xmp").unlink(missing_ok=True)
    return run


def _read(path: Path, run: Fuzzed) -> None:
    begun = time.process_time()
    try:
        found = read_evidence(path, home_zone=HERE_ZONE, now=NOW, probe=run.files % PROBED == 0)
        wrong = impossible(found)
    except Exception as error:  # the point of it all: nothing may come out of there
        run.failures.append(f"file {run.files} from {path.name}: {type(error).__name__}: {error}"[:300])
    else:
        if wrong:
            run.failures.append(f"file {run.files} from {path.name}: {wrong}")
        run.usable += found.usable
        run.placed += found.position is not None
    run.slowest_s = max(run.slowest_s, time.process_time() - begun)
    run.files += 1


def impossible(found: Evidence) -> str | None:
    """What an answer may never hold, whatever the bytes."""
    position, details = found.position, found.details
    if position is not None and not is_valid(position.latitude, position.longitude):
        return f"position {position}"
    if position is not None and position.accuracy_m is not None and position.accuracy_m <= 0:
        return f"accuracy {position.accuracy_m}"
    if found.taken_at is not None and (found.taken_at.tzinfo is None or not 1990 <= found.taken_at.year <= NOW.year + 1):
        return f"time {found.taken_at}"
    if found.orientation not in range(1, 9):
        return f"orientation {found.orientation}"
    if details is not None and position is not None and "position" not in details.said:
        return "a position that nobody said"
    return None
