"""The desk: everything the window may ask of the device, in one place.

Every method runs on the store's thread (`fieldclient.ui.worker`), may raise `Problem`, and returns frozen values of
`views`. The window calls nothing else below it. Methods are thin: rules live in `sync.protocol` and in this room's modules.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from fieldclient.work import views
from fieldclient.work.advice import Advice
from fieldclient.work.list_desk import ListDesk
from fieldclient.work.marking import Marking
from fieldclient.work.news import Newsroom
from fieldclient.work.recording import Recordings
from fieldclient.work.self_handling import SelfHandling
from fieldclient.work.waiting import Waiting
from sync.protocol.lifecycle import Act
from sync.protocol.media import Origin, Shot, Usage
from sync.protocol.position import Position
from sync.protocol.report import Kind


class Desk(Protocol):
    """What the window may ask. `fieldclient.work.open_desk(data_dir)` makes the real one."""

    # Looking
    def status(self) -> views.Status: ...
    def home(self, *, nearest: bool = False) -> views.Home:
        """`nearest`: the tasks that are shown are those nearest to where the person last was, instead of the most urgent."""
        ...

    def cases(self, lookup: views.Lookup) -> Sequence[views.CaseRow]: ...
    def case(self, case_id: str) -> views.CasePage: ...
    @property
    def listed(self) -> ListDesk:
        """Lists of cases in pages, how many there are with each filter, filters kept by name, routes."""
        ...

    def outbox(self, *, arrived: bool = False) -> Sequence[views.OutboxRow]:
        """What waits, what needs attention first; `arrived`: what has arrived in the last 24 hours comes after it."""
        ...

    def activity(self, *, limit: int = 100) -> Sequence[views.ActivityRow]: ...
    def drafts(self) -> Sequence[views.DraftView]: ...
    def draft(self, draft_id: str) -> views.DraftView: ...
    def categories(self) -> Sequence[views.CategoryRow]: ...
    def subcategories(self, category: str | None = None, query: str = "") -> Sequence[views.SubcategoryRow]: ...
    def recent_subcategories(self) -> Sequence[views.SubcategoryRow]: ...

    # Writing: every change is durable when the call returns
    def new_draft(self, kind: Kind = Kind.PROBLEM, campaign: str | None = None) -> views.DraftView:
        """An empty report. The unfinished empty one is given again rather than a second."""
        ...

    def draft_for(self, case_id: str, act: Act) -> views.DraftView:
        """The draft of this person's act on a case (feedback, verify, check, return, reopen …), begun or continued."""
        ...

    def save_field(self, draft_id: str, name: str, value: str | float | None) -> views.DraftView:
        """One field: kind, subcategory, description, place_text, observed_at (ISO 8601), reason, result, quantity, unit,
        choice, until (ISO 8601). Field by field, so that a power cut costs at most the word being typed."""
        ...

    def place_by_hand(self, draft_id: str, latitude: float, longitude: float) -> views.DraftView:
        """Wins over every other source for ever."""
        ...

    def note_fix(self, draft_id: str, position: Position) -> views.DraftView:
        """A position from this device, taken while the draft is open; used unless a better source speaks."""
        ...

    def add_photos(self, draft_id: str, paths: Sequence[Path], *, shot: Shot | None = None,
                   origin: Origin = Origin.FILE, usage: Usage | None = None) -> views.DraftView:
        """Keeps the bytes of each file (durable before the call returns) and reads where and when. `shot` None fills the
        free slots far, near, detail in order. A file that cannot be taken is told in `DraftView.notes`; the rest is kept."""
        ...

    def add_photo_bytes(self, draft_id: str, data: bytes, *, shot: Shot | None = None,
                        position: Position | None = None, usage: Usage | None = None) -> views.DraftView:
        """A photo of our own camera. DISK_FULL is told before anything is written; see `check_room`."""
        ...

    @property
    def recordings(self) -> Recordings:
        """Where video and voice are recorded, and how they come into a draft."""
        ...

    @property
    def marking(self) -> Marking:
        """What is drawn on the photos of a draft, cut off or made unreadable."""
        ...

    def check_room(self, photos: int = 1) -> None:
        """Before the shutter: DISK_FULL (free_bytes, needed_bytes) when this many photos would not fit."""
        ...

    def move_photo(self, draft_id: str, sha256: str, shot: Shot, usage: Usage | None = None) -> views.DraftView: ...
    def remove_photo(self, draft_id: str, sha256: str) -> views.DraftView:
        """Takes it out of the draft; the bytes stay on the device."""
        ...

    def discard_draft(self, draft_id: str) -> None:
        """Out of sight, kept for 12 hours for `undo_discard`."""
        ...

    def undo_discard(self, draft_id: str) -> views.DraftView: ...

    @property
    def self_handling(self) -> SelfHandling:
        """Whether a report may become one of handling it oneself, and how."""
        ...

    def submit(self, draft_id: str) -> str:
        """Seals the draft: one transaction for the mutation and its outbox entries. Gives the case id. Raises PART_MISSING
        (parts). A second call gives the same answer and does nothing."""
        ...

    def praise(self, photo: Path | None, text: str) -> str:
        """Praise in two taps: drafted, sealed and queued in one call. Gives the case id."""
        ...

    def act(self, case_id: str, act: Act) -> str:
        """An act that needs nothing more than the tap (receive, withdraw). Gives the mutation id."""
        ...

    def rate(self, case_id: str, level: str, text: str = "") -> str: ...

    # Needs attention
    @property
    def waiting(self) -> Waiting:
        """What a person can do with what waits: hold it back, send it first, bring it back; when originals travel."""
        ...

    @property
    def news(self) -> Newsroom:
        """What is worth telling a person who looks elsewhere."""
        ...

    def retry(self, mutation_id: str) -> None:
        """Try a refused act again as it is (same id)."""
        ...

    def edit_again(self, mutation_id: str) -> views.DraftView:
        """A new draft with everything of a refused act in it; the refused one stays in the list, linked, until it is set aside.
        Sealing the new one sets it aside when both are about one case: the hub hears one act of a case after the other."""
        ...

    def set_aside(self, mutation_id: str) -> None:
        """Out of the attention list; kept with its photos, found under 'ended'."""
        ...

    def mark_read(self, notice_id: str) -> None: ...

    def kept_aside(self) -> Sequence[views.KeptAside]:
        """What could not be read, the latest first. Nothing of it is ever deleted by the app."""
        ...

    def kept_aside_seen(self) -> None:
        """The person knows: `Status.quarantined` counts only what is new."""
        ...

    # Files
    def list_folder(self, folder: Path, *, offset: int = 0, limit: int = 60) -> Sequence[views.PickRow]: ...
    def photo_folders(self) -> Sequence[tuple[str, Path]]:
        """Places where photos usually are: the system's Pictures, mounted cards; (code, path)."""
        ...

    # Setting up
    @property
    def advice(self) -> Advice:
        """What can be said about a draft or a case before going on: where it is, whether it is known, how its photos are."""
        ...

    def setting(self, name: str) -> str | None: ...
    def set_setting(self, name: str, value: str | None) -> None: ...
    def now(self) -> datetime: ...
