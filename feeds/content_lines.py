"""Text and iCalendar components in; content lines as RFC 5545 3.1 wants them out, folded at 75 octets.

icalendar folds by characters and may cut between a backslash and its letter, which readers that unescape
before they unfold turn into other text; and it takes a backslash before a capital N for a line break.
"""

from __future__ import annotations

from icalendar import Component, vText

_ROOM = 75  # octets of a line without its CRLF (RFC 5545 3.1)
_BACKSLASH = 0x5C


class Text(vText):
    """A TEXT value that keeps every character, a backslash before a capital N among them."""

    def to_ical(self) -> bytes:
        """The value with backslash, semicolon, comma and line ends escaped."""
        return escape(self).encode("utf-8", errors="replace")


def escape(text: str) -> str:
    """The text as a TEXT value (RFC 5545 3.3.11): backslash, semicolon, comma and line ends escaped."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\n", "\\n")


def component_lines(component: Component) -> list[bytes]:
    """The content lines of a component, BEGIN and END included, each folded and ended by CRLF."""
    return [fold(line) for line in component.content_lines() if line]


def fold(line: str) -> bytes:
    """One line, cut into pieces of at most 75 octets, never inside a character or an escape."""
    raw = line.encode("utf-8", errors="replace")
    if len(raw) <= _ROOM:
        return raw + b"\r\n"
    ends, starts = raw[_ROOM - 1 :: _ROOM - 1], raw[_ROOM :: _ROOM - 1]
    if starts.isascii() and _BACKSLASH not in ends:  # any place will do: true of most
        pieces = [raw[at : at + _ROOM - 1] for at in range(_ROOM, len(raw), _ROOM - 1)]
        return b"\r\n ".join((raw[:_ROOM], *pieces)) + b"\r\n"
    return _folded(raw)


def _folded(raw: bytes) -> bytes:
    """The same for a line that not any place will do to cut."""
    pieces, at, room = [], 0, _ROOM
    while len(raw) - at > room:
        end = at + room
        if raw[end] & 0xC0 == 0x80 or raw[end - 1] == _BACKSLASH:
            end = _cut(raw, at, end)
        pieces.append(raw[at:end])
        at, room = end, _ROOM - 1
    pieces.append(raw[at:])
    return b"\r\n ".join(pieces) + b"\r\n"


def _cut(raw: bytes, at: int, end: int) -> int:
    """Where to cut at or before `end`."""
    while raw[end] & 0xC0 == 0x80:  # inside a UTF-8 sequence
        end -= 1
    slashes = end
    while slashes > at and raw[slashes - 1] == _BACKSLASH:
        slashes -= 1
    return end - (end - slashes) % 2
