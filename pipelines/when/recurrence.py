"""Words of repetition ("every second Tuesday", "first Monday of the month") → an RFC 5545 rule."""

from __future__ import annotations

import re
from datetime import date

from pipelines.when.tokens import Token

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_REPEATS = re.compile(
    r"\b(?:every|each|weekly|monthly|fortnightly|biweekly|daily|jeden|jede|wöchentlich|chaque|tous les|toutes les|elke|"
    r"iedere?|elk|wekelijks|cada|todos los|bob)\b"
)
_NTH = {
    word: number
    for number, words in (
        (1, "first 1st ersten erste eerste premier premiers primer"),
        (2, "second 2nd zweiten zweite tweede deuxième second segundo"),
        (3, "third 3rd dritten dritte derde troisième tercer"),
        (4, "fourth 4th vierten vierte vierde quatrième cuarto"),
        (-1, "last letzten letzte laatste dernier último"),
    )
    for word in words.split()
}
_ORDINALS = "|".join(_NTH)
_MONTH = r"(?:month|monats?|maand|mois|mes)\b"
_NTH_OF_MONTH = re.compile(
    rf"\b({_ORDINALS})(?:(?: and |, | & | und | et | en | y )({_ORDINALS}))? \w{{4,12}} "
    rf"(?:of|in|each|every|im|des|jeden|van|du|de|del)(?: \w{{1,5}}){{0,2}} ?{_MONTH}"
    rf"|\bmonthly on the ({_ORDINALS}) \w{{4,12}}"
)
_MONTHLY = re.compile(rf"\bmonthly|\b{_MONTH}")
_EACH_WEEK = re.compile(r"\b(?:weekly|every week|each week|wöchentlich|wekelijks)\b")
_EVERY_OTHER = re.compile(r"\bfortnight|\bbi-?weekly|\bevery (?:second|other|two weeks|2 weeks)\b")
_COUNT = re.compile(
    r"\b(?:for|over|x) ([0-9]{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve) (?:weeks|sessions|weekly)"
)
_COUNTS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
}
_PLURAL_PARTS = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day (?:mornings|afternoons|evenings|nights)\b"
)
_ON_EACH = re.compile(
    r"\b(?:on|for) (?:each|every) (?:day|date|session|of)\b|\beach day\b|\bdaily\b|\bevery day\b"
)
_WORKING_DAYS = re.compile(r"\b(?:every|each) week ?day\b|\bweek ?days?:? (?=[0-9])|\bweekdays\b")


def repeats(low: str, letters: str) -> bool:
    """Whether the words speak of a repetition; "10am to 4pm each day" of a dated range does not."""
    dated = any(letter in letters for letter in "MNn")
    if dated and _ON_EACH.search(low) and "W" not in letters.replace("WD", "").replace("WO", ""):
        return False
    plural = ("V" in letters or _PLURAL_PARTS.search(low) is not None) and not dated
    return bool(
        _REPEATS.search(low) or plural or _NTH_OF_MONTH.search(low) or _WORKING_DAYS.search(low)
    )


def rule_of(low: str, tokens: list[Token], days: list[date]) -> str | None:
    """The rule of repeating words; None when they name no day to repeat on.

    The second of two `days` is its last, the first one `date.min` where it is not printed.
    """
    rule = _monthly(low, tokens) if _MONTHLY.search(low) else _weekly(low, tokens)
    if rule is None and days and days[0] != date.min and _EACH_WEEK.search(low):
        rule = f"FREQ=WEEKLY;BYDAY={WEEKDAYS[days[0].weekday()]}"
    if rule and len(days) == 2:
        return f"{rule};UNTIL={days[1]:%Y%m%d}"
    return rule


def _monthly(low: str, tokens: list[Token]) -> str | None:
    found = _NTH_OF_MONTH.search(low)
    weekday = next((token.number for token in tokens if token.kind in "WV"), None)
    if found is None or weekday is None:
        return None
    ordinals = [_NTH[group] for group in found.groups() if group in _NTH]
    days = ",".join(f"{nth}{WEEKDAYS[weekday]}" for nth in ordinals)
    return f"FREQ=MONTHLY;BYDAY={days}"


def _weekly(low: str, tokens: list[Token]) -> str | None:
    days = [token.number for token in tokens if token.kind in "WV"]
    if _WORKING_DAYS.search(low):
        days = [0, 1, 2, 3, 4]
    elif len(days) == 2 and _runs(tokens):
        days = list(range(days[0], days[1] + 1))
    if not days:
        return "FREQ=DAILY" if re.search(r"\bdaily\b|\bevery day\b", low) else None
    interval = "INTERVAL=2;" if _EVERY_OTHER.search(low) else ""
    counted = _COUNT.search(low)
    count = f";COUNT={_COUNTS.get(counted[1]) or int(counted[1])}" if counted else ""
    names = ",".join(WEEKDAYS[day] for day in dict.fromkeys(days))
    return f"FREQ=WEEKLY;{interval}BYDAY={names}{count}"


def _runs(tokens: list[Token]) -> bool:
    """In print: "Mondays to Fridays": two weekdays with a range sign between them."""
    letters = "".join(token.kind for token in tokens).replace("V", "W")
    return "WRW" in letters
