"""`topics.toml` and texts in; the weighted phrases of every topic that stand in them out.

One block per topic, its slug as the name, in alphabetical order:

    [public-order]
    3 = ["public order", "protest*"]           # enough by itself
    2 = ["disorder"]                           # supports it
    1 = ["stewards"]                           # a hint; a negative weight counts against
    not = ["disorder clinic*"]                 # a hit inside such a phrase does not count
    requires = "policing-criminal-justice"     # counts only beside a sign of that group

A `*` ends a word with any ending, and `=SEND` is read with its capitals. Otherwise case, hyphens and
a possessive 's make no difference, "&" is "and", and no phrase reaches across the end of a sentence.
A block named after a group holds further signs of that group, in one list called `signs`.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from catalogue.errors import SettingError
from catalogue.taxonomy import GROUPS, Topic

_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*\+?|[.!?;:|•]+(?=\s|\Z)|\n")
_PHRASE_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*[+*]?")
_WEIGHT: Final = re.compile(r"-?[123]")
_MOST: Final = 200  # hits of one topic that are weighed in one text; a page of one word stays cheap
_KEPT: Final = 50_000  # different words whose phrases are kept at hand
_STEM: Final = 3  # letters before a `*`: fewer would catch half the dictionary


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
    """

    slug: str
    weight: float
    text: str
    words: tuple[str, ...]
    cased: bool = False
    excludes: bool = False
    sign: str = ""

    @property
    def is_lone(self) -> bool:
        """Whether it is one word that is taken to be enough by itself."""
        return self.weight >= 3 and len(self.words) == 1


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase, and the words `start` to `end` (exclusive) of the text it covers."""

    phrase: Phrase
    start: int
    end: int


def words_of(text: str) -> list[str]:
    """The words of a text with their capitals, and its sentence marks as words of their own."""
    plain = text.replace("\u2019", "'").replace("&", " and ")
    words: list[str] = _WORD.findall(plain)
    return [_bare(word) for word in words] if "'" in plain else words


@dataclass(frozen=True, slots=True)
class _Start:
    """What may begin at a word: phrases of it alone, those with capitals, and others by the second word's key."""

    alone: list[Phrase]
    cased: list[Phrase]
    longer: dict[str, list[Phrase]]


class Lexicon:
    """The phrases of all topics, filed by first words so that one pass over a text finds them all.

    Attributes:
        phrases: All phrases in the order of the file.
        requires: Topic slug to the group a sign of which must stand beside it.
        groups: Topic slug to its group.
    """

    def __init__(
        self, phrases: Iterable[Phrase], requires: Mapping[str, str], groups: Mapping[str, str]
    ) -> None:
        self.requires: Final = dict(requires)
        self.groups: Final = dict(groups)
        self.phrases: Final = tuple(replace(one, sign=self._sign_of(one)) for one in phrases)
        self._filed: Final[dict[str, list[Phrase]]] = defaultdict(list)
        for phrase in self.phrases:
            self._filed[_drawer(phrase)].append(phrase)
        self._starts: Final[dict[str, _Start | None]] = {}  # filled as words are met

    @classmethod
    def parse(cls, text: str, name: str, topics: Sequence[Topic]) -> Lexicon:
        """The lexicon written in `text`.

        Args:
            text: TOML in the form told above.
            name: File name, for the errors.
            topics: Every topic there is; each must have its block.

        Raises:
            SettingError: The file is not TOML, or a block is malformed; names file, topic, phrase.
        """
        try:
            blocks = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise SettingError(f"{name} is not TOML: {error}.") from error
        slugs = {one.slug: one.group for one in topics}
        phrases: list[Phrase] = []
        requires: dict[str, str] = {}
        for slug, block in blocks.items():
            reader = _Block(name=name, slug=slug)
            phrases += reader.read(block, slugs)
            requires |= reader.required(block)
        _refuse_silent(phrases, slugs, name)
        return cls(phrases, requires, slugs)

    def _sign_of(self, phrase: Phrase) -> str:
        """The group that a phrase is a sign of; "" when it is none.

        Signs are the phrases of a group's own block, and of its topics those that are enough by
        themselves; a single such word only if its topic does not itself wait for a sign.
        """
        if phrase.slug in GROUPS:
            return phrase.slug
        if phrase.weight < 3 or (len(phrase.words) == 1 and phrase.slug in self.requires):
            return ""
        return self.groups[phrase.slug]

    def hits(self, text: str) -> list[Hit]:
        """The phrases that stand in the text; a word speaks once for a topic, in its best phrase."""
        words = words_of(text)
        low = " ".join(words).lower().split(" ")
        by_slug: dict[str, list[Hit]] = defaultdict(list)
        for at, word in enumerate(low):
            start = self._starts[word] if word in self._starts else self._start_of(word)
            if start is not None:
                for phrase in _found_at(at, start, words, low):
                    by_slug[phrase.slug].append(Hit(phrase, at, at + len(phrase.words)))
        return [hit for found in by_slug.values() for hit in _strongest(found[:_MOST])]

    def _start_of(self, word: str) -> _Start | None:
        """What may begin at a word; looked up once for each word."""
        drawers = {word, word[:_STEM] + "*", word[: _STEM + 1] + "*"}
        filed = (phrase for drawer in sorted(drawers) for phrase in self._filed.get(drawer, ()))
        fitting = [phrase for phrase in filed if _fits(phrase.words[0].lower(), word)]
        start = _start(fitting) if fitting else None
        if len(self._starts) < _KEPT:
            self._starts[word] = start
        return start


def _drawer(phrase: Phrase) -> str:
    """Where a phrase is filed: its first word, or the stem of that."""
    first = phrase.words[0].lower()
    return first[: _STEM + 1].rstrip("*") + "*" if first.endswith("*") else first


def _start(phrases: Iterable[Phrase]) -> _Start:
    start = _Start([], [], defaultdict(list))
    for phrase in phrases:
        if phrase.cased:
            start.cased.append(phrase)
        elif len(phrase.words) == 1:
            start.alone.append(phrase)
        else:
            start.longer[_second(phrase.words[1])].append(phrase)
    return start


def _second(word: str) -> str:
    """The key of a phrase's second word: itself, or its stem's first letters."""
    return word[:_STEM] + "*" if word.endswith("*") else word


def _found_at(at: int, start: _Start, words: list[str], low: list[str]) -> Iterable[Phrase]:
    """The phrases that stand at word `at`, which is where they may begin."""
    if not start.longer and not start.cased:
        return start.alone
    found = [*start.alone]
    if start.longer and at + 1 < len(low):
        second = low[at + 1]
        for key in (second, second[:_STEM] + "*"):
            if key in start.longer:
                found += [one for one in start.longer[key] if _fit(one.words, low, at)]
    if start.cased:
        found += [one for one in start.cased if _fit(one.words, words, at)]
    return found


def _bare(word: str) -> str:
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
    for hit in sorted(found, key=_strength):
        span = ((1 << (hit.end - hit.start)) - 1) << hit.start
        if taken & span or any(bar.start <= hit.start and hit.end <= bar.end for bar in barred):
            continue
        kept.append(hit)
        taken |= span
    return kept


def _strength(hit: Hit) -> tuple[float, int, int]:
    return (-abs(hit.phrase.weight), hit.start - hit.end, hit.start)


def _refuse_silent(phrases: Iterable[Phrase], slugs: Iterable[str], name: str) -> None:
    strong = {phrase.slug for phrase in phrases if phrase.weight >= 3}
    for slug in slugs:
        if slug not in strong:
            raise SettingError(
                f"{name}: the topic has no phrase of weight 3, so no event could be given it; add one.",
                field=slug,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """Reads one block of the file; every error names file, topic and words."""

    name: str
    slug: str

    def read(self, block: object, slugs: Mapping[str, str]) -> list[Phrase]:
        known = slugs.keys() | GROUPS.keys()
        if self.slug not in known:
            raise self._error("no such topic in catalogue/taxonomy.tsv", self.slug)
        if not isinstance(block, dict):
            raise self._error("a block of phrases is wanted, as [topic]", self.slug)
        found: list[Phrase] = []
        for key, value in block.items():
            if key != "requires":
                found += self._phrases(key, value)
        self._refuse_twins(found)
        return found

    def required(self, block: dict[str, Any]) -> dict[str, str]:
        group = block.get("requires")
        if group is None:
            return {}
        if group not in GROUPS:
            raise self._error(f"`requires` takes one of {', '.join(GROUPS)}", str(group))
        return {self.slug: str(group)}

    def _phrases(self, key: str, value: object) -> Iterator[Phrase]:
        wanted = ("signs",) if self.slug in GROUPS else ("1", "2", "3", "not", "requires")
        if key not in wanted and (self.slug in GROUPS or not _WEIGHT.fullmatch(key)):
            raise self._error(f"unknown key; write one of {', '.join(wanted)}", key)
        if not isinstance(value, list):
            raise self._error(f"`{key}` takes a list of phrases", str(value))
        weight = float(key) if _WEIGHT.fullmatch(key) else 0.0
        for text in value:
            yield self._phrase(text, weight, excludes=key == "not")

    def _phrase(self, text: object, weight: float, *, excludes: bool) -> Phrase:
        if not isinstance(text, str):
            raise self._error("a phrase must be a string", str(text))
        cased = text.startswith("=")
        plain = text.removeprefix("=").replace("&", " and ").replace("-", " ")
        words = tuple(_bare(word) for word in _PHRASE_WORD.findall(plain))
        if not words or "".join(words) != re.sub(r"'s\b|'(?!\w)|\s", "", plain):
            raise self._error("a phrase is words, each with at most a * at its end", text)
        if any(word.endswith("*") and len(word) <= _STEM for word in words):
            raise self._error(f"a * needs {_STEM} letters before it", text)
        folded = words if cased else tuple(word.lower() for word in words)
        return Phrase(
            slug=self.slug, weight=weight, text=text, words=folded, cased=cased, excludes=excludes
        )

    def _refuse_twins(self, phrases: Iterable[Phrase]) -> None:
        seen: set[tuple[tuple[str, ...], bool]] = set()
        for phrase in phrases:
            key = (phrase.words, phrase.cased)
            if key in seen:
                raise self._error(
                    "the phrase stands twice (hyphens and 's do not tell)", phrase.text
                )
            seen.add(key)

    def _error(self, message: str, text: str) -> SettingError:
        return SettingError(f"{self.name}: {message}.", field=self.slug, text=text[:200])
