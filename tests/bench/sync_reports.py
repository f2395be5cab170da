"""Reports as people write them: words, a place, no photo. The same number gives the same reports but for ids and instants."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime

from sync.protocol.ids import new_id
from sync.protocol.lifecycle import Act
from sync.protocol.mutations import ActBody, Mutation
from sync.protocol.position import Position, PositionSource
from sync.protocol.report import Kind, Report
from tests.sync.small_district import GRID

_ROADS = ("延安三路", "香港中路", "江西路", "南京路", "闽江路", "漳州路", "山东路", "福州南路", "东海路", "澳门路")
_THINGS = ("果皮箱", "路灯", "井盖", "休息座椅", "公交站牌", "盲道", "行道树", "健身器材", "雨水篦子", "隔离护栏")
_WISHES = ("建议增设", "建议挪开一点", "建议换成大一些的", "希望重新油漆", "希望尽早维修", "建议加装照明", "建议定期清洗")
_WHYS = (
    "早晚高峰行人很多", "下雨后积水没过脚面", "夜里看不清路", "老人和孩子走起来不方便", "风大的时候有响声", "附近新开了一所学校",
    "轮椅过不去", "周末游客多",
)


def report(number: int, created_at: datetime) -> Report:
    """A suggestion: what may be reported with words alone."""
    draw = random.Random(number)
    words = f"{draw.choice(_WISHES)}{draw.choice(_THINGS)}，{draw.choice(_WHYS)}，{draw.choice(_WHYS)}。第{draw.randrange(10**6)}号"
    latitude, longitude = (round(degrees + draw.uniform(-0.003, 0.003), 7) for degrees in GRID)
    return Report(
        id=new_id(), kind=Kind.SUGGESTION, created_at=created_at, description=words,
        place_text=f"{draw.choice(_ROADS)}{draw.randrange(1, 400)}号",
        position=Position(latitude=latitude, longitude=longitude, source=PositionSource.GNSS,
                          accuracy_m=round(draw.uniform(3, 30), 1), fixed_at=created_at),
    )


def mutation(number: int, at: datetime, *, device: str, person: str, seq: int, ids: Callable[[], str] = new_id) -> Mutation:
    told = report(number, at)
    return Mutation(
        id=ids(), device=device, seq=seq, person=person, act=Act.SUBMIT, case_id=told.id, made_at=at, clock_offset_s=0.125,
        body=ActBody(report=told),
    )
