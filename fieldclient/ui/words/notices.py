"""Sentences for what the hub lets a person know."""

from __future__ import annotations

from enum import StrEnum

from fieldclient.ui.words.pair import Pair
from sync.protocol.activity import BULLETIN
from sync.protocol.feed import NoticeCode
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.mutations import HandlingResult, RatingLevel, RefuseReason, ReturnReason
from sync.protocol.tasks import TaskKind

UNKNOWN = Pair("案件有新的消息", "There is news about a case")
PUBLISHED = "published"

NOTICES: dict[str, Pair] = {
    NoticeCode.REPORT_FILED: Pair("你的上报已立案", "Your report was filed"),
    NoticeCode.REPORT_REFUSED: Pair("你的上报未予立案：{reason}", "Your report was not filed: {reason}"),
    NoticeCode.REPORT_MERGED: Pair("你的上报已并入案件 {into}", "Your report was merged into case {into}"),
    NoticeCode.REPORT_TRANSFERRED: Pair("你的上报已转往{destination}", "Your report was passed on to {destination}"),
    NoticeCode.REPORT_ANSWERED: Pair("你的上报已有答复", "Your report was answered"),
    NoticeCode.REPORT_CLOSED: Pair("你的上报已结案，请评价", "Your report was closed. Please rate it"),
    NoticeCode.REPORT_VOIDED: Pair("你的上报已作废", "Your report was voided"),
    NoticeCode.TASK_ISSUED: Pair("新的{kind}任务", "New task: {kind}"),
    NoticeCode.CASE_DISPATCHED: Pair("新案件派遣到{department}", "New case for {department}"),
    NoticeCode.CASE_REWORK: Pair("核查未通过，案件退回重新处置", "The check was not passed; the case comes back for rework"),
    NoticeCode.CASE_RESUMED: Pair("挂账结束，案件恢复处置", "The suspension is over; handling goes on"),
    NoticeCode.CASE_OVERDUE: Pair("案件已超期", "A case is overdue"),
    NoticeCode.CASE_OVERDUE_AGAIN: Pair("案件再次超期", "A case is overdue again"),
    NoticeCode.ASK_WAITING: Pair("有一项“{act}”申请等你决定", "“{act}” was asked for and waits for your decision"),
    NoticeCode.ASK_APPROVED: Pair("你申请的“{act}”已同意", "“{act}”, which you asked for, was approved"),
    NoticeCode.ASK_DECLINED: Pair("你申请的“{act}”未同意", "“{act}”, which you asked for, was declined"),
    NoticeCode.CHECK_STUCK: Pair("没有可派的核查人员，请安排", "Nobody is left who could check; please arrange it"),
    NoticeCode.NEEDS_DISPATCH: Pair("没有匹配的派遣规则，请指定部门", "No rule says which department; please choose"),
    NoticeCode.RESULT_SHOWN: Pair("处置结果已公示", "The result is shown to everybody"),
    NoticeCode.RESULT_TAKEN_BACK: Pair("公示的处置结果已撤下", "The result that was shown was taken back"),
    BULLETIN: Pair("{title}", "{title}"),
    PUBLISHED: Pair("处置结果公示", "Result shown to everybody"),
}

# Facts that hold a code of one of these enumerations are told in words.
FACT_WORDS: dict[str, tuple[type[StrEnum], ...]] = {
    "reason": (RefuseReason, ReturnReason),
    "act": (Act,),
    "stage": (Stage,),
    "result": (HandlingResult,),
    "level": (RatingLevel,),
    "kind": (TaskKind,),
}
