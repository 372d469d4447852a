"""The edition of a plan: the blocks that one audience gets."""

from __future__ import annotations

from dataclasses import replace

from handbook.plan.book import BookPlan, PlannedBlock, PlannedChapter, PlannedSection


def chapter_in(plan: BookPlan, chapter: PlannedChapter | None) -> PlannedChapter | None:
    """The same chapter in the plan of another edition; none for none."""
    if chapter is None:
        return None
    return next(one for one in plan.chapters if one.anchor == chapter.anchor)


def edition_of(plan: BookPlan, edition: str) -> BookPlan:
    """`plan` without the blocks that are meant for another edition than `edition`.

    Numbers stay: those of the trainer's own blocks follow all others of a chapter. A section of which nothing
    is left is left out.
    """

    def meant(block: PlannedBlock) -> bool:
        return block.block.audience in ("all", edition)

    def printed(sections: tuple[PlannedSection, ...]) -> tuple[PlannedSection, ...]:
        kept = (replace(one, blocks=tuple(filter(meant, one.blocks))) for one in sections)
        return tuple(section for section in kept if section.blocks)

    parts = tuple(
        replace(
            part,
            chapters=tuple(
                replace(one, sections=printed(one.sections), quiz=tuple(filter(meant, one.quiz)))
                for one in part.chapters
            ),
        )
        for part in plan.parts
    )
    front = tuple(replace(one, sections=printed(one.sections)) for one in plan.front)
    appendices = tuple(replace(one, sections=printed(one.sections)) for one in plan.appendices)
    return replace(plan, front=front, parts=parts, appendices=appendices)
