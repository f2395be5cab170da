"""Somebody who answers in the hub's place: a captive portal's page, with a status that says all is well."""

from __future__ import annotations

import asyncio
import contextlib

PAGE = b"<!doctype html><html><head><title>Wi-Fi sign-in</title></head><body><form action=/login>Room number</form></body></html>"
ANSWER = (
    b"HTTP/1.1 200 OK\r\nServer: portal\r\nContent-Type: text/html; charset=utf-8\r\nCache-Control: no-store\r\n"
    b"Content-Length: %d\r\nConnection: close\r\n\r\n%s" % (len(PAGE), PAGE)
)
PATIENCE_S = 20.0


async def answer_as_portal(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One page to whatever is asked. The rest of the question is read and thrown away, or the answer would never arrive. Its end
    with the link is no news, which the server would tell as an error."""
    with contextlib.suppress(
        OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError, asyncio.CancelledError
    ):
        async with asyncio.timeout(PATIENCE_S):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(ANSWER)
            writer.write_eof()
            while await reader.read(65536):
                pass
    writer.close()
