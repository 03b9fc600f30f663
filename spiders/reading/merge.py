"""What each reader saw of a page → the page's Drafts: one merged on a detail page, many on a listing page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from catalogue.draft import Draft, Evidence
from spiders.reading import headline, remnants, repeated, venue
from spiders.reading.block import index_of
from spiders.reading.changes import NEW_DAY
from spiders.reading.datelike import DateMark, find_dates, find_times
from spiders.reading.event_title import full_title
from spiders.reading.found import Found
from spiders.reading.lines import MONTHS
from spiders.reading.page import Page, month_first
from spiders.reading.postal import CITY_CODE, is_contact
from spiders.reading.record import HEADING_OF_LIST, INHERITED

WEAK = 0.45
"""A reader that is less sure than this gives way to a surer one further down the order."""

_WHEN = frozenset({"date", "time", "start", "end", "zone", "all_day", "duration", "sessions"})
_PLAIN_STATUS = re.compile(r"(?i)(?:EventScheduled|confirmed|scheduled|publish)$")

_MONTH_YEAR = re.compile(rf"(?i)\b((?:{'|'.join(MONTHS)})[a-z]{{0,6}}),? (20\d\d)\b(?! ?[-–] ?\d)")
_ZONE = re.compile(
    r"(?i)(?:(?:all )?times?(?: ?zone)?(?: are| is)?(?: in)?:? )?\(?(Europe/[a-z_]{4,20})\)?(?: time ?zone| time)?"
)

Field = tuple[str, Any, Evidence]


def merge(drafts: list[Draft], page: Page) -> Draft:
    """One Draft of several views of the same event, in the order of `READERS`; a title may come from the page."""
    found = Found("merge")
    winners: dict[str, Field] = {}
    start = next((draft.start for draft in drafts if draft.start), "")
    _take_times(drafts, winners, start, month_first(page.hints))
    strays = _beside_other_days(drafts, winners, month_first(page.hints))
    fields = [item for item in _fields(drafts) if item not in strays]
    for item in fields:
        if item[0] == "sessions":
            winners.setdefault("sessions", item)
    _complete_times(page, fields, winners, found)
    for name, value, note in fields:
        if name in _WHEN:
            continue
        old = winners.get(name)
        if old is None or (old[2].confidence < WEAK <= note.confidence):
            winners[name] = (name, value, note)
    _place(fields, winners)
    _status(fields, winners, found)
    _title(page, winners)
    values = {name: value for name, value, _ in winners.values()}
    warnings = [sentence for draft in drafts for sentence in draft.warnings] + found.warnings
    shown = values.get("date", "") if start else ""
    if shown and not _same_day(start, shown, month_first(page.hints)):
        warnings.append(f"the page shows {shown[:80]!r}, its mark-up says {start}")
    values.setdefault("title", "")
    return Draft(
        **values,
        evidence=tuple((name, note) for name, _, note in winners.values()),
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _beside_other_days(
    drafts: list[Draft], winners: dict[str, Field], american: bool
) -> list[Field]:
    """The place that stands beside a bare date, where that is another day than the event's."""
    day = _day(winners["date"][1], american) if "date" in winners else None
    return [
        item
        for draft in drafts
        for item in _fields([draft])
        if item[0] == "place" and item[2].reader == headline.NAME
        if day and draft.date and _day(draft.date, american) != day
    ]


def _fields(drafts: list[Draft]) -> Iterator[Field]:
    for draft in drafts:
        for name, note in draft.evidence:
            yield name, getattr(draft, name), note


def _take_times(drafts: list[Draft], winners: dict[str, Field], start: str, american: bool) -> None:
    """Start, end and zone from one view; date words of the start's day; a clock that belongs to that date."""
    machine = next((draft for draft in drafts if draft.start), None)
    if machine is not None:
        for name, value, note in _fields([machine]):
            if name in _WHEN - {"date", "time"}:
                winners[name] = (name, value, note)
    dated = [(draft, note) for draft in drafts for name, note in draft.evidence if name == "date"]
    chosen = _chosen_date(dated, start, american)
    if chosen is None:
        return
    draft, note = chosen
    winners["date"] = ("date", draft.date, note)
    day = _day(draft.date, american)
    same = [d for d in drafts if d is draft or not d.date or _day(d.date, american) == day]
    clocks = [item for item in _fields([draft, *same]) if item[0] == "time"]
    if clocks:
        begun = [item for item in clocks if item[1].startswith(clocks[0][1])]
        winners["time"] = max(begun, key=lambda item: len(item[1]))  # one that also says until when


def _complete_times(
    page: Page, fields: list[Field], winners: dict[str, Field], found: Found
) -> None:
    """A duration without an end; a year that the page gives elsewhere; a clock that speaks for the whole page."""
    lasting = next((item for item in fields if item[0] == "duration"), None)
    if lasting is not None and "end" not in winners:
        winners.setdefault("duration", lasting)
    if "date" not in winners:
        return
    _, words, note = winners["date"]
    day = next(iter(find_dates(words, month_first=month_first(page.hints))), None)
    year = _year_of(day, page) if day else ""
    if day and year:
        day = day._replace(year=int(year))
        words = f"{words[: day.end]} {year}{words[day.end :]}"
        winners["date"] = ("date", words, note)
        found.warn(f"year {year} taken from another mention of the day")
    if "start" not in winners and b"Europe/" in page.source:
        _take_zone(page, winners)
    timed = "time" in winners or "T" in str(winners.get("start", ("", "", None))[1])
    if timed or find_times(words, find_dates(words)):
        return
    block = headline.inherited_clock(page, day)
    if block is not None:
        told = Evidence(reader="headline", where=block.where, text=block.text[:500], confidence=0.4)
        winners["time"] = ("time", block.time_words(), told)
        found.warn(INHERITED)


def _take_zone(page: Page, winners: dict[str, Field]) -> None:
    """The zone that is all a line says: "Europe/Brussels", "Times in Europe/Brussels"."""
    for block in page.blocks_with("europe/"):
        said = _ZONE.fullmatch(block.text)
        if said:
            note = Evidence(reader=headline.NAME, where=block.where, text=said[0], confidence=0.6)
            winners.setdefault("zone", ("zone", said[1], note))


def _year_of(mark: DateMark, page: Page) -> str:
    """The year for a date without one: that of the same day elsewhere, or beside its month in title or address."""
    if mark.year is not None:
        return ""
    american, day = month_first(page.hints), mark.month_day
    slug = re.sub(r"[-_/]", " ", page.url)
    mentions = [one for block in page.dated for one in block.dates]
    mentions.extend(find_dates(page.url.rsplit("/", 1)[-1], month_first=american))
    mentions.extend(find_dates(slug, month_first=american))
    years = {one.year for one in mentions if one.year and one.month_day == day}
    if not years:
        beside = _MONTH_YEAR.findall(f"{page.heading.text} {slug}")
        name = MONTHS[day[0] - 1]
        years = {int(year) for month, year in beside if month[:3].lower() == name}
    if not years:
        stamp = rf"{day[0]:02d}[-/]{day[1]:02d}(?<=\b(20\d\d)[-/]\d\d[-/]\d\d)"
        years = {int(year) for year in re.findall(stamp.encode(), page.source)}
    return str(years.pop()) if len(years) == 1 else ""


def _chosen_date(
    dated: list[tuple[Draft, Evidence]], start: str, american: bool
) -> tuple[Draft, Evidence] | None:
    moved = next((pair for pair in dated if pair[1].confidence == NEW_DAY), None)
    if moved is not None:
        return moved
    if start:
        same = [pair for pair in dated if _same_day(start, pair[0].date, american)]
        sure = [pair for pair in dated if pair[1].reader == "labelled"]
        return next(iter(same or sure), None)
    strong = [pair for pair in dated if pair[1].confidence >= WEAK]
    return strong[0] if strong else max(dated, key=lambda pair: pair[1].confidence, default=None)


@lru_cache(maxsize=500)
def _day(words: str, american: bool) -> tuple[int, int] | None:
    """The day that words name; asked of the same words several times on a page."""
    marks = find_dates(words, month_first=american)
    return marks[0].month_day if marks else None


def _same_day(start: str, words: str, american: bool) -> bool:
    digits = re.sub(r"\D", "", start)[:8]
    day = _day(words, american)
    return len(digits) == 8 and day == (int(digits[4:6]), int(digits[6:8]))


def _place(fields: list[Field], winners: dict[str, Field]) -> None:
    """The surest place; then the fuller words of one that says the same, and no address twice."""
    said = [item for item in fields if item[0] == "place"]
    said = [item for item in said if not (_is_lone(item[2]) and is_contact(item[2].text))]
    winners.pop("place", None)
    if not said:
        return
    best = max(said, key=lambda item: item[2].confidence)
    name = _folded(best[1])
    if not CITY_CODE.search(best[1]):
        fuller = [item for item in said if name in _folded(item[1]) and ":" not in item[1][:24]]
        best = max([best, *fuller], key=lambda item: len(item[1]))
    winners["place"] = best
    address = winners.get("address")
    if address is not None and address[2].reader == venue.NAME and venue.has_street(best[1]):
        del winners["address"]


def _is_lone(note: Evidence) -> bool:
    """Whether a note comes from the page's only record, which reaches down to the foot of the page."""
    return note.reader == repeated.NAME


def _folded(words: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", words.lower()))


def _status(fields: list[Field], winners: dict[str, Field], found: Found) -> None:
    """Words of the page override a mark-up status that says nothing has happened."""
    old = winners.get("status")
    if old is None or not _PLAIN_STATUS.search(str(old[1])):
        return
    for name, value, note in fields:
        other = name == "status" and note.reader != old[2].reader
        if other and not _PLAIN_STATUS.search(str(value)):
            winners["status"] = (name, value, note)
            marked = re.split("[/#]", str(old[1]))[-1][:30]
            found.warn(f"the page says {str(value)[:60]!r}, its mark-up {marked!r}")
            return


def _title(page: Page, winners: dict[str, Field]) -> None:
    heading = page.heading
    old = winners.get("title")
    if not heading.text or (old is not None and not _gives_way(old[2], page)):
        return
    date = winners.get("date")
    at = index_of(date[2].where) if date else -1
    title = full_title(page, heading.text, page.blocks[at] if 0 <= at < len(page.blocks) else None)
    sure = 0.9 if heading.sure else 0.6
    note = Evidence(reader="heading", where=heading.where, text=heading.text[:500], confidence=sure)
    winners["title"] = ("title", title, note)


def _gives_way(note: Evidence, page: Page) -> bool:
    """Whether a title yields to the page's heading: a weak one, the words of a calendar link, a lone record's."""
    sure = page.heading.sure
    if _is_lone(note) and note.where == HEADING_OF_LIST:
        return True
    if _is_lone(note) and _in_address(page.heading.text, page.url):
        return True
    return note.confidence < WEAK or (sure and note.reader == remnants.NAME)


def _in_address(title: str, url: str) -> bool:
    """Whether the last part of an address spells a title."""
    words = set(re.findall(r"[^\W_]{3,}", title.lower()))
    slug = set(re.findall(r"[^\W_]{3,}", url.lower().rstrip("/").rsplit("/", 1)[-1]))
    return len(words & slug) >= max(2, 0.6 * len(words))
