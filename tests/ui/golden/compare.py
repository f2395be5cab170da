"""Pictures that are kept, compared with what is drawn now.

Which pixels a letter covers depends on the machine's own way of smoothing, so two pictures are alike when, made four times smaller,
no more than a thousandth of their dots differ by more than a little. A word, a colour or a place that changed is far beyond that.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageChops

SMALLER = 4
LITTLE = 40  # of 255, in any channel
MOST = 0.001  # share of dots

KEPT = Path(__file__).resolve().parent / "kept"


def apart(one: Image.Image, other: Image.Image) -> float:
    """The share of dots that differ, 1.0 for pictures of another size."""
    if one.size != other.size:
        return 1.0
    small = [image.convert("RGB").resize((image.width // SMALLER, image.height // SMALLER), Image.Resampling.BOX) for image in (one, other)]
    channels = ImageChops.difference(*small).split()
    most = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    return sum(most.histogram()[LITTLE + 1:]) / (most.width * most.height)
