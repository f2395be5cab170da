"""nginx beside the product: unpacked into the user's cache from the distribution's package, never installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fieldclient.start.places import cache_folder
from tests.bench.rows import CannotMeasure

PATIENCE_S = 120
_CONF = """
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
{user}
events {{ worker_connections 64; }}
http {{
    access_log off; client_max_body_size 0; client_body_buffer_size 128k;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    server {{ listen 127.0.0.1:{port}; location / {{ root {folder}/files; dav_methods PUT; }} }}
}}
"""


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """The port of an nginx that takes PUT into `folder`/files. CannotMeasure when there is none."""
    program = found()
    (folder / "files").mkdir(parents=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    user = "user root;" if os.name == "posix" and os.geteuid() == 0 else ""
    (folder / "conf").write_text(_CONF.format(folder=folder, port=port, user=user), "utf-8")
    with subprocess.Popen(
        [program, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "conf")], stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            _wait(process, port)
            yield port
        finally:
            process.terminate()


def _wait(process: subprocess.Popen[str], port: int) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    process.terminate()
    raise CannotMeasure(f"nginx did not start: {process.communicate()[1].strip()[-300:]}")


def found() -> str:
    """One that is installed, else one that is unpacked beside the product."""
    installed = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if installed:
        return installed
    kept = Path(cache_folder()) / "peers" / "nginx"
    program = kept / "usr" / "sbin" / "nginx"
    if not program.exists():
        if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
            raise CannotMeasure("nginx is not installed, and this system has no apt to fetch it with")
        with tempfile.TemporaryDirectory() as folder:
            _run(["apt-get", "-q", "download", "nginx"], folder)
            package = next(Path(folder).glob("nginx_*.deb"))
            _run(["dpkg-deb", "-x", package.name, str(kept)], folder)
    if not program.exists():
        raise CannotMeasure("the package of nginx holds no nginx")
    return str(program)


def _run(command: list[str], folder: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=PATIENCE_S)
    if done.returncode != 0:
        raise CannotMeasure(f"nginx could not be fetched: {done.stderr.strip()[-300:]}")
