"""Words for photos, places and times, and for who said so."""

from __future__ import annotations

from fieldclient.ui.words.pair import Pair, Table
from sync.protocol.media import MediaKind, Origin, Shot, TimeSource, Usage
from sync.protocol.people import Role
from sync.protocol.position import Datum, PositionSource

SHOTS: Table = {
    Shot.FAR: Pair("远景", "Far"),
    Shot.NEAR: Pair("近景", "Near"),
    Shot.DETAIL: Pair("细节", "Detail"),
    Shot.LANDMARK: Pair("参照物", "Landmark"),
    Shot.FRONT: Pair("正面", "Front"),
    Shot.DOCUMENT: Pair("证件", "Document"),
    Shot.OTHER: Pair("其他", "Other"),
}

USAGES: Table = {
    Usage.REPORT: Pair("上报", "Report"),
    Usage.VERIFY: Pair("核实", "Verification"),
    Usage.HANDLE_BEFORE: Pair("处置前", "Before handling"),
    Usage.HANDLE_AFTER: Pair("处置后", "After handling"),
    Usage.CHECK: Pair("核查", "Check"),
    Usage.CLOSE: Pair("结案", "Closing"),
    Usage.SELF_HANDLE: Pair("自行处置", "Self-handled"),
    Usage.SUPPLEMENT: Pair("补充", "Supplement"),
}

MEDIA: Table = {
    MediaKind.PHOTO: Pair("照片", "Photo"),
    MediaKind.VIDEO: Pair("视频", "Video"),
    MediaKind.AUDIO: Pair("录音", "Voice"),
}

ORIGINS: Table = {
    Origin.CAMERA: Pair("本机拍摄", "taken here"),
    Origin.FILE: Pair("从文件选取", "from a file"),
    Origin.OTHER: Pair("来源未知", "origin unknown"),
}

POSITION_SOURCES: Table = {
    PositionSource.HAND: Pair("手动标注", "set by hand"),
    PositionSource.GNSS: Pair("本机定位", "from this device"),
    PositionSource.EXIF: Pair("来自照片", "from the photo"),
    PositionSource.TRACK: Pair("来自轨迹", "from the track"),
    PositionSource.COPIED: Pair("沿用其他照片", "taken over"),
    PositionSource.COMPONENT: Pair("部件登记位置", "surveyed place"),
}

TIME_SOURCES: Table = {
    TimeSource.EXIF_OFFSET: Pair("照片时间", "from the photo"),
    TimeSource.EXIF_GPS: Pair("照片卫星时间", "satellite time in the photo"),
    TimeSource.EXIF_LOCAL: Pair("照片时间（未注明时区）", "from the photo, zone not stated"),
    TimeSource.DEVICE: Pair("本机时间", "from this device"),
    TimeSource.CONTAINER: Pair("视频或录音的时间", "from the recording"),
    TimeSource.FILE: Pair("文件时间，请核对", "date of the file, please check"),
    TimeSource.HAND: Pair("手动填写", "set by hand"),
}

DATUMS: Table = {
    Datum.WGS84: Pair("WGS-84", "WGS-84"),
    Datum.GCJ02: Pair("GCJ-02（火星坐标）", "GCJ-02"),
    Datum.BD09: Pair("BD-09（百度坐标）", "BD-09"),
    Datum.CGCS2000: Pair("CGCS2000", "CGCS2000"),
    Datum.UNKNOWN: Pair("坐标系未知", "unknown datum"),
}

ROLES: Table = {
    Role.CITIZEN: Pair("市民", "Citizen"),
    Role.VOLUNTEER: Pair("志愿拍客", "Volunteer photographer"),
    Role.COLLECTOR: Pair("网格员", "Grid worker"),
    Role.ACCEPTOR: Pair("受理员", "Acceptor"),
    Role.DUTY_CHIEF: Pair("值班长", "Duty chief"),
    Role.DISPATCHER: Pair("派遣员", "Dispatcher"),
    Role.DEPT_ADMIN: Pair("部门管理员", "Department manager"),
    Role.HANDLER: Pair("处置人员", "Handler"),
    Role.LEADER: Pair("负责人", "Leader"),
    Role.SYSTEM: Pair("系统", "System"),
}
