"""A Draft in; the place, the attendance mode and the online address out. A mode is read, never assumed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from catalogue.draft import Draft
from catalogue.listing import Mode, Place
from pipelines import gazetteer
from pipelines.locate import Spot, locate
from pipelines.prose import plain, strip_controls
from pipelines.vocabulary import fold, tidy

_LIMIT = 500
_TEXT_LIMIT = 6000

_OVERSEAS = tuple("America/ US/ Canada/ Asia/ Australia/ Pacific/ Africa/ Antarctica/".split())
_IDENTIFIERS = {
    "onlineeventattendancemode": Mode.ONLINE,
    "mixedeventattendancemode": Mode.HYBRID,
    "offlineeventattendancemode": Mode.IN_PERSON,
    "online": Mode.ONLINE,
    "virtual": Mode.ONLINE,
    "mixed": Mode.HYBRID,
    "hybrid": Mode.HYBRID,
    "offline": Mode.IN_PERSON,
    "in-person": Mode.IN_PERSON,
    "in person": Mode.IN_PERSON,
    "virtuallocation": Mode.ONLINE,
    "blended": Mode.HYBRID,
    "onsite": Mode.IN_PERSON,
}
_ONLINE_WORD = (
    r"(?:online|on-line|virtual(?:ly)?|webinars?|webcasts?|zoom|(?:ms|microsoft) teams|teams(?= meeting| call| live|$"
    r"|[ ]*[).,;/])|live[- ]?stream(?:ed|ing)?|live stream|google meet|webex|gotowebinar|web conference"
    r"|video ?conference|remote(?:ly)?|youtube|via teams|on teams|cyberspace|ar-lein|facebook live)"
)
_ONLINE = re.compile(rf"\b{_ONLINE_WORD}\b", re.IGNORECASE)
_HYBRID = re.compile(
    r"\b(?:in the room|at the venue|in the hall) (?:and|or) online\b|\bhybrid\b(?! warfare| threat| working| war\b)"
    r"|\bin[- ]person (?:and|or|&|/|and/or) (?:online|virtual(?:ly)?"
    r"|via zoom|remotely)"
    r"|\b(?:online|virtual(?:ly)?|remotely) (?:and|or|&|/|and/or|as well as) (?:in[- ]person|face[- ]to[- ]face"
    r"|on[- ]site)\b"
    r"|\bboth (?:in[- ]person|online) and\b|\bblended event\b|\balso be (?:live[- ]?streamed|streamed"
    r"|available online|broadcast online)\b",
    re.IGNORECASE,
)
_IN_PERSON = re.compile(
    r"\bin[- ]person\b|\bface[- ]to[- ]face\b|\bon[- ]site\b|\bwyneb yn wyneb\b", re.IGNORECASE
)
# A sentence of the description that says where this event is held: "This webinar", "held online via Zoom".
_HELD_ONLINE = re.compile(
    r"\b(?:this|our|the|free) (?:[\w-]+ )?(?:webinar|webcast|online (?:event|seminar|course|workshop|conference"
    r"|session))\b"
    r"|\b(?:held|take place|takes place|taking place)\b[^!?;\n]{0,90}, online\b(?! at| form| booking)"
    r"|\b(?:held|take place|taking place|takes place|hosted|delivered|run|conducted|broadcast) (?:entirely |fully "
    r"|wholly )?"
    r"(?:online|virtually|remotely|(?:via|on|over|using|through) (?:zoom|(?:ms |microsoft )?teams|webex|google meet"
    r"|live ?stream))\b"
    r"|\bjoin (?:us )?(?:online|virtually|on zoom|via zoom|(?:on|via) (?:ms |microsoft )?teams)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\b(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+){0,3}\.(?:com|org|net|uk|us|gov|tv|ly)(?:/\S*)?(?!\w)",
    re.IGNORECASE,
)
_CONFERENCE = re.compile(
    r"zoom\.us|teams\.(?:microsoft|live)|meet\.google|webex\.com|gotomeeting|gotowebinar|youtube\.com|youtu\.be",
    re.IGNORECASE,
)
# Words that make what stands beside online words a place: "Library and online", not "Virtual Hearing".
_BUILDING = re.compile(
    r"\b(?:hall|centre|center|room|library|street|road|avenue|square|building|house|hotel|university|college|school"
    r"|chambers?|"
    r"offices?|church|campus|stadium|theatre|museum|institute|club|court|headquarters|hq|floor|park|academy|venue)\b",
    re.IGNORECASE,
)
# Residue of templates and words that keep the place open.
_UNKNOWN = re.compile(
    r"#_?[A-Z_{}]{4,}|\{\{.{0,60}\}\}|\[[a-z_-]{3,40}\]|%[a-z_]{3,40}%|\$\{.{0,40}\}|\b(?:(?:venue|location|place"
    r"|address|details)\s+)?(?:tb[acd]|to be (?:confirmed|announced|advised|decided|arranged)|various (?:venues"
    r"|dates)|location withheld|n/?a|not (?:specified|applicable|known)|see (?:website|description|details|below)"
    r"|details to follow|venue to follow|none|unknown|nearby|register to see address)\b",
    re.IGNORECASE,
)
_ROOM = re.compile(
    r"(?:(?:seminar|meeting|conference|committee|lecture|board|training) )?(?:room|suite|floor|level|unit)\b.{0,8}"
    r"|\d{1,2}(?:st|nd|rd|th) floor",
    re.IGNORECASE,
)
_MAP_LINK = re.compile(
    r"[\s,;|+(\[-]*\b(?:google maps?|(?:view|show|see|open)(?: (?:on|in))?(?: the| a| google)? maps?|get directions"
    r"|map it)[\s)\]]*(?=$|[,;])",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\([^)]{0,200}\)|\b(?:hosted|broadcast|streamed|live) from\b[^,;]{0,60}|\b(?:bst|gmt|utc|cet|est)\b|"
    r"\b(?:joining|link|details|instructions|log[- ]?in|access)\b.{0,80}|\bvia\b",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"\b(?:an?|the|this|is|and|or|only|event|live|meeting|call|platform|link|free|at|on|via|by|from|hybrid|in|person"
    r"|us|join|with|with|available|attendance|option|session|your|own|home|anywhere|of|for|to|will|be|sent|after"
    r"|registration|course|training|delivery|delivered|world|wide|worldwide|uk|based|gmt|bst|utc|interactive|seminar"
    r"|conference|workshop|classroom|group|reading|venue|location|address|place|app|microsoft|ms|chat|broadcast"
    r"|format|attend|joining)\b",
    re.IGNORECASE,
)
_ONLINE_TAIL = re.compile(
    rf"[\s,;/&+|-]*\b(?:(?:and|or|with|plus|as well as|join us|also|available|live|a|an|the|via|on"
    rf"|or join us on)\s+)*{_ONLINE_WORD}"
    rf"(?:\s+(?:attendance|option|event|available|only|access|participation|link|or online))*\b[\s,;/&+|.-]*",
    re.IGNORECASE,
)
_HYBRID_HEAD = re.compile(
    r"^\W*(?:hybrid(?: event| meeting| conference)?|in[- ]person(?: at)?)\s*[:–—-]*\s*(?:at )?",
    re.IGNORECASE,
)
_NATION_ALONE = frozenset(
    "uk|united kingdom|great britain|britain|scotland|england|wales|northern ireland|gb".split("|")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What the words of the place say before any table is asked."""

    mode: Mode
    text: str


def read_place(draft: Draft, zone: str | None = None) -> tuple[Place, Mode, str | None]:
    """Where the event is and how people attend.

    Args:
        draft: The event as found.
        zone: IANA zone of its times, where known: "Washington" in America/Detroit is no town of ours.

    Returns:
        The place (empty for an online event), the mode (`Mode.UNKNOWN` where no word tells), and the
        address to join online.
    """
    place, address = (_plain(text) for text in (draft.place, draft.address))
    joined = ", ".join(_distinct([place, address, _plain(draft.town), _plain(draft.postcode)]))
    words = _read_words(joined)
    is_overseas = (zone or "").startswith(_OVERSEAS)
    spot = locate(words.text, draft.organiser) if words.text and not is_overseas else Spot()
    mode = _mode(words, spot, draft)
    online = _online_url(draft)
    if mode is Mode.ONLINE or not words.text:
        return Place(), mode, online
    return _place(draft, spot, hybrid=mode is Mode.HYBRID), mode, online


def _plain(text: str) -> str:
    """Words of the place; template residue, "TBC" and the words of a map's link are no words."""
    words = tidy(strip_controls(plain(text[:_LIMIT])).replace("\n", ", "))
    words = _MAP_LINK.sub("", words)
    return _ADDRESS.sub(
        lambda match: "online" if _CONFERENCE.search(match[0]) else " ", words
    ).strip()


def _distinct(parts: list[str]) -> list[str]:
    """The parts that no longer part holds already: "Leeds" beside "Town Hall, Leeds"."""
    kept: list[str] = []
    for part in parts:
        if part and fold(part) not in fold(", ".join(kept)):
            kept.append(part)
    return kept


def _read_words(text: str) -> _Words:
    """The mode that the place words carry by themselves, and what is left to be looked up."""
    if not text:
        return _Words(mode=Mode.UNKNOWN, text="")
    online, hybrid = bool(_ONLINE.search(text)), bool(_HYBRID.search(text))
    body = _physical(text) if online or hybrid else text
    body = _trimmed(_UNKNOWN.sub(" ", body))
    rest = _FILLER.sub(" ", body) if online or hybrid else body
    rest = rest.strip(" ,.;:()-–—/&'!?" + ("0123456789" if online or hybrid else ""))
    if not rest or ((online or hybrid) and (_is_nowhere(rest) or gazetteer.country_of(rest))):
        return _Words(mode=Mode.ONLINE if online and not hybrid else Mode.UNKNOWN, text="")
    if hybrid or online:
        return _Words(mode=Mode.HYBRID, text=body)
    return _Words(mode=Mode.UNKNOWN, text=body)


def _physical(text: str) -> str:
    """What is left of mixed words when everything about the online side is cut."""
    body = _HYBRID_HEAD.sub("", _ASIDE.sub(" ", text))
    return _HYBRID_HEAD.sub("", _ONLINE_TAIL.sub(" , ", body)).strip(" ,;:()-–—/&")


def _trimmed(text: str) -> str:
    """Without signs at its ends, but for the bracket that closes one within: "Weir Street (rear door)"."""
    bare = text.strip(" ,;:()-–—")
    is_open = bare.count("(") > bare.count(")") and text.rstrip(" ,;:-–—").endswith(")")
    return f"{bare})" if is_open else bare


def _mode(words: _Words, spot: Spot, draft: Draft) -> Mode:
    """Words of the place come before the mark-up's mode, the title before the description."""
    said = _said(draft.mode)
    if words.mode is Mode.ONLINE:
        return Mode.HYBRID if said is Mode.HYBRID else Mode.ONLINE
    if words.mode is Mode.HYBRID:
        is_somewhere = spot.known or _BUILDING.search(words.text) or _HYBRID.search(draft.place)
        return Mode.HYBRID if is_somewhere or said is Mode.HYBRID else Mode.ONLINE
    if words.text and not _is_nowhere(words.text):
        return _with_place(said, draft)
    return said if said is not Mode.UNKNOWN else _by_prose(draft)


def _with_place(said: Mode, draft: Draft) -> Mode:
    """A printed place means in person, unless the page says that it is online too."""
    if said in {Mode.HYBRID, Mode.ONLINE} or _HYBRID.search(draft.title):
        return said if said is Mode.ONLINE else Mode.HYBRID
    return Mode.HYBRID if _HYBRID.search(_description(draft)) else Mode.IN_PERSON


def _said(mode: str) -> Mode:
    """The mode of mark-up or of words under a label such as "Format:"."""
    words = tidy(mode[:_LIMIT])
    name = re.split(r"[/#]", words)[-1].casefold()
    if name in _IDENTIFIERS:
        return _IDENTIFIERS[name]
    return _by_words(words)


def _by_words(words: str) -> Mode:
    online, here = bool(_ONLINE.search(words)), bool(_IN_PERSON.search(words))
    if _HYBRID.search(words) or (online and here):
        return Mode.HYBRID
    if online:
        return Mode.ONLINE
    return Mode.IN_PERSON if here else Mode.UNKNOWN


def _by_prose(draft: Draft) -> Mode:
    title = _by_words(draft.title[:_LIMIT])
    if title is not Mode.UNKNOWN and not _about_online(draft.title):
        return title
    text = _description(draft)
    if _HYBRID.search(text):
        return Mode.HYBRID
    return Mode.ONLINE if _HELD_ONLINE.search(text) else Mode.UNKNOWN


def _about_online(title: str) -> bool:
    """Whether "online" in a title is its subject: "Online harms", "Tackling online abuse"."""
    marks = re.search(
        r"\bwebinar\b|[(\[|:–—-]\s*(?:online|virtual)\b|\b(?:online|virtual)\s*(?:event|seminar|conference|workshop"
        r"|course|training|briefing|[)\]|:–—-]|$)",
        title,
        re.IGNORECASE,
    )
    return marks is None


def _description(draft: Draft) -> str:
    return " ".join(plain(draft.description[:_TEXT_LIMIT]).split())


def _is_nowhere(text: str) -> bool:
    return fold(text) in _NATION_ALONE


def _online_url(draft: Draft) -> str | None:
    links = (link for link in _ADDRESS.findall(draft.place[:_LIMIT]) if _CONFERENCE.search(link))
    url = draft.online_url.strip() or next(links, "")
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def _place(draft: Draft, spot: Spot, *, hybrid: bool) -> Place:
    name, address = _plain(draft.place), _plain(draft.address)
    if hybrid:
        name = _physical(name)
    name, address = (_trimmed(_UNKNOWN.sub(" ", text)) for text in (name, address))
    if "," in name:
        name, address = (_alone(name, address), address) if address else _parted(name)
    town = spot.town.name if spot.town else None
    return Place(
        name=name or None,
        address=address or None,
        town=town or _printed_town(draft),
        postcode=spot.postcode or (_plain(draft.postcode) or None),
        region=spot.region,
        force=gazetteer.forces()[spot.force].name if spot.force else None,
    )


def _alone(name: str, address: str) -> str:
    """A name without the last parts that the address says again: "Guild Hall, Derby" beside "4 Church Row, Derby"."""
    said = set(fold(address).split())
    parts = name.split(",")
    while len(parts) > 1 and said.issuperset(fold(parts[-1]).split()):
        parts.pop()
    return ",".join(parts)


def _parted(words: str) -> tuple[str, str]:
    """(name, address) of a place in one line; a room alone is no name: "Room 12, Mariners Hall" stays together."""
    parts = [part.strip() for part in words.split(",")]
    at = 2 if _ROOM.fullmatch(parts[0]) and len(parts) > 1 and not parts[1][:1].isdigit() else 1
    return ", ".join(parts[:at]), ", ".join(part for part in parts[at:] if part)


def _printed_town(draft: Draft) -> str | None:
    """The town of mark-up, which the tables need not know."""
    town = _plain(draft.town)
    return town if town and not _UNKNOWN.search(town) else None
