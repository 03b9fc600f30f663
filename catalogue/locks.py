"""A field and an editor's value for it in; what is wrong with them, in words, out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from catalogue.audiences import audience_labels
from catalogue.listing import Mode, Status

_ADDRESS_SHAPE: Final = re.compile(r"https?://[^\s<>\"']{1,2000}")
_Test = Callable[[object], bool]


def _is_line(value: object) -> bool:
    return isinstance(value, str) and "\n" not in value and len(value) <= 2000


def _is_title(value: object) -> bool:
    return isinstance(value, str) and _is_line(value) and bool(value.strip())


def _is_address(value: object) -> bool:
    return isinstance(value, str) and bool(_ADDRESS_SHAPE.fullmatch(value))


def _is_lines(value: object) -> bool:
    return isinstance(value, list | tuple) and all(_is_title(one) for one in value)


def _are_groups(value: object) -> bool:
    return isinstance(value, list | tuple) and audience_labels().keys() >= {*map(str, value)}


def _is_moment(value: object) -> bool:
    return read_moment(value, None) is not None


def _maybe(test: _Test) -> _Test:
    return lambda value: value == "" or test(value)


def _among(*names: str) -> _Test:
    return lambda value: value in names


_LINE: Final = (_is_line, 'a line of text, or "" to empty it')
_LINES: Final = (_is_lines, "a list of lines, [] to empty it")
_ADDRESS: Final = (_maybe(_is_address), 'an address that begins with https://, or "" to empty it')
_MOMENT: Final = (
    _maybe(_is_moment),
    'a day (2027-06-16), a wall time (2027-06-16T09:30:00) or a time with its offset, or "" to empty it',
)
_MODES: Final = tuple(one.value for one in Mode)
_STATES: Final = tuple(one.value for one in Status)

FIELDS: Final[Mapping[str, tuple[_Test, str]]] = MappingProxyType(
    {
        "accessibility": _LINE,
        "audience": _LINES,
        "audience_groups": (_are_groups, "a list of slugs of catalogue/audiences.tsv"),
        "booking_url": _ADDRESS,
        "cpd": _LINE,
        "deadline": _MOMENT,
        "description": (lambda value: isinstance(value, str), "text or HTML"),
        "end": _MOMENT,
        "format": _LINE,
        "image": _ADDRESS,
        "language": _LINE,
        "mode": (_among(*_MODES), f"one of {', '.join(_MODES)}"),
        "objectives": _LINES,
        "online_url": _ADDRESS,
        "organiser": _LINE,
        "place.address": _LINE,
        "place.force": _LINE,
        "place.name": _LINE,
        "place.postcode": _LINE,
        "place.region": _LINE,
        "place.town": _LINE,
        "price": _LINE,
        "series": _LINE,
        "start": (_is_moment, _MOMENT[1].removesuffix(', or "" to empty it')),
        "status": (_among(*_STATES), f"one of {', '.join(_STATES)}"),
        "title": (_is_title, "a line of text"),
        "url": (_is_address, "an address that begins with https://"),
    }
)
"""The fields that can be locked, with the test of a value and what it takes, in words."""


def value_fault(field: str, value: object) -> str:
    """What is wrong with a locked field or its value; "" when nothing is."""
    if field not in FIELDS:
        return f"`{field}` cannot be locked; write one of {', '.join(FIELDS)}"
    test, wanted = FIELDS[field]
    return "" if test(value) else f"`value` of {field} takes {wanted}"


def read_moment(value: object, zone: str | None) -> date | datetime | None:
    """A moment out of TOML's or JSON's own forms; None when it is none.

    Args:
        value: A day, a datetime, or ISO 8601 text of one.
        zone: IANA zone of the event; a wall time is put into it, and stays naive where none is known.
    """
    if isinstance(value, str):
        try:
            value = (datetime if len(value) > 10 else date).fromisoformat(value)
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return value if isinstance(value, date) else None
    if zone is None:
        return value
    home = ZoneInfo(zone)
    return value.astimezone(home) if value.tzinfo else value.replace(tzinfo=home)
