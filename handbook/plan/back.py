"""The back matter: which parts a book has behind its chapters, in which order, under which letters.

Parts that readers look things up in are appendices; their letters follow those of the appendices that authors wrote.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import ascii_uppercase

from handbook.model.blocks.teaching import Qa, Worksheet
from handbook.model.book import BACK_MATTER
from handbook.model.handbook import Handbook
from handbook.plan.words import Words

LATE = frozenset({"glossary", "references", "index", "colophon"})
"""Parts that list pages of all others: they are laid out last, when those are known."""
_LETTERLESS = frozenset({"answers", "index", "colophon"})
_ENOUGH_WORKSHEETS = 2


@dataclass(frozen=True)
class BackPart:
    """A part of the back matter. Its name is that of its template, and its anchor."""

    name: str
    title: str
    letter: str
    """The letter of the appendix that it is; empty where it is none."""
    label: str
    """附录 C; empty where it is no appendix."""

    @property
    def late(self) -> bool:
        """Whether it is laid out when all other pages are known."""
        return self.name in LATE

    @property
    def head(self) -> str:
        """What running heads and bookmarks say."""
        return f"{self.label}　{self.title}" if self.label else self.title


def plan_back(handbook: Handbook, words: Words, referenced: bool, indexed: bool) -> tuple[BackPart, ...]:
    """The parts that have something to say; `referenced`: works are cited; `indexed`: words are listed."""
    blocks = [block for _, _, block in handbook.blocks()]
    there: Mapping[str, bool] = {
        "answers": any(block.kind == "quiz" for block in blocks),  # type: ignore[attr-defined]
        "questions": bool(handbook.questions) or any(isinstance(block, Qa) for block in blocks),
        "worksheets": sum(isinstance(block, Worksheet) for block in blocks) >= _ENOUGH_WORKSHEETS,
        "errata": bool(handbook.errata),
        "sources": handbook.sources is not None,
        "glossary": bool(handbook.glossary),
        "references": referenced,
        "index": indexed,
        "colophon": True,
    }
    letters = iter(ascii_uppercase[len(handbook.appendices) :])
    parts = []
    for name in BACK_MATTER:
        if not there[name]:
            continue
        letter = "" if name in _LETTERLESS else next(letters, "")
        label = words("appendix", number=letter) if letter else ""
        parts.append(BackPart(name, _title(name, handbook, words), letter, label))
    return tuple(parts)


def _title(name: str, handbook: Handbook, words: Words) -> str:
    if name != "questions":
        return str(getattr(words, f"back_{name}"))
    count = len(handbook.questions)
    return words("back_questions", number=words.numeral(count)) if count else str(words.back_cards)
