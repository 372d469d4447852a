"""What a printing house looks at first, read from the finished press file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from handbook.model.place import NOWHERE
from handbook.problems import Problems

_MM_PER_POINT = 25.4 / 72
_POINTS_PER_INCH = 72
_FINE, _COARSE = 250, 150
"""Pixels to the inch: what prints as it looks, and under which a picture is visibly coarse."""
_MOST_INK = 3.0
"""The sum of inks that coated paper bears without setting off."""


@dataclass(frozen=True)
class Picture:
    """A picture of pixels on a page."""

    page: int
    resolution: float
    """Pixels to the inch, in the direction that has fewer."""


@dataclass(frozen=True)
class Preflight:
    """The findings about one file."""

    pages: int
    trims: tuple[tuple[float, float], ...]
    """The sizes of the trimmed pages, in millimetres."""
    bleed: float
    """The narrowest bleed, in millimetres."""
    condition: str
    """What the output intent calls the printing condition."""
    version: str
    """The standard that the metadata names."""
    faces: tuple[str, ...]
    loose_faces: tuple[str, ...]
    """Faces that are not in the file."""
    pictures: tuple[Picture, ...]
    screen_colours: int
    """Colours of text and drawings that are not inks."""
    most_ink: float
    """The largest sum of inks of text and drawings: 3.0 is 300 %."""
    annotations: int

    def report(self) -> str:
        """The findings for a person."""
        sizes = ", ".join(f"{width:.1f} x {height:.1f} mm" for width, height in self.trims)
        loose = f"not embedded: {', '.join(self.loose_faces)}" if self.loose_faces else "all embedded"
        rows = [
            ("Standard", self.version or "none"),
            ("Printing condition", self.condition or "none"),
            ("Pages", str(self.pages)),
            ("Trim", sizes),
            ("Bleed", f"{self.bleed:.1f} mm"),
            ("Faces", f"{len(self.faces)}, {loose}"),
            ("Colours that are not inks", str(self.screen_colours)),
            ("Largest sum of inks", f"{self.most_ink:.0%}"),
            ("Pictures", _of_pictures(self.pictures)),
            ("Annotations", str(self.annotations)),
        ]
        return "".join(f"{name + ':':<28}{value}\n" for name, value in rows)

    def judge(self, problems: Problems, bleed: float) -> None:
        """Report what a printing house would send back; `bleed` is what was asked for, in millimetres."""

        def wrong(what: str, hint: str) -> None:
            problems.error(NOWHERE, "press", what, hint)

        if len(self.trims) != 1:
            wrong(f"pages have {len(self.trims)} sizes", "a theme's page styles must not change the size")
        if self.bleed < bleed - 0.01:
            wrong(f"the bleed is {self.bleed:.1f} mm", f"it should be {bleed:.1f} mm on every side")
        for face in self.loose_faces:
            wrong(f"the face “{face}” is not in the file", "use the faces of the theme")
        if self.screen_colours:
            wrong(f"{self.screen_colours} colours are not inks", "a drawing uses a gradient; fill it evenly")
        if self.most_ink > _MOST_INK:
            wrong(f"inks add up to {self.most_ink:.0%}", f"take a colour that needs at most {_MOST_INK:.0%}")
        for picture in self.pictures:
            if picture.resolution < _FINE:
                grave = "visibly coarse" if picture.resolution < _COARSE else "a little coarse"
                problems.warn(
                    NOWHERE,
                    "press",
                    f"a picture on page {picture.page} has {picture.resolution:.0f} pixels to the inch: {grave}",
                    f"give a picture of at least {_FINE}, or print it smaller",
                )


def _of_pictures(pictures: tuple[Picture, ...]) -> str:
    if not pictures:
        return "none"
    return f"{len(pictures)}, from {min(one.resolution for one in pictures):.0f} pixels to the inch"


def preflight(data: bytes) -> Preflight:
    """The findings about the press file `data`."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        intents: Any = pdf.Root.get("/OutputIntents", [])
        faces, loose = _faces(pdf)
        inks = [colour for stream in _streams(pdf) for colour in _colours(stream)]
        with pdf.open_metadata() as meta:
            version = str(meta.get("{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion", ""))
        return Preflight(
            pages=len(pdf.pages),
            trims=tuple(sorted({_size(page.trimbox) for page in pdf.pages})),
            bleed=min(_bleed(page) for page in pdf.pages),
            condition=str(intents[0].OutputConditionIdentifier) if intents else "",
            version=version,
            faces=faces,
            loose_faces=loose,
            pictures=tuple(
                picture for number, page in enumerate(pdf.pages, 1) for picture in _pictures(page, number)
            ),
            screen_colours=sum(len(colour) != 4 for colour in inks),
            most_ink=max((sum(colour) for colour in inks if len(colour) == 4), default=0.0),
            annotations=sum(len(page.get("/Annots", [])) for page in pdf.pages),
        )


def _size(box: Any) -> tuple[float, float]:
    left, bottom, right, top = (float(edge) for edge in box)
    return round((right - left) * _MM_PER_POINT, 1), round((top - bottom) * _MM_PER_POINT, 1)


def _bleed(page: Any) -> float:
    trim, bleed = ([float(edge) for edge in box] for box in (page.trimbox, page.obj.BleedBox))
    return min(trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3]) * _MM_PER_POINT


def _faces(pdf: pikepdf.Pdf) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of all faces, and of those that are not embedded."""
    names, loose = set(), set()
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font":
            if thing.get("/Subtype") == "/Type0":
                continue
            name = str(thing.get("/BaseFont", ""))[1:]
            names.add(name)
            descriptor: Any = thing.get("/FontDescriptor", {})
            held = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            if not held and thing.get("/Subtype") != "/Type3":
                loose.add(name)
    return tuple(sorted(names)), tuple(sorted(loose))


def _streams(pdf: pikepdf.Pdf) -> Iterator[Any]:
    yield from pdf.pages
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and (
            thing.get("/Subtype") == "/Form" or thing.get("/PatternType") == 1
        ):
            yield thing


def _colours(stream: Any) -> Iterator[tuple[float, ...]]:
    """The colours that are set in a stream, by their parts; one of a single part is grey of the screen."""
    for instruction in pikepdf.parse_content_stream(stream, "rg RG g G k K"):
        yield tuple(float(part) for part in instruction.operands)


def _pictures(page: Any, number: int) -> Iterator[Picture]:
    """The pictures of a page, those inside forms too, with the resolution at which they are printed."""
    for image, matrix in _drawn(page.obj, page.obj.get("/Resources"), pikepdf.Matrix()):
        width = (matrix.a**2 + matrix.b**2) ** 0.5 / _POINTS_PER_INCH
        height = (matrix.c**2 + matrix.d**2) ** 0.5 / _POINTS_PER_INCH
        if width and height:
            yield Picture(number, min(int(image.Width) / width, int(image.Height) / height))


def _drawn(stream: Any, resources: Any, matrix: pikepdf.Matrix) -> Iterator[tuple[Any, pikepdf.Matrix]]:
    """Every picture drawn in `stream`, with the matrix from its unit square to the page."""
    things = resources.get("/XObject") if resources is not None else None
    if things is None:
        return
    kept: list[pikepdf.Matrix] = []
    for instruction in pikepdf.parse_content_stream(stream, "q Q cm Do"):
        match str(instruction.operator):
            case "q":
                kept.append(matrix)
            case "Q" if kept:
                matrix = kept.pop()
            case "cm":
                matrix = pikepdf.Matrix(instruction.operands) @ matrix
            case "Do":
                thing = things.get(str(instruction.operands[0]))
                if thing is not None and thing.get("/Subtype") == "/Image":
                    yield thing, matrix
                elif thing is not None and thing.get("/Subtype") == "/Form":
                    inner = thing.get("/Matrix")
                    placed = pikepdf.Matrix(inner) @ matrix if inner is not None else matrix
                    yield from _drawn(thing, thing.get("/Resources"), placed)
