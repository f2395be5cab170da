"""What the intake of a card says: counts, clocks, places on a track, drafts."""

from __future__ import annotations

from fieldclient.ui.words.pair import Pair

INTAKE: dict[str, Pair] = {
    "intake_finding": Pair("正在查找照片…", "Looking for photos …"),
    "intake_taking": Pair("正在存入本机：{done} / {total}", "Being kept on this device: {done} of {total}"),
    "intake_paused": Pair("已暂停，{done} / {total}", "Paused at {done} of {total}"),
    "intake_stopping": Pair("正在停下…", "Stopping …"),
    "intake_pictures": Pair("正在生成缩略图：{done} / {total}", "Making small pictures: {done} of {total}"),
    "intake_kept": Pair("已存好 {count}", "{count} kept"),
    "intake_there": Pair("已有 {count}", "{count} already there"),
    "intake_bad": Pair("读不了 {count}", "{count} not readable"),
    "intake_before": Pair("上次已读 {count}", "{count} read before"),
    "intake_gone_on": Pair("接着上次停下的地方继续：已有 {count} 个文件不用再读。",
                           "Gone on where it stopped: {count} file(s) had been read and were not read again."),
    "intake_cancelled": Pair("已停下。存好的 {count} 个都在本机，随时可以接着读。",
                             "Stopped. What was kept ({count}) is on this device; go on whenever you like."),
    "intake_nothing": Pair("这里没有照片、视频或录音。请选择另一个文件夹，相机的照片通常在 DCIM 里。",
                           "There are no photos, videos or recordings here. Choose another folder; cameras use one named DCIM."),
    "intake_open": Pair("“{name}”还没有整理完。", "“{name}” has not been sorted to its end."),
    "intake_full": Pair("一条上报最多 {count} 张照片。", "A report holds {count} photos at most."),
    "intake_left_out": Pair("已移出 {count} 张，仍保留在本机", "{count} left out of the reports; they stay on this device"),
    "intake_merged": Pair("已合并", "Merged"),
    "intake_split": Pair("已单独成为一条", "Made a report of its own"),
    "intake_moved": Pair("已移到第 {number} 条", "Moved to report {number}"),
    "intake_drafts": Pair("已生成 {count} 份草稿", "{count} draft(s) made"),
    "intake_submitted": Pair("已提交 {count} 条，有网络就自动发送。", "{count} filed. They are sent by themselves whenever there is a network."),
    "intake_forgotten": Pair("已放弃整理。照片仍保留在本机", "Put aside. The photos stay on this device"),
    # Clocks
    "clock_as_is": Pair("按相机时间，不调整", "The camera's time as it is"),
    "clock_right": Pair("与卫星时间一致，不用调整（{photos} 张照片）", "Agrees with satellite time, nothing to adjust ({photos} photos)"),
    "clock_hand": Pair("手动设置", "Set by hand"),
    "clock_code": Pair("按照片里的时间二维码", "By the code with the time in a photo"),
    "clock_gps": Pair("按 {photos} 张照片里的卫星时间", "By the satellite time in {photos} of its photos"),
    "clock_track": Pair("按 {photos} 张照片的位置与轨迹对照", "By the places of {photos} of its photos along the track"),
    "clock_zone": Pair("这样才有 {photos} 张照片落在轨迹的时间里，可能是相机时区不对",
                       "Only then {photos} of its photos fall into the track: its zone may be wrong"),
    "clock_offer": Pair("建议 {offset}。{reason}。", "Suggested: {offset}. {reason}."),
    "clock_zero": Pair("不调整", "no change"),
    "clock_no_name": Pair("未注明相机", "Camera not named"),
    "clock_wrong": Pair("写法：+1:30（分:秒）或 -0:00:45", "Write it as +1:30 (min:s) or -0:00:45"),
    "clock_code_read": Pair("{camera}：已按二维码调整 {offset}", "{camera}: set by the code to {offset}"),
    # Places
    "at_track": Pair("来自轨迹，相距最近的点 {age}、{distance}", "from the track, {age} and {distance} from the nearest fix"),
    "at_gap": Pair("轨迹在这里中断，没有位置", "no place: the track has a gap here"),
    "at_before": Pair("轨迹这时还没有开始，没有位置", "no place: the track begins later"),
    "at_after": Pair("轨迹这时已经结束，没有位置", "no place: the track was over"),
    "at_none": Pair("没有位置", "no place"),
    "at_mixed": Pair("{count} 张没有位置", "{count} without a place"),
    "no_time": Pair("没有时间", "no time"),
}
