"""Phrases of gathering evidence and of acting on a case that the window says by itself."""

from __future__ import annotations

from fieldclient.ui.words.pair import Pair

GATHERING: dict[str, Pair] = {
    "draft_discarded": Pair("草稿已删除。", "Draft discarded."),
    "draft_kept": Pair("已存为草稿，随时可以继续。", "Kept as a draft. Go on whenever you like."),
    "report_filed": Pair("已存好，有网络就自动发送。", "Filed. It is sent by itself whenever there is a network."),
    "praise_filed": Pair("谢谢，点赞已存好，有网络就自动发送。", "Thank you. Your praise is kept, and sent by itself whenever there is a network."),
    "act_kept": Pair("“{act}”已存好，有网络就自动发送。", "“{act}” is kept, and sent by itself whenever there is a network."),
    "photos_at_most": Pair("最多选 {count} 张。", "No more than {count} can be chosen."),
    "look": Pair("查看", "View"),
    "device_position": Pair("已用本机位置。", "The position of this device was taken over."),
    "coordinates_wrong": Pair("经纬度不对。示例：36.30712，120.39634", "These are not coordinates. For example: 36.30712, 120.39634"),
    "place_not_chosen": Pair("请先在地图上点一下问题所在的位置。", "Tap the map where it is first."),
    "time_wrong": Pair("时间不对。示例：2026-11-21 和 14:30", "This is not a time. For example: 2026-11-21 and 14:30"),
    "time_in_future": Pair("时间不能晚于现在。", "The time cannot lie in the future."),
    "confused_with": Pair("容易混淆：{names}", "Easily confused with: {names}"),
    "handler_of": Pair("{who}（{department}）", "{who}, {department}"),
    "set_aside": Pair("已放在一边，可在“已结束”中找到。", "Set aside. You find it under Ended."),
    "marks_taken_back": Pair("标注已撤回。", "What you marked was taken back."),
    "marks_full": Pair("标注太多了，请先移除一些。", "There are too many marks. Remove some first."),
    "mark_here": Pair("这里", "Here"),
    # A case
    "not_at_hub_yet": Pair("尚未送达", "Not sent yet"),
    "fact_number": Pair("编号", "Number"),
    "fact_place": Pair("地点", "Place"),
    "fact_reported": Pair("上报时间", "Reported"),
    "fact_reporter": Pair("上报人", "Reported by"),
    "fact_handler": Pair("处置", "Handled by"),
    "original_away": Pair("原图（{size}）在中心，本机只留了小图。", "The original ({size}) is at the hub. Only a small picture of it is here."),
    "original_only": Pair("原图（{size}）在中心，本机已没有它的图片。", "The original ({size}) is at the hub. No picture of it is left here."),
    "picture_gone": Pair("本机没有这张照片的图片。", "No picture of this photo is here."),
    "original_waits": Pair("原图（{size}）放不下：本机最多存 2 GB 中心的照片。看不到的案件腾出地方后就会到。",
                           "The original ({size}) does not fit: photos from the hub may take 2 GB here. It comes when cases that leave "
                           "your sight make room."),
    "original_asked": Pair("原图（{size}）正在取回，网络和流量设置允许时就会到。",
                           "The original ({size}) is on its way. It comes as soon as the network and your rules allow it."),
    "fact_campaign": Pair("活动", "Campaign"),
    "fact_same_as": Pair("上报人认为与此同一件", "Said to be the same as"),
    "fact_pending": Pair("等待批准", "Waiting for a decision"),
    "fact_round": Pair("轮次", "Round"),
    "do_verify": Pair("去核实", "Verify"),
    "do_check": Pair("去核查", "Check"),
    "do_feedback": Pair("处置反馈", "Report the result"),
    "do_extend": Pair("申请延期", "Ask for more time"),
    "do_return": Pair("申请回退", "Hand back"),
    "do_suspend": Pair("申请挂账", "Ask to suspend"),
    "do_appeal": Pair("超期申诉", "Appeal"),
    "away_from_case": Pair("距案件位置 {distance}", "{distance} from the case"),
}
