"""A title, status words and prose in; what became of the event, and the title without its marks, out.

The status is read from marks in their places and from whole sentences about this event, never from a word
somewhere: "Cancellation policy", "noise-cancelling" and "NOT cancelled" say nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from catalogue.errors import SettingError
from catalogue.listing import Status
from pipelines.vocabulary import read_table, tidy, words_of

_FILE = "status.toml"
_TITLE_LIMIT = 500
_TEXT_LIMIT = 20_000

# What may follow a mark inside its brackets or before its colon: "until further notice", "to 12 June", "21st Nov 2023".
_TAIL = (
    r"(?:(?:[ ,:]{1,3}(?:until|to|from|on|for|due|because|by|till|as|see|with|owing)\b|[ ,:]{1,3}(?:\d|(?:mon|tues?"
    r"|wed(?:nes)?|thu(?:rs)?|fri|"
    r"sat(?:ur)?|sun)(?:day)?\b|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\b))[^()\[\]:–—"
    r"|]{0,40})?"
)
_LEAD = (
    r"(?:(?:this|the|our)? ?(?:event|webinar|seminar|conference|meeting|course|session|workshop|training)?"
    r" ?(?:has been|has now been|has|is now|is|was|now)? ?)"
)
_SUBJECT = (
    r"(?:this|the|our|today's|tonight's) (?:[\w'-]+ ){0,4}?(?:event|webinar|seminar|conference|meeting|course|session|"
    r"workshop|training|symposium|lecture|talk|forum|summit|briefing|roundtable|festival|class|panel|date)"
)
_VERB = (
    r"(?: [\w-]+ly)? (?:has|have|had|is|was|will be|will now be)"
    r"(?: (?:now|been|to be|unfortunately|sadly|being|regrettably|had)){0,4} "
)
_FORCED = r"(?:had to|have to|having to|decided to|decision to|forced to|obliged to|need to|necessary to|regret to)"
_DOUBT = re.compile(
    r"\b(?:not|never|no longer|isn't|hasn't|wasn't|won't|if|unless|should|whether|may|might|could|can|in case"
    r"|in the event|"
    r"when|where|until|before|once|any|previously|reserves? the right|policy|policies)\b",
    re.IGNORECASE,
)
_PLACE_MARK = r"(CANCELL?ED|POSTPONED|RESCHEDULED)(?:[\s)*!.:-]|em--){0,12}"
_AT_PLACE = re.compile(rf"(?:^|[\s(*-])(?:-?em--)?{_PLACE_MARK}$")
_BEFORE_PLACE = re.compile(rf"[\s(*]{{0,4}}{_PLACE_MARK}\b")
_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signs:
    """The compiled signs of one status."""

    status: Status
    identifiers: frozenset[str]
    bracket: re.Pattern[str]
    prefix: re.Pattern[str]
    suffix: re.Pattern[str]
    capitals: re.Pattern[str]
    line: re.Pattern[str]
    denial: re.Pattern[str]
    sentence: re.Pattern[str]


def _any(patterns: list[str]) -> str:
    return "(?:" + "|".join(patterns) + ")" if patterns else "(?!)"


def _signs_of(row: dict[str, Any]) -> _Signs:
    mark = _any(words_of(row, "marks", _FILE)) if row.get("marks") else "(?!)"
    acts = _any(words_of(row, "acts", _FILE)) if row.get("acts") else "(?!)"
    ending = _any(words_of(row, "endings", _FILE)) if row.get("endings") else "(?!)"
    denial = _any(words_of(row, "denials", _FILE)) if row.get("denials") else "(?!)"
    whole = f"{_LEAD}{mark}\\b{_TAIL}"
    end = r"[\s!.*]*"
    return _Signs(
        status=Status(row["slug"]),
        identifiers=frozenset(row.get("identifiers", ())),
        bracket=re.compile(rf"[(\[{{*]{{1,4}} ?{whole}{end}[)\]}}*]{{1,4}}", re.IGNORECASE),
        prefix=re.compile(rf"\W{{0,5}}{whole}(?: ?[:–—|!]+| -+)\s+(?=\S)", re.IGNORECASE),
        suffix=re.compile(
            rf"(?:[:–—|!,*]| -+|\.)\s*{whole}{end}$|\s(?:has(?: now)? been|is(?: now)?|was) {mark}{_TAIL}{end}$"
            rf"|\s{ending}{_TAIL}{end}$",
            re.IGNORECASE,
        ),
        capitals=re.compile(rf"(?P<mark>{mark})\b", re.IGNORECASE),
        line=re.compile(rf"\W{{0,5}}{whole}{end}", re.IGNORECASE),
        denial=re.compile(rf"\W{{0,5}}{_LEAD}{denial}\b{_TAIL}{end}", re.IGNORECASE),
        sentence=re.compile(
            rf"\b{_SUBJECT}{_VERB}{mark}\b|\b{_FORCED} {acts} {_SUBJECT}\b", re.IGNORECASE
        ),
    )


@cache
def _signs() -> tuple[_Signs, ...]:
    table = read_table(_FILE)
    try:
        return tuple(_signs_of(row) for row in table["status"])
    except (KeyError, TypeError, ValueError, re.error) as error:
        raise SettingError(f"A status cannot be used: {error}.", field=_FILE) from error


@cache
def _strips() -> tuple[re.Pattern[str], ...]:
    """Patterns of what is cut from a title without telling a status."""
    table = read_table(_FILE)["strip"]
    brackets, prefixes, suffixes = (
        _any(words_of(table, key, _FILE)) for key in ("brackets", "prefixes", "suffixes")
    )
    return (
        re.compile(rf"[(\[*]{{1,4}} ?{brackets} ?[)\]*]{{1,4}}", re.IGNORECASE),
        re.compile(rf"^\W{{0,5}}{prefixes}(?: ?[:–—|!]+| -+)\s+(?=\S)", re.IGNORECASE),
        re.compile(rf"\s[|–—-]+\s*{suffixes}$|(?<=\w) {suffixes} ?\| ?\w{{1,30}}$", re.IGNORECASE),
    )


def read_status(title: str, words: str, text: str = "") -> tuple[Status, str]:
    """What became of the event, and its title without marks.

    Args:
        title: Title as printed; its marks come before everything else.
        words: Status words or identifiers of the page ("EventCancelled", "Ended 21st Nov 2023").
        text: Description as plain text; only whole sentences and lines about this event count.

    Returns:
        `Status.ENDED` only where nothing else is said: an event that is over was not cancelled.
    """
    rest, marked = _cut_marks(" ".join(title[:_TITLE_LIMIT].split()))
    said = [*marked, *_worded(words[:_TEXT_LIMIT])]
    if not _weighty(said):
        # "TBC" on a line of the description is about a speaker or a room as often as about the event.
        said += [status for status in _told(text[:_TEXT_LIMIT]) if status is not Status.TENTATIVE]
    weighty = _weighty(marked) or _weighty(said)
    if weighty:
        return _strongest(weighty), rest
    return (Status.ENDED if Status.ENDED in said else Status.SCHEDULED), rest


def cut_place(place: str) -> tuple[str, str]:
    """A place without the mark in capitals that calendars of councils write beside it, and that mark.

    "Council Chambers CANCELLED", "CANCELED - Room 5"; the mark is "" where there is none.
    """
    found = _AT_PLACE.search(place, max(0, len(place) - 40)) or _BEFORE_PLACE.match(place)
    if not found:
        return place, ""
    rest = place[: found.start()] + place[found.end() :]
    return rest.strip(" \t\r\n-–—(*"), found[1]


def _weighty(found: list[Status]) -> list[Status]:
    return [status for status in found if status not in {Status.SCHEDULED, Status.ENDED}]


def _strongest(found: list[Status]) -> Status:
    order = [signs.status for signs in _signs()]
    return min(found, key=order.index)


def _cut_marks(title: str) -> tuple[str, list[Status]]:
    """The title without marks, and what they said; a title that is nothing but a mark stays."""
    rest, found = title, []
    for _ in range(
        4
    ):  # "CANCELLED: FREE WEBINAR: x (sold out)": marks may stack, but not without end
        before = rest
        for signs in _signs():
            rest, hit = _cut_one(rest, signs)
            if hit:
                found.append(signs.status)
        for pattern in _strips():
            rest = _trimmed(pattern.sub(" ", rest)) or rest
        if rest == before:
            break
    if not found:
        found = [signs.status for signs in _signs() if signs.line.fullmatch(title)][:1]
    return rest, found


def _cut_one(title: str, signs: _Signs) -> tuple[str, bool]:
    for pattern in (signs.bracket, signs.suffix):
        match = pattern.search(title)
        if match and (rest := _trimmed(title[: match.start()] + " " + title[match.end() :])):
            return rest, True
    match = signs.prefix.match(title)
    if match and match.end() < len(title):
        return _trimmed(title[match.end() :]), True
    return _cut_capitals(title, signs)


def _cut_capitals(title: str, signs: _Signs) -> tuple[str, bool]:
    """A mark in capitals at an end of a title in ordinary letters: "CANCELLED Police Forum"."""
    for match in signs.capitals.finditer(title):
        rest = _trimmed(title[: match.start()] + " " + title[match.end() :])
        at_end = not title[: match.start()].strip() or not title[match.end() :].strip(" !.")
        if (
            at_end
            and match["mark"].isupper()
            and rest
            and not rest.isupper()
            and not _DOUBT.search(title)
        ):
            return rest, True
    return title, False


def _trimmed(title: str) -> str:
    return " ".join(title.split()).strip(" -–—|:,*")


def _worded(words: str) -> list[Status]:
    """What the status words say: identifiers, else a mark alone, else a sentence."""
    if _DOUBT.search(words):
        return _told(words)
    names = {re.split(r"[/#:]", word)[-1].casefold() for word in re.split(r"[\s;,]+", words)}
    return [signs.status for signs in _signs() if names & signs.identifiers] + _told(words)


def _told(text: str) -> list[Status]:
    found = []
    for sentence in _SENTENCES.split(tidy_lines(text)):
        line = sentence.strip(" ()[]*-–—!")
        for signs in _signs():
            sure = signs.denial if _DOUBT.search(line) else signs.line
            if len(line) <= 80 and sure.fullmatch(line):
                found.append(signs.status)
                break
            match = signs.sentence.search(sentence)
            if match and not _DOUBT.search(sentence[: match.end()]):
                found.append(signs.status)
    return found


def tidy_lines(text: str) -> str:
    """The text with its line breaks, each line tidied."""
    return "\n".join(tidy(line) for line in text.split("\n"))
