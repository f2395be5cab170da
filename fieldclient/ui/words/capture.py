"""Sentences about camera, microphone and recordings: what happened, and what happens next."""

from __future__ import annotations

from fieldclient.ui.words.pair import Pair
from sync.protocol.problems import Code

PHRASES: dict[str, Pair] = {
    "ghost_here": Pair("就在原来的位置", "You are at the same spot"),
    "ghost_way": Pair("原位置在{wind}方向 {distance}", "Same spot: {distance} to the {wind}"),
    "ghost_and": Pair(" · ", " · "),
    "ghost_same_side": Pair("朝向与之前一致", "same direction as before"),
    "ghost_left": Pair("向左转约 {degrees}°", "turn about {degrees}° left"),
    "ghost_right": Pair("向右转约 {degrees}°", "turn about {degrees}° right"),
    "wind_n": Pair("北", "north"), "wind_ne": Pair("东北", "north-east"), "wind_e": Pair("东", "east"),
    "wind_se": Pair("东南", "south-east"), "wind_s": Pair("南", "south"), "wind_sw": Pair("西南", "south-west"),
    "wind_w": Pair("西", "west"), "wind_nw": Pair("西北", "north-west"),
}
SENTENCES: dict[Code, Pair] = {
    Code.CAMERA_BUSY: Pair("摄像头打不开，可能正被其他程序占用。关闭那个程序后再试一次，也可以从文件中选取。",
                           "The camera cannot be opened: another program may be using it. Close that one and try again, or choose from files."),
    Code.CAMERA_REFUSED: Pair("系统没有允许使用摄像头。请在系统设置中允许，再回到这里；也可以从文件中选取。",
                              "The system does not allow the camera. Allow it in the system's settings and come back, or choose from files."),
    Code.NO_MICROPHONE: Pair("没有找到麦克风，无法录音。可以改用文字说明。", "No microphone was found. You can write it down instead."),
    Code.MICROPHONE_REFUSED: Pair("系统没有允许使用麦克风。请在系统设置中允许，或改用文字说明。",
                                  "The system does not allow the microphone. Allow it in the system's settings, or write it down instead."),
    Code.RECORDING_SILENT: Pair("没有可用的麦克风，这段视频没有声音。", "There is no microphone to use: this video has no sound."),
    Code.RECORDING_FAILED: Pair("录制中断了。已录的 {length} 已存好，可以接着再录一段。",
                                "The recording stopped. The {length} recorded until then are kept; you can record another."),
    Code.RECORDING_NO_ROOM: Pair("本机空间不足，录制已停止。已录的 {length} 已存好，清理空间后可以再录。",
                                 "This device is full and the recording ended. The {length} until then are kept; make room and record again."),
    Code.RECORDING_CUT: Pair("上次录制被打断，已录的 {length} 已存好。", "A recording was interrupted. The {length} recorded until then are kept."),
}
