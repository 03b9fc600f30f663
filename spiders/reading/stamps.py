"""A machine-readable date as some platform wrote it → the ISO form it stands for, and what had to be mended."""

from __future__ import annotations

import re

_SOUND = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2})?)?"
)
_DOUBLED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})T(\d{1,2})-(\d{1,2})-(\d\d)-\d\d$")
_LOOSE = re.compile(
    r"(?i)(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\s?(\d{1,2}):(\d\d)(?::(\d\d))?(?P<extra>:\d\d)?(?:\.\d{1,9})?\s?"
    r"(?P<offset>Z|[+-]\d{1,2}(?::?\d\d)?)?)?$"
)
_BASIC = re.compile(
    r"(?i)(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(?P<offset>Z|[+-]\d\d:?\d\d)?)?$"
)


_STAMP = re.compile(r"\s?\d{4}-\d{1,2}-\d|\s?\d{8}(?:T|$)")
_LAST_OFFSET = re.compile(r"[+-]\d{1,2}:\d\d$")


def is_stamp(text: str) -> bool:
    """Whether the words begin like a machine-readable date."""
    return bool(_STAMP.match(text))


def mend(text: str) -> tuple[str, str]:
    """(stamp, warning): ISO 8601 where the value can be brought to it, else the value as written.

    A doubled hour (`2019-9-13T10-10-00-00`, EventON) keeps the first hour and loses its constant offset;
    an extra `:00` before the offset (Outsavvy) is dropped; single digits are padded.
    """
    if _SOUND.fullmatch(text):
        return text, ""
    value = " ".join(text.split())
    found = _LOOSE.match(value) or _BASIC.match(value)
    if not found:
        doubled = _DOUBLED.match(_LAST_OFFSET.sub("", value)) if value[:4].isdigit() else None
        if not doubled:
            return value, ""
        stamp = f"{_day(doubled)}T{int(doubled[4]):02d}:{doubled[6]}"
        return stamp, f"{value} has its hour twice"
    stamp = _day(found)
    if found[4] is not None:
        stamp += f"T{int(found[4]):02d}:{found[5]}:{found[6] or '00'}{_offset(found['offset'])}"
    extra = found.re is _LOOSE and found["extra"]
    return stamp, f"{value} has seconds too many" if extra else ""


def _day(found: re.Match[str]) -> str:
    """The first three groups as year, month and day."""
    return f"{int(found[1]):04d}-{int(found[2]):02d}-{int(found[3]):02d}"


def _offset(text: str | None) -> str:
    """An offset as ±HH:MM; "Z" as it is."""
    if not text or text.upper() == "Z":
        return (text or "").upper()
    digits = text[1:].replace(":", "")
    digits = digits.zfill(2) + "00" if len(digits) <= 2 else digits.zfill(4)
    return f"{text[0]}{digits[:2]}:{digits[2:]}"
