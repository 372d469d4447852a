"""What closes an entry of a list: the pages where a term stands, at the far end of the last line, so that they make a
column and a number that has a line to itself is no stray one.

The style sheet asks for it: `--closing: flush`.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes


def close(line: Any, block: Any) -> None:
    """Move what ends a line to the far side of its block, where its style asks for that."""
    last = line.children[-1] if line.children else None
    if isinstance(last, boxes.InlineBox) and closes(last.style):
        room = block.content_box_x() + block.width - last.position_x - last.margin_width()
        last.translate(dx=max(0.0, room))


def closes(style: Any) -> bool:
    """Whether the style sheet says that a box closes an entry."""
    return any(getattr(token, "value", None) == "flush" for token in style["__closing"])
