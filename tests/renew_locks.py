"""Make both lock files anew from pyproject.toml: ``python3 tests/renew_locks.py``; then run the tests and commit.

For maintainers, with a network. The newest versions allowed are taken, for every platform and Python >= 3.11; the lock
tool itself lives in a throwaway environment.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PRODUCT_HEAD = (
    "# Made from pyproject.toml: exact versions and hashes of every file, for every platform. "
    "docs/architecture.md says how to renew it.\n"
)
TESTS_HEAD = "# What the tests need beyond requirements.lock. Made together with it.\n"
# Nothing of where this machine gets its packages may end up in a lock.
OPTIONS = [
    "--universal", "--python-version", "3.11", "--generate-hashes", "--no-config", "--no-header", "--no-annotate",
    "--no-emit-index-url", "--no-emit-find-links", "--quiet",
]  # fmt: skip


def compile_lock(tool: Path, output: Path, *more: str) -> list[str]:
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "UV_"))}
    subprocess.run([tool, "pip", "compile", *OPTIONS, "pyproject.toml", "-o", output, *more], cwd=ROOT, env=variables, check=True)
    return [entry for entry in re.split(r"(?m)^(?=\S)", output.read_text("utf-8")) if entry.strip()]


def package(entry: str) -> str:
    return entry.split("==")[0]


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        venv.create(folder / "tool", with_pip=True)
        programs = folder / "tool" / ("Scripts" if os.name == "nt" else "bin")
        subprocess.run([programs / "python", "-m", "pip", "install", "--quiet", "uv"], check=True)
        product = compile_lock(programs / "uv", folder / "product.txt")
        everything = compile_lock(
            programs / "uv", folder / "all.txt", "--group", "test", "--constraint", str(folder / "product.txt")
        )
    in_product = {package(entry) for entry in product}
    tools = [entry for entry in everything if package(entry) not in in_product]
    (ROOT / "requirements.lock").write_text(PRODUCT_HEAD + "".join(product), "utf-8")
    (ROOT / "tests" / "requirements.lock").write_text(TESTS_HEAD + "".join(tools), "utf-8")
    print(f"{len(product)} packages for the product, {len(tools)} more for the tests")
    return 0


if __name__ == "__main__":
    sys.exit(main())
