"""A Draft with a rule of recurrence → one Draft for each occurrence in the window; bounded, on the wall clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import islice

from catalogue.draft import Draft, Evidence, Hints
from pipelines.when import zones
from pipelines.when.iso import Stamp, in_zone, stamp_of
from pipelines.when.rules import starts_of

BACK, AHEAD = timedelta(days=30), timedelta(days=400)
"""The window around the time of fetching in which occurrences are made."""

CAP = 200
"""Most occurrences of one Draft."""

_READER = "repeats"
"""Name in the evidence of a generated occurrence: this is how `without_overridden` knows one."""


def occurrences(draft: Draft, hints: Hints) -> tuple[Draft, ...]:
    """Single Drafts for the occurrences from 30 days ago to 400 days ahead, at most `CAP`; `(draft,)` without a rule.

    Wall-clock times stay the same over clock changes; EXDATE is honoured, RDATE added. Each Draft has the
    source_key "<key>#<YYYYMMDDTHHMM>" (wall time of its zone; "<key>#<YYYYMMDD>" for days), that zone, and the key as
    its series. A rule that cannot be read, or repeats more often than daily, leaves the one Draft, with a warning.
    Occurrences that another Draft replaces are the affair of `without_overridden`.
    """
    if not (draft.rrule or draft.rdates):
        return (draft,)
    start = stamp_of(draft.start)
    if start is None:
        return (_once(draft, "it repeats, but its start cannot be read: shown once as written"),)
    zone = start.zone or zones.zone_named(draft.zone) or zones.zone_named(hints.zone or "")
    zone = zone or (zones.offset_zone(start.offset) if start.offset is not None else None)
    first = _wall(start, zone)
    now = hints.now.astimezone(zones.zone_info(zone or "UTC")).replace(tzinfo=None)
    problem, starts = starts_of(draft.rrule, first, zone, (now - BACK, now + AHEAD))
    if problem:
        return (_once(draft, f"{problem}: shown once"),)
    chosen = _chosen(draft, starts, zone, (now - BACK, now + AHEAD))
    made = [_occurrence(draft, start, at - first, zone) for at in islice(chosen, CAP)]
    if len(chosen) > CAP:
        made[0] = replace(
            made[0],
            warnings=(*made[0].warnings, f"it repeats more than {CAP} times: the rest is left out"),
        )
    return tuple(made)


def _once(draft: Draft, warning: str) -> Draft:
    return replace(draft, rrule="", rdates=(), exdates=(), warnings=(*draft.warnings, warning))


def _wall(stamp: Stamp, zone: str | None) -> datetime:
    """Naive wall time of a stamp in the zone that holds; midnight of a day."""
    value = in_zone(stamp, zone)
    return (
        value.replace(tzinfo=None, fold=0)
        if isinstance(value, datetime)
        else datetime.combine(value, time())
    )


def _chosen(
    draft: Draft, starts: Iterable[datetime], zone: str | None, window: tuple[datetime, datetime]
) -> list[datetime]:
    """The wall times of the rule and of RDATE within the window, without those of EXDATE, in order."""
    since, until = window
    added = {_wall(stamp, zone) for stamp in _stamps(draft.rdates)}
    barred = list(_stamps(draft.exdates))
    moments = {_wall(stamp, zone) for stamp in barred if stamp.clock is not None}
    days = {stamp.day for stamp in barred if stamp.clock is None}
    return sorted(
        at
        for at in {*starts, *added}
        if since <= at <= until and at not in moments and at.date() not in days
    )


def _stamps(texts: tuple[str, ...]) -> Iterator[Stamp]:
    for text in texts:
        stamp = stamp_of(text.partition("/")[0])
        if stamp is not None:
            yield stamp


def _occurrence(draft: Draft, start: Stamp, by: timedelta, zone: str | None) -> Draft:
    """The Draft moved to one occurrence: same wall clock, same length on the wall clock."""
    key = draft.source_key or draft.url
    at = _moved(start, by, zone)
    end = stamp_of(draft.end)
    mark = at.replace("-", "").replace(":", "")
    evidence = Evidence(reader=_READER, where=f"occurrence {mark}", text=draft.rrule[:500])
    return replace(
        draft,
        source_key=f"{key}#{mark}",
        series=draft.series or key,
        start=at,
        end=_moved(end, by, zone) if end else "",
        zone=zone or draft.zone,
        date="",
        rrule="",
        rdates=(),
        exdates=(),
        evidence=(*draft.evidence, ("source_key", evidence)),
    )


def _moved(stamp: Stamp, by: timedelta, zone: str | None) -> str:
    """ISO text of a stamp moved on the wall clock; seconds, which no listing prints, are dropped."""
    at = _wall(stamp, zone) + by
    return at.date().isoformat() if stamp.clock is None else at.isoformat(timespec="minutes")


# ---------------------------------------------------------------- overrides


def without_overridden(drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """The Drafts without the generated occurrences that another Draft replaces.

    An override (RECURRENCE-ID) has the source_key "<UID>#<RECURRENCE-ID>" with the value as the calendar writes it:
    "20270616T093000" in the zone of the event, "20270616T083000Z", "20270616". It is compared to the minute with
    "<UID>#<YYYYMMDDTHHMM>" of the generated occurrence, a UTC value by the instant, a plain day by the day. Drafts
    that `occurrences` did not make are all kept.
    """
    every = tuple(drafts)
    replaced = {
        key for draft in every if not _generated(draft) for key in _override_keys(draft.source_key)
    }
    return tuple(
        draft for draft in every if not (_generated(draft) and replaced & _occurrence_keys(draft))
    )


def _generated(draft: Draft) -> bool:
    return any(evidence.reader == _READER for _, evidence in draft.evidence)


def _override_keys(source_key: str) -> set[str]:
    key, sign, value = source_key.rpartition("#")
    stamp = stamp_of(value) if sign else None
    return {f"{key}#{_form(stamp)}"} if stamp else set()


def _form(stamp: Stamp) -> str:
    if stamp.clock is None:
        return stamp.day.isoformat()
    if stamp.offset is not None:
        return f"{stamp.naive - stamp.offset:%Y%m%dT%H%M}Z"
    return f"{stamp.naive:%Y%m%dT%H%M}"


def _occurrence_keys(draft: Draft) -> set[str]:
    """The forms in which an override may name this occurrence: wall time, instant, day."""
    key, _, value = draft.source_key.rpartition("#")
    stamp = stamp_of(value)
    if stamp is None:
        return set()
    forms = {_form(stamp), stamp.day.isoformat()}
    at = in_zone(stamp, zones.zone_named(draft.zone))
    if isinstance(at, datetime) and at.tzinfo is not None:
        forms.add(f"{at.astimezone(UTC):%Y%m%dT%H%M}Z")
    return {f"{key}#{form}" for form in forms}
