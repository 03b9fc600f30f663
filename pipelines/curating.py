"""An event as its sources and words have it, and the editors' rules about it in; the event as published out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from catalogue.curation import BlockRule, EventRule, LockRule, PinRule, TopicRule
from catalogue.errors import SettingError
from catalogue.listing import Grade, Listing, Mode, Moment, Price, Reason, Status, Times, TopicMatch
from catalogue.locks import FIELDS, read_moment, value_fault
from pipelines.deciding import FEEDS
from pipelines.price import read_price
from pipelines.prose import clean
from pipelines.vocabulary import fold


def curate(listing: Listing, rules: Sequence[EventRule]) -> Listing:
    """The listing with what editors decided; `curated` names the fields, `pinned` the last day of a pin."""
    rules = sorted(rules, key=lambda rule: isinstance(rule, LockRule) and rule.field == "end")
    pins = [rule.until or date.max for rule in rules if isinstance(rule, PinRule)]
    fields = [rule.field for rule in rules if isinstance(rule, LockRule)]
    for rule in rules:
        if isinstance(rule, LockRule):
            listing = lock(listing, rule.field, rule.value)
        elif isinstance(rule, TopicRule):
            listing = replace(listing, topics=_topics(listing.topics, rule))
            fields.append("topics")
    return replace(listing, curated=tuple(sorted({*fields})), pinned=max(pins) if pins else None)


def lock(listing: Listing, field: str, value: object) -> Listing:
    """The listing with an editor's value, which must be without `value_fault`, in a field.

    A wall time is in the zone of the event; it stays without one where none is known. A locked
    start or end is sure: an editor says it in so many words.
    """
    if field in ("start", "end"):
        return _timed(listing, field, value)
    if field.startswith("place."):
        part = {field.removeprefix("place."): value or None}
        return replace(listing, place=replace(listing.place, **part))  # type: ignore[arg-type]  # a line
    return replace(listing, **{field: _value(listing, field, value)})  # type: ignore[arg-type]  # checked


def current(listing: Listing, field: str) -> object:
    """What a rule must hold so that `lock` leaves the field as it is now.

    Raises:
        SettingError: The field cannot be locked.
    """
    if field not in FIELDS:
        raise SettingError(f"{value_fault(field, '')}.")
    found = getattr(listing.times if field in ("start", "end") else listing, field.split(".")[0])
    if field.startswith("place."):
        found = getattr(listing.place, field.removeprefix("place."))
    if isinstance(found, Price):
        return found.text
    if isinstance(found, date):
        return found.isoformat()
    return list(found) if isinstance(found, tuple) else str(found or "")


def is_blocked(source: str, title: str, blocks: Iterable[BlockRule]) -> bool:
    """Whether a rule blocks what a source lists under a title."""
    return any(
        rule.source in (None, source) and (not rule.words or _holds(title, rule.words))
        for rule in blocks
    )


def _holds(title: str, words: Iterable[str]) -> bool:
    folded = f" {fold(title)} "
    return any(f" {fold(one)} " in folded for one in words)


def _topics(found: Iterable[TopicMatch], rule: TopicRule) -> tuple[TopicMatch, ...]:
    kept = {one.slug: one for one in found if one.slug not in rule.remove}
    why = Reason(phrase=rule.why, zone="editor", weight=FEEDS.needed[1])
    wanted = (*([rule.primary] if rule.primary else []), *rule.add)
    for slug in wanted:
        known = kept.get(slug, TopicMatch(slug=slug, score=0.0))
        score = round(known.score + why.weight, 2)
        kept[slug] = TopicMatch(slug=slug, score=score, why=(why, *known.why))
    first = [kept.pop(rule.primary)] if rule.primary else []
    return (*first, *kept.values())


def _value(listing: Listing, field: str, value: object) -> object:
    if isinstance(value, list | tuple):
        return tuple(value)
    text = str(value)
    if field == "price":
        return read_price(text) if text else None
    if field == "description":
        return clean(text, listing.url)
    if field == "deadline":
        return read_moment(value, listing.times.zone)
    kinds = {"mode": Mode, "status": Status}
    return kinds[field](text) if field in kinds else text or None


def _timed(listing: Listing, field: str, value: object) -> Listing:
    times, moment = listing.times, read_moment(value, listing.times.zone)
    if field == "end":
        return replace(listing, times=replace(times, end=moment))
    end = times.end if _is_in_order(moment, times.end) else None
    sure = Times(
        start=moment, end=end, zone=times.zone, grade=Grade.SURE, certain=True, text=times.text
    )
    return replace(listing, times=sure)


def _is_in_order(start: Moment | None, end: Moment | None) -> bool:
    """Whether an end that a source gave can still hold beside an editor's start."""
    if start is None or end is None or isinstance(start, datetime) != isinstance(end, datetime):
        return False
    return start <= end
