"""Errors of a request in; a page, or a line of text for feed readers, that says what to do out."""

from __future__ import annotations

import logging
from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from catalogue.errors import FilterError, StoreError
from catalogue.filters import CANCELLED, NAMES
from catalogue.listing import Mode, Status
from catalogue.taxonomy import GROUPS, topics
from web.context import HTML, Context

_LOG = logging.getLogger(__name__)

_PAGES = {
    404: (
        "Page not found",
        "There is nothing at this address. It may be mistyped, or the event was never here.",
    ),
    405: ("Not possible", "Pages of this site can be read, not written to."),
}
_OTHER = ("Something went wrong", "The request could not be answered. Please try again later.")

_BUSY = (
    "Please try again in a minute",
    "The catalogue cannot be read at the moment. Feeds and calendars that are published go on working.",
)


def handlers(context: Context) -> dict[type[Exception], partial[Response]]:
    """Exception → what answers it."""
    return {
        FilterError: partial(_filter_error, context),
        HTTPException: partial(_http_error, context),
        StoreError: partial(_store_error, context),
    }


def valid_filters() -> list[tuple[str, str]]:
    """Every filter with what it takes."""
    closed = {
        "topic": ", ".join((*GROUPS, *(one.slug for one in topics()))),
        "mode": ", ".join(Mode),
        "status": ", ".join(Status),
        "free": "yes or no",
        "cancelled": ", ".join(CANCELLED),
        "from": "a day such as 2027-03-31",
        "to": "a day such as 2027-03-31",
        "q": "words that must all occur",
        "starts": "a number of days from today",
        "deadline": "a number of days from today",
    }
    slug = "a name in lower case with hyphens, such as south-east"
    return [(name, closed.get(name, slug)) for name in NAMES]


def _filter_error(context: Context, request: Request, error: FilterError) -> Response:
    saying = ("This filter cannot be used", str(error.args[0]))
    return _answer(context, request, 400, saying)


def _http_error(context: Context, request: Request, error: HTTPException) -> Response:
    answer = _answer(context, request, error.status_code, _PAGES.get(error.status_code, _OTHER))
    answer.headers.update(error.headers or {})
    return answer


def _store_error(context: Context, request: Request, error: StoreError) -> Response:
    _LOG.error("%s", error)  # it may name paths and hosts: for the operator, not for strangers
    answer = _answer(context, request, 503, _BUSY)
    answer.headers["retry-after"] = "60"
    return answer


def _answer(context: Context, request: Request, status: int, saying: tuple[str, str]) -> Response:
    """A page; a line of text below /feeds/, where programs ask."""
    heading, message = saying
    headers = {"cache-control": "no-store"}
    if request.url.path.startswith("/feeds/"):
        return PlainTextResponse(f"{message}\n", status_code=status, headers=headers)
    valid = valid_filters() if status == 400 else []
    values = {"heading": heading, "message": message, "valid": valid}
    body = context.render(request, "error.html", values)
    return Response(body, status_code=status, headers=headers, media_type=HTML)
