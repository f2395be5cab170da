"""Who works here, the lock, setting up, what takes room, areas, help: phrases of the page about me."""

from __future__ import annotations

from fieldclient.ui.words.pair import Pair
from sync.protocol.problems import Code

PEOPLE: dict[str, Pair] = {
    "person_waits": Pair("{count} 条待发", "{count} waiting to be sent"),
    "pin_gone": Pair("请用密码登录，登录后内容都在。之后可以重新设置 PIN 码。",
                     "Sign in by password; everything is there afterwards. Then you can set a new PIN."),
    "lock_after": Pair("{minutes} 分钟", "{minutes} min"),
    "lock_never": Pair("不自动锁", "Never"),
    # Setting up
    "setup_organisation": Pair("单位", "Organisation"),
    "setup_hub": Pair("服务器地址", "Address of the hub"),
    "setup_fingerprint": Pair("单位指纹", "Fingerprint"),
    "setup_before": Pair("原来的单位指纹", "Fingerprint known until now"),
    "setup_authority": Pair("单位自己的根证书", "The organisation's own certificate authority"),
    "setup_login": Pair("账号", "Name"),
    "setup_valid": Pair("有效期至", "Valid until"),
    "setup_pin": Pair("要求每人设置 PIN 码", "Everybody sets a PIN"),
    "setup_pin_on": Pair("是，闲置 {minutes} 分钟后锁定", "yes; the window locks after {minutes} idle minutes"),
    "setup_lock": Pair("闲置后锁定", "Locks when idle"),
    "setup_lock_after": Pair("{minutes} 分钟后", "after {minutes} minutes"),
    "setup_travel": Pair("移动数据", "Mobile data"),
    "setup_travel_no": Pair("原图只用 Wi-Fi 发送", "originals by Wi-Fi only"),
    "setup_travel_cap": Pair("原图每天最多 {size}", "originals up to {size} a day"),
    "setup_travel_free": Pair("原图可用移动数据发送", "originals may use it"),
    "setup_done": Pair("已设置好，请登录", "Set up. Now sign in"),
    "setup_nothing": Pair("图片里没有找到开通码。", "There is no setup code in this picture."),
    # What takes room
    "room_originals": Pair("照片和录音（待发）", "Photos and recordings, not sent yet"),
    "room_sent": Pair("照片和录音（服务器已签收）", "Photos and recordings with the hub's receipt"),
    "room_hub": Pair("来自服务器的照片", "Photos that came from the hub"),
    "room_cache": Pair("屏幕缩略图", "Small pictures for the screen"),
    "room_database": Pair("案件和记录", "Cases and records"),
    "room_other": Pair("其他（地图、移交文件等）", "Other: maps, handed-over files"),
    "room_free": Pair("剩余空间", "Free space"),
    "files_counted": Pair("{count} 个 · {size}", "{count} · {size}"),
    "room_cleared": Pair("已清理 {count} 个原件，腾出 {size}", "{count} original(s) cleared, {size} freed"),
    "room_cache_cleared": Pair("缩略图已清理，需要时会重新生成", "Small pictures cleared; they are made again when needed"),
    "room_sent_at": Pair("{time}签收", "received {time}"),
    # Areas
    "area_levels": Pair("{level}：{count}", "{level}: {count}"),
    "area_since": Pair("{file} · {time}", "{file} · {time}"),
    "area_done": Pair("已导入 {name}", "{name} was imported"),
    "area_same": Pair("{name} 与已有的相同", "{name} is what was here already"),
    "area_gone": Pair("已移除", "Removed"),
}

VARIANTS: dict[tuple[Code, str, str], Pair] = {
    (Code.FILE_MISSING, "reason", "no_data"): Pair(
        "这里还没有应用的数据。请先打开一次应用，或用 --data 指明数据文件夹。",
        "There is no data of the app here yet. Open the app once, or name its data folder with --data."),
    (Code.BODY_INVALID, "reason", "no_patrols"): Pair(
        "本机还没有巡查记录。", "No patrol has been recorded on this device yet."),
    (Code.BODY_INVALID, "field", "patrol"): Pair(
        "本机没有这次巡查。patrol list 会列出所有巡查。", "There is no such patrol on this device; patrol list shows all of them."),
    (Code.SIGN_IN_NEEDED, "reason", "in_memory"): Pair(
        "本机没有密码保管服务，登录随上次运行的程序结束了；写好的内容都在。请在应用里登录并设置 PIN 码，或联网时加上 --login 账号，用密码登录。",
        "This machine has no keyring, so the sign-in ended with the program that made it; what was written is kept. Sign in in the app and "
        "set a PIN there, or, with a network, add --login NAME and give your password."),
    (Code.SIGN_IN_NEEDED, "reason", "not_kept"): Pair(
        "本机没有保存登录；写好的内容都在。请在应用里登录，或联网时加上 --login 账号，用密码登录。",
        "No sign-in is kept on this machine; what was written is. Sign in in the app, or, with a network, add --login NAME and give your "
        "password."),
    (Code.SETUP_INVALID, "reason", "not_one"): Pair(
        "这不是开通码，没有改动。", "This is not a setup code; nothing was changed."),
    (Code.SETUP_INVALID, "reason", "newer"): Pair(
        "这个开通码需要更新的应用，没有改动。", "This setup code needs a newer version of the app; nothing was changed."),
    (Code.SETUP_INVALID, "reason", "damaged"): Pair(
        "开通码不完整或被改动过，没有改动。请重新扫描，或再要一个。",
        "This setup code is not complete or was tampered with; nothing was changed. Scan it again or ask for another."),
    (Code.SETUP_INVALID, "reason", "expired"): Pair(
        "开通码已过期，没有改动。请向管理员再要一个。", "This setup code has expired; nothing was changed. Ask your administrator for another."),
    (Code.SETUP_INVALID, "reason", "early"): Pair(
        "开通码的时间在将来。请先校准本机时间。", "This setup code is from the future. Set this device's clock right first."),
    (Code.SETUP_INVALID, "reason", "content"): Pair(
        "开通码里有不能接受的内容，没有改动。请联系管理员。",
        "This setup code holds something that cannot be accepted; nothing was changed. Ask your administrator."),
    (Code.SETUP_INVALID, "reason", "other_key"): Pair(
        "开通码不是由现在的单位签发的，没有改动。请联系管理员；如果单位更换过指纹，请先联网同步一次，再读一遍这个码。",
        "This setup code was not signed by the organisation you work for; nothing was changed. Ask your administrator. If your organisation "
        "has a new fingerprint, sync once and read the code again."),
    (Code.SETUP_INVALID, "reason", "other_hub"): Pair(
        "这个地址回应的不是开通码里的单位，没有登录。请联系管理员。",
        "Somebody else than the code's organisation answers at this address; nobody was signed in. Ask your administrator."),
    (Code.SETUP_INVALID, "reason", "hub_key"): Pair(
        "这个地址回应的单位与本机认识的指纹不同，没有登录。请核对地址，并联系管理员。",
        "Who answers at this address shows another fingerprint than the one known here; nobody was signed in. Check the address and ask "
        "your administrator."),
    (Code.SETUP_INVALID, "reason", "new_key"): Pair(
        "这个地址回应的单位，指纹与本机认识的不同，还没有登录，密码没有发出。\n原来：{known}\n现在：{fingerprint}\n服务器从旧备份恢复过，"
        "或者之前的开通码不是单位发的，指纹才会变。请打电话向单位逐个字符核对，完全一致才继续。",
        "Who answers at this address shows another fingerprint than the one known here; nobody was signed in and no password was sent.\n"
        "Until now: {known}\nNow: {fingerprint}\nIt changes when a hub was put back from an old copy, or when an earlier code was "
        "not your organisation's. Have it read out to you by telephone, and go on only if it is the same."),
    (Code.SETUP_INVALID, "reason", "false_code"): Pair(
        "这个单位不认得刚才的开通码，没有登录；开通码带来的信任已撤销。请核对地址，再向管理员要一个开通码。",
        "This hub does not know the code that was taken; nobody was signed in, and what the code brought is no longer trusted. Check the "
        "address and ask your administrator for another code."),
    (Code.SETUP_INVALID, "reason", "too_large"): Pair(
        "内容太多，做不成二维码。", "This is too much for a code."),
}
