"""Requests about digests by e-mail in; pages that explain each step, and the notes of it in the catalogue, out.

Looking at an address changes nothing: every page shows a button, and only pressing it (POST) does. Mail programs
that unsubscribe with one click POST to the same address (RFC 8058).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from catalogue import subscriptions
from catalogue.errors import FilterError
from catalogue.filters import parse_filters, query_string
from catalogue.subscriptions import EVERY, Subscription, mail_address
from web.context import HTML, Context
from web.facets import summary

_MOST = 16_384  # bytes of a form: an address of 254 letters and a long list of filters

Form = Mapping[str, str]


def routes(context: Context) -> list[Route]:
    """Asking for a digest, and the two pages that mails lead to."""
    return [
        Route("/digests", partial(ask_page, context), methods=["GET"]),
        Route("/digests", _posted(partial(ask, context)), methods=["POST"]),
        Route("/digests/{token}/confirm", partial(confirm_page, context), methods=["GET"]),
        Route("/digests/{token}/confirm", _posted(partial(confirm, context)), methods=["POST"]),
        Route("/digests/{token}/unsubscribe", partial(unsubscribe_page, context), methods=["GET"]),
        Route("/digests/{token}/unsubscribe", partial(unsubscribe, context), methods=["POST"]),
    ]


def ask_page(context: Context, request: Request) -> Response:
    """The form, for the events of the address's filters.

    Raises:
        HTTPException: 404 where no mails are sent.
        FilterError: A filter or value nobody knows.
    """
    _check_is_on(context)
    query, events = _named(request.url.query)
    return _page(context, request, "Events by e-mail", events=events, query=query, step="ask")


def ask(context: Context, request: Request, form: Form) -> Response:
    """Note that somebody asks; the answer is the same whether we know the address or not.

    Raises:
        HTTPException: 404 where no mails are sent; 503 when too many ask.
        FilterError: A filter or value nobody knows.
    """
    _check_is_on(context)
    query, events = _named(form.get("filters", ""))
    every, words = _every(form), form.get("email", "")
    email = mail_address(words)
    if not email:
        values = {"email": words[:300], "every": every, "query": query, "events": events}
        wrong = "Write the address in full, such as name@organisation.example."
        heading = "Please correct the address"
        return _page(context, request, heading, status=400, step="ask", wrong=wrong, **values)
    with context.store.begin() as tx:
        if not subscriptions.ask(tx, email, query, every, context.shelf.clock()):
            raise HTTPException(503, headers={"retry-after": "86400"})
    said = "A mail is on its way, if the address is right and was not mailed about this list today."
    message = f"{said} Open the link in it within seven days to get the digest."
    return _page(context, request, "Please look into your mailbox", message=message, events=events)


def confirm_page(context: Context, request: Request) -> Response:
    """The button that confirms, or changes how often.

    Raises:
        HTTPException: 404 for a link that is not ours.
    """
    one = _subscription(context, request)
    if one is None:
        return _gone(context, request)
    message = "Nothing is mailed before you press the button."
    button = "Get this digest"
    if one.confirmed:
        message, button = "You get this digest. Choose another rhythm here.", "Change"
    shown = {"every": one.every, "events": _events(one), "button": button, "message": message}
    return _page(context, request, "Events by e-mail", **shown, step="confirm", status=200)


def confirm(context: Context, request: Request, form: Form) -> Response:
    """Take the mailbox's owner at their word.

    Raises:
        HTTPException: 404 for a link that is not ours.
    """
    one = _subscription(context, request)
    if one is None:
        return _gone(context, request)
    with context.store.begin() as tx:
        subscriptions.confirm(tx, one, _every(form, one.every), context.shelf.clock())
    message = (
        "The first digest comes when the next day, week or month begins and there is "
        "something to tell. Each has a link that ends it."
    )
    events = _events(one)
    return _page(context, request, "You will get this digest", message=message, events=events)


def unsubscribe_page(context: Context, request: Request) -> Response:
    """The button that unsubscribes.

    Raises:
        HTTPException: 404 for a link that is not ours.
    """
    one = _subscription(context, request)
    if one is None:
        return _ended(context, request)
    message = "The digest ends at once, and your address is deleted."
    shown = {"events": _events(one), "button": "Unsubscribe", "message": message}
    return _page(context, request, "End this digest?", **shown, step="unsubscribe", status=200)


def unsubscribe(context: Context, request: Request) -> Response:
    """Forget the address, whatever the form holds: people press a button, programs send One-Click.

    Raises:
        HTTPException: 404 for a link that is not ours.
    """
    if one := _subscription(context, request):
        with context.store.begin() as tx:
            subscriptions.remove(tx, one.id)
    return _ended(context, request)


def _ended(context: Context, request: Request) -> Response:
    """The same for whoever was unsubscribed before."""
    message = "Nothing more is mailed to you under this link, and the address is deleted."
    return _page(context, request, "You are unsubscribed", message=message)


def _gone(context: Context, request: Request) -> Response:
    message = (
        "Links hold for seven days, and until somebody unsubscribes. Ask for the digest again."
    )
    return _page(context, request, "This link holds no more", status=404, message=message)


def _page(
    context: Context, request: Request, heading: str, *, status: int = 200, **values: object
) -> Response:
    """A page that nobody keeps: its address is a key, or its words are of one visitor."""
    blank = dict.fromkeys(("message", "events", "step", "query", "email", "wrong", "button"), "")
    shown = {**blank, "every": "weekly", "heading": heading, **values}
    body = context.render(request, "digest.html", shown)
    headers = {"cache-control": "no-store"}
    return Response(body, status_code=status, headers=headers, media_type=HTML)


def _check_is_on(context: Context) -> None:
    if not context.config.smtp_host:
        raise HTTPException(404)


def _subscription(context: Context, request: Request) -> Subscription | None:
    """The subscription of the link; None for one that is forgotten.

    Raises:
        HTTPException: 404 for a link that is not ours.
    """
    with context.store.read() as tx:
        found = subscriptions.id_of(tx, request.path_params["token"])
        if not found:
            raise HTTPException(404)
        return subscriptions.subscription(tx, found)


def _named(query: str) -> tuple[str, str]:
    """The query string in its canonical form, and what it means in words.

    Raises:
        FilterError: A filter or value nobody knows.
    """
    filters = parse_filters(parse_qsl(query, keep_blank_values=True))
    return query_string(filters), summary(filters)


def _events(one: Subscription) -> str:
    """The events in words; nothing when their filters are no longer known: its link works all the same."""
    try:
        return _named(one.filters)[1]
    except FilterError:
        return ""


def _every(form: Form, usual: str = "weekly") -> str:
    every = form.get("every", usual)
    return every if every in EVERY else usual


def _posted(
    answer: Callable[[Request, Form], Response],
) -> Callable[[Request], Awaitable[Response]]:
    """A route's function that reads a form, and answers in a thread as those of other pages do."""

    async def answered(request: Request) -> Response:
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > _MOST:
                raise HTTPException(413)
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
        return await run_in_threadpool(answer, request, dict(pairs))

    return answered
