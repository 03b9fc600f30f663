"""The only spider: a source's addresses in, Drafts out, and a run in the store that says how it went."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.http import Response
from twisted.python.failure import Failure

from catalogue.config import load_config
from catalogue.draft import Draft
from catalogue.errors import MusterError
from catalogue.pages import Validator
from catalogue.runs import RunState
from catalogue.store import Store
from spiders import failures, links, reading
from spiders.addresses import site
from spiders.challenge import is_challenge
from spiders.frontier import Frontier
from spiders.network.robots import RobotsMiddleware, robots_counts
from spiders.reading import Reading
from spiders.source import Source
from spiders.visit import Outcome, Visit, body_hash

MOST_ALTERNATES = 3
"""Other renderings (calendar, feed) of one page that are fetched."""


class Kind(StrEnum):
    """Why a page is fetched."""

    LISTING = "listing"
    DETAIL = "detail"
    ALTERNATE = "alternate"
    CHECK = "check"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Onward:
    """Where a page leads."""

    details: list[str]
    listings: list[str]
    alternates: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.details or self.listings or self.alternates)


_PRIORITY = {Kind.LISTING: 20, Kind.ALTERNATE: 10, Kind.DETAIL: 0, Kind.CHECK: -10}


class ListingSpider(Spider):
    """Visits one source: `spiders.loader` makes a subclass for each source file.

    A site that needs code subclasses this in `spiders/sites/` and overrides `read_page`.

    Attributes:
        source: The source file's contents.
        hints: What is known of every page before it is read.
        outcome: How the visit ended; None until it has.
    """

    source: ClassVar[Source]
    # Statuses that tell something of a page; redirects stay with Scrapy.
    handle_httpstatus_list: ClassVar[tuple[int, ...]] = (304, *range(400, 600))

    def __init__(
        self, *, store: Store | None = None, run_id: int | None = None, now: datetime | None = None
    ) -> None:
        super().__init__(self.source.name)
        self.now = now or datetime.now(UTC)
        self.outcome: Outcome | None = None
        self.hints = self.source.hints(self.now)
        self.frontier = Frontier(budget=self.source.pages)
        self._store, self._run_id = store, run_id
        self._owns_store = store is None
        self._visit: Visit | None = None

    @property
    def store(self) -> Store:
        """The catalogue; opened from the settings when the caller gave none.

        Raises:
            StoreError: It cannot be opened.
        """
        if self._store is None:
            self._store = Store.open(load_config().database_url)
        return self._store

    @property
    def visit(self) -> Visit:
        """The run, opened at its first use.

        Raises:
            StoreError: The database refused.
        """
        if self._visit is None:
            self._visit = Visit.begin(self.store, self.source, self.now, self._run_id)
        return self._visit

    @property
    def run_id(self) -> int:
        """The number of the run."""
        return self.visit.run_id

    @property
    def today(self) -> date:
        """The day of the visit, in UTC."""
        return self.now.date()

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the start addresses."""
        self.crawler.signals.connect(self.item_failed, signals.item_error)
        self.crawler.signals.connect(self.page_failed, signals.spider_error)
        self.frontier.known = self.visit.known
        self.frontier.turn = self.run_id
        for url in self.frontier.take_listings(self.source.start):
            yield self._request(url, Kind.LISTING)

    def read_page(self, response: Response) -> Reading:
        """What a page says; a site that needs code overrides this."""
        content_type = response.headers.get("Content-Type") or b""
        url = links.canonical(response)
        hints = links.hints(url, self.source, self.now)
        return reading.read(response.body, url, hints, content_type.decode("latin-1"))

    def parse(
        self, response: Response, kind: Kind = Kind.DETAIL, asked: str = ""
    ) -> Iterator[Draft | Request]:
        """Take one answer: its Drafts, and the requests that it leads to."""
        asked = asked or response.url
        yield from self._answered(response, kind, asked)
        if kind is Kind.LISTING:
            yield from self._listing_done()

    def failed(self, failure: Failure) -> Iterator[Draft | Request]:
        """Take one request that got no answer."""
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy
        kind, asked = request.cb_kwargs["kind"], request.cb_kwargs["asked"]
        error = failure.value
        trouble, detail = failures.kind_of(error), str(error)
        if trouble == "robots" and (why := self._robots_trouble(request)):
            trouble, detail = why
        elif trouble == "other":
            detail = f"{type(error).__name__}: {error}"
        yield from self._lost(kind, asked, trouble, detail)
        if kind is Kind.LISTING:
            yield from self._listing_done()

    def item_failed(self, item: Draft, failure: Failure) -> None:
        """Note a listing that the pipelines could not take."""
        self.visit.counts["errors"] += 1
        where = getattr(item, "url", "")
        self.visit.add_words(
            f"A listing of {where} could not be kept ({type(failure.value).__name__}: {failure.value}). "
            "Report it with this address."
        )

    def page_failed(self, failure: Failure, response: Response) -> None:
        """Note a page whose Drafts could not be passed on."""
        self.visit.counts["errors"] += 1
        self.visit.add_words(
            f"What {response.url} says could not be taken "
            f"({type(failure.value).__name__}: {failure.value}). Report it with this address."
        )

    def closed(self, reason: str) -> None:
        """Judge the run and close it in the store."""
        if self._visit is None and not self.crawler.stats.get_value("downloader/request_count"):
            return  # opened by a command that only looks, such as `scrapy shell`
        if reason != "finished":
            self.visit.counts["ended_early"] += 1
            self.visit.add_words(f"The visit ended early ({reason}). What it brought is kept.")
        self._note_dropped()
        try:
            self.outcome = self.visit.close(self._totals(), datetime.now(UTC))
        except MusterError as error:
            self.logger.error("%s", error)  # noqa: TRY400 (the sentence is for people)
        else:
            if self.outcome.state is not RunState.ACCEPTED:
                self.logger.warning("%s: %s", self.outcome.state.value, self.outcome.reason)
        if self._owns_store and self._store is not None:
            self._store.close()

    def _note_dropped(self) -> None:
        """Say why listings were dropped: the stages count it under listing/dropped/<reason>."""
        for key, number in sorted(self.crawler.stats.get_stats().items()):
            if key.startswith("listing/dropped/"):
                reason = key.rpartition("/")[2]
                listings = "1 listing was" if number == 1 else f"{number} listings were"
                self.visit.add_words(f"{listings} left out: {reason}.")

    def _totals(self) -> dict[str, int]:
        number = self.crawler.stats.get_value
        kept = number("listing/kept", 0)
        return {
            "listings": kept,
            "lost": number("item_scraped_count", 0) - kept,
            "dropped": number("item_dropped_count", 0),
            "requests": number("downloader/request_count", 0),
            "bytes": number("downloader/response_bytes", 0),
            **robots_counts(self.crawler.stats.get_stats()),
        }

    def _request(self, url: str, kind: Kind) -> Request:
        """A request for one page; the frontier has seen to it that it is asked for once."""
        return Request(
            url,
            headers=self.visit.headers(url),
            callback=self.parse,
            errback=self.failed,
            priority=_PRIORITY[kind],
            dont_filter=True,
            cb_kwargs={"kind": kind, "asked": url},
        )

    def _answered(self, response: Response, kind: Kind, asked: str) -> Iterator[Draft | Request]:
        if response.status == 304 or (
            response.status == 200 and self.visit.is_same(asked, response.body)
        ):
            self.frontier.take_cards(asked)
            self.visit.note_unchanged(asked)
        elif response.status == 410 and kind in (Kind.DETAIL, Kind.CHECK):
            self.frontier.take_cards(asked)
            self.visit.counts["pages_gone"] += 1
            self.visit.gone.add(asked)
        elif response.status >= 400:
            yield from self._refused(response, kind, asked)
        elif self.frontier.is_elsewhere(asked, response.url):
            self.visit.counts["pages_moved"] += 1  # it redirects to a page that is read anyhow
            yield from self.frontier.take_cards(asked)
        elif not response.body.strip():
            yield from self._lost(kind, asked, "empty")
        else:
            yield from self._page(response, kind, asked)

    def _refused(self, response: Response, kind: Kind, asked: str) -> Iterator[Draft | Request]:
        if is_challenge(response.body):
            self._note_challenge(asked)
        detail = failures.status_words(response.status)
        yield from self._lost(kind, asked, failures.kind_of_status(response.status), detail)

    def _lost(self, kind: Kind, asked: str, trouble: str, detail: str = "") -> Iterator[Draft]:
        """A page that cannot be read: what the listing page said of it stands in its place."""
        if kind is Kind.CHECK:
            self.visit.counts["pages_vanished"] += 1  # no sign of anything: it stays as it is
        else:
            self.visit.note_problem(trouble, failures.sentence(asked, trouble, detail))
        yield from self.frontier.take_cards(asked)

    def _page(self, response: Response, kind: Kind, asked: str) -> Iterator[Draft | Request]:
        self.visit.counts["pages"] += 1
        found = self._read(response, asked)
        drafts = self._about_events(response, kind, asked, found.drafts if found else ())
        onward = self._onward(response, kind, found)
        if not drafts and not onward and is_challenge(response.body):
            self._note_challenge(asked)
        elif found and not onward and all(draft.url == asked for draft in drafts):
            self._remember(response, asked, bare=not drafts)
        if kind is Kind.LISTING:
            yield from self.frontier.add_details(onward.details, drafts)
        else:
            cards = self.frontier.take_cards(asked)
            yield from drafts or cards
        listings = self.frontier.take_listings(onward.listings)
        yield from (self._request(url, Kind.LISTING) for url in listings)
        alternates = self.frontier.take_alternates(onward.alternates)
        yield from (self._request(url, Kind.ALTERNATE) for url in alternates)

    def _about_events(
        self, response: Response, kind: Kind, asked: str, drafts: tuple[Draft, ...]
    ) -> tuple[Draft, ...]:
        """Without what a detail page says of listing pages and of other detail pages: those speak for themselves."""
        if kind not in (Kind.DETAIL, Kind.CHECK):
            return drafts
        others = self.frontier.others({asked, response.url, links.canonical(response)})
        kept = tuple(draft for draft in drafts if draft.url not in others)
        self.visit.counts["stray"] += len(drafts) - len(kept)
        return kept

    def _read(self, response: Response, asked: str) -> Reading | None:
        """The boundary of a source: whatever reading one page does, the other pages go on."""
        try:
            return self.read_page(response)
        except Exception as error:  # noqa: BLE001 (one bad page never stops a source; it is counted and told)
            self.visit.counts["unreadable"] += 1
            self.visit.add_words(
                f"{asked} could not be read ({type(error).__name__}: {error}). "
                "Report it with this address."
            )
            return None

    def _onward(self, response: Response, kind: Kind, found: Reading | None) -> _Onward:
        """Where a page leads: other renderings of it only where it gives neither details nor dates itself."""
        if kind is Kind.LISTING:
            details = links.details(response, self.source, self.today)
            listings = links.next_pages(response, self.source, self.today)
        else:
            details, listings = [], []
        dated = found and any(draft.start or draft.date for draft in found.drafts)
        if details or dated or found is None or kind is Kind.ALTERNATE:
            return _Onward(details=details, listings=listings)
        here = site(response.url)
        alternates = [url for url in found.alternates if site(url) == here]
        return _Onward(details=details, listings=listings, alternates=alternates[:MOST_ALTERNATES])

    def _remember(self, response: Response, asked: str, *, bare: bool) -> None:
        """Remember a page that leads nowhere and whose listings all bear its address.

        Only then does an unchanged answer stand for all that reading it would bring.
        """
        if bare:
            self.visit.bare.add(asked)
        headers = response.headers
        self.visit.fresh[asked] = Validator(
            etag=(headers.get("ETag") or b"").decode("latin-1"),
            last_modified=(headers.get("Last-Modified") or b"").decode("latin-1"),
            body_hash=body_hash(response.body),
        )

    def _listing_done(self) -> Iterator[Draft | Request]:
        """After the last listing page: the detail pages, then a few known ones that are no longer listed."""
        share = self.frontier.close_listing()
        if share is None:
            return
        yield from (self._request(url, Kind.DETAIL) for url in share.now)
        for url in share.later:
            yield from self._left(url)
        if not self.visit.counts["failed"]:
            ours = (url for url in self.visit.addresses if links.is_detail(url, self.source))
            yield from (self._request(url, Kind.CHECK) for url in self.frontier.take_checks(ours))

    def _left(self, url: str) -> Iterator[Draft]:
        """A detail page beyond the budget of this visit: still listed, so what is known of it stands."""
        self.visit.counts["pages_left"] += 1
        cards = self.frontier.take_cards(url)
        if url in self.visit.known:
            self.visit.unchanged.add(url)
        else:
            yield from cards

    def _note_challenge(self, asked: str) -> None:
        self.visit.counts["challenge"] += 1
        self.crawler.stats.inc_value("page/challenge")
        self.visit.add_words(f"{asked} asked for a proof of being a person.")

    def _robots_trouble(self, request: Request) -> tuple[str, str] | None:
        """Why a host is closed, when it is not its robots.txt that says so but its failure."""
        middleware = self.crawler.get_downloader_middleware(RobotsMiddleware)
        if not isinstance(middleware, RobotsMiddleware):
            return None
        reason = middleware.reasons.get(urlsplit(request.url).netloc)
        if isinstance(reason, int):
            return "robots-error", failures.status_words(reason)
        return (failures.kind_of(reason), str(reason)) if reason else None
