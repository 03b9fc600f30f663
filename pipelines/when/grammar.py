"""A cleaned phrase and its ground → a Reading: asides, tokens, days and times put together by the rules."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pipelines.when import asides, clocks, recurrence
from pipelines.when.cleaning import lower
from pipelines.when.context import kinds, settle
from pipelines.when.dated import dated
from pipelines.when.dates import days_of
from pipelines.when.labels import printed_zone
from pipelines.when.parts import UNTIL, Answer, Parts, wall
from pipelines.when.reading import Ground, Notes, Reading
from pipelines.when.scanner import tokens_of
from pipelines.when.tokens import Token
from pipelines.when.undated import partial, relative, timed
from pipelines.when.vocabulary import BETWEEN

_APPROX = re.compile(r"\b(?:a(?:pprox|round\b|bout\b)|c(?:irca\b|a\. ?(?=[0-9])|\.? ?(?=[0-9])))")

_EITHER = re.compile(
    r"\b[0-9]{1,2}(?:st|nd|rd|th|\.)? (?:or|oder|ou) (?:the )?[0-9]{1,2}(?:st|nd|rd|th|\.)? (?![ap]\.?m)[^\W\d_]{3}"
)
"""In print: "2nd or 9th June"."""

_BETWEEN = re.compile(rf"\b(?:{'|'.join(sorted(BETWEEN))})\b")


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
    """What the phrase holds; the time of doors only where it prints no other."""
    low = lower(raw)
    phrase = asides.without_asides(raw, low)
    parts = _parts_of(phrase, ground)
    if phrase.doors_cut and not parts.spans:
        return _parts_of(asides.without_asides(raw, low, doors=True), ground)
    return parts


def _parts_of(phrase: asides.Phrase, ground: Ground) -> Parts:
    notes = Notes()
    found = tokens_of(phrase.raw, ground)
    kept = [token for token in found if token.kind != "P"]
    between = _BETWEEN.search(phrase.low)
    if between:
        kept = _between(kept, between.end())
    tokens = settle(kept, ground, notes)
    if len(kept) < len(found) and "T" not in kinds(tokens):
        notes.add("part-of-day")
    days = days_of(tokens, ground, notes)
    raw_spans = clocks.spans_of(tokens, between=between is not None)
    printed, raw_spans = printed_zone(tokens, raw_spans, ground, notes)
    raw_spans = clocks.anchored(raw_spans, tokens, notes)
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


def _between(tokens: list[Token], behind: int) -> list[Token]:
    """In print: "between 27 and 29 November", "between 10 and 11.30am"; what stands before the word is none of it."""
    letters = kinds(tokens)
    return [
        Token("R", token.i, token.j)
        if token.kind == "A"
        and token.i > behind
        and re.search(r"[DOMY]$", letters[:k])
        and re.match(r"W?[DO]|[Tp]", letters[k + 1 :])
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
        return dated(parts)
    return relative(parts) or partial(parts) or timed(parts) or Answer()


def _plural_range(parts: Parts) -> bool:
    """Whether "Thursdays, 3 June - 8 July" speaks of every Thursday between."""
    days = parts.days
    span = len(days) == 2 and days[1].join == "R" and days[1].found - days[0].found > timedelta(6)
    return span and "V" in kinds(parts.tokens)


def _repeating(parts: Parts) -> Answer | None:
    days = [day.found for day in parts.days]
    if len(days) == 1 and UNTIL.search(parts.phrase.low[: parts.tokens[parts.days[0].a].i]):
        days = [date.min, *days]  # "every Monday until 5 July 2027": the first day is not printed
    rule = recurrence.rule_of(parts.phrase.low, parts.tokens, days)
    if rule is None:
        return None
    start, end = parts.first_span
    if not days or days[0] == date.min:
        parts.notes.add("recurring")
        return Answer(start=wall(None, start), end=wall(None, end), rrule=rule)
    return Answer(start=wall(days[0], start), end=wall(days[0], end) if end else None, rrule=rule)


def _closing_doubts(parts: Parts, answer: Answer) -> None:
    """Doubts that hold whatever the shape."""
    notes, phrase = parts.notes, parts.phrase
    if _EITHER.search(phrase.low):
        notes.add("several-dates")
    if phrase.time_open:
        notes.add("time-tbc")
    if phrase.date_open or phrase.status == "tbc":
        notes.add("date-tbc")
    if phrase.status == "postponed":
        notes.add("postponed")
    if phrase.deadline:
        notes.add("deadline-only")
    if answer.start is not None and answer.start.clock is not None:
        _doubts_of_time(phrase, notes)


def _doubts_of_time(phrase: asides.Phrase, notes: Notes) -> None:
    if phrase.doors:
        notes.add("doors-only")
    if _APPROX.search(phrase.low):
        notes.add("approx")
