"""One handler per act. A new act is a row in `sync.protocol.lifecycle`, a function here and a button in the window.

`DONE` is what an act changes when it takes effect; `ASKED` when it is only asked for, and `DECLINED` when it is declined,
where that changes anything beyond the note in the timeline.
"""

from __future__ import annotations

from collections.abc import Callable

from sync.hub.acts import checking, ending, handling, showing, triage
from sync.hub.acts.doing import Doing
from sync.protocol.lifecycle import Act

Handler = Callable[[Doing], None]

DONE: dict[Act, Handler] = {
    Act.SUBMIT: triage.submit,
    Act.ASK_VERIFY: triage.ask_verify,
    Act.VERIFY: triage.verify,
    Act.REFUSE: triage.refuse,
    Act.MERGE: triage.merge,
    Act.TRANSFER: triage.transfer,
    Act.WITHDRAW: triage.withdraw,
    Act.FILE: triage.file,
    Act.ANSWER: triage.answer,
    Act.DISPATCH: handling.dispatch,
    Act.RECEIVE: handling.receive,
    Act.RETURN: handling.hand_back,
    Act.EXTEND: handling.extend,
    Act.SUSPEND: handling.suspend,
    Act.RESUME: handling.resume,
    Act.FEEDBACK: handling.feedback,
    Act.SELF_HANDLED: handling.self_handled,
    Act.CONTACT: handling.contact,
    Act.ISSUE_CHECK: checking.issue_check,
    Act.CHECK_PASS: checking.check_pass,
    Act.CHECK_NOT_PASS: checking.check_not_pass,
    Act.CHECK_UNABLE: checking.check_unable,
    Act.CLOSE: ending.close,
    Act.VOID: ending.void,
    Act.FORCE_CLOSE: ending.force_close,
    Act.RATE: ending.rate,
    Act.REOPEN: ending.reopen,
    Act.APPEAL: ending.appeal,
    Act.PUBLISH: showing.publish,
    Act.TAKE_BACK: showing.take_back,
}

ASKED: dict[Act, Handler] = {
    Act.RETURN: handling.ask_return,
    Act.EXTEND: handling.ask_extend,
    Act.SUSPEND: handling.ask_suspend,
    Act.CHECK_NOT_PASS: checking.ask_not_pass,
    Act.REOPEN: ending.ask_reopen,
}

DECLINED: dict[Act, Handler] = {Act.CHECK_NOT_PASS: checking.decline_not_pass}
