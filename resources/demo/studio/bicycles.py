"""Shared bicycles, where they should stand and where they do."""

from __future__ import annotations

import math

import numpy as np

from resources.demo.studio.mesh import Mesh, Vec, blob, box, ring, tube, turned
from resources.demo.studio.render import Scene, plain

BIKES_Y = 3.0
PAINTS = [
    (0.60, 0.40, 0.02),
    (0.02, 0.15, 0.42),
    (0.60, 0.40, 0.02),
    (0.02, 0.26, 0.17),
    (0.02, 0.15, 0.42),
    (0.60, 0.40, 0.02),
]


BARS = [
    ((-0.52, 0, 0.31), (-0.08, 0, 0.30)),
    ((-0.08, 0, 0.30), (-0.2, 0, 0.72)),
    ((-0.08, 0, 0.32), (0.36, 0, 0.66)),
    ((-0.52, 0, 0.31), (-0.19, 0, 0.66)),
    ((0.52, 0, 0.31), (0.34, 0, 0.82)),
    ((-0.17, 0, 0.56), (0.36, 0, 0.62)),
]


def bikes(scene: Scene, tidy: bool) -> None:
    """Six shared bicycles: left across the guide strip, or parked in a row along the kerb."""
    rng = np.random.default_rng(5)
    for index, paint in enumerate(PAINTS):
        if tidy:
            bicycle(scene, (0.85, BIKES_Y - 2.2 + index * 0.62 * 1.6, 0), 8, 0, paint)
        else:
            turn = 20 + rng.normal(0, 32)
            lying = index == 1
            spot = (1.95 + rng.normal(0, 0.28), BIKES_Y - 1.9 + index * 0.85, 0.0)
            bicycle(scene, spot, turn, 78 if lying else rng.normal(0, 4), paint)


def bicycle(scene: Scene, at: Vec, z_deg: float, lean_deg: float, paint: Vec) -> None:
    """A city bicycle standing at `at`, its length along x before turning."""
    tyres, frame, dark, steel = Mesh(), Mesh(), Mesh(), Mesh()
    _wheels(tyres, frame, steel)
    for a, b in BARS:
        tube(frame, a, b, 0.025, 10)
    _fittings(dark)
    tube(steel, (-0.5, 0.06, 0.31), (-0.62, 0.16, 0.02), 0.009)
    looks = (
        (tyres, plain((0.01, 0.01, 0.01))),
        (frame, plain(paint, 0.32, 0.6)),
        (dark, plain((0.012, 0.012, 0.014), 0.5)),
        (steel, plain((0.6, 0.6, 0.6), 0.3, 0.5, 0.8)),
    )
    for mesh, look in looks:
        scene.put(_placed(mesh, at, z_deg, lean_deg), look)


def _wheels(tyres: Mesh, frame: Mesh, steel: Mesh) -> None:
    """Tyres, spokes and mudguards."""
    for wheel_x in (-0.52, 0.52):
        ring(tyres, (wheel_x, 0, 0.31), 0.285, 0.024)
        for k in range(12):
            angle = math.pi * k / 12
            out = (0.27 * math.cos(angle), 0.27 * math.sin(angle))
            tube(steel, (wheel_x - out[0], 0, 0.31 - out[1]), (wheel_x + out[0], 0, 0.31 + out[1]), 0.0025, 5)
        for k in range(8):
            a, b = (math.pi * (0.12 + 0.76 * (k + i) / 8) for i in (0, 1))
            tube(
                frame,
                (wheel_x + 0.335 * math.cos(a), 0, 0.31 + 0.335 * math.sin(a)),
                (wheel_x + 0.335 * math.cos(b), 0, 0.31 + 0.335 * math.sin(b)),
                0.022,
                6,
            )


def _fittings(dark: Mesh) -> None:
    """Handlebars, saddle, pedals and the basket."""
    tube(dark, (0.33, -0.27, 0.98), (0.33, 0.27, 0.98), 0.016)
    tube(dark, (0.34, 0, 0.8), (0.32, 0, 0.98), 0.018)
    tube(dark, (-0.2, 0, 0.7), (-0.22, 0, 0.86), 0.015)
    blob(dark, (-0.24, 0, 0.84), (0.27, 0.17, 0.1), 2, 0.03, 14)
    tube(dark, (-0.08, -0.12, 0.30), (-0.08, 0.12, 0.30), 0.012)
    box(dark, (0.5, 0, 0.86), (0.3, 0.3, 0.015))
    for dx, dy, size in (
        (0.64, 0, (0.012, 0.3, 0.2)),
        (0.36, 0, (0.012, 0.3, 0.2)),
        (0.5, 0.15, (0.3, 0.012, 0.2)),
        (0.5, -0.15, (0.3, 0.012, 0.2)),
    ):
        box(dark, (dx, dy, 0.95), size)


def _placed(mesh: Mesh, at: Vec, z_deg: float, lean_deg: float) -> Mesh:
    points = np.array(mesh.points)
    points[:, :3] = turned(points[:, :3], z_deg=z_deg, x_deg=lean_deg) + np.array(at)
    if lean_deg > 45:
        points[:, 2] += 0.03
    mesh.points = [tuple(p) for p in points.tolist()]
    return mesh
