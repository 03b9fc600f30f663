"""Words such as "90 minutes" or "2 hours 30 mins" → an ISO 8601 duration; they stand in for a printed end."""

from __future__ import annotations

import re

_HOURS = r"(?P<hours>\d{1,2}(?:\.\d|½)?|an?|one|two|three|four|half an|one and a half) ?-?(?:hours?|hrs?)\b\.?"
_MINUTES = r"(?P<minutes>\d{1,3}) ?-?(?:minutes?|mins?)\b\.?"
_SPAN = re.compile(
    rf"(?i)(?:{_HOURS}(?:,? (?:and )?{_MINUTES})?|{_MINUTES.replace('minutes>', 'only>')})"
)
_AHEAD = re.compile(r"(?i)[\s,;(|–-]{0,5}(?:for |lasting |duration:? )?")
_ABOUT = re.compile(r"\(.{0,30}\)|\b(?:approx(?:imately)?|about|around|circa)\b\.?|[~.]\s*$")
_ELSE = re.compile(r"(?i)\s?(?:of|before|prior|earlier|cpd|notice)\b")
"""What follows "90 minutes" that are not the event's: "before", "of CPD"."""
_WORDS = {"a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0} | {
    "half an": 0.5,
    "one and a half": 1.5,
}
LONGEST = 14 * 60
"""Minutes; what lasts longer is given in days or is no length of an event."""


def duration_of(text: str) -> str:
    """The duration that a short text is: "PT90M" for "90 minutes (approx.)"; "" for any other text."""
    found = _SPAN.fullmatch(_ABOUT.sub("", text.strip()).strip()) if len(text) < 60 else None
    return _iso(found) if found else ""


def duration_behind(text: str, at: int) -> str:
    """The duration that follows close behind a clock time: "13:00 (90 minutes)"; `at` is where the time ends."""
    ahead = _AHEAD.match(text, at)
    found = _SPAN.match(text, ahead.end() if ahead else at)
    return _iso(found) if found and not _ELSE.match(text, found.end()) else ""


def _iso(found: re.Match[str]) -> str:
    hours = (found["hours"] or "0").lower().replace("½", ".5")
    number = _WORDS[hours] if hours in _WORDS else float(hours)
    minutes = round(number * 60) + int(found["minutes"] or found["only"] or 0)
    return f"PT{minutes}M" if 0 < minutes <= LONGEST else ""
