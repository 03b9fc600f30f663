"""The words behind a name in; the first present post and its organisation out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipelines.names import vocabulary
from pipelines.vocabulary import fold, read_rows, read_table, split_cell, words_of

_SEPARATORS = re.compile(r"\s+[-–—|·•]+\s+|\s*[|·•\t]\s*|,\s+|\s*;\s*|\s+@\s+")
_TENURE = re.compile(
    r"\s*\((?:\d{4}\s*[-–]\s*(?:\d{4}|present|)|until \d{4}|since \d{4})\)|\s*\(\d{4}\)|,?\s+(?:since|from) \d{4}\b"
    r"|,?\s+(?:for|with) (?:over |more than )?\d{1,2}\+? years(?: of)?(?: service| experience)?\b",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"^[\s,;:|·•–—-]*(?:(?:who )?(?:is|was|will be|has been)(?: currently| now)?(?: the| an?)? |@ |who |an? "
    r"|the (?=[a-z]))?",
    re.IGNORECASE,
)
# "... and has worked in prisons for 20 years", ". She also ..."
_SECOND_CLAUSE = re.compile(
    r"\s+and (?:has|have|is|was|had|he|she|they)\b.*$|\.\s+(?:She|He|They|Her|His|Their|In|Prior|Before)\b.*$",
    re.DOTALL,
)
# What somebody comes for, or did, is no post: "Ana Petrov for an evening talk", "... joined Harrow Trust in 2019".
_NO_POST = re.compile(
    r"(?:for|to|on|about|as) (?=an?\b|the [a-z]|[a-z]+ing\b)"
    r"|(?:joined|has|had|spent|served|worked|began|started|holds|studied|trained|graduated|completed|received|wrote)\b"
)
_FORMER = re.compile(
    r"^(?:a )?(?:former(?:ly)?|ex-|previously|past|late|most recently)\b", re.IGNORECASE
)
_NOW = re.compile(r"^(?:now|currently|and now|and is now)\s+(?:the |an? )?", re.IGNORECASE)
_AT = re.compile(
    r"(?<!\bCourt)\s+(?:at|with|from|within)\s+(?:the\s+)?(?=[A-Z0-9\"'“])"
    r"|^(?:at|with|from|of|for|on behalf of)\s+(?:the\s+)?(?=[A-Z0-9])"
)
_OF = re.compile(r"\s+(?:of|for|to)\s+(?:(the)\s+)?(?=[A-Z0-9])")
_UNIT_START = re.compile(
    r"^(?:the )?(?:school|department|dept|faculty|centre|center|institute|college|division|office) (?:of|for|in)\b",
    re.IGNORECASE,
)
_BODY_STARTS = frozenset(("hmp", "hm", "nhs", "university", "universität", "université"))
_POST_END = re.compile(r"\s+(?:of|for|at|in|on|to|with|from)\s+|[,(]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post and the organisation it belongs to, as printed."""

    role: str | None = None
    organisation: str | None = None


@cache
def _organisations() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Folded names, acronyms with their case, and folded names that are words of the language too."""
    whole = read_table("organisations.toml")
    table = whole["organisations"]
    words = words_of(whole["ambiguous"], "labels", "organisations.toml")
    forms = [form for label in table for form in (label, *table[label])]
    for row in read_rows("forces.tsv"):
        forms += [row["name"], *split_cell(row["aliases"])]
    acronyms = {form for form in forms if len(form) <= 4 and form.isupper()}
    names = frozenset(fold(form) for form in forms if form not in acronyms)
    return names, frozenset(acronyms), frozenset(fold(word) for word in words)


@cache
def _teams() -> frozenset[str]:
    """Parts of a force that are printed with the post."""
    return frozenset(words_of(read_table("roles.toml"), "teams", "roles.toml"))


def is_known(text: str) -> bool:
    """Whether a name stands in the list of organisations."""
    names, acronyms, _ = _organisations()
    words = text.strip(" .,")
    return (
        words in acronyms
        or fold(words) in names
        or fold(re.sub(r"^the ", "", words, flags=re.IGNORECASE)) in names
    )


def is_body(text: str) -> bool:
    """Whether a text names an organisation: by the list, or by a word such as University or Council."""
    if is_known(text):
        return True
    words = fold(text).split()
    if not words or (not text.strip()[:1].isupper() and not text.strip()[:1].isdigit()):
        return False
    bodies = vocabulary().bodies
    if len(words) == 1 or (is_post(text) and not _UNIT_START.match(text)):
        return False
    inner = any(word in bodies and word not in _teams() for word in words[:-1])
    return words[-1] in bodies or words[0] in _BODY_STARTS or inner or bool(_UNIT_START.match(text))


def is_post(text: str) -> bool:
    """Whether a text begins with a post: its words before "of", "for", "at" or a comma end in one."""
    body = _FORMER.sub("", text.strip()).strip()
    first = _POST_END.split(body, maxsplit=1)[0]
    words = fold(first).split()
    if not words or len(words) > 8:
        return False
    return (
        " ".join(words) in vocabulary().roles
        or words[-1] in vocabulary().heads
        or "-".join(words[-2:]) in vocabulary().heads
    )


def read_post(text: str) -> Post:
    """The first present post of the words behind a name.

    Args:
        text: What stands behind the name, separators included, brackets of the event taken out; several lines
            joined by commas.
    """
    words = _SECOND_CLAUSE.sub("", text[:600])
    words = _TENURE.sub("", _LEAD_IN.sub("", words)).strip(" ,;:.|–—-")
    if not words or _NO_POST.match(words):
        return Post()
    if (inside := re.fullmatch(r"\(([^()]{2,200})\)", words)) and (
        is_post(inside[1]) or inside[1][0].islower()
    ):
        words = inside[1]
    words, bracket = _bracketed(words)
    first, second = _posts(words)
    post = _read_one(first)
    if second and not _FORMER.match(second):
        post = _with_second(first, post, _read_one(_NOW.sub("", second)))
    if bracket and post.organisation is None:
        post = Post(role=post.role, organisation=bracket)
    return post


def _with_second(words: str, first: Post, second: Post) -> Post:
    """The present one of two posts; a first post without a body of its own takes that of the second.

    "Director, Organised Crime and Senior Fellow, Gangs at X": what stands behind the first comma is no body.
    """
    if _FORMER.match(words):
        return second
    if (
        second.organisation
        and "," in words
        and not (first.organisation and is_body(first.organisation))
    ):
        return Post(role=words.strip(" ,"), organisation=second.organisation)
    return Post(role=first.role, organisation=first.organisation or second.organisation)


def _bracketed(words: str) -> tuple[str, str | None]:
    """The words without a bracket that names a body: "(Keele University)", "Editor (Police Weekly)"."""
    match = re.search(r"\s*\(([^()]{2,120})\)\s*$", words) or re.match(
        r"^\(([^()]{2,120})\)[\s,]*", words
    )
    if not match:
        return words, None
    inside = match[1].strip()
    rest = (words[: match.start()] + " " + words[match.end() :]).strip(" ,;")
    if not rest or match.start() == 0 or is_body(inside):
        return rest, inside
    return words, None


def _posts(words: str) -> tuple[str, str]:
    """The first post and what follows it: posts are joined by "and", ";" or ", now"."""
    for match in re.finditer(
        r"\s*;\s*|\s+(?:and|&)\s+|,\s+(?:and\s+)?(?=now\b|currently\b|former(?:ly)?\b)", words
    ):
        before, after = words[: match.start()], words[match.end() :]
        nearest = re.split(r"\s+(?:and|&)\s+", _NOW.sub("", after), maxsplit=1)[0]
        if not before.strip() or not (is_post(nearest) or _FORMER.match(after)):
            continue
        joins = match.group().strip() in {"and", "&"}
        # "Director and Fellow at X", "trainer and consultant": one post in two words, unless the first has a body.
        if joins and not _FORMER.match(after) and (_is_plain(before) or not is_post(before)):
            continue
        return before.strip(" ,"), after.strip()
    return words, ""


def _is_plain(words: str) -> bool:
    """Whether words are posts alone, without body or subject: "writer, broadcaster"."""
    parts = words.split(", ")
    return all(is_post(part) and not _POST_END.search(part) for part in parts)


def _read_one(words: str) -> Post:
    words = words.strip(" ,;.")
    if match := _AT.match(words):
        return Post(organisation=_joined(words[match.end() :]))
    at = next(
        (
            match
            for match in _AT.finditer(words)
            if match.start() and _is_place_of_work(words, match)
        ),
        None,
    )
    if at is not None:
        return _at_body(words[: at.start()], words[at.end() :])
    return _by_commas(words)


def _is_place_of_work(words: str, match: re.Match[str]) -> bool:
    """Whether an organisation follows: behind "at" always, behind "with" and "from" where a post stands before."""
    return match.group().strip().startswith("at") or is_post(words[: match.start()])


def _at_body(role: str, body: str) -> Post:
    """At "Director of the X Centre" + "Y" the unit belongs to the organisation."""
    inner = _of_body(role)
    if inner is not None:
        return Post(role=inner.role, organisation=f"{inner.organisation}, {_joined(body)}")
    return Post(role=role.strip(" ,") or None, organisation=_joined(body))


def _joined(body: str) -> str:
    """The organisation of the words after "at": units joined by "at" get a comma, a second post is cut."""
    parts = [part for part in re.split(r",\s+|\s+at\s+(?:the\s+)?", body.strip(" ,.;")) if part]
    kept = parts[:1]
    for part in parts[1:]:
        if is_post(part) and not is_body(part):
            break
        kept.append(part)
    return ", ".join(kept)


def _of_body(text: str) -> Post | None:
    """Post and body of "Chair of the Youth Justice Board"; None where "of" brings a subject ("Head of Policy")."""
    for match in _OF.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if (
            fold(text) in vocabulary().roles
            or not is_post(before)
            or _is_longer_role(text, match.start())
        ):
            continue
        is_for = match.group().split()[0] != "of"
        if _OF.search(before) or fold(after) in _organisations()[2]:
            continue
        owner = before.split()[-1].casefold() in vocabulary().owners
        if is_known(after) or (
            not is_for and (is_body(after) or owner or (match[1] and after[:1].isupper()))
        ):
            return Post(role=before.strip(" ,"), organisation=after.strip(" ,."))
    return None


def _is_longer_role(text: str, at: int) -> bool:
    """Whether a known post spans the place: "HM Inspector of Constabulary", "Chief of Police"."""
    words = fold(_FORMER.sub("", text)).split()
    before = len(fold(_FORMER.sub("", text[:at])).split())
    return any(
        " ".join(words[:length]) in vocabulary().roles
        for length in range(before + 2, len(words) + 1)
    )


def _by_commas(words: str) -> Post:
    parts = [part.strip() for part in _SEPARATORS.split(words) if part and part.strip()]
    if not parts:
        return Post()
    if len(parts) == 1:
        return _single(parts[0])
    if _is_plain(words):
        return Post(role=", ".join(parts))  # "writer, broadcaster and consultant"
    start = _body_start(parts)
    role, body = ", ".join(parts[:start]), ", ".join(parts[start:])
    if not role:
        return Post(organisation=body)
    inner = _of_body(role) if not body or is_body(role) else None
    if inner is not None:
        return Post(
            role=inner.role,
            organisation=", ".join(part for part in (inner.organisation, body) if part),
        )
    return Post(role=role, organisation=body or None)


def _single(part: str) -> Post:
    inner = _of_body(part)
    if inner is not None:
        return inner
    # Before the list: "Victims' Commissioner" is a post and an office.
    if is_post(part) or part[:1].islower():
        return Post(role=part)
    words = fold(part).split()
    named = is_known(part) or "police" in words
    is_team = not named and not _teams().isdisjoint(words[-1:])
    return Post(role=part) if is_team else Post(organisation=part)


def _body_start(parts: list[str]) -> int:
    """Index of the first part of the organisation; the parts before it are the post."""
    first = 1 if is_post(parts[0]) or not is_body(parts[0]) else 0
    rest = parts[first:]
    for index in range(len(rest) - 1):  # "Goldsmiths, University of London"
        if is_known(", ".join(rest[index:])):
            return first + index
    posts = [index for index, part in enumerate(rest) if is_post(part) and not is_body(part)]
    end = posts[0] if posts else len(rest)
    for index, part in enumerate(rest[:end]):
        if _is_start(part, is_last=index == end - 1):
            del parts[first + end :]
            return first + index
    del parts[first + end :]
    return first + end - 1 if end else len(parts)


def _is_start(part: str, *, is_last: bool) -> bool:
    """Whether the organisation may begin here; a team before its force belongs to the post."""
    if is_last:
        return is_body(part)
    words = fold(part).split()
    return is_body(part) and words[-1] not in _teams()
