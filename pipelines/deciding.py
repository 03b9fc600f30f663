"""What speaks for every topic of a listing in; the topics that it is given, and those that fall short, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from catalogue.listing import Reason, TopicMatch

_NO_GROUPS: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When a scored topic is given.

    A lone strong phrase of the description makes a first or a second topic, not a third: of labelled
    events' third topics fewer than one in four was right at that score. And a listing about policing
    is seldom about public policy as well: there fewer than one in ten was (docs/decisions.md).

    Attributes:
        threshold: Least score.
        step: How much more each topic after the second must score than the one before it.
        apart: How much more a topic of another group than the best one's must score.
        relative: Least share of the best topic's score.
        enough: What the best topic's score counts for at most beside the others: a page that repeats
            its main subject in many words is still about its second one.
        cap: Most topics a listing gets.
        floor: Least score of the best topic when none reaches the threshold; given at low confidence.
    """

    threshold: float = 3.0
    step: float = 0.5
    apart: float = 0.75
    relative: float = 0.3
    enough: float = 12.0
    cap: int = 5
    floor: float = 2.0


FEEDS: Final = Rule()
"""The rule for feeds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One topic with its score, the score it needed in its turn, and whether it is given."""

    slug: str
    score: float
    needed: float
    is_given: bool


def weigh(
    scored: Mapping[str, tuple[Reason, ...]],
    rule: Rule = FEEDS,
    groups: Mapping[str, str] = _NO_GROUPS,
) -> list[Weighed]:
    """Every topic with a score above 0, best first, equal ones by slug.

    Args:
        scored: Topic slug to what speaks for it.
        rule: When a topic is given.
        groups: Topic slug to its group; a topic without one stands apart from none.
    """
    totals = {slug: round(sum(one.weight for one in why), 2) for slug, why in scored.items()}
    ranked = sorted((slug for slug in totals if totals[slug] > 0), key=lambda s: (-totals[s], s))
    weighed: list[Weighed] = []
    given = 0
    for slug in ranked:
        best = ranked[0]
        needed = max(rule.threshold, rule.relative * min(totals[best], rule.enough))
        needed = max(needed, rule.threshold + rule.step * max(0, given - 1))
        if groups.get(slug) != groups.get(best):
            needed += rule.apart
        is_given = totals[slug] >= needed and given < rule.cap
        given += is_given
        weighed.append(
            Weighed(slug=slug, score=totals[slug], needed=round(needed, 2), is_given=is_given)
        )
    return weighed


def decide(
    scored: Mapping[str, tuple[Reason, ...]],
    rule: Rule = FEEDS,
    groups: Mapping[str, str] = _NO_GROUPS,
) -> tuple[TopicMatch, ...]:
    """The topics that are given, the primary one first; a lone best one above the floor at low confidence."""
    weighed = weigh(scored, rule, groups)
    kept = [one for one in weighed if one.is_given]
    doubtful = not kept
    if doubtful:
        kept = [one for one in weighed[:1] if one.score >= rule.floor]
    return tuple(
        TopicMatch(slug=one.slug, score=one.score, why=scored[one.slug], low_confidence=doubtful)
        for one in kept
    )
