"""A socket of its own to the hub, made by the same session as every other question: one set of rules for addresses and TLS."""

from __future__ import annotations

import socket
from collections.abc import Mapping

import requests
from requests.auth import AuthBase
from requests.utils import select_proxy
from urllib3.connection import HTTPConnection
from urllib3.connectionpool import HTTPConnectionPool

from sync.protocol.problems import Code, Problem


class ThroughProxy(Exception):
    """A proxy stands between: it would hold back an answer that begins before the request has ended."""


def dial(
    session: requests.Session, url: str, headers: Mapping[str, str], auth: AuthBase, connect_s: float
) -> tuple[socket.socket, bytes]:
    """A connected socket and the head of a POST whose body follows in chunks. The certificate is checked as the session
    checks it, by the session's authorities. Raises ThroughProxy, and what `requests` and urllib3 raise."""
    request = session.prepare_request(requests.Request("POST", url, headers=dict(headers), auth=auth))
    told = session.merge_environment_settings(url, {}, True, session.verify, session.cert)
    if select_proxy(url, told["proxies"]):
        raise ThroughProxy
    adapter = session.get_adapter(url)
    assert isinstance(adapter, requests.adapters.HTTPAdapter)
    pool = adapter.get_connection_with_tls_context(request, told["verify"], proxies=None, cert=told["cert"])
    adapter.cert_verify(pool, url, told["verify"], told["cert"])  # type: ignore[no-untyped-call]
    assert isinstance(pool, HTTPConnectionPool)
    connection = pool._new_conn()
    assert isinstance(connection, HTTPConnection)
    connection.timeout = connect_s
    try:
        connection.connect()
        if pool.scheme == "https" and not connection.is_verified:
            raise Problem(Code.TLS_FAILED, host=pool.host)
    except BaseException:
        connection.close()
        raise
    sock = connection.sock
    assert sock is not None
    connection.sock = None  # the line owns it from here on
    return sock, _head(request, pool)


def _head(request: requests.PreparedRequest, pool: HTTPConnectionPool) -> bytes:
    host = f"[{pool.host.strip('[]')}]" if ":" in pool.host else pool.host
    usual = {"http": 80, "https": 443}[pool.scheme]
    lines = [f"POST {request.path_url} HTTP/1.1", f"Host: {host}" + ("" if pool.port in (None, usual) else f":{pool.port}")]
    given = {name: value for name, value in request.headers.items() if name.lower() not in _OURS}
    lines += [f"{name}: {_text(value)}" for name, value in given.items()]
    lines += ["Transfer-Encoding: chunked", "", ""]
    return "\r\n".join(lines).encode("ascii")


_OURS = frozenset({"content-length", "transfer-encoding", "host"})


def _text(value: str | bytes) -> str:
    text = value.decode("ascii") if isinstance(value, bytes) else value
    if "\r" in text or "\n" in text:
        raise Problem(Code.SIGN_IN_NEEDED)  # only a token could hold such a thing, and that was no token
    return text
