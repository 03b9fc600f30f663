"""A finished document in; what is wrong with it out, so that a broken feed never replaces a good one."""

from __future__ import annotations

import json
import re

from lxml import etree

_ROOTS = {"rss": "rss", "atom": "{http://www.w3.org/2005/Atom}feed", "opml": "opml"}
_LINE = re.compile(r"[A-Z0-9-]+(?:;[A-Z0-9-]+=(?:\"[^\"]*\"|[^\";:]*))*:", re.DOTALL)
_CONTROL = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0D})
_REQUIRED = ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "LAST-MODIFIED", "SEQUENCE")
_FORBIDDEN = frozenset(("METHOD", "UID"))  # of the calendar itself; see `feeds.ical`


def findings(ext: str, data: bytes) -> tuple[str, ...]:
    """Sentences about what is wrong; none when the document may be published."""
    if ext in _ROOTS:
        return _xml(data, _ROOTS[ext])
    return _json(data) if ext == "json" else _ics(data)


def _xml(data: bytes, root: str) -> tuple[str, ...]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        found = etree.fromstring(data, parser).tag
    except etree.XMLSyntaxError as error:
        return (f"it is not well-formed XML: {error}",)
    return () if found == root else (f"its root is {found!r}, not {root!r}",)


def _json(data: bytes) -> tuple[str, ...]:
    try:
        document = json.loads(data)
    except ValueError as error:
        return (f"it is not JSON: {error}",)
    lacking = [key for key in ("version", "title", "items") if key not in document]
    return tuple(f"it lacks {key}" for key in lacking)


def _ics(data: bytes) -> tuple[str, ...]:
    ends = data.count(b"\r\n")
    if not data.endswith(b"\r\n") or (data.count(b"\n"), data.count(b"\r")) != (ends, ends):
        return ("a line does not end in CRLF",)
    lines = data.split(b"\r\n")
    if any(len(line) > 75 for line in lines):
        return ("a line is longer than 75 octets",)
    try:
        text = data.replace(b"\r\n ", b"").decode()
    except UnicodeDecodeError as error:
        return (f"it is not UTF-8: {error}",)
    if len(data.translate(None, _CONTROL)) != len(data):
        return ("it holds a control character",)
    return tuple(_structure(text.split("\r\n")[:-1]))


def _structure(lines: list[str]) -> list[str]:
    """Faults of the components: nesting, required properties, repeated identifiers."""
    found: list[str] = []
    open_: list[str] = []
    names: set[str] = set()
    uids: set[str] = set()
    for line in lines:
        name, _, value = line.partition(":")
        name = name.partition(";")[0]
        if not _LINE.match(line):
            found.append(f"not a content line: {line[:60]!r}")
        elif name == "BEGIN":
            open_.append(value)
            names = set()
        elif name == "END":
            found += _end(open_, value, names)
        elif open_ == ["VCALENDAR"] and name in _FORBIDDEN:
            found.append(f"the calendar has {name}")
        elif name == "UID" and value in uids:
            found.append(f"UID {value} occurs twice")
        else:
            names.add(name)
            uids |= {value} if name == "UID" else set()
    return found + [f"{name} is not closed" for name in open_]


def _end(open_: list[str], value: str, names: set[str]) -> list[str]:
    if not open_ or open_.pop() != value:
        return [f"END:{value} without its BEGIN"]
    if value != "VEVENT":
        return []
    return [f"a VEVENT lacks {name}" for name in _REQUIRED if name not in names]
