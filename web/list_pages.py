"""Requests for the list, a topic's list and a month in; their pages out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from urllib.parse import parse_qsl, urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from catalogue.errors import FilterError
from catalogue.events import changes
from catalogue.filters import Filters, matches, parse_filters, query_string
from catalogue.listing import Listing
from catalogue.taxonomy import topic
from web.agenda import Group, agenda, in_order
from web.context import Context
from web.facets import facets, summary
from web.moments import month_name
from web.month import month_table, parse_month, touches

PAGE_SIZE = 40
_IN_FORM = ("topic", "audience", "region", "mode", "free", "from", "q")


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One page of a list.

    Attributes:
        total: Listings on all pages.
        number: Number of this page, from 1.
        pages: How many pages there are, at least 1.
        groups: The listings of this page.
        first: Position of the first of them, from 1; 0 when there are none.
        last: Position of the last of them.
    """

    total: int
    number: int
    pages: int
    groups: tuple[Group, ...]
    first: int
    last: int


def routes(context: Context) -> list[Route]:
    """The pages that list events."""
    return [
        Route("/", partial(list_page, context)),
        Route("/month", partial(this_month, context)),
        Route("/month/{month}", partial(month_page, context)),
        Route("/topics/{slug}", partial(topic_page, context)),
    ]


def list_page(context: Context, request: Request) -> Response:
    """Upcoming events under the filters of the address.

    Raises:
        FilterError: A filter or value nobody knows.
        HTTPException: 404 for a page behind the last.
    """
    today = context.shelf.today()
    filters, number = read_query(request, today)
    listings = context.shelf.since(filters.from_ or today)
    found = [one for one in listings if matches(filters, one)]
    query = query_string(filters)
    return context.page(
        request,
        "list.html",
        canonical=f"{context.site.base_url}/{'?' + query if query else ''}",
        filters=filters,
        facets=facets(filters, listings),
        kept=_kept(filters),
        summary=summary(filters),
        is_filtered=filters != Filters(),
        results=_results(found, number, today),
        page_query=lambda page: _page_query(query, page),
        links=context.links(summary(filters), filters),
        month_path=_month_path(filters, query),
        is_empty_catalogue=not listings and _is_empty(context),
    )


def topic_page(context: Context, request: Request) -> Response:
    """Upcoming events of one topic.

    Raises:
        HTTPException: 404 for a topic nobody knows and for a page behind the last.
    """
    found = topic(request.path_params["slug"])
    if found is None:
        raise HTTPException(404)
    pairs = [(name, value) for name, value in request.query_params.multi_items() if name != "page"]
    if pairs:
        raise FilterError(
            "A topic's page takes no filters; use the list of events.", field=pairs[0][0]
        )
    filters = Filters(topic=(found.slug,))
    today = context.shelf.today()
    listings = [one for one in context.shelf.since(today) if matches(filters, one)]
    return context.page(
        request,
        "topic.html",
        topic=found,
        results=_results(listings, _page_number(request), today),
        page_query=lambda page: _page_query("", page),
        links=context.links(found.label, filters),
    )


def this_month(context: Context, request: Request) -> Response:
    """The current month, under an address that stays."""
    return _month(context, request, context.shelf.today().replace(day=1))


def month_page(context: Context, request: Request) -> Response:
    """One month as a table and as a list.

    Raises:
        HTTPException: 404 for what is not a month.
    """
    first = parse_month(request.path_params["month"])
    if first is None:
        raise HTTPException(404)
    return _month(context, request, first)


def _month(context: Context, request: Request, first: date) -> Response:
    today = context.shelf.today()
    filters, _ = read_query(request, today)
    listings = [one for one in context.shelf.since(first) if matches(filters, one)]
    inside = [one for one in listings if touches(one.times, first)]
    table = month_table(first, inside, today)
    query = query_string(filters)
    return context.page(
        request,
        "month.html",
        canonical=f"{context.site.base_url}/month/{first:%Y-%m}{'?' + query if query else ''}",
        month=table,
        query=f"?{query}" if query else "",
        is_filtered=filters != Filters(),
        summary=summary(filters),
        groups=agenda(inside, first),
        total=len(inside),
        links=context.links(summary(filters), filters),
        title=month_name(first),
    )


def read_query(request: Request, today: date) -> tuple[Filters, int]:
    """The filters and the page number of an address.

    Raises:
        FilterError: A filter or value nobody knows.
    """
    pairs = [(name, value) for name, value in request.query_params.multi_items() if name != "page"]
    return parse_filters(pairs, today), _page_number(request)


def _page_number(request: Request) -> int:
    text = request.query_params.get("page", "1")
    if not (text.isascii() and text.isdigit() and len(text) <= 6 and int(text) > 0):
        raise FilterError("The page is a number from 1.", field="page", text=text[:60])
    return int(text)


def _results(listings: list[Listing], number: int, today: date) -> Results:
    pages = max(1, -(-len(listings) // PAGE_SIZE))
    if number > pages:
        raise HTTPException(404)
    start = (number - 1) * PAGE_SIZE
    shown = in_order(listings, today)[start : start + PAGE_SIZE]
    return Results(
        total=len(listings),
        number=number,
        pages=pages,
        groups=agenda(shown, today),
        first=start + 1 if shown else 0,
        last=start + len(shown),
    )


def _kept(filters: Filters) -> list[tuple[str, str]]:
    """Filters in force that the form has no field for; it carries them along."""
    return [pair for pair in parse_qsl(query_string(filters)) if pair[0] not in _IN_FORM]


def _page_query(query: str, page: int) -> str:
    tail = urlencode({"page": page}) if page > 1 else ""
    joined = "&".join(part for part in (query, tail) if part)
    return f"?{joined}" if joined else "."


def _month_path(filters: Filters, query: str) -> str:
    """The month that the list begins with, under the same filters."""
    month = f"/month/{filters.from_:%Y-%m}" if filters.from_ else "/month"
    return f"{month}?{query}" if query else month


def _is_empty(context: Context) -> bool:
    with context.store.read() as tx:
        return not changes(tx, "", 1)[0]
