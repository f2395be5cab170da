"""For each photo: what stands in the street, where the camera is, and the light of that hour."""

from __future__ import annotations

from collections.abc import Callable

from resources.demo.studio import bicycles, street, things
from resources.demo.studio.render import Camera, Light, Scene

MORNING = Light(sun=(-0.70, -0.40, 0.50), warm=0.5)
NOON = Light(sun=(-0.45, -0.35, 0.82))
AFTERNOON = Light(sun=(-0.80, 0.05, 0.60), warm=0.3)
EVENING = Light(sun=(-0.85, -0.30, 0.36), warm=1.0, sky_power=0.9)
CLOUDY = Light(sun_power=0.06, sky_power=1.1)

CREAM, ROSE, GREY, WHITE = (0.78, 0.70, 0.56), (0.70, 0.47, 0.38), (0.62, 0.63, 0.62), (0.80, 0.79, 0.75)


def rubbish(scene: Scene, clean: bool = False) -> None:
    street.build(scene, plaster=CREAM, seed=3, trees=(8.5, 15, 21.5, 28))
    things.bin_(scene)
    if not clean:
        things.rubbish(scene)


def manhole(scene: Scene, mended: bool = False) -> None:
    street.build(
        scene, plaster=ROSE, seed=14, shop="修鞋配钥匙", holes=[things.MANHOLE], trees=(9, 15.5, 22, 28.5)
    )
    things.manhole(scene, mended)


def stickers(scene: Scene, clean: bool = False) -> None:
    street.build(scene, plaster=GREY, seed=27, shop="海鲜家常菜", trees=(7, 13.5, 20, 26.5))
    things.cabinet(scene, clean)


def bikes(scene: Scene, tidy: bool = False) -> None:
    street.build(scene, plaster=WHITE, seed=38, shop="阳光药房", trees=(9, 15, 21, 27))
    bicycles.bikes(scene, tidy)


def flowers(scene: Scene) -> None:
    street.build(scene, plaster=CREAM, seed=51, shop="社区书屋", trees=(6, 12, 18, 24))
    things.flower_bed(scene)


def pothole(scene: Scene) -> None:
    street.build(scene, plaster=ROSE, seed=62, shop="CORNER STORE", road=False)
    things.pothole(scene)


def quiet(scene: Scene) -> None:
    street.build(scene, plaster=WHITE, seed=75, shop="PADARIA", trees=(4, 10, 16, 22, 28))


Stage = tuple[Callable[[Scene], None], Camera, Light]
STAGES: dict[str, Stage] = {
    "rubbish-far": (rubbish, Camera((1.1, -1.9, 1.6), (2.9, 5.0, 0.9)), MORNING),
    "rubbish-near": (rubbish, Camera((1.75, 3.0, 1.55), (3.75, 4.75, 0.5), 66, portrait=True), MORNING),
    "rubbish-detail": (rubbish, Camera((2.2, 2.85, 1.2), (3.35, 4.15, 0.3), 54, sharp_at_m=1.7), MORNING),
    "rubbish-after": (lambda s: rubbish(s, True), Camera((1.15, -1.8, 1.62), (2.95, 5.0, 0.9)), AFTERNOON),
    "rubbish-check": (
        lambda s: rubbish(s, True),
        Camera((2.1, 7.9, 1.6), (3.7, 4.7, 0.5), 66, portrait=True),
        EVENING,
    ),
    "manhole-far": (manhole, Camera((2.3, -1.5, 1.6), (2.9, 4.0, 0.55)), MORNING),
    "manhole-near": (manhole, Camera((2.75, 1.35, 1.35), (3.08, 2.5, 0.0), 60), MORNING),
    "manhole-after": (lambda s: manhole(s, True), Camera((2.72, 1.33, 1.38), (3.08, 2.5, 0.0), 60), CLOUDY),
    "stickers-far": (stickers, Camera((1.5, -0.6, 1.6), (3.6, 3.4, 1.0), 66, portrait=True), NOON),
    "stickers-near": (stickers, Camera((2.35, 2.85, 1.35), (4.0, 3.2, 1.0), 60), NOON),
    "stickers-after": (lambda s: stickers(s, True), Camera((2.33, 2.8, 1.36), (4.0, 3.2, 1.0), 60), EVENING),
    "bikes-far": (bikes, Camera((2.0, -2.6, 1.6), (2.05, 4.0, 0.75), 66, portrait=True), EVENING),
    "bikes-near": (bikes, Camera((2.5, -0.2, 1.5), (1.85, 3.2, 0.45), 60), EVENING),
    "bikes-after": (lambda s: bikes(s, True), Camera((2.0, -2.5, 1.6), (2.0, 4.0, 0.8), 62), CLOUDY),
    "flowers": (flowers, Camera((2.0, 0.1, 1.5), (3.6, 4.2, 0.45), 60), MORNING),
    "south": (pothole, Camera((-0.9, 0.5, 1.55), (-2.0, 3.4, -0.15), 62), NOON),
    "west": (quiet, Camera((2.9, -3.0, 1.6), (1.9, 8.0, 1.3), 64), EVENING),
}
