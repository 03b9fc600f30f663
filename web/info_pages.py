"""Requests for topics, sources and the standing pages in; those pages out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial

from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from catalogue.filters import Filters
from catalogue.members import unconfirmed
from catalogue.runs import Run, latest_runs, listings_of
from catalogue.sources import SourceRow, all_sources
from catalogue.taxonomy import GROUPS, Topic, topics
from web.context import Context
from web.links import FeedLinks
from web.wording import run_words

_PROBLEMS = tuple("errors failed blocked rejected dropped timeouts robots oversized".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRow:
    """One line of the topics page: upcoming events and the ways to subscribe."""

    topic: Topic
    count: int
    links: FeedLinks


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """One line of the sources page: what its newest run brought, in words."""

    source: SourceRow
    run: Run | None
    words: str
    tone: str
    listings: int | None
    problems: tuple[tuple[str, int], ...]
    upcoming: int
    unconfirmed: int


def routes(context: Context) -> list[Route]:
    """The pages that are no list of events."""
    return [
        Route("/topics", partial(topics_page, context, "topics.html")),
        Route("/subscribe", partial(topics_page, context, "subscribe.html")),
        Route("/sources", partial(sources_page, context)),
        Route("/about", partial(standing_page, context, "about.html")),
        Route("/accessibility", partial(standing_page, context, "accessibility.html")),
        Route("/robots.txt", robots),
        Route("/healthz", partial(healthz, context)),
    ]


def topics_page(context: Context, template: str, request: Request) -> Response:
    """The two levels of topics with counts and feeds, to browse or to subscribe to."""
    return context.page(request, template, groups=_topic_groups(context))


def standing_page(context: Context, template: str, request: Request) -> Response:
    """A page of words alone."""
    return context.page(request, template)


def sources_page(context: Context, request: Request) -> Response:
    """Where the events come from, and how each source fares."""
    today = context.shelf.today()
    upcoming = Counter(
        name
        for listing in context.shelf.since(today)
        for name in {listing.source, *(one.source for one in listing.provenance)}
    )
    with context.store.read() as tx:
        sources, runs = all_sources(tx), latest_runs(tx)
        vanished = unconfirmed(tx, today)
    health = [
        _health(one, runs.get(one.name), (upcoming[one.name], vanished.get(one.name, 0)))
        for one in sources
    ]
    return context.page(request, "sources.html", sources=health)


def robots(request: Request) -> Response:  # noqa: ARG001 (Starlette's signature)
    """What crawlers may do: everything but asking for feeds of every combination of filters."""
    lines = ("User-agent: *", "Disallow: /feeds/events.")
    return PlainTextResponse("\n".join(lines) + "\n")


def healthz(context: Context, request: Request) -> Response:  # noqa: ARG001 (Starlette's signature)
    """Whether the site can answer: a question to the database.

    Raises:
        StoreError: It cannot (answered as 503).
    """
    with context.store.read() as tx:
        tx.execute(text("SELECT 1")).scalar()
    return JSONResponse({"status": "ok"}, headers={"cache-control": "no-store"})


def _topic_groups(context: Context) -> list[tuple[str, str, int, list[TopicRow]]]:
    """(slug, label, events, rows) of each group."""
    listings = context.shelf.since(context.shelf.today())
    slugs = [frozenset(match.slug for match in one.topics) for one in listings]
    counts = Counter(slug for each in slugs for slug in each)
    found = []
    for group, label in GROUPS.items():
        members = [one for one in topics() if one.group == group]
        wanted = {one.slug for one in members}
        total = sum(1 for each in slugs if each & wanted)
        rows = [_topic_row(context, one, counts[one.slug]) for one in members]
        found.append((group, label, total, rows))
    return found


def _topic_row(context: Context, topic: Topic, count: int) -> TopicRow:
    links = context.links(topic.label, Filters(topic=(topic.slug,)))
    return TopicRow(topic=topic, count=count, links=links)


def _health(source: SourceRow, run: Run | None, counts: tuple[int, int]) -> Health:
    """`counts` are those of coming events, and of those it no longer lists."""
    words, tone = run_words(run)
    stats = run.stats if run else {}
    listings = listings_of(stats) if run else None
    return Health(
        source=source,
        run=run,
        words=words,
        tone=tone,
        listings=listings,
        problems=tuple((name, stats[name]) for name in _PROBLEMS if stats.get(name)),
        upcoming=counts[0],
        unconfirmed=counts[1],
    )
