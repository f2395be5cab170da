"""The story: one report from its photo to its rating, lived on real windows; what does not hold raises `StoryBroken`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from fieldclient.demo.moves import Person
from fieldclient.demo.photos import Album
from fieldclient.demo.processes import ROOT, HubProcess, StoryBroken, WindowProcess
from fieldclient.demo.record import Record, require

REPORTER, HANDLER = "wangfang", "liuyang"
SEED = ROOT / "resources" / "demo" / "district.toml"
PLACES = ("rail.home", "rail.cases", "rail.report", "rail.activity", "rail.me", "strip")
# What is searched for, the subcategory found, and a word about it. The first goes to the handler's department.
REPORTS = (
    ("暴露垃圾", "C01-01", "路边有一堆生活垃圾。"),
    ("井盖破损", "C09-02", "井盖边缘破损。"),
    ("小广告", "C03-01", "灯杆上贴满小广告。"),
    ("占用盲道", "C04-05", "共享单车压住盲道。"),
)


class Story:
    """Call `live` once. `folder` gets the record, the screenshots and the logs; the devices live in a folder that goes away."""

    def __init__(self, record: Record, album: Album, workplace: Path, language: str) -> None:
        self._record = record
        self._language = language
        self._album = album
        self._work = workplace
        self._logs = record.folder / "logs"
        self._logs.mkdir(exist_ok=True)
        self._hub = HubProcess(workplace / "hub", SEED, self._logs / "hub.log")
        self._people: list[Person] = []
        self._reporter = self._person(REPORTER)
        self._handler = self._person(HANDLER)
        self._cases: list[str] = []
        self._case = ""  # the first, which is followed to its end

    def _person(self, login: str) -> Person:
        home = self._work / "homes" / login
        home.mkdir(parents=True)
        arguments = ["--data", str(self._work / "devices" / login), "--hub", self._hub.url, "--lang", self._language,
                     "--size", "1280x800", "--no-motion"]
        window = WindowProcess(login, arguments, self._logs / f"{login}.log", {"HOME": str(home)})
        person = Person(window, home, login, self._hub.url)
        self._people.append(person)
        return person

    def live(self) -> None:
        try:
            self._prepare()
            self._offline_reports()
            self._killed_and_back()
            self._arrive()
            self._handle_offline()
            self._check_and_close()
            self._show_places()
            self._nothing_moves()
        except StoryBroken:
            self._keep_pictures()
            raise
        finally:
            for person in self._people:
                person.window.stop()
            self._hub.stop()

    def _keep_pictures(self) -> None:
        """What every window shows when the story breaks; one that died has nothing to show."""
        for person in self._people:
            with suppress(StoryBroken, OSError):
                person.shot(self._record.folder / f"broken-{person.login}.png")

    # Chapters

    def _prepare(self) -> None:
        with self._record.step("prepare", "grid worker and handler sign in once, while the hub is there") as entry:
            self._hub.start()
            for person in (self._reporter, self._handler):
                person.start()
                if person is self._reporter:
                    person.shot(self._record.picture(entry))
                person.sign_in()
                person.keep_sign_in()
            self._reporter.shot(self._record.picture(entry))
        with self._record.step("hub_down", "the hub is down: no network from here on") as entry:
            self._hub.stop()
            self._reporter.wait_state(("offline",))
            self._reporter.shot(self._record.picture(entry))

    def _offline_reports(self) -> None:
        for number in range(3):
            search, code, text = REPORTS[number]
            with self._record.step(f"report_{number + 1}_offline", f"report {number + 1} of 3 is filed offline: {code}") as entry:
                draft = self._begin(number, entry)
                self._reporter.choose_what(search, code)
                self._reporter.say(text)
                self._reporter.shot(self._record.picture(entry))
                self._reporter.submit_report()
                self._cases.append(self._queued(draft, number + 1, entry))
                self._reporter.shot(self._record.picture(entry))
        self._case = self._cases[0]

    def _begin(self, number: int, entry: dict[str, Any]) -> dict[str, Any]:
        """Photos into a new draft; the place by hand when they do not say it."""
        self._reporter.begin_report(self._album.reports[number])
        self._reporter.wait_for("the draft with its photos", lambda: self._draft_photos() == len(self._album.reports[number]))
        draft: dict[str, Any] = self._reporter.window.ask("drafts")[0]
        entry["place_by_hand"] = self._reporter.place_if_unknown(draft)
        entry["hashes"] = [photo["sha256"] for photo in draft["photos"]]
        return draft

    def _draft_photos(self) -> int:
        drafts = self._reporter.window.ask("drafts")
        return len(drafts[0]["photos"]) if drafts else 0

    def _queued(self, draft: dict[str, Any], count: int, entry: dict[str, Any]) -> str:
        """The outbox holds one more, waiting, with its photos."""
        self._reporter.wait_for("the report in the outbox", lambda: len(self._reporter.window.ask("outbox")) == count)
        rows = self._reporter.window.ask("outbox")
        known = {*self._cases}
        row = next(row for row in rows if row["case_id"] not in known)
        require(row["delivery"] in ("waiting", "travelling"), f"a report filed offline is {row['delivery']}")
        require(row["files"] == len(set(entry["hashes"])), f"{row['files']} files wait, {len(entry['hashes'])} were taken")
        entry.update(ids=[row["case_id"], row["mutation_id"]], delivery=row["delivery"])
        return str(row["case_id"])

    def _killed_and_back(self) -> None:
        search, code, text = REPORTS[3]
        with self._record.step("killed", "the client is killed with SIGKILL in the middle of the fourth report") as entry:
            draft = self._begin(3, entry)
            self._reporter.choose_what(search, code)
            self._reporter.say(text[:3])
            self._reporter.wait_for("the first words", lambda: self._reporter.window.ask("drafts")[0]["description"] == text[:3])
            self._reporter.shot(self._record.picture(entry))
            entry["ids"] = [draft["id"]]
            self._reporter.window.kill()
        with self._record.step("restart", "after the restart the three wait and the fourth is a draft with its photos") as entry:
            self._reporter.come_back()
            rows = self._reporter.window.ask("outbox")
            require(sorted(row["case_id"] for row in rows) == sorted(self._cases), "the three reports do not all wait")
            require(all(row["delivery"] in ("waiting", "travelling") for row in rows), "a waiting report changed its state")
            kept = self._reporter.window.ask("drafts")
            require([d["id"] for d in kept] == [draft["id"]], "the fourth is not a draft, or not alone")
            hashes = [photo["sha256"] for photo in kept[0]["photos"]]
            require(hashes == [photo["sha256"] for photo in draft["photos"]], "the draft lost a photo")
            require(kept[0]["description"] == text[:3] and kept[0]["subcategory"] == code, "the draft lost words or category")
            entry.update(ids=[*self._cases, draft["id"]], hashes=hashes, delivery="waiting")
            self._reporter.shot(self._record.picture(entry))
        with self._record.step("report_4_finished", "the fourth is finished where it was left, still offline") as entry:
            self._reporter.window.do("click", name=f"home.draft.{draft['id']}")
            self._reporter.window.do("wait", name="report.submit")
            self._reporter.say(text[3:])
            self._reporter.shot(self._record.picture(entry))
            entry["hashes"] = hashes
            self._reporter.submit_report()
            self._cases.append(self._queued(draft, 4, entry))

    def _arrive(self) -> None:
        with self._record.step("hub_up", "the hub is up again; nobody likes to wait, so 'sync now' is pressed") as entry:
            self._hub.start()
            for person in (self._reporter, self._handler):
                person.sync()
                person.wait_state(("online", "syncing"))
        with self._record.step("arrived", "all arrive, each with a receipt that names the hash of every photo") as entry:
            self._reporter.wait_for("an empty outbox", lambda: self._reporter.window.ask("status")["waiting"] == 0)
            rows = self._reporter.window.ask("outbox", arrived=True)
            require({row["case_id"] for row in rows} >= set(self._cases), "not every report arrived")
            for row in rows:
                complete = row["delivery"] == "arrived" and row["files_arrived"] == row["files"]
                require(complete, f"{row['reference']} is not complete")
            entry["hashes"] = self._proven(rows)
            entry.update(ids=list(self._cases), delivery="arrived")
            self._reporter.window.do("click", name="strip")
            self._reporter.shot(self._record.picture(entry))
        with self._record.step("case_numbers", "the hub gave each a case number") as entry:
            self._reporter.wait_for("case numbers", lambda: all(row["number"] for row in self._reporter.window.ask("cases")))
            numbers = {row["id"]: row["number"] for row in self._reporter.window.ask("cases")}
            require(set(numbers) >= set(self._cases), "a case is missing")
            require(len(set(numbers.values())) == len(numbers), "a case number was given twice")
            entry.update(ids=[numbers[case] for case in self._cases], delivery="arrived")
        with self._record.step("routed", "the first is routed to the handler's department") as entry:
            self._handler.wait_stage(self._case, "dispatched")
            seen = self._hub.look(self._case)
            entry.update(ids=[self._case, seen["number"]], stage="dispatched", department=seen["department"])
            self._handler.open_case(self._case)
            self._handler.shot(self._record.picture(entry))

    def _proven(self, rows: list[dict[str, Any]]) -> list[str]:
        """Every photo's hash stands in a receipt of the hub, and the hub holds the file."""
        proven: set[str] = set()
        for row in rows:
            proven.update(row["receipt_hashes"])
        for case in self._cases:
            for photo in self._reporter.window.ask("files", case_id=case):
                require(photo["sha256"] in proven, f"no receipt names {photo['sha256']}")
                require(self._hub.has_file(photo["sha256"]), f"the hub does not hold {photo['sha256']} as it was")
        return sorted(proven)

    def _handle_offline(self) -> None:
        with self._record.step("handler_offline", "the handler loses the signal") as entry:
            self._handler.set_signal(False)
            self._handler.shot(self._record.picture(entry))
        with self._record.step("handled_offline", "offline the handler accepts and answers with an after-photo") as entry:
            self._handler.open_case(self._case)
            self._handler.act("receive")
            self._handler.window.do("wait", name="case.act.feedback")
            self._handler.act("feedback")
            self._handler.gather("feedback", [self._album.after])
            self._handler.window.do("click", name="feedback.result.fixed")
            self._handler.window.do("type", name="feedback.text", text="已清运，地面已冲洗。")
            self._handler.window.do("type", name="feedback.quantity", text="1")
            self._handler.window.do("click", name="feedback.unit.places")
            self._handler.shot(self._record.picture(entry), after_s=2.0)
            self._handler.window.do("click", name="feedback.submit")
            self._handler.window.do("wait", name="feedback.submit", gone=True)
            self._handler.wait_for("both acts in the outbox", lambda: len(self._handler.window.ask("outbox")) == 2)
            rows = self._handler.window.ask("outbox")
            entry.update(ids=[row["mutation_id"] for row in rows], stage="dispatched", delivery="waiting",
                         hashes=self._hashes_of(self._handler, "handle_after"))
            require(len(entry["hashes"]) == 1, "the after-photo is not kept")
            self._handler.shot(self._record.picture(entry))
        with self._record.step("handling_arrived", "with the signal back it arrives") as entry:
            self._handler.set_signal(True)
            self._handler.wait_for("an empty outbox", lambda: self._handler.window.ask("status")["waiting"] == 0)
            after = self._hashes_of(self._handler, "handle_after")
            require(all(self._hub.has_file(sha256) for sha256 in after), "the hub does not hold the after-photo")
            self._wait_hub(lambda seen: seen["stage"] == "checking", "the check was not given out")
            entry.update(ids=[self._case], stage="checking", delivery="arrived", hashes=after)

    def _hashes_of(self, person: Person, usage: str) -> list[str]:
        return [photo["sha256"] for photo in person.window.ask("files", case_id=self._case) if photo["usage"] == usage]

    def _check_and_close(self) -> None:
        with self._record.step("checked", "a different grid worker checks") as entry:
            task = next((t for t in self._hub.look(self._case)["tasks"] if t["kind"] == "check" and not t.get("done_at")), None)
            require(task is not None, "nobody was asked to check")
            assert task is not None
            require(task["person"] not in (REPORTER, HANDLER), f"the check was given to {task['person']}")
            checker = self._person(task["person"])
            checker.start()
            checker.sign_in()
            checker.wait_stage(self._case, "checking")
            checker.open_case(self._case)
            checker.act("check_pass")
            checker.window.do("click", name="check.result.pass")
            checker.gather("check", [self._album.check])
            checker.window.do("type", name="check.text", text="现场已恢复整洁。")
            checker.shot(self._record.picture(entry))
            checker.window.do("click", name="check.submit")
            checker.window.do("wait", name="check.submit", gone=True)
            checker.wait_for("an empty outbox", lambda: checker.window.ask("status")["waiting"] == 0)
            entry.update(ids=[self._case, task["number"]], checker=task["person"], delivery="arrived", stage="checked",
                         hashes=self._hashes_of(checker, "check"))
        with self._record.step("closed", "the case is closed") as entry:
            self._wait_hub(lambda seen: seen["stage"] == "closed", "the case was not closed")
            self._reporter.wait_stage(self._case, "closed")
            self._reporter.open_case(self._case)
            entry.update(ids=[self._case], stage="closed")
            self._reporter.shot(self._record.picture(entry))
        with self._record.step("rated", "the reporter rates the result") as entry:
            self._reporter.act("rate")
            self._reporter.window.do("click", name="rate.satisfied")
            self._reporter.shot(self._record.picture(entry))
            self._reporter.window.do("click", name="rate.submit")
            self._wait_hub(lambda seen: seen.get("rating") == "satisfied", "the rating did not arrive")
            self._reporter.wait_for("an empty outbox", lambda: self._reporter.window.ask("status")["waiting"] == 0)
            entry.update(ids=[self._case], stage="closed", delivery="arrived", rating="satisfied")
            self._reporter.shot(self._record.picture(entry))

    def _show_places(self) -> None:
        with self._record.step("places", "every place of the window, as it looks now") as entry:
            for place in PLACES:
                self._reporter.window.do("click", name=place)
                self._reporter.window.do("wait", name="toast", gone=True)  # it would lie over what is to be seen
                if place == "rail.report":
                    self._reporter.window.do("wait", name="report.submit")
                self._reporter.shot(self._record.picture(entry))

    def _nothing_moves(self) -> None:
        with self._record.step("quiet", "one more sync cycle on every device moves nothing") as entry:
            for person in self._people:
                person.sync()  # takes in what the others have caused
                person.sync()
                last = person.window.ask("cycles")["last"]
                require(last["moved_nothing"] and last["problem"] is None, f"{person.login}: a second cycle still moved {last}")
            self._reporter.shot(self._record.picture(entry))
            count = self._hub.count()
            require(count == len(self._cases), f"the hub has {count} cases, {len(self._cases)} were reported")
            entry.update(ids=list(self._cases), stage="closed", delivery="arrived")

    def _wait_hub(self, holds: Callable[[dict[str, Any]], bool], why: str) -> None:
        try:
            self._reporter.wait_for("the hub", lambda: holds(self._hub.look(self._case)))
        finally:
            require(holds(self._hub.look(self._case)), why)
