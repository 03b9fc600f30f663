"""A line of a speaker list as printed in; the same line ready to be read, out."""

from __future__ import annotations

import re

from pipelines.affiliation import is_known
from pipelines.names import is_title, vocabulary
from pipelines.vocabulary import tidy

_BULLET = re.compile(r"^[\s•·▪●◦*‣–—>-]+|^\(?\d{1,2}[.)]\s+")
_CLOCK = re.compile(
    r"^\d{1,2}[:.]\d{2}(?:\s*(?:am|pm))?(?:\s*[-–—]\s*\d{1,2}[:.]\d{2})?(?:\s*(?:am|pm))?[\s:|–—-]*",
    re.IGNORECASE,
)
_NOTES = re.compile(
    r",?\s*\(?@\w{2,30}\)?(?=\s*(?:,|$))|\s*[(\[](?:invited|tbc|tba|to be confirmed|provisional|confirmed"
    r"|subject to diary|online|virtual|virtually|remote|remotely|in person|pre-recorded"
    r"|ret(?:'d|d|ired)?\.?(?=[)\]]\s*(?:[,–-]|$))|by video|via [\w ]{2,20}"
    r"|(?:she|he|they)/[\w/]{2,12}|lab|con|ld|lib dem|snp|plaid|green|crossbench|labour|conservative"
    r"|[dri]-[a-z]{2,9})[)\]]|,\s*[“\"][^“”\"]{5,150}[”\"](?=,|$)"
    r"|,?\s+(?:and|plus)\s+(?:many\s+)?(?:others|more|other speakers)\b.*$|,\s*\(?ret(?:'d|d|ired)?\.?\)?(?=\s*(?:,|$))"
    r"|\s*[-–—,]\s*(?:via (?:zoom|teams|ms teams|video ?link)|online|invited|tbc)\s*$|\s*\*+\s*$",
    re.IGNORECASE,
)
_PARTY = re.compile(
    r"(?<=\b(?:MP|MS|AM)\b)\s*\([A-Z][\w ,-]{1,30}\)|(?<=\b(?:MSP|MLA|MEP)\b)\s*\([A-Z][\w ,-]{1,30}\)"
)
# The labels of a table whose cells stand in one line: "Name: A | Organisation: X".
_CELL = re.compile(
    r"(?:^|(?<=[|,;] ))(?:(?:speaker )?name|organi[sz]ation|affiliation|company|role|position|job title)\s*:\s*",
    re.IGNORECASE,
)
_SMALL = frozenset(("of", "and", "the", "for", "in", "at", "on", "to", "with", "from"))


def prepared(line: str) -> str:
    """One line without bullets, clock times, labels of cells and notes; capitals throughout become ordinary letters."""
    text = _CLOCK.sub("", _BULLET.sub("", tidy(line)))
    text = _PARTY.sub("", _NOTES.sub("", _CELL.sub("", text))).strip(" ,;")
    if (
        not any(character.islower() for character in text)
        and len(text.split()) > 1
        and len(text) > 12
    ):
        text = _recased(text)
    return text


def _recased(text: str) -> str:
    """The line "JOHN MCALPINE, DIRECTOR, NCA" in ordinary letters; known acronyms and letters stay."""
    return " ".join(_recased_word(word) for word in text.split())


def _recased_word(word: str) -> str:
    bare = word.strip(",;:()")
    if bare.casefold() in _SMALL:
        return word.casefold()
    if (
        (is_known(bare) and len(bare) <= 6)
        or bare in vocabulary().letters
        or (is_title(bare) and len(bare) <= 4)
    ):
        return word
    text = "-".join(part[:1] + part[1:].lower() for part in word.split("-"))
    return re.sub(r"\b(Mc|O'|O’)([a-z])", lambda match: match[1] + match[2].upper(), text)
