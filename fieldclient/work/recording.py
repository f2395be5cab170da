"""Video and voice notes: a place to record into, and from there into the draft. Limits are the domain's (5.2, Media)."""

from __future__ import annotations

from pathlib import Path

from fieldclient.store import Store
from fieldclient.store.media_files import tag_for
from fieldclient.store.recordings import begin_recording, begun_at, end_recording, size_of, sync_recording
from fieldclient.work.acts import usage_of
from fieldclient.work.intake import Intake
from fieldclient.work.views import DraftView
from fieldclient.work.writing import Writing
from sync.protocol.media import MediaKind, Shot
from sync.protocol.position import Position

MAX_VIDEO_S = 30
MAX_VOICE_S = 60
VIDEO_BITS_PER_S = 2_500_000  # 720p that a house number can be read in; half a minute is some ten megabytes
VOICE_BITS_PER_S = 32_000  # speech that is easy to understand; a minute is a quarter of a megabyte
_NEEDED_BYTES = {
    MediaKind.VIDEO: MAX_VIDEO_S * VIDEO_BITS_PER_S // 8 * 2,  # encoders keep to their rate on the average only
    MediaKind.AUDIO: MAX_VOICE_S * VOICE_BITS_PER_S // 8 * 2,
}


class Recordings:
    def __init__(self, store: Store, writing: Writing, intake: Intake) -> None:
        self._store = store
        self._writing = writing
        self._intake = intake

    def begin(self, draft_id: str, kind: MediaKind) -> Path:
        """Where to record. DISK_FULL and LIMIT_REACHED are told before a word is spoken."""
        draft = self._writing.own(draft_id)
        self._intake.check_count(draft.id)
        tag = tag_for(draft.id, Shot.OTHER, usage_of(draft.act))
        return begin_recording(self._store.files, tag, _NEEDED_BYTES[kind])

    def sync(self, path: Path) -> None:
        """What was recorded until now outlives a power cut. DISK_FULL while there is still room to end it well."""
        self._store.files.check_room(0)
        sync_recording(self._store.files, path)

    def keep(self, draft_id: str, path: Path, position: Position | None = None) -> DraftView | None:
        """It has ended: into the draft, durable when this returns. None when nothing was recorded, of which nothing stays.

        When it cannot be kept now (a full disk) the file stays where it is, and the next start puts it into the draft.
        """
        if size_of(path) == 0:
            self._store.files.forget(path)
            return None
        at, draft = begun_at(path), self._writing.own(draft_id)
        self._intake.add_recording(draft, end_recording(self._store.files, path), at, position)
        return self._writing.view(draft_id)
