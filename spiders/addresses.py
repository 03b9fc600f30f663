"""An address of the web in; the site that it belongs to out."""

from __future__ import annotations

from urllib.parse import urlsplit


def site(url: str) -> str:
    """The host of an address with its port, without a leading "www."; "" for a malformed address."""
    try:
        return urlsplit(url).netloc.lower().removeprefix("www.")
    except ValueError:
        return ""
