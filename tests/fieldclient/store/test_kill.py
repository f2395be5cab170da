"""kill -9 at random instants: what the desk has promised is there afterwards, whole and once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from fieldclient.store import Store
from fieldclient.store.drafts import DraftState
from sync.engine.device import Delivery
from tests.fieldclient.store.making import sha

KILLS = 36


class Promises:
    """What was said on stdout, as it came."""

    def __init__(self) -> None:
        self.photos: dict[str, set[str]] = {}
        self.words: dict[str, int] = {}
        self.sealed: dict[str, str] = {}
        self.opened = 0

    def hear(self, line: str) -> None:
        what, *words = line.split()
        if what == "photos":
            self.photos.setdefault(words[0], set()).update(words[1].split(","))
        elif what == "field":
            self.words[words[0]] = int(words[1])
        elif what == "sealed":
            assert words[0] not in self.sealed
            self.sealed[words[0]] = words[1]
        elif what == "open":
            self.opened += 1


def live_and_die(folder: Path, sources: Path, kills: int) -> Promises:
    promises, chance = Promises(), random.Random(20261121)
    nursery = subprocess.Popen(
        [sys.executable, "-m", "tests.fieldclient.store.victim", str(folder), str(sources)], text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[3],
    )
    assert nursery.stdin is not None and nursery.stdout is not None
    with nursery, nursery.stdin, nursery.stdout:
        for _ in range(kills):
            nursery.stdin.write("go\n")
            nursery.stdin.flush()
            child = int(nursery.stdout.readline().split()[1])
            # After so many promises and a little more, so that a slow machine is not killed at its start only; sometimes there.
            after, wait_s = chance.choice((0, 1, 2, 4, 7, 11, 16)), chance.random() * chance.choice((0.01, 0.04, 0.12))
            killer = threading.Timer(wait_s, os.kill, (child, signal.SIGKILL))
            heard = 0
            if after == 0:
                killer.start()
            for line in nursery.stdout:
                if line.startswith("dead"):
                    break
                promises.hear(line)
                heard += 1
                if heard == after:
                    killer.start()
            killer.join()
        nursery.stdin.write("end\n")
        nursery.stdin.flush()
    return promises


@pytest.mark.timeout(900)
def test_everything_promised_is_there_whole_and_once(tmp_path: Path) -> None:
    folder, sources = tmp_path / "data", tmp_path / "card"
    sources.mkdir()
    started = time.monotonic()
    promises = live_and_die(folder, sources, KILLS)
    print(f"{KILLS} kills, {len(promises.photos)} drafts, {len(promises.sealed)} sealed, {time.monotonic() - started:.1f} s")
    assert promises.opened >= KILLS // 2 and len(promises.sealed) >= 5, "nothing was under way when it was killed"

    store = Store(folder)
    person = store.people.current_id()
    entries = store.queue().entries()
    mutations = {entry.mutation: store.queue().mutation(entry.mutation) for entry in entries}
    by_case = {mutation.case_id: mutation for mutation in mutations.values()}

    # Once: one act per case, numbers without a gap, nothing on its way any more.
    assert len(by_case) == len(mutations)
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert {entry.state for entry in entries} == {Delivery.WAITING}
    assert {media.state for media in store.queue().media_entries()} == {Delivery.WAITING}
    listed = [record.id for record in store.cases.page(person, limit=1000)]
    assert sorted(listed) == sorted(by_case)

    # There: every photo in its draft or in the act that the draft became, every word, every seal.
    for draft_id, case_id in promises.sealed.items():
        assert draft_id == case_id and case_id in by_case
    for draft_id, hashes in promises.photos.items():
        draft = store.drafts.get(draft_id)
        assert hashes <= {photo.sha256 for photo in draft.photos}
        assert (draft.state is DraftState.SEALED) == (draft_id in by_case)
        if draft_id in by_case:
            assert hashes <= {ref.sha256 for ref in by_case[draft_id].media}
    for draft_id, length in promises.words.items():
        assert len(store.drafts.get(draft_id).description) >= length

    # Whole: each file is what its name says, each row has its file, and nobody's file is without a row.
    placed = [path for path in (folder / "media").rglob("*") if path.is_file()]
    assert {path.stem: sha(path.read_bytes()) for path in placed} == {path.stem: path.stem for path in placed}
    assert {row["sha256"] for row in store.database.read("SELECT sha256 FROM media")} == {path.stem for path in placed}
    assert list((folder / "incoming").iterdir()) == []
    assert store.sweep() == {}
    assert not any(draft.recovered for draft in store.drafts.open_of(person))
    assert store.database.read("PRAGMA integrity_check")[0][0] == "ok"
    store.close()
