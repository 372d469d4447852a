"""Step 4 for decks: templates to the outline of a chapter's deck."""

from __future__ import annotations

import re
from collections.abc import Iterable

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    select_autoescape,
)
from jinja2.bccache import Bucket

from handbook.model.blocks.teaching import Quiz
from handbook.model.book import Name, Reference
from handbook.model.inline import Cite, Inline, walk
from handbook.model.traverse import NOT_PRINTED, texts
from handbook.plan.book import BookPlan, PlannedBlock, PlannedChapter, PlannedReference
from handbook.plan.gbt7714 import format_reference
from handbook.problems import Problems
from handbook.slides.lesson import Shares, share_out
from handbook.slides.markup import InlineMarkup
from handbook.theme.load import Theme

TEMPLATE = "slides/deck.xml"
_SHOWN_REFERENCES = 5
_LONGEST_NAME = 80
"""Half ems of a title that stand under a code."""
_LONGEST_SCANNED = 150
"""Characters of an address whose code is coarse enough to be read across a room."""
_FIRST_HANZI = "\u2e80"


class _Compiled(BytecodeCache):
    """The compiled templates of a run: every deck is written by the same ones."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give `bucket` what was compiled before; it looks itself whether the template is still the same."""
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._known[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def render_outline(
    plan: BookPlan,
    chapter: PlannedChapter,
    theme: Theme,
    problems: Problems,
    *,
    shares: Shares | None = None,
    edition: str = "trainer",
) -> str | None:
    """The outline of the deck of `chapter`, or None with a problem where a template is wrong.

    `shares` says how long its sections are taught, by habit as long as their author says.
    """
    environment = _environment(plan, theme)
    try:
        template = environment.get_template(TEMPLATE)
        return template.render(
            plan=plan,
            book=plan.handbook.book,
            chapter=chapter,
            shares=shares or share_out(chapter.chapter, None),
            edition=edition,
            words=plan.words,
            part=next(part for part in plan.parts if chapter in part.chapters),
            disclaimer=_disclaimer(plan, chapter),
            references=_references(plan, chapter),
            shown_references=[short_reference(entry.reference) for entry in _most_cited(plan, chapter)],
            scanned=next(
                (one.reference for one in _most_cited(plan, chapter) if _scannable(one.reference)), None
            ),
            scanned_name=scanned_name,
        )
    except TemplateError as error:
        where = getattr(error, "name", None) or TEMPLATE
        line = getattr(error, "lineno", None)
        place = f"{where}:{line}" if line else where
        problems.error(chapter.chapter.at, "template", f"the template {place} cannot be rendered: {error}")
        return None


def _environment(plan: BookPlan, theme: Theme) -> Environment:
    environment = Environment(
        loader=FileSystemLoader([str(folder) for folder in theme.folders]),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        bytecode_cache=_COMPILED,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["inline"] = InlineMarkup(plan)
    environment.filters["minutes"] = lambda value: f"{value:g}"
    environment.globals["texts_of"] = texts_of
    environment.globals["sources_of"] = lambda *values: _sources(plan, *values)
    environment.globals["letter"] = letter
    environment.globals["chosen"] = chosen
    return environment


def letter(number: int) -> str:
    """The name of an option: A for the first."""
    return chr(ord("A") + number - 1)


def chosen(quiz: Quiz) -> list[tuple[str, Inline]]:
    """The right options with their names."""
    numbers = quiz.answer if isinstance(quiz.answer, tuple) else ()
    return [(letter(number), quiz.options[number - 1]) for number in numbers]


def texts_of(block: PlannedBlock) -> list[Inline]:
    """Every text of a block that is not for the trainer alone, in the order of its fields."""
    return list(texts(block.block, NOT_PRINTED | {"slide_title", "slide_text", "note"}))


def _sources(plan: BookPlan, *values: object) -> list[str]:
    """Short names of the references that the values cite, in order."""
    keys = [key for value in values for key in _cited(value) if key in plan.cited]
    return [short_reference(plan.cited[key].reference) for key in dict.fromkeys(keys)]


def _cited(value: object) -> Iterable[str]:
    for text in texts(value, NOT_PRINTED):
        for node in walk(text.nodes):
            if isinstance(node, Cite):
                yield from node.keys


def short_reference(reference: Reference) -> str:
    """Who and when, as a source line of a slide has room for it: 智谱，2025."""
    who = next((_called(name) for name in (*reference.author, *reference.editor)), "")
    who = who or reference.publisher or reference.container_title or reference.title
    return f"{who}，{reference.issued[:4]}" if reference.issued else who


def scanned_name(reference: Reference) -> str:
    """What a scanned code opens: the work's title without its subtitle; who and when where that is long."""
    title = re.split("：|: ", reference.title)[0]
    halves = sum(2 if char >= _FIRST_HANZI else 1 for char in title)
    return title if halves <= _LONGEST_NAME else short_reference(reference)


def _called(name: Name) -> str:
    """A person by family name, in Chinese with the given name; an organisation by its name."""
    if name.literal or not name.family:
        return name.literal or ""
    chinese = any(char >= _FIRST_HANZI for char in name.family)
    return f"{name.family}{name.given or ''}" if chinese else name.family


def _disclaimer(plan: BookPlan, chapter: PlannedChapter) -> Inline | None:
    wanted = chapter.chapter.disclaimer
    return next((entry.short for entry in plan.handbook.book.disclaimers if entry.id == wanted), None)


def _counted(plan: BookPlan, chapter: PlannedChapter) -> dict[str, int]:
    counts: dict[str, int] = {}
    for key in _cited(chapter.chapter):
        if key in plan.cited:
            counts[key] = counts.get(key, 0) + 1
    return counts


def _references(plan: BookPlan, chapter: PlannedChapter) -> list[str]:
    """Every reference that the chapter cites, with its number in the book."""
    entries = sorted((plan.cited[key] for key in _counted(plan, chapter)), key=lambda entry: entry.number)
    return [f"[{entry.number}] {format_reference(entry.reference)}" for entry in entries]


def _most_cited(plan: BookPlan, chapter: PlannedChapter) -> list[PlannedReference]:
    """The references that the chapter leans on most, one of those with the same short name."""
    counts = _counted(plan, chapter)
    first = sorted(counts, key=lambda key: (-counts[key], plan.cited[key].number))[:_SHOWN_REFERENCES]
    return list(
        {short_reference(plan.cited[key].reference): plan.cited[key] for key in reversed(first)}.values()
    )[::-1]


def _scannable(reference: Reference) -> bool:
    """Whether a room can open a reference from a slide: it has an address that is not too long to be read."""
    return reference.url is not None and len(reference.url) <= _LONGEST_SCANNED
