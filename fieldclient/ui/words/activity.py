"""What goes on among people, in words: points, the ranking, campaigns; and the one sentence that says what a chart shows."""

from __future__ import annotations

from fieldclient.ui.words.pair import Pair, Table
from sync.protocol.activity import PointsRule

POINTS_RULES: Table = {
    PointsRule.FILED: Pair("上报已立案", "Report filed"),
    PointsRule.EVIDENCE: Pair("照片齐全、位置准确", "Complete photos, right place"),
    PointsRule.SUBCATEGORY: Pair("类别选对", "Right category"),
    PointsRule.PRAISE: Pair("点赞已展示", "Praise shown to everybody"),
    PointsRule.RATING: Pair("评价处置结果", "Result rated"),
    PointsRule.VERIFIED: Pair("核实被采纳", "Verification accepted"),
    PointsRule.CO_WITNESS: Pair("同一问题的佐证", "Saw the same matter"),
    PointsRule.FALSE_REPORT: Pair("上报不实", "Report was not true"),
    PointsRule.REVERSED: Pair("案件作废，积分退回", "Case voided, points taken back"),
}

PHRASES: dict[str, Pair] = {
    # Home
    "fresh": Pair("数据截至 {time}", "as of {time}"),
    "stale": Pair("{time}之后没有同步过。所见是那时的情况，照常工作，联网后自动更新。",
                  "Nothing was synced since {time}. You see how things stood then; work goes on, and it is brought up to date by itself."),
    "never": Pair("还没有同步过。联网后这里会显示你的任务。", "Not synced yet. Your tasks appear here with the first network."),
    "to_send": Pair("待发 · {size}", "to send · {size}"),
    "to_send_none": Pair("待发", "to send"),
    "far_off": Pair("距你 {distance}", "{distance} away"),
    "fix_age": Pair("距离按 {time}的位置计算。", "Distances are from where you were {time}."),
    # Weekdays and dates on charts
    "weekdays": Pair("一,二,三,四,五,六,日", "Mon,Tue,Wed,Thu,Fri,Sat,Sun"),
    "weekdays_long": Pair("星期一,星期二,星期三,星期四,星期五,星期六,星期日",
                          "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday"),
    "week_of": Pair("{month}月{day}日起的一周", "week of {day}/{month}"),
    "week_label": Pair("{month}/{day}", "{day}/{month}"),
    "season": Pair("{year} 年第 {quarter} 季度", "quarter {quarter} of {year}"),
    # What the charts say
    "chart_day": Pair("日期", "Day"),
    "chart_week": Pair("周", "Week"),
    "chart_done": Pair("完成", "done"),
    "chart_reported": Pair("上报", "reported"),
    "chart_handled": Pair("处置", "handled"),
    "chart_checked": Pair("核实核查", "verified or checked"),
    "chart_closed": Pair("结案", "closed"),
    "chart_last_week": Pair("上周", "last week"),
    "chart_this_week": Pair("本周", "this week"),
    "week_none": Pair("本周还没有记录，上周共 {before} 件。", "Nothing yet this week; last week it was {before}."),
    "week_same": Pair("本周完成 {done} 件，与上周同期持平；最多的是{day}，{most} 件。",
                      "{done} done this week, as many as last week by this day; most on {day}: {most}."),
    "week_more": Pair("本周完成 {done} 件，比上周同期多 {by} 件；最多的是{day}，{most} 件。",
                      "{done} done this week, {by} more than last week by this day; most on {day}: {most}."),
    "week_fewer": Pair("本周完成 {done} 件，比上周同期少 {by} 件；最多的是{day}，{most} 件。",
                       "{done} done this week, {by} fewer than last week by this day; most on {day}: {most}."),
    "quarter_none": Pair("最近 12 周没有上报。", "No reports in the last 12 weeks."),
    "quarter_some": Pair("最近 12 周上报 {reported} 件，结案 {closed} 件；最多的是{week}，{most} 件。",
                         "{reported} reported and {closed} closed in 12 weeks; most in the {week}: {most}."),
    "team_none": Pair("{name}本周还没有{what}，上周共 {before} 件。", "{name}: nothing {what} yet this week; last week it was {before}."),
    "team_some": Pair("{name}（{people} 人）本周{what} {done} 件，结案 {closed} 件；上周共 {before} 件。",
                      "{name} ({people} people): {done} {what} and {closed} closed this week; {before} {what} last week."),
    "heat_none": Pair("可见的网格里没有未结案件。", "No open cases in the grids you can see."),
    "heat_some": Pair("{grids} 个网格共 {open} 件未结，其中 {late} 件超期；最多的是{name}，{most} 件。",
                      "{open} open in {grids} grids, {late} of them overdue; most in {name}: {most}."),
    "heat_open": Pair("未结", "open"),
    "heat_late": Pair("超期", "overdue"),
    "heat_recent": Pair("近 30 天", "in 30 days"),
    "heat_grid": Pair("网格", "Grid"),
    "heat_step": Pair("{first}–{last} 件", "{first}–{last}"),
    "heat_step_one": Pair("{last} 件", "{last}"),
    "heat_step_none": Pair("无", "none"),
    # My numbers
    "streak_days": Pair("{days} 天", "{days} days"),
    "streak_day": Pair("1 天", "1 day"),
    "never_closed": Pair("—", "—"),
    "often_line": Pair("{count} 件", "{count}"),
    # Points and ranking
    "points_told": Pair("服务器统计于 {time}", "Counted by the hub {time}"),
    "rank_place": Pair("第 {place} 名，共 {people} 人参加", "Place {place} of {people} who take part"),
    "rank_alone": Pair("共 {people} 人参加", "{people} take part"),
    "rank_first_soon": Pair("已加入，联网后显示名次", "You take part; your place is shown after the next sync"),
    "choice_to_tell": Pair("已存好，联网后生效", "Kept; it takes effect with the next network"),
    "rank_left": Pair("已退出排行，哪里都不会再显示你", "You left the ranking and appear nowhere"),
    "rank_joined": Pair("已加入排行", "You take part in the ranking"),
    "nickname_short": Pair("昵称至少 2 个字。", "A nickname has at least 2 characters."),
    "nickname_long": Pair("昵称最多 12 个字。", "A nickname has at most 12 characters."),
    "nickname_signs": Pair("昵称里有看不见的字符。", "The nickname has invisible characters."),
    "nickname_number": Pair("昵称不能是电话号码。", "A nickname must not be a phone number."),
    "nickname_own_name": Pair("排行公开可见，请不要用真实姓名或账号。", "Everybody sees the ranking: do not use your own name or login."),
    "nickname_taken": Pair("这个昵称已有人使用，请换一个。", "Somebody else has this nickname. Please choose another."),
    # Results shown to everybody
    "issue_heading": Pair("{year} 年第 {number} 期", "Issue {number} of {year}"),
    # Messages to many
    "bulletin_by": Pair("{name} 发布", "from {name}"),
    "bulletin_read": Pair("{read} / {told} 人已读", "read by {read} of {told}"),
    # The week on paper
    "week_sheet": Pair("工作周报", "My week"),
    "week_mine": Pair("我的一周", "This week"),
    "week_quarter": Pair("最近 12 周的上报", "My reports in 12 weeks"),
    "week_team": Pair("我的团队本周", "My team's week"),
    "week_grids": Pair("各网格未结案件", "Open cases by grid"),
    "week_foot": Pair("依据本机数据统计。", "Counted from what this device holds."),
}
