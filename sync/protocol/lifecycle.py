"""The life of a case as one table (domain 5.4): from, act, to, who, and what must be there.

The hub enforces this table; the device reads the same table to show the acts a person may do now, offline too.
A new act is a row here, a handler in `sync.hub.acts` and a button in `fieldclient.ui.cases`.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from sync.protocol.people import Role
from sync.protocol.report import Kind


class Stage(StrEnum):
    SUBMITTED = "submitted"
    VERIFYING = "verifying"
    FILED = "filed"
    DISPATCHED = "dispatched"
    HANDLING = "handling"
    SUSPENDED = "suspended"
    HANDLED = "handled"
    CHECKING = "checking"
    CHECKED = "checked"
    ANSWERED = "answered"  # praise, consultation, suggestion
    CLOSED = "closed"
    REFUSED = "refused"
    MERGED = "merged"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"
    VOIDED = "voided"


ENDED = frozenset({Stage.CLOSED, Stage.REFUSED, Stage.MERGED, Stage.TRANSFERRED, Stage.WITHDRAWN, Stage.VOIDED})
OPEN = frozenset(Stage) - ENDED


class Act(StrEnum):
    SUBMIT = "submit"
    ASK_VERIFY = "ask_verify"
    VERIFY = "verify"
    REFUSE = "refuse"
    MERGE = "merge"
    TRANSFER = "transfer"
    WITHDRAW = "withdraw"
    FILE = "file"
    DISPATCH = "dispatch"
    RECEIVE = "receive"
    RETURN = "return"
    EXTEND = "extend"
    SUSPEND = "suspend"
    RESUME = "resume"
    FEEDBACK = "feedback"
    ISSUE_CHECK = "issue_check"
    CHECK_PASS = "check_pass"
    CHECK_NOT_PASS = "check_not_pass"
    CHECK_UNABLE = "check_unable"
    CLOSE = "close"
    VOID = "void"
    FORCE_CLOSE = "force_close"
    RATE = "rate"
    REOPEN = "reopen"
    APPEAL = "appeal"
    SELF_HANDLED = "self_handled"
    ANSWER = "answer"
    CONTACT = "contact"
    PUBLISH = "publish"
    TAKE_BACK = "take_back"


class Relation(StrEnum):
    """What ties a person to the case besides their role: least privilege by object."""

    ANYBODY = "anybody"  # the role alone is enough
    REPORTER = "reporter"  # it is their own report
    DEPARTMENT = "department"  # it lies with their department
    ASSIGNEE = "assignee"  # they hold the open task that this act answers


class Part(StrEnum):
    """Something that must be there before an act counts. `requirements.missing` tells which are not."""

    SUBCATEGORY = "subcategory"
    PLACE = "place"
    FAR_PHOTO = "far_photo"
    NEAR_PHOTO = "near_photo"
    PHOTO = "photo"
    WORDS = "words"
    VERIFY_RESULT = "verify_result"
    VERIFY_PHOTOS = "verify_photos"
    NEAR_ENOUGH = "near_enough"
    REASON = "reason"
    TEXT = "text"
    PARENT = "parent"
    DESTINATION = "destination"
    STANDARD = "standard"
    DEPARTMENT = "department"
    ASSIGNEE = "assignee"
    UNTIL = "until"
    AFTER_PHOTO = "after_photo"
    BEFORE_PHOTO = "before_photo"
    RESULT = "result"
    CHECK_PHOTO = "check_photo"
    POSITION = "position"
    LEVEL = "level"
    NEW_PHOTO = "new_photo"
    CONTACT = "contact"
    IMPERSONAL = "impersonal"  # words that name nobody: see `public_words`


class Transition(msgspec.Struct, frozen=True, kw_only=True):
    """One row. `target` None: the stage stays. `asks`: roles that may only ask for it; `roles` decide (approve) it."""

    number: int
    sources: frozenset[Stage]
    act: Act
    target: Stage | None
    roles: frozenset[Role]
    asks: frozenset[Role] = frozenset()
    relation: Relation = Relation.ANYBODY
    required: tuple[Part, ...] = ()
    kinds: frozenset[Kind] = frozenset(Kind)
    limit: int | None = None  # how often in one round


_CITIZENS = frozenset({Role.CITIZEN, Role.VOLUNTEER, Role.COLLECTOR})
_PROBLEM = frozenset({Kind.PROBLEM})
_WORDS = frozenset({Kind.PRAISE, Kind.CONSULTATION, Kind.SUGGESTION})
_FIELD = frozenset({Role.HANDLER, Role.DEPT_ADMIN})
_CENTRE = frozenset({Role.ACCEPTOR, Role.DUTY_CHIEF})
_MAY_PUBLISH = frozenset({Role.DUTY_CHIEF, Role.LEADER})
SHOWN_KINDS = frozenset({Kind.PROBLEM, Kind.PRAISE})
_FILED_TO_HANDLED = frozenset({Stage.FILED, Stage.DISPATCHED, Stage.HANDLING, Stage.SUSPENDED, Stage.HANDLED})
_NEW: frozenset[Stage] = frozenset()


def _row(number: int, source: Stage | frozenset[Stage], act: Act, target: Stage | None, who: Role | frozenset[Role],
         *required: Part, asks: frozenset[Role] = frozenset(), relation: Relation = Relation.ANYBODY,
         kinds: frozenset[Kind] = frozenset(Kind), limit: int | None = None) -> Transition:
    return Transition(
        number=number, act=act, target=target, asks=asks, relation=relation, kinds=kinds, limit=limit,
        sources=source if isinstance(source, frozenset) else frozenset({source}),
        roles=who if isinstance(who, frozenset) else frozenset({who}), required=required,
    )


_ALL = (
    _row(1, _NEW, Act.SUBMIT, Stage.SUBMITTED, _CITIZENS | {Role.ACCEPTOR},
         Part.SUBCATEGORY, Part.PLACE, Part.FAR_PHOTO, Part.NEAR_PHOTO, Part.WORDS),
    _row(2, Stage.SUBMITTED, Act.ASK_VERIFY, Stage.VERIFYING, Role.ACCEPTOR, Part.ASSIGNEE, kinds=_PROBLEM),
    _row(3, Stage.VERIFYING, Act.VERIFY, Stage.SUBMITTED, Role.COLLECTOR,
         Part.VERIFY_RESULT, Part.VERIFY_PHOTOS, Part.NEAR_ENOUGH, relation=Relation.ASSIGNEE),
    _row(4, Stage.SUBMITTED, Act.REFUSE, Stage.REFUSED, Role.ACCEPTOR, Part.REASON, Part.TEXT),
    _row(5, Stage.SUBMITTED, Act.MERGE, Stage.MERGED, Role.ACCEPTOR, Part.PARENT, kinds=_PROBLEM),
    _row(6, Stage.SUBMITTED, Act.TRANSFER, Stage.TRANSFERRED, Role.ACCEPTOR, Part.DESTINATION),
    _row(7, frozenset({Stage.SUBMITTED, Stage.VERIFYING}), Act.WITHDRAW, Stage.WITHDRAWN, _CITIZENS,
         relation=Relation.REPORTER),
    _row(8, Stage.SUBMITTED, Act.FILE, Stage.FILED, _CENTRE, Part.STANDARD, kinds=_PROBLEM),
    _row(9, Stage.FILED, Act.DISPATCH, Stage.DISPATCHED, Role.DISPATCHER, Part.DEPARTMENT),
    _row(10, Stage.DISPATCHED, Act.RECEIVE, Stage.HANDLING, _FIELD, relation=Relation.DEPARTMENT),
    _row(11, frozenset({Stage.DISPATCHED, Stage.HANDLING}), Act.RETURN, Stage.FILED, Role.DISPATCHER,
         Part.REASON, asks=_FIELD, relation=Relation.DEPARTMENT),
    _row(12, Stage.HANDLING, Act.EXTEND, Stage.HANDLING, Role.DISPATCHER,
         Part.TEXT, asks=_FIELD, relation=Relation.DEPARTMENT, limit=2),
    _row(13, Stage.HANDLING, Act.SUSPEND, Stage.SUSPENDED, Role.DISPATCHER,
         Part.TEXT, Part.UNTIL, asks=_FIELD, relation=Relation.DEPARTMENT, limit=1),
    _row(14, Stage.SUSPENDED, Act.RESUME, Stage.HANDLING, Role.DISPATCHER),
    _row(15, Stage.HANDLING, Act.FEEDBACK, Stage.HANDLED, _FIELD,
         Part.RESULT, Part.AFTER_PHOTO, Part.TEXT, relation=Relation.DEPARTMENT),
    _row(16, Stage.HANDLED, Act.ISSUE_CHECK, Stage.CHECKING, Role.ACCEPTOR, Part.ASSIGNEE),
    _row(17, Stage.CHECKING, Act.CHECK_PASS, Stage.CHECKED, Role.COLLECTOR,
         Part.CHECK_PHOTO, Part.POSITION, relation=Relation.ASSIGNEE),
    _row(18, Stage.CHECKING, Act.CHECK_NOT_PASS, Stage.HANDLING, Role.ACCEPTOR,
         Part.CHECK_PHOTO, Part.TEXT, asks=frozenset({Role.COLLECTOR}), relation=Relation.ASSIGNEE),
    _row(19, Stage.CHECKING, Act.CHECK_UNABLE, Stage.HANDLED, Role.COLLECTOR,
         Part.TEXT, relation=Relation.ASSIGNEE),
    _row(20, frozenset({Stage.CHECKED, Stage.ANSWERED}), Act.CLOSE, Stage.CLOSED, Role.DUTY_CHIEF),
    _row(21, _FILED_TO_HANDLED, Act.VOID, Stage.VOIDED, Role.DUTY_CHIEF, Part.TEXT),
    _row(22, OPEN, Act.FORCE_CLOSE, Stage.CLOSED, Role.LEADER, Part.TEXT, asks=frozenset({Role.DUTY_CHIEF})),
    _row(23, Stage.CLOSED, Act.RATE, None, _CITIZENS, Part.LEVEL, relation=Relation.REPORTER, limit=1),
    _row(24, Stage.CLOSED, Act.REOPEN, Stage.FILED, Role.ACCEPTOR,
         Part.NEW_PHOTO, Part.TEXT, asks=_CITIZENS, relation=Relation.REPORTER, kinds=_PROBLEM),
    _row(25, Stage.CLOSED, Act.APPEAL, None, Role.DISPATCHER,
         Part.TEXT, asks=frozenset({Role.DEPT_ADMIN}), relation=Relation.DEPARTMENT, limit=1),
    _row(26, _NEW, Act.SELF_HANDLED, Stage.CHECKED, Role.COLLECTOR,
         Part.SUBCATEGORY, Part.PLACE, Part.BEFORE_PHOTO, Part.AFTER_PHOTO, kinds=_PROBLEM),
    # Not of the 26: praise, consultation and suggestion are answered, not handled (domain 5.4, last line).
    _row(27, Stage.SUBMITTED, Act.ANSWER, Stage.ANSWERED, Role.ACCEPTOR, Part.TEXT, kinds=_WORDS),
    # Not of the 26 either: a call or a visit on the way, noted down (domain 1.2, contact log). It moves nothing.
    _row(28, frozenset({Stage.DISPATCHED, Stage.HANDLING, Stage.SUSPENDED, Stage.HANDLED}), Act.CONTACT, None, _FIELD,
         Part.CONTACT, Part.TEXT, relation=Relation.DEPARTMENT),
    # Shown to everybody by a person's decision, and taken back by one (domain 5.12): with words and photos that they looked at.
    # Not to be asked for: a device of an older release could not read a case with such an ask.
    _row(29, Stage.CLOSED, Act.PUBLISH, None, _MAY_PUBLISH, Part.TEXT, Part.IMPERSONAL, kinds=SHOWN_KINDS),
    _row(30, Stage.CLOSED, Act.TAKE_BACK, None, _MAY_PUBLISH, kinds=SHOWN_KINDS),
)

TRANSITIONS: dict[Act, Transition] = {row.act: row for row in _ALL}

# Acts that a rule of the hub may do by itself when the policy says so.
BY_RULE = frozenset({
    Act.ASK_VERIFY, Act.FILE, Act.DISPATCH, Act.RECEIVE, Act.ISSUE_CHECK, Act.CLOSE, Act.RESUME,
    Act.CHECK_NOT_PASS, Act.RETURN, Act.EXTEND,
})


class Showing(StrEnum):
    """Where the result of a closed case stands that may be shown to everybody; of every other case there is none."""

    POSSIBLE = "possible"
    DUE = "due"  # decided; the copies of its photos are being made
    SHOWN = "shown"
    TAKEN_BACK = "taken_back"


# From where each of the two acts goes.
SHOWING_BEFORE: dict[Act, frozenset[Showing]] = {
    Act.PUBLISH: frozenset({Showing.POSSIBLE, Showing.TAKEN_BACK}), Act.TAKE_BACK: frozenset({Showing.DUE, Showing.SHOWN}),
}


class PublicStage(StrEnum):
    """What a reporter is shown (domain 5.4, public stages)."""

    REPORTED = "reported"
    ACCEPTED = "accepted"
    DISPATCHED = "dispatched"
    HANDLING = "handling"
    CHECKING = "checking"
    CLOSED = "closed"
    ENDED = "ended"


_PUBLIC = {
    Stage.SUBMITTED: PublicStage.REPORTED, Stage.VERIFYING: PublicStage.REPORTED, Stage.FILED: PublicStage.ACCEPTED,
    Stage.DISPATCHED: PublicStage.DISPATCHED, Stage.HANDLING: PublicStage.HANDLING,
    Stage.SUSPENDED: PublicStage.HANDLING, Stage.HANDLED: PublicStage.CHECKING, Stage.CHECKING: PublicStage.CHECKING,
    Stage.CHECKED: PublicStage.CHECKING, Stage.ANSWERED: PublicStage.CLOSED, Stage.CLOSED: PublicStage.CLOSED,
}


def public_stage(stage: Stage) -> PublicStage:
    return _PUBLIC.get(stage, PublicStage.ENDED)
