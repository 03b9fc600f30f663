"""What speaks for every topic of a listing in; the topics that it is given, and those that fall short, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from catalogue.listing import Reason, TopicMatch
from pipelines.lexicon import Ties

_NO_TIES: Final = Ties()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When a scored topic is given.

    Of labelled events' third topics fewer than one in four was right where a lone phrase of the
    description spoke for it; of topics of the other group fewer than one in ten (docs/topics.md).

    Attributes:
        needed: Least score of the first topic, the second, and so on; no more topics are given.
        apart: How much more a topic must score that is of another group than the best one, and no kin.
        kin: How much less a topic must score that is kin to the best one.
        relative: Least share of the best topic's score.
        enough: What the best topic's score counts for at most beside the others: a page that repeats
            its main subject in many words is still about its second one.
        floor: Least score of the best topic when none reaches what it needs; given at low confidence.
    """

    needed: tuple[float, ...] = (2.8, 3.0, 4.0, 5.0, 6.0)
    apart: float = 1.0
    kin: float = 1.25
    relative: float = 0.3
    enough: float = 12.0
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
    scored: Mapping[str, tuple[Reason, ...]], rule: Rule = FEEDS, ties: Ties = _NO_TIES
) -> list[Weighed]:
    """Every topic with a score above 0, best first, equal ones by slug.

    Args:
        scored: Topic slug to what speaks for it.
        rule: When a topic is given.
        ties: Groups and kin of the topics; without them none is kin, and none stands apart.
    """
    totals = {slug: round(sum(one.weight for one in why), 2) for slug, why in scored.items()}
    ranked = sorted((slug for slug in totals if totals[slug] > 0), key=lambda s: (-totals[s], s))
    weighed: list[Weighed] = []
    given = 0
    for slug in ranked:
        best = ranked[0]
        share = rule.relative * min(totals[best], rule.enough)
        needed = max(rule.needed[min(given, len(rule.needed) - 1)], share)
        needed += rule.apart * ties.is_apart(slug, best) - rule.kin * ties.is_kin(slug, best)
        is_given = totals[slug] >= needed and given < len(rule.needed)
        given += is_given
        weighed.append(
            Weighed(slug=slug, score=totals[slug], needed=round(needed, 2), is_given=is_given)
        )
    return weighed


def decide(
    scored: Mapping[str, tuple[Reason, ...]], rule: Rule = FEEDS, ties: Ties = _NO_TIES
) -> tuple[TopicMatch, ...]:
    """The topics that are given, the primary one first; a lone best one above the floor at low confidence."""
    weighed = weigh(scored, rule, ties)
    kept = [one for one in weighed if one.is_given]
    doubtful = not kept
    if doubtful:
        kept = [one for one in weighed[:1] if one.score >= rule.floor]
    return tuple(
        TopicMatch(slug=one.slug, score=one.score, why=scored[one.slug], low_confidence=doubtful)
        for one in kept
    )
