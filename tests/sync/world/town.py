"""The district of the world, who works there on which tablet, and photos as small as a JPEG can be."""

from __future__ import annotations

import functools
import io
import json
import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import msgspec
from argon2 import PasswordHasher
from PIL import Image

from fieldclient.work import open_desk
from sync.hub.seed import Seed, read_seed
from sync.hub.service import HubService
from sync.protocol.people import SignIn
from tests.sync.world.clock import START
from tests.sync.world.folders import Template, ram

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PLACES = ((36.0695, 120.3760), (36.0700, 120.3820), (36.0620, 120.3760), (36.0622, 120.3821), (36.0800, 120.3650))
SUBCATEGORIES = ("C01-01", "C01-02", "C03-01", "C06-01", "X02-03")


@dataclass(frozen=True)
class Tablet:
    """One device of the town. `people`: who works on it, the first from the start; `off_s`: how wrong its clock is then."""

    name: str
    people: tuple[str, ...]
    off_s: float = 0.0


TABLETS = (
    Tablet("Wang's tablet", ("wangfang",)),
    Tablet("Liu's tablet", ("liuyang",), off_s=-95.0),
    Tablet("Chen's phone", ("chenchen",), off_s=40.0),
    Tablet("the shared tablet", ("zhaomin", "huangmin", "liqiang")),
    Tablet("Liu's second tablet", ("liuyang",), off_s=400.0),
    Tablet("Wang's old phone", ("wangfang", "zhouning"), off_s=-1800.0),
    Tablet("Sun's tablet", ("sunlei",)),
)


def clear_ram() -> None:
    if ram.cache_info().currsize:
        shutil.rmtree(ram(), ignore_errors=True)
    for each in (ram, hub_template, device_template):
        each.cache_clear()


def catalogue(version: int) -> bytes:
    """The shipped catalogue, cut down to what the town reports: the whole one takes milliseconds to read, at every start."""
    whole = json.loads((RESOURCES / "catalogue" / "catalogue-v1.json").read_bytes())
    kept = [each | {"confused_with": []} for each in whole["subcategories"] if each["code"] in SUBCATEGORIES]
    return json.dumps(whole | {"subcategories": kept, "version": version}, ensure_ascii=False).encode()


@functools.cache
def seed() -> Seed:
    """The demonstration district. Copies of photos are not made: they are the same code at ten times the price."""
    told = read_seed(RESOURCES / "demo" / "district.toml")
    routing = tuple(rule for rule in told.routing if rule.subcategory in (None, *SUBCATEGORIES))
    policy = msgspec.structs.replace(told.policy, release_photos=False)
    points = msgspec.structs.replace(told.points, tiers={"B": SUBCATEGORIES})
    return msgspec.structs.replace(told, policy=policy, routing=routing, points=points, campaigns=())


@functools.cache
def hub_template() -> Template:
    """A hub's folder with tables, people and catalogue, to be copied: migrating and hashing take longer than a day of the world."""
    folder = ram() / "template-hub"
    service = HubService(folder, lambda: START, hasher=QUICK)
    service.load_seed(seed())
    service.load_catalogue(catalogue(2))
    service.close()
    return Template.of(folder)


@functools.cache
def device_template() -> Template:
    folder = ram() / "template-device"
    desk = open_desk(folder, clock=lambda: START, reserve_bytes=0)
    desk.store.catalogues.save(catalogue(2), START)
    desk.store.settings.put("device_id", None)  # every copy makes its own
    desk.close()
    return Template.of(folder)


def sign_in_of(login: str, device_id: str, device_name: str) -> SignIn:
    return SignIn(login=login, password=f"{login}-demo", device_id=device_id, device_name=device_name)


@functools.cache
def _plain_jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), (90, 120, 60)).save(out, "JPEG", quality=20)
    return out.getvalue()


def photo(chance: random.Random) -> bytes:
    """A real JPEG like no other: its comment tells them apart. Now and then some kilobytes, so that it travels in several pieces."""
    plain = _plain_jpeg()
    comment = chance.randbytes(24 if chance.random() < 0.6 else chance.randrange(1500, 4000)).replace(b"\xff", b"\xfe")
    return plain[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + plain[2:]
