"""Listings of fictional organisers: one for each thing that feeds have to get right."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from catalogue.listing import (
    Grade,
    Listing,
    Mode,
    Moment,
    Person,
    Place,
    Price,
    Provenance,
    Session,
    Status,
    Times,
    TopicMatch,
)
from feeds.feed import Feed, Site

LONDON = ZoneInfo("Europe/London")
NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
TODAY = NOW.date()
SITE = Site(base_url="https://muster.example", domain="muster.example")
FEED = Feed(
    slug="topics/public-order",
    title="Public order & protest: events",
    description="Events on Public order & protest, from all sources.",
)
_FIRST_SEEN = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)


def instants(start: Moment, end: Moment | None = None, *, zone: str | None = None) -> Times:
    """A reading without doubt."""
    known = zone or getattr(getattr(start, "tzinfo", None), "key", None)
    return Times(start=start, end=end, zone=known, grade=Grade.SURE, certain=True)


def _listing(number: int, title: str, times: Times) -> Listing:
    """A plain listing whose id and stamps follow from its number."""
    return Listing(
        id=f"00000000-0000-4000-8000-{number:012}",
        title=title,
        url=f"https://north.example/events/{number}",
        source="north",
        times=times,
        published=_FIRST_SEEN,
        modified=_FIRST_SEEN + timedelta(hours=number),
        provenance=(
            Provenance(
                source="north",
                source_key=str(number),
                url=f"https://north.example/events/{number}",
                seen=NOW,
            ),
        ),
    )


WINTER = replace(
    _listing(
        1,
        "Keeping the peace: protest law after the review",
        instants(
            datetime(2027, 1, 12, 10, 0, tzinfo=LONDON),
            datetime(2027, 1, 12, 12, 30, tzinfo=LONDON),
        ),
    ),
    mode=Mode.HYBRID,
    place=Place(
        name="Alder Hall",
        address="4 Weir Street, Netherby",
        town="Netherby",
        postcode="NB1 2CD",
        region="North West",
        force="Netherby Constabulary",
    ),
    online_url="https://meet.example/room/12?key=a,b;c",
    organiser="Northern Policing Forum",
    people=(
        Person(
            name="Ama Okoro",
            honours=("OBE",),
            rank_or_title="Chief Superintendent",
            role="Head of Operations",
            organisation="Netherby Constabulary",
            text="Chief Superintendent Ama Okoro OBE, Head of Operations, Netherby Constabulary",
        ),
        Person(name="Tomasz Wilk", organisation="Institute for Order", is_chair=True),
    ),
    audience=("Public order commanders", "Council safety officers"),
    audience_groups=("police", "local-government"),
    objectives=("Explain the new notice periods", "Compare two recent protests"),
    price=Price(
        text="From £95 plus VAT",
        is_free=False,
        amount=95.0,
        currency="GBP",
        tiers=(("Public sector", 95.0), ("Private sector", 195.0)),
    ),
    cpd="2 CPD hours",
    booking_url="https://north.example/book/1",
    deadline=date(2027, 1, 8),
    accessibility="Step-free access and a hearing loop",
    description="<p>What the <strong>review</strong> changes; see the "
    '<a href="https://north.example/review">review itself</a>.</p><ul><li>Notice</li><li>Noise</li></ul>',
    categories=("Law", "Operations"),
    image="https://north.example/img/1.jpg",
    language="en",
    format="conference",
    series="protest-law",
    topics=(
        TopicMatch(slug="public-order", score=3.5),
        TopicMatch(slug="police-powers", score=2.0),
        TopicMatch(slug="police-reform", score=0.4, low_confidence=True),
    ),
    sequence=2,
)
SUMMER = replace(
    _listing(
        2,
        "Summer school on crowd science",
        instants(
            datetime(2027, 7, 6, 9, 0, tzinfo=LONDON), datetime(2027, 7, 6, 16, 0, tzinfo=LONDON)
        ),
    ),
    mode=Mode.IN_PERSON,
    place=Place(name="Church House", town="Westbury"),
)
ALL_DAY = _listing(3, "Day of remembrance", instants(date(2027, 5, 1)))
MULTI_DAY = _listing(4, "Safer Streets Summit", instants(date(2027, 3, 2), date(2027, 3, 4)))
SESSIONS = _listing(
    5,
    "Custody masterclass",
    replace(
        instants(
            datetime(2027, 2, 3, 9, 30, tzinfo=LONDON), datetime(2027, 2, 3, 11, 0, tzinfo=LONDON)
        ),
        sessions=(
            Session(
                start=datetime(2027, 2, 3, 9, 30, tzinfo=LONDON),
                end=datetime(2027, 2, 3, 11, 0, tzinfo=LONDON),
                title="Reception",
            ),
            Session(start=datetime(2027, 2, 3, 14, 0, tzinfo=LONDON), title="Detention"),
            Session(start=date(2027, 2, 10)),
        ),
    ),
)
OVERSEAS = replace(
    _listing(
        6,
        "Transatlantic forensics webinar",
        instants(
            datetime(2027, 3, 16, 9, 0, tzinfo=NEW_YORK),
            datetime(2027, 3, 16, 10, 0, tzinfo=NEW_YORK),
        ),
    ),
    mode=Mode.ONLINE,
)
CANCELLED = replace(
    _listing(
        7,
        "Rural crime round table",
        instants(datetime(2026, 12, 8, 13, 0, tzinfo=LONDON)),
    ),
    status=Status.CANCELLED,
    sequence=1,
)
OPEN = _listing(
    8,
    "Fraud forum",
    Times(
        start=date(2027, 4, 3),
        grade=Grade.OPEN,
        why=("order-ambiguous",),
        text="03/04/2027",
    ),
)
OPEN_HOUR = _listing(
    9,
    "Evening lecture on stop and search",
    Times(
        start=date(2027, 4, 20),
        grade=Grade.OPEN,
        why=("midnight-side",),
        text="20 April 2027, 12 to 2",
    ),
)
UNDATED = _listing(
    10, "Leadership programme", Times(partial="2027-autumn", text="autumn 2027 <date to follow>")
)
HOSTILE = replace(
    _listing(
        11,
        "Tricky </item> <entry> ]]> & \"q\" 'a' \x0b\x00\x1b end; of, it\\ C:\\New 🚓 "
        + "лонг " * 40,
        instants(
            datetime(2027, 3, 28, 0, 30, tzinfo=LONDON), datetime(2027, 3, 28, 3, 30, tzinfo=LONDON)
        ),
    ),
    organiser="A </channel> & ]]> \ufffe Ltd",
    place=Place(name="Hall\r\nBEGIN:VALARM\x85\u2028END:VALARM; room, 2"),
    audience=("line\none", "]]></content:encoded>"),
    objectives=("\\" * 90 + "é" * 60 + ";," * 40,),
    description='<script>alert(1)</script><p onclick="x()">Fine &amp; safe]]> <iframe src="//x"></iframe>'
    '<a href="javascript:alert(1)">bad</a> <b>bold</b></p><style>p{}</style>\x08',
    online_url="javascript:alert(1)",
    booking_url="https://north.example/a b",
    image="data:text/html,hello",
    format="web</ev:type>inar",
    categories=("<b>tag</b>",),
)

EVERY = (
    *(WINTER, SUMMER, ALL_DAY, MULTI_DAY, SESSIONS, OVERSEAS),
    *(CANCELLED, OPEN, OPEN_HOUR, UNDATED, HOSTILE),
)
