"""Store, settings and clock in; the site as an ASGI application out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from fastapi import FastAPI

from catalogue.config import Config
from catalogue.store import Store
from web import digest_pages, errors, event_pages, feed_files, info_pages, list_pages, static_files
from web.context import make_context
from web.headers import SafetyHeaders


def create_app(store: Store, config: Config, clock: Callable[[], datetime]) -> FastAPI:
    """The application that serves one catalogue.

    Args:
        store: The catalogue; nothing but who wants digests is written to it.
        config: Settings; `public` is where the published feeds lie, `base_url` how people reach us.
        clock: Gives the aware instant that counts as now.
    """
    context = make_context(store, config, clock)
    # Starlette's redirect for a slash too many would repeat the Host header of whoever asks.
    app = FastAPI(title="Muster", openapi_url=None, redirect_slashes=False)
    for room in (list_pages, event_pages, info_pages, digest_pages, feed_files, static_files):
        app.router.routes.extend(room.routes(context))
    for error, handler in errors.handlers(context).items():
        app.add_exception_handler(error, handler)
    app.add_middleware(SafetyHeaders)
    return app
