"""After a cut and a new start of the hub: is everything there that it promised, once and whole?

*lost*: acknowledged and not there. *doubled*: there twice. *corrupt*: a row, a file or a number that does not fit the others.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sync.protocol import wire
from tests.crash.hub_client import Device, Promises, told
from tests.crash.whole import wrong_files

_BATCH = 100
# Each gives a row for what does not fit. The text is what it means.
_MUST_BE_EMPTY = {
    "a row refers to none": "SELECT * FROM pragma_foreign_key_check",
    "an upload is complete and its file is not known":
        "SELECT sha256 FROM uploads u WHERE complete AND NOT EXISTS (SELECT 1 FROM blobs b WHERE b.sha256 = u.sha256)",
    "a case names a file as arrived that is not known":
        "SELECT sha256 FROM case_media c WHERE bound AND NOT EXISTS (SELECT 1 FROM blobs b WHERE b.sha256 = c.sha256)",
    "a case waits for a file that has arrived":
        """SELECT c.sha256 FROM case_media c JOIN uploads u ON u.sha256 = c.sha256 AND u.person = c.person
        WHERE u.complete AND NOT c.bound""",
    "a timeline has a gap":
        "SELECT case_id FROM steps GROUP BY case_id HAVING MAX(seq) - MIN(seq) + 1 <> COUNT(*)",
    "a case without a timeline": "SELECT id FROM cases c WHERE NOT EXISTS (SELECT 1 FROM steps s WHERE s.case_id = c.id)",
    "a case that the feed does not tell": "SELECT id FROM cases c WHERE NOT EXISTS (SELECT 1 FROM changes f WHERE f.ref = c.id)",
    "a change for nobody": "SELECT seq FROM changes f WHERE NOT EXISTS (SELECT 1 FROM change_audience a WHERE a.seq = f.seq)",
}
_DOUBLED = {
    "one report, two cases": "SELECT case_id FROM mutations WHERE receipt LIKE '%applied%' GROUP BY case_id HAVING COUNT(*) > 1",
    "a result shown twice": "SELECT case_id FROM published WHERE NOT withdrawn GROUP BY case_id HAVING COUNT(*) > 1",
    "a case number given twice": "SELECT number FROM cases GROUP BY number HAVING COUNT(*) > 1",
}


def check(port: int, folder: Path, promises: Promises, *, last: bool) -> dict[str, list[str]]:
    """Over the wire and on the disk. Raises Cut when the power goes meanwhile. What was found lost is no longer asked for."""
    found: dict[str, list[str]] = {"lost": [], "doubled": [], "corrupt": []}
    with closing(Device(port, "")) as device:
        _wire(device, promises, found, last=last)
    _disk(folder, found)
    return found


def _wire(device: Device, promises: Promises, found: dict[str, list[str]], *, last: bool) -> None:
    for name, token in list(promises.tokens.items()):
        device.name, device.token = name, token
        if device.ask("HEAD", f"{wire.PATH_MEDIA}/{'0' * 64}", Upload_Length="1")[0] != 200:
            found["lost"].append(f"a signed-in device: {name}")
            del promises.tokens[name]
    if promises.tokens:
        device.name, device.token = next(iter(promises.tokens.items()))
        _receipts(device, promises, found)
        _files(device, promises, found)
        if last:
            _feed(device, promises, found)


def _receipts(device: Device, promises: Promises, found: dict[str, list[str]]) -> None:
    """Sent again, each must be known, with the same case number."""
    for name, token in promises.tokens.items():
        device.name, device.token = name, token
        mine = [pair for pair in promises.receipts.values() if pair[0]["device"] == name]
        for start in range(0, len(mine), _BATCH):
            some = mine[start : start + _BATCH]
            body = b'{"mutations":[' + b",".join(wire.encode(act) for act, _ in some) + b"]}"
            for (act, first), again in zip(some, device.good("POST", wire.PATH_PUSH, body)["receipts"], strict=True):
                if again["outcome"] != "duplicate" or again.get("case_number") != first.get("case_number"):
                    found["lost"].append(f"an act: {act['id']} {again['outcome']}")
                    del promises.receipts[act["id"]]


def _files(device: Device, promises: Promises, found: dict[str, list[str]]) -> None:
    """What was promised since the last look: complete by the hub's word, and the same bytes."""
    for sha256 in sorted(promises.new_files):
        size = promises.files[sha256]
        status, headers, _ = device.ask("HEAD", f"{wire.PATH_MEDIA}/{sha256}", Upload_Length=str(size))
        good = status == 200 and headers[wire.HEADER_COMPLETE] == "1" and headers["ETag"] == f'"{sha256}"'
        if not good or not _fetched(device, sha256):
            found["lost"].append(f"a photo: {sha256[:8]}")
            del promises.files[sha256]
    promises.new_files.clear()
    for sha256 in sorted(promises.copies):
        if not _fetched(device, sha256):
            found["lost"].append(f"a published photo: {sha256[:8]}")
            promises.copies.discard(sha256)


def _fetched(device: Device, sha256: str) -> bool:
    status, _, data = device.ask("GET", f"{wire.PATH_MEDIA}/{sha256}")
    return status == 200 and hashlib.sha256(data).hexdigest() == sha256


def _feed(device: Device, promises: Promises, found: dict[str, list[str]]) -> None:
    """From the remembered cursor on and from the beginning: nothing that was told is unsaid."""
    for name, cursor in promises.cursors.items():
        if name in promises.tokens:
            device.name, device.token = name, promises.tokens[name]
            if device.good("GET", f"{wire.PATH_PULL}?limit=200&cursor={cursor}").get("snapshot"):
                found["lost"].append(f"the place in the feed of {name}")
    seen, cursor = Promises(), ""
    while True:
        page: dict[str, Any] = device.good("GET", f"{wire.PATH_PULL}?limit=200{cursor}")
        for change in page["changes"]:
            told(seen, change)
        if not page.get("more"):
            break
        cursor = f"&cursor={page['cursor']}"
    for case_id, version in promises.versions.items():
        if seen.versions.get(case_id, 0) < version:
            found["lost"].append(f"a change of case {case_id}")
    for act, _ in promises.receipts.values():
        if act["case_id"] not in seen.versions:
            found["lost"].append(f"the feed of case {act['case_id']}")


def _disk(folder: Path, found: dict[str, list[str]]) -> None:
    with closing(sqlite3.connect(f"{(folder / 'hub.sqlite').as_uri()}?mode=ro", uri=True)) as database:
        found["corrupt"] += [f"integrity: {row[0]}" for row in database.execute("PRAGMA integrity_check") if row[0] != "ok"]
        for into, questions in (("corrupt", _MUST_BE_EMPTY), ("doubled", _DOUBLED)):
            for what, sql in questions.items():
                found[into] += [f"{what}: {row[0]}" for row in database.execute(sql)]
        rows = dict(database.execute("SELECT sha256, size_bytes FROM blobs"))
        files = wrong_files(folder / "media", lambda path: path.parent.name + path.name, rows)
        # A file whose receipt was not given yet lies ready for the next try; without a row it is promised to nobody.
        found["corrupt"] += [each for each in files if not each.startswith("a file without a row")]
