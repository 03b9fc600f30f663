"""Fields of one event, found one by one → a Draft whose every field carries its evidence."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from catalogue.draft import Draft, Evidence, make_draft, make_evidence
from spiders.reading.stamps import is_stamp, mend

LIMIT = 500
"""Characters of evidence that are kept; `Evidence.text` promises no more."""


def fold(text: str) -> str:
    """The text with every run of white space, of whatever width, as one space."""
    text = text.strip()
    if not text.isprintable() or "  " in text:  # of white space only the plain space is printable
        text = " ".join(text.split())
        if not text.isprintable():
            text = " ".join(_HIDDEN.sub("", text).split())
    return text


@lru_cache(maxsize=2000)
def words_in(text: str) -> frozenset[str]:
    """The words of a text in lower case; the pages of one site have many headings in common."""
    return frozenset(_WORD.findall(text.lower()))


_WORD = re.compile(r"[^\W_]+")
_HIDDEN = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\x00]")


class Found:
    """Collects what one reader finds of one event; the first value of a field stays.

    Args:
        reader: Name of the reader, as in `READERS`.
        within: What every place on the page begins with: "item 3 ".
    """

    __slots__ = ("evidence", "reader", "values", "warnings", "within")

    def __init__(self, reader: str, within: str = "") -> None:
        self.reader = reader
        self.within = within
        self.values: dict[str, Any] = {}
        self.evidence: list[tuple[str, Evidence]] = []
        self.warnings: list[str] = []

    def give(
        self, field: str, value: object, where: str, text: str = "", confidence: float = 1.0
    ) -> None:
        """Takes a value unless it is empty or the field is known already.

        Args:
            field: Name of a field of `Draft`.
            value: Words, a tuple of words, or True/False for `all_day`.
            where: Place on the page, behind `within`.
            text: Exact words; the value itself when "".
            confidence: From 0 to 1.
        """
        if isinstance(value, str):
            value = value.strip()
        if value in ("", (), None) or field in self.values:
            return
        self.values[field] = value
        seen = text or (value if isinstance(value, str) else _joined(value))
        note = make_evidence(self.reader, self.within + where, seen[:LIMIT].strip(), confidence)
        self.evidence.append((field, note))

    def give_moment(self, field: str, raw: str, where: str, confidence: float = 1.0) -> str:
        """Takes `start` or `end` where the words are a machine-readable date, mended; a start in words is a `date`.

        Returns:
            What had to be mended: a sentence; "".
        """
        stamp, warning = mend(raw)
        if is_stamp(stamp):
            self.give(field, stamp, where, raw)
        elif field == "start":
            self.give("date", raw, where, confidence=confidence)
        return warning

    def drop(self, field: str) -> None:
        """Forgets a value that turned out to be untenable."""
        self.values.pop(field, None)
        self.evidence = [pair for pair in self.evidence if pair[0] != field]

    def has(self, *fields: str) -> bool:
        """Whether any of the fields is known."""
        return any(field in self.values for field in fields)

    def warn(self, sentence: str) -> None:
        """Notes a contradiction or a repair, once."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)

    def draft(self) -> Draft:
        """The Draft; its title is "" where this reader saw none."""
        values = {"title": "", **self.values}
        return make_draft(**values, evidence=tuple(self.evidence), warnings=tuple(self.warnings))


def _joined(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(str(part) for part in value[:12])
    return str(value)
