"""Times, distances, sizes and counts as people say them. Times relative up to a day, then the date."""

from __future__ import annotations

from datetime import datetime, timedelta

from fieldclient.ui.words.pair import Pair

_MONTHS = (
    Pair("1月", "Jan"), Pair("2月", "Feb"), Pair("3月", "Mar"), Pair("4月", "Apr"), Pair("5月", "May"), Pair("6月", "Jun"),
    Pair("7月", "Jul"), Pair("8月", "Aug"), Pair("9月", "Sep"), Pair("10月", "Oct"), Pair("11月", "Nov"), Pair("12月", "Dec"))
_DAYS = (
    Pair("星期一", "Monday"), Pair("星期二", "Tuesday"), Pair("星期三", "Wednesday"), Pair("星期四", "Thursday"),
    Pair("星期五", "Friday"), Pair("星期六", "Saturday"), Pair("星期日", "Sunday"))
MINUTE, HOUR, DAY = 60, 3600, 86400


def local(at: datetime) -> datetime:
    """By this device's wall; as given at the two ends of time, which have no other zone (a broken clock of a camera)."""
    try:
        return at.astimezone()
    except (OverflowError, ValueError, OSError):
        return at


def clock(at: datetime) -> str:
    """Hours and minutes on this device's wall."""
    return f"{local(at):%H:%M}"


def date(at: datetime, now: datetime, language: str) -> str:
    day, today = local(at), local(now)
    form = Pair("{month}{day}日", "{day} {month}") if day.year == today.year else Pair("{year}年{month}{day}日", "{day} {month} {year}")
    return form.say(language).format(year=day.year, month=_MONTHS[day.month - 1].say(language), day=day.day)


def day(at: datetime, language: str) -> str:
    """11月21日 星期六 · Saturday 21 Nov"""
    here = local(at)
    return Pair("{month}{day}日 {weekday}", "{weekday} {day} {month}").say(language).format(
        month=_MONTHS[here.month - 1].say(language), day=here.day, weekday=_DAYS[here.weekday()].say(language))


def moment(at: datetime, now: datetime, language: str) -> str:
    """14:32 · yesterday 14:32 · 3 Nov 14:32"""
    days = (local(now).date() - local(at).date()).days
    if days == 0:
        return clock(at)
    if days == 1:
        return Pair("昨天 {}", "yesterday {}").say(language).format(clock(at))
    if days == -1:
        return Pair("明天 {}", "tomorrow {}").say(language).format(clock(at))
    return f"{date(at, now, language)} {clock(at)}"


def ago(at: datetime, now: datetime, language: str) -> str:
    """How long ago, up to a day; then the date."""
    seconds = (now - at).total_seconds()
    if seconds < 0 or seconds >= DAY:
        return moment(at, now, language)
    if seconds < MINUTE:
        return Pair("刚刚", "just now").say(language)
    if seconds < HOUR:
        return Pair("{} 分钟前", "{} min ago").say(language).format(int(seconds // MINUTE))
    return Pair("{} 小时前", "{} h ago").say(language).format(int(seconds // HOUR))


def lasting(seconds: float, language: str) -> str:
    """A length of time in its two largest units: 2 h 10 min · 3 d 4 h · 40 s"""
    whole = max(0, int(seconds))
    if whole < MINUTE:
        return Pair("{} 秒", "{} s").say(language).format(whole)
    if whole < HOUR:
        return Pair("{} 分", "{} min").say(language).format(whole // MINUTE)
    large, small, first, second = (DAY, HOUR, Pair("{} 天", "{} d"), Pair("{} 小时", "{} h")) if whole >= DAY else (
        HOUR, MINUTE, Pair("{} 小时", "{} h"), Pair("{} 分", "{} min"))
    rest = whole % large // small
    told = first.say(language).format(whole // large)
    return f"{told} {second.say(language).format(rest)}" if rest else told


def until_due(due_at: datetime, now: datetime, language: str) -> str:
    """What is left before a deadline, or the day it falls on when that is more than a day away."""
    left = due_at - now
    if left >= timedelta(days=1):
        return Pair("{} 前", "due {}").say(language).format(moment(due_at, now, language))
    return Pair("还剩 {}", "{} left").say(language).format(lasting(left.total_seconds(), language))


def distance(metres: float, language: str) -> str:
    if metres < 1000:
        return Pair("{} 米", "{} m").say(language).format(round(metres))
    told = f"{metres / 1000:.1f}" if metres % 1000 else f"{metres / 1000:.0f}"  # what is chosen is round, what is measured is not
    return Pair("{} 公里", "{} km").say(language).format(told)


def size(size_bytes: float) -> str:
    """Megabytes for people; kilobytes below a tenth of one."""
    if size_bytes >= 1000 * 1000 * 1000:
        return f"{size_bytes / 1e9:.1f} GB"
    if size_bytes >= 100 * 1000:
        return f"{size_bytes / 1e6:.1f} MB"
    return f"{max(1, round(size_bytes / 1000)) if size_bytes else 0} kB"


def number(value: float) -> str:
    """A quantity without needless zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


_COUNTS = {
    "waiting": (Pair("{} 条待发", "{} to send"), Pair("{} 条待发", "{} to send")),
    "attention": (Pair("{} 条需处理", "{} needs attention"), Pair("{} 条需处理", "{} need attention")),
    "draft": (Pair("{} 份草稿", "{} draft"), Pair("{} 份草稿", "{} drafts")),
    "photo": (Pair("{} 张照片", "{} photo"), Pair("{} 张照片", "{} photos")),
    "case": (Pair("{} 件", "{} case"), Pair("{} 件", "{} cases")),
    "task": (Pair("{} 项待办", "{} task"), Pair("{} 项待办", "{} tasks")),
    "file": (Pair("{} 个文件", "{} file"), Pair("{} 个文件", "{} files")),
    "try": (Pair("已试 {} 次", "tried once"), Pair("已试 {} 次", "tried {} times")),
    "grid": (Pair("{} 个网格", "{} grid"), Pair("{} 个网格", "{} grids")),
    "gap": (Pair("{} 处中断", "{} gap"), Pair("{} 处中断", "{} gaps")),
    "report": (Pair("{} 条上报", "{} report"), Pair("{} 条上报", "{} reports")),
}
COUNTED = frozenset(_COUNTS)


def count(what: str, n: int, language: str) -> str:
    """A number with its word: 3 条待发 · 3 to send. `what` is one of COUNTED."""
    one, many = _COUNTS[what]
    return (one if n == 1 else many).say(language).format(f"{n:,}")
