"""Pages in parts, each with a name and dates of its own."""

from __future__ import annotations

from spiders.reading import repeated
from tests.reading.given import page


def titles(body: str) -> list[str]:
    return [draft.title for draft in repeated.read(page(f"<h1>Northmoor Police Board</h1>{body}"))]


def part(name: str, tag: str = "div class=branch-name") -> str:
    close = tag.split()[0]
    return f"<{tag}>{name}</{close}><table><tr><td>3 June 2027<td>6pm</tr><tr><td>8 July 2027<td>6pm</tr></table>"


def test_meetings_at_one_time_are_told_apart_by_their_part() -> None:
    assert titles(part("Eastfield") + part("Westgate")) == [
        "Northmoor Police Board: Eastfield",
        "Northmoor Police Board: Eastfield",
        "Northmoor Police Board: Westgate",
        "Northmoor Police Board: Westgate",
    ]


def test_headings_that_say_when_or_what_are_no_parts() -> None:
    years = part("2027", "h3") + part("Past years", "h3") + part("Minutes", "h3")
    assert set(titles(years)) == {"Northmoor Police Board"}


def test_one_name_alone_is_no_part() -> None:
    assert set(titles(part("Eastfield"))) == {"Northmoor Police Board"}
