"""A title in; its telling words, its edition, and the marks that sites put on it out.

"RESCHEDULED: 3rd Annual Crime Conference 2027 (Part 2)" is about "crime"; it is the third, of 2027, part
two, and it has been moved. Editions are kept apart from the words because they must never be lost: next
year's conference has the same title.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import filterfalse
from pathlib import Path
from typing import Any, Final

_LONGEST: Final = 400  # characters of a title that are read
_WORD: Final = re.compile(r"[^\W\d_]+\d*|\d+(?:st|nd|rd|th|s)?")
_MONTH: Final = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DATE: Final = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTH})\b(?:,? \d{{4}})?"
    rf"|\b(?:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}})?"
)
_ENDED: Final = re.compile(r"\((?:ended|sales ended|closed)\b[^()]{0,60}\)")
_POSSESSIVE: Final = re.compile(r"'s\b|'")
_HASHTAG: Final = re.compile(r"#[^\W\d]\w*")
_MOVED: Final = frozenset({"rescheduled", "postponed"})
_NEW_DATE: Final = re.compile(r"\b(?:new date|date changed?|revised date)\b")
_STREAMED: Final = frozenset({"livestream", "virtual", "hybrid", "online"})
_DIGIT: Final = re.compile(r"\d")
_NUMBERS: Final = {
    word: str(number)
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1
    )
} | {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_ORDINALS: Final = {
    "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "sixth": "6th",
    "seventh": "7th", "eighth": "8th", "ninth": "9th", "tenth": "10th",
}  # fmt: skip
_COUNTING: Final = frozenset(_NUMBERS) | frozenset(_ORDINALS)
_NUMBER: Final = "|".join([*_NUMBERS, r"\d{1,2}"])
_PART: Final = re.compile(
    r"\b(part|session|module|day|week|level|lecture|episode|cohort|phase|volume|stage|workshop|webinar|"
    rf"seminar|roundtable|no|number)\.? ?#?({_NUMBER})\b"
)
_YEARS_ON: Final = re.compile(rf"\b({_NUMBER}) years? on\b")
_ORDINAL: Final = re.compile(
    rf"\b({'|'.join(_ORDINALS)})(?= (?:annual|national|international|uk|european|edition|conference))"
)
_NO_EDITION: Final[frozenset[str]] = frozenset()
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_NTH: Final = re.compile(r"\d{1,3}(?:st|nd|rd|th)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """What a title tells.

    Attributes:
        words: Telling words in their order, each once, plurals folded, short forms spelt out.
        edition: Tokens such as "year:2027", "nth:3rd", "part:2", "years:1".
        moved: Whether it is marked as rescheduled or postponed.
        streamed: Whether it says that it is online or streamed.
        area_words: All words in lower case, for the names of places.
    """

    words: tuple[str, ...]
    edition: frozenset[str]
    moved: bool
    streamed: bool
    area_words: tuple[str, ...]


@cache
def table(name: str) -> dict[str, Any]:
    """One table of `duplicates.toml`."""
    path = Path(__file__).with_name("duplicates.toml")
    found: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))[name]
    return found


def stem(word: str) -> str:
    """The word without its plural s or its -ing: one site writes "disrupting", another "disrupts"."""
    if len(word) > 6 and word.endswith("ing"):
        return word[:-3]
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def plain_words(text: str) -> list[str]:
    """The words of a name in lower case, without possessives and accents."""
    return _WORD.findall(_fold(text))


@lru_cache(4096)
def read_title(text: str) -> Title:
    """What the title tells; any text will do."""
    marked = _fold(text)
    bare = _ENDED.sub(" ", marked) if "(" in marked else marked
    bare = _HASHTAG.sub(" ", bare) if "#" in bare else bare
    numbered = _DIGIT.search(bare) is not None
    words = tuple(_WORD.findall(_DATE.sub(" ", bare) if numbered else bare))
    counts = numbered or not _COUNTING.isdisjoint(words)  # most titles number nothing
    return Title(
        words=_telling(words, _skipped()) or _telling(words, _small()),
        edition=frozenset(_edition(_DATE.sub(" ", bare), words)) if counts else _NO_EDITION,
        moved=not _MOVED.isdisjoint(words) or bool("date" in marked and _NEW_DATE.search(marked)),
        streamed=not _STREAMED.isdisjoint(words) or " live stream" in f" {marked}",
        area_words=words,
    )


def edition_of(text: str) -> frozenset[str]:
    """The edition tokens of a title: years, ordinals, parts, "two years on"; empty when it has none."""
    return read_title(text).edition


def editions_differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two editions contradict each other: both number the same thing, and differently."""
    if not one or not other or one == other:
        return False
    kinds = {token.partition(":")[0] for token in one} & {t.partition(":")[0] for t in other}
    return any(_of_kind(one, kind).isdisjoint(_of_kind(other, kind)) for kind in kinds)


def _of_kind(edition: frozenset[str], kind: str) -> set[str]:
    return {token for token in edition if token.startswith(kind + ":")}


def _fold(text: str) -> str:
    bare = text[:_LONGEST].replace("\u2019", "'")
    if not bare.isascii():
        bare = "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", bare)))
    return " ".join(_POSSESSIVE.sub("", bare.casefold()).split())


def _telling(words: Iterable[str], skipped: frozenset[str]) -> tuple[str, ...]:
    """The telling parts of words, each once, in their order."""
    told: dict[str, None] = {}
    for word in words:
        if word not in skipped:
            told.update(dict.fromkeys(_parts(word, skipped)))
    return tuple(told)


@lru_cache(30_000)
def _parts(word: str, skipped: frozenset[str]) -> tuple[str, ...]:
    """What a word stands for; remembered, so that a word is held once however many titles have it."""
    parts: list[str] = []
    for part in _aliases().get(word) or (word,):
        if part in skipped or _is_edition(part):
            continue
        parts.extend(_split_number(part) if part[-1].isdigit() else (stem(part),))
    return tuple(parts)


def _is_edition(word: str) -> bool:
    return word[0].isdigit() and bool(_YEAR.fullmatch(word) or _NTH.fullmatch(word))


@cache
def _aliases() -> dict[str, tuple[str, ...]]:
    return {short: tuple(words.split()) for short, words in table("aliases").items()}


def _split_number(word: str) -> tuple[str, ...]:
    """Letters and digits apart: "DNA17" is also written as "DNA 17"."""
    letters = word.rstrip("0123456789")
    return (word,) if letters in ("", word) else (letters, word[len(letters) :])


@cache
def _small() -> frozenset[str]:
    return frozenset(table("titles")["small"])


@cache
def _skipped() -> frozenset[str]:
    """What tells nothing, or only the kind of thing it is; "Annual Conference" has to do with the latter."""
    return _small() | frozenset(table("titles")["generic"])


def _edition(text: str, words: Iterable[str]) -> Iterator[str]:
    for word in words:
        if _YEAR.fullmatch(word):
            yield f"year:{word}"
        elif _NTH.fullmatch(word) and f"{word} century" not in text:
            yield f"nth:{word}"
    for ordinal in _ORDINAL.findall(text):
        yield f"nth:{_ORDINALS[ordinal]}"
    for kind, number in _PART.findall(text):
        yield f"{kind}:{_NUMBERS.get(number, number)}"
    for number in _YEARS_ON.findall(text):
        yield f"years:{_NUMBERS.get(number, number)}"
