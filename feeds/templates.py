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

_MOST_SHAPES = 4_096
_MARK = re.compile("\ue000([a-z0-9_]+)\ue001")
_BETWEEN = "\0"  # is in no text that XML can carry


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
        shape = self._known.get(names) or self._learn(names)
        return shape.filled(values)

    def _learn(self, names: tuple[str, ...]) -> _Shape:
        marks = {name: f"\ue000{name}\ue001" for name in names}
        shape = _Shape(self._write(defaultdict(str, marks)))
        if len(self._known) >= _MOST_SHAPES:
            self._known.clear()
        self._known[names] = shape
        return shape


class _Shape:
    """A text with marks where the values belong."""

    def __init__(self, marked: str) -> None:
        self._pieces = _MARK.split(marked)
        self._names = self._pieces[1::2]
        before = self._pieces[0:-1:2]
        self._inside = [at for at, text in enumerate(before) if text.endswith('="')]

    def filled(self, values: Values) -> str:
        """The text with these values, all of them escaped at once and those of attributes further."""
        text = _BETWEEN.join([values[name] for name in self._names])
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        text = text.replace(
            "\ufffd", "?"
        )  # what others made of words they could not read, validators refuse
        escaped = text.split(_BETWEEN)
        for at in self._inside:
            value = escaped[at].replace('"', "&quot;")
            escaped[at] = value.replace("\n", "&#10;").replace("\t", "&#9;")
        made = self._pieces.copy()
        made[1::2] = escaped if self._names else ()
        return "".join(made)
