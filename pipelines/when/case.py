"""A Draft and the hints of its page → everything it says about when, read but not yet decided."""

from __future__ import annotations

from dataclasses import dataclass, field

from catalogue.draft import Draft, Hints
from catalogue.listing import day_of
from pipelines.when import zones
from pipelines.when.iso import Stamp, in_zone, stamp_of
from pipelines.when.reader import day_at, ground_of, reading_of
from pipelines.when.reading import Ground, Reading
from pipelines.when.vocabulary import spoken, told


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A Draft while its times are decided.

    `zone` is the zone that holds: printed in the words, else named beside the mark-up, else the source's.
    """

    draft: Draft
    ground: Ground
    text: str
    start: Stamp | None
    end: Stamp | None
    words: Reading | None
    zone: str | None
    warnings: list[str] = field(default_factory=list)


def case_of(draft: Draft, hints: Hints) -> Case:
    """The case of a Draft, with the warnings that reading it gave."""
    warnings: list[str] = []
    source = _named_zone(draft, hints, warnings)
    start, end = stamp_of(draft.start), stamp_of(draft.end)
    text = _text(draft, start)
    locale = spoken(text, draft.language, hints.locale)
    ground = ground_of(start.day if start else day_at(hints.now, hints.zone), source, locale)
    words = _words(draft, text, ground, start)
    unread = words is None or words.start is None or draft.start.strip()[:4].isdigit()
    if draft.start.strip() and start is None and unread:
        warnings.append(f"the start in the mark-up cannot be read: {draft.start[:60]!r}")
    if draft.end and end is None and start is not None:
        warnings.append(f"the end in the mark-up cannot be read: {draft.end[:60]!r}")
    zone = start.zone if start and start.zone else _holding(words, ground.zone)
    return Case(
        draft=draft,
        ground=ground,
        text=text or draft.start,
        start=start,
        end=end,
        words=words,
        zone=zone,
        warnings=warnings,
    )


def _named_zone(draft: Draft, hints: Hints, warnings: list[str]) -> str | None:
    named = zones.zone_named(draft.zone) if draft.zone else None
    source = zones.zone_named(hints.zone) if hints.zone else None
    if draft.zone and named is None:
        where = f"read in the source's zone {source}" if source else "the zone stays open"
        warnings.append(f"{draft.zone[:60]!r} names no time zone: {where}")
    return named or source


def _text(draft: Draft, start: Stamp | None) -> str:
    """The visible words, day before time; a start that is no stamp counts as words where there are none."""
    day, clock = draft.date.strip(), draft.time.strip()
    if not day and start is None and draft.start.strip():
        end = draft.end.strip()
        day = (
            f"{draft.start.strip()} to {end}" if end and not stamp_of(end) else draft.start.strip()
        )
    if not clock or clock in day:
        return day
    return f"{day}, {clock}" if day else clock


def _words(draft: Draft, text: str, ground: Ground, start: Stamp | None) -> Reading | None:
    """The words read together; the date words alone where the time words bring nothing but doubt."""
    if not text:
        return None
    words = reading_of(text, ground)
    if start is None and (words.start is None or words.start.day is None):
        ground = ground._replace(locale=told(text) or ground.locale)
        words = reading_of(text, ground)
    if draft.date.strip() and draft.time.strip():
        alone = reading_of(draft.date.strip(), ground)
        if alone.start is not None and (alone.start.clock is not None or words.start is None):
            words = alone
    said = words.start
    if said is not None and said.day is None and start is not None:
        day = day_of(in_zone(start, _holding(words, ground.zone)))
        words = reading_of(f"{day.isoformat()} {text}", ground)
    return words


def _holding(words: Reading | None, source: str | None) -> str | None:
    if (
        words is None
        or words.zone is None
        or zones.is_offset(words.zone)
        or "ambiguous-zone" in words.why
    ):
        return source
    return words.zone
