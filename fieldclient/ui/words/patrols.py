"""Phrases of patrols: on the screen, on the printed summary and in the command."""

from __future__ import annotations

from fieldclient.ui.words.pair import Pair

PATROLS: dict[str, Pair] = {
    # What the recorder does
    "patrol_searching": Pair("正在定位。请到开阔处，第一个位置可能要等半分钟。", "Looking for a position. In the open the first one may take half a minute."),
    "patrol_moving": Pair("正在记录轨迹", "Recording your track"),
    "patrol_standing": Pair("停留中，放慢定位省电；走动后自动加快。", "Standing still: the receiver rests in between to save the battery. It speeds up when you walk."),
    "patrol_resting": Pair("停留较久，每半分钟定位一次；走动后自动加快。", "Standing for a while: one position each half minute. It speeds up when you walk."),
    "patrol_saving": Pair("电量低于 15%，已暂停记录轨迹；充电后自动继续。上报不受影响。", "The battery is below 15 %, so the track is paused; it goes on once you charge. Reports work as always."),
    "patrol_lost": Pair("暂时收不到定位，这一段会在轨迹上留空。", "No position just now. This stretch will be left open in the track."),
    "patrol_no_receiver": Pair("这台设备没有定位，不记录轨迹；时间和上报照常统计。", "This device has no receiver, so no track is recorded. Time and reports are counted all the same."),
    "patrol_refused": Pair("系统不允许定位，不记录轨迹；请在系统设置中允许后重新开始。", "The system does not allow positions, so no track is recorded. Allow it in the system's settings."),
    "patrol_not_kept": Pair("最近的轨迹点还没存下：{reason}", "The last points of the track are not kept yet: {reason}"),
    # Numbers
    "patrol_of_planned": Pair("{covered} / {planned}", "{covered} of {planned}"),
    "patrol_line": Pair("{time} · {distance} · {grids} · {reports}", "{time} · {distance} · {grids} · {reports}"),
    "patrol_home": Pair("正在巡查：{team}", "On patrol: {team}"),
    "patrol_started": Pair("{time} 开始", "since {time}"),
    "patrol_from_to": Pair("{start} – {end}", "{start} – {end}"),
    "patrol_no_team": Pair("巡查", "Patrol"),
    "patrol_grids_short": Pair("网格 {grids}", "grids {grids}"),
    # What happened
    "patrol_began": Pair("巡查开始，轨迹只存在本机。", "The patrol has begun. Its track stays on this device."),
    "patrol_ended": Pair("巡查结束，小结已存好。", "The patrol has ended; its summary is kept."),
    "patrol_forgotten": Pair("{day} 的巡查没有结束，已按最后一个位置的时间 {time} 结束。", "The patrol of {day} had not been ended. It now ends at {time}, when its last position came."),
    "patrol_goes_on": Pair("巡查继续；应用关闭的这段时间在轨迹上留空。", "The patrol goes on. The time the app was closed is left open in the track."),
    "patrol_track_deleted": Pair("轨迹已删除，12 小时后彻底清除。", "The track was deleted. It is erased for good after 12 hours."),
    "patrol_track_back": Pair("轨迹已恢复。", "The track is back."),
    "patrol_ended_left": Pair("未手动结束，按最后一个位置的时间结束", "not ended by hand; it ends with its last position"),
    # Grids
    "grid_covered": Pair("已覆盖", "covered"),
    "grid_not_covered": Pair("未覆盖", "not covered"),
    "grid_extra": Pair("计划外", "beside the plan"),
    "grid_unknown": Pair("本机没有边界", "no outline on this device"),
    "grid_own": Pair("我的网格", "mine"),
    "grids_chosen": Pair("已选 {count}", "{count} chosen"),
    "grids_more": Pair("还有 {count} 个，输入名称或编码查找。", "{count} more: type a name or a code to find them."),
    # The printed summary
    "sheet_title": Pair("巡查小结", "Patrol summary"),
    "sheet_day": Pair("{year}年{day}", "{day} {year}"),
    "sheet_page": Pair("第 {page} 页 / 共 {pages} 页", "Page {page} of {pages}"),
    "sheet_made": Pair("{time} 制作", "made {time}"),
    "sheet_lasting": Pair("时长", "Duration"),
    "sheet_distance": Pair("里程", "Distance"),
    "sheet_grids": Pair("覆盖网格", "Grids covered"),
    "sheet_reports": Pair("上报", "Reports"),
    "sheet_moving": Pair("行走 {time}", "{time} on the move"),
    "sheet_map": Pair("巡查路线", "Route"),
    "sheet_grid_list": Pair("网格", "Grids"),
    "sheet_report_list": Pair("上报记录", "Reports made"),
    "sheet_no_reports": Pair("这次巡查没有上报。", "No report was made on this patrol."),
    "sheet_no_grids": Pair("没有计划网格，也没有走遍的网格。", "No grid was planned, and none was covered."),
    "sheet_no_map": Pair("没有记录到位置，没有路线图。", "No position was recorded, so there is no map."),
    "sheet_track_deleted": Pair("轨迹已由本人删除，图上只有网格和上报。", "The track was deleted by its person; the map shows grids and reports alone."),
    "sheet_no_place": Pair("图上没有", "not on the map"),
    "legend_track": Pair("轨迹", "Track"),
    "legend_start": Pair("起点", "Start"),
    "legend_end": Pair("终点", "End"),
    "legend_gap": Pair("中断", "Gap"),
    "legend_covered": Pair("已覆盖", "Covered"),
    "legend_planned": Pair("计划、未覆盖", "Planned, not covered"),
    "legend_report": Pair("上报", "Report"),
    "sheet_north": Pair("北", "N"),
    "sheet_local": Pair("由巡查人在本机制作，轨迹没有上传。", "made on the device of the person who walked; the track was not uploaded."),
}
