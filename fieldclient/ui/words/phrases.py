"""Short phrases the window puts together itself: the status strip, the outbox, the sources of facts."""

from __future__ import annotations

from fieldclient.ui.words.pair import Pair, Table
from sync.protocol.feed import Doubt

PHRASES: dict[str, Pair] = {
    # The status strip
    "online": Pair("在线", "Online"),
    "offline": Pair("无网络", "No network"),
    "syncing": Pair("同步中", "Syncing"),
    "signed_out": Pair("未登录", "Not signed in"),
    "no_signal": Pair("已断开", "Switched off"),
    "blocked": Pair("需要处理", "Needs attention"),
    "starting": Pair("连接中", "Connecting"),
    "hub_away": Pair("连不上服务器", "Hub not reached"),
    "never_synced": Pair("尚未同步", "not synced yet"),
    "as_of": Pair("截至 {time}", "as of {time}"),
    "nothing_waits": Pair("全部已送达", "all sent"),
    "waiting_with_size": Pair("{count} · {size}", "{count} · {size}"),
    "clock_off": Pair("本机时间偏差 {offset}", "clock off by {offset}"),
    # Drafts
    "draft_lacks": Pair("还缺：{parts}", "Still missing: {parts}"),
    "draft_ready": Pair("可以提交", "Ready to submit"),
    "untitled_draft": Pair("未完成的上报", "Unfinished report"),
    "draft_put_away": Pair("草稿已移走", "The draft was put away"),
    "undo": Pair("撤销", "Undo"),
    # The outbox
    "next_try": Pair("{time} 再试", "next try {time}"),
    "next_try_in": Pair("{time}后再试", "next try in {time}"),
    "set_aside_done": Pair("已移出待处理，内容和照片都保留", "Set aside. Everything, photos too, is kept"),
    "tries_soon": Pair("马上再试", "trying again now"),
    "record_sent_files_wait": Pair("记录已送达，照片还剩 {count}", "the record has arrived, {count} still to go"),
    "waits_for_network": Pair("等待网络", "waits for the network"),
    "waits_for_turn": Pair("排队等待发送", "waits for its turn"),
    "waits_for_sign_in": Pair("登录后自动发送", "will be sent once you sign in"),
    "travelling_now": Pair("正在发送", "being sent now"),
    "progress": Pair("{sent} / {total}", "{sent} of {total}"),
    "kept_aside": Pair("有 {count} 项无法读取，已单独保存，没有删除；其他不受影响。",
                       "Could not be read, set apart and kept: {count}. Nothing was deleted; the rest is fine."),
    # Signing in and this device
    "enter_hub": Pair("请填写服务器地址。", "Enter the address of the hub."),
    "enter_login": Pair("请填写账号。", "Enter your name."),
    "enter_password": Pair("请填写密码。", "Enter your password."),
    "enter_pin": Pair("请输入 PIN 码。", "Enter your PIN."),
    "welcome": Pair("{name}，已登录", "Signed in as {name}"),
    "signed_out_done": Pair("已退出登录，内容都保留在本机", "Signed out. Everything stays on this device"),
    "pin_set": Pair("PIN 码已设置，下次启动时输入", "The PIN is set. You will be asked for it at the next start"),
    "pin_removed": Pair("PIN 码已取消", "The PIN was removed"),
    "device_name": Pair("设备名称", "Device"),
    "device_kept": Pair("存储", "Storage"),
    "device_space": Pair("已用 {kept}，剩余 {free}", "{kept} used, {free} free"),
    "device_folder": Pair("资料位置", "Data folder"),
    "device_version": Pair("版本", "Version"),
    "device_safe": Pair("登录凭据", "Sign-in kept by"),
    "device_this": Pair("正在使用的这台", "this one"),
    "device_used": Pair("{time}使用过", "last used {time}"),
    "device_ended": Pair("已退出（{time}）", "signed out {time}"),
    "device_end_done": Pair("那台设备下次联网时退出登录", "That device is signed out at its next contact"),
    "device_quarantined": Pair("无法读取、已单独保存", "Unreadable, set apart and kept"),
    "safe_keyring": Pair("由系统密码服务保管", "the system's keyring"),
    "safe_pin": Pair("加密保存，启动时输入 PIN 码", "a file sealed with your PIN"),
    "safe_memory": Pair("只在本次运行中保留", "memory, for this run only"),
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

# Facts for the person who judges, set by the hub on a step of the timeline.
DOUBTS: Table = {
    Doubt.FAR_FROM_CASE: Pair("拍摄地点离案件超过 100 米", "taken more than 100 m from the case"),
    Doubt.PHOTO_BEFORE_RECEIVE: Pair("照片早于接收时间", "the photo is older than the acceptance of the case"),
    Doubt.PHOTO_BEFORE_HANDLED: Pair("照片早于处置时间", "the photo is older than the handling"),
    Doubt.CLOCK_OFF: Pair("设备时间不准", "the device's clock was off"),
    Doubt.MOCKED_POSITION: Pair("位置由设备模拟得出", "the device made its position up"),
    Doubt.OUTSIDE_AREA: Pair("不在本辖区内", "outside this area"),
    Doubt.SENT_LATE: Pair("按期完成，超期后才送达", "done in time, arrived after the deadline"),
}
