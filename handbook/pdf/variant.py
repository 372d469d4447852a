"""The forms in which one book is made: what it is for, whose edition it is, whether it can be filled in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from handbook.model.place import NOWHERE
from handbook.problems import Problems

Purpose = Literal["screen", "print", "press", "archive", "booklet"]
Edition = Literal["participant", "trainer"]

PURPOSES: tuple[Purpose, ...] = ("screen", "print", "press", "archive", "booklet")
"""What a PDF can be for."""
EDITIONS: tuple[Edition, ...] = ("participant", "trainer")
"""Whose edition it can be."""


@dataclass(frozen=True)
class Variant:
    """One form of the book. The plain one is for the screen and for participants."""

    purpose: Purpose = "screen"
    """`screen`: links, tags (PDF/UA-1). `print`: an office printer. `press`: PDF/X-4 with bleed and marks. `archive`:
    PDF/A-3a with its sources. `booklet`: two pages a side, in the order of folding."""
    edition: Edition = "participant"
    """Answers stand at the end for participants, in place for trainers, with notes and running sheets."""
    fillable: bool = False
    """Whether worksheets and checklists are form fields."""
    solutions: bool = False
    """Whether the answers alone are printed."""
    profile: Path | None = None
    """The press's ICC profile."""

    @property
    def tagged(self) -> bool:
        """Whether the structure goes into the file for screen readers."""
        return self.purpose in ("screen", "archive")

    @property
    def linked(self) -> bool:
        """Whether the file carries links: useless on paper, and forbidden inside the bleed (ISO 15930-7)."""
        return self.tagged

    @property
    def by_units(self) -> bool:
        """Whether the file is joined from units that are laid out one by one."""
        return self.purpose in ("screen", "print") and not self.fillable

    @property
    def habitual_paper(self) -> str | None:
        """The paper taken where none is named; none for the theme's own. Two A5 pages make a side of A4."""
        return "a5" if self.purpose == "booklet" else None

    @property
    def office(self) -> bool:
        """Whether an office printer prints it, which reaches no edge and pays for large grounds in toner."""
        return self.purpose in ("print", "booklet")

    @property
    def trainer(self) -> bool:
        """Whether it is the trainer's edition."""
        return self.edition == "trainer"

    def name(self, stem: str, theme: str = "", paper: str = "") -> str:
        """The file's name: `stem`, then what differs from the plain book: `handbook-a5-press.pdf`."""
        parts = [stem, theme, paper]
        if self.purpose != "screen":
            parts.append(self.purpose)
        if self.edition != "participant":
            parts.append(self.edition)
        if self.fillable:
            parts.append("fillable")
        if self.solutions:
            parts.append("solutions")
        return "-".join(part for part in parts if part) + ".pdf"


PLAIN = Variant()
"""The book that `handbook pdf` makes where nothing else is asked for."""


def check_variant(variant: Variant, problems: Problems) -> None:
    """Report what was asked for together and cannot be had together, and a press without its profile."""
    if variant.fillable and variant.purpose != "screen":
        problems.error(
            NOWHERE,
            "variant",
            f"a form is filled in on a screen, and this PDF is for {variant.purpose}",
            "leave out --fillable, or --for",
        )
    if variant.fillable and variant.solutions:
        problems.error(
            NOWHERE,
            "variant",
            "answers alone have no fields to fill in",
            "leave out --fillable or --solutions",
        )
    if variant.purpose == "press":
        from handbook.pdf.profile import check_profile  # colour management is loaded for the press only

        check_profile(variant.profile, problems)
    elif variant.profile is not None:
        problems.error(
            NOWHERE,
            "variant",
            f"a PDF for {variant.purpose} takes no profile",
            "add --for press, or leave it out",
        )
