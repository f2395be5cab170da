"""Running pip: exactly what the lock says, by the user's own network settings, with one sentence when it fails."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys

from fieldclient.start.environment import Environment, clean_variables
from fieldclient.start.say import NO_ENVIRONMENT, StartProblem

# How to reach packages is the user's affair; where and how they are installed is not (PIP_TARGET, PIP_USER,
# PIP_NO_BINARY and the like would put them elsewhere or change them).
_KEPT_PIP_SETTINGS = {
    "PIP_CACHE_DIR", "PIP_CERT", "PIP_CLIENT_CERT", "PIP_CONFIG_FILE", "PIP_DEFAULT_TIMEOUT", "PIP_EXTRA_INDEX_URL",
    "PIP_FIND_LINKS", "PIP_INDEX_URL", "PIP_KEYRING_PROVIDER", "PIP_NO_CACHE_DIR", "PIP_NO_INDEX", "PIP_PROXY",
    "PIP_RETRIES", "PIP_TIMEOUT", "PIP_TRUSTED_HOST",
}  # fmt: skip

_NO_NETWORK = re.compile(
    r"Failed to establish a new connection|NewConnectionError|NameResolutionError|Temporary failure in name resolution"
    r"|Name or service not known|ConnectTimeout|ReadTimeout|Read timed out|Network is unreachable|No route to host"
    r"|Connection refused|Connection reset|ProxyError|SSLError|Max retries exceeded|Connection broken|getaddrinfo failed"
    r"|ConnectionError|ProtocolError|IncompleteRead"
)


def install(environment: Environment, lock_file: str) -> None:
    """Install everything ``lock_file`` names, checked by hash; raises StartProblem when that fails.

    What pip said is kept in ``pip.log`` in the environment's folder.
    """
    log_file = os.path.join(environment.folder, "pip.log")
    arguments = [
        *_pip(environment), "--no-input", "--disable-pip-version-check",
        "install", "--no-user", "--require-hashes", "--no-deps", "--only-binary", ":all:",
        "--progress-bar", "off", "-r", lock_file,
    ]  # fmt: skip
    process = subprocess.Popen(
        arguments,
        env=variables_for_pip(dict(os.environ)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    output = _follow(process, _count(lock_file))
    with open(log_file, "a", encoding="utf-8") as log:
        log.write(output)
    if process.wait():
        chinese, english = explain(output)
        raise StartProblem(
            f"{chinese}（日志：{log_file}）", f"{english} (log: {log_file})", NO_ENVIRONMENT
        )


def variables_for_pip(variables: dict[str, str]) -> dict[str, str]:
    """The environment variables for pip: the user's without what would change what is installed or where."""
    clean_variables(variables)
    kept = {k: v for k, v in variables.items() if not k.upper().startswith("PIP_") or k.upper() in _KEPT_PIP_SETTINGS}
    kept.pop("VIRTUAL_ENV", None)
    return kept


def outer_pip_is_usable(python: str) -> bool:
    """Whether the interpreter the environment is made from has a pip that can fill another environment."""
    if importlib.util.find_spec("pip") is None:
        return False
    done = subprocess.run([python, "-I", "-m", "pip", "--version"], capture_output=True, text=True)
    version = re.match(r"pip (\d+)\.(\d+)", done.stdout)
    return version is not None and (int(version[1]), int(version[2])) >= (22, 3)  # the first with --python


def _pip(environment: Environment) -> list[str]:
    inner = subprocess.run([environment.python, "-I", "-c", "import pip"], capture_output=True)
    if inner.returncode == 0:
        return [environment.python, "-I", "-m", "pip"]
    base = getattr(sys, "_base_executable", "") or sys.executable
    return [base, "-I", "-m", "pip", "--python", environment.python]


def _count(lock_file: str) -> int:
    with open(lock_file, encoding="utf-8") as lock:
        return sum("==" in line for line in lock)


def _follow(process: subprocess.Popen[str], total: int) -> str:
    """Pass pip's progress on as a count where a person watches, and return all it said."""
    assert process.stdout is not None
    lines: list[str] = []
    seen = 0
    watched = sys.stderr.isatty()
    for line in process.stdout:
        lines.append(line)
        if watched and line.startswith("Collecting "):
            seen += 1
            sys.stderr.write(f"\r  {seen}/{total} {line.split()[1][:48]:<48}")
            sys.stderr.flush()
    if watched and seen:
        sys.stderr.write("\r" + " " * 60 + "\r")
    return "".join(lines)


def explain(output: str) -> tuple[str, str]:
    """What went wrong and what to do next, in Chinese and in English, from what pip said."""
    if "No space left on device" in output or "[Errno 28]" in output:
        return "磁盘空间不足：请腾出约 1 GB 后再运行一次。", "The disk is full: free about 1 GB and start again."
    if "DO NOT MATCH THE HASHES" in output:
        return (
            "下载的组件与清单不符，已拒绝安装：请换一个网络或镜像后再运行一次。",
            "A downloaded component is not the one in the lock and was refused: start again on another network or mirror.",
        )
    if "CERTIFICATE_VERIFY_FAILED" in output:
        return (
            "无法确认下载服务器的证书：请检查本机的日期和时间，或用 PIP_CERT 指定所在网络的证书，再运行一次。",
            "The download server's certificate could not be verified: check this machine's date and time, "
            "or name your network's certificate in PIP_CERT, and start again.",
        )
    missing = re.search(r"No matching distribution found for ([^\s(;]+)", output)
    nothing_came = missing and not re.search(r"^  (?:Downloading|Using cached|Processing) ", output, re.MULTILINE)
    # pip hides why an index did not answer when it may not retry; nobody answering for anything is the network.
    if nothing_came or _NO_NETWORK.search(output):
        return (
            "没有可用的网络，而运行环境还没有建好：请连上网络后再运行一次。",
            "There is no working network and the environment is not made yet: connect and start again.",
        )
    if missing:
        version = ".".join(str(part) for part in sys.version_info[:2])
        return (
            f"找不到适合本机 Python {version} 的组件 {missing[1]}：请检查软件源，或改用 Python 3.11–3.14。",
            f"{missing[1]} was not found for this machine's Python {version}: "
            "check the package index, or use Python 3.11 to 3.14.",
        )
    if "Permission denied" in output or "[Errno 13]" in output:
        return (
            "没有写入权限：请用 FIELDCLIENT_ENV 指定一个可写的文件夹。",
            "Writing was not permitted: name a folder you can write to in FIELDCLIENT_ENV.",
        )
    return "组件安装失败：请查看日志后再运行一次。", "A component could not be installed: see the log and start again."
