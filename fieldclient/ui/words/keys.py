"""What each shortcut does, on the sheet of shortcuts."""

from __future__ import annotations

from fieldclient.ui.words.pair import Pair

KEYS: dict[str, Pair] = {
    "keys.places": Pair("前往", "Go to"),
    "keys.work": Pair("办事", "Work"),
    "keys.sending": Pair("发送", "Sending"),
    "keys.window": Pair("窗口", "Window"),
    "key.go home": Pair("首页", "Home"),
    "key.go cases": Pair("线索", "Cases"),
    "key.go report": Pair("发布", "Report"),
    "key.go activity": Pair("动态", "Activity"),
    "key.go me": Pair("我的", "Me"),
    "key.go patrol": Pair("巡查", "Patrol"),
    "key.go intake": Pair("导入存储卡", "Take in a card"),
    "key.go map": Pair("地图", "Map"),
    "key.go outbox": Pair("发件箱", "Outbox"),
    "key.new_report": Pair("新上报", "New report"),
    "key.new_praise": Pair("随手夸", "New praise"),
    "key.search": Pair("搜索案件", "Search cases"),
    "key.primary": Pair("当前页的主要操作", "The main action of this page"),
    "key.undo": Pair("撤销刚才的操作", "Undo what was just done"),
    "key.back": Pair("返回", "Back"),
    "key.sync": Pair("立即同步", "Sync now"),
    "key.pause": Pair("暂停或继续全部发送", "Pause all sending, or go on"),
    "key.sheet": Pair("这张快捷键表", "These shortcuts"),
    "key.panes": Pair("在状态栏、导航和页面间切换", "To the status strip, the places, the page"),
    "key.full_screen": Pair("全屏", "Full screen"),
    "key.lock": Pair("锁定（已设 PIN 码时）", "Lock, where a PIN is set"),
    "key.notify": Pair("通知设置", "Notifications"),
    "key.quit": Pair("退出", "Quit"),
}
