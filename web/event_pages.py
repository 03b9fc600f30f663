"""Requests for one event in; its page, or its calendar file, out."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from catalogue.events import Revision, get_event, revisions
from catalogue.listing import Grade, Listing, Mode
from catalogue.sources import all_sources
from feeds.feed import Feed
from feeds.formats import FORMATS
from web.conditional import FEED_CACHE, Document, respond
from web.context import Context
from web.jsonld import event_data, script_text
from web.prose import plain
from web.wording import reason_words, topic_label


def routes(context: Context) -> list[Route]:
    """The pages about one event."""
    return [
        Route("/events/{id}.ics", partial(event_calendar, context)),
        Route("/events/{id}", partial(event_page, context)),
    ]


def event_page(context: Context, request: Request) -> Response:
    """Everything that is known of one event, with where it comes from.

    Raises:
        HTTPException: 404 for an event nobody knows.
    """
    listing, history = _find(context, request)
    if listing.id != request.path_params["id"]:
        return RedirectResponse(f"/events/{listing.id}", status_code=301)
    address = context.site.event_url(listing.id)
    with context.store.read() as tx:
        titles = {source.name: source.title for source in all_sources(tx)}
    return context.page(
        request,
        "event.html",
        listing=listing,
        history=history,
        titles=titles,
        description=plain(listing.description)[:200],
        json_ld=script_text(event_data(listing, address, history)),
        reasons=_reasons(listing),
        viewer=_viewer(listing),
        has_calendar=bool(_calendar(context, listing).count(b"BEGIN:VEVENT")),
    )


def event_calendar(context: Context, request: Request) -> Response:
    """One event as a calendar file.

    Raises:
        HTTPException: 404 for an event nobody knows, or whose date is not settled enough for a calendar.
    """
    listing, _ = _find(context, request)
    if listing.id != request.path_params["id"]:
        return RedirectResponse(f"/events/{listing.id}.ics", status_code=301)
    data = _calendar(context, listing)
    if b"BEGIN:VEVENT" not in data:
        raise HTTPException(404)
    document = Document(
        data=data,
        media_type="text/calendar; charset=utf-8",
        modified=listing.modified,
        cache=FEED_CACHE,
    )
    name = f'attachment; filename="{listing.id}.ics"'
    return respond(request, document, {"content-disposition": name})


def _find(context: Context, request: Request) -> tuple[Listing, list[Revision]]:
    """The published event of the address or of the id that absorbed it, and its history."""
    asked: str = request.path_params["id"]
    published = context.shelf.stock().by_id
    with context.store.read() as tx:
        kept = None if asked in published else get_event(tx, asked)
        listing = published.get(kept.id if kept else asked)
        if listing is None:  # unknown, or hidden by an editor
            raise HTTPException(404)
        return listing, revisions(tx, listing.id)


def _calendar(context: Context, listing: Listing) -> bytes:
    feed = Feed(slug=f"events/{listing.id}", title=listing.title, description=listing.title)
    return FORMATS["ics"].render(feed, [listing], context.site)


def _viewer(listing: Listing) -> dict[str, str] | None:
    """What the script needs to tell the reader's own time; None where people go there, or no hour is known."""
    start, end = listing.times.start, listing.times.end
    if listing.mode not in (Mode.ONLINE, Mode.HYBRID) or listing.times.grade is Grade.OPEN:
        return None
    if not isinstance(start, datetime) or start.tzinfo is None or not listing.times.zone:
        return None
    until = end.isoformat() if isinstance(end, datetime) else ""
    return {"start": start.isoformat(), "end": until, "zone": listing.times.zone}


def _reasons(listing: Listing) -> list[tuple[str, str]]:
    """(topic, the phrases that gave it and where they stand)."""
    return [(topic_label(match.slug), reason_words(match)) for match in listing.topics if match.why]
