"""Tokens that can be two things → the one their neighbours make of them: "7-8.45pm", "Mar 12", "16.10. - 18.10."."""

from __future__ import annotations

import re

from pipelines.when.reading import Ground, Notes
from pipelines.when.tokens import Clock, Numeric, Pair, Token
from pipelines.when.vocabulary import STREETS
from pipelines.when.years import FIRST_YEAR

_DOTTED_LANGUAGES = frozenset({"de"})
"""Languages in which a bare d.m is a date; the others write times of day so."""

_DAY_AND_MONTH = re.compile(r"(?:[DO]R?M|M[DO]),?R?$")

_DAY_FIRST = re.compile(r"(?:[DO],?M[yD]?,?|TRT[A,])$")
_MONTH_FIRST = re.compile(r"M,?[DO](?:R[DO])?,$")
"""What stands before two numbers: "19 Nov", "19 Nov 26", "19 Nov, 10-12 and"; "Nov 19,", "Nov 19-20,"."""

_MARKED = frozenset({"am", "pm", "24", "word"})


def kinds(tokens: list[Token]) -> str:
    """One letter a token."""
    return "".join([token.kind for token in tokens])


def settle(tokens: list[Token], ground: Ground, notes: Notes) -> list[Token]:
    """Every undecided token decided; a fraction becomes three tokens."""
    letters = kinds(tokens)
    if "RR" in letters:  # "bis zum", "- until"
        tokens = [one for k, one in enumerate(tokens) if letters[k : k + 2] != "RR"]
    if "b" in letters:
        tokens = _settle_words(tokens)
    if "n" in letters:
        tokens = _split_fractions(tokens, ground)
    if "Y" in letters:
        tokens = _military(tokens, ground, notes)
    if "p" in letters:
        tokens = _settle_pairs(tokens, ground, notes)
    return _bare_hours(tokens, notes) if "R" in letters and "D" in letters else tokens


def _settle_words(tokens: list[Token]) -> list[Token]:
    """A word that is a month and a weekday ("mar", Welsh "maw"): a weekday when a month follows its day."""
    out = list(tokens)
    for k in range(len(out) - 1, -1, -1):
        if out[k].kind == "b":
            after, before = kinds(out[k + 1 : k + 5]).lstrip(","), kinds(out[max(0, k - 1) : k])
            weekday = before not in ("D", "O") and after[:1] in ("D", "O") and "M" in after
            number = out[k].number % 10 if weekday else out[k].number // 10
            out[k] = out[k]._replace(kind="W" if weekday else "M", number=number)
    return out


def _split_fractions(tokens: list[Token], ground: Ground) -> list[Token]:
    """In print: "5/6 May" and "May 5/6" are two days, not the fifth of June."""
    out: list[Token] = []
    for k, token in enumerate(tokens):
        beside = kinds(tokens[k + 1 : k + 2]) == "M" or (
            kinds(out[-1:]) == "M" and kinds(out[-2:-1]) not in ("D", "O")
        )
        if token.numeric and token.kind == "n" and beside:
            days = (token.numeric.day, token.numeric.month)
            swapped = ground.month_first != (token.numeric.order == "forced")
            first, second = days[::-1] if swapped else days
            middle = token.i + 1
            out += [
                Token("D", token.i, middle, number=first),
                Token("A", middle, middle),
                Token("D", middle, token.j, number=second),
            ]
        else:
            out.append(token)
    return out


def _military(tokens: list[Token], ground: Ground, notes: Notes) -> list[Token]:
    """Turn the years of "1900-2030" into times beside a time of four digits, or beside a full date."""
    out = list(tokens)
    letters = kinds(out)
    for k, token in enumerate(tokens):
        hour, minute = divmod(token.number, 100)
        if token.kind != "Y" or hour > 24 or minute > 59:
            continue
        paired = _paired(tokens, letters, k) and not _is_year(letters[:k], token.number, ground)
        if paired or (minute % 15 == 0 and _second_year(letters, k)):
            out[k] = token._replace(kind="T", clock=Clock(hour, minute, "mil"))
            if not paired and letters[k - 1 : k] == "R":
                notes.add("pair-open")  # "1 May 2026 - 2030"
    return out


def _second_year(letters: str, k: int) -> bool:
    """Whether a number ends or begins a phrase that has its year: "1900, 7 August 2027", "7 August 2027 at 1930"."""
    if _full(letters[:k]):
        own = re.search(r"[YyN][^MnYyN]*$", letters[:k])  # no month waits for it
        return own is not None and letters[k + 1 :].strip(",Z") == ""
    return k == 0 and _full(letters[1:]) and letters[1:].lstrip(",R")[:1] in tuple("WDOMN")


def _is_year(before: str, number: int, ground: Ground) -> bool:
    """In print: "5 September 2029 - 1830hrs": behind a day and a month, and no time that anybody sets (20:29)."""
    behind = not _full(before) and _DAY_AND_MONTH.search(before)
    return bool(behind) and (number % 5 != 0 or abs(number - ground.day.year) <= 1)


def _paired(tokens: list[Token], letters: str, k: int) -> bool:
    """Whether a range sign joins the number to a time of four digits, or to its like after a full date."""
    for first, last, other in ((k, k + 2, k + 2), (k - 2, k, k - 2)):
        if first >= 0 and letters[first + 1 : last] == "R" and other < len(letters):
            if letters[other] != "Y":
                return _is_military(tokens[other])
            return _full(letters[:first]) or _past(tokens[first].number)
    return False


def _past(number: int) -> bool:
    """In print: "Monday 14 June 1900-2030": the year of no event, and an hour that many begin at."""
    return number < FIRST_YEAR and number % 100 in (0, 15, 30, 45)


def _full(letters: str) -> bool:
    return any(letter in letters for letter in "YyN")


def _is_military(token: Token) -> bool:
    """In print: "1830", "1830hrs"; not "18 Uhr", "18h30"."""
    return token.clock is not None and (token.clock.mark == "mil" or token.word == "military")


def _settle_pairs(tokens: list[Token], ground: Ground, notes: Notes) -> list[Token]:
    """d.m or h.mm: what only one of them can be is that; then the neighbours decide; else it stays open."""
    out = [_forced(token) for token in tokens]
    for k, token in enumerate(out):
        if token.kind != "p" or token.pair is None:
            continue
        verdict = _verdict(out, k, token.pair, ground)
        if verdict == "open":
            notes.add("pair-open")
        out[k] = _as_date(token, token.pair) if verdict == "date" else _as_time(token, token.pair)
    return out


def _forced(token: Token) -> Token:
    pair = token.pair
    if pair is None or (pair.may_be_time and pair.may_be_date):
        return token
    if pair.may_be_time:
        return _as_time(token, pair)
    return _as_date(token, pair) if pair.may_be_date else token._replace(kind="x")


def _as_time(token: Token, pair: Pair) -> Token:
    return token._replace(kind="T", clock=Clock(pair.first, pair.second, "dot", pair.zero))


def _as_date(token: Token, pair: Pair) -> Token:
    return token._replace(kind="n", numeric=Numeric(None, pair.second, pair.first, "", "."))


def _verdict(tokens: list[Token], k: int, pair: Pair, ground: Ground) -> str:
    """In print: "date", "time" or "open" for a pair that may be both."""
    before, after = kinds(tokens[:k]), kinds(tokens[k + 1 :])
    if pair.closed or before.rstrip(",").endswith("W") or after.startswith(("RN", "Rn")):
        return "date"
    if after.startswith("RT") or before.endswith("TR"):
        return "time"
    if any(letter in before for letter in "MNnO"):
        return "time"
    if ground.language in _DOTTED_LANGUAGES or before.endswith("nR"):
        return "date"
    if any(letter in after for letter in "MNnO"):
        return "time"
    return "date" if "T" in before + after else "open"


def _bare_hours(tokens: list[Token], notes: Notes) -> list[Token]:
    """In print: "7-8.45pm", "10am to 4", "9-5" after a date: a bare number beside a range sign is an hour."""
    out = list(tokens)
    for k in range(len(out) - 3, -1, -1):
        first, sign, last = out[k : k + 3]
        if sign.kind != "R":
            continue
        if (
            first.kind == "D"
            and last.clock
            and last.kind == "T"
            and _hour_before(out, k, last.clock)
        ):
            out[k] = _hour(first, last.clock)
        elif (
            last.kind == "D"
            and first.clock
            and first.kind == "T"
            and _hour_after(out, k, first.clock)
        ):
            out[k + 2] = _hour(last, first.clock)
    return _hour_pairs(out, notes)


def _hour(token: Token, other: Clock) -> Token:
    mark = "24" if other.mark == "24" else ""
    return token._replace(kind="T", clock=Clock(token.number, 0, mark))


def _dated(letters: str) -> bool:
    return any(letter in letters for letter in "MNn")


def _day_of_month(before: str) -> bool:
    """In print: "March 12": the number behind a month that has no day before it."""
    return before.endswith("M") and not before.endswith(("DM", "OM"))


def _hour_before(tokens: list[Token], k: int, after: Clock) -> bool:
    """Not when the number is the day of "March 12 - 2pm"."""
    before = kinds(tokens[:k])
    is_day = _day_of_month(before)
    strong = after.mark in _MARKED or (after.mark == "" and "n" not in before)
    return tokens[k].number <= 24 and not is_day and (strong or _dated(before))


def _hour_after(tokens: list[Token], k: int, before: Clock) -> bool:
    """Not when the number begins another date, "10am - 4 May"."""
    after = kinds(tokens[k + 3 : k + 5])
    if _is_street(tokens, k + 3):
        return False
    strong = before.mark in _MARKED or before.mark == "" or _dated(kinds(tokens[:k]))
    return (
        tokens[k + 2].number <= 24
        and strong
        and not after.startswith(("M", ",M", "RM", "RD", "AD", "RO", "N"))
    )


def _hour_pairs(tokens: list[Token], notes: Notes) -> list[Token]:
    """In print: "12 March 2027, 9-5", "Thurs 19 Nov, 10-4": two bare numbers with a range sign after a date.

    Days they may be too ("Nov 19, 20-22"), or part of an unknown word ("9-5 Lakeside"), leave a doubt.
    """
    out = list(tokens)
    letters = kinds(out)
    for k in range(len(out) - 2):
        if letters[k : k + 3] != "DRD" or _dated(letters[k + 3 :]) or _is_street(out, k + 3):
            continue
        if _after_a_date(letters[:k]) and out[k].number <= 24:
            out[k], out[k + 2] = (
                token._replace(kind="T", clock=Clock(token.number, 0))
                for token in (out[k], out[k + 2])
            )
            letters = kinds(out)
            if letters[k + 3 : k + 4] == "x":
                notes.add("pair-open")
        elif _MONTH_FIRST.search(letters[:k]):
            notes.add("pair-open")
    return out


def _after_a_date(before: str) -> bool:
    """Whether a date is complete before a number, so that it is no day: with its year, or its day first."""
    full = "Y" in before or "N" in before
    return (full and not _day_of_month(before)) or _DAY_FIRST.search(before) is not None


def _is_street(tokens: list[Token], k: int) -> bool:
    """In print: "10-11 Carlton House Terrace": words behind a number that end in a street's, before any comma."""
    for token in tokens[k : k + 5]:
        if token.kind != "x":
            break
        if token.word in STREETS:
            return True
    return False
