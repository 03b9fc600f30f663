"""Requests below /static/ in; the site's own style sheet, scripts and pictures out."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from web.conditional import Document, respond
from web.context import HERE, Context

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
}
_FOR_EVER = f"public, max-age={int(timedelta(days=365).total_seconds())}, immutable"
_A_DAY = f"public, max-age={int(timedelta(days=1).total_seconds())}"


def routes(context: Context) -> list[Route]:
    """Every file of `static/`; a list made at the start, so that no path is looked up on a request."""
    del context  # the signature of every room's routes
    files = {path.name: path for path in (HERE / "static").iterdir() if path.suffix in _TYPES}
    return [Route("/static/{name}", partial(static_file, files))]


def static_file(files: dict[str, Path], request: Request) -> Response:
    """One file; an address that carries the file's digest may be kept for ever.

    Raises:
        HTTPException: 404 for a file that was not there at the start.
    """
    path = files.get(request.path_params["name"])
    if path is None:
        raise HTTPException(404)
    cache = _FOR_EVER if "v" in request.query_params else _A_DAY
    document = Document(data=path.read_bytes(), media_type=_TYPES[path.suffix], cache=cache)
    return respond(request, document)
