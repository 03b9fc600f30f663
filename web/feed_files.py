"""Requests below /feeds/ in; published files, or a document of any combination of filters, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache, partial
from itertools import chain
from os import stat_result
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from catalogue.errors import FilterError
from catalogue.filters import Filters, changed_fields, on_day, parse_filters, query_string
from catalogue.listing import Listing
from catalogue.sources import all_sources
from feeds import ical, opml
from feeds.changes import EXTS, change_feeds, chosen, recent_changes
from feeds.feed import FOUNDED, Feed, site_of
from feeds.formats import FORMATS
from feeds.ledger import Published, digest_of, read_file
from feeds.publish import FOLDER
from feeds.ready import READY, members, ready_feeds
from feeds.shelves import values_of, window_day
from web.conditional import FEED_CACHE, Document, respond
from web.context import Context
from web.facets import summary

LIST_SLUG = "feeds"
"""Slug of the OPML list of all feeds."""

ON_REQUEST = "events"
"""Slug of the feed that takes any filters."""

_nothing = dict[str, bytes]().get
_ENDINGS = {"gzip": "gz", "br": "br"}
_KEPT_DOCUMENTS = 64  # documents of popular filters, some 100 kB each


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A document to be rendered; `cursor` and `day` make it a new one when the catalogue or the day turns."""

    feed: Feed
    ext: str
    utc: bool
    cursor: str
    day: date


def routes(context: Context) -> list[Route]:
    """Everything below /feeds/."""
    render = lru_cache(maxsize=_KEPT_DOCUMENTS)(partial(rendered, context))
    return [Route("/feeds/{path:path}", partial(feed_file, context, render))]


def feed_file(context: Context, render: Callable[[Order], Document], request: Request) -> Response:
    """One feed: the published file where there is one and no filter is asked for, else rendered now.

    Raises:
        FilterError: A filter or value nobody knows.
        HTTPException: 404 for a feed or format nobody knows.
    """
    name: str = request.path_params["path"]
    slug, _, ext = name.rpartition(".")
    pairs = request.query_params.multi_items()
    published = None if pairs else _published(context, name)
    if published is not None:
        return respond(request, published, _links(context, name))
    if (slug, ext) == (LIST_SLUG, opml.EXT):
        return respond(request, _list_of_feeds(context))
    history = {feed.slug: feed for feed in change_feeds()}.get(slug)
    if ext not in (FORMATS if history is None else EXTS):
        raise HTTPException(404)
    if history is not None:
        if pairs:
            raise FilterError("The feeds of changes take no filters.", field=pairs[0][0])
        return respond(request, _history(context, history, ext))
    return respond(request, render(_order(context, slug, ext, pairs)))


def _links(context: Context, name: str) -> dict[str, str]:
    """Where changes of a published file are told of, and under which address (W3C WebSub 4)."""
    site = site_of(context.config)
    if not site.hub:
        return {}
    return {"link": f'<{site.hub}>; rel="hub", <{site.base_url}/feeds/{name}>; rel="self"'}


def _published(context: Context, name: str) -> Document | None:
    """A file that the ledger knows; no other file is ever opened, whatever the path says."""
    folder = context.config.public / FOLDER
    entry = read_file(folder, name)
    if entry is None or not (path := _inside(folder, entry)):
        return None
    try:
        data, found = path.read_bytes(), path.stat()
    except OSError:
        return None
    # While a publication replaces files the ledger is behind: then nothing beside the file is trusted.
    is_settled = digest_of(data) == entry.digest
    return Document(
        data=data,
        media_type=_media_type(entry.ext),
        modified=datetime.fromtimestamp(found.st_mtime, UTC),
        cache=FEED_CACHE,
        packed=partial(_packed, path, found) if is_settled else _nothing,
        etag=digest_of(data),
    )


def _packed(path: Path, found: stat_result, coding: str) -> bytes | None:
    """The compressed file beside a document, unless the document has been replaced meanwhile."""
    try:
        data = path.with_name(f"{path.name}.{_ENDINGS[coding]}").read_bytes()
        return data if path.stat().st_ino == found.st_ino else None
    except OSError:
        return None


def _inside(folder: Path, entry: Published) -> Path | None:
    path = (folder / entry.name).resolve()
    return path if path.is_relative_to(folder.resolve()) else None


def _order(context: Context, slug: str, ext: str, pairs: list[tuple[str, str]]) -> Order:
    utc = ("tz", "utc") in pairs and ext == ical.EXT
    today = context.shelf.today()
    asked = parse_filters((one for one in pairs if not (utc and one == ("tz", "utc"))), today)
    query = "&".join(part for part in (query_string(asked), "tz=utc" if utc else "") if part)
    if slug == ON_REQUEST:
        words = summary(asked)
        feed = Feed(
            slug=slug,
            title=f"Events: {words}",
            description=f"Events: {words}.",
            filters=asked,
            query=query,
        )
    else:
        feed = _narrowed(_ready(context, slug), asked, query)
    return Order(feed=feed, ext=ext, utc=utc, cursor=context.shelf.stock().cursor, day=today)


def _ready(context: Context, slug: str) -> Feed:
    """The ready feed of that address, which has not been published yet or is asked for with filters."""
    today, listings = context.shelf.today(), context.shelf.stock().listings
    with context.store.read() as tx:
        feeds = READY.feeds(all_sources(tx), partial(values_of, listings), today)
    found = next((feed for feed in feeds if feed.slug == slug), None)
    if found is None:
        raise HTTPException(404)
    return replace(found, filters=on_day(found.filters, today))


def _narrowed(feed: Feed, asked: Filters, query: str) -> Feed:
    """A ready feed with further filters; one that would contradict its own is an error."""
    own = changed_fields(feed.filters)
    for name in own.keys() & changed_fields(asked).keys() - {"today"}:
        raise FilterError(
            f"This feed has its own {name}; use /feeds/{ON_REQUEST} to combine several.",
            field=name,
        )
    return replace(feed, filters=replace(asked, **own), query=query)


def _history(context: Context, feed: Feed, ext: str) -> Document:
    """A feed of changes, before it is published."""
    with context.store.read() as tx:
        listings = chosen(feed, recent_changes(tx))
    data = FORMATS[ext].render(feed, listings, context.site)
    return Document(
        data=data,
        media_type=_media_type(ext),
        modified=_newest(listings),
        cache=FEED_CACHE,
        etag=digest_of(data),
    )


def rendered(context: Context, order: Order) -> Document:
    """The document of an order."""
    listings = members(order.feed, context.shelf.stock().listings)
    chosen = FORMATS[order.ext].window(listings, window_day(order.feed.filters, order.day))
    if order.utc:
        data = ical.render(order.feed, chosen, context.site, utc=True)
    else:
        data = FORMATS[order.ext].render(order.feed, chosen, context.site)
    return Document(
        data=data,
        media_type=_media_type(order.ext),
        modified=_newest(chosen),
        cache=FEED_CACHE,
        etag=digest_of(data),
    )


def _newest(listings: Iterable[Listing]) -> datetime:
    return max(chain([FOUNDED], (one.modified for one in listings if one.modified)))


def _list_of_feeds(context: Context) -> Document:
    with context.store.read() as tx:
        data = opml.render(ready_feeds(all_sources(tx)), context.site)
    return Document(data=data, media_type=_media_type(opml.EXT), cache=FEED_CACHE)


def _media_type(ext: str) -> str:
    kind = FORMATS[ext].media_type if ext in FORMATS else opml.MEDIA_TYPE
    return f"{kind}; charset=utf-8"
