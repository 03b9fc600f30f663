"""Python's collector of cycles: at rest while a page is read, or a publication runs.

Both make some hundred objects for each listing and next to no cycles: the collector would look through them, and
through every module loaded, again and again, for nothing. That is an eighth of a first publication.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_rest() -> Iterator[None]:
    """Let the collector rest; it goes on afterwards if it was at work before."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()
