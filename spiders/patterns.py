"""Regular expressions from source files: a pattern in, what is wrong with it out; none may take for ever."""

from __future__ import annotations

import re
import warnings

MOST_REPEATS = 6
"""Unbounded repeats in one pattern: each multiplies the time on an address by its length."""

MOST_CHARACTERS = 300
"""Characters of one pattern."""

_REPEATS = re.compile(r"[*+]|\{\d*,\}|\{\d+(,\d+)?\}")


def fault(pattern: str) -> str:
    """Why a pattern cannot be taken; "" when it can.

    Refused are patterns that Python cannot compile, groups that are repeated and hold a repeat or a
    choice themselves (`(a+)+`, `(a|aa)*`: their time doubles with each character), back-references
    and more than `MOST_REPEATS` repeats.
    """
    if len(pattern) > MOST_CHARACTERS:
        return f"longer than {MOST_CHARACTERS} characters; write a shorter pattern"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", FutureWarning)  # "[[" may mean something else one day
            re.compile(pattern)
    except (re.error, FutureWarning, OverflowError) as error:
        return f"not a regular expression: {error}"
    plain = _without_literals(pattern)
    if re.search(r"\(\?(P=|\()", plain) or re.search(r"\\[1-9]", pattern):
        return "back-references are not taken; write the pattern without them"
    if len(_REPEATS.findall(plain)) > MOST_REPEATS:
        return f"more than {MOST_REPEATS} repeats; write a shorter pattern"
    if _nested(plain):
        return (
            "a repeated group holds a repeat or a choice, which can take for ever; write it without"
        )
    return ""


def _without_literals(pattern: str) -> str:
    """The pattern with escapes and character classes each put as one letter, so that its shape remains."""
    shape = re.sub(r"\\.", "x", pattern, flags=re.DOTALL)
    return re.sub(r"\[\^?\]?[^\]]*\]", "x", shape)


def _nested(shape: str) -> bool:
    """Whether a group that is repeated without bound holds a repeat or a choice."""
    risky = [False]
    for index, letter in enumerate(shape):
        repeated = _REPEATS.match(shape, index + 1) is not None
        if letter == "(":
            risky.append(False)
        elif letter == ")" and len(risky) > 1:
            inner = risky.pop()
            if inner and repeated:
                return True
            risky[-1] = risky[-1] or inner or repeated
        elif letter in "*+|" or _REPEATS.match(shape, index):
            risky[-1] = True
    return False
