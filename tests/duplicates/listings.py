"""Rows of fictional listings, to be changed field by field."""

from typing import Any

from pipelines.candidates import Candidate, candidate_of_row

BASE: dict[str, Any] = {
    "id": "a",
    "title": "Rural Thefts: Protecting Northshire Farms",
    "organiser": "Harrow Lane Institute",
    "source": "harrowlane.example",
    "url": "https://harrowlane.example/rural-thefts",
    "start": "2027-06-16T09:30",
    "date_only": False,
    "venue": "Corn Exchange, Leeds",
    "mode": "in-person",
}


def row(identifier: str = "b", **changes: object) -> dict[str, Any]:
    """The base listing as another source gives it, with changes."""
    other = {"source": "diary.example", "url": f"https://diary.example/{identifier}"}
    return {**BASE, **other, "id": identifier, **changes}


def candidate(identifier: str = "b", **changes: object) -> Candidate:
    """The candidate of such a row."""
    return candidate_of_row(row(identifier, **changes))
