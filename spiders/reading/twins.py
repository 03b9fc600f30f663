"""Records of one page → each event once: a row of the timetable, its notice and its minutes are one meeting."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from spiders.reading.page import Page
from spiders.reading.record import Listed, Record

MONTH = 24
"""Steps from one day to the next that only a calendar of all days has."""
LONGEST = 40
"""Characters of a line that says nothing but a day."""
_FILLER = frozenset("a an and the of for on notice agenda minutes meeting meetings regular".split())
"""Words by which two titles of one meeting may differ."""


@lru_cache(maxsize=4000)
def _telling(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", title.lower())) - _FILLER


def without_repeats(records: list[Record], page: Page) -> list[Record]:
    """The records less those dated once more right below: "Night Watch – 9 June", "Date: 9 June".

    What stands below then belongs to the first.
    """
    out: list[Record] = []
    for record in _without_empty(records):
        headed = record.block.index == page.heading.index and record.mark.end
        if headed and _told_below(record, records, page):
            continue
        last = out[-1] if out and out[-1].day == record.day else None
        if last is not None and _heads_day(last, record):
            out[-1] = record
        elif last is not None and (_dates_again(last, record, page) or _writes_again(last, record)):
            last.high = max(last.high, record.high)
        else:
            out.append(record)
    return out


def _without_empty(records: list[Record]) -> list[Record]:
    """The records of a calendar that writes out day after day, less those of days on which nothing is."""
    steps = sum(two.day[1] - one.day[1] == 1 for one, two in pairwise(records))
    if steps < max(MONTH, 0.5 * len(records)):
        return records
    return [one for one in records if one.high > one.low + 1 or len(one.block.rest) > 3]


def _heads_day(first: Record, record: Record) -> bool:
    """Whether a bare day stands above events that each name it again."""
    head, block = first.block, record.block
    if first.high != head.index + 1 or len(head.dates) != 1:
        return False
    headed = 0 < head.level < (block.level or 9) or (head.tag == "dt" and block.tag != "dt")
    return headed and not (head.rest or head.times)


def _told_below(record: Record, records: list[Record], page: Page) -> bool:
    """Whether a line without a label dates what the page's main heading dates too."""
    same = [other for other in records if other is not record and other.day == record.day]
    return bool(same) and not any(_dates_again(record, other, page) for other in same)


def _dates_again(first: Record, record: Record, page: Page) -> bool:
    head, block = first.block, record.block
    if not head.level or first.day != record.day or block.level:
        return False
    label = page.label_at.get(block.index) if 0 < block.index - head.index <= 2 else None
    return label is not None and label.field == "date"


def _writes_again(first: Record, record: Record) -> bool:
    """Whether a bare day stands right below a line of the same day: "23/02/2027", "Tuesday 23rd February"."""
    above, block = first.block, record.block
    near = block.index == above.index + 1 and not (block.row or above.row or above.times)
    return near and len(block.text) < LONGEST and not (block.times or block.rest)


def without_twins(events: list[Listed]) -> list[Listed]:
    """The events in order, of the same day and title only those that differ in their own clock or place.

    One without a clock of its own is the same event as one that has it, and so is one without any clock whose
    date is written alike.
    """
    firsts: dict[tuple[object, ...], int] = {}
    alike: dict[int, list[int]] = {}
    for number, event in enumerate(events):
        year = event.dated.mark.year or (int(event.year) if event.year else None)
        key = (event.dated.day, year, _telling(event.title))
        first = firsts.setdefault(key, number)
        if first != number:
            alike.setdefault(first, [first]).append(number)
    kept = events
    if alike:
        out = {number: events[number] for number in firsts.values() if number not in alike}
        for numbers in alike.values():
            out.update(_apart(numbers, events))
        kept = [out[number] for number in sorted(out)]
    timed = {event.date for event in kept if event.time}
    return [event for event in kept if event.time or event.date not in timed or event.dated.item]


def _apart(numbers: list[int], events: list[Listed]) -> dict[int, Listed]:
    """Of events of one day and title those that are several, by the place in the list that each takes."""
    first, *more = numbers
    out = {first: events[first]}
    seen = {_own(events[first])}
    for number in more:
        event = events[number]
        if event.own_clock and not out[first].own_clock:
            out[first] = event
        elif event.own_clock and _own(event) not in seen:
            out[number] = event
        seen.add(_own(event))
    if len(out) == 1:
        _keep_status(out[first], [events[number] for number in numbers])
    return out


def _keep_status(event: Listed, twins: list[Listed]) -> None:
    """Gives an event what a twin says became of it: cancelled in the minutes is cancelled in the timetable too."""
    told = next((twin for twin in twins if twin.status), event)
    if not event.status and told.status:
        event.status = told.status
        event.notes += [note for note in told.notes if note[0] == "status"]


def _own(event: Listed) -> tuple[str, str]:
    return event.time.lower(), event.place
