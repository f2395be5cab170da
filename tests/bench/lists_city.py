"""A device in a city: cases as people write them, on one device, with the texts that a peer searches by LIKE."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fieldclient.store import Store
from fieldclient.store.outbox import Seal
from fieldclient.store.records import Title
from fieldclient.work.catalogue import names_of
from sync.protocol.deadlines import Deadline, TimedStage
from sync.protocol.feed import CaseView
from sync.protocol.ids import new_id
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.limits import Limit, LimitUnit
from sync.protocol.mutations import ActBody, Mutation, Outcome, Receipt
from sync.protocol.people import Person, Role, Session
from sync.protocol.position import Position, PositionSource
from sync.protocol.report import Kind, Report

CASES, REPORTS, GRIDS = 100_000, 20_000, 240
NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
ME = Person(id="p-me", name="王网格", roles=(Role.COLLECTOR, Role.HANDLER), department="d-3", department_name="环卫三队")
WEST, SOUTH, WIDE, HIGH = 120.30, 36.02, 0.20, 0.16
ROADS = """香港东路 江西路 延安三路 银川西路 闽江路 漳州二路 南京路 山东路 辽阳西路 福州南路 徐州路 宁夏路 燕儿岛路 东海西路 澳门路 镇江南路
    洪泽湖路 大尧三路 彰化路 古田路 云霄路 高雄路 珠海支路 太平角一路 正阳关路 居庸关路 莱芜路 登州路 长春路 松山路""".split()
WHERE = """东口 西口 路口东侧 公交站旁 小区北门 菜市场门口 学校对面 地铁C口 银行门前 桥下 路中间 人行道上 绿化带内 电线杆下 楼道口 停车场入口
    广场南侧 幼儿园围墙外 加油站旁 超市后门 河边栈道 天桥下 医院急诊门口 早市""".split()
WHAT = """垃圾桶 井盖 路灯 护栏 座椅 广告牌 共享单车 树枝 污水 渣土 宣传栏 指示牌 健身器材 油烟 小广告 遮阳棚 装修垃圾 快递柜 配电箱 雨水箅子
    砖块 花盆 电缆 玻璃 塑料袋 菜叶 纸箱 沙石 落叶 积雪 三轮车 地桩 横幅 烧烤摊 修车摊 石墩 阻车器 空调外机 泔水 床垫""".split()
HOW = """破损 倒了 满溢 丢失 松动 堵住了 散落一地 占道 漏水 倾斜 不亮 生锈 有异味 挡路 外露 堆放 乱停 脱落 张贴 塌陷 结冰 缠绕
    没人清理 反复出现 影响通行 很危险 绊倒老人 滴油 冒烟 噪声大""".split()
SAID = """请尽快处理 居民反映多次 已拍照 昨晚就有 高峰时段堵车 孩子上学经过 建议加装围挡 现场无人 商户说会清 雨后更严重 夜间看不见 联系过物业
    和上周同一处 面积约两平方米 旁边有施工 需要吊车 谢谢""".split()
SUBCATEGORIES = ("C01-01", "C01-02", "C02-01", "C03-01", "C04-01", "C05-01", "C06-01", "C07-01", "C08-01", "C09-01")
STAGES = (Stage.FILED, Stage.DISPATCHED, Stage.HANDLING, Stage.CHECKING, Stage.VERIFYING)


def fill(folder: Path, cases: int = CASES, reports: int = REPORTS, seed: int = 5) -> float:
    """A device that has worked for years, and `texts.sqlite3` beside its folder. Returns the CPU seconds of keeping the cases."""
    draw, store = random.Random(seed), Store(folder, clock=lambda: NOW)
    spent = 0.0
    with closing(store), closing(sqlite3.connect(folder.with_name("texts.sqlite3"))) as texts:
        texts.execute("CREATE TABLE texts (id TEXT, number TEXT, name TEXT, description TEXT, place TEXT, grid TEXT, department TEXT)")
        store.signed_in(Session(token="t", person=ME, hub_id="h", expires_at=NOW + timedelta(days=90), hub_time=NOW))
        for views in _views(draw, cases, list(_reported(store, draw, reports))):
            spent += keep(store, views)
            texts.executemany("INSERT INTO texts VALUES (?, ?, ?, ?, ?, ?, ?)", [
                (view.id, view.number, names_of(store.catalogues.current(), view.subcategory)[0], view.description, view.place_text,
                 view.grid_name, view.department_name) for view in views])
        texts.commit()
        store.cases.words.catch_up_all()  # as after a pull
    return spent


def keep(store: Store, views: list[CaseView]) -> float:
    """As a page of a pull is kept; CPU seconds."""
    import time

    begun = time.process_time()
    with store.database.change():
        store.cases.keep(ME.id, views, 0, anew=False)
    return time.process_time() - begun


def _reported(store: Store, draw: random.Random, count: int) -> Iterator[Report]:
    """Sealed here; all but a few hundred have arrived."""
    for first in range(0, count, 500):
        made: list[Mutation] = []
        with store.database.change():
            for _ in range(first, min(first + 500, count)):
                made.append(store.outbox.seal(lambda seal: _mutation(seal, draw), Title("problem", "C01-01"), NOW))
        arrived = made if first + 1000 < count else made[:250]
        store.queue(ME.id).settle([
            Receipt(mutation=each.id, outcome=Outcome.APPLIED, case_id=each.case_id, version=1, received_at=NOW) for each in arrived], NOW)
        yield from (each.body.report for each in arrived if each.body.report is not None)


def _mutation(seal: Seal, draw: random.Random) -> Mutation:
    case_id = new_id()
    report = Report(id=case_id, kind=Kind.PROBLEM, subcategory=draw.choice(SUBCATEGORIES), description=description(draw),
                    place_text=place(draw), position=position(draw), created_at=NOW - timedelta(minutes=draw.uniform(0, 500_000)))
    return Mutation(id=seal.id, device=seal.device, seq=seal.seq, person=ME.id, act=Act.SUBMIT, case_id=case_id,
                    made_at=report.created_at, body=ActBody(report=report))


def _views(draw: random.Random, count: int, reports: list[Report]) -> Iterator[list[CaseView]]:
    for first in range(0, count, 500):
        yield [_view(draw, number, reports[number] if number < len(reports) else None) for number in range(first, min(first + 500, count))]


def _view(draw: random.Random, number: int, report: Report | None) -> CaseView:
    closed = draw.random() < 0.7
    stage = Stage.CLOSED if closed else draw.choice(STAGES)
    made = report.created_at if report else NOW - timedelta(minutes=draw.uniform(0, 500_000))
    if stage in (Stage.DISPATCHED, Stage.HANDLING):
        made = report.created_at if report else NOW - timedelta(hours=draw.uniform(0, 200))
    grid = draw.randrange(GRIDS)
    return CaseView(
        id=report.id if report else new_id(), number=f"370202{made:%Y%m%d}{number:05d}", version=2, kind=Kind.PROBLEM, stage=stage,
        subcategory=report.subcategory if report else draw.choice(SUBCATEGORIES),
        description=report.description if report else description(draw), place_text=report.place_text if report else place(draw),
        position=report.position if report else position(draw), grid=f"370202001001{grid:03d}", grid_name=f"{ROADS[grid % 30]}{grid}网格",
        department=f"d-{number % 60}", department_name=f"环卫{'一二三四五六'[number % 6]}队", created_at=made,
        closed_at=made + timedelta(hours=9) if closed else None, reporter=ME.id if report else None,
        deadline=None if closed else _deadline(made + timedelta(hours=draw.uniform(4, 150))))


def _deadline(due: datetime) -> Deadline:
    return Deadline(stage=TimedStage.HANDLE, limit=Limit(value=4, unit=LimitUnit.URGENT_HOUR), started_at=due - timedelta(hours=4),
                    allowed_s=14400, due_at=due, due_soon_at=due - timedelta(minutes=48), overdue_again_at=due + timedelta(hours=4))


def description(draw: random.Random) -> str:
    said = f"{draw.choice(WHERE)}{draw.choice(WHAT)}{draw.choice(HOW)}"
    if draw.random() < 0.5:
        said += f"，{draw.choice(WHAT)}{draw.choice(HOW)}"
    return f"{said}，{draw.choice(SAID)}" + (f"，约{draw.randrange(2, 90)}件" if draw.random() < 0.2 else "")


def place(draw: random.Random) -> str:
    return f"{draw.choice(ROADS)} {draw.randrange(1, 400)} 号{draw.choice(WHERE)}"


def position(draw: random.Random) -> Position:
    """Cases lie in clusters, as they do along shopping streets."""
    x, y = draw.gauss(0.5, 0.2) % 1, draw.gauss(0.5, 0.2) % 1
    return Position(latitude=SOUTH + HIGH * y, longitude=WEST + WIDE * x, source=PositionSource.GNSS, accuracy_m=8.0)
