"""A line of words → does it name a person? By shape only; who it is, `pipelines.people` reads."""

from __future__ import annotations

import re

from spiders.reading.vocabulary import Vocabulary

_RANK = re.compile(
    r"(?i)^(?:professors?|prof|dr|sir|dame|lord|lady|baroness|baron|rt|hon|right|honourable|mr|mrs|ms|miss|mx|cllr"
    r"|councillor|rev|revd|reverend|judge|justice|emeritus|associate|assistant|deputy|acting|temporary|detective"
    r"|chief|constable|superintendent|supt|inspector|insp|sergeant|sgt|commander|commissioner|pc|dc|ds|di|dci|dcs|acc"
    r"|dcc|cc|colonel|col|major|captain|capt|general|ambassador|senator|bishop|imam|rabbi)\.?,?$"
)
_HONOUR = re.compile(
    r"^\(?(?:OBE|CBE|MBE|KBE|DBE|QPM|KPM|KC|QC|MP|MSP|MS|AM|MLA|PhD|FRSA|CB|KCB|DL|JP|FRS|FBA|CMG|BEM|QFSM|TD|DPhil"
    r"|LLB|LLM|MA|MSc|BA|BSc|MBA|FAcSS|SFHEA|FHEA|he/him|she/her|they/them)\)?[.,]?$"
)
_PARTICLE = frozenset(
    {"de", "van", "von", "der", "den", "la", "le", "bin", "ibn", "al", "ap", "du", "da", "di", "y"}
)
_PEERS = frozenset({"lord", "lady", "baroness", "baron", "viscount", "earl"})
"""Their names go on with a place: "Baroness Ode of Harrow"."""
_NOT_NAME = frozenset(
    """and the of for to in on at with our your this all more read view book register event conference seminar
    webinar workshop session day online key panel discussion questions coffee lunch networking registration
    crime justice criminal research street road north south east west closing opening welcome remarks
    introduction plenary keynote lecture address break tea free full new next latest part time date venue chair
    speaker programme agenda annual national international refreshments drinks reception how what why when where
    building digital social public policy policing community safety serious violence further information
    location price cost meeting follow share contact about past upcoming learning objectives outcomes audience
    add calendar""".split()
)
_CHAIR_LEAD = re.compile(
    r"(?i)^\s?(?:event |session |panel |conference |co-)?(?:chair(?:ed)?(?: by)?|moderator|moderated by"
    r"|keynote(?: speaker)?|speakers?|panellists?|facilitator)\s?[:–-]\s?"
)
_HEAD = re.compile(
    r"\s?(?:,|;|\s[–—|-]\s|:|\(|–|—|\s(?=is (?:an?|the)\b)|\s(?=from (?:the )?[A-Z]))"
)
_NEXT = re.compile(r";(?: and )?|, (?:and|&) ")
"""What parts persons who are told with their posts: "A, Director, X; B, Director, Y, and C, Z"."""
_SEPARATOR = re.compile(r"[()\[\]]|;|, (?:(?:and|&) )?| and | & ")


def is_name(text: str, words: Vocabulary) -> bool:
    """Whether the words are a person's name with ranks and honours, and nothing else."""
    tokens = text.replace("’", "'").split()
    if not 1 < len(tokens) <= 9:
        return False
    if tokens[0].lower() in _PEERS and "of" in tokens[2:]:
        del tokens[tokens.index("of") :]
    marks = 0
    while tokens and _RANK.match(tokens[0]):
        tokens.pop(0)
        marks += 1
    while tokens and _HONOUR.match(tokens[-1]):
        tokens.pop()
        marks += 1
    if not tokens or len(tokens) > 4 or (len(tokens) == 1 and not marks):
        return False
    return all(_name_word(token, words) for token in tokens)


def names_person(line: str, words: Vocabulary) -> bool:
    """Whether a line begins with a person's name ("Dr A Byrne, Director, Example Trust")."""
    bare = _CHAIR_LEAD.sub("", line, count=1).strip(" .;,")
    cut = _HEAD.search(bare)
    return bool(bare) and len(bare) < 1200 and is_name(bare[: cut.start()] if cut else bare, words)


def tells_affiliation(line: str, words: Vocabulary) -> bool:
    """Whether a line holds a word of a role or an organisation."""
    found = re.findall(r"[^\W\d_]+", line.lower())[:16]
    return any(word in words.role or word in words.organisation for word in found)


def persons_in(line: str, words: Vocabulary) -> tuple[str, ...]:
    """The persons of a line that names one or several ("A (X), B (Y) and C"), one line each."""
    parts = _split(line)
    heads = [part.split("(")[0].strip() for part in parts]
    several = len(parts) > 2 or line.count("(") > 1 or " and " in line or " & " in line
    if len(parts) > 1 and several and len(line) < 600 and all(is_name(h, words) for h in heads):
        return parts
    told = tuple(part.strip() for part in _NEXT.split(line) if part.strip())
    return told if told and all(names_person(part, words) for part in told) else (line,)


def _split(line: str) -> tuple[str, ...]:
    out, depth, at = [], 0, 0
    for found in _SEPARATOR.finditer(line):
        if found[0] in "([":
            depth += 1
        elif found[0] in ")]":
            depth -= 1
        elif depth <= 0:
            out.append(line[at : found.start()])
            at = found.end()
    out.append(line[at:])
    return tuple(part.strip() for part in out if part.strip())


def _name_word(token: str, words: Vocabulary) -> bool:
    word = token.strip(",.'\"()“”‘")
    low = word.lower()
    if not word or any(sign.isdigit() for sign in word):
        return False
    if low in _PARTICLE:
        return True
    if not word[0].isupper() or low in _NOT_NAME:
        return False
    return not any(
        form in words.organisation or form in words.role for form in (low, low.rstrip("s"))
    )
