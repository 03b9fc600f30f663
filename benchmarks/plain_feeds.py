"""The yardstick of publishing: documents as a program writes them that uses feedgen and icalendar and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from icalendar import Calendar, Event

from catalogue.listing import Listing
from feeds import rss
from feeds.feed import FOUNDED, Feed, Site
from feeds.occurrences import occurrences
from feeds.particulars import plain
from feeds.words import location_words, title_words, topic_labels


def plain_rss(feed: Feed, listings: Sequence[Listing], site: Site) -> bytes:
    """A whole feed written by feedgen, item by item; what the items say is made ready for it and costs little."""
    changed = max((one.modified for one in listings if one.modified), default=FOUNDED)
    channel = rss.channel_of(rss.head_values(feed, site, changed), site.ttl)
    for one in sorted(listings, key=lambda one: one.modified or FOUNDED, reverse=True):
        rss.add_item(channel, {**_NOTHING, **rss.item_values(one, site)})
    document: bytes = channel.rss_str()
    return document


_NOTHING = {f"ev_{name}": "" for name in ("startdate", "enddate", "location", "organizer", "type")}


def plain_ics(feed: Feed, listings: Sequence[Listing], site: Site) -> bytes:
    """A whole calendar written by icalendar, its time zones included."""
    calendar = Calendar()
    calendar.add("prodid", "-//Plain//EN")
    calendar.add("version", "2.0")
    calendar.add("name", feed.title)
    for one in listings:
        for occurrence in occurrences(one):
            event = Event()
            event.add("uid", site.uid(one.id))
            event.add("dtstamp", one.modified or FOUNDED)
            event.add("last-modified", one.modified or FOUNDED)
            event.add("created", one.published or FOUNDED)
            event.add("dtstart", occurrence.start)
            event.add("summary", title_words(one))
            event.add("sequence", one.sequence)
            event.add("status", "CONFIRMED")
            event.add("transp", "TRANSPARENT")
            event.add("location", location_words(one))
            event.add("contact", one.organiser or "")
            event.add("categories", [label for _, label in topic_labels(one)])
            event.add("url", site.event_url(one.id))
            event.add("description", plain(one, site, 1_500))
            calendar.add_component(event)
    calendar.add_missing_timezones()
    document: bytes = calendar.to_ical()
    return document
