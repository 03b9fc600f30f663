"""A line of a speaker list in; its words with the parts people play at the event (chair, keynote, ...) out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from catalogue.errors import SettingError
from pipelines.vocabulary import read_table, words_of

_FILE = "roles.toml"
# Verbs that end so stand before the name they announce; all others stand behind it ("A will chair").
_INTRODUCES = re.compile(
    r"\b(?:by|with|from|of|include|including|are|is|be|comprises|featuring|welcome)$"
)
_WITH = re.compile(r"^(?:with|join|meet|hear from)\s+(?=(?-i:[A-Z]))(?!us\b)", re.IGNORECASE)
# Parts whose names are posts of organisations too: "A, Chair, Harrow Trust" chairs the trust.
_POSTS = frozenset(("chair", "co-chair", "host", "facilitator", "speaker", "opening", "closing"))
_LOOSE_END = re.compile(r"(?:[\s,;]+(?:and|is|was|will be|also|then|&))*[\s,;]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part at the event; `is_chair` where it leads."""

    slug: str
    is_chair: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Words that go with one part; None where the line announces no part."""

    text: str
    part: Part | None


@dataclass(frozen=True, slots=True)
class _Signs:
    """The compiled wordings of one part."""

    part: Part
    prefix: re.Pattern[str]
    qualified: re.Pattern[str]
    bracket: re.Pattern[str]
    ending: re.Pattern[str]
    whole: re.Pattern[str]
    introducing: re.Pattern[str]
    active: re.Pattern[str]


def _any(forms: list[str]) -> str:
    """The forms as one pattern, the longest first, blanks as any white space."""
    longest_first = sorted(forms, key=len, reverse=True)
    return (
        "(?:" + "|".join(r"\s+".join(map(re.escape, form.split())) for form in longest_first) + ")"
        if forms
        else "(?!)"
    )


@cache
def _signs() -> tuple[_Signs, ...]:
    try:
        return tuple(
            _compiled(
                Part(slug=row["slug"], is_chair=row["is_chair"]),
                words_of(row, "names", _FILE),
                words_of(row, "verbs", _FILE),
                row.get("labels", []),
            )
            for row in read_table(_FILE)["part"]
        )
    except KeyError as error:
        raise SettingError(f"A part at the event lacks {error}.", field=_FILE) from error


def _compiled(part: Part, printed: list[str], verbs: list[str], labels: list[str]) -> _Signs:
    """The patterns of one part; labels ("Trainer:") are posts elsewhere, so only what follows a label tells."""
    names, lead = _any(printed), _any([*printed, *labels])
    before = _any([verb for verb in verbs if _INTRODUCES.search(verb)])
    behind = _any([verb for verb in verbs if not _INTRODUCES.search(verb)])
    flags = re.IGNORECASE
    end = "$" if part.slug in _POSTS else r"(?=\s*[,|]\s|\s+[-–—]\s|$)"
    return _Signs(
        part=part,
        prefix=re.compile(rf"^{lead}\s*(?::|\s[-–—](?=\s))\s*|^{names}\s*,\s+(?=[^,]*$)", flags),
        qualified=re.compile(rf"^(?:[\w'&]{{1,20}}\s+){{1,3}}?{lead}\s*:\s*", flags),
        bracket=re.compile(rf"\s*[(\[](?:the )?{names}[)\]]", flags),
        ending=re.compile(
            rf"(?:,\s*|\s+[-–—|]\s*){names}(?: of the day| for the day)?{end}", flags
        ),
        whole=re.compile(rf"{names}(?: of the day)?", flags),
        introducing=re.compile(rf"\b{before}\b\s*:?\s*", flags),
        active=re.compile(rf"[\s,]+(?:who )?{behind}\b.*$", flags),
    )


def read_parts(line: str) -> list[Segment]:
    """The line cut into segments, each with the part that its words announce.

    "Chair: A", "Chaired by A" and "The day is chaired by A and opened by B" alike. Words before a verb stay a
    segment of their own, for they may name somebody ("Sir A, interviewed by B").
    """
    if (announced := _announced(line)) is not None:
        return announced
    for signs, prefix in [
        *((signs, signs.prefix) for signs in _signs()),
        *((signs, signs.qualified) for signs in _signs()),
    ]:
        if match := prefix.match(line):
            return [Segment(text=line[match.end() :].strip(), part=signs.part)]
    for signs in _signs():
        if match := signs.active.search(line):
            return [Segment(text=line[: match.start()].strip(), part=signs.part)]
    return [Segment(text=_WITH.sub("", line).strip(), part=None)]


def _announced(line: str) -> list[Segment] | None:
    """Segments behind verbs that announce; None where the line has no such verb."""
    hits = sorted(
        (
            (match.start(), -match.end(), signs.part)
            for signs in _signs()
            for match in signs.introducing.finditer(line)
        ),
        key=lambda hit: hit[:2],
    )
    segments, at, part = [], 0, None
    for start, negative_end, announced in hits:
        if start < at:
            continue  # inside a longer wording
        segments.append(Segment(text=_LOOSE_END.sub("", line[at:start]).strip(), part=part))
        at, part = -negative_end, announced
    if not segments:
        return None
    segments.append(Segment(text=line[at:].strip(), part=part))
    return [segment for segment in segments if segment.text]


def read_heading(line: str) -> Part | None:
    """The part whose name is all that a line says: "Chair:", "Keynote speakers"."""
    words = line.strip().rstrip(":").strip()
    return next((signs.part for signs in _signs() if signs.whole.fullmatch(words)), None)


def cut_suffix(text: str) -> tuple[str, Part | None]:
    """The text without the part printed in brackets or at its end: "(Chair)", "– Moderator", ", Chair"."""
    for signs in _signs():
        if match := signs.bracket.search(text):
            return (text[: match.start()] + text[match.end() :]).strip(), signs.part
    for signs in _signs():
        if match := signs.ending.search(text):
            return (text[: match.start()] + text[match.end() :]).strip(), signs.part
    return text, None
