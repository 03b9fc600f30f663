"""A finished document in; what is wrong with it out, so that a broken feed never replaces a good one."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import StringIO
from itertools import chain, takewhile
from types import MappingProxyType
from xml.parsers import expat

_ROOTS = {"rss": "rss", "atom": "http://www.w3.org/2005/Atom}feed", "opml": "opml"}
_CALENDAR = "BEGIN:VCALENDAR"
_PARAMETERS = r"(?:;[A-Z0-9-]+=(?:\"[^\"]*\"|[^\";:]*))*"
_HEAD = re.compile(rf"[A-Z0-9-]+{_PARAMETERS}")
_LINE = re.compile(rf"[A-Z0-9-]+{_PARAMETERS}:", re.DOTALL)
_ROOM = 75  # octets of a line (RFC 5545 3.1)
_CONTROL = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0D})
_ANY_CONTROL = bytes({*range(0x20), 0x7F})
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())
_REQUIRED = ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "LAST-MODIFIED", "SEQUENCE")
_EDGES = frozenset(("BEGIN", "END"))
_FORBIDDEN = frozenset(("METHOD", "UID"))  # of the calendar itself; see `feeds.ical`


class BrokenDocumentError(ValueError):
    """A format wrote something that its own check refuses."""


def check(ext: str, data: bytes) -> None:
    """Let a document pass.

    Raises:
        BrokenDocumentError: Something is wrong with it.
    """
    faults = findings(ext, data)
    if faults:
        raise BrokenDocumentError("; ".join(faults[:3]))


def controls(data: bytes) -> int:
    """How many octets are control characters, line ends among them: a value without any stays on its line."""
    return len(data) - len(data.translate(None, _ANY_CONTROL))


def is_xml_text(data: bytes) -> bool:
    """Whether XML 1.0 can carry every character of this UTF-8 as it stands; a no may be mistaken, a yes is not."""
    if len(data.translate(None, _CONTROL)) != len(data):
        return False
    return data.isascii() or not any(one in data for one in _NO_CHARACTERS)


def findings(ext: str, data: bytes) -> tuple[str, ...]:
    """Sentences about what is wrong; none when the document may be published."""
    if ext in _ROOTS:
        return _xml(data, _ROOTS[ext])
    return _CHECKS[ext](data)


def _xml(data: bytes, root: str) -> tuple[str, ...]:
    """Expat, because it builds no tree: this runs over all that is not known to be sound by its shape."""
    found: list[str] = []
    parser = expat.ParserCreate(namespace_separator="}")

    def first(name: str, attributes: object) -> None:  # noqa: ARG001 (expat's signature)
        found.append(name)
        parser.StartElementHandler = None

    parser.StartElementHandler = first
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        return (f"it is not well-formed XML: {error}",)
    return () if found == [root] else (f"its root is {found[0]!r}, not {root!r}",)


def _json(data: bytes, wanted: Sequence[str] = ("version", "title", "items")) -> tuple[str, ...]:
    try:
        document = json.loads(data)
    except ValueError as error:
        return (f"it is not JSON: {error}",)
    return tuple(f"it lacks {key}" for key in wanted if key not in document)


def _jsonld(data: bytes) -> tuple[str, ...]:
    return _json(data, ("@context", "@type", "dataFeedElement"))


def _ndjson(data: bytes) -> tuple[str, ...]:
    faults = (_json(line, ("id", "title")) for line in data.splitlines())
    return tuple(chain.from_iterable(faults))


def _csv(data: bytes) -> tuple[str, ...]:
    try:
        rows = list(csv.reader(StringIO(data.decode(), newline=""), strict=True))
    except (csv.Error, UnicodeDecodeError) as error:
        return (f"it is not CSV: {error}",)
    head, *others = rows or [[]]
    return (
        ("a row has other columns than the head",)
        if any(len(head) != len(row) for row in others)
        else ()
    )


def _ics(data: bytes) -> tuple[str, ...]:
    lines = data.split(b"\r\n")
    ends = len(lines) - 1
    if lines[-1] or (data.count(b"\n"), data.count(b"\r")) != (ends, ends):
        return ("a line does not end in CRLF",)
    if max(map(len, lines)) > _ROOM:
        return ("a line is longer than 75 octets",)
    try:
        text = data.replace(b"\r\n ", b"").decode()
    except UnicodeDecodeError as error:
        return (f"it is not UTF-8: {error}",)
    if len(data.translate(None, _CONTROL)) != len(data):
        return ("it holds a control character",)
    return tuple(_structure(text.split("\r\n")[:-1]))


def _structure(lines: Sequence[str]) -> Iterator[str]:
    """Faults of the components: lines, nesting, required properties, repeated identifiers."""
    names = [line.partition(":")[0] for line in lines]
    heads = Counter(names)
    if [line for line in lines if ":" not in line] or not all(map(_HEAD.fullmatch, heads)):
        # A quoted parameter may hold a colon: these few lines are looked at as a whole.
        yield from (f"not a content line: {line[:60]!r}" for line in lines if not _LINE.match(line))
    yield from _nesting([line for name, line in zip(names, lines, strict=True) if name in _EDGES])
    calendar = {line.partition(":")[0] for line in _own(lines)}
    yield from (f"the calendar has {name}" for name in _FORBIDDEN if name in calendar)
    uids = [line for name, line in zip(names, lines, strict=True) if name == "UID"]
    if len(set(uids)) < len(uids):
        yield f"{Counter(uids).most_common(1)[0][0].replace(':', ' ')} occurs twice"
    yield from _lacking(lines, heads)


def _lacking(lines: Sequence[str], heads: Counter[str]) -> Iterator[str]:
    """Required properties that fewer lines have than there are events."""
    names: Counter[str] = Counter()
    for head, count in heads.items():
        names[head.partition(";")[0]] += count
    names["DTSTART"] -= heads["TZOFFSETFROM"]  # each change of a zone has one
    events = lines.count("BEGIN:VEVENT")
    yield from (f"a VEVENT lacks {name}" for name in _REQUIRED if names[name] < events)


def _own(lines: Sequence[str]) -> Iterator[str]:
    """The lines of the calendar itself, which stand before its components."""
    return takewhile(lambda line: not line.startswith("BEGIN:V") or line == _CALENDAR, lines)


def _nesting(edges: Sequence[str]) -> Iterator[str]:
    open_: list[str] = []
    for edge in edges:
        begins, _, name = edge.partition(":")
        if begins == "BEGIN":
            open_.append(name)
        elif not open_ or open_.pop() != name:
            yield f"{edge} without its BEGIN"
    yield from (f"{name} is not closed" for name in open_)


_CHECKS: Mapping[str, Callable[[bytes], tuple[str, ...]]] = MappingProxyType(
    {"csv": _csv, "ics": _ics, "json": _json, "jsonld": _jsonld, "ndjson": _ndjson}
)
