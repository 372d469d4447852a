"""How a line of English is set: typographer's quotes for straight ones, and dashes."""

from __future__ import annotations

import re

_AFTER_SPACE = re.compile(r"(^|[\s(\[{—–“‘])([\"'])")
_CLOSING = {'"': "”", "'": "’"}
_OPENING = {'"': "“", "'": "‘"}


def set_quotes(text: str) -> str:
    """`text` with curly quotes for straight ones: opening after a space or bracket, closing elsewhere."""
    opened = _AFTER_SPACE.sub(lambda match: match[1] + _OPENING[match[2]], text)
    opened = _AFTER_SPACE.sub(lambda match: match[1] + _OPENING[match[2]], opened)
    return "".join(_CLOSING.get(char, char) for char in opened)
