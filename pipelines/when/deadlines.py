"""A phrase → the piece of it that names a day of something else: a deadline, a day of sale, of publication."""

from __future__ import annotations

import re

_TIME = r"[0-9]{1,2}(?:[.:][0-9]{2}\s?(?:[ap]\.?m\b\.?)?|\s?[ap]\.?m\b\.?)"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? )?"
_DAY_NEXT = rf"(?=:? (?:on |from )?{_WEEKDAY}(?:the )?[0-9])"
"""What a word that may say other things as well must stand before."""

_APPLYING = (
    r"(?:registrations?|applications?|entries|nominations?|submissions?|ticket sales|sales|sign-?ups?|consultations?|"
    r"surveys?|vacanc(?:y|ies)|calls?(?: for [a-z]{1,14})?)"
)
_WORDS = (
    # English: what closes
    r"book(?:ing)?s? (?:by|closes?|deadline|before)|(?:register|apply) (?:by|before)|rsvp(?: by)?",
    _APPLYING + r" (?:(?:is |are |now )?open until|close[sd]?|ends?|are due|due|deadline)",
    r"deadline(?: for [a-z]{1,14})?|(?:closing|cut-?off) date|early[- ]bird[a-z ]{0,20}(?:until|ends|by)",
    r"last (?:day|date|chance) (?:to|for) [a-z]{1,14}",
    # English: what opens, and is no event yet
    r"(?:(?:applications?|bookings?|registrations?|nominations?|submissions?|sales) opens?|(?:tickets )?on sale)"
    rf"(?! (?:at |from )?{_TIME}){_DAY_NEXT}",
    # English: what was written or made on a day
    r"press release,?|(?:publication|release) date|(?:first )?published(?: on)?|first broadcast(?: on)?",
    rf"(?:posted|recorded|added|created|modified|edited|reviewed|uploaded|updated)(?: on)?{_DAY_NEXT}",
    # English: where the phrase begins with it
    rf"\A(?:by|after){_DAY_NEXT}",
    rf"(?:\A|(?<=[!?] ))(?:clos(?:es|ing)|expires)(?! (?:at )?{_TIME}){_DAY_NEXT}",
    # Welsh, German, Spanish, French, Dutch
    r"(?:cyhoedd|diweddar)wyd(?: ar)?|dyddiad cau",
    r"anmeld(?:eschluss|efrist|ung(?:en)?(?: möglich)? bis)|(?:bewerbungs|einsende)(?:schluss|frist)|stand(?=:)",
    r"(?:zuletzt )?(?:veröffentlicht|aktualisiert|geändert)(?: am)?",
    r"fecha límite(?: de [a-z]{1,14})?|(?:fecha de publicación|(?:publicad|actualizad)[oa])(?: el)?",
    r"(?:plazo|inscripci(?:ón|ones))(?: de [^\W\d_]{1,14})?:?(?: abiert[oa]s?)? hasta",
    r"date limite(?: d'inscription| de [a-z]{1,14})?|inscriptions? (?:avant|jusqu'au)|clôture des inscriptions",
    r"(?:date de publication|publiée?|mise? à jour)(?: le)?",
    r"(?:aanmeld|inschrijv)(?:en|ing)(?: kan)? (?:voor|tot)(?: en met)?|uiterlijk",
    r"(?:gepubliceerd|bijgewerkt|laatst gewijzigd)(?: op)?",
)
_NAMED = re.compile(
    rf"\(?\b(?:{'|'.join(_WORDS)})"
    r" ?:? [^()\n;|]{3,60}?(?:$|[)\n;|]|\.(?=\s)"
    r"|,? (?=(?:event|workshop|veranstaltung|starts?|begins|takes place|held)\b))"
)
"""The words, and what follows them up to the end of the sentence."""

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_BY_DAY = re.compile(
    rf"\(?\b(?:by|before|due|no later than)(?: (?:noon|midday|{_TIME}),? on)? {_WEEKDAY}(?:the )?"
    rf"[0-9]{{1,2}}(?:(?:st|nd|rd|th)?(?: of)? {_MONTH}\b|/[0-9]{{1,2}}\b)"
    rf"(?:[ ,/]{{1,2}}(?:19|20)[0-9]{{2}}\b)?(?:,? (?:at )?(?:{_TIME}|noon\b))?\)?"
)
"""In print: "Papers to be submitted by noon on Friday 4 June", "(abstracts due 4 June 2027)"."""


def other_day(low: str) -> re.Match[str] | None:
    """The piece about a day of something else in a phrase in lower case; None when there is none."""
    return _BY_DAY.search(low) or _NAMED.search(low)
