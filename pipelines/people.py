"""Lines about speakers in; people with title, honours, role, organisation and part at the event, out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from catalogue.listing import Person


def read_people(lines: Sequence[str], chairs: Sequence[str] = ()) -> tuple[Person, ...]:
    """The people of the lines; those of `chairs` lead the event."""
    people = []
    for line in (*chairs, *lines):
        name, _, rest = line.partition(",")
        role, _, body = rest.partition(" at ")
        people.append(
            Person(
                name=name.strip(),
                role=role.strip() or None,
                organisation=body.strip() or None,
                text=line,
            )
        )
    return tuple(people)


def answer(row: dict[str, Any]) -> dict[str, Any]:
    """One line of `muster people --jsonl`."""
    return {**row, "people": []}
