"""The text of `topics.toml` in; the lexicon, checked, out.

One block per topic, its slug as the name, in alphabetical order:

    [public-order]
    3 = ["public order", "protest*"]           # enough by itself
    2 = ["disorder"]                           # supports it
    1 = ["stewards"]                           # a hint; a negative weight counts against
    not = ["disorder clinic*"]                 # a hit inside such a phrase does not count
    requires = "policing-criminal-justice"     # counts only beside a sign of that group
    kin = ["police-powers"]                    # topics that often go with it: beside it they need less

A `*` ends a word with any ending, and `=SEND` is read with its capitals. Otherwise case, hyphens and
a possessive 's make no difference, "&" is "and", and no phrase reaches across the end of a sentence.
A block named after a group holds further signs of that group, in one list called `signs`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from catalogue.errors import SettingError
from catalogue.taxonomy import GROUPS, Topic
from pipelines.lexicon import STEM, Lexicon, Phrase, Ties, bare

_PHRASE_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*[+*]?")
_WEIGHT: Final = re.compile(r"-?[123]")


def read_lexicon(text: str, name: str, topics: Sequence[Topic]) -> Lexicon:
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
    kin: dict[str, frozenset[str]] = {}
    for slug, block in blocks.items():
        reader = _Block(name=name, slug=slug)
        phrases += reader.read(block, slugs)
        requires |= reader.required(block)
        kin[slug] = reader.kin(block, slugs)
    _refuse_silent(phrases, slugs, name)
    return Lexicon(phrases, requires, Ties(groups=slugs, kin=kin))


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
            if key not in ("requires", "kin"):
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

    def kin(self, block: dict[str, Any], slugs: Mapping[str, str]) -> frozenset[str]:
        named = block.get("kin", [])
        if not isinstance(named, list):
            raise self._error("`kin` takes a list of topics", str(named))
        for slug in named:
            if not isinstance(slug, str) or slug not in slugs or slug == self.slug:
                raise self._error("`kin` names no other topic", str(slug))
        return frozenset(named)

    def _phrases(self, key: str, value: object) -> Iterator[Phrase]:
        wanted = ("signs",) if self.slug in GROUPS else ("1", "2", "3", "not", "requires", "kin")
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
        words = tuple(bare(word) for word in _PHRASE_WORD.findall(plain))
        if not words or "".join(words) != re.sub(r"'s\b|'(?!\w)|\s", "", plain):
            raise self._error("a phrase is words, each with at most a * at its end", text)
        if any(word.endswith("*") and len(word) <= STEM for word in words):
            raise self._error(f"a * needs {STEM} letters before it", text)
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
