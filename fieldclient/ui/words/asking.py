"""Words for asking the centre for something, for calls and visits, and for looking at one case closely."""

from __future__ import annotations

from fieldclient.ui.words.pair import Pair

ASKING: dict[str, Pair] = {
    "ask_decides": Pair("由{who}决定，决定之前案件仍在你们这里。", "Decided by: {who}. Until then the case stays with you."),
    "ask_decides_deadline": Pair("由{who}决定，决定之前期限不变。", "Decided by: {who}. Until then the deadline stays as it is."),
    "ask_decides_reporter": Pair("由{who}决定，结果会通知你。", "Decided by: {who}. You will be told."),
    "ask_times": Pair("本轮最多 {most} 次，已批准 {done} 次。", "At most {most} times in this round; approved so far: {done}."),
    "ask_once": Pair("本轮只能有一次。", "Once only in this round."),
    "ask_until": Pair("须在 {time} 之前申请。", "To be asked for before {time}."),
    "ask_over": Pair("应在 {time} 之前申请，现在已经晚了。", "It had to be asked for before {time}; now it is too late."),
    "ask_extend_due": Pair("批准后，期限从 {old} 延到 {new}。", "If approved, the deadline moves from {old} to {new}."),
    "ask_suspend_clock": Pair("挂账期间不计时，恢复后接着用剩下的时间。", "Meanwhile the clock stands still, then goes on with what is left."),
    "ask_suspend_longest": Pair("最长一年，到 {day}。", "A year at the longest, until {day}."),
    "ask_return_clock": Pair("批准后退回重新派遣，本部门的期限不再计算。", "If approved, it is dispatched anew and your deadline ends."),
    "ask_appeal_effect": Pair("超期的记录保留，只是考核时不计。", "That it was late stays on record; evaluation leaves it out."),
    "ask_reopen_once": Pair("每位上报人一次，要有新照片；申请即表示不满意。",
                            "Once for each reporter, with a new photo. Asking says that you are not satisfied."),
    "ask_one_at_a_time": Pair("同一案件同时只能有一项申请。", "A case has one open question at a time."),
    # Calls and visits
    "do_contact": Pair("记录联系", "Note a call or visit"),
    "contact_title": Pair("{way} · {whom}", "{way} · {whom}"),
    "contact_title_name": Pair("{way} · {whom} {name}", "{way} · {whom}, {name}"),
    "contact_by": Pair("{who} 记录", "noted by {who}"),
    # Shown to everybody
    "do_publish": Pair("公示结果", "Show the result to everybody"),
    "do_take_back": Pair("撤下公示", "Take the result back"),
    "fact_on_show": Pair("公示", "Shown to everybody"),
    "on_show_shown": Pair("公示中", "shown"),
    "on_show_since": Pair("{time} 起公示", "since {time}"),
    "on_show_due": Pair("已决定，照片处理好就公示", "decided; shown when its photos are ready"),
    "on_show_taken_back": Pair("已撤下", "taken back"),
    "on_show_by": Pair("{state} · {who} 决定", "{state} · decided by {who}"),
    # Where a report stands
    "progress_now": Pair("进行中", "under way"),
    "progress_ahead": Pair("未到", "still ahead"),
    "progress_done": Pair("已完成", "done"),
    "progress_of": Pair("第 {number} 步，共 {count} 步", "Step {number} of {count}"),
    "progress_unsent": Pair("已存在本机，联网后自动上报", "Kept on this device; it goes out by itself"),
    "progress_rate": Pair("请在 {time} 之前评价", "Please rate it before {time}"),
    "progress_rated": Pair("你的评价：{rating}", "You rated: {rating}"),
    "progress_round": Pair("第 {round} 轮，重新办理", "Taken up again, round {round}"),
    "discarded_at": Pair("{act} · {time} 删除，12 小时内可恢复", "{act}, discarded {time}; it can be brought back for 12 hours"),
    # Looking closely
    "photo_of": Pair("{number} / {count}", "{number} of {count}"),
    "case_away": Pair("距你 {distance}", "{distance} from you"),
    "case_away_direction": Pair("距你 {distance}，在{direction}", "{distance} from you, {direction}"),
    "north": Pair("北面", "to the north"),
    "north_east": Pair("东北面", "to the north-east"),
    "east": Pair("东面", "to the east"),
    "south_east": Pair("东南面", "to the south-east"),
    "south": Pair("南面", "to the south"),
    "south_west": Pair("西南面", "to the south-west"),
    "west": Pair("西面", "to the west"),
    "north_west": Pair("西北面", "to the north-west"),
    "map_in_grid": Pair("所在网格：{grid}", "In grid {grid}"),
}
