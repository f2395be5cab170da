"""A device in a process of its own, asked for lists as a window would.   python -m tests.bench.lists_device FOLDER SEED

Prints a line of JSON: milliseconds of every answer, the sizes of its memory, and what the searches found.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from fieldclient.store.case_text import folded
from fieldclient.work import RealDesk, open_desk
from fieldclient.work.case_lists import CaseLists
from fieldclient.work.rows import Viewer
from fieldclient.work.views import Light, Lookup
from tests.bench.lists_city import CASES, GRIDS, HIGH, ME, NOW, SOUTH, WEST, WIDE

PAGE, PAGES, ASKED = 50, 40, 120
EVERYTHING = 10 * CASES


def memory_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def ms(ask: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter_ns()
    answer = ask()
    return (time.perf_counter_ns() - begun) / 1e6, answer


class Asker:
    def __init__(self, desk: RealDesk, draw: random.Random) -> None:
        self.desk = desk
        self.lists: CaseLists = desk.lists
        self.store = desk.store.cases.lists
        self.viewer = Viewer(ME, desk.store.people.current().actor, NOW)  # type: ignore[union-attr]
        self.draw = draw

    def page(self, **wanted: Any) -> Any:
        return self.lists.page(Lookup(limit=PAGE, **wanted), self.viewer)

    def pages(self) -> dict[str, list[float]]:
        """First pages and further ones of every kind of list, with choices and without."""
        first, further = [], []
        for wanted in [{"which": which} for which in ("to_do", "mine", "all", "ended")] + [self.choice() for _ in range(12)]:
            took, found = ms(lambda wanted=wanted: self.page(**wanted))
            first.append(took)
            for _ in range(PAGES):
                if not found.after:
                    break
                took, found = ms(lambda wanted=wanted, after=found.after: self.page(**wanted, after=after))
                further.append(took)
        return {"first": first, "further": further}

    def choice(self) -> dict[str, Any]:
        draw = self.draw
        wanted: dict[str, Any] = {"which": draw.choice(("all", "to_do", "ended", "mine")), "here": self.here()}
        wanted["sort"] = draw.choice(("", "deadline", "changed", "newest", "distance"))
        if draw.random() < 0.4:
            wanted["lights"] = tuple(draw.sample((Light.OVERDUE, Light.OVERDUE_AGAIN, Light.DUE_SOON, Light.ON_TIME), 2))
        if draw.random() < 0.3:
            wanted["stages"] = tuple(draw.sample(("filed", "dispatched", "handling", "closed"), 2))
        if draw.random() < 0.3:
            wanted["grids"] = tuple(f"370202001001{draw.randrange(GRIDS):03d}" for _ in range(3))
        if draw.random() < 0.2:
            wanted["near_m"] = 500.0
        return wanted

    def here(self) -> tuple[float, float]:
        return SOUTH + HIGH * self.draw.random(), WEST + WIDE * self.draw.random()

    def found(self, text: str) -> tuple[float, float, set[str]]:
        """Milliseconds of the first page as ids and as rows for the screen, each from nothing; and all that is found."""
        wanted = self.lists._wanted(Lookup(text=text))
        self.store._terms.clear()
        took, _ = ms(lambda: self.store.page(ME.id, wanted, NOW, limit=PAGE))
        self.store._terms.clear()
        shown, _ = ms(lambda: self.page(text=text))
        rows = self.store.page(ME.id, wanted, NOW, limit=EVERYTHING).rows
        ids = self.desk.store.database.read("SELECT id FROM cases WHERE row IN (SELECT value FROM json_each(?))", (json.dumps(rows),))
        return took, shown, {row["id"] for row in ids}

    def counts(self) -> list[float]:
        texts = ("", "", "香港东路", "井盖", "垃圾")
        asked = [Lookup(text=self.draw.choice(texts), **self.choice()) for _ in range(ASKED // 2)]
        return [ms(lambda lookup=lookup: self.lists.counts(lookup, self.viewer))[0] for lookup in asked]


class Peer:
    """The same texts, searched by LIKE and, for initials, looked at one by one."""

    def __init__(self, path: Path) -> None:
        self._texts = sqlite3.connect(path)
        self.rows = self._texts.execute("SELECT * FROM texts").fetchall()

    def like(self, wanted: str) -> set[str]:
        where = " OR ".join(f"{name} LIKE ?1" for name in ("number", "name", "description", "place", "grid", "department"))
        return {row[0] for row in self._texts.execute(f"SELECT id FROM texts WHERE {where}", (f"%{wanted}%",))}

    def initials(self, wanted: str, reads: Callable[[str], str]) -> set[str]:
        hits = set()
        for row in self.rows:
            for text in map(folded, row[2:]):
                text = "".join(text.split())
                if any(all(letter in reads(sign) for letter, sign in zip(wanted, text[at:], strict=False))
                       for at in range(len(text) - len(wanted) + 1)):
                    hits.add(row[0])
                    break
        return hits

    def close(self) -> None:
        self._texts.close()


def queries(peer: Peer, draw: random.Random) -> list[str]:
    """As people look for cases: some characters of what it says, where it is, what it is about, the end of its number."""
    out = []
    for _ in range(ASKED):
        _, number, name, description, place, _, _ = draw.choice(peer.rows)
        if draw.random() < 0.15:
            out.append(number[-draw.randrange(4, 9):])
            continue
        text = draw.choice(draw.choice((description, description, place, place, name)).split())
        length = min(draw.randrange(2, 7), len(text))
        start = draw.randrange(len(text) - length + 1)
        out.append(text[start : start + length])
    return [text for text in out if len(text) > 1]


def searched(asker: Asker, peer: Peer, draw: random.Random) -> dict[str, Any]:
    took, shown, peer_ms, missed, wanted, more = [], [], [], 0, 0, 0
    for text in queries(peer, draw):
        ours = asker.found(text)
        took.append(ours[0])
        shown.append(ours[1])
        like_ms, expected = ms(lambda text=text: peer.like(text))
        peer_ms.append(like_ms)
        wanted, missed, more = wanted + len(expected), missed + len(expected - ours[2]), more + len(ours[2] - expected)
    return {"ms": took, "shown_ms": shown, "like_ms": peer_ms, "missed": missed, "wanted": wanted, "more": more}


def heard(asker: Asker, peer: Peer, draw: random.Random) -> dict[str, Any]:
    from fieldclient.store.initials import letters_of

    table: dict[str, str] = {}

    def reads(sign: str) -> str:
        return table.setdefault(sign, letters_of(sign))

    took, missed, wanted = [], 0, 0
    for number in range(ASKED):
        text = [sign for sign in draw.choice(peer.rows)[draw.choice((2, 3, 4))] if "一" <= sign <= "龥"]
        length = min(draw.randrange(2, 6), len(text))
        start = draw.randrange(len(text) - length + 1)
        letters = "".join(draw.choice(reads(sign)) for sign in text[start : start + length])
        ours = asker.found(letters)
        took.append(ours[0])
        if number < 5:  # a look at every text takes seconds
            expected = peer.initials(letters, reads)
            wanted, missed = wanted + len(expected), missed + len(expected - ours[2])
    return {"ms": took, "missed": missed, "wanted": wanted}


def main(folder: Path, seed: int) -> dict[str, Any]:
    draw = random.Random(seed)
    with closing(open_desk(folder, clock=lambda: NOW)) as desk:
        asker = Asker(desk, draw)
        desk.home()  # what a window shows first
        plain, _ = ms(asker.page)
        opened_mb = memory_mb()
        columns, _ = ms(lambda: asker.page(sort="newest"))
        initials, _ = ms(lambda: asker.page(text="zzzz"))
        places, _ = ms(lambda: asker.page(sort="distance", here=asker.here()))
        out: dict[str, Any] = {
            "plain": plain, "columns": columns, "initials": initials, "places": places, "pages": asker.pages(),
            "counts": asker.counts(), "opened_mb": opened_mb, "lists_mb": memory_mb()}
        texts = folder.with_name("texts.sqlite3")
        if texts.exists():
            with closing(Peer(texts)) as peer:
                out |= {"search": searched(asker, peer, draw), "heard": heard(asker, peer, draw)}
        return out


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
