"""What postal addresses end in, and the words that say an address is only for writing to."""

from __future__ import annotations

import re

CITY_CODE = re.compile(
    r"\b[A-Z]{2}\.?,? {1,2}\d{5}(?:-\d{4})?\b|\b[A-Z](?:[a-z]{3,12}|[A-Z]{3,12}),? \d{5}(?:-\d{4})?$"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
)
"""What ends a postal address: state and ZIP code, or a British postcode."""
CODE = re.compile(r"[0-9](?:[0-9]{4}|[A-Z]{2})")
"""What every postal code has, and fast to find."""
_NOT_HERE = re.compile(
    r"\b(?:contact|e-?mail|mail(?:ing|ed)?|write to|phone|tel(?:ephone)?|fax|office hours|registered|submit(?:ted)?"
    r"|send|copyright|postage|headquarters|registration number|deliver(?:ed|y)?)\b|@|©",
    re.IGNORECASE,
)
"""Words beside an address that is not where the event takes place."""


def is_contact(words: str) -> bool:
    """Whether words beside an address say that somebody is to be written to or registered there."""
    return bool(_NOT_HERE.search(words))
