"""What is said about a shot before leaving the place: kindly, and with what to do."""

from __future__ import annotations

from fieldclient.capture.flaws import Flaw
from fieldclient.ui.words.pair import Pair, Table

FLAWS: Table = {
    Flaw.BLURRED: Pair("照片有些模糊，站稳再拍一张更清楚", "A little blurred: hold still and take another"),
    Flaw.DARK: Pair("照片太暗，开灯或换个角度再拍", "Very dark: use the light or another angle"),
    Flaw.TOO_SMALL: Pair("照片太小，细节可能看不清", "Small: details may not be seen"),
    Flaw.FINGER: Pair("镜头好像被手指挡住了一角，请再拍一张", "A finger may be before the lens: take another"),
    Flaw.NO_POSITION: Pair("照片没有位置，请打开定位或在地图上标出", "No place in the photo: switch positioning on or set it by hand"),
    Flaw.MISSING_FAR: Pair("还差一张远景，看得出在哪里", "A far shot is missing that shows where it is"),
    Flaw.MISSING_NEAR: Pair("还差一张近景，看得清是什么", "A near shot is missing that shows what it is"),
}
