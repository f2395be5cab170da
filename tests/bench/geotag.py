"""What our reader says of the project's own corpus beside what exiftool says, each disagreement with who is right; and a fuzz run.

The corpus is made anew each time (tests/fieldclient/capture/corpus.py) and knows its truth. exiftool comes from npm into a
folder of its own in the cache and runs on the machine's perl. `--files N` and `--seconds S` bound the fuzz run.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import re
import shutil
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from fieldclient.capture.evidence import Evidence
from fieldclient.capture.read import read_evidence
from tests.bench.geotag_fuzz import Fuzzed, fuzz
from tests.bench.peers.install import node_peers
from tests.bench.rows import CannotMeasure, Row, at_most, told
from tests.fieldclient.capture.corpus import HERE_ZONE, NOW, Sample, Truth, corpus

FILES, SECONDS, WORKERS = 200_000, 900, 2
CLOSE_DEG = 1e-6
SLOWEST_S = 2.0
PATIENCE_S = 300
_TAGS = ["-GPS:all", "-XMP:all", "-IFD0:Orientation", "-IFD0:ModifyDate", "-ExifIFD:all"]


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--files", type=int, default=FILES, help=f"mutated files to read ({FILES:,})")
    parser.add_argument("--seconds", type=float, default=SECONDS, help=f"the most seconds for them ({SECONDS})")


def measure(options: argparse.Namespace) -> list[Row]:
    warnings.simplefilter("ignore")  # libraries' remarks about damaged files, thousands of them
    with tempfile.TemporaryDirectory() as folder:
        samples = laid_out(Path(folder))
        theirs = by_exiftool(Path(folder))
        ours = {each.name: read_evidence(Path(folder) / each.name, home_zone=HERE_ZONE, now=NOW) for each in samples}
    compared = [each for sample in samples for each in compare(sample, ours[sample.name], theirs.get(sample.name, Truth()))]
    for each in compared:
        if not each.equal:
            print(f"{each.name}: {each.what}: ours {each.ours}, exiftool {each.theirs}, right: {each.right}")
    return [*agreement(samples, ours, compared), *fuzz_rows(fuzzed(options.files, options.seconds))]


def laid_out(folder: Path) -> list[Sample]:
    """The corpus as files, sidecars beside them."""
    samples = list(corpus())
    for sample in samples:
        (folder / sample.name).write_bytes(sample.data)
        if sample.sidecar is not None:
            (folder / sample.name).with_suffix(".xmp").write_bytes(sample.sidecar)
    return samples


# exiftool's side

def by_exiftool(folder: Path) -> dict[str, Truth]:
    """What exiftool says of each file, its sidecar where the file is silent."""
    perl = shutil.which("perl")
    if perl is None:
        raise CannotMeasure("perl is missing")
    program = node_peers(Path(__file__).parent / "peers" / "exiftool") / "node_modules/exiftool-vendored.pl/bin/exiftool"
    command = [perl, str(program), "-j", "-n", "-a", "-G1", "-q", "-q", "-ext", "*", *_TAGS, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, encoding="utf-8")
    if not done.stdout.strip():
        raise CannotMeasure(f"exiftool said nothing: {done.stderr.strip()[-300:]}")
    entries = {Path(each["SourceFile"]).name: each for each in json.loads(done.stdout)}
    sidecars = {Path(name).stem: each for name, each in entries.items() if name.endswith(".xmp")}
    return {name: said(each, sidecars.get(Path(name).stem, {})) for name, each in entries.items() if not name.endswith(".xmp")}


def said(entry: dict[str, Any], sidecar: dict[str, Any]) -> Truth:
    """One of exiftool's entries as a truth: EXIF first, then XMP inside, then XMP beside."""
    position = _exif_pair(entry) or _xmp_pair(entry) or _xmp_pair(sidecar)
    taken, offset = _clock(entry, sidecar)
    turned = entry.get("IFD0:Orientation", entry.get("XMP-tiff:Orientation"))
    return Truth(position, taken, offset, turned if isinstance(turned, int) and 1 <= turned <= 8 else None)


def _exif_pair(entry: dict[str, Any]) -> tuple[float, float] | None:
    pair = entry.get("GPS:GPSLatitude"), entry.get("GPS:GPSLongitude")
    refs = str(entry.get("GPS:GPSLatitudeRef", ""))[:1].upper(), str(entry.get("GPS:GPSLongitudeRef", ""))[:1].upper()
    if not all(isinstance(each, int | float) for each in pair) or not all(refs):
        return None
    return (-pair[0] if refs[0] == "S" else pair[0], -pair[1] if refs[1] == "W" else pair[1])  # type: ignore[operator]


def _xmp_pair(entry: dict[str, Any]) -> tuple[float, float] | None:
    pair = entry.get("XMP-exif:GPSLatitude"), entry.get("XMP-exif:GPSLongitude")
    return pair if all(isinstance(each, int | float) for each in pair) else None  # type: ignore[return-value]


_CLOCKS = (
    ("ExifIFD:DateTimeOriginal", "ExifIFD:OffsetTimeOriginal"), ("XMP-exif:DateTimeOriginal", ""),
    ("XMP-photoshop:DateCreated", ""), ("ExifIFD:CreateDate", "ExifIFD:OffsetTimeDigitized"),
    ("IFD0:ModifyDate", "ExifIFD:OffsetTime"),
)
_STAMP = re.compile(r"(\d{4}[:/-]\d\d[:/-]\d\d \d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?")


def _clock(entry: dict[str, Any], sidecar: dict[str, Any]) -> tuple[str | None, str | None]:
    for name, offset_name in _CLOCKS:
        for source in (entry, sidecar):
            found = _STAMP.match(str(source.get(name, "")))
            if found:
                offset = found[2] or str(source.get(offset_name, "")).strip()
                return re.sub("[/-]", ":", found[1][:10]) + found[1][10:], _offset(offset)
    return None, None


def _offset(text: str) -> str | None:
    if text == "Z":
        return "+00:00"
    found = re.fullmatch(r"([+-])(\d\d):?(\d\d)", text)
    return f"{found[1]}{found[2]}:{found[3]}" if found else None


# The comparison

@dataclass(frozen=True)
class Compared:
    """One value of one file. `right` is ours, exiftool, both or neither, by the corpus's truth."""

    name: str
    what: str
    ours: object
    theirs: object
    equal: bool
    right: str


def ours_as_truth(found: Evidence) -> Truth:
    """Our answer in the corpus's terms."""
    position = (found.position.latitude, found.position.longitude) if found.position else None
    details = found.details
    clock = found.taken_at if details is not None and "taken_at" in details.said else None
    taken = clock.strftime("%Y:%m:%d %H:%M:%S") if clock else None
    offset = _offset_text(clock.utcoffset()) if clock and found.offset_known else None
    return Truth(position, taken, offset, details.orientation if details else None)


def _offset_text(offset: timedelta | None) -> str | None:
    if offset is None:
        return None
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def compare(sample: Sample, found: Evidence, theirs: Truth) -> Iterator[Compared]:
    """Position, time, offset (where exiftool tells one) and orientation of one file."""
    ours, truth = ours_as_truth(found), sample.truth
    yield _one(sample.name, "position", ours.position, theirs.position, truth.position)
    yield _one(sample.name, "time", ours.taken, theirs.taken, truth.taken)
    if theirs.offset is not None:
        yield _one(sample.name, "offset", ours.offset, theirs.offset, truth.offset)
    yield _one(sample.name, "orientation", ours.orientation, theirs.orientation, truth.orientation)


def _one(name: str, what: str, ours: object, theirs: object, truth: object) -> Compared:
    right = {(True, True): "both", (True, False): "ours", (False, True): "exiftool", (False, False): "neither"}
    return Compared(name, what, ours, theirs, same(ours, theirs), right[same(ours, truth), same(theirs, truth)])


def same(a: object, b: object) -> bool:
    """Equal; for pairs of degrees within a millionth."""
    if isinstance(a, tuple) and isinstance(b, tuple):
        return all(abs(x - y) <= CLOSE_DEG for x, y in zip(a, b, strict=True))
    return a == b


def agreement(samples: list[Sample], ours: dict[str, Evidence], compared: list[Compared]) -> list[Row]:
    rows = [
        Row(what="files of the corpus", value=len(samples), unit="files", beside=400, beside_what="at least", holds=len(samples) >= 400),
        none_of("files that we could not read", sum(not each.usable for each in ours.values())),
    ]
    for what in ("position", "time", "offset", "orientation"):
        these = [each for each in compared if each.what == what]
        honest = [each for each in these if each.right in ("both", "exiftool") and each.theirs is not None]
        equal = sum(each.equal for each in honest)
        rows.append(Row(what=f"{what}: equal, of {len(honest)} that exiftool tells and that are true", value=_percent(equal, len(honest)),
                        unit="%", beside=100, beside_what="goal", holds=equal == len(honest)))
        rows.append(told(f"{what}: disagreements in which we are right", sum(not e.equal and e.right == "ours" for e in these), "files"))
        rows.append(none_of(f"{what}: wrong here, by the corpus's truth", sum(e.right in ("exiftool", "neither") for e in these)))
    return rows


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 3) if whole else 0.0


def none_of(what: str, count: int) -> Row:
    return Row(what=what, value=count, unit="files", beside=0, beside_what="goal", goal=0, holds=count == 0)


# The fuzz run

def fuzzed(files: int, seconds: float) -> list[Fuzzed]:
    """Mutated files read by two processes, each with seeds of its own."""
    until = time.time() + seconds
    jobs = [(worker, files // WORKERS, until) for worker in range(WORKERS)]
    with multiprocessing.get_context("spawn").Pool(WORKERS) as pool:
        return pool.starmap(fuzz, jobs)


def fuzz_rows(runs: list[Fuzzed]) -> list[Row]:
    for run in runs:
        for line in run.failures[:10]:
            print(line)
    files = sum(run.files for run in runs)
    return [
        Row(what="fuzz: mutated files read", value=files, unit="files", beside=FILES, beside_what="at least", holds=files >= FILES),
        none_of("fuzz: exceptions, impossible values", sum(len(run.failures) for run in runs)),
        at_most("fuzz: the slowest file", max(run.slowest_s for run in runs), "s", SLOWEST_S),
        told("fuzz: files that could still be read", sum(run.usable for run in runs), "files"),
        told("fuzz: files with a position", sum(run.placed for run in runs), "files"),
    ]


