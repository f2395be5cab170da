"""The gallery's pictures as they are kept: a part that looks different from what was agreed is seen here first.

Renew them after a wanted change, look at them, and commit them: `python -m tests.ui.golden.test_kept`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tests.ui.golden.compare import KEPT, MOST, apart

ROOT = Path(__file__).resolve().parents[3]
LOOKS = (("zh", "light", 1.0), ("en", "dark", 1.0), ("zh", "sunlight", 2.0))
CALL = "import sys; from fieldclient.ui.gallery import main; sys.exit(main(sys.argv[1:]))"


def name_of(language: str, theme: str, scale: float) -> str:
    return f"gallery-{language}-{theme}-{scale:g}.png"


def draw(language: str, theme: str, scale: float, target: Path) -> Image.Image:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software", "QT_SCALE_FACTOR": "1"}
    subprocess.run([sys.executable, "-c", CALL, "--lang", language, "--theme", theme, "--scale", str(scale), "--width", "900",
                    "--shot", str(target)], env=environment, check=True, timeout=110)
    with Image.open(target) as drawn:
        return drawn.convert("RGB")


@pytest.mark.parametrize(("language", "theme", "scale"), LOOKS)
def test_the_parts_look_as_agreed(language: str, theme: str, scale: float, tmp_path: Path) -> None:
    with Image.open(KEPT / name_of(language, theme, scale)) as kept:
        now = draw(language, theme, scale, tmp_path / "now.png")
        assert apart(kept.convert("RGB"), now) <= MOST, "another look: python -m tests.ui.golden.test_kept, and look at what changed"


def test_a_word_or_a_colour_that_changed_is_seen() -> None:
    with Image.open(KEPT / name_of(*LOOKS[0])) as kept:
        page = kept.convert("RGB").crop((0, 0, 900, 800))
    other = page.copy()
    ImageDraw.Draw(other).rectangle([100, 300, 180, 320], fill=(200, 30, 30))
    assert apart(page, page.copy()) == 0 and apart(page, other) > MOST and apart(page, page.crop((0, 0, 900, 799))) == 1.0


def renew() -> None:
    KEPT.mkdir(exist_ok=True)
    for look in LOOKS:
        target = KEPT / name_of(*look)
        draw(*look, target).quantize(64).save(target, optimize=True)


if __name__ == "__main__":
    renew()
