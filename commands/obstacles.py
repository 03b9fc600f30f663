"""A page that gave no listings in; what stands in the way, and what to do about it, out."""

from __future__ import annotations

import re

from spiders.challenge import MOST_WORDS, is_challenge, visible
from spiders.fetching import Fetched

OBSTACLES = {
    "challenge": "The site asks for a proof of being a person. Ask its owner to let Muster in, or find a feed of it.",
    "login": "The page asks its visitors to log in; Muster reads only what everybody can see. Find a public page.",
    "script": "A script fills this page in the browser. Look there which address it gets its data from (developer "
    "tools, Network), and check that; or find a calendar or a feed of the site.",
    "pdf": "PDFs are not read. Check the page that links to it, or find a calendar or a feed of the site.",
    "picture": "This is a picture, a sound or a film, which nobody can read dates from. Check the page that shows it.",
    "empty": "The answer is empty. Look at the address in a browser, and check the one it ends at.",
    "json": "The JSON holds nothing that has a title and a date under names that Muster knows. Check another address.",
}
"""What to do about a page that cannot give listings, by what stands in the way."""

_PASSWORD = re.compile(rb"<input[^<>]{0,300}\btype\s*=\s*[\"']?password", re.IGNORECASE)
_FEW_WORDS = 40
"""Words at most of a page that a script fills: its title, and that it needs JavaScript."""


def obstacle(page: Fetched, kind: str) -> str:
    """What stands in the way of reading a page, a key of `OBSTACLES`; "" when nothing is known to."""
    if kind in OBSTACLES:
        return kind
    if page.content_type.startswith(("image/", "audio/", "video/")):
        return "picture"
    return _of_html(page.response.body) if kind == "html" else ""


def _of_html(body: bytes) -> str:
    if is_challenge(body):
        return "challenge"
    words = len(visible(body.decode("utf-8", "replace").lower()).split())
    if words <= MOST_WORDS and _PASSWORD.search(body):
        return "login"
    return "script" if words <= _FEW_WORDS and b"<script" in body else ""
