"""The ICC profile of a press: what it must be, and colours measured through it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from PIL import Image, ImageCms

from handbook.model.place import NOWHERE, Place
from handbook.problems import Problems

WHICH = (
    "ask the printing house; for coated paper many take PSOcoated_v3.icc of the European Color Initiative or the"
    " profile of Japan Color 2011, both free to download; then --profile FILE"
)
"""Which file to get."""
Cmyk = tuple[float, float, float, float]
"""Shares of the four inks, 0 to 1."""
_NEUTRAL, _NEUTRAL_TINT = 6.0, 2.0
"""Chroma in CIELAB up to which a colour counts as grey and is printed in black alone; less for light grounds, whose
warmth a reader sees."""
_LIGHT = 90.0
"""Lightness in CIELAB from which a ground counts as light."""


def check_profile(path: Path | None, problems: Problems) -> None:
    """Report a profile that is not given, not there, or not one of a four-colour press."""
    if path is None:
        problems.error(NOWHERE, "variant", "a PDF for the press needs the ICC profile of the press", WHICH)
        return
    at = Place(path.name)
    if not path.is_file():
        problems.error(at, "missing-file", "there is no such profile", WHICH)
        return
    try:
        profile = ImageCms.ImageCmsProfile(str(path)).profile
    except (OSError, ImageCms.PyCMSError):
        problems.error(at, "variant", "this is not an ICC profile", WHICH)
        return
    if profile.xcolor_space.strip() != "CMYK" or profile.device_class.strip() != "prtr":
        found = f"{profile.device_class.strip()} {profile.xcolor_space.strip()}"
        problems.error(
            at, "variant", f"this is not the profile of a four-colour press but one of {found}", WHICH
        )


@dataclass(frozen=True)
class Press:
    """A press as its profile describes it.

    Colours are rendered relative to the paper, with black point compensation.
    """

    path: Path

    @cached_property
    def data(self) -> bytes:
        """The profile's bytes."""
        return self.path.read_bytes()

    @cached_property
    def name(self) -> str:
        """What the profile calls its printing condition."""
        return str(ImageCms.getProfileDescription(self._profile)).strip()

    @cached_property
    def _profile(self) -> ImageCms.ImageCmsProfile:
        return ImageCms.ImageCmsProfile(io.BytesIO(self.data))

    @cached_property
    def _to_inks(self) -> ImageCms.ImageCmsTransform:
        return self._transform(ImageCms.createProfile("sRGB"), self._profile, "RGB", "CMYK")

    @cached_property
    def _black_lightness(self) -> tuple[float, ...]:
        """The lightness of black alone, for 0 to 255 parts of it."""
        to_lab = self._transform(self._profile, ImageCms.createProfile("LAB"), "CMYK", "LAB")
        ramp = Image.new("CMYK", (256, 1))
        ramp.putdata([(0, 0, 0, black) for black in range(256)])
        return tuple(value[0] / 2.55 for value in _pixels(ImageCms.applyTransform(ramp, to_lab)))

    @cached_property
    def _to_lab(self) -> ImageCms.ImageCmsTransform:
        return self._transform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")

    @staticmethod
    def _transform(source: object, target: object, mode_in: str, mode_out: str) -> ImageCms.ImageCmsTransform:
        return ImageCms.buildTransform(
            source,  # type: ignore[arg-type]
            target,  # type: ignore[arg-type]
            mode_in,
            mode_out,
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )

    def inks(self, red: float, green: float, blue: float) -> Cmyk:
        """The inks of an sRGB colour, whose parts are 0 to 1. Greys are black ink alone, the darkest all of it.

        So text prints with one plate and cannot be out of register.
        """
        pixel = Image.new("RGB", (1, 1), tuple(round(255 * part) for part in (red, green, blue)))
        lightness, *chroma = (
            float(part) for part in _pixels(ImageCms.applyTransform(pixel, self._to_lab))[0]
        )
        a, b = (part - 256 if part > 127 else part for part in chroma)
        lightness /= 2.55
        neutral = _NEUTRAL_TINT if lightness > _LIGHT else _NEUTRAL
        if (a * a + b * b) ** 0.5 <= neutral:
            return 0.0, 0.0, 0.0, self._black(lightness)
        inks = _pixels(ImageCms.applyTransform(pixel, self._to_inks))[0]
        cyan, magenta, yellow, black = (round(part / 255, 3) for part in inks)
        return cyan, magenta, yellow, black

    def _black(self, lightness: float) -> float:
        """How much black is as light as `lightness`; all of it for what is darker than black ink can be."""
        white, darkest = self._black_lightness[0], self._black_lightness[-1]
        wanted = min(lightness, white)
        if wanted <= darkest + 2.0:
            return 1.0
        found = min(range(256), key=lambda black: abs(self._black_lightness[black] - wanted))
        return round(found / 255, 3)


def _pixels(image: Image.Image | None) -> list[tuple[int, ...]]:
    assert image is not None
    raw = image.tobytes()
    bands = len(image.getbands())
    return [tuple(raw[at : at + bands]) for at in range(0, len(raw), bands)]
