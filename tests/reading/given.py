"""Ways to make pages, and to read them with fixed hints."""

from __future__ import annotations

from datetime import UTC, datetime

from catalogue.draft import Draft, Hints
from spiders.reading import Reading, read
from spiders.reading.page import Page, html_page, text_page

URL = "https://forum.example/events/roads"
NOW = datetime(2027, 1, 10, 9, 0, tzinfo=UTC)


def hints(
    zone: str = "Europe/London", locale: str = "en-GB", labels: tuple[tuple[str, str], ...] = ()
) -> Hints:
    return Hints(now=NOW, zone=zone, locale=locale, labels=labels)


def page(body: str, head: str = "", url: str = URL, given: Hints | None = None) -> Page:
    made = html_page(
        f"<html lang='en-GB'><head>{head}</head><body>{body}</body></html>", url, given or hints()
    )
    assert made is not None
    return made


def lines(text: str) -> Page:
    return text_page(text, URL, hints())


def reading(text: str, given: Hints | None = None, url: str = URL) -> Reading:
    return read(text.encode(), url, given or hints())


def one(text: str, given: Hints | None = None) -> Draft:
    """The only Draft of an HTML body or of a whole document."""
    whole = (
        text
        if text.lstrip().startswith(("<html", "<!doctype", "BEGIN", "{", "<?xml"))
        else f"<html><body>{text}</body></html>"
    )
    drafts = reading(whole, given).drafts
    assert len(drafts) == 1, [draft.title for draft in drafts]
    return drafts[0]
