"""Short phrases the window puts together itself: the status strip, the outbox, the sources of facts."""

from __future__ import annotations

from fieldclient.ui.words.pair import Pair

PHRASES: dict[str, Pair] = {
    # The status strip
    "online": Pair("在线", "Online"),
    "offline": Pair("无网络", "No network"),
    "syncing": Pair("同步中", "Syncing"),
    "signed_out": Pair("未登录", "Not signed in"),
    "no_signal": Pair("无信号（演示）", "No signal (demo)"),
    "hub_away": Pair("连不上服务器", "Hub not reached"),
    "never_synced": Pair("尚未同步", "not synced yet"),
    "as_of": Pair("截至 {time}", "as of {time}"),
    "nothing_waits": Pair("全部已送达", "all sent"),
    "waiting_with_size": Pair("{count} · {size}", "{count} · {size}"),
    "clock_off": Pair("本机时间偏差 {offset}", "clock off by {offset}"),
    # The outbox
    "next_try": Pair("{time} 再试", "next try {time}"),
    "tries_soon": Pair("马上再试", "trying again now"),
    "record_sent_files_wait": Pair("记录已送达，照片还剩 {count}", "the record has arrived, {count} still to go"),
    "waits_for_network": Pair("等待网络", "waits for the network"),
    "waits_for_turn": Pair("排队等待发送", "waits for its turn"),
    "waits_for_sign_in": Pair("登录后自动发送", "will be sent once you sign in"),
    "travelling_now": Pair("正在发送", "being sent now"),
    "progress": Pair("{sent} / {total}", "{sent} of {total}"),
    # Facts and where they come from
    "accuracy": Pair("±{distance}", "±{distance}"),
    "unsure_subcategory": Pair("不确定类别", "Not sure of the category"),
    "no_subcategory": Pair("未选类别", "No category yet"),
    "no_place": Pair("未知地点", "Place not known"),
    "list_comma": Pair("、", ", "),
    "title_with_place": Pair("{title} · {place}", "{title} · {place}"),
    "urgent": Pair("紧急", "Urgent"),
    "asked": Pair("申请：{act}", "Asked for: {act}"),
    "approved": Pair("同意：{act}", "Approved: {act}"),
    "declined": Pair("不同意：{act}", "Declined: {act}"),
    "late_note": Pair("案件变化后才送达，作为备注保留", "arrived after the case had moved on; kept as a note"),
    "round": Pair("第 {round} 轮", "round {round}"),
}

# Facts for the person who checks, set by the hub on a step of the timeline.
DOUBTS: dict[str, Pair] = {
    "far_from_case": Pair("拍摄地点离案件较远", "taken far from the case"),
    "photo_before_receive": Pair("照片早于接收时间", "photo taken before the case was accepted"),
    "photo_in_future": Pair("照片时间在未来", "photo time lies in the future"),
    "no_position": Pair("照片没有位置", "photo has no position"),
    "mocked_position": Pair("位置疑似模拟", "position may be simulated"),
    "clock_wrong": Pair("设备时间不准", "the device's clock was off"),
    "time_guessed": Pair("拍摄时间为推测", "time of the photo is a guess"),
    "same_photo": Pair("照片此前用过", "photo was used before"),
}
