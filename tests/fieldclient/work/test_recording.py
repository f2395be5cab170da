"""Recordings that are kept while something goes wrong: nobody else has their bytes."""

from __future__ import annotations

import pytest

from fieldclient.work import RealDesk, open_desk
from sync.protocol.media import MediaKind
from sync.protocol.problems import Code, Problem
from tests.fieldclient.capture.test_cut_recordings import sound
from tests.fieldclient.store.making import TestClock


def test_a_recording_that_cannot_be_looked_at_now_is_in_its_draft_at_the_next_start(
    desk: RealDesk, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = desk.new_draft()
    path = desk.recordings.begin(draft.id, MediaKind.AUDIO)
    path.write_bytes(sound() * 50)

    def fails(*_: object, **__: object) -> None:
        raise Problem(Code.FILE_UNREADABLE)

    with monkeypatch.context() as spoilt:
        spoilt.setattr("fieldclient.work.intake.look", fails)
        with pytest.raises(Problem) as met:
            desk.recordings.keep(draft.id, path)
    assert met.value.code is Code.FILE_UNREADABLE
    desk.close()

    again = open_desk(desk.store.folder, clock=clock)
    try:
        (found,) = again.draft(draft.id).photos
        assert found.kind is MediaKind.AUDIO
        row = again.store.media.get(found.sha256)
        assert row is not None and row.path.read_bytes() == sound() * 50
    finally:
        again.close()
