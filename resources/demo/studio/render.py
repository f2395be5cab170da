"""The camera: a path tracer, a denoiser, and what a small sensor and its firmware do to the light afterwards."""

from __future__ import annotations

import math
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import mitsuba as mi
import numpy as np
from PIL import Image, ImageFilter

mi.set_variant("llvm_ad_rgb")
import mitsuba_oidn  # noqa: E402  it needs the variant

from resources.demo.studio.mesh import Mesh, Vec  # noqa: E402

FONT = str(Path(__file__).resolve().parents[2] / "fonts" / "FieldSansSC-Bold.ttf")
Look = dict[str, Any]
DULL = 0.55  # rougher surfaces are taken as wholly matt, which takes a third of the time


@dataclass
class Scene:
    """Surfaces gathered by what they look like."""

    items: dict[str, Any] = field(default_factory=dict)
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp()))

    def put(self, mesh: Mesh, look: Look) -> None:
        if mesh.points:
            name = f"mesh{len(self.items)}"
            self.items[name] = mesh.save(self.folder / f"{name}.ply") | {"bsdf": look}


@dataclass(frozen=True)
class Camera:
    at: Vec
    to: Vec
    fov: float = 62
    sharp_at_m: float | None = None  # None: everything is sharp
    portrait: bool = False


@dataclass(frozen=True)
class Light:
    sun: Vec = (-0.62, -0.42, 0.66)  # where it stands
    sun_power: float = 1.0
    sky_power: float = 1.0
    warm: float = 0.0


def plain(colour: Vec, roughness: float = 0.7, specular: float = 0.3, metallic: float = 0.0) -> Look:
    reflectance = {"type": "rgb", "value": list(colour)}
    if roughness >= DULL and not metallic:
        return {"type": "twosided", "inner": {"type": "diffuse", "reflectance": reflectance}}
    inner = {
        "type": "principled",
        "base_color": reflectance,
        "roughness": roughness,
        "specular": specular,
        "metallic": metallic,
    }
    return {"type": "twosided", "inner": inner}


def textured(
    picture: Image.Image, roughness: float = 0.75, bump: float = 0.0, turns: tuple[float, float] = (1, 1)
) -> Look:
    def bitmap(image: Image.Image, raw: bool = False) -> Look:
        return {
            "type": "bitmap",
            "bitmap": mi.Bitmap(np.array(image)),
            "raw": raw,
            "to_uv": mi.ScalarTransform4f().scale([turns[0], turns[1], 1]),
        }

    inner: Look = {"type": "diffuse", "reflectance": bitmap(picture)}
    if roughness < DULL:
        inner = {
            "type": "principled",
            "base_color": bitmap(picture),
            "roughness": roughness,
            "specular": 0.35,
        }
    if bump:
        soft = picture.convert("L").filter(ImageFilter.GaussianBlur(2))
        inner = {"type": "bumpmap", "nested": bitmap(soft, raw=True), "scale": bump, "bsdf": inner}
    return {"type": "twosided", "inner": inner}


def _sky(power: float, warm: float, sun: Vec) -> Look:
    """A clear sky: deeper blue above, bright haze at the horizon and around the sun, a few clouds."""
    from resources.demo.studio.textures import clouds

    height, width = 256, 512
    elevation = np.linspace(math.pi / 2, -math.pi / 2, height)[:, None]
    azimuth = np.linspace(-math.pi, math.pi, width)[None, :]
    up = np.clip(np.sin(elevation), 0, 1) * np.ones_like(azimuth)
    blue, haze = np.array([0.16, 0.33, 0.78]), np.array([0.75, 0.84, 0.95])
    colour = haze * (1 - up[..., None]) ** 3 + blue * (1 - (1 - up[..., None]) ** 3)
    puffs = np.clip((clouds(77, (4, 8, 16, 32, 64), 512)[:height] - 0.55) * 3.2, 0, 1) * np.clip(up * 3, 0, 1)
    colour = colour * (1 - puffs[..., None]) + np.array([1.0, 1.0, 1.02]) * 1.3 * puffs[..., None]
    colour[elevation[:, 0] < 0] = [0.25, 0.24, 0.22]
    colour = colour * power * np.array([1 + warm * 0.25, 1, 1 - warm * 0.25])
    to_world = mi.ScalarTransform4f().rotate([1, 0, 0], 90)
    return {"type": "envmap", "bitmap": mi.Bitmap(colour.astype("float32")), "to_world": to_world}


def _sensor(camera: Camera, long_px: int) -> Look:
    width, height = (long_px * 3 // 4, long_px) if camera.portrait else (long_px, long_px * 3 // 4)
    sensor: Look = {
        "type": "perspective" if camera.sharp_at_m is None else "thinlens",
        "fov": camera.fov,
        "fov_axis": "larger",
        "to_world": mi.ScalarTransform4f().look_at(
            origin=list(camera.at), target=list(camera.to), up=[0, 0, 1]
        ),
        "film": {
            "type": "hdrfilm",
            "width": width,
            "height": height,
            "pixel_format": "rgb",
            "rfilter": {"type": "box"},
        },
        "sampler": {"type": "independent"},
    }
    if camera.sharp_at_m is not None:
        sensor |= {"aperture_radius": 0.006, "focus_distance": camera.sharp_at_m}
    return sensor


def expose(scene: Scene, camera: Camera, light: Light, spp: int, long_px: int) -> np.ndarray:
    """Linear light at each pixel, denoised."""
    way = np.array(light.sun) / np.linalg.norm(light.sun)
    sensor = _sensor(camera, long_px)
    warmth = np.array([1.0, 0.93 - 0.1 * light.warm, 0.82 - 0.22 * light.warm])
    sun = {
        "type": "sphere",
        "center": (way * 400).tolist(),
        "radius": 2.6,
        "emitter": {
            "type": "area",
            "radiance": {"type": "rgb", "value": (warmth * 62_000 * light.sun_power).tolist()},
        },
    }
    paths = {"type": "aov", "aovs": "a:albedo,n:sh_normal", "inner": {"type": "path", "max_depth": 4}}
    everything = {
        "type": "scene",
        "integrator": paths,
        "sky": _sky(light.sky_power, light.warm, light.sun),
        "sensor": sensor,
    }
    loaded = mi.load_dict(everything | ({"sun": sun} if light.sun_power else {}) | scene.items)
    seen = np.array(mi.render(loaded, spp=spp))
    color, albedo, normal = (np.ascontiguousarray(seen[..., i : i + 3]) for i in (0, 3, 6))
    return np.array(mitsuba_oidn.denoise(color, albedo, normal, hdr=True))


def enlarged(light: np.ndarray, long_px: int) -> np.ndarray:
    """Brought to the size of the picture; the grain that is added afterwards hides it."""
    height, width = light.shape[:2]
    size = round(width * long_px / max(height, width)), round(height * long_px / max(height, width))
    bands = [
        Image.fromarray(np.ascontiguousarray(light[..., i])).resize(size, Image.Resampling.LANCZOS)
        for i in range(3)
    ]
    return np.clip(np.stack([np.asarray(band) for band in bands], axis=2), 0, None)


def develop(light: np.ndarray, seed: int, long_px: int, exposure: float = 1.0) -> Image.Image:
    """From light to a phone's picture: exposure, a film-like curve, vignette, sharpening, grain."""
    light = enlarged(light.astype("float32"), long_px)
    height, width = light.shape[:2]
    brightness = light @ np.array([0.21, 0.72, 0.07])
    scaled = light * (0.17 * exposure / np.exp(np.mean(np.log(brightness + 1e-3))))
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    scaled *= (1 - 0.22 * ((x**2 + y**2) / 2) ** 1.5)[..., None]
    curved = np.clip(scaled * (2.51 * scaled + 0.03) / (scaled * (2.43 * scaled + 0.59) + 0.14), 0, 1) ** (
        1 / 2.2
    )
    grey = curved.mean(axis=2, keepdims=True)
    vivid = grey + (curved - grey) * 0.94
    rng = np.random.default_rng(seed)
    coarse = Image.fromarray(rng.normal(128, 30, (height // 2, width // 2)).clip(0, 255).astype("uint8"))
    soft = np.asarray(coarse.resize((width, height), Image.Resampling.BICUBIC), float)[..., None] - 128
    noise = (
        rng.normal(0, 0.011, (height, width, 1)) + rng.normal(0, 0.007, (height, width, 3)) + soft * 0.00025
    )
    picture = Image.fromarray((np.clip(vivid + noise * (1.2 - grey * 0.6), 0, 1) * 255).astype("uint8"))
    return picture.filter(ImageFilter.GaussianBlur(0.55)).filter(ImageFilter.UnsharpMask(1.4, 55, 2))
