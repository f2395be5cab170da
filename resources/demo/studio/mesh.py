"""Triangles with texture coordinates, and the few shapes the street is made of. Lengths in metres, z is up."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

Vec = tuple[float, float, float]


class Mesh:
    """A growing list of triangles."""

    def __init__(self) -> None:
        self.points: list[tuple[float, ...]] = []
        self.faces: list[tuple[int, int, int]] = []

    def add(self, points: list[tuple[float, ...]], faces: list[tuple[int, int, int]]) -> Mesh:
        """Points are x, y, z, u, v; faces count from the first of them."""
        base = len(self.points)
        self.points += points
        self.faces += [(a + base, b + base, c + base) for a, b, c in faces]
        return self

    def quad(
        self, a: Vec, b: Vec, c: Vec, d: Vec, uv: tuple[float, float, float, float] = (0, 0, 1, 1)
    ) -> Mesh:
        """Corners counter-clockwise from the lower left as seen from the front."""
        u0, v0, u1, v1 = uv
        corners = [
            (*a, u0, 1 - v0),
            (*b, u1, 1 - v0),
            (*c, u1, 1 - v1),
            (*d, u0, 1 - v1),
        ]  # bitmaps begin at their top
        return self.add(corners, [(0, 1, 2), (0, 2, 3)])

    def save(self, path: Path) -> dict[str, str | bool]:
        """Write as PLY and give the renderer's name for it."""
        head = (
            f"ply\nformat binary_little_endian 1.0\nelement vertex {len(self.points)}\n"
            + "".join(f"property float {name}\n" for name in "xyzuv")
            + f"element face {len(self.faces)}\nproperty list uchar int vertex_indices\nend_header\n"
        )
        data = np.array(self.points, "<f4").tobytes()
        listed = np.zeros(len(self.faces), [("count", "u1"), ("corners", "<i4", 3)])
        listed["count"], listed["corners"] = 3, self.faces
        data += listed.tobytes()
        path.write_bytes(head.encode() + data)
        return {"type": "ply", "filename": str(path), "face_normals": False}


def turned(points: np.ndarray, z_deg: float = 0, x_deg: float = 0, y_deg: float = 0) -> np.ndarray:
    """Rotated about x, then y, then z."""
    for axis, degrees in ((0, x_deg), (1, y_deg), (2, z_deg)):
        angle = math.radians(degrees)
        cos, sin = math.cos(angle), math.sin(angle)
        i, j = ((1, 2), (2, 0), (0, 1))[axis]
        rotated = points.copy()
        rotated[:, i] = cos * points[:, i] - sin * points[:, j]
        rotated[:, j] = sin * points[:, i] + cos * points[:, j]
        points = rotated
    return points


def box(
    mesh: Mesh, at: Vec, size: Vec, *, z_deg: float = 0, x_deg: float = 0, y_deg: float = 0, tile: float = 0
) -> Mesh:
    """A box by its centre. `tile` metres of texture per turn; 0 puts the whole texture on every face."""
    half = np.array(size) / 2
    sides = [(0, 1, 2, 1), (0, 1, 2, -1), (1, 2, 0, 1), (1, 2, 0, -1), (2, 0, 1, 1), (2, 0, 1, -1)]
    for normal, i, j, sign in sides:
        corners = np.zeros((4, 3))
        corners[:, normal] = sign * half[normal]
        order = [(-1, -1), (1, -1), (1, 1), (-1, 1)] if sign > 0 else [(-1, -1), (-1, 1), (1, 1), (1, -1)]
        for row, (a, b) in enumerate(order):
            corners[row, i], corners[row, j] = a * half[i], b * half[j]
        flat = [((a + 1) / 2, (b + 1) / 2) for a, b in order]
        if tile:
            flat = [(u * size[i] / tile, v * size[j] / tile) for u, v in flat]
        if normal == 0 or normal == 1:  # keep textures upright on the sides
            flat = [(v, u) for u, v in flat] if normal == 1 else flat
        if (normal, sign) in ((1, 1), (0, -1)):  # and not as in a mirror
            flat = [(-u, v) for u, v in flat]
        flat = [(u, 1 - v) for u, v in flat]
        placed = turned(corners, z_deg, x_deg, y_deg) + np.array(at)
        mesh.add([(*p, *uv) for p, uv in zip(placed.tolist(), flat, strict=True)], [(0, 1, 2), (0, 2, 3)])
    return mesh


def tube(mesh: Mesh, a: Vec, b: Vec, radius: float, sides: int = 14, end_radius: float | None = None) -> Mesh:
    """A round bar from a to b, open at its ends."""
    start, end = np.array(a, float), np.array(b, float)
    along = (end - start) / np.linalg.norm(end - start)
    across = np.cross(along, [0, 0, 1] if abs(along[2]) < 0.9 else [1, 0, 0])
    across /= np.linalg.norm(across)
    other = np.cross(along, across)
    points, faces = [], []
    for k in range(sides + 1):
        angle = 2 * math.pi * k / sides
        out = math.cos(angle) * across + math.sin(angle) * other
        top = end_radius if end_radius is not None else radius
        points += [(*(start + radius * out), k / sides, 0.0), (*(end + top * out), k / sides, 1.0)]
    for k in range(sides):
        faces += [(2 * k, 2 * k + 2, 2 * k + 3), (2 * k, 2 * k + 3, 2 * k + 1)]
    return mesh.add(points, faces)


def disc(mesh: Mesh, at: Vec, radius: float, sides: int = 48) -> Mesh:
    """A flat disc facing up, the texture's circle on it."""
    ring = [(math.cos(2 * math.pi * k / sides), math.sin(2 * math.pi * k / sides)) for k in range(sides)]
    points = [(*at, 0.5, 0.5)] + [
        (at[0] + radius * c, at[1] + radius * s, at[2], 0.5 + c / 2, 0.5 - s / 2) for c, s in ring
    ]
    return mesh.add(points, [(0, 1 + k, 1 + (k + 1) % sides) for k in range(sides)])


def ring(mesh: Mesh, at: Vec, radius: float, thick: float, z_deg: float = 0, steps: int = 40) -> Mesh:
    """An upright torus (a tyre) whose axle points along y before turning."""
    points, faces = [], []
    for i in range(steps):
        turn = 2 * math.pi * i / steps
        for j in range(10):
            round_ = 2 * math.pi * j / 10
            out = radius + thick * math.cos(round_)
            points.append((out * math.cos(turn), thick * math.sin(round_), out * math.sin(turn)))
            faces_from = (i * 10 + j, ((i + 1) % steps) * 10 + j, ((i + 1) % steps) * 10 + (j + 1) % 10)
            faces += [faces_from, (faces_from[0], faces_from[2], i * 10 + (j + 1) % 10)]
    placed = turned(np.array(points), z_deg) + np.array(at)
    return mesh.add([(*p, 0.0, 0.0) for p in placed.tolist()], faces)


def blob(mesh: Mesh, at: Vec, size: Vec, seed: int, rough: float = 0.25, rings: int = 40) -> Mesh:
    """A lumpy ball that sits on the ground: a tied bag, a heap of earth, a bush."""
    rng = np.random.default_rng(seed)
    waves = rng.normal(size=(22, 3)) * rng.choice([1.5, 3, 6, 11], size=(22, 1))
    phases, weights = rng.uniform(0, 6.28, 22), rng.uniform(0.3, 1, 22) / np.linalg.norm(waves, axis=1)
    points, faces = [], []
    columns = rings * 2
    for i in range(rings + 1):
        for j in range(columns):
            theta, phi = math.pi * i / rings, 2 * math.pi * j / columns
            way = np.array(
                [math.sin(theta) * math.cos(phi), math.sin(theta) * math.sin(phi), math.cos(theta)]
            )
            lumps = 1 + rough * float(np.sum(weights * np.abs(np.sin(waves @ way + phases))) - 1)
            spot = way * lumps * np.array(size) / 2
            points.append(
                (at[0] + spot[0], at[1] + spot[1], max(at[2], at[2] + size[2] * 0.4 + spot[2]), j / 8, i / 8)
            )
            if i < rings:
                right = (j + 1) % columns
                a, b, c, d = (
                    i * columns + j,
                    (i + 1) * columns + j,
                    (i + 1) * columns + right,
                    i * columns + right,
                )
                faces += [(a, b, c), (a, c, d)]
    return mesh.add(points, faces)


def leaves(mesh: Mesh, at: Vec, size: Vec, count: int, leaf_m: float, seed: int, hollow: float = 0.5) -> Mesh:
    """Small squares at random angles that fill an ellipsoid, denser towards its skin."""
    rng = np.random.default_rng(seed)

    def ways() -> np.ndarray:
        some = rng.normal(size=(count, 3))
        return some / np.linalg.norm(some, axis=1, keepdims=True)

    reach = rng.uniform(hollow, 1, (count, 1)) ** 0.5
    spots = np.array(at) + ways() * np.array(size) / 2 * reach
    side = ways()
    up = np.cross(side, ways())
    a, b = side * leaf_m / 2, up * leaf_m / 2 * rng.uniform(0.6, 1.2, (count, 1))
    corners = np.stack([spots - a - b, spots + a - b, spots + a + b, spots - a + b], axis=1).reshape(-1, 3)
    flat = np.tile([[0.0, 1.0], [1.0, 1.0], [1.0, 0.0], [0.0, 0.0]], (count, 1))
    first = np.arange(count)[:, None] * 4
    faces = np.concatenate([first + [0, 1, 2], first + [0, 2, 3]]).tolist()
    mesh.add(np.hstack([corners, flat]).tolist(), faces)
    return mesh
