"""A small ICC profile of a four-colour press, made here so that no profile of others has to be shipped.

Inks multiply: each lets through a share of red, green and blue light, black of all three. It describes no real press.
"""

from __future__ import annotations

import struct
from itertools import product

_LIGHT = {"c": (0.05, 0.55, 0.85), "m": (0.80, 0.10, 0.45), "y": (0.95, 0.85, 0.10), "k": (0.06, 0.06, 0.06)}
_TO_XYZ = ((0.4361, 0.3851, 0.1431), (0.2225, 0.7169, 0.0606), (0.0139, 0.0971, 0.7141))
_WHITE = (0.9642, 1.0, 0.8249)


def press_profile() -> bytes:
    """The bytes of a profile (ICC.1:2001, class `prtr`, CMYK to Lab and back)."""
    grid = [0.0, 0.25, 0.5, 0.75, 1.0]
    forth = [_lab(*inks) for inks in product(grid, repeat=4)]
    steps = [index / 16 for index in range(17)]
    back = [_inks(lightness, a, b) for lightness, a, b in product(steps, repeat=3)]
    tags = {
        b"desc": _text_description("Test press"),
        b"cprt": b"text" + bytes(4) + b"Made for tests; no rights reserved\0",
        b"wtpt": b"XYZ " + bytes(4) + b"".join(_fixed(part) for part in _WHITE),
        b"A2B0": _lut(4, 3, 5, [part for colour in forth for part in _pcs(*colour)]),
        b"B2A0": _lut(3, 4, 17, [round(65535 * part) for inks in back for part in inks]),
    }
    body, table, at = b"", struct.pack(">I", len(tags)), 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    head = struct.pack(">I4sI4s4s4s", at + len(body), b"none", 0x02400000, b"prtr", b"CMYK", b"Lab ")
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + b"".join(map(_fixed, _WHITE))
    return head.ljust(128, b"\0") + table + body


def _fixed(number: float) -> bytes:
    return struct.pack(">i", round(number * 65536))


def _text_description(text: str) -> bytes:
    raw = text.encode() + b"\0"
    return b"desc" + bytes(4) + struct.pack(">I", len(raw)) + raw + bytes(4 + 4 + 2 + 1 + 67)


def _lut(inputs: int, outputs: int, grid: int, values: list[int]) -> bytes:
    """A table of sixteen bits (`mft2`) with straight curves around it."""
    head = b"mft2" + bytes(4) + bytes([inputs, outputs, grid, 0])
    head += b"".join(_fixed(float(row == column)) for row in range(3) for column in range(3))
    straight = struct.pack(">2H", 0, 65535)
    clut = struct.pack(f">{len(values)}H", *values)
    return head + struct.pack(">2H", 2, 2) + straight * inputs + clut + straight * outputs


def _lab(cyan: float, magenta: float, yellow: float, black: float) -> tuple[float, float, float]:
    """The colour of inks on white paper."""
    rgb = []
    for channel in range(3):
        light = 1.0
        for share, ink in zip((cyan, magenta, yellow, black), "cmyk", strict=True):
            light *= 1 - share + share * _LIGHT[ink][channel]
        rgb.append(light)
    xyz = [sum(weight * part for weight, part in zip(row, rgb, strict=True)) for row in _TO_XYZ]
    x, y, z = (_root(part / white) for part, white in zip(xyz, _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(part: float) -> float:
    return part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116


def _pcs(lightness: float, a: float, b: float) -> tuple[int, ...]:
    """A colour as tables of version 2 write it."""
    return (
        min(65280, max(0, round(lightness * 652.8))),
        min(65535, max(0, round((a + 128) * 256))),
        min(65535, max(0, round((b + 128) * 256))),
    )


def _inks(lightness: float, a: float, b: float) -> tuple[float, float, float, float]:
    """Inks that give about a colour, the parts of which run from 0 to 1: what is common to all three is black."""
    level, red, blue = lightness * 100 * 65535 / 65280, a * 65535 / 256 - 128, b * 65535 / 256 - 128
    y = (level + 16) / 116
    xyz = [_cube(y + red / 500) * _WHITE[0], _cube(y) * _WHITE[1], _cube(y - blue / 200) * _WHITE[2]]
    rows = ((3.1339, -1.6169, -0.4906), (-0.9785, 1.9160, 0.0333), (0.0720, -0.2290, 1.4057))
    light = [min(1.0, max(0.0, sum(w * part for w, part in zip(row, xyz, strict=True)))) for row in rows]
    black = 1 - max(light)
    return *((1 - part - black) / max(1 - black, 1e-6) for part in light), black  # type: ignore[return-value]


def _cube(part: float) -> float:
    return part**3 if part > 6 / 29 else (part - 16 / 116) / 7.787
