"""Every answer in; the same answer with the headers that keep visitors safe out."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors "
)


def content_policy(path: str) -> str:
    """The Content-Security-Policy of a path: only pages made for it may stand in a frame elsewhere."""
    return _POLICY + ("*" if path.startswith("/embed/") else "'none'")


def is_open(path: str) -> bool:
    """Whether scripts of other sites may read the path: feeds, and what embeds need."""
    return path.startswith(("/feeds/", "/static/")) or path.endswith(".ics")


class SafetyHeaders:
    """ASGI middleware; sets no cookie and lets none through."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _set_headers(MutableHeaders(scope=message), scope["path"])
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _set_headers(headers: MutableHeaders, path: str) -> None:
    headers["content-security-policy"] = content_policy(path)
    headers["x-content-type-options"] = "nosniff"
    headers["referrer-policy"] = "strict-origin-when-cross-origin"
    headers["permissions-policy"] = "camera=(), geolocation=(), microphone=()"
    if is_open(path):
        headers["access-control-allow-origin"] = "*"
    else:
        headers["cross-origin-opener-policy"] = "same-origin"
