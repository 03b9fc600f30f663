"""Values in; what feedgen writes for them out, feedgen being asked only once for each shape of values.

A shape is the set of names that have a value. For a new shape feedgen writes with marks in the place of the values; the
text between the marks is kept, and from then on values are put in, escaped as lxml does. The bytes are those
that feedgen itself would write; tests hold both side by side.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping

Values = Mapping[str, str]
"""Name → text that XML can carry; "" leaves an optional element out. Names are letters, digits and _."""

Write = Callable[[Values], str]
"""Has feedgen write the values; those that are absent read as ""."""

_Shape = tuple[tuple[str, ...], tuple[tuple[str, bool], ...]]

_MOST_SHAPES = 4_096
_MARK = re.compile("\ue000([a-z0-9_]+)\ue001")


class Template:
    """What feedgen writes, with places for values."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self._known: dict[tuple[str, ...], _Shape] = {}

    def __call__(self, values: Values) -> str:
        """What `write` gives for the values.

        Raises:
            ValueError: feedgen or lxml refuses the shape.
        """
        names = tuple([name for name, value in values.items() if value])
        texts, places = self._known.get(names) or self._learn(names)
        made = [texts[0]]
        for (name, is_attribute), text in zip(places, texts[1:], strict=True):
            value = values[name].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            if is_attribute:
                value = value.replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
            made += (value, text)
        return "".join(made)

    def _learn(self, names: tuple[str, ...]) -> _Shape:
        """The text between the values of a shape, and (name, whether it stands in an attribute) of each."""
        marks = {name: f"\ue000{name}\ue001" for name in names}
        pieces = _MARK.split(self._write(defaultdict(str, marks)))
        texts = tuple(pieces[::2])
        places = tuple((name, texts[at].endswith('="')) for at, name in enumerate(pieces[1::2]))
        if len(self._known) >= _MOST_SHAPES:
            self._known.clear()
        self._known[names] = texts, places
        return texts, places
