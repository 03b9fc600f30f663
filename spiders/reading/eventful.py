"""A page without event mark-up and its merged Draft → whether it is about an event at all."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from catalogue.draft import Draft, Evidence
from spiders.reading import headline, labelled, last_resorts, prose, repeated
from spiders.reading.block import Block, index_of
from spiders.reading.datelike import DateMark, find_times, weekday_of, weekday_on
from spiders.reading.merge import merge
from spiders.reading.other_days import EVENTS, KIND, is_called_else, is_sentence
from spiders.reading.page import Page
from spiders.reading.record import Listed

FAINT = 0.4
"""Confidence below which a date in a sentence is no sign of an event: no word of taking place stands near."""
CLOSING = 0.25
"""The most of a date whose sentence speaks of posting, closing and the like."""
SHORT = 45
"""Words beside a clock that still leave it a line of its own, in characters."""
LATELY = 90
"""Days after which a day without a year may be one of next year."""
FEW = 12
"""Dated lines up to which a page may be about one post."""

_PASSING = frozenset({prose.NAME, last_resorts.ADDRESS, last_resorts.TIME_TAG})
_LOOSE = _PASSING | {headline.NAME, repeated.NAME}
"""The readers that take a date without being told by a label what it is of."""
_STAMP = re.compile(r"20\d\d-\d\d-\d\d")
_PATH = re.compile(rf"(?i)(?:{EVENTS})[^/]*(?:/|\.\w+$)")
"""A folder of an address, or a file with an ending, that is called after events."""
_AROUND = re.compile(r"(?s)^\w+://[^/?#]*|[?#].*")
"""What stands around the path of an address."""
_BODY = re.compile(r"(?i)\b(?:commission|committee|council|board|panel|forum|assembly)\b")
"""Those who meet: a title of theirs may as well be that of whatever they do."""
_ABOVE = re.compile(rf"(?i)\b(?:{EVENTS})\b")
_ARTICLE = re.compile(
    r"(?i)/(?:news\w*|blogs?|press[\w-]*|media|journal|stories|articles?|posts?|updates|latest|guidance|publications?"
    r"|statistics|reports?|polic(?:y|ies)|consultations?|jobs|vacancies|careers|tenders|20\d\d/[01]\d)/"
)
"""Folders of an address that hold news: "/news/", "/blog/", "/2027/03/"."""
_PAST = re.compile(
    r"(?i)\b(?:was|were|had|came|took|gave|met|saw|ran|said|went|made|won|died|left|sat|spoke|heard|found|told|\w{3,20}ed)\b"
)
_AHEAD = re.compile(r"(?i)\b(?:will|takes?|join|come|is|are|can|please|shall|be)\b")
"""Words of a sentence that tells of the past, and of one that looks ahead, whatever else it tells."""
_OFFER = re.compile(
    r"(?i)\W{0,3}(?:(?:salary|interviews?(?: date)?s?)\W{0,3}(?=[\d£$€]|\w+ \d|$)|contract type\b)"
)
"""How a line begins that says what a post pays, or when candidates are seen."""
_HOURS = re.compile(
    r"(?i)\b(?:(?:opening|visiting|holiday|christmas|easter|new year) (?:hours|times)|term dates)\b"
)
_NO_EVENT = re.compile(
    r"(?i)\b(?:annual|yearly|impact) (?:report|review)\b|\b(?:policy|hire|membership|history)$|\bpolicy on\b|^faqs?\b"
    r"|\bcode of (?:conduct|practice)\b|\b(?:our|a brief) history\b|\broad closures?\b|\bbecome a member\b"
    r"|\b(?:christmas|easter|bank holiday)\b.{0,30}\b(?:opening|closures?)\b|\bfrequently asked\b|\bhire (?:the|our)\b"
)
"""Titles of pages that give days, and of no event."""
_PERSON = re.compile(
    r"(?i)/(?:staff|people|profiles?|our-people|our-team|academics|experts|councillors|jobs?|vacanc(?:y|ies))/[^/]+$"
)
"""Addresses of a person's page, and of a post's."""
_PAPER = re.compile(r"(?i)/(?:publications?|reports?|papers|working-papers|guidance|statistics)/")
"""Folders of what is dated by its publication, under a label too."""
_CALL = re.compile(
    r"(?i)\bcall for (?:papers|abstracts|proposals|evidence|contributions|submissions|nominations|applications|entries"
    r"|views|articles|chapters)\b"
)
_STUDY = re.compile(r"(?i)\b(?:full|part)[- ]time\b|\b(?:\d|one|two|three|four|five) years?\b")
"""How long it takes to study for a degree."""


def is_other(page: Page) -> bool:
    """Whether a page offers a post, says when some place is open, or is of a person, of a rule, of a year gone by."""
    title = page.heading.text
    other = _NO_EVENT.search(title) or _PERSON.search(_path(page))
    return bool(_HOURS.search(title) or (other and not KIND.search(title))) or is_vacancy(page)


def is_call(page: Page) -> bool:
    """Whether a page calls for papers and the like: its days are those until when, but for one under a label."""
    return _CALL.search(page.heading.text) is not None


def _is_study(page: Page) -> bool:
    """Whether a label says that something is studied full time, or for years."""
    told = [label for label in page.labels if label.field in ("duration", "mode")]
    first = [label.index + (not label.value) for label in told]
    return any(_STUDY.search(line.text[:90]) for at in first for line in page.blocks[at : at + 1])


def is_vacancy(page: Page) -> bool:
    """Whether a page offers a post: lines that begin with a salary or interviews, beside a closing date."""
    few = len(page.dated) <= FEW
    offers = page.blocks_with("salary", "interview", "contract type") if few else []
    offered = any(len(line.text) < 100 and _OFFER.match(line.text) for line in offers)
    return offered and any(label.field == "deadline" for label in page.labels)


def is_event(page: Page, merged: Draft) -> bool:
    """Whether mark-up, a label or a line says when; or labels say what only events have."""
    other = not merged.start and _is_called_else(page, note_of(merged, "date"))
    if not other and _is_dated(page, merged):
        return merged.start != "" or not _is_study(page)
    return _is_labelled(page, merged, dated=bool(merged.date) and not other)


def _is_called_else(page: Page, note: Evidence | None) -> bool:
    """Whether a bare line gives the date, and calls it something else than an event's."""
    if note is None or note.reader != headline.NAME or _PATH.search(_path(page)):
        return False
    return is_called_else(page.blocks[index_of(note.where)], page)


def without_passing(records: list[Listed], page: Page) -> list[Listed]:
    """The records less the days that a text names in passing, where neither page nor line speaks of events."""
    bare = [record for record in records if not is_sentence(record.dated.block)]
    stamp = bare[0] if len(bare) == 1 else None
    return [record for record in records if not _passes(record, page, stamp)]


def _passes(record: Listed, page: Page, stamp: Listed | None) -> bool:
    """Whether a day is over, of one alone in its line or in a sentence; or in an article that invites nobody."""
    block = record.dated.block
    told = is_sentence(block)
    if not told and (record is not stamp or record.own_clock):
        return False
    silent = told and not record.own_clock and is_article(page)
    silent = silent and not prose.invites(block.text, elsewhere=page.abroad)
    over = silent or is_over(block, record.dated.mark, page)
    return over and not calls_events(page, block)


def without_news(drafts: list[Draft], page: Page) -> Draft:
    """One Draft of several views of the same event; none of their days is one that is only news."""
    merged = merge(drafts, page)
    for _ in range(len(drafts)):
        if not _is_news(page, merged, other_day=sum(bool(draft.date) for draft in drafts) > 1):
            break
        gone = note_of(merged, "date")
        drafts = [_undated(draft) if note_of(draft, "date") is gone else draft for draft in drafts]
        merged = merge(drafts, page)
    return merged


def _undated(draft: Draft) -> Draft:
    """The same without what it says of when."""
    kept = tuple(
        item for item in draft.evidence if item[0] not in ("date", "time", "duration", "sessions")
    )
    return replace(draft, date="", time="", evidence=kept)


def _is_dated(page: Page, merged: Draft) -> bool:
    """Whether mark-up or a line says when; a date in passing, as news have it, is not enough without its own clock.

    But where the title names one event, as "Harbour conference", and not several, a day in a sentence will do.
    The day that an address spells out ("carols-8-december-2026") is, where the source says that the page is one event.
    """
    note = note_of(merged, "date")
    if note is None or note.confidence >= FAINT or note.reader not in _PASSING:
        return bool(merged.start or merged.time or note)
    if merged.start or find_times(merged.date) or _has_clock(page, merged):
        return True
    if note.reader == prose.NAME and note.confidence > CLOSING:
        named = KIND.findall(page.heading.text)
        return not is_article(page) and any(not word.endswith("s") for word in named)
    written = note.reader == last_resorts.ADDRESS and not _STAMP.fullmatch(merged.date)
    return written and page.hints.single is True


def _is_news(page: Page, merged: Draft, *, other_day: bool) -> bool:
    """Whether a day is over by the time of the visit, and neither a label nor a clock beside it is an event's.

    Such a day is one of posting, of what a sentence reports, of a photograph; unless the address is one of events,
    or the title, or the line above, names one and the page is no article. Even then it is where a short
    sentence gives it and the page names another (`other_day`).
    """
    note = note_of(merged, "date")
    if merged.start or page.hints.single is True or note is None:
        return False
    paper = note.reader == labelled.NAME and not merged.time and _PAPER.search(f"{_path(page)}/")
    if note.reader not in _LOOSE and not paper:
        return False
    at = index_of(note.where)
    if at < 0 or _has_clock(page, merged):
        return False
    block = page.blocks[at]
    days = [day for day in block.dates if block.text[day.start : day.end] in merged.date]
    if not is_over(block, (days or block.dates)[0], page):
        return False
    told = note.reader == headline.NAME and block.text.endswith(".")
    return (other_day and told) or not calls_events(page, block)


def calls_events(page: Page, block: Block) -> bool:
    """Whether the page's address is one of events, or no article's and its title, or the line above, names one."""
    if _PATH.search(_path(page)):
        return True
    above = page.blocks[block.index - 1].text[:80] if block.index else ""
    title = page.heading.text
    named = KIND.search(title) or _BODY.search(title) or _ABOVE.search(above)
    return named is not None and not is_article(page)


def is_article(page: Page) -> bool:
    """Whether a page is news: by its address, or as its head gives the time of publication."""
    return bool(_ARTICLE.search(_path(page))) or "article:published_time" in page.meta


def _path(page: Page) -> str:
    return _AROUND.sub("", page.url).rstrip("/")


def is_over(block: Block, day: DateMark, page: Page) -> bool:
    """Whether the day of a line is not after the visit; in a sentence that invites, whether it tells of the past.

    Without a year the day is that of this year, if this has the weekday that the line names, or was not long ago;
    else the tense tells.
    """
    told = prose.sentence(block.text, day.start) if is_sentence(block) else ""
    past = -_days_from(page.hints.now.date(), day)
    named = weekday_of(block.text[max(0, day.start - 12) : day.end])
    this = day._replace(year=page.hints.now.year)
    sure = day.year or 0 <= past < LATELY or (named is not None and named == weekday_on(this))
    if sure and (past < 0 or not told or not prose.invites(told, elsewhere=page.abroad)):
        return past >= 0
    return _PAST.search(told) is not None and not _AHEAD.search(told)


def _days_from(today: date, day: DateMark) -> int:
    """About how many days a day is ahead; without a year one of this year."""
    months = ((day.year or today.year) - today.year) * 12 + day.month - today.month
    return months * 31 + day.day - today.day


def _has_clock(page: Page, merged: Draft) -> bool:
    """Whether the clock stands in a line of its own, and not in a sentence."""
    note = note_of(merged, "time")
    block = page.blocks[index_of(note.where)] if note and index_of(note.where) >= 0 else None
    return block is not None and len(block.rest) <= SHORT and not is_sentence(block)


def _is_labelled(page: Page, merged: Draft, *, dated: bool) -> bool:
    """Whether labels say what only events have: three such things without any date, one beside a date in passing.

    Where the source says that the page is one event, speakers under a label are enough.
    """
    fields = ("people", "audience", "objectives", "place", "deadline", "price")
    said = sum(reader_of(merged, field) == labelled.NAME for field in fields)
    named = page.hints.single is True and reader_of(merged, "people") == labelled.NAME
    return bool(page.heading.text) and (named or said >= (1 if dated else 3))


def note_of(draft: Draft, field: str) -> Evidence | None:
    """The evidence of a field; None where there is none."""
    return next((note for name, note in draft.evidence if name == field), None)


def reader_of(draft: Draft, field: str) -> str:
    """The reader that gave a field; "" where none did."""
    note = note_of(draft, field)
    return note.reader if note else ""
