"""A district at work: a real hub, real devices, real photos, two days lived through on a clock that moves when told.

What the pictures and the tests of the whole window stand on. After `live`, `data(login)` is a folder a client can open.
"""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Self

from argon2 import PasswordHasher
from msgspec.structs import replace
from PIL import Image, ImageDraw, ImageFilter

from fieldclient.work import RealDesk, open_desk
from fieldclient.work.views import Lookup
from sync.engine.clock import SystemClock
from sync.engine.cycle import run_cycle
from sync.hub.http.server import HubServer
from sync.hub.seed import Seed, read_seed
from sync.hub.service import HubService, LocalHub
from sync.protocol.lifecycle import Act
from sync.protocol.media import Shot
from sync.protocol.people import SignIn
from sync.protocol.report import Kind

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "resources" / "demo" / "district.toml"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PLACES = [("东海西路 18 号门前", 36.0702, 120.3755), ("五四广场北侧人行道", 36.0690, 120.3822), ("福州南路 22 号", 36.0681, 120.3760),
          ("山东路公交站旁", 36.0711, 120.3771), ("澳门路 3 号院外", 36.0672, 120.3838), ("延安三路路口", 36.0699, 120.3843)]


def all_year(seed: Seed) -> Seed:
    """Its campaigns run whenever the tests do."""
    return replace(seed, campaigns=tuple(replace(each, season=("01-01", "12-31")) for each in seed.campaigns))


class Clock:
    """Starts two days ago and ends now, or whenever it is told to end."""

    def __init__(self, end: datetime | None = None) -> None:
        self.end = end or datetime.now(UTC)
        self.at = self.end - timedelta(hours=46)

    def __call__(self) -> datetime:
        return self.at

    def to(self, hours_before_the_end: float) -> None:
        self.at = self.end - timedelta(hours=hours_before_the_end)


class Told(SystemClock):
    """The sync engine's clock, by ours."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> datetime:
        return self._clock()


@cache
def picture(number: int, done: bool = False) -> bytes:
    """A street with something wrong in it, or in order again. Drawn, not taken: it is nobody's street."""
    draw = random.Random(number)
    sky, road = (190 + draw.randint(-20, 20), 205, 220 - draw.randint(0, 40)), (96 + draw.randint(-10, 20),) * 3
    image = Image.new("RGB", (1280, 960), sky)
    pen = ImageDraw.Draw(image)
    for _ in range(6):
        x, top = draw.randint(-100, 1200), draw.randint(80, 320)
        tone = draw.randint(120, 200)
        pen.rectangle([x, top, x + draw.randint(140, 320), 620], fill=(tone, tone - draw.randint(0, 25), tone - 30))
    pen.polygon([(0, 960), (1280, 960), (900, 540), (380, 540)], fill=road)
    pen.polygon([(0, 960), (380, 540), (0, 560)], fill=(150, 148, 140))
    pen.polygon([(1280, 960), (900, 540), (1280, 560)], fill=(156, 152, 146))
    for step in range(5):
        y = 600 + step * step * 22
        pen.polygon([(636 - step * 3, y), (644 + step * 3, y), (648 + step * 4, y + 30), (632 - step * 4, y + 30)],
                    fill=(225, 225, 215))
    if not done:
        for _ in range(26):
            x, y, r = draw.randint(420, 860), draw.randint(690, 860), draw.randint(10, 44)
            pen.ellipse([x, y, x + r, y + int(r * 0.7)], fill=tuple(draw.randint(40, 210) for _ in range(3)))
    image = image.filter(ImageFilter.GaussianBlur(1.2))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=86, comment=f"{number}{done}".encode())
    return out.getvalue()


class District:
    """`with District(folder) as district: district.live()`"""

    def __init__(self, folder: Path, end: datetime | None = None) -> None:
        self.folder = folder
        self.clock = Clock(end)
        self.service = HubService(folder / "hub", self.clock, hasher=QUICK)
        self.service.load_seed(all_year(read_seed(SEED)))
        self.desks: dict[str, RealDesk] = {}
        self._hubs: dict[str, LocalHub] = {}
        self.server: HubServer | None = None
        self.url = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.put_away()
        if self.server is not None:
            self.server.stop()
        self.service.close()

    def data(self, login: str) -> Path:
        return self.folder / login

    def desk(self, login: str) -> RealDesk:
        if login not in self.desks:
            desk = open_desk(self.data(login), clock=self.clock, reserve_bytes=0)
            hub = LocalHub(self.service)
            session = hub.sign_in(SignIn(login=login, password=f"{login}-demo", device_id=desk.device_id))
            desk.signed_in(session)
            desk.set_setting("login", login)
            self.desks[login], self._hubs[login] = desk, LocalHub(self.service, session.token)
        return self.desks[login]

    def sync(self, *logins: str) -> None:
        for login in logins:
            run_cycle(self._hubs[login], self.desk(login).queue, Told(self.clock))
            self.service.tick(self.clock())
            run_cycle(self._hubs[login], self.desk(login).queue, Told(self.clock))

    def serve(self) -> str:
        """From here on by the real clock, over a real socket. Gives the address."""
        self.clock.to(0)
        self.service.clock = lambda: datetime.now(UTC)
        self.server = HubServer(self.service).start()
        self.url = self.server.url
        return self.url

    def put_away(self) -> None:
        """Close the devices, so that a client can open their folders."""
        for desk in self.desks.values():
            desk.close()
        self.desks.clear()

    # What people do

    def report(self, login: str, subcategory: str, words: str, place: int, number: int, submit: bool = True) -> str:
        desk = self.desk(login)
        draft = desk.new_draft(Kind.PROBLEM)
        desk.save_field(draft.id, "subcategory", subcategory)
        desk.save_field(draft.id, "description", words)
        text, latitude, longitude = PLACES[place]
        desk.save_field(draft.id, "place_text", text)
        desk.place_by_hand(draft.id, latitude, longitude)
        desk.add_photo_bytes(draft.id, picture(number), shot=Shot.FAR)
        desk.add_photo_bytes(draft.id, picture(number + 500), shot=Shot.NEAR)
        return desk.submit(draft.id) if submit else draft.id

    def feedback(self, login: str, case_id: str, words: str, number: int) -> None:
        desk = self.desk(login)
        draft = desk.draft_for(case_id, Act.FEEDBACK)
        for name, value in (("result", "fixed"), ("description", words), ("quantity", 1.0), ("unit", "places")):
            desk.save_field(draft.id, name, value)
        desk.add_photo_bytes(draft.id, picture(number, done=True), shot=Shot.NEAR)
        desk.submit(draft.id)

    def check(self, login: str, case_id: str, number: int) -> None:
        desk = self.desk(login)
        draft = desk.draft_for(case_id, Act.CHECK_PASS)
        desk.save_field(draft.id, "choice", "pass")
        desk.save_field(draft.id, "description", "现场已清理，无残留")
        desk.add_photo_bytes(draft.id, picture(number + 900, done=True), shot=Shot.NEAR)
        desk.submit(draft.id)

    def tasks(self, login: str) -> Sequence[Any]:
        return self.desk(login).cases(Lookup(which="to_do"))

    # A story

    def live(self) -> None:
        """Two days: closed cases, late ones, tasks, notices, drafts."""
        self._yesterday()
        self._this_morning()
        self._just_now()

    def _yesterday(self) -> None:
        done = [self.report("wangfang", "C01-01", "绿化带旁有两袋生活垃圾，已散开", 0, 1),
                self.report("wangfang", "C09-01", "井盖缺了一角，夜间容易踩空", 1, 2)]
        self.report("wangfang", "C01-05", "人行道上有成片油污", 2, 3)
        self.sync("wangfang")
        self.clock.to(44)
        for login in ("liuyang", "sunlei"):
            self.desk(login)
            self.sync(login)
        for login, case_id, number in (("liuyang", done[0], 1), ("sunlei", done[1], 2)):
            self.desk(login).act(case_id, Act.RECEIVE)
            self.clock.at += timedelta(minutes=20)
            self.feedback(login, case_id, "已清理并冲洗路面，周边无遗留" if number == 1 else "已更换井盖并复核牢固", number)
            self.sync(login)
        for login in ("liqiang", "zhaomin", "wangfang"):
            self.desk(login)
            self.sync(login)
            for row in self.tasks(login):
                self.check(login, row.id, row_number(done, row.id))
            self.sync(login)
        self.clock.to(40)
        self.sync("wangfang", "liuyang", "sunlei")
        self.desk("wangfang").rate(done[0], "satisfied", "处理很快，谢谢")
        self.sync("wangfang")

    def _this_morning(self) -> None:
        self.clock.to(5)
        for place, (subcategory, words) in enumerate([
                ("C01-02", "垃圾桶满溢，桶边堆了七八袋"), ("C09-05", "雨水箅子被落叶堵住，已积水"), ("C02-01", "商户门前占道堆物")], 2):
            self.report("wangfang", subcategory, words, place, 10 + place)
        self.report("zhaomin", "C01-01", "楼后空地有暴露垃圾", 5, 20)
        self.sync("wangfang", "zhaomin")
        self.clock.to(3)
        self.report("chenchen", "C01-06", "灯杆上贴了很多小广告", 1, 30)
        self.desk("chenchen").praise(None, "环卫工人清晨就把五四广场打扫干净了，点赞！")
        self.sync("chenchen", "liuyang", "sunlei", "wangfang")
        rows = [row for row in self.tasks("liuyang") if row.task is not None or row.needs_me]
        if rows:
            self.desk("liuyang").act(rows[-1].id, Act.RECEIVE)
        self.sync("liuyang")

    def _just_now(self) -> None:
        self.clock.to(0.4)
        self.service.tick(self.clock())
        self.sync("wangfang", "liuyang", "sunlei", "liqiang")
        self.clock.to(0.2)
        self.report("wangfang", "C09-18", "路灯不亮，影响夜间通行", 3, 40)
        self.report("wangfang", "C06-01", "", 4, 41, submit=False)
        self.clock.to(0)


def row_number(cases: Sequence[str], case_id: str) -> int:
    return cases.index(case_id) + 1 if case_id in cases else 7
