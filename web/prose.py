"""HTML of a description in; HTML that may stand on our page, or its plain words, out."""

from __future__ import annotations

import nh3
from markupsafe import Markup

from feeds.prose import plain_text

_TAGS = {"a", "b", "blockquote", "br", "code", "em", "h3", "i", "li", "ol", "p", "strong", "ul"}
_LEVELS = {"h1", "h2", "h4", "h5", "h6"}
"""Our page has its own first and second level; deeper ones would leave gaps in the outline."""


def shown(html: str) -> Markup:
    """The description for our page: cleaned again, because an editor's paste goes past the pipelines."""
    kept = nh3.clean(
        html,
        tags=_TAGS | _LEVELS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener",
    )
    for level in _LEVELS:
        kept = kept.replace(f"<{level}>", "<h3>").replace(f"</{level}>", "</h3>")
    if "<" not in kept:
        kept = "".join(f"<p>{part.strip()}</p>" for part in kept.split("\n\n") if part.strip())
    return Markup(kept)  # noqa: S704 (cleaned just above)


def plain(html: str) -> str:
    """The words in one line."""
    return " ".join(plain_text(shown(html)).split())
