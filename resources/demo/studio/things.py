"""What has gone wrong in the street, and what it looks like when it has been put right."""

from __future__ import annotations

import math

import numpy as np

from resources.demo.studio import textures as t
from resources.demo.studio.mesh import Mesh, Vec, blob, box, disc, leaves, ring, tube
from resources.demo.studio.render import Scene, plain, textured

HEAP = (3.75, 4.6)  # where rubbish is dumped
MANHOLE = (3.1, 2.4, 0.36)
CABINET = (4.05, 3.2)


def rubbish(scene: Scene) -> None:
    """Bags, boxes, planks and rubble dumped against the wall beside a bin."""
    x, y = HEAP
    bags = [
        (0.25, 0.1, 0.85, 0.62, (0.025, 0.025, 0.03)),
        (-0.5, 0.5, 0.7, 0.5, (0.03, 0.03, 0.035)),
        (0.3, 0.95, 0.75, 0.6, (0.62, 0.63, 0.64)),
        (-0.35, -0.35, 0.55, 0.4, (0.03, 0.08, 0.22)),
        (0.1, -0.75, 0.6, 0.45, (0.025, 0.025, 0.03)),
        (-0.85, 0.05, 0.5, 0.33, (0.33, 0.05, 0.04)),
        (0.15, 0.45, 0.6, 0.5, (0.66, 0.66, 0.64)),
    ]
    for seed, (dx, dy, wide, high, colour) in enumerate(bags):
        lift = 0.4 if seed == 6 else 0.0
        bag = blob(Mesh(), (x + dx, y + dy, lift), (wide, wide * 0.92, high), seed + 3, 0.34, 70)
        tube(
            bag,
            (x + dx, y + dy, lift + high * 0.8),
            (x + dx + 0.05, y + dy, lift + high * 0.95),
            0.05,
            8,
            0.02,
        )
        scene.put(bag, plain(colour, 0.4, 0.5))
    boxes = Mesh()
    box(boxes, (x - 0.75, y - 0.75, 0.19), (0.5, 0.4, 0.38), z_deg=24)
    box(boxes, (x - 0.15, y + 1.35, 0.16), (0.6, 0.42, 0.32), z_deg=-15)
    box(boxes, (x - 0.7, y - 0.72, 0.47), (0.42, 0.3, 0.16), z_deg=52, y_deg=9)
    box(boxes, (x - 1.0, y + 0.75, 0.012), (0.7, 0.5, 0.02), z_deg=35)
    scene.put(boxes, textured(t.cardboard(4)))
    planks = Mesh()
    for k, lean in enumerate((0.0, 0.14, -0.1)):
        box(
            planks,
            (x + 0.55 - k * 0.05, y - 0.2 + k * 0.25, 0.8),
            (0.03, 0.12, 1.9),
            x_deg=16 + 25 * lean,
            y_deg=14,
        )
    scene.put(planks, textured(t.plaster(61, (0.50, 0.36, 0.22)), bump=0.03))
    litter(scene, x - 0.5, y, 46)


def litter(scene: Scene, x: float, y: float, count: int) -> None:
    rng = np.random.default_rng(12)
    for colour in ((0.82, 0.82, 0.78), (0.70, 0.20, 0.14), (0.20, 0.36, 0.55), (0.78, 0.66, 0.22)):
        mesh = Mesh()
        for _ in range(count // 4):
            px, py = x + rng.normal(-0.2, 0.75), y + rng.normal(0, 1.0)
            size = rng.uniform(0.04, 0.15)
            turn = rng.uniform(0, 180)
            box(
                mesh,
                (min(px, 4.5), py, 0.012),
                (size, size * 0.7, 0.004),
                z_deg=turn,
                x_deg=rng.normal(0, 9),
                y_deg=rng.normal(0, 9),
            )
        scene.put(mesh, plain(colour))
    rubble(scene, x - 0.2, y - 0.9, 60, 0.4, 0.09)


def rubble(
    scene: Scene,
    x: float,
    y: float,
    count: int,
    spread: float,
    most_m: float,
    colour: Vec = (0.36, 0.20, 0.15),
) -> None:
    rng = np.random.default_rng(count)
    mesh = Mesh()
    for _ in range(count):
        size = most_m * rng.uniform(0.2, 1) ** 1.6
        at = (x + rng.normal(0, spread), y + rng.normal(0, spread), size * 0.3 + (-0.13 if x < 0 else 0))
        box(
            mesh,
            at,
            (size * 1.5, size, size * 0.8),
            z_deg=rng.uniform(0, 180),
            x_deg=rng.uniform(-30, 30),
            y_deg=rng.uniform(-30, 30),
        )
    scene.put(mesh, textured(t.bricks(15, colour), bump=0.02))


def bin_(scene: Scene, x: float = 4.2, y: float = 6.6) -> None:
    """A green wheeled bin with its lid shut."""
    body, lid, wheels = Mesh(), Mesh(), Mesh()
    box(body, (x, y, 0.55), (0.56, 0.52, 0.95))
    box(lid, (x - 0.02, y, 1.06), (0.64, 0.58, 0.07), y_deg=4)
    tube(lid, (x + 0.3, y - 0.25, 1.02), (x + 0.3, y + 0.25, 1.02), 0.03)
    for side in (-0.27, 0.27):
        ring(wheels, (x + 0.2, y + side, 0.1), 0.08, 0.025)
    scene.put(body, plain((0.012, 0.09, 0.04), 0.45))
    scene.put(lid, plain((0.015, 0.11, 0.05), 0.4))
    scene.put(wheels, plain((0.03, 0.03, 0.03)))


def manhole(scene: Scene, mended: bool) -> None:
    """A storm drain in the pavement: half of its cover has fallen in, or a new cover lies in the frame."""
    x, y, radius = MANHOLE
    frame, shaft, cover = Mesh(), Mesh(), Mesh()
    for k in range(60):
        a, b = (2 * math.pi * (k + i) / 60 for i in (0, 1))
        inner, outer = radius - 0.045, radius + 0.002
        corners = [
            (x + r * math.cos(v), y + r * math.sin(v), 0.004)
            for v, r in ((a, inner), (a, outer), (b, outer), (b, inner))
        ]
        frame.quad(*corners)
    scene.put(frame, plain((0.14, 0.13, 0.13), 0.5))
    tube(shaft, (x, y, 0), (x, y, -1.6), radius - 0.045, 40)
    disc(shaft, (x, y, -1.4), radius)
    scene.put(shaft, textured(t.bricks(31, (0.20, 0.18, 0.16)), turns=(3, 2)))
    if mended:
        disc(cover, (x, y, -0.004), radius - 0.045)
    else:
        half_cover(cover, x, y, radius - 0.045)
        scene.put(
            tube(Mesh(), (x - 0.1, y - 0.2, -1.1), (x + 0.2, y + 0.1, -0.7), 0.02), plain((0.2, 0.12, 0.08))
        )
        rubble(scene, x + 0.12, y - 0.55, 26, 0.16, 0.075, (0.22, 0.21, 0.20))
    scene.put(cover, textured(t.iron(), roughness=0.42, bump=0.04))


def half_cover(mesh: Mesh, x: float, y: float, radius: float) -> None:
    """What is left of the cover, with a jagged edge and its thickness showing."""
    rng = np.random.default_rng(8)
    edge = [(radius * s, rng.normal(0.02, 0.035)) for s in np.linspace(-0.97, 0.97, 15)]
    arc = [(radius * math.cos(v), radius * math.sin(v)) for v in np.linspace(0, math.pi, 40)]
    outline = [*arc[1:-1], *edge]
    for top in (-0.004,):
        middle = (x, y + radius * 0.4, top, 0.5, 0.5 - 0.2)
        points = [middle] + [
            (x + px, y + py, top, 0.5 + px / radius / 2, 0.5 - py / radius / 2) for px, py in outline
        ]
        mesh.add(points, [(0, 1 + k, 1 + (k + 1) % len(outline)) for k in range(len(outline))])
    for (ax, ay), (bx, by) in zip(edge, edge[1:], strict=False):
        mesh.quad(
            (x + ax, y + ay, -0.05),
            (x + bx, y + by, -0.05),
            (x + bx, y + by, -0.004),
            (x + ax, y + ay, -0.004),
            (0.1, 0.1, 0.12, 0.12),
        )


BILLS = [
    (["开锁换锁", "0000 0000"], (232, 214, 60), (30, 30, 30)), (["疏通管道", "随叫随到"], (240, 240, 236), (190, 30, 30)),
    (["家电回收", "0000 0000"], (70, 120, 200), (240, 240, 240)), (["搬家", "0000-00"], (236, 236, 230), (30, 60, 140)),
    (["租房", "0000 0000"], (226, 120, 140), (40, 20, 20)), (["办证", "0000"], (240, 238, 228), (20, 20, 20)),
]  # fmt: skip


def cabinet(scene: Scene, clean: bool) -> None:
    """A power cabinet at the wall, papered over with bills, or scraped clean."""
    x, y = CABINET
    body, foot, seams = Mesh(), Mesh(), Mesh()
    box(body, (x, y, 0.95), (0.7, 1.5, 1.6))
    box(foot, (x, y, 0.08), (0.78, 1.58, 0.16))
    for dy in (-0.5, 0.5):
        box(seams, (x - 0.352, y + dy * 0.02, 0.95), (0.006, 0.012, 1.5))
        box(seams, (x - 0.36, y + 0.12 * dy, 1.0), (0.02, 0.02, 0.16))
    scene.put(body, textured(t.plaster(55, (0.48, 0.53, 0.50)), roughness=0.5))
    scene.put(foot, textured(t.plaster(56, (0.5, 0.49, 0.47))))
    scene.put(seams, plain((0.12, 0.13, 0.13)))
    rng = np.random.default_rng(21)
    for index in range(44):
        words, paper, ink = BILLS[index % len(BILLS)]
        if clean and index % 4:
            continue
        across, up = rng.uniform(-0.62, 0.62), rng.uniform(0.35, 1.6)
        wide = rng.uniform(0.13, 0.24)
        turn = math.radians(rng.normal(0, 11))
        corners = []
        for dy, dz in ((1, -1), (-1, -1), (-1, 1), (1, 1)):
            ay, az = dy * wide / 2, dz * wide * 0.33
            corners.append(
                (
                    x - 0.352 - 0.0007 * index,
                    y + across + ay * math.cos(turn) - az * math.sin(turn),
                    up + ay * math.sin(turn) + az * math.cos(turn),
                )
            )
        look = plain((0.165, 0.205, 0.185)) if clean else textured(t.sticker(words, paper, ink, index))
        scene.put(Mesh().quad(*corners), look)


def flower_bed(scene: Scene) -> None:
    """A raised bed along the wall, freshly planted."""
    rim, soil = Mesh(), Mesh()
    for at, size in (
        ((3.0, 4, 0.2), (0.16, 6, 0.4)),
        ((3.75, 1.0, 0.2), (1.6, 0.16, 0.4)),
        ((3.75, 7.0, 0.2), (1.6, 0.16, 0.4)),
    ):
        box(rim, at, size, tile=1)
    scene.put(rim, textured(t.plaster(71, (0.60, 0.57, 0.52)), bump=0.02))
    box(soil, (3.8, 4, 0.17), (1.5, 5.9, 0.3))
    scene.put(soil, textured(t.image_of(t.painted((0.18, 0.12, 0.08), 0.5 + 0.7 * t.clouds(5)))))
    rng = np.random.default_rng(4)
    greens, blooms = (
        Mesh(),
        {c: Mesh() for c in ((0.78, 0.10, 0.16), (0.86, 0.62, 0.08), (0.80, 0.30, 0.55), (0.84, 0.82, 0.80))},
    )
    for k in range(150):
        x, y = rng.uniform(3.2, 4.35), rng.uniform(1.25, 6.75)
        leaves(greens, (x, y, 0.42), (0.34, 0.34, 0.26), 70, 0.05, 500 + k, 0.2)
        bloom = list(blooms.values())[int((y + x) * 1.3) % 4]
        for _ in range(5):
            leaves(
                bloom,
                (x + rng.normal(0, 0.1), y + rng.normal(0, 0.1), rng.uniform(0.5, 0.62)),
                (0.07, 0.07, 0.05),
                16,
                0.04,
                900 + k,
                0.1,
            )
    scene.put(greens, plain((0.09, 0.20, 0.05)))
    for colour, mesh in blooms.items():
        scene.put(mesh, plain(colour))


def pothole(scene: Scene) -> None:
    """A hole in the road with loose stones around it; the road itself is laid around it as a relief."""
    mesh = Mesh()
    cells, size, cx, cy = 150, 5.0, -2.0, 3.2
    rough, fine = t.clouds(17, (4, 8, 16, 32, 64)), t.clouds(18, (64, 128, 256))
    steps = np.linspace(0, 1, cells)
    points = []
    for v in steps:
        for u in steps:
            dx, dy = (u - 0.5) * size, (v - 0.5) * size
            reach = math.hypot(dx / 0.75, dy / 0.55) + (rough[int(v * 1023), int(u * 1023)] - 0.5) * 0.9
            depth = 0.11 / (1 + math.exp((reach - 1) * 16))
            z = (
                -0.13
                - depth
                + 0.02 * (fine[int(v * 1023), int(u * 1023)] - 0.5) * (1 if depth > 0.02 else 0.12)
            )
            points.append((cx + dx, cy + dy, z, u * size / 4, v * size / 4))
    faces = []
    for j in range(cells - 1):
        for i in range(cells - 1):
            a = j * cells + i
            faces += [(a, a + 1, a + cells + 1), (a, a + cells + 1, a + cells)]
    scene.put(mesh.add(points, faces), textured(t.asphalt(3), bump=0.015))
    around = Mesh()
    for x0, x1, y0, y1 in (
        (-40, -4.5, -20, 70),
        (0.5, 0.6, -20, 70),
        (-4.5, 0, 5.7, 70),
        (-4.5, 0, -20, 0.7),
    ):
        around.quad(
            (x0, y0, -0.13),
            (x1, y0, -0.13),
            (x1, y1, -0.13),
            (x0, y1, -0.13),
            (x0 / 4, y0 / 4, x1 / 4, y1 / 4),
        )
    scene.put(around, textured(t.asphalt(3), bump=0.015))
    water = disc(Mesh(), (cx - 0.05, cy, -0.212), 0.5)
    scene.put(water, plain((0.05, 0.05, 0.05), 0.03, 0.9))
    rubble(scene, cx + 0.3, cy - 0.35, 110, 0.45, 0.05, (0.14, 0.14, 0.14))
