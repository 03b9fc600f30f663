"""labels.toml → which field a label announces, and the small word lists of the text readers."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

LONGEST = 48
"""Characters of the longest line that can be a label; the longest one listed has 38."""

FIELDS = frozenset(
    """title date end time end_time venue speakers chair audience objectives price booking organiser category
    deadline agenda about posted status cpd accessibility mode online duration""".split()
)
_EDGES = " :?-–—*.|…()[]"
_ASKS = re.compile(r"^(who|what|when|where|how)'s\b")
_ASIDE = re.compile(r"\s\([^(),]{2,14}$")
"""What stands in brackets at the end, its closing one taken off: "price (ex VAT"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Labels and word lists; `field_of` is the one question asked of the labels."""

    fields: dict[str, str]
    prefix: re.Pattern[str]
    suffix: re.Pattern[str]
    stop: re.Pattern[str]
    aims: frozenset[str]
    organisation: frozenset[str]
    role: frozenset[str]
    towns: frozenset[str]
    memo: dict[str, str] = field(default_factory=dict)
    known_signs: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def field_of(self, text: str) -> str:
        """The field that a whole label announces; "" for words that are no label."""
        field = self.memo.get(text)
        if field is None:
            if len(text) > LONGEST + 6:
                return ""
            if len(self.memo) > 20_000:
                self.memo.clear()
            field = self.memo[text] = self._look(text)
        return field

    def signs(self, name: str) -> tuple[str, ...]:
        """Words in small letters, one of which every label of a field holds: for a cheap look at a page."""
        if name not in self.known_signs:
            signs: list[str] = []
            labels = [label for label, own in self.fields.items() if own == name]
            for label in sorted(labels, key=len):
                bare = max(label.split("'"), key=len)  # pages print two kinds of apostrophe
                if not any(sign in bare for sign in signs):
                    signs.append(bare)
            self.known_signs[name] = tuple(signs)
        return self.known_signs[name]

    def _look(self, text: str) -> str:
        words = " ".join(text.lower().replace("’", "'").split()).strip(_EDGES)
        words = _ASKS.sub(r"\1 is", words)
        if len(words) > LONGEST:
            return ""
        for _ in range(4):
            if not words or words in self.fields:
                break
            shorter = self.suffix.sub("", self.prefix.sub("", words, count=1), count=1)
            shorter = _ASIDE.sub("", shorter)
            if shorter == words:
                break
            words = shorter
        return self.fields.get(words, "")


def vocabulary(extra: tuple[tuple[str, str], ...] = ()) -> Vocabulary:
    """The shipped vocabulary, with a source's own labels on top.

    Args:
        extra: (label in lower case, field) as `Hints.labels` gives them; a field that is not known is left out.
    """
    own = {label.lower().strip(_EDGES): name for label, name in extra if name in FIELDS}
    return _with_labels(tuple(sorted(own.items())))


@cache
def _shipped() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((Path(__file__).parent / "labels.toml").read_text(encoding="utf-8"))


@cache
def _with_labels(own: tuple[tuple[str, str], ...]) -> Vocabulary:
    data = _shipped()
    words = data["words"]
    return Vocabulary(
        fields={label: name for name, labels in data["fields"].items() for label in labels}
        | dict(own),
        prefix=re.compile(rf"^(?:{_either(data['affixes']['prefixes'])})\s+"),
        suffix=re.compile(rf"\s+(?:{_either(data['affixes']['suffixes'])})$"),
        stop=re.compile(rf"(?i)^\W{{0,3}}(?:{_either(data['stop']['headings'])})\b"),
        aims=frozenset(words["aims"]),
        organisation=frozenset(words["organisation"]),
        role=frozenset(words["role"]),
        towns=frozenset(words["towns"]),
    )


def _either(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
