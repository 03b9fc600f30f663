"""What a visit still has to fetch: addresses found in, the addresses to fetch next out, within a budget.

Listing pages come first; the detail pages they link to are collected, and handed out once all listing pages
are in: pages never read before first, then the known ones in an order that changes from visit to visit, so
that a site with more pages than one visit may fetch is gone through in turn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from catalogue.draft import Draft

MOST_LISTING_PAGES = 24
"""Listing pages in one visit at most, as DEPTH_LIMIT is: an endless calendar ends here."""

MOST_CHECKS = 3
"""Known pages that no listing page links to any more, looked up in one visit: are they gone?"""


@dataclass(slots=True, kw_only=True)
class Share:
    """What one visit fetches of the detail pages: `now` in order, `later` left to other visits."""

    now: list[str]
    later: list[str]


@dataclass(slots=True, kw_only=True)
class Frontier:
    """The state of one visit.

    Attributes:
        budget: Pages that may still be fetched.
        known: Addresses that were read in earlier visits and are as yet unchanged.
        turn: Changes the order of known pages from visit to visit, such as the number of the run.
        open_listings: Listing pages asked for and not yet answered.
        listing_pages: All listing pages asked for.
        cards: What listing pages say of the detail pages they link to.
    """

    budget: int
    known: Collection[str] = ()
    turn: int = 0
    open_listings: int = 0
    listing_pages: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    found: dict[str, None] = field(default_factory=dict)
    cards: dict[str, list[Draft]] = field(default_factory=dict)

    def take_listings(self, urls: Iterable[str]) -> list[str]:
        """The listing pages among `urls` that are to be fetched now; each once, half the budget at most."""
        most = min(MOST_LISTING_PAGES, max(1, (len(self.listing_pages) + self.budget) // 2))
        taken = []
        for url in urls:
            if len(self.listing_pages) < most and self._spend(url):
                self.listing_pages.add(url)
                self.open_listings += 1
                taken.append(url)
        return taken

    def take_alternates(self, urls: Iterable[str]) -> list[str]:
        """The other renderings of a page that are to be fetched now."""
        return [url for url in urls if self._spend(url)]

    def add_details(self, urls: Iterable[str], drafts: Iterable[Draft]) -> list[Draft]:
        """Note detail pages, withhold the drafts that are about them, and give the other drafts back."""
        wanted = {*urls, *self.found}
        self.found.update(dict.fromkeys(url for url in urls if url not in self.seen))
        others = []
        for draft in drafts:
            url = draft.url.partition("#")[0]
            if url in wanted:
                self.cards.setdefault(url, []).append(draft)
            else:
                others.append(draft)
        return others

    def is_elsewhere(self, asked: str, url: str) -> bool:
        """Whether an answer came from another page of this visit, by a redirect; each page is read once."""
        if url == asked:
            return False
        known = url in self.seen
        self.seen.add(url)
        return known

    def others(self, own: Collection[str]) -> set[str]:
        """The listing and detail pages of this visit, but for a page's own addresses."""
        return (self.listing_pages | set(self.found)).difference(own)

    def close_listing(self) -> Share | None:
        """Note that a listing page is done; the last one gives the detail pages to fetch."""
        self.open_listings -= 1
        if self.open_listings:
            return None
        ordered = sorted(self.found, key=self._order)
        now = [url for url in ordered if self._spend(url)]
        taken = set(now)
        return Share(now=now, later=[url for url in ordered if url not in taken])

    def take_checks(self, candidates: Iterable[str]) -> list[str]:
        """A few known pages that nothing links to any more, as far as the budget goes."""
        lost = sorted((url for url in candidates if url not in self.found), key=self._order)
        return [url for url in lost[:MOST_CHECKS] if self._spend(url)]

    def take_cards(self, url: str) -> list[Draft]:
        """What listing pages said of a detail page, for when the page itself says nothing."""
        return self.cards.pop(url, [])

    def _order(self, url: str) -> tuple[bool, str]:
        if url not in self.known:
            return (False, "")  # in the order in which they were found: sorting is stable
        return (True, hashlib.sha256(f"{self.turn} {url}".encode()).hexdigest())

    def _spend(self, url: str) -> bool:
        if self.budget < 1 or url in self.seen:
            return False
        self.budget -= 1
        self.seen.add(url)
        return True
