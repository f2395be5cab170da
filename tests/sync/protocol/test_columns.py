"""A push as columns: what comes out is the push's JSON to the last byte, whatever stands in it; and nothing else comes out."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime

import msgspec
import pytest
import zstandard

from sync.protocol import identity, wire
from sync.protocol.column_values import MAX_DIGITS, Column, Ints, packed, read, unpacked, write, write_ints
from sync.protocol.columns import MAGIC, Batch, is_columns, pack_columns, unpack_columns
from sync.protocol.ids import new_id
from sync.protocol.mutations import MAX_BATCH
from sync.protocol.problems import Code, Problem
from sync.protocol.sealing import Sealed, pack, seal
from tests.bench.sync_reports import mutation

LIMIT = wire.MAX_PUSH_BYTES
ID = b'"01a2021d-2041-727d-a81c-ec69d68c6b04"'


def reports(count: int, *, signed: bool = False) -> list[Sealed]:
    at, chance = datetime(2026, 11, 22, 7, 16, 32, 961435, UTC), random.Random(5)

    def sign(raw: bytes) -> str:
        return identity.join_signature(identity.key_id(b"%d" % chance.randrange(2)), chance.randbytes(identity.SIGNATURE_BYTES))
    return [
        seal(mutation(number, at, device="tablet", person="wang", seq=number, ids=new_id), sign if signed and number % 3 else None)
        for number in range(count)
    ]


def there_and_back(batch: list[Sealed]) -> bytes:
    told = pack_columns(batch)
    assert told is not None and is_columns(told)
    assert unpack_columns(told, LIMIT) == pack(batch)
    return told


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize("count", [1, 2, 7, 300])
def test_reports_come_out_as_they_were_sealed(count: int, signed: bool) -> None:
    there_and_back(reports(count, signed=signed))


def test_a_push_of_many_reports_needs_less_than_two_thirds_of_zstd() -> None:
    batch = reports(400)
    assert len(there_and_back(batch)) * 3 < 2 * len(zstandard.compress(pack(batch), 10))


STRANGE = [
    b'{"id":"a"}', b"{}", b'{"n":0,"m":-0,"e":1e5,"big":12345678901234567890,"f":0.10,"z":-0.0,"dots":1.2.3}',
    b'{"t":"2026-02-31T00:00:00.000000Z"}', b'{"t":"2026-02-28T00:00:00.000000Z"}', b'{"t":"2026-02-28T00:00:00Z"}',
    b'{"text":"a \\"quoted\\" , \\"b\\": [1, 2] %s %% \\\\","list":["x",2,"y",[],null,true]}', '{"中":"随手拍"}'.encode(),
    b'{"id":"01A2021D-2041-727D-A81C-EC69D68C6B04"}', b'{"id":%s,"of":%s}' % (ID, ID), b'"alone"', b"7", b'{ "spaced" : "out" }',
]


@pytest.mark.parametrize("raw", STRANGE)
def test_whatever_json_it_is(raw: bytes) -> None:
    there_and_back([Sealed(raw)])
    there_and_back([Sealed(raw), *reports(3), Sealed(raw), Sealed(raw.replace(b"a", b"b"))])


def test_random_bodies_come_out_as_they_went_in() -> None:
    chance = random.Random(11)

    def value(deep: int) -> object:
        return chance.choice([
            lambda: chance.randrange(-10**chance.randrange(1, 20), 10**chance.randrange(1, 20)),
            lambda: chance.uniform(-1000, 1000), lambda: round(chance.uniform(-9, 9), chance.randrange(9)), lambda: new_id(),
            lambda: datetime.fromtimestamp(chance.uniform(0, 4e9), UTC).isoformat().replace("+00:00", "Z"),
            lambda: "".join(chance.choice('",:[]{}\\ %a0格\u2028') for _ in range(chance.randrange(9))),
            lambda: [value(deep + 1) for _ in range(chance.randrange(3))] if deep < 3 else None,
            lambda: {str(key): value(deep + 1) for key in range(chance.randrange(4))} if deep < 3 else True,
        ])()
    for _ in range(150):
        kinds = [{str(key): value(0) for key in range(chance.randrange(1, 5))} for _ in range(2)]
        batch = []
        for _ in range(chance.randrange(1, 12)):
            told = {**chance.choice(kinds), "more": value(0)}
            batch.append(Sealed(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()))
        there_and_back(batch)


def test_what_cannot_be_told_so_is_left_to_zstd() -> None:
    assert pack_columns([]) is None
    assert pack_columns([Sealed(b'{"a":\n1}')]) is None
    assert pack_columns([Sealed(b"{}", "no signature of ours")]) is None


@pytest.mark.parametrize(("values", "kind"), [
    ([b'"same"', b'"same"'], "="), ([ID, ID.replace(b"2041", b"2042")], "i"), ([b"1", b"-2", b"30.5"], "n"),
    ([b'"2026-11-22T07:16:32.961435Z"', b'"1970-01-01T00:00:00.000000Z"'], "t"), ([b'"a"', b'""'], "w"),
    ([b"1", b"1e3"], "w"), ([b"1", b"-0"], "w"), ([b"1", b"9" * (MAX_DIGITS + 1)], "w"), ([b"1", b"01"], "w"),
    ([b"9" * MAX_DIGITS, b"0.00000000000001"], "w"), ([ID, b'"short"'], "w"), ([b'"2026-11-22T07:16:32.961435Z"', b'"noon"'], "w"),
])
def test_a_column_is_written_by_what_all_its_values_are(values: list[bytes], kind: str) -> None:
    column = write(values)
    assert column.kind == kind
    assert list(read(column, len(values), 1000)) == values


@pytest.mark.parametrize("values", [[5], [7, 7, 7], [0, 255, 256], [-3, 10**18, -(10**15)], [1000, 1001, 1003, 1002]])
def test_integers(values: list[int]) -> None:
    from sync.protocol.column_values import read_ints

    assert read_ints(write_ints(values), len(values)) == values


def changed(**fields: object) -> bytes:
    told = pack_columns(reports(3))
    assert told is not None
    batch = msgspec.msgpack.decode(told[len(MAGIC):], type=Batch)
    return MAGIC + msgspec.msgpack.encode(msgspec.structs.replace(batch, **fields))


def one_group(rows: int, *columns: Column, size_bytes: int = LIMIT) -> dict[str, object]:
    from sync.protocol.columns import Group

    return {"size_bytes": size_bytes, "groups": (Group(rows, columns),), "skeletons": packed(b"\0" * len(columns)),
            "order": Ints(False, 0, ())}


BAD = {
    "nothing": lambda: MAGIC, "no columns": lambda: MAGIC + b"\xc1", "another checksum": lambda: changed(crc=1),
    "another size": lambda: changed(size_bytes=LIMIT), "too large": lambda: changed(size_bytes=LIMIT + 1),
    "an order beyond the groups": lambda: changed(order=Ints(False, 9, ())), "too few in order": lambda: changed(groups=()),
    "minus rows": lambda: changed(**one_group(-1, Column("=", b"1"))),
    "more acts than a push has": lambda: changed(**one_group(MAX_BATCH + 1, Column("=", b"1"))),
    "one long value thousands of times": lambda: changed(**one_group(MAX_BATCH, Column("=", b"1" * 100_000))),
    "the same long value in many fields": lambda: changed(
        **one_group(1, Column("=", b"1" * 1_000_000), *[Column("s", like=0)] * 4000)),
    "words that unpack to more": lambda: changed(**one_group(2, Column("w", packed(b'"a"\n' + b"0" * (LIMIT + 9))))),
    "like a later one": lambda: changed(**one_group(1, Column("s", like=0))),
    "like one before the first": lambda: changed(**one_group(1, Column("=", b"1"), Column("s", like=-1))),
    "a kind from the future": lambda: changed(**one_group(1, Column("q", b"1"))),
    "instants beyond all time": lambda: changed(**one_group(1, Column("t", ints=Ints(False, 2**63, ())))),
    "a number of very many digits": lambda: changed(
        **one_group(1, Column("n", ints=Ints(False, 1, ()), scales=Ints(False, 10**9, ())))),
    "ids without their ends": lambda: changed(**one_group(1, Column("i", ints=Ints(False, 1, ())))),
    "a time of an id that is none": lambda: changed(
        **one_group(1, Column("i", ints=Ints(False, -1, ()), planes=(packed(b"1"),) * 10))),
    "planes of another length": lambda: changed(order=Ints(False, 0, (b"r12345",))),
    "nine planes": lambda: changed(order=Ints(False, 0, (b"r000",) * 9)),
    "a signer nobody named": lambda: changed(signed=Ints(False, 4, ()), signers=("a",), signatures=b"0" * 192),
    "lists in lists in lists": lambda: MAGIC + bytes([0x99, 1, 1, 0xC4, 0, 0x90, 0x93, 0xC2, 0, 0x90, 0x90, 0xC0, 0xC4, 0]) + b"\x91" * 100_000,
    "a skeleton without its fields": lambda: changed(skeletons=packed(b"{}")),
}


@pytest.mark.parametrize("what", BAD)
def test_what_nobody_wrote_is_one_clear_problem(what: str) -> None:
    with pytest.raises(Problem) as met:
        unpack_columns(BAD[what](), LIMIT)
    assert met.value.code is Code.BODY_INVALID and met.value.facts == {"field": "columns"}


def test_values_that_take_no_byte_are_none() -> None:
    """Millions of them would fit into a few bytes."""
    with pytest.raises(Problem) as met:
        unpack_columns(changed(**one_group(100, *[Column("=")] * 1000)), LIMIT)
    assert str(met.value.__cause__) == "values"


def test_no_damage_comes_out_as_something_else() -> None:
    batch, caught = reports(20, signed=True), 0
    told = pack_columns(batch)
    assert told is not None
    for at in range(len(MAGIC), len(told), 7):
        try:
            found = unpack_columns(told[:at] + bytes([told[at] ^ 0x15]) + told[at + 1:], LIMIT)
        except Problem:
            caught += 1
        else:
            assert found == pack(batch)  # a bit that means nothing
    assert caught > 100


def test_the_bound_holds_while_it_is_unpacked() -> None:
    body = pack(reports(20))
    told = pack_columns(reports(20))
    assert told is not None
    with pytest.raises(Problem):
        unpack_columns(told, len(body) // 2)
    with pytest.raises(ValueError, match="too long"):
        unpacked(packed(b"0" * 10_000_000), 1000)
