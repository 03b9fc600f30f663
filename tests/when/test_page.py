"""A page of some length is searched for its date block: sums, financial years and months of its prose are no dates."""

from __future__ import annotations

from datetime import UTC, datetime

from catalogue.draft import Hints
from pipelines.when import draft_times
from spiders.reading.answer import read

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
HINTS = Hints(now=NOW, zone="Europe/London", locale="en-GB")
HEAD = """Fairwater Policy Forum

Rural Crime: What Small Forces Can Do Together

16th June 2027 to 16th June 2027

Date of Event: Wednesday, June 16th 2027

Time of Event: 9:30 AM — 1:20 PM BST

Place of Event: Webinar

"""
PROSE = (
    "Theft of machinery costs farms more than £37 million a year, and insurers expect £42 million by 2030. "
    "In the period 2020-21 recorded offences rose from 50,000 to 70,000, a rise of 42% in 2020 alone.",
    "In January 2023 the Borderlands force opened a team of 12 officers. The Countryside Act 2022 gave it powers "
    "under sections 10 and 11, and the 2018 strategy was renewed between 2019 and 2021.",
    "A survey of 1,845 parishes (response 24/7 by telephone on 0300 1234) found that grades 7-9 pupils knew of "
    "part 5.02 of the plan. Nobody knew the number of room 10.30.",
)


def page(head: str) -> bytes:
    """A text page of the seed's length, seven and a half thousand characters."""
    paragraphs = "\n\n".join(PROSE[k % 3] + f" Note {k}." for k in range(30))
    return (head + paragraphs)[:7_600].encode()


def test_the_date_block_is_found_and_nothing_else() -> None:
    drafts = read(page(HEAD), "https://fairwater.example/rural", HINTS).drafts
    assert len(drafts) == 1
    times, _ = draft_times(drafts[0], HINTS)
    assert isinstance(times.start, datetime)
    assert isinstance(times.end, datetime)
    assert times.start.isoformat() == "2027-06-16T09:30:00+01:00"
    assert times.end.isoformat() == "2027-06-16T13:20:00+01:00"
    assert times.certain


def test_prose_alone_dates_nothing() -> None:
    title = "Rural Crime: What Small Forces Can Do Together\n\n"
    for draft in read(page(title), "https://fairwater.example/rural", HINTS).drafts:
        times, _ = draft_times(draft, HINTS)
        assert (times.start, times.end) == (None, None)
