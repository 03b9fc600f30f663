"""The beginning of a line in; title or rank, name and honours, and the words after them, out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from pipelines.vocabulary import fold, read_table, words_of

MOST = 6
"""Words of the longest name: "Maria de la Cruz van Dijk"."""

_TITLE_LISTS = ("titles", "ranks", "prefixes", "letters")
_ROLE_LISTS = ("heads", "bodies", "roles", "not_person")
_NAME_LISTS = (
    "particles",
    "openers",
    "family",
    "given",
    "owners",
    "qualifiers",
    "subjects",
    "headings",
)
PEERS = frozenset(
    ("lord", "lady", "baroness", "baron", "viscount", "viscountess", "countess", "earl")
)
_WORD = re.compile(r"[^\W\d_][\w'’.\-]*")
_MEMBER = re.compile(r"MP|MSP|MS|MLA|MEP|TD|AM")
_NICKNAME = re.compile(r"[\"“‘'][\w-]{2,20}[\"”’']")
# "Baroness Newcombe of Peckham": letters such as "KC" are no part of the place.
_SEAT = re.compile(r"\s+of(?:\s+(?:the|upon|in|and)(?=\s+[A-Z])|\s+[A-Z][a-z][\w'’-]*){1,5}")
_TOKEN = re.compile(r"\S+")
_BRACKET = re.compile(r"\([^()]{1,40}\)(?=\s)")
_ENDS = frozenset("-–—|·•@/:")
_DOTS = re.compile(r"[.\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A name with what stands before and behind it; `rest` is what follows, separators included."""

    name: str
    title: str | None
    honours: tuple[str, ...]
    rest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The vocabulary of names. Forms of at most four capitals are compared with their case."""

    before: frozenset[str]
    exact_before: frozenset[str]
    prefixes: frozenset[str]
    slashes: frozenset[str]
    letters: frozenset[str]
    heads: frozenset[str]
    bodies: frozenset[str]
    roles: frozenset[str]
    nobody: frozenset[str]
    particles: frozenset[str]
    openers: frozenset[str]
    family: frozenset[str]
    given: frozenset[str]
    owners: frozenset[str]
    qualifiers: frozenset[str]
    subjects: frozenset[str]
    headings: frozenset[str]
    longest: int


@cache
def vocabulary() -> _Words:
    """The words that names are told by.

    Raises:
        SettingError: A list is missing.
    """
    titles = {key: words_of(read_table("titles.toml"), key, "titles.toml") for key in _TITLE_LISTS}
    roles = {key: words_of(read_table("roles.toml"), key, "roles.toml") for key in _ROLE_LISTS}
    names = {
        key: frozenset(words_of(read_table("names.toml"), key, "names.toml")) for key in _NAME_LISTS
    }
    before = [*titles["titles"], *titles["ranks"], *titles["prefixes"]]
    alone = {_flat(word) for word in (*titles["titles"], *titles["ranks"])}
    return _Words(
        before=frozenset(_flat(word) for word in before if not _is_short(word)),
        exact_before=frozenset(word for word in before if _is_short(word)),
        prefixes=frozenset(_flat(word) for word in titles["prefixes"]) - alone,
        slashes=frozenset(word.rstrip("/") for word in titles["prefixes"] if word.endswith("/")),
        letters=frozenset(_DOTS.sub("", word) for word in titles["letters"]),
        heads=frozenset(roles["heads"]),
        bodies=frozenset(roles["bodies"]),
        roles=frozenset(fold(word) for word in roles["roles"]),
        nobody=frozenset(fold(word) for word in roles["not_person"]),
        longest=max(len(word.split()) for word in before),
        **names,
    )


def _is_short(word: str) -> bool:
    return len(word) <= 4 and word.isupper()


def _flat(word: str) -> str:
    return word.casefold().rstrip(".").replace("’", "").replace("'", "")


def is_title(phrase: str) -> bool:
    """Whether words are one title, rank or prefix of a rank: "Det Ch Insp", "T/ACC", "The Rt Hon"."""
    words = vocabulary()
    if phrase in words.exact_before or (not _is_short(phrase) and _flat(phrase) in words.before):
        return True
    first, slash, rest = phrase.partition("/")
    return bool(slash) and first in words.slashes and bool(rest) and is_title(rest)


def is_letters(word: str) -> bool:
    """Whether a word is letters after a name ("OBE", "Ph.D.")."""
    return _DOTS.sub("", word.strip(",;")) in vocabulary().letters


@lru_cache(maxsize=4096)
def read_head(text: str) -> Head | None:
    """The person that a text begins with.

    Args:
        text: One line without bullets and marks of the event.

    Returns:
        None where the text begins with anything but a name: a post, a body, a heading, a sentence. A single word is
        a name only behind a title.
    """
    tokens = list(_TOKEN.finditer(text[:400]))
    start = _title_end(text, tokens)
    # A title that is itself the last word is a family name: "Will Marshal", "Sam Judge".
    return _named(text, tokens, start) or (_named(text, tokens, start - 1) if start else None)


def _title_end(text: str, tokens: list[re.Match[str]]) -> int:
    """Number of tokens that are titles: they stack, left to right ("T/DAC Dr", "Canon Dr").

    What only stands before a rank ("Police", "Acting") is no title by itself.
    """
    at, ranked = 0, False
    while at < len(tokens):
        step = _one_title(text, tokens, at)
        if step == 0 and at > 0:
            step = _aside(text, tokens, at)
        if step == 0:
            break
        phrase = _flat(text[tokens[at].start() : tokens[at + step - 1].end()])
        ranked = ranked or phrase not in vocabulary().prefixes
        at += step
    return at if ranked else 0


def _aside(text: str, tokens: list[re.Match[str]], at: int) -> int:
    """Number of tokens of a collar number or a bracket behind a rank: "(Ret.)", "ACC (Serious Crime)"."""
    if tokens[at].group().isdigit():
        return 1
    bracket = _BRACKET.match(text, tokens[at].start())
    if not bracket:
        return 0
    return sum(1 for token in tokens[at:] if token.start() < bracket.end())


def _one_title(text: str, tokens: list[re.Match[str]], at: int) -> int:
    for length in range(min(vocabulary().longest, len(tokens) - at), 0, -1):
        phrase = text[tokens[at].start() : tokens[at + length - 1].end()]
        if not phrase.endswith(",") and is_title(phrase):
            return length
    return 0


def _named(text: str, tokens: list[re.Match[str]], first: int) -> Head | None:
    count = _name_length(tokens, first, titled=first > 0)
    words = [tokens[k].group().rstrip(",;:") for k in range(first, first + count)]
    title = text[tokens[0].start() : tokens[first - 1].end()] if first else None
    while len(words) > 1 and is_letters(words[-1]) and words[-1] not in vocabulary().particles:
        words.pop()
    if not words or not _is_name(words, titled=title is not None):
        return None
    end = tokens[first + len(words) - 1].end()
    honours, rest = read_honours(text[end - _marks(tokens[first + len(words) - 1].group()) :])
    if len(words) == 1 and is_title(words[0]):
        return None
    name, title = _with_peerage(words, title)
    if name != " ".join(words) and (seat := _SEAT.match(text, end)):
        name, (honours, rest) = name + seat[0], read_honours(text[seat.end() :])
    return Head(name=name, title=_without_number(title), honours=honours, rest=rest)


def _marks(token: str) -> int:
    return len(token) - len(token.rstrip(",;:"))


def _name_length(tokens: list[re.Match[str]], first: int, *, titled: bool) -> int:
    """Number of tokens from `first` that may belong to a name and its letters."""
    count = 0
    for token in tokens[first : first + MOST + 6]:
        word = token.group()
        bare = word.rstrip(",;:")
        if count and _NICKNAME.fullmatch(bare):
            count += 1
            continue
        if not _WORD.fullmatch(bare) or (
            not bare[0].isupper() and bare.casefold() not in vocabulary().particles
        ):
            break
        if (
            titled
            and count >= 2
            and fold(bare) in vocabulary().heads
            and fold(bare) not in vocabulary().family
        ):
            break
        count += 1
        if bare != word:
            break
    while count and not tokens[first + count - 1].group()[0].isupper():
        count -= 1
    return count


def _is_name(words: list[str], *, titled: bool) -> bool:
    known = vocabulary()
    folded = [part for word in words for part in fold(word).split()]
    if len(words) > MOST or not folded or (len(words) == 1 and not titled):
        return False
    if any(word.endswith(("'s", "’s")) for word in words):
        return False  # "St John's Hall"
    initials = "." in words[0]
    if (folded[0] in known.openers and not initials) or " ".join(
        folded
    ) in known.roles | known.nobody:
        return False
    if any(word in known.bodies for word in folded) or (
        not titled and (folded[0] in known.headings or not known.subjects.isdisjoint(folded))
    ):
        return False
    return _is_no_post(folded, titled=titled)


def _is_no_post(folded: list[str], *, titled: bool) -> bool:
    """Whether words of posts in a name are family or given names: "Malcolm Dean", not "Circuit Judge"."""
    known = vocabulary()
    posts = [word for word in folded if word in known.heads]
    if not posts:
        return titled or folded[0] not in known.qualifiers
    if len(posts) > 1 or len(folded) == 1:
        return False
    is_family = (
        folded[-1] in known.family and folded[0] not in known.qualifiers and len(folded) == 2
    )
    return is_family or folded[0] in known.given


def _with_peerage(words: list[str], title: str | None) -> tuple[str, str | None]:
    """Peers are one name, as in "Lord Ambleforth": the last of the titles goes with a single word or with "X of Y"."""
    name = " ".join(words)
    before, _, last = re.sub(r"^The ", "", title or "").rpartition(" ")
    if last.casefold() in PEERS and len(words) == 1:
        return f"{last} {name}", before or None
    return name, title


def _without_number(title: str | None) -> str | None:
    """The rank without a collar number: "PC 4821"."""
    return re.sub(r"\s+\d+\b", "", title) if title else None


def read_honours(rest: str) -> tuple[tuple[str, ...], str]:
    """Letters right behind the name, with blanks or commas between them, and what is left."""
    found: list[str] = []
    while match := re.match(
        r"[\s,]*([A-Za-z][\w.]*(?: \((?:Oxon|Cantab|Hons?)\))?)(?=[\s,;:()|]|$)", rest
    ):
        word = match[1].rstrip(",")
        if not is_letters(re.sub(r" \(\w+\)$", "", word)) or _begins_more(rest[match.end() :]):
            break
        found.append(word)
        rest = rest[match.end() :]
        if _MEMBER.fullmatch(word) and re.match(r"\s+for\s+[A-Z]", rest):
            rest = f", {word}{rest}"  # the seat is the post: "MP for Harrowgate South"
            break
    return tuple(found), rest


def _begins_more(rest: str) -> bool:
    """Whether letters are the beginning of a post: "PhD student", "MD of the Trust"; "MP for" ends the letters."""
    following = re.match(r"\s+([A-Za-z]+)", rest)
    if not following or following[1] == "for" or is_letters(following[1]):
        return False
    return following[1].casefold() in {"student", "candidate", "researcher", "of", "at"}
