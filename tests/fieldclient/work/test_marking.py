"""Marks on the way: kept in the draft, sealed with the photo, told by the hub, hidden where a copy leaves the house."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PIL import Image, ImageDraw

from fieldclient.store import Store
from fieldclient.work import photo_views
from fieldclient.work.exporting import Export
from fieldclient.work.photo_copies import PhotoCopies
from fieldclient.work.pictures import Pictures
from fieldclient.work.reworking import begin_again
from sync.hub.dossier import Held
from sync.hub.publish import make_copy
from sync.protocol.marks import Mark, Marks
from sync.protocol.media import Shot
from sync.protocol.problems import Code, Problem
from tests.fieldclient.capture.making import gps, jpeg, tiff_block
from tests.fieldclient.work.world import GRID, Tablet, World

FACE = (0.3, 0.3, 0.7, 0.7)
MARKS: Marks = (
    Mark(kind="blur", points=(FACE[:2], FACE[2:])), Mark(kind="arrow", points=((0.05, 0.05), (0.2, 0.2)), ink="place"),
)
ARROW = MARKS[1:]
CUT: Marks = (Mark(kind="crop", points=((0, 0), (0.5, 1))),)


def scene(shade: int) -> Image.Image:
    """Squares of black and white in the middle, as hard as letters on a plate."""
    image = Image.new("RGB", (800, 600), (shade, 120, 90))
    draw = ImageDraw.Draw(image)
    for row in range(12):
        for column in range(16):
            if (row + column) % 2:
                draw.rectangle((240 + column * 20, 180 + row * 20, 259 + column * 20, 199 + row * 20), fill="black")
            else:
                draw.rectangle((240 + column * 20, 180 + row * 20, 259 + column * 20, 199 + row * 20), fill="white")
    return image


def photos(folder: Path, shade_of_near: int) -> list[Path]:
    made = []
    for shade, name in ((shade_of_near + 100, "far"), (shade_of_near, "near")):
        path = folder / f"{name}.jpg"
        path.write_bytes(jpeg(scene(shade), tiff_block({}, {}, gps(*GRID))))
        made.append(path)
    return made


def hidden(data: bytes) -> bool:
    """Nothing hard is left where the face was."""
    image = Image.open(io.BytesIO(data)).convert("L").resize((400, 300))
    inner = np.asarray(image, dtype=float)[100:200, 135:265]
    return bool(np.abs(np.diff(inner, axis=1)).max() < 25)


def marked_report(tablet: Tablet, folder: Path, marks: Marks, shade: int = 60) -> tuple[str, str]:
    """Draft and near photo."""
    draft = tablet.desk.new_draft()
    tablet.desk.save_field(draft.id, "subcategory", "C01-01")
    view = tablet.desk.add_photos(draft.id, photos(folder, shade))
    near = next(photo.sha256 for photo in view.photos if photo.shot is Shot.NEAR)
    tablet.desk.marking.keep(draft.id, near, marks)
    return draft.id, near


def test_marks_stay_in_the_draft_and_show_in_its_pictures(world: World, tmp_path: Path) -> None:
    tablet = world.tablet("wang")
    draft_id, near = marked_report(tablet, tmp_path, MARKS)
    tablet.power_cut()
    desk = tablet.desk
    shown = next(photo for photo in desk.draft(draft_id).photos if photo.sha256 == near)
    assert shown.marks == MARKS and shown.thumbnail is not None and hidden(Path(shown.thumbnail).read_bytes())
    to_mark = desk.marking.open(draft_id, near, 640)
    assert to_mark.marks == MARKS and to_mark.ratio == pytest.approx(4 / 3) and not hidden(to_mark.picture.read_bytes())
    assert hidden(desk.marking.picture(near, MARKS, 640).read_bytes()) and to_mark.heeded
    assert hashlib.sha256(Path(shown.path or "").read_bytes()).hexdigest() == near
    for wrong in ((Mark(kind="blur", points=((0.1, 0.1), (0.1, 0.1))),), MARKS * 30):
        with pytest.raises(Problem) as caught:
            desk.marking.keep(draft_id, near, wrong)
        assert caught.value.code is Code.BODY_INVALID
    with pytest.raises(Problem):
        desk.marking.keep(draft_id, "f" * 64, MARKS)
    desk.remove_photo(draft_id, near)
    desk.marking.keep(draft_id, desk.draft(draft_id).photos[0].sha256, ())
    assert [photo.marks for photo in desk.draft(draft_id).photos] == [()]


def test_what_is_sent_is_the_original_with_its_recipe_and_a_preview_that_hides(world: World, tmp_path: Path) -> None:
    tablet = world.tablet("wang")
    draft_id, near = marked_report(tablet, tmp_path, MARKS)
    store = tablet.desk.store
    media = store.media.get(near)
    assert media is not None
    store.previews.renew(media.ref, jpeg(scene(60)), store.clock())  # made before anything was hidden
    tablet.desk.submit(draft_id)
    rows = store.database.read("SELECT data FROM previews WHERE original = ?", (near,))
    assert all(hidden(row["data"]) for row in rows)
    (record,) = tablet.desk.store.outbox.open_of(tablet.desk.store.people.current_id())
    mutation = tablet.desk.store.outbox.mutation(record.id)
    ref = next(each for each in mutation.media if each.sha256 == near)
    assert ref.marks == MARKS
    if ref.preview is not None:
        held = tablet.desk.store.previews.open(ref.preview.sha256)
        assert held is not None and hidden(held.read())
    tablet.sync()
    page = tablet.desk.case(draft_id)
    told = next(media.ref for media in page.media if media.ref.sha256 == near)
    assert told.marks == MARKS, "the hub tells it to everybody who sees the case"
    assert page.row.thumbnail is not None and hidden(Path(page.row.thumbnail).read_bytes())
    data = b"".join(world.hub.files.read(near, 0))
    assert hashlib.sha256(data).hexdigest() == near, "the evidence is what the camera took"
    for marks, gone in ((MARKS, True), (ARROW, False)):
        copy = make_copy(world.hub.files, Held(
            seq=1, ref=msgspec.structs.replace(told, marks=marks), person="p", round=1, bound=True))
        assert copy is not None and hidden(b"".join(world.hub.files.read(copy[0], 0))) is gone, "for everybody"
    again = begin_again(tablet.desk.store, record)
    assert next(photo.marks for photo in tablet.desk.draft(again).photos if photo.sha256 == near) == MARKS


def test_what_is_hidden_is_hidden_in_the_outbox_and_where_no_small_picture_could_be_made(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tablet = world.tablet("wang")
    draft_id, near = marked_report(tablet, tmp_path, MARKS)
    for photo in tablet.desk.draft(draft_id).photos:
        tablet.desk.marking.keep(draft_id, photo.sha256, MARKS)
    with monkeypatch.context() as hurried:
        hurried.setattr(photo_views, "PAGE_BUDGET_S", 0.0)
        pages = [photo for photo in tablet.desk.draft(draft_id).photos if photo.sha256 != near]
        assert [photo.picture for photo in pages] == [None], "rather nothing than the original"
    for photo in tablet.desk.draft(draft_id).photos:
        assert photo.picture is not None and hidden(Path(photo.picture).read_bytes())
    tablet.desk.submit(draft_id)
    (row,) = tablet.desk.outbox()
    assert row.thumbnail is not None and hidden(Path(row.thumbnail).read_bytes())
    lists = photo_views.PhotoViews(tablet.desk.store, Pictures(tmp_path / "small"))
    lines = lists.first_thumbnails({"hides": [(near, MARKS)], "draws": [(near, ARROW)], "bare": [(near, ())]})
    assert [hidden(Path(lines[line]).read_bytes()) for line in ("hides", "draws", "bare")] == [True, False, False]


def test_copies_of_an_export(world: World, tmp_path: Path) -> None:
    tablet = world.tablet("wang")
    sent = {}
    for name, marks in (("hidden", MARKS), ("drawn", ARROW)):
        (tmp_path / name).mkdir()
        draft_id, near = marked_report(tablet, tmp_path / name, marks, 60 if marks is MARKS else 90)
        tablet.desk.submit(draft_id)
        sent[name] = near
    (tmp_path / "cut").mkdir()
    cut_id, cut = marked_report(tablet, tmp_path / "cut", CUT, 20)
    tablet.desk.submit(cut_id)
    person = tablet.desk.store.people.current_id()
    tablet.desk.close()
    store = Store(tablet.folder, read_only=True)
    try:
        for number, (stamped, plain, drawn) in enumerate(((False, False, True), (True, False, True), (False, True, False))):
            out = tmp_path / f"out-{number}"
            manifest = Export(store, person, PhotoCopies(store, stamped=stamped, plain=plain)).write(out)
            told = {each["of"]: each for each in manifest["files"] if "of" in each}
            first, second = told[sent["hidden"]], told[sent["drawn"]]
            assert hidden((out / first["file"]).read_bytes()) and "recipe" in first, "hidden in every copy"
            assert ("recipe" in second) is drawn and not hidden((out / second["file"]).read_bytes())
            with Image.open(out / told[cut]["file"]) as image:
                assert image.size == (400, 600), "cut off in every copy"
            for near in sent.values():
                assert hashlib.sha256(next((out / "media").rglob(f"{near}*")).read_bytes()).hexdigest() == near
    finally:
        store.close()
    tablet.power_cut()
