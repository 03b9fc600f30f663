"""Lines of "Who should attend" in; slugs of audience groups out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise
from typing import Any, TypeVar

from catalogue.errors import SettingError
from catalogue.lines import texts_of
from pipelines.vocabulary import fold, read_table, tidy, words_of

_FILE = "audiences.toml"
_LINES, _LENGTH = 300, 600

_HEADING = re.compile(
    r"^\s*(?:who (?:should|can|will|may|is|is this|would|'s it)\b[^:?]{0,40}(?:attend|apply|benefit|for"
    r"|interested)\b\s*[?:]*"
    r"|target audience\s*:?|suitable for\s*:|aimed at\s*:|audience\s*:)\s*",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"(?<![\w&])\w[\w&]*")
# "and" stays a word of its own, since wordings hold it ("Academics and researchers").
_PARTS = re.compile(r"[,;/]|(?=\b(?:and|or)\b)|(?<=\s)(?=&\s)", re.IGNORECASE)
# Lines of the list that name nobody: what delegates get, what is served.
_NOBODY = re.compile(
    r"\b(?:delegates?|attendees?|participants?) (?:will|can|should|must|may|receive|get)\b|\bcertificates?\b"
    r"|\bcpd (?:certificate|points?|hours?|credits?|accredited)\b"
    r"|\b(?:lunch|refreshments|coffee|parking|tickets?|register|booking|places) (?:will|is|are|must|here|now)\b"
    r"|https?:|@",
    re.IGNORECASE,
)
# Whom the line shuts out, to its end or to the next clause: "not open to the media", "No journalists, please".
_SHUT_OUT = re.compile(
    r"(?:\b(?:not|isn't|never) (?:open|suitable|available|intended|aimed|designed|meant|for)\b|^\W*no(?=\s)"
    r"|\bexcept(?: for)?\b|\bexcluding\b|\bbut not (?!limited|only|exclusively|necessarily)|\bother than\b)[^;.]*",
    re.IGNORECASE,
)
Words = tuple[str, ...]
_Key = TypeVar("_Key", str, Words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One audience group: its public slug and the words it goes by, the most telling first."""

    slug: str
    acronyms: tuple[str, ...]
    synonyms: tuple[str, ...]
    keywords: tuple[str, ...]
    general: tuple[str, ...]


def _group(row: dict[str, Any]) -> Group:
    name = f"{_FILE}: {row.get('slug')}"
    try:
        return Group(
            slug=row["slug"],
            acronyms=tuple(row.get("acronyms", ())),
            synonyms=tuple(words_of(row, "synonyms", name)),
            keywords=tuple(row.get("keywords", ())),
            general=tuple(row.get("general", ())),
        )
    except KeyError as error:
        raise SettingError(f"An audience group lacks {error}.", field=name) from error


@cache
def groups() -> tuple[Group, ...]:
    """All groups, in the order of their slugs.

    Raises:
        SettingError: The file is out of order, or a group lacks a key.
    """
    found = tuple(_group(row) for row in read_table(_FILE).get("group", ()))
    slugs = [group.slug for group in found]
    if slugs != sorted(set(slugs)):
        raise SettingError(
            "The groups must stand in the order of their slugs, each once.", field=_FILE
        )
    return found


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """Words to slugs. Acronyms keep their case, all else is folded and singular."""

    acronyms: dict[str, frozenset[str]]
    synonyms: dict[Words, frozenset[str]]
    keywords: dict[str, frozenset[str]]
    general: dict[str, frozenset[str]]
    longest: int


@cache
def _lexicon() -> _Lexicon:
    acronyms: dict[str, set[str]] = defaultdict(set)
    synonyms: dict[Words, set[str]] = defaultdict(set)
    keywords: dict[str, set[str]] = defaultdict(set)
    general: dict[str, set[str]] = defaultdict(set)
    for group in groups():
        for table, forms in (
            (acronyms, group.acronyms),
            (keywords, map(_stem, group.keywords)),
            (general, map(_stem, group.general)),
        ):
            for form in forms:
                table[form].add(group.slug)
        for synonym in group.synonyms:
            synonyms[_stems(synonym)].add(group.slug)
    return _Lexicon(
        _frozen(acronyms),
        _frozen(synonyms),
        _frozen(keywords),
        _frozen(general),
        max(map(len, synonyms)),
    )


def _frozen(table: dict[_Key, set[str]]) -> dict[_Key, frozenset[str]]:
    return {key: frozenset(slugs) for key, slugs in table.items()}


def _stem(word: str) -> str:
    """Singular and plural as one: "agencies" and "agency", "teams" and "team"."""
    if len(word) > 3 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _stems(text: str) -> Words:
    return tuple(_stem(word) for word in fold(text).split())


def read_groups(lines: Iterable[str]) -> tuple[str, ...]:
    """The groups that the lines name, each once, line by line; within a line in the order of the slugs.

    The longest wording wins: "military police" is the armed forces, not the police. A heading gives nothing.
    """
    found: dict[str, None] = {}
    for line in islice(lines, _LINES):
        for slug in _groups_in(_HEADING.sub("", tidy(line[:_LENGTH]))):
            found.setdefault(slug)
    return tuple(found)


def is_heading(line: str) -> bool:
    """Whether a line is only the heading of the list ("Who should attend?")."""
    return not _HEADING.sub("", tidy(line[:_LENGTH])) and bool(line.strip())


def _groups_in(line: str) -> list[str]:
    if _NOBODY.search(line):
        return []
    lexicon = _lexicon()
    parts = _PARTS.split(_SHUT_OUT.sub("", line))
    words = [(word, number) for number, part in enumerate(parts) for word in _stems(part)]
    found, told = _synonyms_in(words, lexicon)
    for number, part in enumerate(parts):
        found |= (acronyms := _acronyms_in(part, lexicon))
        if not acronyms and number not in told:
            found |= _words_in(part, lexicon.keywords) or _words_in(part, lexicon.general)
    return sorted(found)


def _acronyms_in(part: str, lexicon: _Lexicon) -> set[str]:
    tokens = _TOKEN.findall(part)
    pairs = [" ".join(pair) for pair in pairwise(tokens)]
    return {slug for token in [*tokens, *pairs] for slug in lexicon.acronyms.get(token, ())}


def _synonyms_in(words: list[tuple[str, int]], lexicon: _Lexicon) -> tuple[set[str], set[int]]:
    """Slugs of the longest wordings, none inside another, and the parts of the line in which they stand."""
    found: set[str] = set()
    told: set[int] = set()
    free = [True] * len(words)
    for length in range(min(lexicon.longest, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            span = words[start : start + length]
            slugs = lexicon.synonyms.get(tuple(word for word, _ in span))
            if slugs and all(free[start : start + length]):
                found |= slugs
                told |= {number for _, number in span}
                free[start : start + length] = [False] * length
    return found, told


def _words_in(part: str, table: dict[str, frozenset[str]]) -> set[str]:
    """What single words give where no wording of the lists stands: "Custody visitors", "Bank staff"."""
    return {slug for word in _stems(part) for slug in table.get(word, ())}


def answer(row: dict[str, Any]) -> dict[str, Any]:
    """One line of `muster audiences --jsonl`: {id, lines} in, {id, groups} out; other keys pass through.

    Raises:
        ReadError: `lines` is no list.
    """
    return {
        **{key: value for key, value in row.items() if key != "lines"},
        "groups": list(read_groups(texts_of(row, "lines"))),
    }
