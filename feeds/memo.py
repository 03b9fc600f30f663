"""A function of a Listing in; the same function that computes once per listing object out.

One publication writes each listing into several feeds and formats. Kept by identity and not by equality:
two listings are equal to Python when their times differ only in zone or fold, and must not share words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, TypeVarTuple, cast

from catalogue.listing import Listing

_KEPT = 1_024  # results: those of the listings that are being written in one format after the other

_MEMORIES: list[dict[int, object]] = []

Result = TypeVar("Result")
Rest = TypeVarTuple("Rest")


def once_per_listing(
    function: Callable[[Listing, *Rest], Result],
) -> Callable[[Listing, *Rest], Result]:
    """Remember the results of a pure function; all are forgotten when they become too many.

    Args:
        function: Takes a listing and further arguments; only the result for the last ones is remembered.
    """
    kept: dict[int, tuple[Listing, tuple[object, ...], Result]] = {}
    _MEMORIES.append(cast("dict[int, object]", kept))

    def remembered(listing: Listing, *rest: *Rest) -> Result:
        known = kept.get(id(listing))
        if known is not None and known[1] == rest:
            return known[2]
        if len(kept) >= _KEPT:
            kept.clear()
        result = function(listing, *rest)
        # The listing is kept along, or its id might come to stand for another one.
        kept[id(listing)] = (listing, rest, result)
        return result

    return remembered


def forget_all() -> None:
    """Let go of everything remembered, and of the listings with it."""
    for kept in _MEMORIES:
        kept.clear()
