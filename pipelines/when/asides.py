"""A phrase → the phrase without its asides (old dates, doors, registration), and what they say of the status."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.when.deadlines import other_day

_CLOCK = r"[0-9]{1,2}(?:[.:h][0-9]{2})?\s?(?:[ap]\.?m\b\.?|(?:uhr|uur|h|hrs)\b)?"
_TIME = r"[0-9]{1,2}(?:[.:][0-9]{2}\s?(?:[ap]\.?m\b\.?)?|\s?[ap]\.?m\b\.?)"
_CANCELLED = re.compile(
    r"\b(?:cancel+ed|called off|abgesagt|entfällt|fällt aus|annul[ée]e?s?|geannuleerd|afgelast|cancelad[oa]|"
    r"suspendid[oa]|canslwyd|wedi(?:'i| ei) ganslo|no longer taking place|will not (?:take place|go ahead))\b"
)
_POSTPONED = re.compile(
    r"\b(?:postponed|uitgesteld|verschoben|verlegt|report[ée]e?|aplazad[oa]|pospuest[oa]|g?ohir(?:io|iwyd|wyd)|on hold|"
    r"aplazad[oa]s?|deferred)\b"
)
_MOVED = re.compile(
    r"\b(?:re-?scheduled|re-?arranged|new (?:meeting )?(?:date|time)s?|changed? (?:to|from)|moved (?:to|from)|"
    r"now (?:taking place )?on|"
    r"verplaatst|verzet naar|déplacée?s?|décalée?s?|trasladad[oa]s?|vorverlegt|symudwyd|"
    r"brought forward|neuer termin|nouvelle date|nieuwe datum|nueva fecha|dyddiad newydd)\b"
)
_ENDED = re.compile(
    r"\b(?:ended|has (?:already )?(?:taken place|passed|finished)|already taken place|past event|this event is over|"
    r"event over|finished on|beendet|terminée?|afgelopen)\b"
)
_OPEN = re.compile(
    r"\b(?:tb[cad]|to be (?:confirmed|announced|arranged|decided|determined|advised|agreed)|provisional(?:ly)?|"
    r"(?:details|date|dates) to follow|(?:various|multiple|several) dates|coming soon|i'w gadarnhau)\b"
)
_OTHER_OPEN = re.compile(
    r"\b(?:venue|location|place|room|speakers?|details|agenda|price|cost|format)s?,?:? (?:is |are |still )?"
    r"(?:tb[cad]|to be (?:confirmed|announced))\b|\b(?:venue|location|speakers?) to follow\b"
)
_SAVED = re.compile(r"\bsave the date\b")
"""An announcement; the date is open only where none is printed."""

TIME_OPEN = re.compile(
    r"\b(?:times?|start time|start),?:? (?:is |are |still )?"
    r"(?:tb[cad]|to (?:be (?:confirmed|announced|advised|agreed)|follow))\b"
)
_NEAR_NUMBER = r"(?=[^.\n;()]{0,24}[0-9])"
_MOVED_TO = re.compile(
    r"^.{0,200}?(?:\b(?:(?:postponed|deferred|rescheduled|re-?arranged|moved|brought forward|changed|verschoben|"
    r"verlegt|vorverlegt|uitgesteld|verplaatst|verzet|(?:report|déplac|décal)[ée]e?s?|(?:aplaz|traslad)ad[oa]s?|pospuest[oa]s?|"
    r"gohiriwyd|symudwyd)(?: from .{1,60}?)? "
    r"(?:until|till|to|for|auf(?: den)?|naar|tot|au|al|para el|hasta el|tan|i)"
    r"|(?:new|revised) (?:meeting )?date(?: is| will be)?:?|neuer termin:?|nouvelle date ?:?|nieuwe datum:?|"
    r"nueva fecha:?|dyddiad newydd:?)|[-,(] ?now(?: on)?)\s+"
    rf"(?!{_TIME}){_NEAR_NUMBER}",
    re.DOTALL,
)
_OLD_TIME = re.compile(rf"\bfrom {_TIME}(?= to\b)")
_OLD_PLAIN = re.compile(
    r"\b(?:postponed|deferred|moved|re-?scheduled|re-?arranged) from [^()\n;,]{3,40}?(?= (?:to|until)\b| - |$|[,;.(])"
)
_OLD = re.compile(
    r"\(?\b(?:was|rearranged from|re-?scheduled from|moved from|originally|formerly|previously|instead of|"
    r"postponed from|"
    r"not)\b(?: on| scheduled for| planned for)?:? (?=[^()]{0,12}[0-9])[^()\n;]{1,60}\)"
)
_DOORS = re.compile(
    rf"\(?\b(?:doors?(?: open(?:s|ing)?)?|registration(?: desk)?(?: opens?)?|arrivals?|refreshments|coffee|check-?in|"
    rf"welcome|networking|einlass|accueil|inloop|drinks)\b(?: and (?:coffee|refreshments|networking))?"
    rf"(?: from| at| is| ab| um| vanaf| dès| à)?:?\s+{_CLOCK}(?:\s?(?:-|to)\s?{_CLOCK})?"
    r"\s*(?:[,;/|)]|\band\b|\bfor\b|\n|\.(?=\s)|-?\s?(?=(?:[a-z]+ )?(?:starts?|begins?|commences?)\b))"
)
_FOR_START = re.compile(
    rf"\b{_CLOCK},? \(?(?:registration |arrival |doors |coffee )?for (?:an? )?(?={_TIME}| ?[0-9]{{1,2}} ?start)"
    r"|\b[0-2][0-9][0-5][0-9](?: ?hrs)? for (?=[0-2][0-9][0-5][0-9]\b)"
)
_AFTER_DOORS = re.compile(
    r"\(\s?(?:doors|registration|arrival|(?:please )?arrive|refreshments|coffee)[^()]{0,40}\)"
    rf"|[,;.] {{0,2}}(?:please )?(?:doors|registration|arriv(?:e|als?)|coffee|refreshments)(?: opens?)?"
    rf"(?: from| at| by)? {_CLOCK}\W{{0,3}}$"
)
_DOORS_BEHIND = re.compile(
    rf"\b{_TIME}(?:\s?(?:-|to)\s?{_TIME})?:? ?[-(]? ?(?:doors(?: open)?|registration|arrivals?|check-?in|coffee|"
    r"refreshments|drinks|einlass|inloop|accueil)\b(?! (?:from|at|is|and|opens?|closes?)\b)"
    r"(?!\)?\s?(?:-|to|until)\s)\)?[^\w\n]{0,3}"
    rf"(?=[\n,;. -]?[^\n]{{0,60}}(?:{_TIME}))"
)
"""In print: "09:00 Registration, 09:30 Welcome", "6pm (doors), 6.30pm (start)"."""

_LENGTH = re.compile(
    r"\(?\b(?:duration:?|lasting|lasts)\b[^,;()\n]{0,30}\)?"
    r"|[(\[](?:[0-9]{1,2}(?:\.[0-9]{1,2})? ?(?:hours?|hrs?|h(?: ?[0-9]{1,2} ?m(?:ins?)?)?)"
    r"|[0-9]{1,3} ?(?:mins?|minutes))[)\]]"
)
_DOORS_ONLY = re.compile(
    r"^\W{0,3}(?:doors?|registration|arrivals?|einlass)\b(?: open(?:s|ing)?)?(?: from| at| is| ab| um)?:?\s+"
    rf"(?:{_TIME}|[0-9]{{2}}(?:[0-9]{{2}}|h| uhr)\b)"
)


class Phrase(NamedTuple):
    """A phrase without its asides, what its words say of the status, and the flags that follow.

    `doors` tells that no time is printed but that of doors or registration, `doors_cut` that such a one was taken out.
    """

    raw: str
    low: str
    status: str | None = None
    doors: bool = False
    doors_cut: bool = False
    deadline: bool = False
    time_open: bool = False
    date_open: bool = False


@dataclass(slots=True)
class _Text:
    """A text that loses pieces in both cases alike."""

    raw: str
    low: str

    def cut(self, found: re.Match[str] | None) -> bool:
        """Take the match out; whether there was one."""
        if found is None:
            return False
        i, j = found.span()
        self.raw = f"{self.raw[:i]} {self.raw[j:]}"
        self.low = f"{self.low[:i]} {self.low[j:]}"
        return True


def _status(low: str) -> str | None:
    """The status in so many words; a cancellation outweighs a new date, a new date outweighs a postponement."""
    if _CANCELLED.search(low):
        return "cancelled"
    if _MOVED_TO.search(low):
        return "rescheduled"
    if _POSTPONED.search(low):
        return "postponed"
    if _MOVED.search(low):
        return "rescheduled"
    return "ended" if _ENDED.search(low) else None


_TRIGGER = re.compile(
    r"[;(\[]|cancel|call|abgesagt|fäll|annul|afgelast|suspend|cans|longer|will not|postpon|uitgesteld|versch|verlegt|"
    r"report|aplaz|posp|ohir|hold|defer|arrang|chedul|new |chang|moved|now |brought|neue|nouvelle|nieuwe|nueva|newydd|"
    r"ended|taken|passed|finish|past|over|beend|termin|afgel|tb[cad]|to be|provis|save|follow|dates|soon|gadarn|"
    r"\bwas\b|origin|former|previ|instead|\bnot\b|door|regist|arriv|refresh|coffee|check|welcome|network|einlass|accueil|"
    r"gans|symud|trasl|pla[ac]|cal[ée]|verzet|limit|límit|anmeld|aanmeld|uiterl|cau|inscri|inloop|drinks|\bfor\b|durat|last|hour|hrs|min|"
    r"book|close|closing|rsvp|dead|cut|due|open|on sale|press|releas|broadc|record|added|creat|modif|upload|\bby\b|"
    r"before|after|later|expire|review|edited|last|apply|end|early|publ|post|updat|"
    r"consult|survey|bewerb|einsend|stand:|veröff|aktual|geänd|mise? à|clôt|plazo|schrij|gepub|gewerkt|gewijz|"
    r"cyhoedd|diwedd"
)
"""A cheap look: without one of these a phrase has no aside and no status, as most have none."""


def without_asides(raw: str, low: str, *, doors: bool = False) -> Phrase:
    """What is left of a phrase to be read as its date and time; with `doors` their time stays, for want of another."""
    if not _TRIGGER.search(low):
        return Phrase(raw=raw, low=low)
    text = _Text(raw, low)
    status = _status(low)
    text.cut(_OTHER_OPEN.search(text.low))
    time_open = text.cut(TIME_OPEN.search(text.low))
    deadline = _cut_other_dates(text)
    if text.cut(_OLD.search(text.low)):
        status = status or "rescheduled"
    if status in ("rescheduled", "postponed", "cancelled"):
        text.cut(_OLD_TIME.search(text.low))
        if status == "rescheduled":
            text.cut(_MOVED_TO.search(text.low))
        text.cut(_OLD_PLAIN.search(text.low))
    doors_cut = not doors and _cut_doors(text)
    text.cut(_LENGTH.search(text.low))
    announced = _SAVED.search(text.low) is not None and not re.search(r"[0-9]", text.low)
    date_open = announced or _OPEN.search(text.low) is not None
    return Phrase(
        raw=text.raw,
        low=text.low,
        status=status or ("tbc" if date_open else None),
        doors=doors or (not doors_cut and _DOORS_ONLY.search(low) is not None),
        doors_cut=doors_cut,
        deadline=deadline,
        time_open=time_open,
        date_open=date_open,
    )


def _cut_other_dates(text: _Text) -> bool:
    """Booking deadlines and days of publication are no event dates; whether the phrase holds nothing else."""
    found = other_day(text.low)
    if found is None:
        return False
    if re.search(r"[0-9]", text.low[: found.start()] + text.low[found.end() :]):
        text.cut(found)
        return False
    return True


def _cut_doors(text: _Text) -> bool:
    """Doors and registration are not the start."""
    found = text.cut(_DOORS.search(text.low))
    found |= text.cut(_DOORS_BEHIND.search(text.low))
    found |= text.cut(_AFTER_DOORS.search(text.low))
    found |= text.cut(_FOR_START.search(text.low))
    return found
