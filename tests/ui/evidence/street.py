"""What the photos of the tests show. Without the window: who makes a card of photos needs nothing of it."""

from __future__ import annotations

import random

from PIL import Image, ImageDraw


def scene(seed: int) -> Image.Image:
    """A street of coloured houses, so that pictures can be told apart by eye."""
    dice = random.Random(seed)
    image = Image.new("RGB", (1200, 900), (150 + dice.randrange(60), 190, 220))
    draw = ImageDraw.Draw(image)
    for _ in range(8):
        left, top = dice.randrange(1200), dice.randrange(150, 500)
        shade = tuple(dice.randrange(90, 200) for _ in range(3))
        draw.rectangle((left, top, left + dice.randrange(120, 320), 600), fill=shade)
    draw.rectangle((0, 590, 1200, 900), fill=(90, 92, 95))
    return image
