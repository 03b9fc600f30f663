"""A cleaned phrase and its ground → a Reading: asides, tokens, days and times put together by the rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from pipelines.when import asides, clocks, partials, recurrence
from pipelines.when.cleaning import lower
from pipelines.when.context import kinds, settle
from pipelines.when.dates import Day, days_of
from pipelines.when.delegate import relative_day
from pipelines.when.labels import Printed, printed_zone
from pipelines.when.lexicon import MONTHS
from pipelines.when.reading import Ground, Notes, Reading, Wall
from pipelines.when.scanner import tokens_of
from pipelines.when.tokens import Token
from pipelines.when.vocabulary import BETWEEN

_APPROX = re.compile(
    r"\bapprox|\bcirca\b|\baround\b|\babout\b|(?<!\w)c\.? ?(?=[0-9])|\bca\. ?(?=[0-9])|\bfrom approximately\b"
)
_SESSION_WORDS = re.compile(
    r"\b(?:sessions?|part|parts|module|day|workshop|week|tag|jour|dag|webinar)\s?(?:[0-9]{1,2}|one|two|i{1,3})\b"
)
_ENDS = re.compile(r"\b(?:ends?|ending|finish(?:es)?|finishing|until|ende|fin|einde|close[sd]?)\b")
_END_ONLY = re.compile(
    r"^\W{0,2}(?:(?:now|open|available|runs?|running|on show|showing|continues?|from now) )?"
    r"(?:until|till|bis|tot|jusqu'?(?:à|au)?|hasta|ends?(?: at| on)?|finish(?:es)?(?: at| on)?)\b"
)
_ENDED_ON = re.compile(r"\bended(?: on)?:?(?: \w{3,9})?,? ?(?:the )?[0-9]|\bended\b")
_RELATIVE = re.compile(
    r"\b(?:today|tonight|tomorrow|(?:this|next|coming) (?:mon|tues|wednes|thurs|fri|satur|sun)day|heute|morgen|demain|"
    r"aujourd'hui|mañana|hoy|vandaag|heddiw|yfory)\b"
)
_PRICE_OR_ROOM = re.compile(r"\b(?:room|page|tel|cpd|duration|act|phone|extension|ext)\b|£")
_TIMES_LONGEST = 120
_MOST_SESSIONS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Everything a phrase was found to hold."""

    phrase: asides.Phrase
    ground: Ground
    tokens: list[Token]
    days: list[Day]
    spans: list[tuple[time, time | None]]
    raw_spans: list[clocks.Span]
    printed: Printed
    notes: Notes = field(default_factory=Notes)

    @property
    def first_span(self) -> tuple[time | None, time | None]:
        """The first times, or none."""
        return self.spans[0] if self.spans else (None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the rules make of the parts, before zone and status are added."""

    start: Wall | None = None
    end: Wall | None = None
    partial: str | None = None
    sessions: tuple[tuple[Wall, Wall | None], ...] = ()
    rrule: str | None = None


def read_phrase(raw: str, ground: Ground) -> Reading:
    """The reading of a cleaned phrase; never raises on any text."""
    parts = _parts(raw, ground)
    answer = _answer(parts)
    _closing_doubts(parts, answer)
    empty = answer.start is None and answer.end is None
    return Reading(
        start=answer.start,
        end=answer.end if answer.end != answer.start else None,
        partial=answer.partial,
        zone=parts.printed.zone,
        label=parts.printed.label,
        sessions=answer.sessions,
        rrule=answer.rrule,
        status=parts.phrase.status or ("tbc" if answer.partial else None),
        why=tuple(parts.notes.flags),
        via="" if empty and not answer.partial and not answer.rrule else "grammar",
    )


def _parts(raw: str, ground: Ground) -> Parts:
    notes = Notes()
    phrase = asides.without_asides(raw, lower(raw))
    found = tokens_of(phrase.raw, ground)
    kept = [token for token in found if token.kind != "P"]
    tokens = settle(kept, ground, notes)
    if len(kept) < len(found) and "T" not in kinds(tokens):
        notes.add("part-of-day")
    tokens = _between(tokens, phrase.low)
    days = days_of(tokens, ground, notes)
    raw_spans = clocks.spans_of(tokens, between=any(word in BETWEEN for word in phrase.low.split()))
    printed, raw_spans = printed_zone(tokens, raw_spans, ground, notes)
    raw_spans = clocks.anchored(raw_spans, tokens)
    spans = clocks.once([clocks.times_of(span, ground, notes) for span in raw_spans])
    return Parts(
        phrase=phrase,
        ground=ground,
        tokens=tokens,
        days=days,
        spans=spans,
        raw_spans=raw_spans,
        printed=printed,
        notes=notes,
    )


def _between(tokens: list[Token], low: str) -> list[Token]:
    """In print: "between 27 and 29 November" is a range."""
    if not any(word in BETWEEN for word in low.split()):
        return tokens
    letters = kinds(tokens)
    return [
        Token("R", token.i, token.j)
        if token.kind == "A"
        and re.search(r"[DOMY]$", letters[:k])
        and re.match(r"W?[DO]", letters[k + 1 :])
        else token
        for k, token in enumerate(tokens)
    ]


def _answer(parts: Parts) -> Answer:
    """The first rule that applies."""
    if recurrence.repeats(parts.phrase.low, kinds(parts.tokens)) or _plural_range(parts):
        found = _repeating(parts)
        if found:
            return found
    if parts.days:
        return _dated(parts)
    return _relative(parts) or _partial(parts) or _timed(parts) or Answer()


def _plural_range(parts: Parts) -> bool:
    """Whether "Thursdays, 3 June - 8 July" speaks of every Thursday between."""
    days = parts.days
    span = len(days) == 2 and days[1].join == "R" and days[1].found - days[0].found > timedelta(6)
    return span and "V" in kinds(parts.tokens)


def _repeating(parts: Parts) -> Answer | None:
    days = [day.found for day in parts.days]
    rule = recurrence.rule_of(parts.phrase.low, parts.tokens, days)
    if rule is None:
        return None
    start, end = parts.first_span
    if not days:
        parts.notes.add("recurring")
        return Answer(start=_wall(None, start), end=_wall(None, end), rrule=rule)
    return Answer(start=_wall(days[0], start), end=_wall(days[0], end) if end else None, rrule=rule)


def _wall(day: date | None, clock: time | None) -> Wall | None:
    return Wall(day, clock) if day is not None or clock is not None else None


# ---------------------------------------------------------------- days


def _chain(parts: Parts) -> tuple[list[Day], bool]:
    """The days that belong to the first one, and whether they are a list."""
    low, days = parts.phrase.low, parts.days
    chain = days[:1]
    for day in days[1:]:
        joined = day.join in ("R", "A") or day.found == chain[-1].found
        beside = day.join == "J" and len(days) == 2 and len(parts.spans) == 2
        words = _gap(parts, chain[-1].b, day.a)
        if not (joined or beside or _ENDS.search(words) or _SESSION_WORDS.search(low)):
            parts.notes.add("several-dates")
            break
        chain.append(day)
    listed = any(
        day.join == "A" or (day.join in "XJ" and _SESSION_WORDS.search(low) is not None)
        for day in chain[1:]
    )
    return chain, listed


def _gap(parts: Parts, b: int, a: int) -> str:
    """The words between the token before `b` and the token `a`."""
    return parts.phrase.low[parts.tokens[b - 1].j : parts.tokens[a].i]


def _closes(parts: Parts) -> bool:
    """Whether the words between the first two times make the second one an end."""
    first, second = parts.raw_spans[:2]
    return _ENDS.search(_gap(parts, first.b, second.a)) is not None


def _dated(parts: Parts) -> Answer:
    first = parts.days[0].found
    if partials.WEEK_OF.search(parts.phrase.low):
        parts.notes.add("period-only")
        return Answer(partial=partials.week_of(first))
    if (
        parts.phrase.status == "ended"
        and len(parts.days) == 1
        and _ENDED_ON.search(parts.phrase.low)
    ):
        return Answer(end=Wall(first))
    if len(parts.days) == 1 and _END_ONLY.match(parts.phrase.low):
        start, end = parts.first_span
        return Answer(end=Wall(first, end or start))
    chain, listed = _chain(parts)
    days = [day.found for day in chain]
    plural = "V" in kinds(parts.tokens)
    consecutive = len(days) == 2 and days[1] - days[0] == timedelta(1)
    if listed and len(set(days)) > 1 and (plural or not consecutive):
        return _sessions(parts, days)
    return _ranged(parts, first, days[-1]) if len(set(days)) > 1 else _single(parts, first)


def _sessions(parts: Parts, days: Sequence[date]) -> Answer:
    """Each day with its own times where every day has some, else all with the first ones."""
    own = len(parts.spans) == len(days)
    pairs = []
    for k, day in enumerate(days[:_MOST_SESSIONS]):
        start, end = parts.spans[k] if own else parts.first_span
        if not own and len(parts.spans) > 1:
            parts.notes.add("several-times")
        pairs.append((Wall(day, start), Wall(day, end) if end else None))
    return Answer(start=pairs[0][0], end=pairs[0][1], sessions=tuple(pairs))


def _ranged(parts: Parts, first: date, last: date) -> Answer:
    if last < first:
        parts.notes.add("end-before-start")
    if not parts.spans:
        return Answer(start=Wall(first), end=Wall(last))
    start, end = parts.spans[0]
    if len(parts.spans) >= 2:
        closing, also = parts.spans[1]
        if end is not None or also is not None:
            return _sessions_of_range(parts, first, last)
        return Answer(start=Wall(first, start), end=Wall(last, closing))
    if end is None:
        return Answer(start=Wall(first, start), end=Wall(last))
    return Answer(
        start=Wall(first, start),
        end=Wall(last, end),
        sessions=tuple(_each_day(first, last, start, end)),
    )


def _sessions_of_range(parts: Parts, first: date, last: date) -> Answer:
    """Two days with times of their own; of longer ranges only the outer times are sure."""
    (start, end), (again, closing) = parts.spans[:2]
    if last - first == timedelta(1) and len(parts.spans) == 2:
        pairs = (
            (Wall(first, start), Wall(first, end) if end else None),
            (Wall(last, again), Wall(last, closing) if closing else None),
        )
        return Answer(
            start=pairs[0][0], end=Wall(last, closing) if closing else Wall(last), sessions=pairs
        )
    parts.notes.add("several-times")
    return Answer(start=Wall(first, start), end=Wall(last))


def _each_day(first: date, last: date, start: time, end: time) -> list[tuple[Wall, Wall | None]]:
    count = (last - first).days + 1
    if not 1 < count <= _MOST_SESSIONS:
        return []
    days = [first + timedelta(k) for k in range(count)]
    return [(Wall(day, start), Wall(day, end)) for day in days]


def _single(parts: Parts, day: date) -> Answer:
    if not parts.spans:
        return Answer(start=Wall(day))
    pairs = [_within(parts, day, *span) for span in parts.spans]
    start, end = pairs[0]
    if len(pairs) == 1:
        return Answer(start=start, end=end)
    if len(pairs) == 2 and end is None and (len(parts.days) > 1 or _closes(parts)):
        return _answer_of(_within(parts, day, start.clock or time(0), parts.spans[1][0]))
    if all(closing is not None for _, closing in pairs):
        return Answer(start=start, end=end, sessions=tuple(pairs))
    parts.notes.add("several-times")
    return Answer(start=start, end=end)


def _within(parts: Parts, day: date, start: time, end: time | None) -> tuple[Wall, Wall | None]:
    """A span of one day; an end before its start is the next morning when at most twelve hours lie between."""
    if end is None:
        return Wall(day, start), None
    if end > start:
        return Wall(day, start), Wall(day, end)
    minutes = (end.hour * 60 + end.minute - start.hour * 60 - start.minute) % 1440
    if 0 < minutes <= 720 and day < date.max:
        return Wall(day, start), Wall(day + timedelta(1), end)
    if minutes == 0:
        return Wall(day, start), None
    parts.notes.add("end-before-start")
    return Wall(day, start), Wall(day, end)


def _answer_of(pair: tuple[Wall, Wall | None]) -> Answer:
    return Answer(start=pair[0], end=pair[1])


# ---------------------------------------------------------------- less than a day


def _relative(parts: Parts) -> Answer | None:
    word = _RELATIVE.search(parts.phrase.low)
    day = relative_day(word.group(), parts.ground) if word else None
    if word is None or day is None:
        return None
    if word.group().startswith(("next", "coming")):
        parts.notes.add("next-weekday")
    if not parts.spans:
        return Answer(start=Wall(day))
    start, end = parts.spans[0]
    if (
        word.group() == "tonight"
        and start.hour < 12
        and all(
            span.start.mark in ("", "dot") and (span.end is None or span.end.mark in ("", "dot"))
            for span in parts.raw_spans[:1]
        )
    ):
        parts.notes.add("ampm-inferred")
        start = start.replace(hour=start.hour + 12)
        end = end.replace(hour=end.hour + 12) if end and end.hour < 12 else end
    return _answer_of(_within(parts, day, start, end))


def _partial(parts: Parts) -> Answer | None:
    found = partials.partial_of(parts.phrase.low, parts.tokens)
    if found is None:
        return None
    parts.notes.add(found[1])
    return Answer(partial=found[0])


def _timed(parts: Parts) -> Answer | None:
    """Times of day alone: another field of the listing carries the day."""
    low = parts.phrase.low
    if not parts.spans or len(low) > _TIMES_LONGEST or _beside_numbers(parts) or _weak(parts):
        return None
    start, end = parts.spans[0]
    if parts.phrase.doors:
        parts.notes.add("doors-only")
    if "W" in kinds(parts.tokens):
        parts.notes.add("weekday-only")
    if end is None and _END_ONLY.match(low):
        return Answer(end=Wall(None, start))
    if len(parts.spans) > 1:
        if len(parts.spans) == 2 and end is None and _closes(parts):
            return Answer(start=Wall(None, start), end=Wall(None, parts.spans[1][0]))
        parts.notes.add("several-times")
    return Answer(start=Wall(None, start), end=_wall(None, end))


def _beside_numbers(parts: Parts) -> bool:
    """Whether an unmarked time stands among words that go with numbers: a room, a telephone, a price."""
    marked = parts.raw_spans[0].start.mark in ("am", "pm") or parts.raw_spans[-1].start.mark in (
        "am",
        "pm",
    )
    return not marked and _PRICE_OR_ROOM.search(parts.phrase.low) is not None


def _weak(parts: Parts) -> bool:
    """A lone number that only could be a time ("10.30", "1830") needs a phrase of nothing else."""
    span = parts.raw_spans[0]
    if parts.ground.language not in MONTHS:
        return "x" in kinds(parts.tokens)
    strong = span.start.mark not in ("dot", "mil") or (
        span.end is not None and span.end.mark not in ("mil",)
    )
    return not strong and "x" in kinds(parts.tokens)


def _closing_doubts(parts: Parts, answer: Answer) -> None:
    """Doubts that hold whatever the shape."""
    notes, phrase = parts.notes, parts.phrase
    if phrase.time_open:
        notes.add("time-tbc")
    if phrase.date_open or phrase.status == "tbc":
        notes.add("date-tbc")
    if phrase.status == "postponed":
        notes.add("postponed")
    if _APPROX.search(phrase.low) and answer.start is not None and answer.start.clock is not None:
        notes.add("approx")
