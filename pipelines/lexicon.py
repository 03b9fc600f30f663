"""Words of a text in; the weighted phrases of every topic that stand in them out.

`pipelines/lexicon_file.py` reads the phrases from `topics.toml`. Case, hyphens and a possessive 's
make no difference, "&" is "and", and no phrase reaches across the end of a sentence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Final, NamedTuple

from catalogue.taxonomy import GROUPS

_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*\+?|[.!?;:|•]+(?=\s|\Z)|\n")
_STRENGTH: Final = itemgetter(3, 1)  # rank and start of a hit: of equal ones the first
_MOST: Final = 200  # hits of one topic that are weighed in one text; a page of one word stays cheap
_KEPT: Final = 50_000  # different words whose phrases are kept at hand
STEM: Final = 3  # letters before a `*`: fewer would catch half the dictionary


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One phrase of one topic.

    Attributes:
        slug: The topic, or the group whose sign it is.
        weight: 3 enough by itself, 2 supports, 1 hints, negative speaks against; 0 for `not` and signs.
        text: The phrase as written in the file.
        words: Its words, folded unless `cased`.
        cased: Whether capitals must be the same.
        excludes: Whether hits of the topic inside this phrase do not count.
        sign: The group that it is a sign of; "" when it is none.
        rank: The lower, the stronger it is where phrases of a topic overlap: by weight, then by words.
    """

    slug: str
    weight: float
    text: str
    words: tuple[str, ...]
    cased: bool = False
    excludes: bool = False
    sign: str = ""
    rank: int = 0

    @property
    def is_lone(self) -> bool:
        """Whether it is one word that is taken to be enough by itself."""
        return self.weight >= 3 and len(self.words) == 1


class Hit(NamedTuple):
    """A phrase, and the words `start` to `end` (exclusive) of the text it covers."""

    phrase: Phrase
    start: int
    end: int
    rank: int


def words_of(text: str) -> list[str]:
    """The words of a text with their capitals, and its sentence marks as words of their own."""
    plain = text.replace("\u2019", "'").replace("&", " and ")
    words: list[str] = _WORD.findall(plain)
    return [bare(word) for word in words] if "'" in plain else words


@dataclass(frozen=True, slots=True)
class _Start:
    """What may begin at a word: phrases of it alone, those with capitals, others by word or stem of the second."""

    alone: list[Phrase] = field(default_factory=list)
    cased: list[Phrase] = field(default_factory=list)
    longer: dict[str, list[Phrase]] = field(default_factory=lambda: defaultdict(list))
    stems: dict[str, list[Phrase]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """How topics stand to one another: the group of each, and its kin, which often go with it."""

    groups: Mapping[str, str] = field(default_factory=dict)
    kin: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def is_apart(self, slug: str, other: str) -> bool:
        """Whether two topics are of different groups and no kin."""
        return self.groups.get(slug) != self.groups.get(other) and not self.is_kin(slug, other)

    def is_kin(self, slug: str, other: str) -> bool:
        """Whether either topic names the other as its kin."""
        return slug in self.kin.get(other, ()) or other in self.kin.get(slug, ())


class Lexicon:
    """The phrases of all topics, filed by first words so that one pass over a text finds them all.

    Attributes:
        phrases: All phrases in the order of the file.
        requires: Topic slug to the group a sign of which must stand beside it.
        ties: Groups and kin of the topics.
    """

    def __init__(self, phrases: Iterable[Phrase], requires: Mapping[str, str], ties: Ties) -> None:
        self.requires: Final = dict(requires)
        self.ties: Final = ties
        self.phrases: Final = tuple(_ranked(one, self._sign_of(one)) for one in phrases)
        self._filed: Final[dict[str, list[Phrase]]] = defaultdict(list)
        for phrase in self.phrases:
            self._filed[_drawer(phrase)].append(phrase)
        self._starts: Final[dict[str, _Start | None]] = {}  # filled as words are met

    def _sign_of(self, phrase: Phrase) -> str:
        """The group that a phrase is a sign of; "" when it is none.

        Signs are the phrases of a group's own block, and of its topics those that are enough by
        themselves; a single such word only if its topic does not itself wait for a sign.
        """
        if phrase.slug in GROUPS:
            return phrase.slug
        if phrase.weight < 3 or (len(phrase.words) == 1 and phrase.slug in self.requires):
            return ""
        return self.ties.groups[phrase.slug]

    def hits(self, text: str) -> list[Hit]:
        """The phrases that stand in the text; a word speaks once for a topic, in its best phrase."""
        words = words_of(text)
        low = " ".join(words).lower().split(" ")
        by_slug: dict[str, list[Hit]] = defaultdict(list)
        for at, (word, second) in enumerate(zip(low, [*low[1:], ""], strict=True)):
            start = self._starts[word] if word in self._starts else self._start_of(word)
            if start is None:
                continue
            found = start.alone
            if second in start.longer or second[:STEM] in start.stems or start.cased:
                found = _found_at(at, start, words, low)
            for phrase in found:
                by_slug[phrase.slug].append(Hit(phrase, at, at + len(phrase.words), phrase.rank))
        return [hit for found in by_slug.values() for hit in _strongest(found[:_MOST])]

    def _start_of(self, word: str) -> _Start | None:
        """What may begin at a word; looked up once for each word."""
        drawers = {word, word[:STEM] + "*", word[: STEM + 1] + "*"}
        filed = (phrase for drawer in sorted(drawers) for phrase in self._filed.get(drawer, ()))
        fitting = [phrase for phrase in filed if _fits(phrase.words[0].lower(), word)]
        start = _start(fitting) if fitting else None
        if len(self._starts) < _KEPT:
            self._starts[word] = start
        return start


def _ranked(phrase: Phrase, sign: str) -> Phrase:
    return replace(phrase, sign=sign, rank=-int(abs(phrase.weight)) * 1000 - len(phrase.words))


def _drawer(phrase: Phrase) -> str:
    """Where a phrase is filed: its first word, or the stem of that."""
    first = phrase.words[0].lower()
    return first[: STEM + 1].rstrip("*") + "*" if first.endswith("*") else first


def _start(phrases: Iterable[Phrase]) -> _Start:
    start = _Start()
    for phrase in phrases:
        if phrase.cased:
            start.cased.append(phrase)
        elif len(phrase.words) == 1:
            start.alone.append(phrase)
        elif phrase.words[1].endswith("*"):
            start.stems[phrase.words[1][:STEM]].append(phrase)
        else:
            start.longer[phrase.words[1]].append(phrase)
    return start


def _found_at(at: int, start: _Start, words: list[str], low: list[str]) -> list[Phrase]:
    """The phrases that stand at word `at`, which is where they may begin."""
    found = [*start.alone]
    second = low[at + 1] if at + 1 < len(low) else ""
    if second in start.longer:  # there two words of the phrase are known to fit
        found += [
            one for one in start.longer[second] if len(one.words) == 2 or _fit(one.words, low, at)
        ]
    if second[:STEM] in start.stems:
        found += [one for one in start.stems[second[:STEM]] if _fit(one.words, low, at)]
    if start.cased:
        found += [one for one in start.cased if _fit(one.words, words, at)]
    return found


def bare(word: str) -> str:
    """The word without a possessive 's."""
    return word[:-2] if word.endswith(("'s", "'S")) else word


def _fit(pattern: tuple[str, ...], words: list[str], at: int) -> bool:
    if at + len(pattern) > len(words):
        return False
    for number, wanted in enumerate(pattern, at):
        word = words[number]
        if word != wanted and not _fits(wanted, word):
            return False
    return True


def _fits(wanted: str, word: str) -> bool:
    return word == wanted or (wanted[-1] == "*" and word.startswith(wanted[:-1]))


def _strongest(found: list[Hit]) -> list[Hit]:
    """The hits of one topic without those that `not` phrases cover or stronger ones overlap."""
    if len(found) == 1:
        return [] if found[0].phrase.excludes else found
    barred = [hit for hit in found if hit.phrase.excludes]
    kept: list[Hit] = []
    taken = 0  # a bit for each word that has spoken
    for hit in sorted(found, key=_STRENGTH):
        span = ((1 << (hit.end - hit.start)) - 1) << hit.start
        if taken & span or any(bar.start <= hit.start and hit.end <= bar.end for bar in barred):
            continue
        kept.append(hit)
        taken |= span
    return kept
