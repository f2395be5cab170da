"""Which button and which page an act of the life cycle has. Adding an act to the window is a line in this table; a page
of its own is named in ActLoader as well, which has it read before somebody waits for it."""

from __future__ import annotations

from dataclasses import dataclass

from sync.protocol.lifecycle import Act


@dataclass(frozen=True)
class ActButton:
    """How an act is offered. `page` names the QML page that gathers what it needs; empty: the tap alone does it.

    `draft` is the act under which its draft is kept: three results of one check are one piece of work. `word` names a phrase
    when the button says something else than the act is called.
    """

    act: Act
    symbol: str
    page: str = ""
    primary: bool = False
    draft: Act | None = None
    word: str = ""

    @property
    def draft_act(self) -> Act:
        return self.draft or self.act


_TABLE = (
    ActButton(Act.VERIFY, "eye", "VerifyPage", primary=True, word="do_verify"),
    ActButton(Act.CHECK_PASS, "clipboard-check", "CheckPage", primary=True, word="do_check"),
    ActButton(Act.CHECK_NOT_PASS, "clipboard-check", "CheckPage", primary=True, draft=Act.CHECK_PASS, word="do_check"),
    ActButton(Act.CHECK_UNABLE, "clipboard-check", "CheckPage", primary=True, draft=Act.CHECK_PASS, word="do_check"),
    ActButton(Act.RECEIVE, "check", primary=True),
    ActButton(Act.FEEDBACK, "wrench", "FeedbackPage", primary=True, word="do_feedback"),
    ActButton(Act.RATE, "star", "RatePage", primary=True),
    ActButton(Act.CONTACT, "phone", "ContactPage", word="do_contact"),
    ActButton(Act.EXTEND, "hourglass", "AskPage", word="do_extend"),
    ActButton(Act.RETURN, "hand-back", "AskPage", word="do_return"),
    ActButton(Act.SUSPEND, "pause", "AskPage", word="do_suspend"),
    ActButton(Act.REOPEN, "repeat", "ReopenPage"),
    ActButton(Act.APPEAL, "flag", "AskPage", word="do_appeal"),
    ActButton(Act.WITHDRAW, "undo"),
    ActButton(Act.PUBLISH, "megaphone", "PublishPage", primary=True, word="do_publish"),
    ActButton(Act.TAKE_BACK, "eye-off", word="do_take_back"),
)

BUTTONS: dict[Act, ActButton] = {button.act: button for button in _TABLE}
