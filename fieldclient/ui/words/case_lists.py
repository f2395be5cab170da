"""Phrases of the list of cases: how many there are, filters, orders, routes, what is selected."""

from __future__ import annotations

from fieldclient.ui.words.pair import Pair

LISTS: dict[str, Pair] = {
    "found_count": Pair("{count} 件", "{count} cases"),
    "near_me": Pair("{distance}内", "Within {distance}"),
    "mine_only": Pair("我上报的", "Reported by me"),
    "light_none": Pair("无时限", "No deadline"),
    "filter_kept": Pair("筛选“{name}”已保存。", "The filter “{name}” is kept."),
    "filter_forgotten": Pair("筛选“{name}”已删除。", "The filter “{name}” is gone."),
    "filter_unnamed": Pair("请给这个筛选起个名字。", "Give this filter a name."),
    "filter_nothing": Pair("还没有选择任何条件，没有可保存的。", "Nothing is chosen, so there is nothing to keep."),
    "order_deadline": Pair("按时限", "By deadline"),
    "order_changed": Pair("按最近变化", "By latest change"),
    "order_newest": Pair("最新上报", "Newest first"),
    "order_distance": Pair("按距离", "By distance"),
    "no_place_here": Pair("不知道本机在哪里，无法按距离查找。到室外打开定位后再试。",
                          "It is not known where this device is, so distances cannot be told. Turn positioning on and try again outdoors."),
    "selected": Pair("已选 {count} 件", "{count} selected"),
    "selected_all": Pair("已选全部 {count} 件", "All {count} selected"),
    "nothing_selected": Pair("点按案件来选择", "Tap cases to select them"),
    "route_title": Pair("路线 · {stops} 站", "Route · {stops} stops"),
    "route_facts": Pair("全程 {distance}，步行约 {time}", "{distance}, about {time} on foot"),
    "route_no_place": Pair("位置未知", "place not known"),
    "route_most": Pair("路线最多 {most} 站，已取前 {most} 件。", "A route has at most {most} stops: the first {most} were taken."),
    "route_awaited": Pair("正在定位本机。{begin}", "Looking for the position of this device. {begin}"),
    "route_found": Pair("已定位到本机。{begin}", "The position of this device is known now. {begin}"),
    "route_nowhere": Pair("无法定位本机。{begin}", "It is not known where this device is. {begin}"),
    "route_from_first": Pair("路线暂从清单的第一件开始。", "The route begins at the first case of the list."),
    "route_from_last": Pair("路线暂从{ago}所在的位置开始。", "The route begins where the device was {ago}."),
    "route_none": Pair("没有可以安排路线的案件。", "There is no case to go to."),
}
