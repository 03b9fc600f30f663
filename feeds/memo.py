"""A function of a Listing in; the same function that computes once for a listing that is asked for again and again out.

One publication writes a listing in several formats, one after the other. Kept by identity and not by equality:
two listings are equal to Python when their times differ only in zone or fold, and must not share words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, TypeVarTuple

from catalogue.listing import Listing

_MEMORIES: list[list[Any]] = []

Result = TypeVar("Result")
Rest = TypeVarTuple("Rest")


def once_per_listing(
    function: Callable[[Listing, *Rest], Result],
) -> Callable[[Listing, *Rest], Result]:
    """Remember the result of a pure function for the listing and the further arguments of the last call."""
    # One tuple, put into place in one step: servers call this from several threads.
    kept: list[tuple[Listing, tuple[*Rest], Result] | None] = [None]
    _MEMORIES.append(kept)

    def remembered(listing: Listing, *rest: *Rest) -> Result:
        known = kept[0]
        if known is not None and known[0] is listing and known[1] == rest:
            return known[2]
        result = function(listing, *rest)
        kept[0] = (listing, rest, result)
        return result

    return remembered


def forget_all() -> None:
    """Let go of everything remembered, and of the listings with it."""
    for kept in _MEMORIES:
        kept[0] = None
