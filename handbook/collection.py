"""Python's collector of dead objects, which rests while a step makes many that live.

Reading, rendering and layout build large trees. To search them for cycles again and again takes a quarter of the time
of the short steps, and finds next to nothing.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """No collection while the block runs; what has died in it is found by a later one that looks at everything."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            # All that is there counts as old from here on; else it would be searched at once, as what is new.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


# A last search when the program ends would look through all that is about to go with the process.
atexit.register(gc.freeze)
