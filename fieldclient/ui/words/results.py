"""Words for what people choose from: results, reasons, ratings, units."""

from __future__ import annotations

from fieldclient.ui.words.pair import Pair, Table
from sync.protocol.limits import LimitUnit
from sync.protocol.mutations import (
    Contacted,
    ContactWay,
    HandlingResult,
    Outcome,
    RatingLevel,
    RefuseReason,
    ResultUnit,
    ReturnReason,
)
from sync.protocol.tasks import VerifyResult

HANDLING: Table = {
    HandlingResult.FIXED: Pair("已解决", "Fixed"),
    HandlingResult.PARTLY: Pair("部分解决", "Partly fixed"),
    HandlingResult.NOT_OURS: Pair("不属本部门", "Not ours"),
    HandlingResult.CANNOT: Pair("无法解决", "Cannot be fixed"),
}

RATINGS: Table = {
    RatingLevel.SATISFIED: Pair("满意", "Satisfied"),
    RatingLevel.MOSTLY: Pair("基本满意", "Mostly satisfied"),
    RatingLevel.NOT_SATISFIED: Pair("不满意", "Not satisfied"),
}

VERIFYING: Table = {
    VerifyResult.EXIST: Pair("属实", "It is there"),
    VerifyResult.NOT_EXIST: Pair("不属实", "It is not there"),
    VerifyResult.UNABLE: Pair("无法核实", "Unable to verify"),
}

REFUSE_REASONS: Table = {
    RefuseReason.OUT_OF_SCOPE: Pair("不在受理范围", "Out of scope"),
    RefuseReason.PHOTO_UNCLEAR: Pair("照片不清楚", "Photo unclear"),
    RefuseReason.TRIVIAL: Pair("未达到立案标准", "Below the standard"),
    RefuseReason.ALREADY_FILED: Pair("已有相同案件", "Already filed"),
    RefuseReason.NOT_FOUND: Pair("现场未发现", "Not found at the place"),
    RefuseReason.FALSE: Pair("不属实", "Not true"),
    RefuseReason.JUDICIAL: Pair("已进入司法程序", "In the hands of a court"),
    RefuseReason.SPLIT: Pair("同一问题拆分上报", "One matter split up"),
    RefuseReason.OTHER: Pair("其他", "Other"),
}

RETURN_REASONS: Table = {
    ReturnReason.NOT_OUR_DUTY: Pair("不属本部门职责", "Not our duty"),
    ReturnReason.WRONG_PLACE: Pair("位置有误", "Wrong place"),
    ReturnReason.NOT_FOUND: Pair("现场未发现", "Not found at the place"),
    ReturnReason.DUPLICATE: Pair("重复案件", "Duplicate"),
    ReturnReason.NEEDS_OTHERS: Pair("需其他部门配合", "Needs other departments"),
    ReturnReason.OTHER: Pair("其他", "Other"),
}

CONTACT_WAYS: Table = {
    ContactWay.CALL: Pair("电话", "Call"),
    ContactWay.VISIT: Pair("上门", "Visit"),
    ContactWay.MESSAGE: Pair("信息", "Message"),
}

CONTACTED: Table = {
    Contacted.REPORTER: Pair("上报人", "Reporter"),
    Contacted.RESPONSIBLE: Pair("责任人或商户", "Shop or owner"),
    Contacted.COMPANY: Pair("企业", "Company"),
    Contacted.RESIDENT: Pair("居民", "Resident"),
    Contacted.COLLEAGUE: Pair("同事", "Colleague"),
    Contacted.OTHER: Pair("其他人", "Somebody else"),
}

UNITS: Table = {
    ResultUnit.PLACES: Pair("处", "places"),
    ResultUnit.SQUARE_METRES: Pair("㎡", "m²"),
    ResultUnit.INCIDENTS: Pair("起", "incidents"),
    ResultUnit.SHEETS: Pair("张", "sheets"),
    ResultUnit.VEHICLES: Pair("辆", "vehicles"),
    ResultUnit.METRES: Pair("米", "m"),
    ResultUnit.PIECES: Pair("座", "pieces"),
}

ONE_OF: dict[ResultUnit, Pair] = {  # where English has another word for a single one
    ResultUnit.PLACES: Pair("处", "place"),
    ResultUnit.INCIDENTS: Pair("起", "incident"),
    ResultUnit.SHEETS: Pair("张", "sheet"),
    ResultUnit.VEHICLES: Pair("辆", "vehicle"),
    ResultUnit.PIECES: Pair("座", "piece"),
}

LIMIT_UNITS: Table = {
    LimitUnit.URGENT_HOUR: Pair("紧急工作时", "clock hours"),
    LimitUnit.WORK_HOUR: Pair("工作时", "working hours"),
    LimitUnit.WORK_DAY: Pair("工作日", "working days"),
    LimitUnit.NATURAL_DAY: Pair("自然日", "days"),
}

OUTCOMES: Table = {
    Outcome.APPLIED: Pair("已生效", "Applied"),
    Outcome.DUPLICATE: Pair("此前已收到", "Received before"),
    Outcome.CONFLICT: Pair("案件已有新进展", "The case had moved on"),
    Outcome.REFUSED: Pair("未被接受", "Not accepted"),
}
