"""Several sightings of one event in; one listing with the best of each field, and who gave it, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from catalogue.listing import Grade, Listing, Mode, Person, Place, Provenance, Status, Times, day_of
from catalogue.members import Member
from catalogue.sources import ROLES

_PLAIN_FIELDS = tuple(
    """organiser online_url objectives price cpd booking_url deadline accessibility image language format series
    categories""".split()
)
"""Fields for which the best-ranked source that gives one wins."""


def merge_members(members: Sequence[Member], roles: Mapping[str, str]) -> Listing:
    """The listing of an event from its members (at least one).

    Args:
        members: Sightings that speak for the event.
        roles: Source name → role; an unknown source ranks as an aggregator.
    """
    ranked = sorted(members, key=lambda one: _rank(one, roles))
    winners: dict[str, Member] = {"title": ranked[0], "url": ranked[0]}
    values: dict[str, Any] = {}
    for field in _PLAIN_FIELDS:
        winner = next((one for one in ranked if getattr(one.sighting.listing, field)), None)
        if winner is not None:
            winners[field] = winner
            values[field] = getattr(winner.sighting.listing, field)
    winners["times"] = _best_times(ranked, roles)
    winners["place"] = _best_place(ranked)
    winners["mode"] = next(
        (one for one in ranked if one.sighting.listing.mode != Mode.UNKNOWN), ranked[0]
    )
    winners["status"] = _best_status(ranked)
    winners["description"] = _best_description(ranked, roles)
    for field in ("times", "place", "mode", "status", "description"):
        values[field] = getattr(winners[field].sighting.listing, field)
    listings = [one.sighting.listing for one in ranked]
    return replace(
        listings[0],
        **values,
        people=_people(listings),
        audience=_union(one.audience for one in listings),
        audience_groups=_union(one.audience_groups for one in listings),
        provenance=_provenance(ranked, winners),
    )


def _rank(member: Member, roles: Mapping[str, str]) -> tuple[int, datetime, str, str]:
    return (
        _role_rank(member, roles),
        member.first_seen,
        member.sighting.source,
        member.sighting.source_key,
    )


def _role_rank(member: Member, roles: Mapping[str, str]) -> int:
    return ROLES.index(roles.get(member.sighting.source, "aggregator"))


def _best_place(ranked: Sequence[Member]) -> Member:
    """The most detailed place that does not contradict the town of the best-ranked source that names one."""
    towns = [(one.sighting.listing.place.town or "").casefold() for one in ranked]
    town = next((each for each in towns if each), "")
    agreeing = [one for one, each in zip(ranked, towns, strict=True) if each in ("", town)]
    return max(agreeing, key=lambda one: _place_detail(one.sighting.listing.place))


def _place_detail(place: Place) -> int:
    return sum(part is not None for part in (place.name, place.address, place.town, place.postcode))


def _best_times(ranked: Sequence[Member], roles: Mapping[str, str]) -> Member:
    """First whose day to believe, then who tells that day best: a clock time beats a bare date.

    Of sources of one rank the one that changed last is believed: the other may not have heard of a move.
    """
    day_giver = max(
        ranked, key=lambda one: (_day_worth(one), -_role_rank(one, roles), one.sighting.seen)
    )
    day = day_of(day_giver.sighting.listing.times.start)
    agreeing = [one for one in ranked if day_of(one.sighting.listing.times.start) == day]
    return max(
        agreeing,
        key=lambda one: (
            one is day_giver and _is_new_date(one),
            _time_worth(one.sighting.listing.times),
        ),
    )


def _day_worth(member: Member) -> tuple[bool, bool, bool]:
    """A marked new date beats what was said before it; then certainty; order of rank settles the rest."""
    times = member.sighting.listing.times
    return (times.start is not None, _is_new_date(member), times.grade != Grade.OPEN)


def _is_new_date(member: Member) -> bool:
    return member.sighting.listing.status == Status.RESCHEDULED


def _time_worth(times: Times) -> tuple[bool, bool, bool]:
    return (times.grade != Grade.OPEN, not times.all_day, times.end is not None)


def _best_status(ranked: Sequence[Member]) -> Member:
    """The best-ranked source tells the status; another's later cancellation counts until the best is seen again."""
    best = ranked[0]
    for one in ranked[1:]:
        called_off = one.sighting.listing.status in (Status.CANCELLED, Status.POSTPONED)
        if called_off and best.last_seen.date() < one.sighting.seen.date():
            return one
    return best


def _best_description(ranked: Sequence[Member], roles: Mapping[str, str]) -> Member:
    """The longest description of the best role that gives one."""
    given = [one for one in ranked if one.sighting.listing.description]
    if not given:
        return ranked[0]
    role = roles.get(given[0].sighting.source)
    same_role = [one for one in given if roles.get(one.sighting.source) == role]
    return max(same_role, key=lambda one: len(one.sighting.listing.description))


def _people(listings: Sequence[Listing]) -> tuple[Person, ...]:
    """Everyone once, by name; a later source only adds."""
    found: dict[str, Person] = {}
    for listing in listings:
        for person in listing.people:
            found.setdefault(person.name.casefold(), person)
    return tuple(found.values())


def _union(lines: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for each in lines for line in each))


def _provenance(ranked: Sequence[Member], winners: Mapping[str, Member]) -> tuple[Provenance, ...]:
    return tuple(
        Provenance(
            source=one.sighting.source,
            source_key=one.sighting.source_key,
            url=one.sighting.url,
            seen=one.sighting.seen,
            fields=tuple(sorted(field for field, winner in winners.items() if winner is one)),
        )
        for one in ranked
    )
