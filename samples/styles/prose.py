"""News articles that announce events in whole sentences: a Visit goes in, addresses and Pages come out.

Between them stand stories that are no events at all, though dates occur in them.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from catalogue.listing import Status
from samples import wording
from samples.facts import stories
from samples.furniture import Page, Visit, html, place_words
from samples.occasion import Occasion, Story


def address(one: Occasion) -> str:
    """The article about the event, below the site's address."""
    return f"news/{one.slug}"


def render(visit: Visit) -> dict[str, Page]:
    """The front page with all headlines, an article per event, and the other stories."""
    others = stories(visit.site.name, visit.today)
    headlines = [(address(one), visit.title(one)) for one in visit.occasions]
    headlines[1:1] = [(f"news/{story.slug}", story.title) for story in others]
    pages = {"news/": html(visit, "prose_list.html", headlines=headlines)}
    pages |= {f"news/{story.slug}": _story(visit, story) for story in others}
    return pages | {address(one): _announcement(visit, one) for one in visit.occasions}


def _story(visit: Visit, story: Story) -> Page:
    posted = wording.day_plain(story.posted)
    return html(
        visit, "prose_story.html", title=story.title, posted=posted, paragraphs=story.paragraphs
    )


def _announcement(visit: Visit, one: Occasion) -> Page:
    posted = min(visit.today, one.first_day) - timedelta(days=len(one.slug) % 9 + 2)
    paragraphs = [_sentence(one), *one.description, *_further(one)]
    return html(
        visit,
        "prose_story.html",
        title=visit.title(one),
        posted=wording.day_plain(posted),
        paragraphs=paragraphs,
    )


def _sentence(one: Occasion) -> str:
    """Who, when and where in one sentence, and before it what has changed."""
    place = f" at {place_words(one)}" if one.venue else " online"
    says = {
        Status.CANCELLED: ("The event has been cancelled. ", "it was to take place"),
        Status.RESCHEDULED: ("The event has a new date. ", "it will now take place"),
    }
    before, takes_place = says.get(one.status, ("", "the event will take place"))
    return f"{before}Organised by {one.organiser}, {takes_place} {_when(one)}{place}."


def _when(one: Occasion) -> str:
    if one.first_day != one.last_day:
        return f"from {wording.day_british(one.first_day)} to {wording.day_british(one.last_day)}"
    words = f"on {wording.day_british(one.first_day)}"
    if not isinstance(one.start, datetime):
        return words
    first = wording.clock_dotted(one.start)
    if isinstance(one.end, datetime):
        return f"{words}, from {first} to {wording.clock_dotted(one.end)},"
    return f"{words} at {first}"


def _further(one: Occasion) -> list[str]:
    speakers = "; ".join(speaker.line for speaker in one.speakers)
    further = [f"Speakers include {speakers}."] if speakers else []
    return [*further, *([f"Price: {one.price}."] if one.price else [])]
