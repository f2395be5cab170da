"""Words for cases: how far they have come, what is done to them, what is missing (domain 5.1 holds the terms)."""

from __future__ import annotations

from fieldclient.ui.words.pair import Pair, Table
from fieldclient.work.three_way import Field
from fieldclient.work.views import Delivery, Light
from sync.protocol.feed import Priority
from sync.protocol.lifecycle import Act, Part, PublicStage, Stage
from sync.protocol.report import Kind
from sync.protocol.tasks import TaskKind, TaskState

STAGES: Table = {
    Stage.SUBMITTED: Pair("已上报", "Reported"),
    Stage.VERIFYING: Pair("核实中", "Being verified"),
    Stage.FILED: Pair("已立案", "Filed"),
    Stage.DISPATCHED: Pair("已派遣", "Dispatched"),
    Stage.HANDLING: Pair("处置中", "Being handled"),
    Stage.SUSPENDED: Pair("已挂账", "Suspended"),
    Stage.HANDLED: Pair("已处置", "Handled"),
    Stage.CHECKING: Pair("核查中", "Being checked"),
    Stage.CHECKED: Pair("核查通过", "Check passed"),
    Stage.ANSWERED: Pair("已答复", "Answered"),
    Stage.CLOSED: Pair("已结案", "Closed"),
    Stage.REFUSED: Pair("不予立案", "Not filed"),
    Stage.MERGED: Pair("已并案", "Merged"),
    Stage.TRANSFERRED: Pair("已转出", "Transferred"),
    Stage.WITHDRAWN: Pair("已撤回", "Withdrawn"),
    Stage.VOIDED: Pair("已作废", "Voided"),
}

PUBLIC_STAGES: Table = {
    PublicStage.REPORTED: Pair("已上报", "Reported"),
    PublicStage.ACCEPTED: Pair("已受理", "Accepted"),
    PublicStage.DISPATCHED: Pair("已派遣", "Dispatched"),
    PublicStage.HANDLING: Pair("处置中", "Being handled"),
    PublicStage.CHECKING: Pair("核查中", "Being checked"),
    PublicStage.CLOSED: Pair("已结案", "Closed"),
    PublicStage.ENDED: Pair("已办结", "Ended"),
}

# What a button says, and the name of the act where it waits in the outbox.
ACTS: Table = {
    Act.SUBMIT: Pair("上报", "Report"),
    Act.ASK_VERIFY: Pair("请求核实", "Ask to verify"),
    Act.VERIFY: Pair("核实", "Verify"),
    Act.REFUSE: Pair("不予立案", "Do not file"),
    Act.MERGE: Pair("并案", "Merge"),
    Act.TRANSFER: Pair("转出", "Transfer"),
    Act.WITHDRAW: Pair("撤回上报", "Withdraw report"),
    Act.FILE: Pair("立案", "File"),
    Act.DISPATCH: Pair("派遣", "Dispatch"),
    Act.RECEIVE: Pair("接收", "Accept case"),
    Act.RETURN: Pair("回退", "Hand back"),
    Act.EXTEND: Pair("延期", "Extend"),
    Act.SUSPEND: Pair("挂账", "Suspend"),
    Act.RESUME: Pair("恢复处置", "Resume"),
    Act.FEEDBACK: Pair("处置反馈", "Handling feedback"),
    Act.ISSUE_CHECK: Pair("派发核查", "Issue check"),
    Act.CHECK_PASS: Pair("核查通过", "Check passed"),
    Act.CHECK_NOT_PASS: Pair("核查不通过", "Check not passed"),
    Act.CHECK_UNABLE: Pair("无法核查", "Unable to check"),
    Act.CLOSE: Pair("结案", "Close"),
    Act.VOID: Pair("作废", "Void"),
    Act.FORCE_CLOSE: Pair("强制结案", "Close by order"),
    Act.RATE: Pair("评价", "Rate"),
    Act.REOPEN: Pair("申请复查", "Ask to reopen"),
    Act.APPEAL: Pair("超期申诉", "Appeal overdue"),
    Act.SELF_HANDLED: Pair("自行处置", "Handled myself"),
    Act.ANSWER: Pair("答复", "Answer"),
    Act.CONTACT: Pair("记录联系", "Note a contact"),
    Act.PUBLISH: Pair("公示结果", "Show the result"),
    Act.TAKE_BACK: Pair("撤下公示", "Take the result back"),
}

# The same acts as steps of the past, in the timeline.
STEPS: Table = {
    Act.SUBMIT: Pair("上报了线索", "Reported"),
    Act.ASK_VERIFY: Pair("派发了核实任务", "Asked for verification"),
    Act.VERIFY: Pair("完成了核实", "Verified"),
    Act.REFUSE: Pair("不予立案", "Not filed"),
    Act.MERGE: Pair("并入了另一案件", "Merged into another case"),
    Act.TRANSFER: Pair("转出到其他系统", "Transferred elsewhere"),
    Act.WITHDRAW: Pair("撤回了上报", "Report withdrawn"),
    Act.FILE: Pair("立案", "Filed"),
    Act.DISPATCH: Pair("派遣到部门", "Dispatched"),
    Act.RECEIVE: Pair("接收了案件", "Case accepted"),
    Act.RETURN: Pair("回退", "Handed back"),
    Act.EXTEND: Pair("延期", "Extended"),
    Act.SUSPEND: Pair("挂账", "Suspended"),
    Act.RESUME: Pair("恢复处置", "Resumed"),
    Act.FEEDBACK: Pair("处置完成并反馈", "Handled, feedback given"),
    Act.ISSUE_CHECK: Pair("派发了核查任务", "Check issued"),
    Act.CHECK_PASS: Pair("核查通过", "Check passed"),
    Act.CHECK_NOT_PASS: Pair("核查不通过", "Check not passed"),
    Act.CHECK_UNABLE: Pair("无法核查", "Could not be checked"),
    Act.CLOSE: Pair("结案", "Closed"),
    Act.VOID: Pair("作废", "Voided"),
    Act.FORCE_CLOSE: Pair("强制结案", "Closed by order"),
    Act.RATE: Pair("评价", "Rated"),
    Act.REOPEN: Pair("重新办理", "Reopened"),
    Act.APPEAL: Pair("超期申诉", "Appeal against overdue"),
    Act.SELF_HANDLED: Pair("自行处置", "Handled by the grid worker"),
    Act.ANSWER: Pair("答复", "Answered"),
    Act.CONTACT: Pair("联系了相关人员", "Talked to somebody"),
    Act.PUBLISH: Pair("公示了结果", "Result shown to everybody"),
    Act.TAKE_BACK: Pair("撤下了公示", "Result taken back"),
}

PARTS: Table = {
    Part.SUBCATEGORY: Pair("问题类别", "the category"),
    Part.PLACE: Pair("地点", "the place"),
    Part.FAR_PHOTO: Pair("远景照片", "a far photo"),
    Part.NEAR_PHOTO: Pair("近景照片", "a near photo"),
    Part.PHOTO: Pair("照片", "a photo"),
    Part.WORDS: Pair("文字说明", "a few words"),
    Part.VERIFY_RESULT: Pair("核实结果", "the result of verifying"),
    Part.VERIFY_PHOTOS: Pair("核实照片（远景和近景）", "far and near photos of verifying"),
    Part.NEAR_ENOUGH: Pair("到现场（100 米内）或写明原因", "being within 100 m, or words that say why not"),
    Part.REASON: Pair("原因", "a reason"),
    Part.TEXT: Pair("文字说明", "a few words"),
    Part.PARENT: Pair("并入的案件", "the case to merge into"),
    Part.DESTINATION: Pair("转往何处", "where it goes"),
    Part.STANDARD: Pair("立案标准", "the standard"),
    Part.DEPARTMENT: Pair("部门", "the department"),
    Part.ASSIGNEE: Pair("承办人", "the person"),
    Part.UNTIL: Pair("截止日期", "the date until when"),
    Part.AFTER_PHOTO: Pair("处置后照片", "a photo after handling"),
    Part.BEFORE_PHOTO: Pair("处置前照片", "a photo before handling"),
    Part.RESULT: Pair("处置结果", "the result"),
    Part.CHECK_PHOTO: Pair("核查照片", "a photo of the check"),
    Part.POSITION: Pair("当前位置", "your position"),
    Part.LEVEL: Pair("满意程度", "how satisfied you are"),
    Part.NEW_PHOTO: Pair("新照片", "a new photo"),
    Part.CONTACT: Pair("联系了谁、用什么方式", "whom you reached, and how"),
    Part.IMPERSONAL: Pair("去掉电话、证件号、车牌或邮箱", "words without phone, ID or plate numbers and mail addresses"),
}

DELIVERIES: Table = {
    Delivery.NONE: Pair("", ""),
    Delivery.WAITING: Pair("待发送", "Waiting to send"),
    Delivery.TRAVELLING: Pair("发送中", "Sending"),
    Delivery.ARRIVED: Pair("已送达", "Arrived"),
    Delivery.REFUSED: Pair("需要处理", "Needs attention"),
}

LIGHTS: Table = {
    Light.NONE: Pair("", ""),
    Light.ON_TIME: Pair("按期", "In time"),
    Light.DUE_SOON: Pair("即将超期", "Due soon"),
    Light.OVERDUE: Pair("已超期", "Overdue"),
    Light.OVERDUE_AGAIN: Pair("再次超期", "Overdue again"),
}

KINDS: Table = {
    Kind.PROBLEM: Pair("问题", "Problem"),
    Kind.PRAISE: Pair("点赞", "Praise"),
    Kind.CONSULTATION: Pair("咨询", "Consultation"),
    Kind.SUGGESTION: Pair("建议", "Suggestion"),
}

PRIORITIES: Table = {Priority.NORMAL: Pair("一般", "Normal"), Priority.URGENT: Pair("紧急", "Urgent")}

TASKS: Table = {
    TaskKind.VERIFY: Pair("核实", "Verify"),
    TaskKind.CHECK: Pair("核查", "Check"),
    TaskKind.SURVEY: Pair("专项普查", "Survey"),
    TaskKind.HANDLE: Pair("处置", "Handle"),
}

TASK_STATES: Table = {
    TaskState.OPEN: Pair("待办", "Open"),
    TaskState.DONE: Pair("已完成", "Done"),
    TaskState.WITHDRAWN: Pair("已收回", "Withdrawn"),
}

FIELDS: Table = {
    Field.STAGE: Pair("阶段", "Stage"),
    Field.ROUND: Pair("第几轮", "Round"),
    Field.DEPARTMENT: Pair("承办部门", "Department"),
    Field.HANDLER: Pair("处置人员", "Handler"),
    Field.DEADLINE: Pair("期限", "Deadline"),
    Field.RESULT: Pair("处置结果", "Result"),
    Field.QUANTITY: Pair("数量", "Quantity"),
    Field.TEXT: Pair("说明", "Words"),
    Field.RATING: Pair("评价", "Rating"),
    Field.PHOTOS: Pair("照片", "Photos"),
}
