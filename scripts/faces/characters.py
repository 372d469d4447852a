"""The characters that the shipped faces cover, and those that have full width in every Chinese face."""

from __future__ import annotations


def code_points(ranges: str) -> set[int]:
    """Return the code points of a list such as ``0020-007E 00A0``."""
    points: set[int] = set()
    for item in ranges.split():
        first, _, last = item.partition("-")
        points.update(range(int(first, 16), int(last or first, 16) + 1))
    return points


# What a face lacks of these is left out; what the stack of faces covers is in advances.json.
LATIN = code_points(
    "0020-007E 00A0-017F 0192 01CD-01DC 01F8-01F9 02C6-02DD 2010-2027 2030-2044 2070-209C 20AC"  # letters
    " 2100-214F 2190-21FF 2200-22FF 25A0-25FF 2600-27BF"  # signs, arrows, mathematics, shapes, dingbats
)
GREEK = code_points("0370-03FF")
DISPLAY = code_points("0020-007E 00A0 00B0 00B7 00D7 2013-2014 2018-201D 2026 2030 2212")
CODE = code_points("2300-23FF 2500-259F")
CHINESE_SIGNS = code_points(
    "2150-218F 2300-23FF 2460-24FF 2500-259F 2E3A-2E3B"  # numerals, enclosed numbers, boxes, long dashes
    " 3000-30FF 3105-312F FE30-FE4F FF01-FF60 FFE0-FFE6"  # marks, kana, bopomofo, full width
    " 3220-3243 3251-325F 3280-32BF 3380-33DF"  # ideographs and numbers in brackets and circles, units
)


def gb2312() -> set[int]:
    """Return GB 2312 whole, symbols too.

    Two of its symbols are read in two ways: `·` as U+00B7 or U+30FB, `—` as U+2014 or U+2015. Both are taken.
    """
    points: set[int] = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                points.add(ord(bytes([row, cell]).decode("gb2312")))
                points.add(ord(bytes([row, cell]).decode("gbk")))
            except UnicodeDecodeError:
                continue
    return points


def general_standard(mappings: str) -> set[int]:
    """Return the 8,105 characters of the general standard (2013) from a Unihan file."""
    lines = (line.split("\t") for line in mappings.splitlines())
    points = {int(line[0][2:], 16) for line in lines if len(line) == 3 and line[1] == "kTGH"}
    assert len(points) == 8105, len(points)
    return points


# Full width in every Chinese face that decks name, whatever else it covers.
FULL_WIDTH = code_points(
    "00B7 2014-2016 2018-2019 201C-201D 2025-2026 2030 203B 2103 2116 2160-216B 2170-2179 2190-2193 2196-2199"
    " 2460-249B 24EA 2500-2573 2581-258F 25A0-25A1 25B2-25B3 25BC-25BD 25C6-25C7 25CB 25CE-25CF 2605-2606"
    " 2E80-2FD5 2FF0-2FFB 3000-303E 3041-30FF 3105-312F 3131-318E 31A0-31BF 31C0-31E3 31F0-31FF 3200-33FF"
    " 3400-4DBF 4E00-9FFF AC00-D7A3 F900-FAFF FE10-FE19 FE30-FE6B FF01-FF60 FFE0-FFE6 20000-323AF"
)
