"""Bare date lines near the title → one Draft with the date, the clock and the place that stand beside them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice, takewhile

from catalogue.draft import Draft
from spiders.reading.block import Block
from spiders.reading.clocks import is_elses, starts
from spiders.reading.datelike import DateMark
from spiders.reading.durations import duration_behind
from spiders.reading.found import Found
from spiders.reading.other_days import (
    NOISE,
    PART,
    closes_on,
    is_called_else,
    is_other_day,
    is_sentence,
    others_from,
)
from spiders.reading.page import Page
from spiders.reading.place_beside import beside, give_place
from spiders.reading.posted import RELEASES, is_release, releases_on
from spiders.reading.prose import BESIDE, sentence

NAME = "headline"
MOST = 60
"""Proposals per page: a page with more is a list."""

_ARRIVAL = re.compile(r"(?i)(?:registration|arrivals?|doors|coffee|tea|check)\b")
_SAYS_WHEN = re.compile(r"(?i)\b(?:starts?|begins?|at|from|held|meets?|every|all meetings|time)\b")

Proposal = tuple[float, Block]
"""A weight, and a line whose first date may be the event's."""


def read(page: Page) -> list[Draft]:
    """The best bare date line of a page, with its clock and its place."""
    lines = [*islice(_proposals(page), MOST)]
    weight, best = _chosen(lines)
    if best is not None and is_called_else(best, page):
        lines = [(weight - 1.5 * is_called_else(block, page), block) for weight, block in lines]
        weight, best = _chosen(lines)
    if best is None:
        return []
    found = Found(NAME)
    confidence = min(1.0, max(0.1, weight / 4.5))
    found.give("date", best.date_words(), best.where, best.text, confidence)
    days = _days(best, page)
    if days:
        pairs = tuple((words, "") for _, words in days)
        told = "; ".join(words for _, words in days)
        found.give("sessions", pairs, days[0][0].where, told, confidence)
    clock = _clock(best, page)
    if clock is None and days:
        clock = next(b for b in (days[0][0], *beside(days[0][0], page, 1)) if b.times)
    if clock is not None:
        found.give("time", clock.time_words(), clock.where, clock.text, confidence)
        lasts = duration_behind(clock.text, clock.times[0].end)
        found.give("duration", lasts, clock.where, clock.text, confidence)
    give_place(best, page, found)
    return [found.draft()]


def _days(best: Block, page: Page) -> list[tuple[Block, str]]:
    """Neighbouring lines that give each day of several its own hours, the first of them that of the event.

    The hours stand in the line of the day or in the next one, and one more line, "Day 2", may stand between two days.
    """
    day = best.dates[0].month_day
    days: list[tuple[Block, str]] = []
    for block in [block for block in page.dated if len(block.dates) == 1]:
        if block.dates[0].month_day != day:
            continue
        last = days[-1][0] if days else block
        near = block.index <= last.index + (1 if last.times else 3)
        words = _hours(block, page) if near else ""
        if words:
            days.append((block, words))
            day = day[0], day[1] + 1
        elif days:
            break
    return days if len(days) > 1 else []


def _hours(block: Block, page: Page) -> str:
    """The words of a day's line with its hours; "" where neither it nor the next line is just that."""
    if len(block.rest) > 20:
        return ""
    if block.times:
        return block.date_words()
    below = next(beside(block, page, 1), block)
    alone = bool(below.times) and not below.dates and len(below.rest) <= 3
    return f"{block.date_words()} {below.time_words()}" if alone else ""


def _proposals(page: Page) -> Iterator[Proposal]:
    """Every line of the page that is little more than a date, weighed by where it stands."""
    stop = others_from(page) if page.heading.sure else 0
    dated = [block for block in page.dated if block.index < stop]
    releases = [line for line in page.blocks_with(*RELEASES) if is_release(line)]
    for block in dated or page.dated:
        if len(block.text) > 200 or is_sentence(block) or is_other_day(block, page):
            continue
        weight = _weight(block, page.heading.index)
        if weight > -1 and not any(releases_on(line, block) for line in releases):
            yield weight, block


def _chosen(found: list[Proposal]) -> tuple[float, Block | None]:
    """The heaviest proposal, helped by others that name the same day; (0, None) without one."""
    days: dict[tuple[int, int], list[Proposal]] = defaultdict(list)
    for weight, block in found:
        days[block.dates[0].month_day].append((weight, block))
    best = [sorted(same, key=_heavy) for same in days.values()]
    return min(best, key=_heavy_day)[0] if best else (0.0, None)


def _heavy(one: Proposal) -> tuple[float, int]:
    return -one[0], one[1].index


def _heavy_day(same: list[Proposal]) -> tuple[float, int]:
    """The same of the best proposal of a day, with some weight of the next three."""
    votes = sum(0.3 * max(0.0, min(weight, 3.0)) for weight, _ in same[1:4])
    return -(same[0][0] + min(1.4, votes)), same[0][1].index


def _weight(block: Block, title: int) -> float:
    if block.index == title:
        return 3.2
    left = block.rest
    near = abs(block.index - title) if title >= 0 else block.index
    weight = 4.0 if near <= 6 and block.index > title - 3 else 2.9 if near <= 14 else 2.3
    if len(left) > 3:
        weight -= 0.8 if len(left) <= 30 else 1.5 if len(left) <= 60 else 2.2
    weight += (
        0.3 * block.heading + 0.3 * bool(block.times) + 0.2 * any(mark.year for mark in block.dates)
    )
    weight -= 1.0 * bool(PART.match(block.text))  # it gives way to the line of them all
    weight -= (
        2.2 * (block.side or block.news) + 2.0 * bool(NOISE.search(block.text)) + 1.0 * block.linked
    )
    return weight


def _clock(best: Block, page: Page) -> Block | None:
    """The line whose clock belongs to the day: its own, one beside it, another mention of the day."""
    if best.times:
        return best
    day = best.dates[0]
    for block in beside(best, page, 1, 2, -1, 3, 4, -2, 5):
        short = len(block.text) <= 110 and len(block.rest) <= 45
        if not (block.times and short) or block.dates or NOISE.search(block.text):
            continue
        if not is_elses(block, day, page):
            return _opening(block, page, upwards=block.index < best.index)
    timed = [b for b in page.dated if b.times and not b.side and len(b.text) < 300]
    same = [b for b in timed if any(mark.month_day == day.month_day for mark in b.dates)]
    return next((b for b in same if not NOISE.search(b.text) or _speaks_of(b, day)), None)


def _speaks_of(block: Block, day: DateMark) -> bool:
    """Whether the one day of a line, with its clock right behind it, is not one of posting or closing."""
    (mark, *others), time = block.dates, block.times[0]
    close = 0 <= time.start - mark.end < BESIDE and mark.month_day == day.month_day
    return close and not others and not closes_on(block, mark)


def _opening(block: Block, page: Page, *, upwards: bool) -> Block:
    """The line of a programme with which it begins, but for arrivals: "8.45 Registration" above "9.30 Welcome"."""
    above = page.blocks[: block.index][::-1] if upwards else ()
    first = [block, *takewhile(_is_item, above)][-1]
    below = page.blocks[first.index : first.index + 3]
    items = takewhile(_is_item, below)
    own = (b for b in items if not (_ARRIVAL.match(b.rest) or _ARRIVAL.match(b.text)))
    return next(own, first)


def _is_item(block: Block) -> bool:
    return bool(block.times) and not block.dates


def _is_noise(block: Block) -> bool:
    """Whether a line, and the sentence of its clock, begin with words of posting, closing and the like."""
    noise = NOISE.search(block.text[:80])
    return noise is not None and bool(NOISE.search(sentence(block.text, block.times[0].start)[:80]))


def inherited_clock(page: Page, day: DateMark | None) -> Block | None:
    """The line whose clock speaks for a day without one: it says when things start, or is the page's only time."""
    seen: list[tuple[bool, int, Block]] = []
    for block in page.timed:
        if block.side or block.news or _is_noise(block):
            continue
        if is_elses(block, day, page) or next(starts(block), None) is None:
            continue
        at = block.times[0].start
        said = _SAYS_WHEN.search(block.text[max(0, at - 60) : at])
        seen.append((said is None, abs(block.index - max(0, page.heading.index)), block))
    words = {block.time_words().lower() for _, _, block in seen}
    if not seen or (len(words) > 1 and all(silent for silent, _, _ in seen)):
        return None
    return min(seen, key=lambda item: item[:2])[2]
