"""A title and a description in; the format of the event (conference, webinar, ...) out, or None."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LIMIT = 20_000
_FORMATS = (
    # (format, words); where a title holds several, the last one counts: "Conference: drafting workshop".
    ("conference", r"conferences?|symposi(?:um|a)|summit|congress|convention|expo"),
    (
        "consultation",
        r"(?:public )?consultation(?: event| meeting)?|listening (?:event|session)|drop[- ]in session",
    ),
    ("festival", r"festival"),
    ("forum", r"forum"),
    ("lecture", r"(?:annual |memorial |public )?lecture|inaugural"),
    ("meeting", r"meetings?|agm|annual general meeting|assembly|committee meeting|hearing"),
    ("panel", r"panel (?:discussion|debate|event|session)|panel:|debate"),
    ("roundtable", r"round[- ]?tables?"),
    ("seminar", r"seminars?|colloquium|masterclass seminar"),
    ("training", r"training|course|masterclass|boot ?camp|e-learning|cpd day|induction"),
    ("webinar", r"webinars?|webcast|online (?:seminar|briefing)"),
    ("workshop", r"workshops?|hackathon"),
)
_ALL = re.compile(
    rf"\b(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _FORMATS)})(?!\w)", re.IGNORECASE
)
# "training providers", "meeting the challenge", "forum members", "of course", "in the course of".
_NOT = re.compile(
    r"(?:\bof course\b|\bin the course of\b|\bduring the course\b|\bcourse of (?:action|conduct)\b|\bmeeting the\b"
    r"|\btraining (?:provider|need|manager|officer|budget)\w*|\bconsultation (?:paper|response|document|closes)\w*"
    r"|\b(?:youth|resilience|policy|police|local|select|justice|crime) (?:and crime )?panels?\b)",
    re.IGNORECASE,
)
# "This timely symposium will offer ...": a sentence anywhere that names this event by its format.
_THIS = re.compile(rf"\b(?:this|our) (?:[\w-]+ ){{0,3}}?(?:{_ALL.pattern})", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?](?=\s)|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of event, the words that say so, and the zone they stand in ("title" or "description")."""

    slug: str
    words: str
    zone: str


def find_format(title: str, text: str) -> Format | None:
    """The kind of event by its own words.

    Args:
        title: Title as printed.
        text: Description as plain text; its first sentence, then the first "this ... seminar" in it, are read.

    Returns:
        The title's before the text's; None when no word says so.
    """
    named = list(_ALL.finditer(_NOT.sub(" ", title[:500])))
    if named:
        return _format(named[-1], "title")
    first = _SENTENCE.split(text[:4000].strip(), maxsplit=1)[0][:600]
    match = _ALL.search(_NOT.sub(" ", first))
    if match is None and _THIS.search(
        text, 0, _LIMIT
    ):  # the long text is cleaned only where that may matter
        match = _THIS.search(_NOT.sub(" ", text[:_LIMIT]))
    return _format(match, "description") if match else None


def read_format(title: str, text: str) -> str | None:
    """The slug of `find_format` alone."""
    found = find_format(title, text)
    return found.slug if found else None


def _format(match: re.Match[str], zone: str) -> Format:
    return Format(slug=match.lastgroup or "", words=match[0], zone=zone)
