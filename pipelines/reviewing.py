"""Published events in; where the lexicon of topics leaves a doubt, and which of its phrases do the work, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from catalogue.listing import Listing
from pipelines.deciding import FEEDS, Weighed, weigh
from pipelines.lexicon import Lexicon
from pipelines.topics import scored_of, shipped

_NEAR: Final = 0.25  # how far from what it needs a topic is near the threshold: half a hint
_COMMON: Final = 0.05  # share of all events from which on a phrase tells too little


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A topic that an event got, or did not get, by a hair."""

    event: Listing
    topic: Weighed


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseUse:
    """A phrase of a topic, its weight, and in how many events it counted."""

    slug: str
    phrase: str
    weight: float
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What an editor should look at.

    Attributes:
        events: How many events were looked at.
        without: Those without any topic.
        unsure: Those with a topic that is shown as not sure.
        near: Topics given or missed by a hair, the nearest first; not where an editor decided.
        uses: Every phrase, those that count in most events first; never used ones have 0.
    """

    events: int
    without: tuple[Listing, ...]
    unsure: tuple[Listing, ...]
    near: tuple[Doubt, ...]
    uses: tuple[PhraseUse, ...]

    @property
    def common(self) -> tuple[PhraseUse, ...]:
        """Phrases that count in more than one event of twenty: they may tell too little."""
        return tuple(one for one in self.uses if one.events > max(1, _COMMON * self.events))


def review(found: Iterable[Listing], lexicon: Lexicon | None = None) -> Review:
    """Look through events with the lexicon that is shipped, unless another one is given."""
    chosen = lexicon or shipped()
    listings = tuple(found)
    counted: Counter[tuple[str, str]] = Counter()
    doubts: list[Doubt] = []
    for one in listings:
        scored = scored_of(one, chosen)
        counted.update((slug, why.phrase) for slug, reasons in scored.items() for why in reasons)
        if "topics" not in one.curated:
            weighed = weigh(scored, FEEDS, chosen.ties)
            doubts += [Doubt(event=one, topic=each) for each in weighed if _margin(each) <= _NEAR]
    return Review(
        events=len(listings),
        without=tuple(one for one in listings if not one.topics),
        unsure=tuple(one for one in listings if any(two.low_confidence for two in one.topics)),
        near=tuple(sorted(doubts, key=lambda one: (_margin(one.topic), one.event.id))),
        uses=_uses(chosen, counted),
    )


def _margin(one: Weighed) -> float:
    return round(abs(one.score - one.needed), 2)


def _uses(lexicon: Lexicon, counted: Counter[tuple[str, str]]) -> tuple[PhraseUse, ...]:
    uses = (
        PhraseUse(
            slug=one.slug, phrase=one.text, weight=one.weight, events=counted[one.slug, one.text]
        )
        for one in lexicon.phrases
        if one.weight
    )
    return tuple(sorted(uses, key=lambda one: (-one.events, one.slug, one.phrase)))
