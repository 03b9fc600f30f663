"""What one phrase says, in wall times, before a zone is laid over it; the grammar makes it, `resolve` uses it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from functools import cache
from typing import NamedTuple


class Wall(NamedTuple):
    """A day, a time of day, or both, as printed; never neither."""

    day: date | None = None
    clock: time | None = None

    @property
    def text(self) -> str:
        """ISO: "2027-05-08", "2027-05-08T10:00" or "T10:00"."""
        day = self.day.isoformat() if self.day else ""
        return day + (f"T{self.clock.isoformat('minutes')}" if self.clock is not None else "")


@cache
def _tag(locale: str) -> str:
    return locale.replace("_", "-").lower()


@cache
def language_of(locale: str) -> str:
    """The language part of a BCP 47 tag, in lower case."""
    return _tag(locale).partition("-")[0]


def is_month_first(locale: str) -> bool:
    """Whether 5/6 is the sixth of May."""
    return _tag(locale) == "en-us"


def is_order_open(locale: str) -> bool:
    """Whether a locale writes both orders."""
    return _tag(locale) == "en-ca"


class Ground(NamedTuple):
    """What a phrase is read against; a tuple, because every phrase is looked up by it in the memo.

    Attributes:
        day: Reference day for dates without a year and for "tomorrow".
        zone: IANA zone of the source; None when unknown.
        locale: BCP 47 tag: language and order of day and month.
    """

    day: date
    zone: str | None
    locale: str

    @property
    def language(self) -> str:
        """The language part of the locale, in lower case."""
        return language_of(self.locale)

    @property
    def month_first(self) -> bool:
        """Whether 5/6 is the sixth of May."""
        return is_month_first(self.locale)

    @property
    def order_open(self) -> bool:
        """Whether the locale writes both orders."""
        return is_order_open(self.locale)


class Reading(NamedTuple):
    """One phrase as understood.

    Attributes:
        start: First day or moment; None when the words give none.
        end: Last day (inclusive) or moment.
        partial: A start known less than to the day: "2027-05", "2027-autumn", "2027-Q3", "2027-W19", "2027".
        zone: Printed zone: an IANA name, or an offset "+01:00"; None when none is printed.
        label: The printed label itself, in lower case ("bst"); "" when none.
        sessions: (start, end) of each printed time where there are several.
        rrule: RFC 5545 rule of recurring words.
        status: "ended", "cancelled", "postponed", "rescheduled", "tbc" when the words say so.
        why: Flags of `flags.FLAGS`.
        via: The layer that answered.
    """

    start: Wall | None = None
    end: Wall | None = None
    partial: str | None = None
    zone: str | None = None
    label: str = ""
    sessions: tuple[tuple[Wall, Wall | None], ...] = ()
    rrule: str | None = None
    status: str | None = None
    why: tuple[str, ...] = ()
    via: str = "grammar"


@dataclass(slots=True)
class Notes:
    """Flags gathered while a phrase is read, each once, in order."""

    flags: list[str] = field(default_factory=list)

    def add(self, flag: str) -> None:
        """Note a flag of `flags.FLAGS`."""
        if flag not in self.flags:
            self.flags.append(flag)
