"""The readings of Chinese words, kept: the dictionaries they come from take longer to load than a book to plan."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version

from handbook.pdf.cache import Cache
from handbook.pdf.sums import sum_of
from handbook.plan.collate import learn, learnt


@contextmanager
def kept_readings(cache: Cache) -> Iterator[None]:
    """While the block runs, words are read as they were read before; then all that were read are kept."""
    key = sum_of("readings", version("pypinyin"))
    with suppress(ValueError, AttributeError):
        learn(
            {
                word: tuple(syllables)
                for word, syllables in json.loads(cache.text("readings", key) or "{}").items()
            }
        )
    before = len(learnt())
    yield
    if len(learnt()) > before:
        cache.keep_text("readings", key, json.dumps(learnt(), ensure_ascii=False, sort_keys=True))
