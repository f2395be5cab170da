"""What a notification says. Without details nothing of a case, a place or a person is in it."""

from __future__ import annotations

from fieldclient.ui.words.pair import Pair

NEWS: dict[str, Pair] = {
    "app_name": Pair("随手拍", "City care"),
    # One thing; `matter` is put behind it where details may be told
    "news.task": Pair("有新任务", "There is a new task"),
    "news.due": Pair("有任务即将到期", "A task is due soon"),
    "news.late": Pair("有案件已超期", "A case is overdue"),
    "news.result": Pair("你的上报或申请有新进展", "There is news about a report or a request of yours"),
    "news.sent": Pair("待发内容已全部送达", "Everything that waited has arrived"),
    "news.refused": Pair("有内容未被接受，需要你处理", "Something was not accepted and needs your decision"),
    "news.trouble": Pair("发送遇到问题，需要你处理", "Sending is held up and needs you"),
    # Several
    "news.tasks": Pair("有 {count} 个新任务", "{count} new tasks"),
    "news.dues": Pair("有 {count} 项任务即将到期", "{count} tasks are due soon"),
    "news.lates": Pair("有 {count} 项任务即将到期或已超期", "{count} tasks are due soon or overdue"),
    "news.results": Pair("你的上报和申请有 {count} 条新进展", "{count} pieces of news about your reports and requests"),
    "news.refuseds": Pair("有 {count} 条内容未被接受，需要你处理", "{count} items were not accepted and need your decision"),
    "news_click": Pair("点按查看", "Click to open"),
    # The page
    "news_kind.task": Pair("新任务", "New tasks"),
    "news_kind.due": Pair("即将到期和超期", "Due soon and overdue"),
    "news_kind.result": Pair("我的上报有进展", "News about my reports"),
    "news_kind.sent": Pair("待发内容全部送达", "All that waited has arrived"),
    "news_kind.refused": Pair("内容未被接受", "Something was not accepted"),
    "news_kind.trouble": Pair("发送遇到问题", "Sending is held up"),
    "news_way.none": Pair("系统不支持通知，消息只显示在窗口里。", "This system shows no notifications. News is in the window only."),
    "news_way.bus": Pair("通知由系统显示，点按后打开对应案件。", "The system shows them. A click opens the case."),
    "news_way.tray": Pair("通知由任务栏图标显示，点按后打开对应案件。", "The icon in the tray shows them. A click opens the case."),
    "news_way.unknown": Pair("通知由系统显示。", "The system shows them."),
    "news_try": Pair("通知正常", "Notifications work"),
    "news_tried": Pair("已发出一条试用通知", "A notification was sent for trial"),
    "news_not_tried": Pair("没有发出：系统不支持通知", "Nothing was sent: this system shows no notifications"),
    "tray_open": Pair("打开窗口", "Open the window"),
    "tray_new_report": Pair("新上报", "New report"),
    "tray_sync": Pair("立即同步", "Sync now"),
    "tray_pause": Pair("暂停或继续全部发送", "Pause all sending, or go on"),
    "tray_outbox": Pair("发件箱", "Outbox"),
    "tray_quit": Pair("退出", "Quit"),
}
