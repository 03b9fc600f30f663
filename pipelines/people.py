"""Lines about speakers in; people with title, honours, role, organisation and part at the event, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from catalogue.lines import texts_of
from catalogue.listing import Person, person_to_data
from pipelines.affiliation import is_body, is_known, is_post, read_post
from pipelines.names import PEERS, Head, is_title, read_head, read_honours, vocabulary
from pipelines.parts import Part, cut_suffix, read_heading, read_parts
from pipelines.speaker_line import prepared
from pipelines.vocabulary import fold

# Bounds of one list, so that a hostile page costs little; the longest of the sample pages names ten people.
_LINES, _LENGTH, _MOST, _CHARACTERS = 300, 400, 200, 30_000

_FAMILY_FIRST = re.compile(
    r"^((?:(?:Ó|O|Ní|Ni|Mac|Mc|[Vv]an|[Vv]on|[Dd]e) )?[A-ZÀ-Þ][\w'’-]+), "
    r"([A-Z][\w'’.-]+(?: [A-Z][\w'’.-]*)?)(?=\s*(?:\(|$|[-–—|]\s))"
)
# Marks between a subject or a body and the names behind it.
_WITH, _MARK, _COMMA = re.compile(" with "), re.compile(r":\s+|\s+[-–—|]\s+"), re.compile(r",\s+")
_ADDRESS = re.compile(
    r",\s*(?:\d{1,4}[A-Za-z]?\s+)?(?:[\w'’]+ ){1,3}"
    r"(?:Road|Street|Way|Lane|Square|Avenue|Hill|Terrace|Place|Walk)\s*(?:,|$)"
)
_JOINTS = re.compile(r"\s*;\s*(?:and\s+)?|,\s+(?:and|&)\s+|,\s+|\s+(?:and|&)\s+|\s+/\s+")


@dataclass(slots=True)
class _Entry:
    """One person while his lines are gathered."""

    head: Head
    rest: str
    part: Part | None
    lines: list[str]
    printed: list[str]


def read_people(lines: Sequence[str], chairs: Sequence[str] = ()) -> tuple[Person, ...]:
    """The people that lines of a speaker list name, each once.

    Args:
        lines: Lines as printed: one person a line, a person on several lines, or several in one.
        chairs: Lines under a chair's label: whoever is named there leads the event.

    Returns:
        People in the order of the lines; chairs that the lines do not name stand first. Nobody is made up: headings,
        programme lines, placeholders and organisations give nothing.
    """
    speaking = _read(lines)
    leading = [_leading(person) for person in _read(chairs)]
    if any(person.is_chair for person in leading):
        speaking = [_with_post(person) for person in speaking]
    by_name = {_key(person): person for person in leading}
    merged = [_led(person, by_name.pop(_key(person), None)) for person in speaking]
    return tuple([*by_name.values(), *merged][:_MOST])


def answer(row: dict[str, Any]) -> dict[str, Any]:
    """One line of `muster people --jsonl`: {id, lines} in, {id, people} out; other keys pass through.

    Raises:
        ReadError: `lines` is no list.
    """
    return {
        **{key: value for key, value in row.items() if key != "lines"},
        "people": [person_to_data(person) for person in read_people(texts_of(row, "lines"))],
    }


def _with_post(person: Person) -> Person:
    """Where a chair's label names the chair, the bare "A, Chair" of the list is a post: mark-up's jobTitle reads so."""
    match = re.search(r",\s*([\w-]{0,12}chair\w{0,7})$", person.text, re.IGNORECASE)
    if not person.is_chair or not match or person.role or person.organisation:
        return person
    return replace(person, role=match[1], event_role=None, is_chair=False)


def _leading(person: Person) -> Person:
    if person.is_chair:
        return person
    return replace(
        person,
        event_role=person.event_role or "chair",
        is_chair=person.event_role in {None, "chair"},
    )


def _led(person: Person, chair: Person | None) -> Person:
    if chair is None:
        return person
    return replace(
        person,
        is_chair=chair.is_chair,
        event_role=chair.event_role,
        role=person.role or chair.role,
        organisation=person.organisation or chair.organisation,
    )


def _key(person: Person) -> str:
    return fold(person.name)


def _read(lines: Sequence[str]) -> list[Person]:
    """The people of one list, without doubles: the fuller entry of a name stays."""
    found: dict[str, Person] = {}
    for entry in _entries(_bounded(lines)):
        person = _person(entry)
        known = found.get(_key(person))
        if known is None or (known.role is None and known.organisation is None):
            found[_key(person)] = person
    return list(found.values())


def _bounded(lines: Sequence[str]) -> list[str]:
    """The lines that are read, until so many characters are."""
    kept, left = [], _CHARACTERS
    for line in lines[:_LINES]:
        left -= min(len(line), _LENGTH)
        if left < 0:
            break
        kept.append(line)
    return kept


def _entries(printed: Sequence[str]) -> Iterator[_Entry]:
    """The people of the lines, each with all the lines that speak of him."""
    lines = [prepared(line[:_LENGTH]) for line in printed]
    current: list[_Entry] = []
    heading: Part | None = None
    for number, line in enumerate(lines):
        part = read_heading(line)
        if part is not None and (
            line.endswith(":") or len(current) != 1 or len(current[0].lines) > 1 or current[0].rest
        ):
            heading = part
            continue
        if not line or fold(line) in vocabulary().nobody:
            continue
        started = [] if _continues(current, line, lines[number + 1 :]) else _starts(line)
        if started:
            yield from current
            current = [
                replace(entry, part=entry.part or heading, printed=[printed[number].strip()])
                for entry in started
            ]
            heading = None if heading and heading.is_chair else heading
        elif len(current) == 1 and _is_affiliation(line):
            current[0].lines.append(line)
            current[0].printed.append(printed[number].strip())
    yield from current


def _continues(current: list[_Entry], line: str, following: list[str]) -> bool:
    """Whether a line goes on about the person before it, though it might be a name by its shape.

    A name-like line behind a post ("Director" / "Local Futures") is an organisation when the next line begins a person,
    or when nothing follows.
    """
    if len(current) != 1 or _announces(line):
        return False
    head = read_head(line)
    if is_known(line) or (head is None and (is_body(line) or is_post(line))):
        return True
    if head is None or head.title or head.honours or head.rest or len(current[0].lines) != 2:
        return False
    post = read_post(_affiliation(current[0]))
    lacks_body = not post.organisation or not is_body(post.organisation)
    done = _is_past(post.role) or read_heading(_affiliation(current[0])) is not None
    return lacks_body and not done and not (following and not _starts(following[0]))


def _announces(line: str) -> bool:
    """Whether a line opens with a part and a colon or a verb; "Chair, Harrow Trust" goes on about a person."""
    first = line.split(":")[0].split(" ")[0]
    return not first.endswith(",") and any(segment.part for segment in read_parts(line))


def _is_past(role: str | None) -> bool:
    return bool(role) and fold(role or "").startswith(("former", "retired", "ex "))


def _is_affiliation(line: str) -> bool:
    """Whether a line can speak of a person: short, and no sentence."""
    return len(line) <= 160 and not line.endswith(("?", "!")) and len(line.split()) <= 20


def _starts(line: str) -> list[_Entry]:
    """The people with whom one line begins; none where it names nobody."""
    found = []
    for segment in read_parts(line):
        if (names := _bare_names(segment.text)) is not None:
            found += [
                _Entry(head=head, rest="", part=segment.part, lines=[line], printed=[])
                for head in names
            ]
            continue
        for chunk in _chunks(_without_topic(segment.text)):
            entry = _entry(chunk, segment.part, line)
            if entry is not None:
                found.append(entry)
    return found


def _bare_names(line: str) -> list[Head] | None:
    """The people of a line that is nothing but three names or more: "A, B and C"."""
    parts = re.split(r",\s+(?:and\s+)?|\s+(?:and|&)\s+", line.rstrip("."))
    if len(parts) < 3 or len(parts) > 40:
        return None
    heads = [None if is_known(part) or is_body(part) else read_head(part) for part in parts]
    names = [
        head for head in heads if head is not None and not head.rest.strip() and " " in head.name
    ]
    return names if len(names) == len(parts) else None


def _entry(chunk: str, part: Part | None, line: str) -> _Entry | None:
    chunk, suffix = cut_suffix(chunk)
    chunk = _FAMILY_FIRST.sub(_turned, chunk)
    head = read_head(chunk) or _behind_post(chunk) or _behind_body(chunk) or _behind_comma(chunk)
    if head is None or _goes_on(head):
        return None
    rest = "" if _is_subject(head.rest) else head.rest
    return _Entry(head=head, rest=rest, part=suffix or part, lines=[line], printed=[])


def _without_topic(text: str) -> str:
    """The names behind a subject: "Harm online with Ana Petrov (Harrow Trust) and B", "County lines – DI Bell"."""
    if read_head(text) is not None:
        return text
    for mark in (_WITH, _MARK, _COMMA):
        before, _, after = _split(mark, text)
        belongs = mark is not _WITH and (is_body(before) or is_post(before))
        head = read_head(after) if after and not belongs else None
        if head and (_is_titled(head) or (mark is _WITH and head.rest.startswith(" ("))):
            return after
    return text


def _split(mark: re.Pattern[str], text: str) -> tuple[str, str, str]:
    """The text before the first such mark, the mark, and the text behind it."""
    found = mark.search(text)
    return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")


def _goes_on(head: Head) -> bool:
    """Whether an untitled "name" is the beginning of a longer one ("Friends of Kent"), of an address, or a body's."""
    if _is_titled(head):
        return False
    if is_known(head.name) or _ADDRESS.match(head.rest):
        return True
    match = re.match(r"\s+(for|of|to|on|in)\s+(?:the\s+)?(.+)", head.rest)
    return match is not None and (match[1] != "of" or not is_body(match[2]))


def _is_subject(rest: str) -> bool:
    """Whether what follows the name and a colon is what he speaks about, no post or body."""
    words = rest.lstrip(": ")
    return rest.startswith(":") and not (is_post(words) or is_body(words.split(",")[0]))


def _is_titled(head: Head) -> bool:
    """Whether a title, letters or a peerage say that a name is a person's."""
    return bool(head.title or head.honours or head.name.split()[0].casefold() in PEERS)


def _turned(match: re.Match[str]) -> str:
    """The name "Lopez, Marisol" turned round, unless either is a post or a body."""
    family, given = match[1], match[2]
    if is_title(family) or any(is_post(text) or is_body(text) for text in (family, given)):
        return match[0]
    return f"{given} {family}"


def _behind_post(chunk: str) -> Head | None:
    """A name at the end of a post: "Deputy Mayor for Policing Katie Alderton"."""
    words = chunk.split()
    for length in (2, 3):
        before, after = words[:-length], " ".join(words[-length:])
        if (
            len(before) >= 2
            and is_post(" ".join(before))
            and "," not in chunk
            and (head := read_head(after))
        ):
            post = " ".join(before).rpartition(" is ")[2]  # "Our speaker is the author Ann Lowe"
            return replace(head, rest=", " + post) if not head.rest else None
    return None


def _behind_comma(chunk: str) -> Head | None:
    """A name behind a post with its body and a comma: "Head of Research at Harrow Trust, Ana Petrov"."""
    before, _, after = chunk.rpartition(", ")
    head = read_head(after) if is_post(before) and not is_body(after) else None
    if head is None or head.rest or not (_is_titled(head) or read_post(before).organisation):
        return None
    return replace(head, rest=", " + before)


def _behind_body(chunk: str) -> Head | None:
    """A name behind its organisation: "Fraud Team, Kent Police: DI Lyn Overy", "Harrow Trust – Ana Petrov, CEO"."""
    before, mark, after = _split(_MARK, chunk)
    if not mark or not (is_body(before) or is_body(before.rpartition(", ")[2])):
        return None
    head = read_head(after)
    return replace(head, rest=f"{head.rest}, {before}") if head else None


def _chunks(text: str) -> Iterator[str]:
    """The parts of a line, one for each person: cut where a new name certainly begins."""
    start = 0
    for joint in _JOINTS.finditer(text):
        if joint.start() > start and _begins_person(
            text[start : joint.start()], joint.group().strip(), text[joint.end() :]
        ):
            yield text[start : joint.start()]
            start = joint.end()
    yield text[start:].strip(" .;,")


def _begins_person(before: str, joint: str, after: str) -> bool:
    """Whether a new person begins behind a joint; in doubt the words belong to the person before.

    Commas and "and" stand inside units, bodies and posts too: there a title, or a bracket, post or "of X" right
    behind the name must tell.
    """
    head = read_head(after)
    if (
        head is None
        or read_head(before) is None
        or is_known(after.split(",")[0].split("(")[0])
        or is_post(after)
    ):
        return False
    if joint.startswith(";") or joint == "/":
        return True
    rest = head.rest.strip()
    titled = (
        bool(head.title) and " " in head.name
    )  # "Centre for Crime and Justice Studies" names no judge
    telling = titled or rest.startswith("(") or bool(re.match(r",?\s*(?:who|from|of)\b", rest))
    if before.rstrip().endswith(")"):
        return telling or _post_follows(rest) or not rest
    alone = (
        joint.endswith(("&", "and"))
        and not (read_head(before) or head).rest.strip()
        and not is_body(head.name)
    )
    if joint in {"&", "and"}:
        return titled or alone or rest.startswith("from ") or _post_follows(rest)
    return telling or alone or _post_follows(rest)


def _post_follows(rest: str) -> bool:
    return rest.startswith((",", "–", "-", "|")) and is_post(rest.strip(" ,–-|"))


def _affiliation(entry: _Entry) -> str:
    return ", ".join(part for part in (entry.rest.strip(" ,"), *entry.lines[1:]) if part)


def _person(entry: _Entry) -> Person:
    words = _affiliation(entry)
    letters, words = ((), words) if is_post(words.lstrip(", ")) else read_honours(words)
    part = read_heading(words)
    if part is not None:
        words = ""
    else:
        words, part = cut_suffix(", " + words)
    part = part or entry.part
    post = read_post(words)
    return Person(
        name=entry.head.name,
        honours=entry.head.honours + letters,
        rank_or_title=entry.head.title,
        role=post.role,
        organisation=post.organisation,
        event_role=part.slug if part else None,
        is_chair=bool(part and part.is_chair),
        text="\n".join(entry.printed),
    )
