"""The fields of a listing in; one to five topics out, each with the phrases that gave it.

The first topic is the primary one. Only the fields that say what an event is about are read: titles
weigh most; who should attend, who speaks and who runs it weigh nothing, because an attendance list
names half the taxonomy. The phrases stand in `topics.toml`, whose form `pipelines.lexicon` tells.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from catalogue.listing import Listing, Reason, TopicMatch
from catalogue.taxonomy import GROUPS, topics
from pipelines.deciding import FEEDS, Rule, Weighed, decide, weigh
from pipelines.facets import facet_values, facets_of
from pipelines.lexicon import Lexicon, Phrase
from pipelines.lexicon_file import read_lexicon

_FILE: Final = Path(__file__).with_name("topics.toml")
_LEAD: Final = (
    600  # characters that count as the lead of a long text; organisers open with the subject
)
_HINTS: Final = (
    2.0  # all hints of a topic together: one hint in the title, never a topic by themselves
)
_LONE: Final = (
    0.95  # what a single word counts beside a phrase of several: it is more often an aside
)
_REST: Final = 1.5  # all that the rest of a long text adds to a topic: it names half the taxonomy
_LONGEST: Final = 20_000  # characters read of one field: what follows is terms and conditions
_TAG: Final = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9]*)[^<>]{0,2000}>")
_LETTERS: Final = re.compile(r"[^\W_]+")
_BLANK: Final = re.compile(r"\n[^\S\n]*\n")
_INLINE: Final = frozenset(
    {"a", "abbr", "b", "em", "i", "mark", "span", "strong", "sub", "sup", "u"}
)
_INPUT: Final = frozenset(
    {"title", "summary", "description", "objectives", "audience", "source", "speakers", "people"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A part of a listing: its name, how much a phrase in it counts, and its plain text."""

    name: str
    factor: float
    text: str


@cache
def shipped() -> Lexicon:
    """The lexicon of `topics.toml`.

    Raises:
        SettingError: The file is malformed; names file, topic and phrase.
    """
    return read_lexicon(_FILE.read_text(encoding="utf-8"), _FILE.name, topics())


def classify(
    row: Mapping[str, Any], *, lexicon: Lexicon | None = None, rule: Rule = FEEDS
) -> dict[str, Any]:
    """The answer of `muster classify --jsonl` to one row.

    Args:
        row: title, summary (or description), objectives, audience, source; other keys pass through.
        lexicon: The phrases to go by; those shipped unless given.
        rule: When a topic is given.

    Returns:
        The other keys, `topics` (the first is primary), `facets`, their `evidence` (of several values the
        first one's), and `low_confidence` where it holds.
    """
    title, objectives = _text(row.get("title")), _text(row.get("objectives"))
    text = _text(row.get("summary")) or _text(row.get("description"))
    elsewhere = [objectives, *(_text(row.get(key)) for key in ("audience", "speakers", "people"))]
    zones = zones_of(title, text, objectives, elsewhere)
    found = _decided(zones, lexicon or shipped(), rule)
    answer = {key: value for key, value in row.items() if key not in _INPUT}
    answer["topics"] = [_topic_data(one) for one in found]
    facets = facets_of(row, zones[0].text, zones[1].text)
    answer["facets"] = facet_values(facets)
    answer["evidence"] = {
        one.name: {"zone": one.zone, "words": one.words} for one in reversed(facets)
    }
    answer.pop("low_confidence", None)
    if any(one.low_confidence for one in found):
        answer["low_confidence"] = True
    return answer


def topics_of(
    listing: Listing, *, lexicon: Lexicon | None = None, rule: Rule = FEEDS
) -> tuple[TopicMatch, ...]:
    """The topics of a listing, the primary one first; () when its words tell none."""
    return _decided(_zones_of_listing(listing), lexicon or shipped(), rule)


def weighed_of(
    listing: Listing, *, lexicon: Lexicon | None = None, rule: Rule = FEEDS
) -> list[Weighed]:
    """Every topic that any word of a listing speaks for, given or not, the best first."""
    chosen = lexicon or shipped()
    return weigh(scored_of(listing, chosen), rule, chosen.ties)


def scored_of(listing: Listing, lexicon: Lexicon) -> dict[str, tuple[Reason, ...]]:
    """What speaks for every topic in the words of a listing."""
    return score(_zones_of_listing(listing), lexicon)


def _zones_of_listing(listing: Listing) -> tuple[Zone, ...]:
    people = (person.text for person in listing.people)
    objectives = "\n\n".join(listing.objectives)
    elsewhere = (*listing.objectives, *listing.audience, *people)
    return zones_of(listing.title, listing.description, objectives, elsewhere)


def zones_of(
    title: str, text: str, objectives: str, elsewhere: Iterable[str] = ()
) -> tuple[Zone, ...]:
    """The zones of a listing, heaviest first.

    Args:
        title: As printed.
        text: Description or summary, plain or HTML.
        objectives: Aims and programme, a paragraph each.
        elsewhere: Lines that other fields hold. Many pages print who should attend, and who speaks,
            within the description: there they say as little of its subject as in their own fields.
    """
    known = {_bare(line) for lines in elsewhere for line in lines.splitlines()} - {""}
    plain = _plain(text, known)
    lead = "summary" if len(plain) <= _LEAD else "lead"
    cut = _cut(plain)
    return (
        Zone(name="title", factor=1.5, text=_plain(title)),
        Zone(name=lead, factor=1.0, text=plain[:cut]),
        Zone(name="objectives", factor=0.7, text=_plain(objectives)),
        Zone(name="rest", factor=0.3, text=plain[cut:]),
    )


def score(zones: Iterable[Zone], lexicon: Lexicon) -> dict[str, tuple[Reason, ...]]:
    """The phrases found for every topic; a phrase counts once, in its heaviest zone."""
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    signs = {""}
    for zone in sorted(zones, key=lambda zone: -zone.factor):
        for hit in lexicon.hits(zone.text):
            signs.add(hit.phrase.sign)
            if hit.phrase.slug not in GROUPS:
                tallies[hit.phrase.slug].count(hit.phrase, zone)
    return {
        slug: tuple(tally.reasons.values())
        for slug, tally in tallies.items()
        if tally.reasons and lexicon.requires.get(slug, "") in signs
    }


class _Tally:
    """What speaks for one topic; hints together, and the rest of a long text, count only so far."""

    __slots__ = ("hints", "reasons", "rest")

    def __init__(self) -> None:
        self.reasons: dict[str, Reason] = {}
        self.hints, self.rest = _HINTS, _REST

    def count(self, phrase: Phrase, zone: Zone) -> None:
        """Adds the phrase unless it has been counted, or no more of its kind counts."""
        if phrase.text in self.reasons:
            return
        weight = phrase.weight * zone.factor * (_LONE if phrase.is_lone else 1.0)
        if abs(phrase.weight) < 2:
            weight = min(weight, self.hints)
            self.hints -= weight
        if zone.name == "rest":
            weight = min(weight, self.rest)
            self.rest -= weight
        if round(weight, 2):
            self.reasons[phrase.text] = Reason(
                phrase=phrase.text, zone=zone.name, weight=round(weight, 2)
            )


def _decided(zones: Iterable[Zone], lexicon: Lexicon, rule: Rule) -> tuple[TopicMatch, ...]:
    return decide(score(zones, lexicon), rule, lexicon.ties)


def _topic_data(one: TopicMatch) -> dict[str, Any]:
    why = [{"phrase": r.phrase, "zone": r.zone, "weight": r.weight} for r in one.why]
    return {"slug": one.slug, "score": one.score, "why": why}


def _text(value: object) -> str:
    """A field of a row as text: list items become paragraphs, anything else nothing."""
    if isinstance(value, list | tuple):
        return "\n\n".join(item for item in value if isinstance(item, str))
    return value if isinstance(value, str) else ""


def _plain(text: str, known: Set[str] = frozenset()) -> str:
    """One line a paragraph, without mark-up and without known lines.

    Paragraphs end a sentence, mere line breaks do not.
    """
    marked = text[:_LONGEST]
    if "<" in marked:
        marked = _TAG.sub(_tag_mark, " ".join(marked.split()))
    lines = html.unescape(marked).splitlines()
    if known:
        lines = [line for line in lines if _bare(line) not in known]
    paragraphs = (" ".join(part.split()) for part in _BLANK.split("\n".join(lines)))
    return "\n".join(part for part in paragraphs if part)


def _bare(line: str) -> str:
    """The letters and digits of a line, by which a printed line is known again."""
    return "".join(_LETTERS.findall(line)).casefold()


def _tag_mark(tag: re.Match[str]) -> str:
    return " " if tag[1].lstrip("/").lower() in _INLINE else "\n\n"


def _cut(plain: str) -> int:
    """Where the lead ends: at the last space within its length, so that no word is halved."""
    if len(plain) <= _LEAD:
        return len(plain)
    space = max(plain.rfind(" ", 0, _LEAD), plain.rfind("\n", 0, _LEAD))
    return space if space > 0 else _LEAD
