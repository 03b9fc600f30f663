"""Requests below /feeds/ in; published files, or a document of any combination of filters, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from catalogue.errors import FilterError
from catalogue.filters import Filters, parse_filters, query_string
from catalogue.listing import Listing
from catalogue.sources import all_sources
from feeds import ical, opml
from feeds.feed import FOUNDED, Feed, site_of
from feeds.formats import FORMATS
from feeds.ledger import Published, read_file
from feeds.publish import FOLDER
from feeds.ready import members, ready_feeds
from web.conditional import FEED_CACHE, Document, digest, respond
from web.context import Context
from web.facets import summary

LIST_SLUG = "feeds"
"""Slug of the OPML list of all feeds."""

ON_REQUEST = "events"
"""Slug of the feed that takes any filters."""

_KEPT_DOCUMENTS = 64  # documents of popular filters, some 100 kB each


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A document to be rendered; `cursor` and `day` make it a new one when the catalogue or the day turns."""

    feed: Feed
    ext: str
    utc: bool
    cursor: str
    day: str


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
    if ext not in FORMATS:
        raise HTTPException(404)
    return respond(request, render(_order(context, slug, ext, pairs)))


def _links(context: Context, name: str) -> dict[str, str]:
    """Where changes of a published file are told of, and under which address (W3C WebSub 4)."""
    site = site_of(context.config)
    if not site.hub:
        return {}
    return {"link": f'<{site.hub}>; rel="hub", <{site.base_url}/feeds/{name}>; rel="self"'}


def _published(context: Context, name: str) -> Document | None:
    """A file of the manifest; no other file is ever opened, whatever the path says."""
    folder = context.config.public / FOLDER
    entry = read_file(folder, name)
    if entry is None or not (path := _inside(folder, entry)):
        return None
    try:
        data = path.read_bytes()
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return None
    return Document(
        data=data,
        media_type=_media_type(entry.ext),
        modified=changed,
        cache=FEED_CACHE,
        etag=digest(data),
    )


def _inside(folder: Path, entry: Published) -> Path | None:
    path = (folder / entry.name).resolve()
    return path if path.is_relative_to(folder.resolve()) else None


def _order(context: Context, slug: str, ext: str, pairs: list[tuple[str, str]]) -> Order:
    utc = ("tz", "utc") in pairs and ext == ical.EXT
    asked = parse_filters(pair for pair in pairs if not (utc and pair == ("tz", "utc")))
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
    day = context.shelf.today().isoformat()
    return Order(feed=feed, ext=ext, utc=utc, cursor=context.shelf.stock().cursor, day=day)


def _ready(context: Context, slug: str) -> Feed:
    """The ready feed of that address, which has not been published yet or is asked for with filters."""
    with context.store.read() as tx:
        found = [feed for feed in ready_feeds(all_sources(tx)) if feed.slug == slug]
    if not found:
        raise HTTPException(404)
    return found[0]


def _narrowed(feed: Feed, asked: Filters, query: str) -> Feed:
    """A ready feed with further filters; one that would contradict its own is an error."""
    own = {name: getattr(feed.filters, name) for name in ("topic", "source")}
    for name, slugs in own.items():
        if slugs and getattr(asked, name):
            raise FilterError(
                f"This feed has its own {name}; use /feeds/{ON_REQUEST} to combine several.",
                field=name,
            )
    kept = {name: slugs for name, slugs in own.items() if slugs}
    return replace(feed, filters=replace(asked, **kept), query=query)


def rendered(context: Context, order: Order) -> Document:
    """The document of an order."""
    listings = members(order.feed, context.shelf.stock().listings)
    chosen = FORMATS[order.ext].window(listings, context.shelf.today())
    if order.utc:
        data = ical.render(order.feed, chosen, context.site, utc=True)
    else:
        data = FORMATS[order.ext].render(order.feed, chosen, context.site)
    return Document(
        data=data,
        media_type=_media_type(order.ext),
        modified=_newest(chosen),
        cache=FEED_CACHE,
        etag=digest(data),
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
