"""A device that is cut in the middle of its work: the real desk and store, doing all that a day brings, in random order.

Every line said (see `nursery`) is a promise: it is written after the call that gave it has returned. `device_check` asks for
the promises at the next start.
"""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from PIL import Image
from sqlite_utils import Database as Tables

from fieldclient.resources import built_in_catalogue
from fieldclient.store import migrations
from fieldclient.store.pin_vault import Kdf, PinVault
from fieldclient.work import open_desk
from fieldclient.work.real_desk import RealDesk
from sync.protocol.feed import CaseChanged
from sync.protocol.lifecycle import Stage
from sync.protocol.media import MediaRef
from sync.protocol.mutations import MediaReceipt
from sync.protocol.problems import Code, Problem
from tests.crash.device_check import check
from tests.crash.switches import switch
from tests.fieldclient.store.making import NOON, WANG, case, page, receipt, ref_of, session, sha

Say = Callable[..., None]
PIN, QUICK = "246810", Kdf(time_cost=1, memory_kib=64, lanes=1)
STAGES = (Stage.DISPATCHED, Stage.HANDLING)
# Of reports, deliveries, pages, downloads, settings and secrets, catalogues. A photo whose name was lost is found again in
# incoming/, so where names are at stake there is more of what has only its name.
USUAL, NAMES_ONLY = (8, 5, 5, 4, 3, 1), (1, 0, 2, 4, 9, 0)
_BASES: list[bytes] = []


def warm() -> None:
    """Before the first child: decoders, and a few photos to make all others from."""
    for seed, size in ((1, (640, 480)), (2, (800, 600)), (3, (320, 240))):
        small = Image.frombytes("RGB", (16, 12), random.Random(seed).randbytes(16 * 12 * 3))
        out = io.BytesIO()
        small.resize(size, Image.Resampling.BICUBIC).save(out, "JPEG", quality=80)
        _BASES.append(out.getvalue())


def photo(name: str) -> bytes:
    """A real JPEG of its own: the name is in its comment."""
    base = _BASES[len(name) % len(_BASES)]
    text = name.encode()
    return base[:2] + b"\xff\xfe" + (len(text) + 2).to_bytes(2, "big") + text + base[2:]


def case_file(number: int) -> bytes:
    return photo(f"case {number}")


def case_of(number: int, version: int) -> CaseChanged:
    ref: MediaRef = ref_of(case_file(number))
    return CaseChanged(case=case(STAGES[version - 1], version, id=f"00000000-0000-7000-8000-{number:012d}", files=(ref,)))


def next_step(db: Tables) -> None:
    """The version after this one: a step that changes and fills tables, run when the folder is next opened."""
    db.execute("CREATE TABLE later (sha256 TEXT PRIMARY KEY, size_bytes INTEGER NOT NULL)")
    db.execute("INSERT INTO later SELECT sha256, size_bytes FROM media")
    db.execute("ALTER TABLE drafts ADD COLUMN later INTEGER NOT NULL DEFAULT 0")
    db.execute("UPDATE drafts SET later = 1")
    db.execute("CREATE INDEX drafts_later ON drafts (later)")


def live(order: dict[str, Any], say: Say) -> None:
    switch(order["control"])
    if order["upgrade"]:
        migrations.STEPS = (*migrations.STEPS, next_step)
        migrations.KNOWN = (*migrations.KNOWN, next_step.__name__)
    desk = open_desk(Path(order["folder"]), reserve_bytes=1 << 20)
    say(t="open")
    vault = PinVault(desk.store.folder, kdf=QUICK)
    found = check(desk, vault, json.loads(Path(order["claims"]).read_text("utf-8")), upgraded=order["upgrade"])
    say(t="verdict", **found)
    if order["last"]:
        desk.close()
        return
    weights = NAMES_ONLY if order["control"] == "no_folder_fsync" else USUAL
    Worker(desk, vault, random.Random(f"{order['seed']}-{order['life']}"), order["life"], say).work(weights)


class Worker:
    def __init__(self, desk: RealDesk, vault: PinVault, chance: random.Random, life: int, say: Say) -> None:
        self.desk, self.vault, self.chance, self.life, self.say = desk, vault, chance, life, say
        self.made = 0
        desk.signed_in(session(WANG))
        if not vault.exists:
            vault.create(PIN, {})

    def work(self, weights: Sequence[int]) -> None:
        jobs = (self.report, self.deliver, self.pull, self.download, self.small_things, self.catalogue)
        while True:
            self.chance.choices(jobs, weights)[0]()

    def name(self) -> str:
        self.made += 1
        return f"{self.life} {self.made} {'x' * self.chance.randrange(3)}"

    def report(self) -> None:
        """A draft with photos from a card and from the camera; some are taken out again; most are filed."""
        draft = self.desk.new_draft()
        card = self.desk.store.folder.parent / "card.jpg"
        for number in range(3):
            data = photo(self.name())
            if number == 0:
                card.write_bytes(data)
                self.desk.add_photos(draft.id, [card])
            else:
                self.desk.add_photo_bytes(draft.id, data)
            self.say(t="photo", draft=draft.id, sha256=sha(data))
        if self.chance.random() < 0.3:
            extra = photo(self.name())
            self.desk.add_photo_bytes(draft.id, extra)
            self.say(t="photo", draft=draft.id, sha256=sha(extra))
            self.say(t="removing", draft=draft.id, sha256=sha(extra))
            self.desk.remove_photo(draft.id, sha(extra))
            self.say(t="removed", draft=draft.id, sha256=sha(extra))
        for length in (1, 2):
            self.desk.save_field(draft.id, "description", "字" * length)
            self.say(t="field", draft=draft.id, length=length)
        if self.chance.random() < 0.8:
            self.desk.save_field(draft.id, "subcategory", "C01-01")
            self.desk.place_by_hand(draft.id, 36.3, 120.4)
            self.desk.submit(draft.id)
            self.say(t="sealed", draft=draft.id)

    def deliver(self) -> None:
        """What the engine does with a hub: acts away and settled, files away piece by piece until their receipts."""
        queue = self.desk.queue
        entries = queue.entries()[:3]
        queue.mark_travelling([each.mutation for each in entries], NOON)
        mutations = [self.desk.store.outbox.mutation(each.mutation) for each in entries]
        queue.settle([receipt(each) for each in mutations], NOON)
        for each in mutations:
            self.say(t="settled", mutation=each.id, case=each.case_id)
        for file in [each for each in queue.media_entries() if each.wanted][:4]:
            queue.media_travelling(file.sha256, NOON)
            half = file.size_bytes // 2
            if not file.preview:  # a preview begins anew: it is one frame
                queue.media_progress(file.sha256, half)
                self.say(t="progress", sha256=file.sha256, offset=half)
            if self.chance.random() < 0.8:
                queue.media_arrived(MediaReceipt(
                    sha256=file.sha256, size_bytes=file.size_bytes, offset_bytes=file.size_bytes, complete=True, received_at=NOON,
                ), NOON)
                self.say(t="arrived", sha256=file.sha256)

    def pull(self) -> None:
        """Each page brings a new case and the next version of the one before."""
        queue = self.desk.queue
        number = int((queue.cursor() or "c0")[1:]) + 1
        before = (case_of(number - 1, 2),) if number > 1 else ()
        queue.apply_page(page(*before, case_of(number, 1), cursor=f"c{number}"), NOON)
        self.say(t="page", number=number)

    def download(self) -> None:
        """The file of a case; now and then the line is cut in the middle, and the next piece goes on from there."""
        queue = self.desk.queue
        last = int((queue.cursor() or "c0")[1:])
        if not last:
            return
        data = case_file(self.chance.randint(max(1, last - 5), last))
        part = self.desk.store.files.part(sha(data))
        have = min(part.stat().st_size, len(data)) if part.exists() else 0
        if self.chance.random() < 0.4:
            try:
                queue.store_download(sha(data), 0, cut_short(data[: len(data) // 2]))
            except Problem:
                have = len(data) // 2
        start = have if have < len(data) else 0
        queue.store_download(sha(data), start, (data[at : at + 4096] for at in range(start, len(data), 4096)))
        self.say(t="download", sha256=sha(data))

    def small_things(self) -> None:
        value = f"{self.life}.{self.made}"
        self.desk.set_setting("crash-test", value)
        self.say(t="setting", value=value)
        table = self.vault.unlock(PIN)
        table["token"] = value
        self.vault.save(table)
        self.say(t="secret", value=value)

    def catalogue(self) -> None:
        queue = self.desk.queue
        version = max(queue.catalogue_version(), built_in_catalogue().version) + 1
        raw = msgspec.json.encode(msgspec.structs.replace(built_in_catalogue(), version=version))
        queue.save_catalogue(raw, NOON)
        self.say(t="catalogue", version=version)


def cut_short(data: bytes) -> Iterator[bytes]:
    yield data
    raise Problem(Code.NO_NETWORK)
