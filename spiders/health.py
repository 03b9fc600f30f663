"""The counts of a run and of the runs before in; whether it may be settled, and why not, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from catalogue.runs import RunState, listings_of
from spiders.drift import Pair, drift

FEWEST = 5
"""Runs that bring fewer listings than this are too small to judge by their ratio."""

SHARE = 0.5
"""Below this share of the usual number a run is set aside."""


def judge(
    stats: Mapping[str, int],
    history: Sequence[int],
    changed: Sequence[Pair] = (),
    name: str = "NAME",
) -> tuple[RunState, str]:
    """What becomes of a run, and the reason in words ("" when it is accepted).

    Args:
        stats: `pages` that were read or unchanged, `listings` kept, `unchanged` listings of unchanged
            pages, `challenge` pages, `failed` pages,
            `unreadable` pages, `errors` in our own stages, `dropped` listings, listings `lost` because
            the catalogue did not take them.
        history: Listings of the last accepted runs, newest first.
        changed: Known listings of which the run says something else, as they were and as they are now.
        name: Name of the source, for the command that takes the run in.
    """
    if stats.get("lost"):
        return RunState.FAILED, (
            f"{stats['lost']} listings could not be written to the catalogue. "
            "Check that no other program holds the database and that the disk has space; try again."
        )
    if stats.get("challenge"):
        return RunState.ASIDE, _challenged(stats)
    if not stats.get("pages"):
        return RunState.FAILED, _nothing_fetched(stats)
    found = listings_of(stats)
    if not found:
        return _without_listings(stats, history, name)
    doubt = _sharp_drop(found, history) or drift(changed, found)
    if doubt:
        return RunState.ASIDE, f"{doubt} {_advice(name)}"
    return RunState.ACCEPTED, ""


def _sharp_drop(found: int, history: Sequence[int]) -> str:
    usual = median(history) if history else 0
    if usual < FEWEST or found >= SHARE * usual:
        return ""
    return (
        f"Sharply fewer listings than usual: {found}, where the last {len(history)} visits "
        f"brought {usual:g}."
    )


def _challenged(stats: Mapping[str, int]) -> str:
    return (
        f"{_pages(stats['challenge'])} asked for a proof of being a person instead of giving the listings. "
        "Ask the site to let Muster in, or find a feed of it."
    )


def _nothing_fetched(stats: Mapping[str, int]) -> str:
    failed = stats.get("failed", 0)
    if not failed:
        return "No page was fetched. Check that the site's start addresses are right."
    return f"No page could be fetched: {_pages(failed)} failed."


def _without_listings(
    stats: Mapping[str, int], history: Sequence[int], name: str
) -> tuple[RunState, str]:
    pages = _pages(stats["pages"])
    if history and not any(history):
        return RunState.ACCEPTED, ""  # an operator has accepted that this site is empty
    if history:
        return RunState.ASIDE, (
            f"No listings on {pages}, where the last visits brought {median(history):g}. {_advice(name)}"
        )
    dropped = sum(stats.get(key, 0) for key in ("dropped", "errors", "unreadable"))
    lost = f" ({dropped} could not be used)" if dropped else ""
    return RunState.FAILED, (
        f"No listings were found on {pages}{lost}. "
        "Check `start` and `follow` of the source file, and try a page with `muster read`."
    )


def _advice(name: str) -> str:
    return (
        "Look at the site; its layout may have changed. "
        f"If it is right: `muster sources accept {name}`."
    )


def _pages(number: int) -> str:
    return "1 page" if number == 1 else f"{number} pages"
