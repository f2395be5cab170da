"""Sentences for photos and other files that cannot be taken, or only with a word about them."""

from __future__ import annotations

from sync.protocol.problems import Code

SENTENCES: dict[Code, tuple[str, str]] = {
    # Files that cannot be taken
    Code.FILE_MISSING: ("文件已不在原处，请重新选择。", "The file is no longer there. Please choose again."),
    Code.FILE_EMPTY: (
        "文件是空的（0 字节），请从原处重新拷贝。",
        "The file is empty (0 bytes). Copy it again from where it came from.",
    ),
    Code.FILE_NOT_MEDIA: (
        "这不是可以使用的照片、视频或录音。",
        "This is not a photo, a video or a sound recording that can be taken.",
    ),
    Code.FILE_UNREADABLE: (
        "文件无法读取，可能已损坏或没有权限。原文件没有改动。",
        "The file cannot be read: it may be damaged or protected. It was left as it is.",
    ),
    Code.FOLDER_UNREADABLE: (
        "文件夹无法打开，可能没有权限或存储卡已取出。",
        "The folder cannot be opened: it may be protected, or the card was taken out.",
    ),
    Code.FOLDER_GONE: (
        "读到一半，存储卡或文件夹不见了。已存好 {kept} 张；重新插好后继续，已读过的不会再读。",
        "The card or folder went away while it was read. {kept} photos are kept; put it back and go on, "
        "what was read is not read again.",
    ),
    Code.CLOCK_NOT_SHOWN: (
        "照片“{name}”里没有读到带时间的二维码，或者它不在这个文件夹里。请靠近些重拍，或直接填写时差。",
        "No code that shows the time could be read in {name}, or it is not in this folder. Take it closer, or give the offset.",
    ),
    Code.TRACK_INVALID: (
        "“{name}”里没有可用的轨迹（GPX 或 NMEA）。照片照常处理，只是不按轨迹定位。",
        "There is no usable track (GPX or NMEA) in {name}. Photos can be taken in without it.",
    ),
    Code.FOLDER_NOT_EMPTY: (
        "文件夹里已有内容。请指定一个新的或空的文件夹。",
        "There is something in that folder already. Please name a new or an empty one.",
    ),
    Code.FILE_TOO_LARGE: (
        "文件有 {size}，超过上限 {limit}。",
        "The file has {size}; at most {limit} can be taken.",
    ),
    Code.FILE_TOO_MANY_PIXELS: (
        "图片标称 {width}×{height} 像素，超出了这类照片可能的大小，为安全起见没有打开。",
        "The picture claims {width} × {height} pixels, more than a photo of this kind can have, so it was not opened.",
    ),
    Code.FILE_CHANGING: (
        "文件还在写入，请稍候再选。",
        "The file is still being written. Please choose it again in a moment.",
    ),
    # Files that can be taken, with a word about them
    Code.FILE_TRUNCATED: (
        "文件不完整，后面的部分缺失。如有可能，请从相机或存储卡重新拷贝。",
        "The file is incomplete: its end is missing. If you can, copy it again from the camera or the card.",
    ),
    Code.FILE_MISLABELLED: (
        "文件名说是 {said}，内容其实是 {found}，已按内容处理。",
        "The name says {said}, but the content is {found}. It is treated as what it is.",
    ),
    Code.PHOTO_VERY_LARGE: (
        "照片有 {width}×{height} 像素。原图完整保留，本机只显示缩小的图。",
        "The photo has {width} × {height} pixels. The original is kept whole; this device shows it reduced.",
    ),
    Code.PREVIEW_NOT_POSSIBLE: (
        "照片有 {width}×{height} 像素，本机无法显示。原图完整保留。",
        "The photo has {width} × {height} pixels, too many to be shown on this device. The original is kept whole.",
    ),
    Code.FILE_TOO_SMALL: (
        "照片长边只有 {long_side_px} 像素，细节可能看不清（建议至少 {limit_px}）。",
        "The photo's long side has only {long_side_px} pixels, so details may not be seen ({limit_px} or more is better).",
    ),
    # What the photo says about itself
    Code.EXIF_BROKEN: (
        "照片的拍摄信息已损坏，地点和时间需要手动填写。",
        "What the camera noted in the photo is damaged. Please give place and time yourself.",
    ),
    Code.POSITION_ZERO: (
        "照片里的位置是空值（0,0），没有采用。请在地图上标注地点。",
        "The photo's position is blank (0,0) and was not used. Please set the place yourself.",
    ),
    Code.POSITION_INCOMPLETE: (
        "照片里的位置不完整（缺 {missing}），没有采用。请在地图上标注地点。",
        "The photo's position is incomplete ({missing} is missing) and was not used. Please set the place yourself.",
    ),
    Code.POSITION_OUT_OF_RANGE: (
        "照片里的位置（{latitude}，{longitude}）不存在，没有采用。请在地图上标注地点。",
        "The photo's position ({latitude}; {longitude}) does not exist and was not used. Please set the place yourself.",
    ),
    Code.TIME_ABSURD: (
        "照片里的拍摄时间（{found}）不可信，没有采用。请填写时间，并检查相机的时钟。",
        "The photo's time ({found}) cannot be right and was not used. Please give the time, and check the camera's clock.",
    ),
}
