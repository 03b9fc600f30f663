"""All that a Draft says about when (mark-up, words, zone, duration, sessions, rule) → one Times and the warnings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from catalogue.draft import Draft, Hints
from catalogue.listing import Grade, Moment, Session, Times, day_of
from pipelines.when import zones
from pipelines.when.case import Case, case_of
from pipelines.when.ends import after, end_of, filled_in
from pipelines.when.evidence import Holds, Verdict, applied, judged
from pipelines.when.flags import grade_of, is_certain
from pipelines.when.iso import Stamp, duration_of, in_zone, stamp_of
from pipelines.when.reader import reading_of, times_of_reading
from pipelines.when.reading import Reading
from pipelines.when.seasons import moment


def draft_times(draft: Draft, hints: Hints) -> tuple[Times, tuple[str, ...]]:
    """When the event of a Draft is, and sentences about contradictions and repairs.

    Mark-up proposes, visible words confirm. Days are inclusive, datetimes carry their event's IANA zone and are
    naive only where no zone is known.
    """
    case = case_of(draft, hints)
    verdict = (
        judged(case.start, case.words, case.zone) if case.start else Verdict(holds=Holds.WORDS)
    )
    times = _from_markup(case, case.start, verdict) if case.start else _from_words(case)
    times = _with_sessions(case, times, verdict.holds)
    rule = draft.rrule or times.rrule
    return replace(times, rrule=rule or None, text=case.text), tuple(dict.fromkeys(case.warnings))


# ---------------------------------------------------------------- words alone


def _from_words(case: Case) -> Times:
    if case.words is None:
        return Times(text=case.text)
    times = times_of_reading(case.words, case.ground.zone, case.text)
    start = times.start
    if start is None:
        return times
    if "end-before-start" in times.why:
        case.warnings.append("the page prints an end before the start: the end is left out")
        return replace(times, end=None)
    end = times.end
    if end is None and case.end is not None:
        end = in_zone(case.end, case.zone)
    return replace(
        times, end=end_of(start, end if end is not None else _lasting(case, start), case.warnings)
    )


def _lasting(case: Case, start: Moment) -> Moment | None:
    """The end by the Draft's duration."""
    length = duration_of(case.draft.duration) if case.draft.duration else None
    return after(start, length) if length is not None else None


def _graded(times: Times, why: tuple[str, ...]) -> Times:
    why = tuple(dict.fromkeys(why))
    known = times.start is not None
    return replace(
        times,
        why=why,
        grade=grade_of(why) if known else Grade.OPEN,
        certain=known and is_certain(why),
    )


# ---------------------------------------------------------------- mark-up


def _from_markup(case: Case, stamp: Stamp, verdict: Verdict) -> Times:
    if _whole_days(case, stamp):
        return _days(case, stamp)
    case.warnings.extend(verdict.warnings)
    if stamp.odd:
        case.warnings.append(f"the start in the mark-up is malformed: {case.draft.start[:60]!r}")
    if verdict.holds is Holds.WORDS and case.words is not None:
        return _words_time(case, case.words)
    start = applied(verdict.holds, stamp, case.zone)
    end = _closing(case, verdict, start)
    times = Times(
        start=start, end=end, zone=_key(start) if isinstance(start, datetime) else None, via="iso"
    )
    return _graded(times, (*verdict.flags, *_clock_changes(stamp, case.zone)))


def _key(moment: datetime) -> str | None:
    """IANA name of the zone a moment carries; None when it is naive."""
    key: str | None = getattr(moment.tzinfo, "key", None)
    return key


def _clock_changes(stamp: Stamp, zone: str | None) -> tuple[str, ...]:
    if stamp.clock is None or stamp.offset is not None or zone is None:
        return ()
    early, late = zones.offset_at(zone, stamp.naive), zones.offset_at(zone, stamp.naive, fold=1)
    if early == late:
        return ()
    return ("dst-gap",) if early < late else ("dst-overlap",)


def _whole_days(case: Case, stamp: Stamp) -> bool:
    """Said in so many words, or 00:00 to 24:00 (or 23:59) in disguise; not when the words print a time of day."""
    said = case.words.start if case.words else None
    if said is not None and said.clock is not None:
        return False
    if stamp.clock is None or case.draft.all_day:
        return True
    end = case.end
    return (
        stamp.clock == time(0)
        and end is not None
        and end.clock is not None
        and (end.clock == time(0) or filled_in(end.clock))
        and end.naive > stamp.naive
    )


def _days(case: Case, stamp: Stamp) -> Times:
    verdict = judged(Stamp(stamp.day), case.words, case.zone)
    case.warnings.extend(verdict.warnings)
    end = _last_day(case, stamp, trusted=not verdict.flags)
    return _graded(
        Times(start=stamp.day, end=end_of(stamp.day, end, case.warnings), via="iso"), verdict.flags
    )


def _last_day(case: Case, stamp: Stamp, *, trusted: bool) -> Moment | None:
    said = case.words.end.day if trusted and case.words and case.words.end else None
    if case.end is not None:
        midnight = case.end.clock == time(0) and stamp.clock == time(0) and case.end.day > stamp.day
        return case.end.day - timedelta(midnight and said != case.end.day)
    lasting = _lasting(case, stamp.day)
    return said if lasting is None else lasting


def _words_time(case: Case, words: Reading) -> Times:
    """The mark-up gives the day, the words its time of day."""
    times = times_of_reading(words, case.ground.zone, case.text)
    start, end = times.start, times.end
    closing = case.end
    if end is None and closing is not None and closing.clock and not filled_in(closing.clock):
        end = in_zone(closing, case.zone)
    elif end is None and closing is not None and closing.clock is None:
        end = closing.day
    return replace(times, end=end_of(start, end, case.warnings))


def _closing(case: Case, verdict: Verdict, start: Moment) -> Moment | None:
    """The end of a start that the mark-up gives."""
    said = _said_end(case, start)
    if case.end is None:
        lasting = _lasting(case, start)
        return end_of(start, lasting if lasting is not None else said, case.warnings)
    printed = (
        case.words is not None
        and case.words.start is not None
        and case.words.start.clock is not None
    )
    if (
        printed
        and said is None
        and filled_in(case.end.clock)
        and "disputed" not in "".join(verdict.flags)
    ):
        case.warnings.append(
            f"the end {case.end.clock:%H:%M} in the mark-up is a filled-in one: left out"
        )
        return None
    end = applied(verdict.holds, case.end, case.zone)
    if case.end.clock is None and isinstance(said, datetime) and said.date() == case.end.day:
        return end_of(start, said, case.warnings)
    if isinstance(said, datetime) and isinstance(end, datetime) and _wall(said) != _wall(end):
        case.warnings.append(
            f"mark-up ends at {end:%H:%M}, the page prints {said:%H:%M}: the mark-up is kept"
        )
    return end_of(start, end, case.warnings)


def _said_end(case: Case, start: Moment) -> Moment | None:
    """The end that the words print, when they speak of the same start."""
    words = case.words
    if words is None or words.start is None:
        return None
    said = moment(words.start, words, case.zone)
    if isinstance(said, datetime) and isinstance(start, datetime):
        same = _wall(said) == _wall(start)
    else:
        same = said is not None and day_of(said) == day_of(start)
    return moment(words.end, words, case.zone) if same else None


def _wall(value: datetime) -> datetime:
    return value.replace(tzinfo=None, second=0, microsecond=0, fold=0)


# ---------------------------------------------------------------- sessions


def _with_sessions(case: Case, times: Times, holds: Holds) -> Times:
    """The sessions the Draft lists; else those of the words, where they begin when the event does."""
    given = [
        session
        for pair in case.draft.sessions
        if (session := _session(case, times, pair, holds)) is not None
    ]
    if len(given) < len(case.draft.sessions):
        case.warnings.append(f"{len(case.draft.sessions) - len(given)} sessions cannot be read")
    if given:
        first = given[0]
        if times.start is None:
            times = _graded(
                replace(times, start=first.start, end=first.end, partial=None), times.why
            )
            times = replace(
                times, zone=_key(first.start) if isinstance(first.start, datetime) else None
            )
        return replace(times, sessions=tuple(given), end=_last_end(times.end, given))
    if (
        case.words is not None
        and times.start is not None
        and not times.sessions
        and len(case.words.sessions) > 1
    ):
        found = times_of_reading(case.words, case.zone, case.text)
        if found.start == times.start:
            return replace(times, sessions=found.sessions)
    return times


def _last_end(end: Moment | None, sessions: Sequence[Session]) -> Moment | None:
    """An event with sessions lasts until its last one does, even where its head prints the first one's hours."""
    last = sessions[-1]
    if isinstance(end, datetime) and day_of(end) > day_of(last.end or last.start):
        return end
    return last.end if isinstance(last.start, datetime) else end


def _session(case: Case, times: Times, pair: tuple[str, str], holds: Holds) -> Session | None:
    opening, closing = stamp_of(pair[0]), stamp_of(pair[1])
    if opening is not None:
        start = applied(holds, opening, case.zone)
        end = applied(holds, closing, case.zone) if closing is not None else None
        return Session(start=start, end=end_of(start, end, case.warnings))
    text = f"{pair[0]} to {pair[1]}" if pair[1] else pair[0]
    found = times_of_reading(reading_of(text, case.ground), case.ground.zone, text)
    if found.start is None and found.partial is not None and times.start is not None:
        text = f"{day_of(times.start).isoformat()} {text}"
        found = times_of_reading(reading_of(text, case.ground), case.ground.zone, text)
    if found.start is None:
        return None
    return Session(start=found.start, end=end_of(found.start, found.end, case.warnings))
