"""How a case looks: its meaning, icon and words, from what the store says. Pure; no Qt."""

from __future__ import annotations

from collections.abc import Sequence

from fieldclient.ui.parts.case_line import stage_meaning
from fieldclient.ui.words import Words
from fieldclient.work.views import PhotoView
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.media import MediaKind, Shot

_STEP_ICONS = {
    Act.SUBMIT: "send", Act.ASK_VERIFY: "eye", Act.VERIFY: "eye", Act.REFUSE: "x", Act.MERGE: "link",
    Act.TRANSFER: "external-link", Act.WITHDRAW: "undo", Act.FILE: "file-text", Act.DISPATCH: "arrow-right",
    Act.RECEIVE: "check", Act.RETURN: "hand-back", Act.EXTEND: "hourglass", Act.SUSPEND: "pause", Act.RESUME: "play",
    Act.FEEDBACK: "wrench", Act.ISSUE_CHECK: "clipboard-list", Act.CHECK_PASS: "clipboard-check",
    Act.CHECK_NOT_PASS: "repeat", Act.CHECK_UNABLE: "question", Act.CLOSE: "check-circle", Act.VOID: "x-circle",
    Act.FORCE_CLOSE: "lock", Act.RATE: "star", Act.REOPEN: "repeat", Act.APPEAL: "flag", Act.SELF_HANDLED: "wrench",
    Act.ANSWER: "message", Act.CONTACT: "phone", Act.PUBLISH: "megaphone", Act.TAKE_BACK: "eye-off",
}
_DONE_STEPS = frozenset({Act.CHECK_PASS, Act.CLOSE, Act.ANSWER})


def stage_icon(stage: Stage | None) -> str:
    if stage is None:
        return "cloud-off"
    return {"done": "check-circle", "inHand": "wrench"}.get(stage_meaning(stage), "circle")


def step_icon(act: Act) -> str:
    return _STEP_ICONS.get(act, "circle")


def step_meaning(act: Act) -> str:
    return "done" if act in _DONE_STEPS else "neutral"


def stage_text(words: Words, stage: Stage | None) -> str:
    return words.of(stage) if stage is not None else words.phrase("not_at_hub_yet")


_SHOWN_FIRST = (Shot.NEAR, Shot.FAR, Shot.DETAIL)


def leading(photos: Sequence[PhotoView]) -> PhotoView | None:
    """The photo that stands for a set: the newest near one, else far, else detail, else any; a video where no photo is."""
    photos = [each for each in photos if each.kind is MediaKind.PHOTO] or [
        each for each in photos if each.kind is MediaKind.VIDEO]
    for shot in _SHOWN_FIRST:
        found = [photo for photo in photos if photo.shot is shot]
        if found:
            return found[-1]
    return photos[-1] if photos else None
