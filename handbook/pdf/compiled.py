"""Templates as they were compiled before: compiling them takes longer than rendering a chapter."""

from __future__ import annotations

import platform

import jinja2
from jinja2.bccache import Bucket

from handbook.pdf.cache import Cache
from handbook.pdf.sums import sum_of


class Compiled(jinja2.BytecodeCache):
    """The code of templates, kept in the cache by their text, their place, and how they are compiled."""

    def __init__(self, cache: Cache, autoescape: bool) -> None:
        self._cache = cache
        self._how = (jinja2.__version__, platform.python_version(), repr(autoescape))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template, where there is any that can be believed."""
        found = self._cache.code(self._key(bucket))
        if found is not None:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._cache.keep_code(self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> str:
        return sum_of("template", *self._how, bucket.key, bucket.checksum)
