"""Sentences for problems on the way to the hub, with rights, with acts and with this device.

Each says what happened and what happens next; that the work is safe when somebody might doubt it.
"""

from __future__ import annotations

from fieldclient.ui.words.maps import VARIANTS as MAP_VARIANTS
from fieldclient.ui.words.pair import Pair
from fieldclient.ui.words.people import VARIANTS as PEOPLE_VARIANTS
from sync.protocol.problems import Code

# Fields of a mutation and of its report, as the hub names them; the others are nobody's to write and keep their name.
ENTRIES: dict[str, Pair] = {
    "text": Pair("文字说明", "your words"),
    "description": Pair("补充说明", "your words"),
    "place_text": Pair("地点描述", "the place"),
    "position": Pair("位置", "the position"),
    "grid": Pair("网格", "the grid"),
    "subcategory": Pair("问题类别", "the category"),
    "reason": Pair("原因", "the reason"),
    "until": Pair("截止日期", "the date until when"),
    "quantity": Pair("数量", "the quantity"),
    "contact": Pair("联系记录", "whom you reached"),
    "release": Pair("选择公示的照片", "the photos to be shown"),
    "person": Pair("承办人", "the person"),
    "department": Pair("部门", "the department"),
    "destination": Pair("转往何处", "where it goes"),
    "parent": Pair("并入的案件", "the case to merge into"),
    "media": Pair("照片和录音录像", "photos and recordings"),
    "made_at": Pair("操作时间", "the time"),
    "created_at": Pair("时间", "the time"),
}

SENTENCES: dict[Code, Pair] = {
    # The way to the hub
    Code.NO_NETWORK: Pair("没有网络，已存好，联网后自动发送。", "No network. Everything is kept and will be sent when you are online."),
    Code.NAME_NOT_FOUND: Pair("找不到服务器 {host}。已存好，稍后自动重试。",
                              "The hub {host} was not found. Everything is kept; it will be tried again."),
    Code.TLS_FAILED: Pair("无法确认服务器 {host} 的身份，没有发送任何内容。请检查时间和网络，或联系管理员。",
                          "The identity of {host} could not be confirmed, so nothing was sent. Check the clock and the network, "
                          "or ask your administrator."),
    Code.TIMED_OUT: Pair("服务器没有及时回应。已存好，稍后自动重试。", "The hub did not answer in time. Everything is kept; it will be tried again."),
    Code.CAPTIVE_PORTAL: Pair("这个网络需要先登录（例如公共 Wi-Fi）。请在浏览器中登录，之后自动发送。",
                              "This network asks you to sign in first, like a public Wi-Fi. Do so in a browser; sending then goes on by itself."),
    Code.NOT_OUR_REPLY: Pair("收到的答复无法读取。已存好，稍后自动重试。", "The answer could not be read. Everything is kept; it will be tried again."),
    Code.HUB_ERROR: Pair("服务器出错（{status}）。已存好，稍后自动重试。",
                         "The hub has a fault ({status}). Everything is kept; it will be tried again."),
    Code.HUB_BUSY: Pair("服务器繁忙，{retry_after}后自动重试。", "The hub is busy. It will be tried again in {retry_after}."),
    Code.WIRE_TOO_OLD: Pair("这个版本太旧，服务器不再接受。内容已存好，请更新应用。",
                            "This version is too old for the hub. Everything is kept; please update the app."),
    Code.WIRE_TOO_NEW: Pair("服务器的版本比本应用旧。内容已存好，请联系管理员。",
                            "The hub is older than this app. Everything is kept; please tell your administrator."),
    Code.NO_HUB_SET: Pair("还没有填写服务器地址。请在“我的”里填写。", "No hub address is set. Enter it under Me."),
    # Who may
    Code.SIGN_IN_NEEDED: Pair("登录后自动发送；现在可以照常拍照和填写。", "Sign in to send. Until then you can go on taking photos and writing."),
    Code.SIGN_IN_WRONG: Pair("账号或密码不对，请再试一次。", "The name or the password is wrong. Please try again."),
    Code.SIGN_IN_EXPIRED: Pair("登录已过期，请重新登录。内容都已存好。", "Your sign-in has expired. Please sign in again; everything is kept."),
    Code.SIGN_IN_BLOCKED: Pair("尝试次数太多，请 {retry_after}后再试。", "Too many tries. Please wait {retry_after}."),
    Code.SIGN_IN_ENDED: Pair("这台设备已从别处退出登录。未发送的内容都在本机，重新登录后自动发送。",
                             "This device was signed out from elsewhere. What was not sent is kept here and goes after you sign in again."),
    Code.PROOF_STALE: Pair("正在与服务器核对时间，稍后自动重试。", "Comparing the clock with the hub's. It will be tried again."),
    Code.QUARANTINED: Pair("服务器无法确认这项操作由谁作出，已留待中心核实，没有丢失。",
                           "The hub could not confirm who made this. It keeps it for the centre to decide; nothing is lost."),
    Code.FORBIDDEN: Pair("你没有这项权限。", "You are not allowed to do this."),
    Code.CLOCK_WRONG: Pair("本机时间与服务器相差 {offset}，请校准系统时间。", "This device's clock is off by {offset}. Please set it right."),
    Code.KEYRING_MISSING: Pair("本机没有密码保管服务，请设置 PIN 码，否则每次启动都要登录。",
                               "This machine has no keyring. Set a PIN, or sign in at every start."),
    Code.PIN_WRONG: Pair("PIN 码不对，还可以试 {tries_left} 次。", "Wrong PIN; {tries_left} tries left."),
    # Acts on a case
    Code.PART_MISSING: Pair("还缺：{parts}。已存为草稿。", "Still missing: {parts}. It is kept as a draft."),
    Code.ACT_UNKNOWN: Pair("服务器不认识这项操作，请更新应用。", "The hub does not know this act. Please update the app."),
    Code.ACT_NOT_NOW: Pair("案件现在不能“{act}”。内容已保留。", "“{act}” is not possible at this stage. What you made is kept."),
    Code.ROLE_NOT_ALLOWED: Pair("你的角色不能“{act}”。", "Your role does not allow “{act}”."),
    Code.NOT_YOURS: Pair("这个案件不归你办理，不能“{act}”。", "This case is not yours, so “{act}” is not possible."),
    Code.OWN_HANDLING: Pair("自己处置的案件要由别人核查。", "Somebody else has to check what you handled."),
    Code.LIMIT_REACHED: Pair("已达到次数上限（{limit} 次）。", "This can be done {limit} time(s) and no more."),
    Code.TOO_LATE: Pair("已过期限（{until}）。内容已保留。", "The time for this is over ({until}). What you made is kept."),
    Code.VERSION_CONFLICT: Pair("案件已有新进展，你的操作作为备注保留，请查看后决定。",
                                "The case has moved on. What you did is kept as a note; look at it and decide."),
    Code.CASE_UNKNOWN: Pair("服务器上没有这个案件。内容已保留。", "The hub has no such case. What you made is kept."),
    Code.ID_REUSED: Pair("服务器上已有同编号的不同内容。原件已保留，请联系管理员。",
                         "The hub holds something else under this id. Yours is kept; please tell your administrator."),
    Code.BODY_INVALID: Pair("服务器不接受其中一项内容（{field}）。请修改后重发。", "The hub does not accept one entry ({field}). Change it and send again."),
    # Files at the hub
    Code.MEDIA_MISSING: Pair("服务器上没有这个文件，正在等待重发。", "The hub does not have this file yet; it will be tried again."),
    Code.MEDIA_HASH_MISMATCH: Pair("文件在途中损坏，将重新传送。", "The file was damaged on the way and is sent again."),
    Code.MEDIA_TOO_LARGE: Pair("文件超过服务器的上限（{limit}）。原件已保留。", "The file is larger than the hub takes ({limit}). Yours is kept."),
    Code.OFFSET_MISMATCH: Pair("正在与服务器核对传送进度。", "Asking the hub how far the file has come."),
    Code.QUOTA_FULL: Pair("服务器空间已满（{limit}）。内容已存好，请联系管理员。",
                          "The hub's space is full ({limit}). Everything is kept; please tell your administrator."),
    # This device
    Code.DISK_FULL: Pair("本机空间不足：剩 {free}，需要 {needed}。请清理后再拍。",
                         "Not enough space: {free} free, {needed} needed. Please make room before taking photos."),
    Code.DISK_FAILED: Pair("读写存储失败。已存的内容没有改动，请检查存储设备。",
                           "The disk could not be read or written. What was kept is unchanged; please check the disk."),
    Code.STORE_BUSY: Pair("应用已在另一个窗口中打开。", "The app is already open in another window."),
    Code.STORE_NEWER: Pair("资料由更新的版本写成，请更新应用。没有改动任何内容。",
                           "The data was written by a newer version. Please update the app; nothing was changed."),
    Code.ROW_UNREADABLE: Pair("有一条记录无法读取，已单独保存，其他不受影响。", "One record could not be read. It is set apart and kept; the rest is fine."),
    Code.NO_CAMERA: Pair("没有找到摄像头，可以从文件中选取照片。", "No camera was found. You can choose photos from files."),
    Code.NO_POSITION: Pair("暂时没有定位，可以手动填写地点。", "No position yet. You can enter the place by hand."),
    # What is handed to us
    Code.CATALOGUE_INVALID: Pair("收到的分类目录有误（{field}），继续使用原来的目录。", "The new catalogue is faulty ({field}); the old one stays in use."),
    Code.CALENDAR_INVALID: Pair("收到的工作日历有误（{field}），继续使用原来的日历。", "The new calendar is faulty ({field}); the old one stays in use."),
    Code.SEED_INVALID: Pair("设置文件有误（{field}）。", "The settings file is faulty ({field})."),
    Code.AUTHORITY_INVALID: Pair("这个证书文件不能用（{reason}），没有改动。请向单位索取根证书文件。",
                                 "This certificate file cannot be used ({reason}); nothing was changed. Ask your organisation for its root certificate."),
    Code.BUNDLE_INVALID: Pair("这个移交文件不能用（{reason}），没有改动。请向交给你的人再要一份。",
                              "This handed-over file cannot be used ({reason}); nothing was changed. Ask for it once more."),
    Code.SETUP_INVALID: Pair("这个开通码不能用（{reason}），没有改动。", "This setup code cannot be used ({reason}); nothing was changed."),
    Code.INTERNAL: Pair("应用出错（编号 {reference}）。已存的内容不受影响。", "Something in the app went wrong ({reference}). What was kept is safe."),
}

# Where one fact makes it another sentence: (code, fact, value).
VARIANTS: dict[tuple[Code, str, str], Pair] = {
    **PEOPLE_VARIANTS, **MAP_VARIANTS,
    (Code.BUNDLE_INVALID, "reason", "not_one"): Pair(
        "这不是移交文件，没有改动。", "This is not a handed-over file; nothing was changed."),
    (Code.BUNDLE_INVALID, "reason", "damaged"): Pair(
        "移交文件已损坏或不完整，没有改动。原件仍在对方设备上，请再复制一次。",
        "The handed-over file is damaged or not complete; nothing was changed. The original is still on the other device: copy it again."),
    (Code.BUNDLE_INVALID, "reason", "other_hub"): Pair(
        "这份移交文件是给另一个中心的，没有改动。", "This file was made for another hub; nothing was changed."),
    (Code.BUNDLE_INVALID, "reason", "other_device"): Pair(
        "这份回执属于另一台设备的移交，没有改动。", "This receipt belongs to what another device handed over; nothing was changed."),
    (Code.BUNDLE_INVALID, "reason", "no_key"): Pair(
        "还没有中心的移交密钥：请先联网登录一次，再做移交。", "The hub's key for handing over is not here yet: sign in once with a network, then hand over."),
    (Code.BUNDLE_INVALID, "reason", "too_large"): Pair(
        "一次移交的内容太多，没有写入。请分几次移交。", "This is too much for one file; nothing was written. Hand it over in parts."),
    (Code.AUTHORITY_INVALID, "reason", "private_key"): Pair(
        "这个文件里有私钥，不是给客户端用的，没有读取。请向单位索取只含根证书的文件。",
        "This file holds a private key and is not meant for this app; it was not taken. Ask for the root certificate alone."),
    (Code.AUTHORITY_INVALID, "reason", "not_authority"): Pair(
        "这是某个网站自己的证书，不是根证书，没有改动。请向单位索取根证书文件。",
        "This is the certificate of one site and not of an authority; nothing was changed. Ask for the root certificate."),
    (Code.AUTHORITY_INVALID, "reason", "expired"): Pair(
        "这个根证书已过期，没有改动。请向单位索取新的文件。", "This root certificate has expired; nothing was changed. Ask for a new one."),
    (Code.AUTHORITY_INVALID, "reason", "other_fingerprint"): Pair(
        "指纹不一致：这不是单位给出的证书，没有改动。", "The fingerprint differs: this is not the certificate you were told of. Nothing was changed."),
    (Code.AUTHORITY_INVALID, "reason", "not_confirmed"): Pair(
        "没有确认指纹，没有改动。", "The fingerprint was not confirmed; nothing was changed."),
    # A report that is sent a second time, e.g. from a draft that was found again after damage.
    (Code.ACT_NOT_NOW, "act", "submit"): Pair(
        "服务器已收到这条上报，不会重复立案。本机内容已保留。",
        "The hub has this report already, so it was not taken twice. What you made is kept."),
    (Code.TLS_FAILED, "reason", "plain_http"): Pair(
        "{host} 的地址没有加密（http），没有发送任何内容。请改用 https 地址。",
        "The address of {host} is not encrypted (http), so nothing was sent. Use its https address."),
    (Code.SIGN_IN_ENDED, "lost", "True"): Pair(
        "这台设备已报失，登录已结束。未发送的内容都在本机，重新登录后发送；报失之后的操作由中心核实。",
        "This device was reported lost and signed out. What was not sent is kept here and goes after you sign in again; "
        "what was made since is looked at by the centre."),
    (Code.QUARANTINED, "reason", "wrong"): Pair(
        "这项操作的内容与签名不符，服务器已留待中心核实。本机原件已保留。",
        "This does not match its signature, so the hub keeps it for the centre to look at. Yours is kept."),
    (Code.QUARANTINED, "reason", "key_ended"): Pair(
        "这项操作在设备报失之后作出，服务器已留待中心核实，没有丢失。",
        "This was made after the device was reported lost. The hub keeps it for the centre to decide; nothing is lost."),
    (Code.NO_HUB_SET, "field", "hub_url"): Pair(
        "服务器地址写得不对，例如 https://hub.example.cn。", "This is not an address of a hub. It looks like https://hub.example.cn."),
    (Code.BODY_INVALID, "field", "pin"): Pair("PIN 码太短，至少 {limit} 位。", "The PIN is too short: use at least {limit} digits."),
}
