"""Previews between the real ends: first on the way, enough for triage, never for closing, and shown until the original is there."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from PIL import Image

from fieldclient.capture.pixels import SMALL_PREVIEW_BYTES
from sync.engine.cycle import run_cycle
from sync.engine.trip import Policy
from sync.hub.http.server import HubServer
from sync.hub.service import HubService
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.media import previews
from sync.protocol.mutations import HandlingResult
from sync.protocol.stream import Up
from tests.sync.small_district import COLLECTOR, GRID, HANDLER, write_seed
from tests.sync.test_real_ends import Device, seen_by


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubService]:
    folder = tmp_path_factory.mktemp("hub")
    made = HubService(folder / "data", hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    made.load_seed(write_seed(folder))
    yield made
    made.close()


@pytest.fixture(scope="module")
def url(service: HubService) -> Iterator[str]:
    with HubServer(service, tick_s=3600) as server:
        yield server.url


@pytest.fixture
def device(tmp_path: Path, url: str) -> Iterator[Device]:
    made = Device(tmp_path / "device", url, COLLECTOR)
    yield made
    made.close()


def large(turned: bool = False) -> bytes:
    """A photo of some 250 kB with a camera's words in it."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = (6 if turned else 1), "Maker"
    coarse = Image.effect_noise((60, 40), 90).resize((1500, 1000), Image.Resampling.BICUBIC)
    Image.blend(coarse, Image.effect_noise((1500, 1000), 60), 0.2).save(out, "JPEG", quality=90, exif=exif)
    return out.getvalue()


def size_of(path: str | None) -> tuple[int, int]:
    with Image.open(path or "") as image:
        return image.size


def report(device: Device, *photos: bytes) -> str:
    draft = device.desk.new_draft()
    device.desk.save_field(draft.id, "subcategory", "C01-01")
    device.desk.save_field(draft.id, "description", "with previews")
    device.desk.place_by_hand(draft.id, *GRID)
    for photo in photos:
        device.desk.add_photo_bytes(draft.id, photo)
    return device.desk.submit(draft.id)


def only_previews(device: Device) -> None:
    """As far as a weak link came: records, previews, and nothing of the originals."""
    entries = device.desk.queue.media_entries
    queue = device.desk.queue
    queue.media_entries = lambda: [each for each in entries() if each.preview]  # type: ignore[method-assign]
    assert run_cycle(device.hub, queue, device.clock, Policy()).problem is None


def test_a_preview_is_small_upright_and_says_nothing(device: Device) -> None:
    case_id = report(device, large(turned=True), large())
    mutation = device.desk.store.outbox.mutation(device.desk.queue.entries()[0].mutation)
    assert mutation.case_id == case_id and all(ref.preview is not None for ref in mutation.media)
    for ref in previews(mutation.media):
        file = device.desk.store.previews.open(ref.sha256)
        assert file is not None
        data = file.read()
        assert hashlib.sha256(data).hexdigest() == ref.sha256 and len(data) == ref.size_bytes <= SMALL_PREVIEW_BYTES
        image = Image.open(io.BytesIO(data))
        assert 600 <= max(image.size) <= 800 and not image.getexif() and "comment" not in image.info
    first = Image.open(device.desk.store.previews.open(previews(mutation.media)[0].sha256))  # type: ignore[arg-type]
    assert first.height > first.width  # EXIF said that it stands


def test_previews_go_before_every_original_and_the_case_is_dispatched_by_them(
    device: Device, service: HubService, tmp_path: Path, url: str
) -> None:
    photos = [large(), large()]
    case_id = report(device, *photos)
    only_previews(device)
    seen = seen_by(service, COLLECTOR, {case_id})[case_id]
    assert seen.stage is Stage.DISPATCHED and not seen.hold_media
    assert [(media.arrived, media.preview) for media in seen.media] == [(False, True)] * 2
    handler = Device(tmp_path / "handler", url, HANDLER)
    try:
        handler.until_quiet()
        shown = handler.desk.case(case_id).before
        assert len(shown) == 2 and all(view.preview and view.path and view.thumbnail for view in shown)
        assert all(max(size_of(view.path)) <= 800 for view in shown)
        device.until_quiet()
        handler.until_quiet()
        shown = handler.desk.case(case_id).before
        assert not any(view.preview for view in shown)
        assert {hashlib.sha256(Path(view.path or "").read_bytes()).hexdigest() for view in shown} == {
            hashlib.sha256(photo).hexdigest() for photo in photos
        }
        # Handling is judged by the originals: a preview of the after-photo does not let the check begin.
        handler.desk.act(case_id, Act.RECEIVE)
        draft = handler.desk.draft_for(case_id, Act.FEEDBACK)
        handler.desk.add_photo_bytes(draft.id, large())
        handler.desk.save_field(draft.id, "result", HandlingResult.FIXED.value)
        handler.desk.save_field(draft.id, "description", "swept")
        handler.desk.submit(draft.id)
        only_previews(handler)
        seen = seen_by(service, COLLECTOR, {case_id})[case_id]
        assert seen.stage is Stage.HANDLED and seen.hold_media
        handler.until_quiet()
        assert not seen_by(service, COLLECTOR, {case_id})[case_id].hold_media
    finally:
        handler.close()


def test_on_the_stream_every_preview_is_before_the_first_byte_of_an_original(
    device: Device, service: HubService, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    known: set[tuple[str, int]] = set()  # a piece of which the hub says that it is lacking goes again
    from sync.engine.stream_drive import Drive

    give = Drive._give

    def spy(self: Drive, line: object, piece: object) -> None:
        if piece.size_bytes and (piece.sha256, piece.first) not in known:  # type: ignore[attr-defined]
            known.add((piece.sha256, piece.first))  # type: ignore[attr-defined]
            order.append("preview" if self._entries[piece.sha256].preview else "original")  # type: ignore[attr-defined]
        elif piece.head[0] == Up.PUSH:  # type: ignore[attr-defined]
            order.append("record")
        give(self, line, piece)  # type: ignore[arg-type]

    monkeypatch.setattr(Drive, "_give", spy)
    for _ in range(3):
        report(device, large(), large())
    device.until_quiet()
    assert order and order.index("original") == len(order) - order[::-1].index("preview")
    assert max(place for place, what in enumerate(order) if what == "record") < order.index("preview")


def test_a_preview_that_is_lost_or_refused_is_nobodys_concern(device: Device, service: HubService) -> None:
    case_id = report(device, large(), large())
    device.desk.store.database.write("UPDATE previews SET data = CAST('broken' AS BLOB)")
    device.until_quiet()
    status = device.desk.status()
    assert (status.waiting, status.travelling, status.attention) == (0, 0, 0)
    seen = seen_by(service, COLLECTOR, {case_id})[case_id]
    assert all(media.arrived and not media.preview for media in seen.media)


def test_previews_that_have_done_their_work_make_room(device: Device) -> None:
    report(device, large(), large())
    assert device.desk.store.previews.tidy() == 0
    device.until_quiet()
    assert device.desk.store.previews.tidy() == 2


def test_files_follow_their_act_while_its_answer_is_on_the_way_and_previews_go_first(
    device: Device, service: HubService, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sync.engine.stream_drive import Drive
    from sync.engine.stream_events import Replied

    report(device, large(), large())
    before: dict[str, bool] = {}  # in the order in which they first went; one of a few kB may go again
    answered: list[bool] = []
    give, take = Drive._give, Drive._take

    def giving(self: Drive, line: object, piece: object) -> None:
        if piece.size_bytes and not answered and piece.first == 0:  # type: ignore[attr-defined]
            before.setdefault(piece.sha256, self._entries[piece.sha256].preview)  # type: ignore[attr-defined]
        give(self, line, piece)  # type: ignore[arg-type]

    def taking(self: Drive, event: object) -> None:
        answered.extend([True] if isinstance(event, Replied) else [])
        take(self, event)  # type: ignore[arg-type]

    monkeypatch.setattr(Drive, "_give", giving)
    monkeypatch.setattr(Drive, "_take", taking)
    device.until_quiet()
    first = list(before.values())
    assert answered and first and first[0] and first == sorted(first, reverse=True)
    assert device.desk.status().waiting == 0
