"""`main.py hub setup`: a code that sets devices up for this hub, on the terminal, as PNG, SVG or link.

It names the hub, its key and what is asked of devices; it holds no password and lets nobody in. So one code may hang on a wall.
"""

from __future__ import annotations

import argparse
import sys
from datetime import timedelta
from pathlib import Path

from sync.hub.service import HubService
from sync.protocol import enrolment
from sync.protocol.enrolment import Policies, Setup
from sync.protocol.problems import Code, Problem

_DENSE = 28  # a code of this version and more is hard to read from a screen by a tablet's camera
Commands = argparse._SubParsersAction


def add(commands: Commands[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    made = commands.add_parser("setup", parents=[common], help="a QR code or link that sets devices up for this hub")
    made.add_argument("url", metavar="URL", help="the address that devices reach it by, e.g. https://hub.example.cn")
    made.add_argument("--authority", type=Path, metavar="FILE", help="the organisation's own certificate authority (PEM)")
    made.add_argument("--login", default="", help="whose device it will be: the name is filled in, the password is not")
    made.add_argument("--days", type=int, default=30, metavar="N", help="how long the code is good for (1 to 366, default 30)")
    made.add_argument("--pin", action="store_true", help="everybody sets a PIN")
    made.add_argument("--lock-minutes", type=int, metavar="N", help="the window locks after so many idle minutes")
    made.add_argument("--wifi-only", action="store_true", help="originals never travel where bytes cost")
    made.add_argument("--daily-mb", type=int, metavar="N", help="originals a day where bytes cost")
    made.add_argument("--language", choices=("zh", "en"), default="", help="of a window that nobody has set yet")
    for kind in ("png", "svg"):
        made.add_argument(f"--{kind}", type=Path, metavar="FILE", help=f"write the code as {kind.upper()}")
    made.set_defaults(run=run)


def run(service: HubService, options: argparse.Namespace) -> int:
    """The link on stdout; the code and the fingerprint, to be compared on the device, on stderr."""
    import segno  # not for every other command and every start of the hub

    private = service.setup_key.private()
    setup = _setup(service, options, enrolment.public_of(private))
    link = enrolment.link_of(setup, private)
    enrolment.read_link(link, service.clock())  # what no device would take is not printed
    code = segno.make_qr(link, error="l" if len(link) > 1000 else "m")
    for kind, path in (("png", options.png), ("svg", options.svg)):
        if path is not None:
            code.save(str(path), kind=kind, scale=8, border=4)
    if sys.stderr.isatty() or not (options.png or options.svg):
        code.terminal(out=sys.stderr, compact=True)
    if int(code.version) >= _DENSE:
        print("The code is dense: print it large, or send it as a picture or link.", file=sys.stderr)
    print(f"{setup.organisation} · {setup.hub}\nFingerprint: {enrolment.fingerprint(setup.key)}", file=sys.stderr)
    print(link)
    return 0


def _setup(service: HubService, options: argparse.Namespace, key: bytes) -> Setup:
    if not 1 <= options.days <= 366:
        raise Problem(Code.BODY_INVALID, field="--days")
    world, now = service.world(), service.clock()
    if options.login and options.login not in {person.login for person in world.people.values()}:
        raise Problem(Code.BODY_INVALID, field="--login")
    return Setup(
        hub=options.url.strip().rstrip("/"), organisation=world.settings.name, hub_id=service.hub_id, key=key,
        issued=int(now.timestamp()), expires=int((now + timedelta(days=options.days)).timestamp()), login=options.login,
        authority=_authority(options.authority) if options.authority else b"",
        policies=Policies(
            pin=options.pin, lock_minutes=options.lock_minutes, daily_mb=options.daily_mb, language=options.language,
            originals_when_it_costs=False if options.wifi_only else None,
        ),
    )


def _authority(path: Path) -> bytes:
    """DER: a third shorter than PEM."""
    from cryptography import x509  # the same
    from cryptography.hazmat.primitives.serialization import Encoding

    raw = path.read_bytes()
    if b"PRIVATE KEY" in raw:
        raise Problem(Code.BODY_INVALID, field="--authority")  # everybody who sees the code would have it
    try:
        return x509.load_pem_x509_certificate(raw).public_bytes(Encoding.DER)
    except ValueError as cause:
        raise Problem(Code.BODY_INVALID, field="--authority") from cause
