"""The editors' rules in; which listings belong together and which do not, whatever their scores, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from catalogue.curation import Curation, MergeRule, SplitRule, names_of
from catalogue.runs import Sighting


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What editors said of listings, by the names that rules use (`catalogue.curation.names_of`).

    Attributes:
        together: Name → the rules by which it is of one event with others.
        apart: Name → names that are never of one event with it.
    """

    together: Mapping[str, tuple[MergeRule, ...]]
    apart: Mapping[str, frozenset[str]]

    def rules_about(self, seen: Sighting) -> Iterator[MergeRule]:
        """The must-links of a listing."""
        for name in names_of(seen.source, seen.source_key, seen.url):
            yield from self.together.get(name, ())

    def barred_from(self, seen: Sighting) -> frozenset[str]:
        """Names of the listings that are never of one event with this one."""
        names = names_of(seen.source, seen.source_key, seen.url)
        return frozenset[str]().union(*(self.apart.get(name, ()) for name in names))

    def part(self, ours: Iterable[Sighting], theirs: Iterable[Sighting]) -> bool:
        """Whether some listing of one event must not be of one with some listing of the other."""
        if not self.apart:
            return False
        barred = frozenset[str]().union(*(self.barred_from(seen) for seen in ours))
        return any(
            not barred.isdisjoint(names_of(seen.source, seen.source_key, seen.url))
            for seen in theirs
        )


def links_of(curation: Curation) -> Links:
    """The must-links and must-not-links of the rules."""
    together: dict[str, tuple[MergeRule, ...]] = {}
    for rule in curation.merges:
        for name in rule.listings:
            together[name] = (*together.get(name, ()), rule)
    apart: dict[str, set[str]] = defaultdict(set)
    for parting in curation.splits:
        for name, other in _pairs(parting):
            apart[name].add(other)
            apart[other].add(name)
    return Links(together=together, apart={name: frozenset(far) for name, far in apart.items()})


def _pairs(rule: SplitRule) -> Iterator[tuple[str, str]]:
    for name in rule.listings:
        for other in rule.others:
            yield name, other
