"""A JSON answer → the HTML in its strings: lists that a page loads piece by piece."""

from __future__ import annotations

import re

from spiders.reading.values import Json

MAX_PIECES = 200

_MARKUP = re.compile(r"<(?:div|li|tr|article|p|h[1-6]|td)\b[^<>]{0,500}>", re.IGNORECASE)


def pages_in(value: Json) -> str:
    """The HTML that strings of an answer hold, joined; "" without any."""
    out: list[str] = []
    stack: list[Json] = [value]
    while stack and len(out) < MAX_PIECES:
        item = stack.pop()
        if isinstance(item, str):
            if len(item) > 200 and _MARKUP.search(item):
                out.append(item)
        elif isinstance(item, (dict, list)):
            stack.extend(reversed(list(item.values()) if isinstance(item, dict) else item))
    return "\n".join(out)
