"""The map, its tiles, and areas taken along: phrases and sentences."""

from __future__ import annotations

from fieldclient.ui.words.pair import Pair
from sync.protocol.problems import Code

MAPS: dict[str, Pair] = {
    "map_in_view": Pair("视野内 {cases}", "{cases} in view"),
    "place_cases": Pair("视野内已有 {cases}未结案件。定好位置后，会列出可能是同一件事的案件。",
                        "{cases} in view not closed yet. Once the place is set, those that may be the same matter are listed."),
    "map_late": Pair("{count} 件超期", "{count} overdue"),
    "map_mine": Pair("{count} 件待我处理", "{count} to do for me"),
    "map_empty": Pair("视野内没有案件", "No cases in view"),
    "map_cluster": Pair("{count} 件案件，点按放大", "{count} cases, tap to look closer"),
    "map_pile": Pair("{count} 件案件在同一处，点按查看", "{count} cases in one place, tap to see them"),
    "map_here": Pair("我的位置，误差约 {distance}", "My position, about {distance} accurate"),
    "map_here_plain": Pair("我的位置", "My position"),
    # Tiles
    "tiles_line": Pair("{kind} · {size} · {datum} · {zooms}", "{kind} · {size} · {datum} · {zooms}"),
    "tiles_raster": Pair("图片地图", "picture map"),
    "tiles_vector": Pair("矢量地图", "vector map"),
    "tiles_zooms": Pair("{least}–{most} 级", "zooms {least}–{most}"),
    "tiles_wgs84": Pair("WGS-84", "WGS-84"),
    "tiles_gcj02": Pair("GCJ-02（国内网络地图）", "GCJ-02 (Chinese web maps)"),
    "tiles_added": Pair("地图“{name}”已加入", "The map “{name}” was added"),
    "tiles_removed": Pair("地图已移除", "The map was removed"),
    "tiles_bad": Pair("地图“{name}”画不出来，暂不使用。", "The map “{name}” cannot be drawn and is left out for now."),
    "tiles_of_area": Pair("{name}（随身区域）", "{name} (taken along)"),
    "tiles_away": Pair("现在连不上服务器，联网后可以看到单位提供的地图。", "The hub cannot be reached just now. Its maps are listed when you are online."),
    "tiles_already": Pair("已在本机", "on this device"),
    # Areas taken along
    "take_cases": Pair("案件", "Cases"),
    "take_cases_here": Pair("{count} 件，已在本机", "{count}, on this device already"),
    "take_photos": Pair("照片预览", "Previews of photos"),
    "take_photos_size": Pair("{count} 张 · {size}", "{count} · {size}"),
    "take_photos_none": Pair("都已在本机", "all here already"),
    "take_map": Pair("地图 {name}", "Map {name}"),
    "take_map_size": Pair("{count} 块 · {size}", "{count} tiles · {size}"),
    "take_map_offline": Pair("没有网络，大小未知；联网后再看。", "No network: its size is not known until the hub can be reached."),
    "take_map_none": Pair("服务器没有这一带的地图", "The hub has no map of this part"),
    "take_total": Pair("共 {size}", "{size} in all"),
    "take_room": Pair("本机剩余 {size}", "{size} free on this device"),
    "take_nothing": Pair("都已在本机，不需要下载", "Everything is here already: nothing to fetch"),
    "take_nothing_offered": Pair("没有可下载的", "There is nothing to fetch"),
    "take_size_unknown": Pair("大小未知", "Size not known"),
    "take_removed": Pair("已移除“{name}”", "“{name}” was removed"),
    "take_running": Pair("{done} / {all}", "{done} of {all}"),
    "take_state_running": Pair("正在下载", "Fetching"),
    "take_state_paused": Pair("已暂停", "Paused"),
    "take_state_waiting": Pair("等待网络", "Waiting for the network"),
    "take_state_done": Pair("已带上", "With you"),
    "take_state_failed": Pair("没有完成", "Not finished"),
    "take_corner": Pair("第 {number} 个角，共 {count} 个，方向键移动", "Corner {number} of {count}, arrow keys move it"),
    "take_name_plain": Pair("{time} 选定的区域", "Area chosen {time}"),
}

SENTENCES: dict[Code, Pair] = {
    Code.TILES_INVALID: Pair("这个地图文件不能用（{reason}），没有改动。", "This map file cannot be used ({reason}); nothing was changed."),
}

VARIANTS: dict[tuple[Code, str, str], Pair] = {
    (Code.TILES_INVALID, "reason", "kind"): Pair(
        "这不是可以使用的地图文件，没有改动。可以使用 MBTiles 或 PMTiles（PNG、JPEG、WebP 或矢量）。",
        "This is no map file that can be used; nothing was changed. MBTiles and PMTiles work (PNG, JPEG, WebP or vector)."),
    (Code.TILES_INVALID, "reason", "damaged"): Pair(
        "这个地图文件已损坏，没有改动。请重新拷贝或下载一份。", "This map file is damaged; nothing was changed. Copy or fetch it once more."),
    (Code.TILES_INVALID, "reason", "bomb"): Pair(
        "这个地图文件的内容大得不正常，可能有害，没有使用。请向提供者确认。",
        "What is in this map file unfolds to an unreasonable size and may be harmful; it was not used. Ask whoever gave it to you."),
    (Code.TILES_INVALID, "reason", "too_large"): Pair(
        "这个地图文件里的图块过大，没有使用。", "The tiles of this map file are too large; it was not used."),
    (Code.TILES_INVALID, "reason", "packing"): Pair(
        "这个地图文件的压缩方式不支持，没有改动。请导出为 gzip 压缩。",
        "The way this map file is packed is not supported; nothing was changed. Export it packed with gzip."),
    (Code.TILES_INVALID, "reason", "empty"): Pair(
        "这个地图文件里没有图块，没有改动。", "There are no tiles in this map file; nothing was changed."),
    (Code.TILES_INVALID, "reason", "datum"): Pair(
        "请先选择地图的坐标系。", "Choose first which reference the map speaks."),
    (Code.TILES_INVALID, "reason", "gone"): Pair(
        "服务器已不再提供这份地图。请重新选择区域或地图。", "The hub offers this map no more. Choose the area or the map anew."),
    (Code.TILES_INVALID, "reason", "other_bytes"): Pair(
        "收到的地图与服务器说的不一致，没有使用。可以再试一次；仍然不行，请联系管理员。",
        "The map that came is not what the hub said, and was not used. Try once more; if that does not help, tell your administrator."),
    (Code.TILES_INVALID, "reason", "crashed"): Pair(
        "这个地图文件画不出来，暂不使用。", "This map file cannot be drawn and is left out for now."),
}
