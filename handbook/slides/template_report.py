"""The report of how a company's template is used: what was found in it, what was made of it, what to look at."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from handbook.slides.layout_file import Box
from handbook.slides.template_faces import MeasuredFace
from handbook.slides.template_frame import Frame
from handbook.slides.template_ground import Ground, contrast_of
from handbook.slides.template_layouts import TemplateLayouts
from handbook.slides.template_map import Match
from handbook.slides.template_read import Sheet
from handbook.slides.template_roles import Roles
from handbook.theme.contrast import TEXT
from handbook.theme.office import OfficeTheme
from handbook.theme.tokens import Role

_FLOOR = 16.0
"""Text of a body that is smaller in points is remarked upon."""


@dataclass(frozen=True)
class TemplateReport:
    """Everything that is said of a template."""

    file: str
    slides: int
    """Slides of its sample, which were taken out."""
    unlinked: int
    """Links to them, which were taken away."""
    master: int
    """The number of the master that is used."""
    masters: int
    size: Box
    base: Sheet
    """The layout that ours are drawn on."""
    matches: Mapping[str, Match]
    rejected: set[str]
    """Layouts not taken, as their ground is dark where that of the others is light, or light where it is dark."""
    sheets: list[Sheet]
    made: TemplateLayouts
    frame: Frame
    office: OfficeTheme
    roles: Roles
    ground: Ground
    faces: list[MeasuredFace]

    @property
    def remarks(self) -> list[str]:
        """What a person should look at."""
        return list(self._remarks())

    def _remarks(self) -> Iterator[str]:
        if self.slides:
            yield f"{self.slides} slides of the sample were taken out with all that belonged to them"
        if self.unlinked:
            yield f"{self.unlinked} links of masters or layouts to such slides were taken away"
        if self.masters > 1:
            yield f"master {self.master} of {self.masters} is used; the others stay in the file"
        for key in sorted(self.rejected):
            yield f"no layout of the template serves as “{key}”: its ground is not as dark or light as the others"
        for name, match in self.matches.items():
            yield from self._faint_texts(name, match)
        if self.ground.kind == "picture":
            yield "text stands on a picture; contrast is reckoned against its main colours"
        for name in self.roles.faint:
            yield f"no shade of the template's colours reads well as {name}; the text colour stands for it"
        title = self.base.title
        if title is not None and self.frame.title != title.box:
            yield (
                f"the title's box is made {self.frame.title.h - title.box.h:.0f} pt higher on slides, "
                "so that it holds two lines"
            )
        body = self.made.layouts["content"].places["body"]
        if body.steps[0][0] < _FLOOR:
            yield f"the body text of the template is {body.steps[0][0]:g} pt, which is small for a room"
        if not self.office.minor.east_asian:
            yield "the theme names no Chinese typeface, so the viewer's program chooses one"
        for face in self.faces:
            if face.how == "nearest":
                yield (
                    f"no file of the typeface {face.name} with what it has to set was found; it is measured as "
                    f"{face.by} (put the file beside the template to measure it)"
                )
        if "number" not in self.made.layouts["content"].places:
            yield "the layout for content has no slide number"

    def _faint_texts(self, key: str, match: Match) -> Iterator[str]:
        """Texts of the template's own layouts that are hard to read where they stand."""
        places = self.made.layouts[key].places
        for name, found in match.places.items():
            seen = contrast_of(match.sheet, found, self.office, self.size)
            if seen is not None and seen[0] < seen[1]:
                done = "slides take another colour of the theme" if places[name].tone else "look at it"
                yield (
                    f"{name} of “{match.sheet.name}” ({key}) has a contrast of {seen[0]:.1f}:1 in the template itself; "
                    f"{seen[1]:g}:1 is needed: {done}"
                )

    def as_text(self) -> str:
        """The report for people."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield f"template {self.file}  {self.size.w:g} x {self.size.h:g} pt  theme “{self.office.name}”"
        yield ""
        yield "layouts (ours, then the template's)"
        for key, layout in self.made.layouts.layouts.items():
            if key in self.matches:
                places = ", ".join(f"{name} {found.idx}" for name, found in self.matches[key].places.items())
                yield f"  {key:<18}{layout.name:<28}by {self.matches[key].how}  {places}"
            else:
                yield f"  {key:<18}{layout.name:<28}made on “{self.base.name}”"
        unused = [
            sheet.name
            for sheet in self.sheets
            if sheet.part not in {m.sheet.part for m in self.matches.values()}
        ]
        if unused:
            yield f"  not used: {', '.join(unused)}"
        yield ""
        yield "colours (role, where it is from, contrast on the ground)"
        for name, role in self._roles():
            colour = self._seen(name)
            yield f"  {name:<10}{_written(role):<24}{colour}  {self.ground.contrast(colour):.1f}:1"
        yield ""
        yield "typefaces"
        for face in self.faces:
            yield f"  {face.name:<24}{face.how}: {face.by}"
        yield ""
        yield "places (x y width height in pt)"
        for name in ("title", "body", "eyebrow", "source"):
            box = getattr(self.frame, name)
            yield f"  {name:<10}{box.x:.0f} {box.y:.0f} {box.w:.0f} {box.h:.0f}"
        sizes = self.made.layouts["content"].places
        yield f"  sizes     title {sizes['title'].steps[0][0]:g} pt, body {sizes['body'].steps[0][0]:g} pt"
        if self.remarks:
            yield ""
            yield "remarks"
            for remark in self.remarks:
                yield f"  {remark}"

    def _roles(self) -> list[tuple[str, Role]]:
        names = (
            "tx1",
            "tx2",
            "bg2",
            "accent1",
            "accent2",
            "accent3",
            "accent4",
            "accent5",
            "accent6",
            "hlink",
        )
        return [(name, self.roles.roles.get(name, Role.model_validate({"slot": name}))) for name in names]

    def _seen(self, name: str) -> Any:
        slots = (
            {"tx1": "dk1", "tx2": "dk2", "bg2": "lt2"}
            if not self.roles.dark
            else {"tx1": "lt1", "tx2": "lt2", "bg2": "dk2"}
        )
        return getattr(self.roles.colours, slots.get(name, name))

    def as_json(self) -> str:
        """The report for programs."""
        layouts = {}
        for key, layout in self.made.layouts.layouts.items():
            match = self.matches.get(key)
            layouts[key] = {
                "name": layout.name,
                "part": (layout.part or "").lstrip("/"),
                "by": match.how if match else "made",
                "on": None if match else self.base.name,
                "places": {
                    name: {
                        "idx": place.idx or 0,
                        "type": place.type,
                        "box": _numbers(place.box),
                        "sizes": list(place.steps[0]),
                    }
                    for name, place in layout.places.items()
                },
                "moved": dict(layout.moves),
            }
        colours = {
            name: {
                "from": _written(role),
                "colour": str(self._seen(name)),
                "contrast": round(self.ground.contrast(self._seen(name)), 2),
            }
            for name, role in self._roles()
        }
        report = {
            "template": self.file,
            "theme": self.office.name,
            "size": [self.size.w, self.size.h],
            "master": self.master,
            "masters": self.masters,
            "slides_taken_out": self.slides,
            "layouts": layouts,
            "colours": colours,
            "least_contrast": TEXT,
            "typefaces": [{"name": face.name, "how": face.how, "by": face.by} for face in self.faces],
            "places": {
                name: _numbers(getattr(self.frame, name)) for name in ("title", "body", "eyebrow", "source")
            },
            "remarks": self.remarks,
        }
        return json.dumps(report, ensure_ascii=False, indent=2)


def _numbers(box: Box) -> list[float]:
    return [round(value, 1) for value in (box.x, box.y, box.w, box.h)]


def _written(role: Role) -> str:
    kept = f" x {role.keep} %" if role.keep < 100 else ""
    added = f" + {role.add} %" if role.add else ""
    return f"{role.slot}{kept}{added}"
