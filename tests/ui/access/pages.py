"""Every page by name, and how somebody who cannot see gets there from home: what is pressed, by the names that assistive technology
is told.

A step ends with a dot when any of a kind will do (`cases.row.`), with `!` when it has to name what was typed, and with `~WORD` when
it has to name that word; `NAME=TEXT` types into a field. What is there already when its
turn comes (`shows`) is not gone to again.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.ui.access.device import NUMBERS

LOOKS = {"wide": (1280, 800, 1.0), "upright": (800, 1280, 1.0), "large": (800, 1280, 2.0), "large-wide": (1280, 800, 2.0)}  # size, that of type
TABLES = tuple(f"activity.numbers.{name}.table" for name in ("quarter", "heat", "week"))


@dataclass(frozen=True)
class Page:
    """`shows`: what can be pressed there and nowhere before. `ends`: pressed when one leaves, so that the next finds all as it was.
    `looks`: those it is there in, of `LOOKS`. `tab`: where the key leads: "round" the whole window, round "inside" of a sheet that
    has to be closed first, or "on": going on closes it. `resumes`: the step to go on with where a place is found as it was left."""

    name: str
    steps: tuple[str, ...]
    shows: str
    ends: tuple[str, ...] = ()
    looks: tuple[str, ...] = tuple(LOOKS)
    long: bool = False  # for the command alone
    tab: str = "round"
    resumes: str = ""


def case(name: str, *steps: str, shows: str) -> Page:
    last = steps[-1].rpartition(".")[2] if steps else name
    way = ("rail.cases", "cases.which.all", f"cases.search.field={NUMBERS[name]}", "cases.row.!", *steps)
    return Page(f"case-{last}" if steps else f"case-of-{name}", way, shows)


def me(name: str, *steps: str, shows: str, ends: tuple[str, ...] = (), long: bool = False) -> Page:
    return Page(name, ("rail.me", *steps), shows, ends, long=long)


PAGES: tuple[Page, ...] = (
    Page("home", (), "home.praise"),
    Page("more", ("rail.more",), "rail.intake", looks=("upright", "large", "large-wide"), tab="on"),
    Page("keys", ("rail.me", "me.keys"), "keys.close", tab="inside"),
    Page("cases", ("rail.cases",), "cases.filters"),
    Page("cases-filters", ("rail.cases", "cases.filters"), "cases.filters.done"),
    Page("cases-select", ("rail.cases", "cases.select"), "cases.selectAll"),
    Page("cases-export", ("rail.cases", "cases.which.all", "cases.select", "cases.selectAll", "cases.export"), "cases.export.csv"),
    Page("cases-nothing", ("rail.cases", "cases.which.all", "cases.search.field=nothing"), "cases.empty.action", ends=("cases.search.clear",)),
    Page("cases-route", ("rail.cases", "cases.route"), "cases.header.back", long=True),
    case("handling", shows="case.act.feedback"),
    case("rate", shows="case.compare"),  # when the photos are compared, which takes its while
    case("rate", "case.compare", shows="case.compare.close"),
    case("rate", "case.photo.0", shows="case.zoom.close"),
    case("handling", "case.act.feedback", shows="feedback.submit"),
    case("handling", "case.act.return", shows="return.submit"),
    case("handling", "case.act.extend", shows="extend.submit"),
    case("handling", "case.act.suspend", shows="suspend.submit"),
    case("handling", "case.act.contact", shows="contact.submit"),
    case("verify", "case.act.verify", shows="verify.submit"),
    case("check", "case.act.check_pass", shows="check.handled.compare"),
    case("rate", "case.act.rate", shows="rate.submit"),
    case("rate", "case.act.reopen", shows="reopen.submit"),
    case("show", "case.act.publish", shows="publish.submit"),
    Page("map", ("rail.map",), "map.zoomIn"),
    Page("map-take", ("rail.map", "map.take"), "map.shape.polygon", long=True),
    Page("map-tiles", ("rail.map", "map.tiles"), "map.import", long=True),
    Page("activity", ("rail.activity",), "activity.tab.praise"),
    Page("activity-compare", ("rail.activity", "activity.result.p1.compare"), "activity.compare.close"),
    Page("activity-zoom", ("rail.activity", "activity.result.p1.photos.before"), "activity.zoom.close"),
    Page("praise-wall", ("rail.activity", "activity.tab.praise"), "activity.tab.praise"),
    Page("points", ("rail.activity", "activity.tab.points"), "activity.tab.points"),
    Page("numbers", ("rail.activity", "activity.tab.numbers"), "activity.numbers.week.table"),
    Page("numbers-tables", ("rail.activity", "activity.tab.numbers", *TABLES), TABLES[-1], ends=TABLES),
    me("me", shows="me.signOut"),
    me("about", "me.licences", shows="licences.header.back"),
    me("licence", "me.licences", "about.msgspec", shows="about.back"),
    me("storage", "me.storage", shows="storage.header.back"),
    me("areas", "me.areas", shows="areas.choose"),
    me("help", "me.help", shows="help.0"),
    me("tour", "me.help", "help.tour", shows="tour.next"),
    me("setup", "me.setup", shows="setup.scan"),
    me("pin", "me.pin.field=271828", "me.setPin", shows="me.removePin", ends=("me.removePin",)),
    me("setup-scan", "me.setup", "setup.scan", shows="setup.scanBack"),
    me("setup-offer", "me.setup", "setup.link.field={link}", "setup.read", shows="setup.refuse", long=True),
    me("notify", "me.notify", shows="notify.header.back"),
    me("sign-out", "me.signOut", shows="me.leave.action", ends=("me.signOut",)),
    Page("outbox", ("strip",), "outbox.header.back"),
    Page("outbox-rules", ("strip", "outbox.rules.change"), "outbox.rules.wifi"),
    Page("outbox-why", ("strip", "outbox.row.*.head"), "outbox.row.*.head"),
    Page("report", ("home.draft.~manhole",), "report.submit"),
    Page("report-already", ("home.draft.~Graffiti",), "report.already.other"),
    Page("report-self", ("rail.report", "report.selfHandled"), "report.selfHandled", ends=("report.selfHandled",)),
    Page("recording", ("home.draft.~Graffiti", "report.photo.0"), "recording.close"),
    Page("report-empty", ("rail.report",), "report.submit"),
    Page("category", ("rail.report", "report.what"), "category.header.back"),
    Page("place", ("rail.report", "report.where"), "place.header.back"),
    Page("time", ("rail.report", "report.when"), "when.header.back"),
    Page("photos", ("rail.report", "report.slot.far.files"), "picker.header.back"),
    Page("camera", ("rail.report", "report.slot.far"), "camera.header.back"),
    Page("voice", ("rail.report", "report.photos.voice"), "voice.record"),
    Page("photo", ("home.draft.~manhole", "report.slot.far"), "photo.remove"),
    Page("mark", ("home.draft.~manhole", "report.slot.far", "photo.mark"), "mark.done"),
    Page("praise", ("home.praise",), "picker.alternative"),
    Page("praise-words", ("home.praise", "picker.alternative"), "praise.send"),
    Page("patrol", ("rail.patrol",), "patrol.start"),
    Page("patrol-past", ("rail.patrol", "patrol.row."), "patrol.gpx"),
    Page("patrol-now", ("rail.patrol", "patrol.start"), "patrol.end", ends=("patrol.end",)),
    Page("intake", ("rail.intake",), "intake.other.action"),
    Page("sorting", ("rail.intake", "intake.folder.", "intake.start"), "intake.makeDrafts"),
    Page("sorting-subject", ("rail.intake", "intake.folder.", "intake.start", "intake.subject."), "intake.subjects.header.back",
         resumes="intake.subject."),
    Page("sorting-chosen", ("rail.intake", "intake.folder.", "intake.start", "intake.photo.*.JPG"), "intake.leaveOut", resumes="intake.photo.*.JPG"),
    Page("sorting-move", ("rail.intake", "intake.folder.", "intake.start", "intake.photo.*.JPG", "intake.move"), "intake.moving.own",
         resumes="intake.photo.*.JPG"),
)
BY_NAME = {page.name: page for page in PAGES}

# Where there is nothing yet: of somebody who has signed in and done nothing, and of somebody who begins without signing in.
EMPTY: tuple[Page, ...] = (
    *(BY_NAME[name] for name in ("home", "map", "map-tiles", "activity", "praise-wall", "points", "outbox", "report-empty", "patrol", "intake")),
    Page("cases", ("rail.cases",), "cases.which.all"),
    Page("me", ("rail.me",), "me.keys"),
)
NOT_YET: dict[str, str] = {"newcomer": "", "nobody": "signIn.later"}  # whose device, and what is pressed to begin

# Where nobody has come in yet: on a tablet of several people, on a new one, on one that has to have a PIN. What is done there, one
# after the other, and what it shows.
DOORS: dict[str, tuple[tuple[str, tuple[str, ...], str], ...]] = {
    "shared": (
        ("pin", (), "signIn.forgetPin"),
        ("people", ("signIn.others",), "signIn.newPerson"),
        ("form", ("signIn.newPerson",), "signIn.tour"),
        ("tour", ("signIn.tour",), "tour.next"),
    ),
    "nobody": (
        ("sign-in", (), "signIn.later"),
        ("sign-in-refused", ("signIn.hub.field=https://hub.example.cn", "signIn.login.field=wangfang", "signIn.password.field=secret",
                             "signIn.send"), "signIn.later"),
        ("setup", ("signIn.scan",), "setup.scan"),
    ),
    "asked": (
        ("new-pin", (), "signIn.leave"),
        ("new-pin-differs", ("signIn.newPin.field=314159", "signIn.pinAgain.field=314195", "signIn.setPin"), "signIn.leave"),
    ),
}
