"""Surfaces: asphalt, paving, plaster, iron, paper and the rest, as bitmaps made of noise.

What is made once is kept: treat it as read-only.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

SIZE = 1024


@cache
def clouds(
    seed: int, octaves: tuple[int, ...] = (4, 8, 16, 32, 64, 128), size: int = SIZE, fall: float = 0.6
) -> np.ndarray:
    """Noise of several scales, 0 to 1, that repeats at its edges."""
    rng = np.random.default_rng(seed)
    total, weight = np.zeros((size, size)), 1.0
    for cells in octaves:
        small = rng.uniform(0, 255, (cells, cells)).astype("uint8")
        wrapped = np.pad(small, 2, mode="wrap")
        scale = size / cells
        big = Image.fromarray(wrapped).resize((round(size + 4 * scale),) * 2, Image.Resampling.BICUBIC)
        edge = round(2 * scale)
        total += weight * np.asarray(big, float)[edge : edge + size, edge : edge + size]
        weight *= fall
    total -= total.min()
    return total / total.max()


def grain(seed: int, size: int = SIZE) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 1, (size, size))


def painted(base: tuple[float, float, float], shade: np.ndarray) -> np.ndarray:
    """A colour (0 to 1) lightened and darkened by a field around 1."""
    return np.clip(np.array(base)[None, None, :] * shade[..., None], 0, 1)


def image_of(colours: np.ndarray) -> Image.Image:
    return Image.fromarray((np.clip(colours, 0, 1) * 255).astype("uint8"))


@cache
def asphalt(seed: int = 1) -> Image.Image:
    stones = (
        np.asarray(
            Image.fromarray((np.clip(grain(seed) * 40 + 128, 0, 255)).astype("uint8")).filter(
                ImageFilter.GaussianBlur(1.1)
            ),
            float,
        )
        / 128
    )
    shade = 0.75 + 0.3 * clouds(seed + 1) + 0.7 * (stones - 1)
    colours = painted((0.30, 0.30, 0.31), shade)
    picture = image_of(colours)
    draw = ImageDraw.Draw(picture)
    rng = np.random.default_rng(seed + 2)
    for _ in range(5):  # cracks
        x, y = rng.uniform(0, SIZE, 2)
        for _ in range(60):
            nx, ny = x + rng.normal(3, 6), y + rng.normal(0, 7)
            draw.line((x, y, nx, ny), fill=(38, 38, 40), width=2)
            x, y = nx, ny
    return picture


@cache
def paving(
    seed: int, columns: int, rows: int, base: tuple[float, float, float], gap: int = 7, shift: bool = True
) -> Image.Image:
    """Slabs with mortar between them, each of its own tone, dirty in places."""
    rng = np.random.default_rng(seed)
    tone = np.ones((SIZE, SIZE))
    width, height = SIZE // columns, SIZE // rows
    mortar = np.zeros((SIZE, SIZE), bool)
    for row in range(rows):
        offset = width // 2 if shift and row % 2 else 0
        for column in range(-1, columns):
            x0 = column * width + offset
            left, right = max(0, x0), min(SIZE, x0 + width)
            top = row * height
            tone[top : top + height, left:right] = rng.normal(1, 0.07)
            for edge in (left, right):
                mortar[top : top + height, max(0, edge - gap // 2) : edge + gap // 2] = True
        mortar[max(0, row * height - gap // 2) : row * height + gap // 2, :] = True
    dirt = clouds(seed + 1)
    shade = tone * (0.72 + 0.38 * dirt) + 0.045 * grain(seed + 2)
    colours = painted(base, shade)
    colours[mortar] *= 0.55
    spots = clouds(seed + 3, (32, 64, 128))
    colours[spots > 0.83] *= 0.72  # trodden gum and drops
    return image_of(colours)


@cache
def tactile(seed: int = 9) -> Image.Image:
    """Yellow guide slabs with long ribs, four to the texture's side."""
    colours = painted((0.62, 0.50, 0.20), 0.75 + 0.35 * clouds(seed) + 0.03 * grain(seed + 1))
    for slab in range(4):
        top = slab * SIZE // 4
        colours[top : top + 6, :] *= 0.5
        for bar in range(4):
            x = SIZE // 8 + bar * SIZE // 4
            colours[top + 24 : top + SIZE // 4 - 20, x - 46 : x + 46] *= 1.18
            colours[top + 24 : top + SIZE // 4 - 20, x + 46 : x + 56] *= 0.6
    return image_of(colours)


@cache
def plaster(seed: int, base: tuple[float, float, float]) -> Image.Image:
    streaks = (
        np.asarray(
            image_of(np.repeat(clouds(seed, (64, 128))[..., None], 3, 2))
            .resize((SIZE, 16))
            .resize((SIZE, SIZE), Image.Resampling.BICUBIC),
            float,
        )[..., 0]
        / 255
    )
    return image_of(painted(base, 0.75 + 0.22 * clouds(seed + 1) + 0.14 * streaks + 0.02 * grain(seed + 2)))


@cache
def bricks(seed: int, base: tuple[float, float, float]) -> Image.Image:
    return paving(seed, 8, 16, base, gap=8)


@cache
def iron(seed: int = 5) -> Image.Image:
    """A manhole cover from above: rings, a chequer of studs, rust, and the word for what lies below."""
    axis = np.linspace(-1, 1, SIZE)
    x, y = np.meshgrid(axis, axis)
    radius = np.hypot(x, y)
    studs = ((np.sin(x * 42) > 0.1) & (np.sin(y * 42) > 0.1)) & (radius < 0.8)
    shade = 0.62 + 0.3 * clouds(seed) + 0.05 * grain(seed + 1)
    shade[studs] *= 1.5
    shade[(radius > 0.84) & (radius < 0.9)] *= 1.45
    shade[radius > 0.95] *= 0.7
    rust = clouds(seed + 3)
    colours = painted((0.26, 0.25, 0.25), shade)
    colours[rust > 0.55] = colours[rust > 0.55] * np.array([1.35, 0.95, 0.72])
    picture = image_of(colours)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((372, 372, 652, 652), fill=(60, 57, 55))
    draw.text((512, 512), "雨", font=font(190), fill=(112, 106, 100), anchor="mm")
    return picture


def font(pixels: int) -> ImageFont.FreeTypeFont:
    from resources.demo.studio.render import FONT

    return ImageFont.truetype(FONT, pixels)


@cache
def cardboard(seed: int) -> Image.Image:
    picture = image_of(painted((0.62, 0.46, 0.30), 0.8 + 0.2 * clouds(seed, (4, 8, 64)) + 0.03 * grain(seed)))
    draw = ImageDraw.Draw(picture)
    draw.line((0, 512, SIZE, 512), fill=(120, 88, 58), width=5)
    draw.rectangle((0, 470, SIZE, 556), outline=None, fill=(186, 158, 116))
    draw.text((300, 760), "易碎 FRAGILE", font=font(90), fill=(70, 50, 40), anchor="mm")
    return picture


def sticker(
    words: list[str], paper: tuple[int, int, int], ink: tuple[int, int, int], seed: int
) -> Image.Image:
    """A small bill with nobody's number on it, worn at its edges."""
    rng = np.random.default_rng(seed)
    picture = Image.new("RGB", (640, 420), paper)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((14, 14, 625, 405), outline=ink, width=8)
    for row, word in enumerate(words):
        draw.text((320, 110 + row * 135), word, font=font(120 if row == 0 else 84), fill=ink, anchor="mm")
    worn = np.asarray(picture, float) / 255
    noise = (
        np.asarray(
            image_of(np.repeat(clouds(seed, (8, 16, 32, 64))[..., None], 3, 2)).resize((640, 420)), float
        )
        / 255
    )
    worn = worn * (0.82 + 0.25 * noise)
    worn[noise[..., 0] > rng.uniform(0.72, 0.9)] = (0.62, 0.62, 0.58)
    return image_of(worn)


@cache
def windows(seed: int, columns: int, rows: int, wall: tuple[float, float, float]) -> Image.Image:
    """A facade far away: a grid of panes, some lit by the sky, some curtained."""
    rng = np.random.default_rng(seed)
    picture = plaster(seed, wall).copy()
    draw = ImageDraw.Draw(picture)
    width, height = SIZE / columns, SIZE / rows
    for row in range(rows):
        for column in range(columns):
            x, y = column * width, row * height
            tone = int(rng.uniform(35, 120))
            pane = (x + width * 0.2, y + height * 0.22, x + width * 0.8, y + height * 0.76)
            draw.rectangle(pane, fill=(tone, tone + 6, tone + 12), outline=(190, 190, 186), width=4)
            draw.line((x + width * 0.5, pane[1], x + width * 0.5, pane[3]), fill=(190, 190, 186), width=4)
            if rng.uniform() < 0.3:
                box = (x + width * 0.28, y + height * 0.8, x + width * 0.56, y + height * 0.95)
                draw.rectangle(box, fill=(205, 205, 200), outline=(150, 150, 148), width=3)
    return picture
