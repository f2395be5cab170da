"""What is said about a draft before it is sent: where it is, whether it is known, whether the photo shows the place. Kindly."""

from __future__ import annotations

from fieldclient.capture.verdicts import Likeness, View
from fieldclient.geo.area import Level
from fieldclient.geo.plausible import Question
from fieldclient.ui.words.pair import Pair, Table

LEVELS: Table = {
    Level.GRID: Pair("单元网格", "Grid"),
    Level.COMMUNITY: Pair("社区", "Community"),
    Level.STREET: Pair("街道", "Street"),
    Level.JURISDICTION: Pair("辖区", "Jurisdiction"),
}

LIKENESSES: Table = {
    Likeness.SAME_FILE: Pair("同一张照片", "the same photo"),
    Likeness.EDITED_COPY: Pair("同一张照片的修改版", "an edited copy of the same photo"),
    Likeness.SAME_SCENE: Pair("拍的像是同一处", "a photo of what seems to be the same spot"),
}

VIEWS: Table = {
    View.MATCH: Pair("与处置前是同一处", "The same spot as before"),
    View.DOUBTFUL: Pair("看不出是否同一处", "Not sure that it is the same spot"),
    View.DIFFERENT: Pair("看上去不是同一处", "It looks like another spot"),
}

# Each is a question to the person; the position stays as it is until they change it. {distance}, {time}: where there is one.
QUESTIONS: Table = {
    Question.NULL_ISLAND: Pair("坐标接近 0, 0，多半是定位失败。请标出实际位置。", "This is next to 0, 0: most likely the position failed. Set the real place."),
    Question.SWAPPED: Pair("经度和纬度像是写反了，对调后就在附近。", "Latitude and longitude seem turned round: the other way it is nearby."),
    Question.JUMP: Pair("{time}内不可能移动 {distance}，请核对位置。", "Nobody moves {distance} in {time}. Please check the place."),
    Question.OUTSIDE: Pair("这里不在本辖区内，中心可能会转给别处。仍可提交。", "This is outside of our area; the hub may hand it on. It can be sent all the same."),
    Question.PIN_FAR_FROM_PHOTO: Pair("标出的位置离照片拍摄处 {distance}，请核对。", "The place you set is {distance} from where the photo was taken. Please check it."),
    Question.MOCKED: Pair("系统提示这个位置是模拟出来的，请核对。", "The system says that this position was made up. Please check it."),
}

PHRASES: dict[str, Pair] = {
    "areas_same": Pair("与本机已有的相同", "the same as kept here already"),
    "areas_none": Pair("本机没有区域边界。", "There are no areas on this device."),
    "coordinates_turned": Pair("经度和纬度像是写反了：先写纬度，例如 36.30712，120.39634",
                               "Latitude and longitude seem turned round: latitude comes first, for example 36.30712, 120.39634"),
    "from_photo": Pair("距照片 {distance}", "{distance} from the photo"),
    "turn_pair": Pair("对调", "Turn them"),
    "set_place": Pair("标出位置", "Set the place"),
    "already_mine": Pair("我的上报", "my report"),
    "already_alike": Pair("照片相似", "looks alike"),
    "reused_in": Pair("{likeness}已用于“{title}”（{number}）。新的问题请拍新照片。",
                      "Used already for “{title}” ({number}): {likeness}. A new matter needs a new photo."),
    "reused_many": Pair("其中 {photos}已用于“{title}”（{number}）。新的问题请拍新照片。",
                        "Used already for “{title}” ({number}): {photos}. A new matter needs new photos."),
    "same_matter_set": Pair("作为同一件事提交，由中心合并。", "It goes as the same matter; the hub joins them."),
    "another_matter_set": Pair("好的，按另一件事处理。", "All right, it is another matter."),
    "bearing_off": Pair("朝向相差 {degrees}°", "facing {degrees}° apart"),
    "after_receipt": Pair("接收后 {time}", "{time} after receipt"),
    "before_receipt": Pair("早于接收 {time}", "{time} before receipt"),
    "away_from_before": Pair("相距 {distance}", "{distance} apart"),
    "match_help": Pair("仅供参考，不影响提交。站在处置前的位置和方向再拍一张，更容易看清变化。",
                       "Only advice: it can be sent as it is. A photo from where the first one was taken shows the change best."),
}
