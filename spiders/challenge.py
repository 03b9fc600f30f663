"""A page's bytes in; whether it is a check for robots rather than the page itself out."""

from __future__ import annotations

import re

MOST_BYTES = 60_000
"""A challenge is a short page; a long one that talks of captchas is an article or a form."""

MOST_WORDS = 150
"""Visible words of a challenge at most, counted roughly."""

_MARKS = (
    "attention required!",
    "checking if the site connection is secure",
    "checking your browser",
    "cf-chl-",
    "complete the security check",
    "ddos protection by",
    "enable javascript and cookies",
    "are you a robot",
    "are you human",
    "g-recaptcha",
    "h-captcha",
    "just a moment...",
    "_incapsula_resource",
    "please verify you are",
    "security check to access",
    "unusual traffic",
    "verify you are human",
)

_TAG = re.compile(r"<[^<>]*>")


def is_challenge(body: bytes) -> bool:
    """Whether a page only asks its visitor to prove that he is a person.

    Ask only of pages that gave neither listings nor links to follow: a real page may hold a captcha in a form.
    """
    if len(body) > MOST_BYTES:
        return False
    text = body.decode("utf-8", "replace").lower()
    if not any(mark in text for mark in _MARKS):
        return False
    return len(visible(text).split()) <= MOST_WORDS


def visible(text: str) -> str:
    """The words between the tags, roughly: scripts and styles left out, in linear time."""
    for name in ("script", "style"):
        first, *others = text.split(f"<{name}")
        text = first + "".join(other.partition(f"</{name}")[2] for other in others)
    return _TAG.sub(" ", text)
