"""Files of evidence as the screen shows them: mine with how far they have come, the hub's with whether they are here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from fieldclient.store import Store
from fieldclient.store.media_rows import MediaRow
from fieldclient.store.uploads import UploadRecord
from fieldclient.work.pictures import PAGE_BUDGET_S, Pictures
from fieldclient.work.views import Delivery, PhotoView
from sync.protocol.feed import CaseMedia, CaseView
from sync.protocol.marks import Marks
from sync.protocol.media import MediaKind, MediaRef, Usage
from sync.protocol.mutations import Mutation
from sync.protocol.problems import Problem

PREVIEW_PX = 720
BEFORE = frozenset({Usage.REPORT, Usage.HANDLE_BEFORE})
AFTER = frozenset({Usage.HANDLE_AFTER, Usage.SELF_HANDLE})


class PhotoViews:
    def __init__(self, store: Store, pictures: Pictures) -> None:
        self._store = store
        self._pictures = pictures

    def of_refs(self, person: str, refs: Sequence[MediaRef], by: Sequence[str] = ()) -> tuple[PhotoView, ...]:
        """In the order given. `by`: whose each one is, where that is known."""
        hashes = [ref.sha256 for ref in refs]
        rows, uploads = self._store.media.get_many(hashes), self._store.uploads.of_files(person, hashes)
        names = list(by) or [""] * len(refs)
        small = self._small([sha256 for sha256 in hashes if not _is_here(rows.get(sha256))])
        return tuple(
            self._view(ref, rows.get(ref.sha256), uploads.get(ref.sha256), name, small.get(ref.sha256))
            for ref, name in zip(refs, names, strict=True)
        )

    def _small(self, hashes: list[str]) -> dict[str, str]:
        """Paths of the previews of those that are not here, by original."""
        kept = self._store.previews.of(hashes)
        found = {sha256: self._preview(sha256, kept.get(sha256)) for sha256 in hashes}
        return {sha256: path for sha256, path in found.items() if path is not None}

    def _preview(self, original: str, sha256: str | None) -> str | None:
        """`sha256`: of the preview that is kept of it."""
        if sha256 is not None:
            made = self._pictures.made(sha256, PREVIEW_PX)
            file = self._store.previews.open(sha256) if made is None else None
            if file is not None:
                with suppress(Problem):
                    made = str(self._pictures.keep(sha256, file.read(), PREVIEW_PX))
            if made is not None:
                return made
        return self._pictures.made(original, PREVIEW_PX)  # an original that was cleared away left its picture for the screen

    def _view(
        self, ref: MediaRef, row: MediaRow | None, upload: UploadRecord | None, by: str, small: str | None
    ) -> PhotoView:
        """While the original is on its way, its preview stands in for it."""
        here = _is_here(row)
        if ref.marks and small is not None:
            small = self._pictures.small(Path(small), ref.sha256, ref.marks, PREVIEW_PX, PAGE_BUDGET_S)
        return PhotoView(
            sha256=ref.sha256, kind=ref.kind, usage=ref.usage, shot=ref.shot,
            path=str(row.path) if here and row is not None else small, preview=small is not None,
            thumbnail=self._pictures.thumbnail(row, ref.marks, PAGE_BUDGET_S if ref.marks else None) if here else small,
            marks=ref.marks,
            width=ref.width, height=ref.height, captured_at=ref.captured_at,
            time_source=ref.time_source, position=ref.position, by=by,
            delivery=Delivery(upload.state.value) if upload is not None else Delivery.NONE,
            sent_bytes=upload.offset_bytes if upload is not None else 0, size_bytes=ref.size_bytes, duration_s=ref.duration_s,
        )

    def of_case(self, person: str, view: CaseView | None, mine: Iterable[Mutation]) -> tuple[PhotoView, ...]:
        """What the hub tells of, then what my acts carry that it does not tell of yet; each file once."""
        told: tuple[CaseMedia, ...] = view.media if view is not None else ()
        refs = {media.ref.sha256: media.ref for media in told}
        by = {media.ref.sha256: media.by for media in told}
        for mutation in mine:
            for ref in mutation.media:
                refs.setdefault(ref.sha256, ref)
        return self.of_refs(person, list(refs.values()), [by.get(sha256, "") for sha256 in refs])

    def first_thumbnails(self, wanted: Mapping[str, Sequence[tuple[str, Marks]]]) -> dict[str, str]:
        """For each line of a list the first of its files that can be shown now. They come by hash, with what was drawn on them
        there: two lines may have the same photo."""
        every = sorted({sha256 for files in wanted.values() for sha256, _ in files})
        rows = self._store.media.get_many(every)
        kept = self._store.previews.of([sha256 for sha256 in every if not _is_here(rows.get(sha256))])
        out: dict[str, str] = {}
        for line, files in wanted.items():
            for sha256, marks in files:
                row = rows.get(sha256)
                found = self._pictures.thumbnail(row, marks) if _is_here(row) else self._preview(sha256, kept.get(sha256))
                if found is not None and marks and not _is_here(row):
                    found = self._pictures.small(Path(found), sha256, marks, PREVIEW_PX)
                if found is not None:
                    out[line] = found
                    break
        return out


def _is_here(row: MediaRow | None) -> bool:
    return row is not None and not row.missing


def shown_files(view: CaseView | None, own: Mutation | None) -> list[tuple[str, Marks]]:
    """The files a list may show for a case, best first: how it was found, near before far. With what was drawn on each."""
    refs = [media.ref for media in view.media] if view is not None else list(own.media) if own is not None else []
    photos = [ref for ref in refs if ref.kind is not MediaKind.AUDIO and ref.usage in BEFORE]
    order = {"near": 0, "far": 1}
    photos.sort(key=lambda ref: (ref.kind is MediaKind.VIDEO, order.get(ref.shot.value, 2)))
    return [(ref.sha256, ref.marks) for ref in photos[:4]]
