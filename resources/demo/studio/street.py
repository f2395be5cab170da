"""A side street in the old town: a road, a pavement with a guide strip for the blind, trees, and a wall with shops.

The street runs along y. The road lies left of x = 0, the pavement between 0 and the wall at x = WALL; z is up, metres.
"""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from resources.demo.studio import textures as t
from resources.demo.studio.mesh import Mesh, box, leaves, tube
from resources.demo.studio.render import Scene, plain, textured

WALL = 4.6
ROAD_Z = -0.13
GUIDE = (1.75, 2.25)  # where the guide strip lies
FAR = 46.0
BACK = -34.0


def build(
    scene: Scene,
    *,
    plaster: tuple[float, float, float] = (0.78, 0.70, 0.56),
    shop: str = "便民超市",
    seed: int = 3,
    holes: list[tuple[float, float, float]] | None = None,
    trees: tuple[float, ...] = (5.5, 12, 18.5, 25, 32),
    road: bool = True,
) -> None:
    """Everything that stands in the street on an ordinary day. `holes` are round openings (x, y, radius) in the pavement."""
    ground(scene, seed, holes or [], road)
    kerb(scene, seed)
    facade(scene, plaster, shop, seed)
    across(scene, seed)
    for index, y in enumerate(trees):
        tree(scene, 0.75, y, seed + index)
    posts(scene)


def ground(scene: Scene, seed: int, holes: list[tuple[float, float, float]], road: bool) -> None:
    slabs = textured(t.paving(seed, 4, 8, (0.52, 0.50, 0.47)), bump=0.02)
    for left, right in ((0.0, GUIDE[0]), (GUIDE[1], WALL)):
        mesh = Mesh()
        strip(mesh, left, right, BACK, FAR, 2.0, holes)
        scene.put(mesh, slabs)
    guide = Mesh()
    strip(guide, *GUIDE, BACK, FAR, 0.5, [], square=4)
    scene.put(guide, textured(t.tactile(), bump=0.05))
    lanes = Mesh()
    lanes.quad((-40, -50, ROAD_Z), (0, -50, ROAD_Z), (0, 70, ROAD_Z), (-40, 70, ROAD_Z), (0, 0, 10, 30))
    if road:
        scene.put(lanes, textured(t.asphalt(seed), bump=0.015))
    lines = Mesh()
    for y in range(-8, 60, 6):
        lines.quad(
            (-4.1, y, ROAD_Z + 0.004),
            (-3.95, y, ROAD_Z + 0.004),
            (-3.95, y + 3, ROAD_Z + 0.004),
            (-4.1, y + 3, ROAD_Z + 0.004),
        )
    scene.put(lines, plain((0.75, 0.75, 0.72), 0.6))


def strip(mesh: Mesh, left: float, right: float, near: float, far: float, tile: float,
          holes: list[tuple[float, float, float]], square: int = 1) -> None:  # fmt: skip
    """A flat strip cut into cells; cells under a hole are left out and rimmed to its circle."""
    here = [h for h in holes if left <= h[0] <= right]
    edges = sorted({near, far, *(h[1] + s * h[2] for h in here for s in (-1, 1))})
    for start, end in zip(edges, edges[1:], strict=False):
        inside = [h for h in here if start >= h[1] - h[2] - 1e-6 and end <= h[1] + h[2] + 1e-6]
        if inside:
            around(mesh, left, right, start, end, tile, inside[0])
        else:
            flat(mesh, left, right, start, end, tile, square)


def flat(
    mesh: Mesh, left: float, right: float, near: float, far: float, tile: float, square: int = 1
) -> None:
    uv = (left / tile, near / tile / square, right / tile, far / tile / square)
    mesh.quad((left, near, 0), (right, near, 0), (right, far, 0), (left, far, 0), uv)


def around(
    mesh: Mesh,
    left: float,
    right: float,
    near: float,
    far: float,
    tile: float,
    hole: tuple[float, float, float],
) -> None:
    """The rest of a band that a round hole touches on both its edges."""
    x, y, radius = hole
    steps = 60
    for k in range(steps):
        y0, y1 = (near + (far - near) * (k + i) / steps for i in (0, 1))
        w0, w1 = (float(np.sqrt(max(0, radius**2 - (v - y) ** 2))) for v in (y0, y1))
        for a0, a1, b0, b1 in ((left, left, x - w0, x - w1), (x + w0, x + w1, right, right)):
            points = [(a0, y0), (b0, y0), (b1, y1), (a1, y1)]
            mesh.add([(px, py, 0, px / tile, py / tile) for px, py in points], [(0, 1, 2), (0, 2, 3)])


def kerb(scene: Scene, seed: int, missing: tuple[int, ...] = ()) -> None:
    mesh = Mesh()
    for index in range(-34, 44):
        if index not in missing:
            box(mesh, (-0.075, index + 0.5, -0.06), (0.15, 0.985, 0.14), tile=1)
    scene.put(mesh, textured(t.plaster(seed + 40, (0.56, 0.55, 0.53)), bump=0.02))


def facade(scene: Scene, colour: tuple[float, float, float], shop: str, seed: int) -> None:
    wall, plinth = Mesh(), Mesh()
    wall.quad((WALL, FAR, 0.7), (WALL, BACK, 0.7), (WALL, BACK, 12), (WALL, FAR, 12), (0, 0, 13, 2))
    scene.put(wall, textured(t.plaster(seed + 10, colour), bump=0.01))
    plinth.quad(
        (WALL - 0.03, FAR, 0),
        (WALL - 0.03, BACK, 0),
        (WALL - 0.03, BACK, 0.72),
        (WALL - 0.03, FAR, 0.72),
        (0, 0, 40, 0.4),
    )
    scene.put(plinth, textured(t.bricks(seed + 11, (0.42, 0.36, 0.32)), bump=0.03))
    frames, glass, sills, units = Mesh(), Mesh(), Mesh(), Mesh()
    for y in range(-32, 44, 4):
        for z in (4.6, 7.9):
            box(frames, (WALL - 0.02, y, z), (0.12, 1.7, 1.6))
            box(glass, (WALL - 0.07, y, z), (0.05, 1.5, 1.4))
            box(sills, (WALL - 0.1, y, z - 0.85), (0.3, 1.9, 0.1))
        if y % 8 == 0:
            box(units, (WALL - 0.22, y + 1.6, 3.9), (0.36, 0.9, 0.62))
    scene.put(frames, plain((0.72, 0.72, 0.70), 0.4))
    scene.put(glass, plain((0.05, 0.07, 0.09), 0.06, 0.9))
    scene.put(sills, textured(t.plaster(seed + 12, (0.6, 0.58, 0.55))))
    scene.put(units, plain((0.74, 0.74, 0.72), 0.5))
    shops(scene, shop)
    pipes = Mesh()
    for y in (1.0, 13.0, 25.0):
        tube(pipes, (WALL - 0.1, y, 0), (WALL - 0.1, y, 12), 0.055)
    scene.put(pipes, plain((0.62, 0.63, 0.62), 0.5))


def shops(scene: Scene, name: str) -> None:
    """Two shop fronts: a sign above, a roller shutter or a glass door below."""
    shutter, doors = Mesh(), Mesh()
    for y in (8.0, 20.0):
        shutter.quad(
            (WALL - 0.05, y + 1.6, 0.05),
            (WALL - 0.05, y - 1.6, 0.05),
            (WALL - 0.05, y - 1.6, 2.6),
            (WALL - 0.05, y + 1.6, 2.6),
        )
        sign = Mesh().quad(
            (WALL - 0.28, y + 1.9, 2.75),
            (WALL - 0.28, y - 1.9, 2.75),
            (WALL - 0.28, y - 1.9, 3.5),
            (WALL - 0.28, y + 1.9, 3.5),
        )
        scene.put(sign, textured(board(name if y < 10 else "五金日杂", y < 10), roughness=0.35))
        frame = box(Mesh(), (WALL - 0.13, y, 3.125), (0.28, 3.8, 0.75))
        scene.put(frame, plain((0.3, 0.3, 0.32)))
    ribs = np.asarray(
        t.image_of(
            t.painted(
                (0.55, 0.58, 0.60),
                0.8 + 0.25 * np.sin(np.linspace(0, 250, 1024))[:, None] * np.ones((1, 1024)),
            )
        )
    )
    scene.put(shutter, textured(Image.fromarray(ribs), roughness=0.45, bump=0.03))
    for y in (14.5, 27.0):
        box(doors, (WALL - 0.04, y, 1.15), (0.1, 1.5, 2.3))
    scene.put(doors, plain((0.20, 0.11, 0.07), 0.4))


def board(name: str, red: bool) -> Image.Image:
    picture = Image.new("RGB", (1900, 375), (150, 22, 22) if red else (22, 70, 120))
    draw = ImageDraw.Draw(picture)
    draw.text(
        (950, 170), name, font=t.font(210), fill=(248, 226, 150) if red else (240, 240, 236), anchor="mm"
    )
    draw.text(
        (950, 320),
        "示例路 12 号" if red else "示例路 16 号",
        font=t.font(62),
        fill=(240, 235, 225),
        anchor="mm",
    )
    return picture


def across(scene: Scene, seed: int) -> None:
    """Houses on the other side and at the end of the street, and a hedge before them."""
    tones = [(0.70, 0.62, 0.52), (0.62, 0.50, 0.42), (0.74, 0.72, 0.68), (0.58, 0.56, 0.55)]
    for index, y in enumerate(range(-32, 60, 14)):
        house = box(Mesh(), (-17, y + 6, 6 + index % 2), (8, 13, 12 + 2 * (index % 2)))
        scene.put(house, textured(t.windows(seed + index, 4, 4, tones[index % 4])))
    for index, x in enumerate((-10, 0, 11)):
        end = box(Mesh(), (x, FAR + 20, 9 + 3 * index), (10.5, 10, 18 + 6 * index))
        scene.put(end, textured(t.windows(seed + 20 + index, 4, 6, tones[index])))
    behind = box(Mesh(), (-2, BACK - 8, 7), (30, 8, 14))
    scene.put(behind, textured(t.windows(seed + 30, 8, 4, tones[0])))
    hedge = Mesh()
    for y in range(-4, 50, 3):
        leaves(hedge, (-11.8, y, 0.5), (1.2, 3.4, 1.3), 700, 0.09, seed + 10 + y)
    scene.put(hedge, plain((0.10, 0.19, 0.06)))


def tree(scene: Scene, x: float, y: float, seed: int) -> None:
    trunk, crown, pit = Mesh(), Mesh(), Mesh()
    rng = np.random.default_rng(seed)
    lean = rng.uniform(-0.15, 0.15, 2)
    top = (x + lean[0], y + lean[1], 2.9)
    tube(trunk, (x, y, 0), top, 0.15, end_radius=0.11)
    for _ in range(7):
        way = rng.uniform(-1, 1, 3)
        tube(
            trunk,
            (top[0], top[1], top[2] - 0.3),
            (top[0] + way[0] * 1.3, top[1] + way[1] * 1.3, top[2] + 1 + abs(way[2])),
            0.06,
            end_radius=0.02,
        )
    scene.put(trunk, textured(t.plaster(seed + 70, (0.33, 0.28, 0.23)), bump=0.08))
    for k in range(6):
        spot = (x + rng.uniform(-0.9, 0.9), y + rng.uniform(-0.9, 0.9), 4.2 + rng.uniform(-0.5, 0.9))
        leaves(crown, spot, (2.2, 2.2, 1.7), 2600, 0.075, seed * 10 + k)
    scene.put(crown, plain((0.11, 0.20, 0.05)))
    box(pit, (x, y, 0.006), (0.9, 0.9, 0.012))
    scene.put(pit, textured(t.image_of(t.painted((0.2, 0.16, 0.12), 0.6 + 0.5 * t.clouds(5)))))


def posts(scene: Scene) -> None:
    """Bollards along the kerb and a lamp."""
    bollards, lamp, bands = Mesh(), Mesh(), Mesh()
    for y in range(2, 40, 3):
        tube(bollards, (0.22, y, 0), (0.22, y, 0.72), 0.055)
        tube(bands, (0.22, y, 0.56), (0.22, y, 0.64), 0.057)
    tube(lamp, (0.3, 15.3, 0), (0.3, 15.3, 6.2), 0.08, end_radius=0.05)
    tube(lamp, (0.3, 15.3, 6.1), (-1.4, 15.3, 6.5), 0.045)
    scene.put(bollards, plain((0.16, 0.16, 0.17), 0.4))
    scene.put(bands, plain((0.85, 0.80, 0.30), 0.4))
    scene.put(lamp, plain((0.35, 0.38, 0.38), 0.4))
