"""Numbers whose meaning hangs on the locale or on the words before them ("05/06/2027", "10.30", "7pm") → tokens."""

from __future__ import annotations

import re

from pipelines.when import zones
from pipelines.when.orders import ordered
from pipelines.when.scan import ROOMS, Scan, century, meridiem
from pipelines.when.tokens import Clock, Numeric, Pair, Token
from pipelines.when.vocabulary import FILLERS, NAMED_TIMES


def _numeric(scan: Scan, match: re.Match[str]) -> list[Token]:
    sign = match["sign"].strip()
    first, second, year = (int(part) for part in match.group().split(sign))
    year = century(year) if year < 100 else year
    month, day, order = ordered(first, second, scan.ground.locale)
    return [Token("N", *match.span(), numeric=Numeric(year, month, day, order, sign))]


def _time(scan: Scan, match: re.Match[str]) -> list[Token]:
    text = match.group()
    if match["colon"] != ":" and scan.glued(match.start()):
        return [Token("x", *match.span())]
    hour, minute = (int(part) for part in re.findall(r"[0-9]+", text)[:2])
    mark = meridiem(match["mark"]) or (
        "24" if match["long"] or match["colon"].strip()[0] in "hu" else ""
    )
    if (mark == "am" and hour > 12) or _named_room(scan, match):
        return [Token("x", *match.span())]
    if match["colon"] == "." and text[-1].isdigit() and text.count(".") == 1:
        return [_dotted(scan, match, hour, minute)]
    clock = Clock(hour, minute, mark, zero=text[0] == "0")
    made = Token("T", *match.span(), clock=clock)
    if match["zone"] is None:
        return [made]
    return [made, Token("Z", match.end(), match.end(), word=zones.offset_text(match["zone"]))]


def _dotted(scan: Scan, match: re.Match[str], first: int, second: int) -> Token:
    low, j = scan.low, match.end()
    closed = low[j : j + 1] == "." and (
        not low[j + 1 : j + 2].isspace() or scan.ground.language != "en"
    )
    minutes = match.group().partition(".")[2].rstrip(".")
    pair = Pair(
        first,
        second,
        may_be_time=first <= 24 and len(minutes) == 2,
        may_be_date=1 <= second <= 12 and 1 <= first <= 31,
        closed=(closed and j < len(low)) or match.group().endswith("."),
        zero=match.group()[0] == "0",
    )
    return Token("p", *match.span(), pair=pair)


def _named_room(scan: Scan, match: re.Match[str]) -> bool:
    """In print: "Room 10.30", "CLM 5.02": a number that belongs to the word before it."""
    if match["colon"] != "." or match["mark"] or match["long"]:
        return False
    before = scan.raw[max(0, match.start() - 12) : match.start()]
    code = re.search(r"\b([A-Z]{2,4})\s?$", before)
    return bool(
        code and code[1].lower() not in FILLERS and code[1].lower() not in scan.words
    ) or bool(ROOMS.search(before.lower()))


def _half(scan: Scan, match: re.Match[str]) -> list[Token]:
    digits = re.findall(r"[0-9]+", match.group())[0]
    hour, minute = (int(digits[:-2]), int(digits[-2:])) if match["minutes"] else (int(digits), 0)
    mark = meridiem(match["half_mark"])
    if (scan.glued(match.start()) and len(match["half_mark"]) == 1) or ROOMS.search(
        scan.low[max(0, match.start() - 12) : match.start()]
    ):
        return [Token("x", *match.span())]
    if mark == "am" and (
        hour > 12 or (match["half_mark"] == " am" and scan.ground.language == "de")
    ):
        return [Token("D", match.start(), match.start() + 2, number=hour)]
    return [Token("T", *match.span(), clock=Clock(hour, minute, mark))]


def _at_hour(scan: Scan, match: re.Match[str]) -> list[Token]:
    hour = int(match.group().split()[-1])
    kind = "T" if hour <= 24 and any(token.kind in "MNnb" for token in scan.out) else "x"
    return [Token(kind, *match.span(), clock=Clock(hour, 0))]


def _pair(scan: Scan, match: re.Match[str]) -> list[Token]:
    text = match.group().rstrip(".")
    sign = "." if "." in text else "/"
    first, second = (int(part) for part in text.split(sign))
    if sign == ".":
        if ROOMS.search(scan.low[max(0, match.start() - 12) : match.start()]):
            return [Token("x", *match.span())]
        return [_dotted(scan, match, first, second)]
    if first > 12 and second > 12:
        return _two_days(match, first, second)
    if text == "24/7" and scan.last() != "W":
        return [Token("x", *match.span())]
    day, month = (second, first) if scan.ground.month_first else (first, second)
    if month > 12:
        return [Token("n", *match.span(), numeric=Numeric(None, day, month, "forced", sign))]
    order = "" if day > 12 or day == month else "locale"
    if order and scan.ground.order_open:
        order = "ambiguous"
    return [Token("n", *match.span(), numeric=Numeric(None, month, day, order, sign))]


def _two_days(match: re.Match[str], first: int, second: int) -> list[Token]:
    """For "25/26 October": neither can be a month."""
    i, j = match.span()
    middle = i + match.group().index("/")
    return [
        Token("D", i, middle, number=first),
        Token("A", middle, middle + 1),
        Token("D", middle + 1, j, number=second),
    ]


def _number(scan: Scan, match: re.Match[str]) -> list[Token]:
    if scan.glued(match.start()):
        return [Token("x", *match.span())]
    return [_digits(scan, match.group(), *match.span())]


def _digits(scan: Scan, text: str, i: int, j: int) -> Token:
    """A bare number by its length: a year or a military time, a day, a short year, or nothing of ours."""
    number = int(text) if len(text) <= 4 else 0
    if len(text) == 4:
        return _four_digits(number, i, j)
    if len(text) > 2 or scan.owned(i, j):
        return Token("x", i, j)
    if 1 <= number <= 31:
        return Token("D", i, j, number=number)
    return Token("y" if len(text) == 2 else "x", i, j, number=century(number))


def _four_digits(number: int, i: int, j: int) -> Token:
    if 1900 <= number <= 2100:
        return Token("Y", i, j, number=number)
    if number // 100 <= 24 and number % 100 < 60:
        return Token("T", i, j, clock=Clock(number // 100, number % 100, "mil"))
    return Token("x", i, j)


def _code(scan: Scan, match: re.Match[str]) -> list[Token]:
    """In print: "COVID-19" is a name; "Mar-2027" of "27-Mar-2027" a month and a year; "noon-2" two times."""
    word, _, digits = match.group().partition("-")
    i, cut, j = match.start(), match.start() + len(word), match.end()
    month, weekday = scan.words.get(word, (None, None))
    if word in NAMED_TIMES:
        known = Token("T", i, cut, clock=Clock(NAMED_TIMES[word], 0, "word"))
    elif month is not None:
        known = Token("M", i, cut, number=month)
    elif weekday is not None:
        known = Token("W", i, cut, number=weekday)
    else:
        return [Token("x", *match.span())]
    last = _digits(scan, digits, cut + 1, j)
    return [known, Token("R", cut, cut + 1), last]


FIGURES = {
    "athour": _at_hour,
    "code": _code,
    "half": _half,
    "num": _numeric,
    "number": _number,
    "pair": _pair,
    "time": _time,
}
"""Name of the alternative in the token regex → what makes its tokens."""
