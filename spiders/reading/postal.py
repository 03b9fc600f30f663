"""What buildings, streets and postal codes look like, and words that say an address is only for writing to."""

from __future__ import annotations

import re

_VENUES = (
    "Theatre|Hall|Guildhall|Exchange|Pavilion|Barracks|Headquarters|HQ|Room|Building|Library|Hotel|Campus|Court|Museum"
    "|Church|Police Station|Fire Station|Ballroom|Theater|Gallery|Chapel|Cathedral|Courthouse|Arena"
    "|Auditorium|Stadium|Suite|Chambers?|Centre|Center|House|University|College|Online|Zoom|Webinar|Virtual"
)
VENUE = re.compile(rf"\b(?:{_VENUES}|{_VENUES.upper()})\b")
"""Words of buildings, and of there being none: written large, as in names."""
ADDRESS = re.compile(
    r"\b\d{1,5} (?:[NSEW]\.? )?[A-Z0-9][\w.'’-]{0,20}(?: [A-Z][\w.'’-]{0,20}){0,3} (?:St|Street|Ave|Avenue|Rd|Road|Blvd"
    r"|Drive|Dr|Lane|Ln|Square|Sq|Place|Way|Parkway|Crescent|Terrace|Gardens|Highway)\b|\b[A-Z]{2} \d{5}\b"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|, [A-Z][\w'’-]{1,20} (?:Street|Road|Lane|Avenue)\b"
    r"|^[A-Z][\w .'’-]{2,30}, (?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI"
    r"|S[CD]|T[NX]|UT|V[AT]|W[AIVY])$"
)
"""A street with its number, or behind a comma; a postal code; an American town with its state."""
CITY_CODE = re.compile(
    r"\b[A-Z]{2}\.?,? {1,2}\d{5}(?:-\d{4})?\b|\b[A-Z](?:[a-z]{3,12}|[A-Z]{3,12}),? \d{5}(?:-\d{4})?$"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
)
"""What ends a postal address: state and ZIP code, or a British postcode."""
MAP_LINK = re.compile(r"(?i)\W{0,3}\b(?:view |see |show )?(?:on )?(?:google )?maps?\W{0,3}$")
"""The words of a link to a map behind a place."""
CODE = re.compile(r"[0-9](?:[0-9]{4}|[A-Z]{2})")
"""What every postal code has, and fast to find."""
_NOT_HERE = re.compile(
    r"(?i)\b(?:contact|e-?mail|mail(?:ing|ed)?|write to|phone|tel(?:ephone)?|fax|office hours|registered|submit(?:ted)?"
    r"|send|copyright|postage|headquarters|registration number|deliver(?:ed|y)?)\b|@|©"
)
"""Words beside an address that is not where the event takes place."""
NO_PLACE = re.compile(
    r"(?i)\b(?:agenda|minutes|pdf|notice|packet|video|transcript|recording|register|download|links?|join|attend|click"
    r"|please|due to)\b"
)
"""Words of lines beside an event that name no place."""


def is_contact(words: str) -> bool:
    """Whether words beside an address say that somebody is to be written to or registered there."""
    return bool(_NOT_HERE.search(words))
