"""Everything that can go wrong, as a code, its facts, and what happens next.

A `Problem` never holds a sentence: the window's `words` turns codes into sentences, in every language.
What happens next is one of three: the machine retries, a person is asked, or it stops here.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

Fact = str | int | float | bool | None
Facts = Mapping[str, Fact]


class Next(StrEnum):
    """What happens after a problem."""

    RETRY = "retry"  # nobody has to do anything: it is tried again
    ASK = "ask"  # a person decides or supplies something
    STOP = "stop"  # trying again cannot help


class Code(StrEnum):
    """Each problem's name. The comment says when it is raised and which facts it carries."""

    # The way to the hub
    NO_NETWORK = "no_network"  # no route, connection refused or reset
    NAME_NOT_FOUND = "name_not_found"  # the hub's host name has no address: host
    TLS_FAILED = "tls_failed"  # the certificate is not trusted: host
    TIMED_OUT = "timed_out"  # no answer within timeout_s
    CAPTIVE_PORTAL = "captive_portal"  # somebody else answered for the hub: content_type
    NOT_OUR_REPLY = "not_our_reply"  # the hub's answer could not be read: status
    HUB_ERROR = "hub_error"  # 5xx: status
    HUB_BUSY = "hub_busy"  # 429 or 503 with Retry-After: retry_after_s
    WIRE_TOO_OLD = "wire_too_old"  # this app speaks an older wire than the hub accepts
    WIRE_TOO_NEW = "wire_too_new"  # the hub is older than this app
    NO_HUB_SET = "no_hub_set"  # no hub address is known yet

    # Who may
    SIGN_IN_NEEDED = "sign_in_needed"  # no token on this device
    SIGN_IN_WRONG = "sign_in_wrong"  # name or password is wrong
    SIGN_IN_EXPIRED = "sign_in_expired"  # the token was right once
    SIGN_IN_BLOCKED = "sign_in_blocked"  # too many tries: retry_after_s
    SIGN_IN_ENDED = "sign_in_ended"  # this device was signed out from elsewhere: at, lost
    PROOF_STALE = "proof_stale"  # a proof made by a wrong clock, or used before: reason, hub_time (seconds since 1970)
    QUARANTINED = "quarantined"  # the hub keeps the act for the centre, who made it is in doubt: reason
    FORBIDDEN = "forbidden"  # signed in, but this is not theirs
    CLOCK_WRONG = "clock_wrong"  # device clock differs: offset_s
    KEYRING_MISSING = "keyring_missing"  # no secret service: a PIN is needed
    PIN_WRONG = "pin_wrong"  # tries_left

    # Acts on a case
    PART_MISSING = "part_missing"  # parts: comma-separated names of lifecycle.Part
    ACT_UNKNOWN = "act_unknown"  # act
    ACT_NOT_NOW = "act_not_now"  # the stage does not allow it: act, stage
    ROLE_NOT_ALLOWED = "role_not_allowed"  # act
    NOT_YOURS = "not_yours"  # the relation to the case is missing: act
    OWN_HANDLING = "own_handling"  # nobody checks their own handling
    LIMIT_REACHED = "limit_reached"  # e.g. a third extension: limit
    TOO_LATE = "too_late"  # e.g. rating after 15 days: until
    VERSION_CONFLICT = "version_conflict"  # the case moved on: base_version, version, stage
    CASE_UNKNOWN = "case_unknown"  # the hub has no such case (or it is not theirs)
    ID_REUSED = "id_reused"  # same id, other content
    BODY_INVALID = "body_invalid"  # field

    # Photos and other files
    FILE_MISSING = "file_missing"
    FILE_EMPTY = "file_empty"
    FILE_TRUNCATED = "file_truncated"
    FILE_MISLABELLED = "file_mislabelled"  # name says one type, bytes another: said, found (a notice: still usable)
    FILE_NOT_MEDIA = "file_not_media"
    FILE_UNREADABLE = "file_unreadable"
    FOLDER_UNREADABLE = "folder_unreadable"
    FOLDER_GONE = "folder_gone"  # a card pulled out while it was read: kept, left (photos)
    CLOCK_NOT_SHOWN = "clock_not_shown"  # no readable code with a time in that photo: name
    TRACK_INVALID = "track_invalid"  # no GPX or NMEA, or no fix in it: name, reason
    FOLDER_NOT_EMPTY = "folder_not_empty"  # something would be overwritten or mixed up
    FILE_TOO_LARGE = "file_too_large"  # size_bytes, limit_bytes
    FILE_TOO_MANY_PIXELS = "file_too_many_pixels"  # width, height, limit_pixels
    PHOTO_VERY_LARGE = "photo_very_large"  # a notice: kept whole, shown reduced: width, height, limit_pixels
    PREVIEW_NOT_POSSIBLE = "preview_not_possible"  # a notice: kept whole, cannot be shown here: width, height
    FILE_CHANGING = "file_changing"  # it is still being written: look again in a moment
    FILE_TOO_SMALL = "file_too_small"  # long_side_px, limit_px
    EXIF_BROKEN = "exif_broken"
    POSITION_ZERO = "position_zero"  # 0,0 or 0/0 rationals: treated as no position
    POSITION_INCOMPLETE = "position_incomplete"  # value without its reference, or one of the pair
    POSITION_OUT_OF_RANGE = "position_out_of_range"
    TIME_ABSURD = "time_absurd"  # before 1990 or in the future: found
    MEDIA_MISSING = "media_missing"  # the hub has no such file: sha256
    MEDIA_HASH_MISMATCH = "media_hash_mismatch"  # sha256, found
    MEDIA_TOO_LARGE = "media_too_large"  # 413: limit_bytes
    OFFSET_MISMATCH = "offset_mismatch"  # offset_bytes: where the hub stands
    QUOTA_FULL = "quota_full"  # limit_bytes

    # This device
    DISK_FULL = "disk_full"  # free_bytes, needed_bytes
    DISK_FAILED = "disk_failed"  # errno
    STORE_BUSY = "store_busy"  # another copy of the app holds the store
    STORE_NEWER = "store_newer"  # written by a newer version: found, known
    ROW_UNREADABLE = "row_unreadable"  # quarantined: table, id
    NO_CAMERA = "no_camera"
    CAMERA_BUSY = "camera_busy"  # there is one that cannot be opened: another program holds it, or it failed
    CAMERA_REFUSED = "camera_refused"  # the system does not let this app use the camera
    NO_MICROPHONE = "no_microphone"
    MICROPHONE_REFUSED = "microphone_refused"
    RECORDING_SILENT = "recording_silent"  # a notice: a video without sound, because there is no microphone to use
    RECORDING_FAILED = "recording_failed"  # it ended by itself; what there is of it is kept: length (m:ss)
    RECORDING_NO_ROOM = "recording_no_room"  # it ended because the disk is full; what there is of it is kept: length (m:ss)
    RECORDING_CUT = "recording_cut"  # a notice: ended by a kill or a power cut: kind, length (m:ss)
    NO_POSITION = "no_position"

    # What is handed to us
    CATALOGUE_INVALID = "catalogue_invalid"  # field
    CALENDAR_INVALID = "calendar_invalid"  # field
    SEED_INVALID = "seed_invalid"  # field
    AUTHORITY_INVALID = "authority_invalid"  # the organisation's certificate cannot be used: reason
    BUNDLE_INVALID = "bundle_invalid"  # a handed-over file cannot be used: reason
    SETUP_INVALID = "setup_invalid"  # a code or link for setting up cannot be used: reason
    TILES_INVALID = "tiles_invalid"  # map tiles that cannot be used: reason
    AREAS_UNREADABLE = "areas_unreadable"  # no file of areas, or a damaged one: name
    AREAS_EMPTY = "areas_empty"  # not one area in it that can be used: name
    AREAS_CRS = "areas_crs"  # its coordinate system is not named, or none of ours: name, crs
    AREAS_NO_CODES = "areas_no_codes"  # no field holds codes of grids, communities or streets: name, fields
    AREAS_SWAPPED = "areas_swapped"  # a notice: latitude stood before longitude and was turned: count
    AREAS_MENDED = "areas_mended"  # a notice: outlines that cross themselves were mended: count, which
    AREAS_SKIPPED = "areas_skipped"  # a notice: without an outline or a code: count, which
    AREAS_TWICE = "areas_twice"  # a notice: one code on several outlines, joined: count, which
    AREAS_OVERLAP = "areas_overlap"  # a notice: areas of one level lie over each other: count, which, other
    INTERNAL = "internal"  # a defect of ours: reference


_RETRY = {
    Code.NO_NETWORK, Code.NAME_NOT_FOUND, Code.TIMED_OUT, Code.NOT_OUR_REPLY, Code.HUB_ERROR, Code.HUB_BUSY,
    Code.OFFSET_MISMATCH, Code.MEDIA_HASH_MISMATCH, Code.MEDIA_MISSING, Code.STORE_BUSY, Code.CAPTIVE_PORTAL,
    Code.FILE_CHANGING, Code.PROOF_STALE,
}
_STOP = {
    Code.QUARANTINED, Code.WIRE_TOO_OLD, Code.FORBIDDEN, Code.ACT_UNKNOWN, Code.ID_REUSED, Code.STORE_NEWER,
    Code.CATALOGUE_INVALID, Code.CALENDAR_INVALID, Code.SEED_INVALID, Code.AUTHORITY_INVALID, Code.BUNDLE_INVALID,
    Code.SETUP_INVALID,
    Code.TILES_INVALID, Code.AREAS_UNREADABLE, Code.AREAS_EMPTY, Code.AREAS_NO_CODES, Code.FILE_EMPTY, Code.FILE_NOT_MEDIA,
    Code.FILE_UNREADABLE, Code.FILE_MISSING, Code.FILE_TOO_MANY_PIXELS, Code.FILE_TOO_LARGE, Code.TOO_LATE, Code.LIMIT_REACHED,
}


def next_for(code: Code) -> Next:
    """What happens next by default: RETRY, STOP, or ASK for everything a person can mend."""
    if code in _RETRY:
        return Next.RETRY
    return Next.STOP if code in _STOP else Next.ASK


class Problem(Exception):
    """Something went wrong. Carries a code, facts (never secrets, never sentences) and what happens next."""

    def __init__(self, code: Code, *, next: Next | None = None, **facts: Fact) -> None:
        super().__init__(code.value, facts)
        self.code = code
        self.facts: dict[str, Fact] = facts
        self.next = next if next is not None else next_for(code)

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code.value}({told})"

    def to_wire(self) -> ProblemBody:
        return ProblemBody(code=self.code.value, facts=dict(self.facts), next=self.next)


class ProblemBody(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A problem on the wire. `code` stays text, so that a code from a newer hub can still be shown."""

    code: str
    facts: dict[str, Fact] = {}
    next: Next = Next.ASK

    def to_problem(self) -> Problem:
        known = self.code in Code.__members__.values()
        problem = Problem(Code(self.code) if known else Code.INTERNAL, next=self.next)
        # Not as keyword arguments: a fact from the other end may be called 'next' or 'self'.
        problem.facts.update(self.facts if known else {**self.facts, "reference": self.code})
        return problem
