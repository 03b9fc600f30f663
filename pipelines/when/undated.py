"""Phrases that name no date: relative days, months and seasons, times of day alone → what they give."""

from __future__ import annotations

import re

from pipelines.when import partials
from pipelines.when.context import kinds
from pipelines.when.lexicon import MONTHS
from pipelines.when.parts import END_ONLY, Answer, Parts, answer_of, closes, wall, within
from pipelines.when.reading import Wall
from pipelines.when.relative import RELATIVE, relative_day

_PRICE_OR_ROOM = re.compile(r"\b(?:room|page|tel|cpd|duration|act|phone|extension|ext)\b|£")
_TELEPHONE = re.compile(r"(?<!\d)0[0-9]{2,4}\)?[ -]?[0-9]{3}[ -]?[0-9]{3,4}(?!\d)")
_TIMES_LONGEST = 120


def relative(parts: Parts) -> Answer | None:
    """The answer of "tomorrow at 10am"."""
    word = RELATIVE.search(parts.phrase.low)
    day = relative_day(word, parts.ground.day) if word else None
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
    return answer_of(within(parts, day, start, end))


def partial(parts: Parts) -> Answer | None:
    """The answer of "June 2027"."""
    found = partials.partial_of(parts.phrase.low, parts.tokens)
    if found is None:
        return None
    parts.notes.add(found[1])
    return Answer(partial=found[0])


def timed(parts: Parts) -> Answer | None:
    """Times of day alone: another field of the listing carries the day."""
    low = parts.phrase.low
    if not parts.spans or len(low) > _TIMES_LONGEST or _beside_numbers(parts) or _weak(parts):
        return None
    start, end = parts.spans[0]
    if "W" in kinds(parts.tokens):
        parts.notes.add("weekday-only")
    if end is None and END_ONLY.match(low):
        return Answer(end=Wall(None, start))
    if len(parts.spans) > 1:
        if len(parts.spans) == 2 and end is None and closes(parts):
            return Answer(start=Wall(None, start), end=Wall(None, parts.spans[1][0]))
        parts.notes.add("several-times")
    return Answer(start=Wall(None, start), end=wall(None, end))


def _beside_numbers(parts: Parts) -> bool:
    """Whether an unmarked time stands among words that go with numbers: a room, a price; any behind a telephone's."""
    if _TELEPHONE.search(parts.phrase.low[: parts.tokens[parts.raw_spans[0].a].i]):
        return True
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
